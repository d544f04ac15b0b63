package curriculum

import (
	"strings"
	"unicode"
)

// A passage is a stretch of a lesson's text as the checker reads it.
type passage struct {
	kind    passageKind
	line    int    // in the file
	text    string // of code and tables: with its line breaks
	lang    string // of code: the word behind the fence
	heading string // the "##" heading it stands under
	block   string // the block it comes from, such as "item"; empty for the text
}

type passageKind int

const (
	paragraph passageKind = iota
	listItem
	subheading
	table
	code
)

// passages splits the text of a page.
func passages(p part, heading string) []passage {
	var all []passage
	lines := strings.Split(p.text, "\n")
	for at := 0; at < len(lines); {
		one := passage{line: p.line + at, heading: heading}
		if p.only != nil {
			one.line, one.block = p.line, "example"
		}
		one, at = nextPassage(one, lines, at)
		if strings.TrimSpace(one.text) != "" {
			all = append(all, one)
		}
	}
	return all
}

// nextPassage reads the passage that begins at a line, and returns the line
// after it.
func nextPassage(one passage, lines []string, at int) (passage, int) {
	if fence, info := fenceOf(lines[at]); fence != "" {
		end := at + 1
		for end < len(lines) && !closes(lines[end], fence) {
			end++
		}
		one.kind, one.lang, one.text = code, info, strings.Join(lines[at+1:end], "\n")
		return one, end + 1
	}
	begin := at
	for at++; at < len(lines) && !breaks(lines[at-1], lines[at]); at++ {
	}
	one.text = strings.Join(lines[begin:at], "\n")
	first := strings.TrimSpace(lines[begin])
	switch {
	case strings.HasPrefix(first, "|"):
		one.kind = table
		return one, at
	case strings.HasPrefix(first, "#"):
		one.kind, one.text = subheading, strings.TrimLeft(first, "# ")
	case marker(first) > 0 && first[0] != '>':
		one.kind, one.text = listItem, first[marker(first):]+strings.TrimPrefix(one.text, lines[begin])
	}
	one.text = strings.TrimSpace(lineBreak().ReplaceAllString(one.text, " "))
	return one, at
}

// breaks reports that a passage ends between two lines.
func breaks(line, next string) bool {
	fence, _ := fenceOf(next)
	empty := strings.Trim(line, " >") == "" || strings.Trim(next, " >") == ""
	list := marker(strings.TrimSpace(next))
	tables := strings.HasPrefix(line, "|") != strings.HasPrefix(next, "|")
	return fence != "" || empty || tables || strings.HasPrefix(line, "#") || strings.HasPrefix(next, "#") ||
		list > 0 && !strings.HasPrefix(strings.TrimSpace(next), ">")
}

// A factID in square brackets stands behind the sentence that rests on it.
const factID = `[A-Z]{1,3}-\d{1,3}`

var (
	factRef   = lazy(` ?\[` + factID + `(?:, ?` + factID + `)*\]`)
	lineBreak = lazy(`(?m)\s*\n[ >]*|^[ >]+`)
)

// plain takes the marks of Markdown and the fact ids out of a text.
func plain(text string) string {
	text = factRef().ReplaceAllString(text, "")
	return strings.NewReplacer("**", "", "`", "", "*", "", "_", " ").Replace(text)
}

// sentences splits a text after ".", "!" or "?", with the quotes and brackets
// behind them, where a capital, a digit or an opening mark follows.
func sentences(text string) []string {
	var all []string
	begin := 0
	runes := []rune(text)
	for at := 0; at < len(runes); at++ {
		if !strings.ContainsRune(".!?", runes[at]) {
			continue
		}
		end := at + 1
		for end < len(runes) && strings.ContainsRune(`"'”’)*_]`, runes[end]) {
			end++
		}
		next := end
		for next < len(runes) && unicode.IsSpace(runes[next]) {
			next++
		}
		if next > end && next < len(runes) && !unicode.IsLower(runes[next]) && !abbreviated(string(runes[begin:at])) {
			all = append(all, strings.TrimSpace(string(runes[begin:end])))
			begin, at = next, next-1
		}
	}
	if rest := strings.TrimSpace(string(runes[begin:])); rest != "" {
		all = append(all, rest)
	}
	return all
}

// abbreviated reports that a text ends in a word whose full stop ends no
// sentence.
func abbreviated(text string) bool {
	at := strings.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })
	switch text[at+1:] {
	case "e.g", "i.e", "etc", "Art", "No", "Dr", "Mr", "Mrs", "Ms", "Prof", "vs", "approx", "al", "cf":
		return true
	}
	return false
}

// wordCount counts what has a letter or a digit.
func wordCount(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		if strings.IndexFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
			n++
		}
	}
	return n
}
