package curriculum

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	oneFactID  = lazy(factID)
	quoted     = lazy(`"[^"]*"|“[^”]*”`)
	claim      = lazy(`\d ?%|\d per cent\b|[€$£] ?\d|\d (?:euros?|dollars|pounds)\b|\b(?:19|20)\d\d\b|\b\d[\d.,]* times\b`)
	datedWord  = lazy(`(?i)\b(currently|nowadays|today|recently|latest|will soon|new laws?|these days)\b`)
	hasDate    = lazy(`\b(?:19|20)\d\d\b`)
	address    = lazy(`(?i)\bhttps?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.-]+`)
	phone      = lazy(`\+\d[\d ()/.-]{7,}\d|\(?\b0\d{1,4}\)?[ /-]\d[\d /-]{4,}\d`)
	image      = lazy(`!\[\s*\]\(`)
	diagram    = lazy(`\+-{2,}|-{1,}>|<-{1,}`)
	hypePhrase = lazy(`(?i)\b(` + hypeList + `)\b`)
	idiom      = lazy(`(?i)\b(` + idiomList + `)\b`)
	mindVerb   = lazy(`(?i)\b(?:the (?:assistant|model|chatbot|tool|system|AI)|AI|it) (?:really |truly )?(?:thinks|wants|feels (?:that|sorry|happy|sad)|understands|believes)\b`)
)

const (
	maxMeanSentence = 16 // words
	maxSentence     = 25 // words
	maxParagraph    = 60 // words
)

// prose lists the passages that are read as running text.
func (l *lessonDraft) prose() []passage {
	return slices.DeleteFunc(slices.Clone(l.passages), func(p passage) bool {
		return p.kind == code || p.kind == table || p.heading == "Sources" && p.block == ""
	})
}

// checkSentences: sentences and paragraphs are short.
func checkSentences(l *lessonDraft, say report) {
	words, count := 0, 0
	for _, p := range l.prose() {
		for _, s := range sentences(plain(p.text)) {
			n := wordCount(s)
			words, count = words+n, count+1
			if n > maxSentence {
				say(l.File, p.line, fmt.Sprintf("a sentence of %d words: %q", n, firstWords(s)), fmt.Sprintf("split it; %d at most", maxSentence))
			}
		}
		if n := wordCount(plain(p.text)); n > maxParagraph && p.block == "" {
			say(l.File, p.line, fmt.Sprintf("a paragraph of %d words", n), fmt.Sprintf("split it; %d at most", maxParagraph))
		}
	}
	if mean := share(words, count); mean > maxMeanSentence {
		say(l.File, 1, fmt.Sprintf("the sentences have %.1f words on average", mean), fmt.Sprintf("write shorter ones; %d on average at most", maxMeanSentence))
	}
}

func firstWords(s string) string {
	words := strings.Fields(s)
	if len(words) > 6 {
		return strings.Join(words[:6], " ") + " …"
	}
	return s
}

// checkWidth: code, diagrams and tables fit a narrow terminal.
func checkWidth(l *lessonDraft, say report) {
	for at, line := range l.lines {
		if strings.Contains(line, "\t") {
			say(l.File, at+1, "a tab", "use spaces")
		}
	}
	for _, p := range l.passages {
		switch p.kind {
		case code:
			checkFence(l.File, p, say)
		case table:
			checkTable(l.File, p, say)
		}
	}
}

func checkFence(file string, p passage, say report) {
	columns, lines := 68, 14
	if isDiagram(p) {
		columns, lines = 60, 12
	}
	rows := strings.Split(p.text, "\n")
	if p.lang == "" {
		say(file, p.line, "a fence without a language", "write prompt, text, csv or json behind the fence")
	}
	if len(rows) > lines {
		say(file, p.line, fmt.Sprintf("a fence of %d lines", len(rows)), fmt.Sprintf("keep it to %d", lines))
	}
	for n, row := range rows {
		if width := utf8.RuneCountInString(row); width > columns {
			say(file, p.line+1+n, fmt.Sprintf("%d columns in a fence", width), fmt.Sprintf("keep to %d", columns))
		}
		if strings.ContainsFunc(row, wide) {
			say(file, p.line+1+n, "a wide character in a fence", "use characters of one column")
		}
	}
}

// wide reports characters that may take two columns: East Asian ones and emoji.
func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2600 && r <= 0x27bf || r >= 0x2e80 && r <= 0xffdc || r >= 0x1f000
}

func checkTable(file string, p passage, say report) {
	for n, row := range strings.Split(p.text, "\n") {
		cells := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
		text := utf8.RuneCountInString(strings.Join(strings.Fields(strings.Join(cells, " ")), " "))
		if len(cells) > 4 {
			say(file, p.line+n, fmt.Sprintf("a table of %d columns", len(cells)), "keep to four")
			return
		}
		if text > 60 && strings.Trim(row, "|-: ") != "" {
			say(file, p.line+n, fmt.Sprintf("a table row with %d characters of text", text), "keep to 60, or make it a list")
		}
	}
}

func isDiagram(p passage) bool {
	return p.kind == code && p.lang == "text" && diagram().MatchString(p.text)
}

// checkDiagrams: what is drawn is also said in words.
func checkDiagrams(l *lessonDraft, say report) {
	for n, p := range l.passages {
		next := ""
		if n+1 < len(l.passages) {
			next = l.passages[n+1].text
		}
		if isDiagram(p) && !strings.HasPrefix(next, "Diagram in words:") {
			say(l.File, p.line, "a diagram without words", `begin the next sentence with "Diagram in words:"`)
		}
		if p.kind != code && image().MatchString(p.text) {
			say(l.File, p.line, "an image without a text", "say between the square brackets what it shows")
		}
	}
}

// checkFacts: facts that are cited exist and may be cited.
func checkFacts(l *lessonDraft, say report) {
	cited := map[string]int{}
	for _, id := range l.Facts {
		cited[id] = l.frontLine("facts")
	}
	for _, i := range l.doc.items {
		for _, id := range i.Facts {
			cited[id] = l.doc.lines[i.ID]
		}
	}
	for _, c := range l.doc.cards {
		for _, id := range c.Facts {
			cited[id] = l.doc.lines["card "+c.ID]
		}
	}
	for _, p := range l.passages {
		if p.kind == code {
			continue
		}
		for _, ref := range factRef().FindAllString(p.text, -1) {
			for _, id := range oneFactID().FindAllString(ref, -1) {
				cited[id] = p.line
				if !slices.Contains(l.Facts, id) {
					say(l.File, p.line, fmt.Sprintf("cites %s, which the front matter does not list", id), "add it to facts:")
				}
			}
		}
	}
	for id, line := range cited {
		fact, ok := l.pack.facts[id]
		switch {
		case !ok:
			say(l.File, line, fmt.Sprintf("cites %s, and no fact file has it", id), "correct the id, or add the fact with its source")
		case !slices.Contains([]string{"V1", "V2", "V3"}, fact.Status):
			say(l.File, line, fmt.Sprintf("cites %s, whose status is %q", id, fact.Status), "verify the fact (V1 to V3) or leave it out")
		}
	}
}

// checkClaims: a sentence with a figure names the fact it rests on. Invented
// cases need none: the worked example, department examples, blocks and quotes.
func checkClaims(l *lessonDraft, say report) {
	for _, p := range l.prose() {
		if p.block != "" || p.heading == "Worked example" {
			continue
		}
		for _, s := range sentences(p.text) {
			if claim().MatchString(unquoted(s)) && !factRef().MatchString(s) {
				say(l.File, p.line, fmt.Sprintf("a figure without a fact: %q", firstWords(plain(s))), "put the fact's id behind the sentence, such as [S-01], or leave the figure out")
			}
		}
	}
}

// unquoted leaves out what stands in quotes: others say it.
func unquoted(s string) string { return quoted().ReplaceAllString(s, `""`) }

// checkDatedWords: words that age carry a date.
func checkDatedWords(l *lessonDraft, say report) {
	for _, p := range l.prose() {
		if p.block != "" && p.block != "card" {
			continue
		}
		for _, s := range sentences(p.text) {
			if word := datedWord().FindString(unquoted(s)); word != "" && !hasDate().MatchString(s) {
				say(l.File, p.line, fmt.Sprintf("%q without a date: %q", word, firstWords(plain(s))), "give the date in the same sentence, or leave the word out")
			}
		}
	}
}

// checkLaw: a lesson that states law says what it is not. Facts of law stand in
// facts/law.yaml.
func checkLaw(l *lessonDraft, say report) {
	if !slices.ContainsFunc(l.Facts, func(id string) bool { return l.pack.facts[id].file == "facts/law.yaml" }) {
		return
	}
	if !slices.ContainsFunc(l.passages, func(p passage) bool { return strings.Contains(strings.ToLower(p.text), noAdvice) }) {
		say(l.File, l.frontLine("facts"), "the lesson states law and does not say that it is no advice", `add "General information, not legal advice."`)
	}
}

// checkAddresses: nothing in a lesson leads to a page or a person.
func checkAddresses(l *lessonDraft, say report) {
	for _, p := range l.passages {
		for _, found := range address().FindAllString(p.text, -1) {
			if !strings.Contains(found, "@example.") {
				say(l.File, p.line, fmt.Sprintf("an address: %q", shorten(found)), "name the source in words; for an invented address use name@example.com")
			}
		}
		for _, found := range phone().FindAllString(p.text, -1) {
			if digits := len(strings.Map(onlyDigits, found)); digits >= 9 && digits <= 15 {
				say(l.File, p.line, fmt.Sprintf("something like a telephone number: %q", found), "leave it out")
			}
		}
	}
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// checkPhrases: no hype, no idioms, and no mind in the machine. Options and
// myths may hold what people wrongly say.
func checkPhrases(l *lessonDraft, say report) {
	for _, p := range l.prose() {
		text := unquoted(p.text)
		if p.block == "option" || strings.HasPrefix(text, "**Myth:**") {
			continue
		}
		for _, list := range []struct{ found, what, remedy string }{
			{hypePhrase().FindString(text), "hype", "say what it does"},
			{idiom().FindString(text), "an idiom", "say it in plain words"},
			{mindVerb().FindString(text), "a mind in the machine", "say what it does: it writes, puts out, repeats"},
		} {
			if list.found != "" {
				say(l.File, p.line, fmt.Sprintf("%s: %q", list.what, list.found), list.remedy)
			}
		}
	}
}

// checkPages: a page of text fits a terminal of 80 columns and 24 lines, with
// its heading and the longest of its examples.
func checkPages(l *lessonDraft, say report) {
	for _, page := range l.doc.pages {
		if len(page.parts) == 0 {
			continue
		}
		rows := 2 // the heading
		for _, p := range page.parts {
			rows += renderedRows(p)
		}
		rows -= hiddenExamples(page.parts)
		if rows > maxRowsShown {
			say(l.File, page.line, fmt.Sprintf("the page takes %d lines", rows), fmt.Sprintf("keep it to %d: cut it, or begin a new page with ---", maxRowsShown))
		}
	}
}

const (
	maxRowsShown = 20 // of the 24, beside header and footer
	pageWidth    = 74 // columns
)

// renderedRows estimates the lines that a part takes, with the empty line
// behind each passage; items of one list stand close.
func renderedRows(p part) int {
	rows := 0
	all := passages(p, "")
	for n, one := range all {
		switch one.kind {
		case code, table:
			rows += len(strings.Split(one.text, "\n"))
		default:
			rows += wrappedRows(one.text, pageWidth)
		}
		if n+1 == len(all) || one.kind != listItem || all[n+1].kind != listItem {
			rows++
		}
	}
	return rows
}

// hiddenExamples counts the lines of all examples but the longest: a learner
// sees one of them.
func hiddenExamples(parts []part) int {
	sum, longest := 0, 0
	for _, p := range parts {
		if p.only != nil {
			rows := renderedRows(part{text: quote("**EXAMPLE** " + p.text)})
			sum, longest = sum+rows, max(longest, rows)
		}
	}
	return sum - longest
}

// wrappedRows counts the lines of a text that is broken between words.
func wrappedRows(text string, width int) int {
	rows, used := 1, 0
	for word := range strings.FieldsSeq(plain(text)) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			rows, used = rows+1, 0
		}
		if used > 0 {
			used++
		}
		used += n
	}
	return rows
}
