package curriculum

import (
	"fmt"
	"slices"
	"strings"
)

const (
	maxGrade        = 9.0  // US school grade by Flesch and Kincaid
	maxGradeOfHard  = 10.0 // in lessons on law and on statistics
	maxPassiveShare = 0.2
	leastSentences  = 20 // a share of fewer means little
)

// hardLessons have words that their subject does not let them avoid.
var hardLessons = []string{"rai-law-map", "evl-uncertainty"}

// Participles that do not end in "ed".
const irregular = `written|made|given|taken|done|seen|known|shown|put|set|sent|told|found|kept|left|held|read|built|meant|` +
	`drawn|chosen|paid|said|understood|brought|cut|bought|sold|lost|run`

var (
	passiveVoice = lazy(`(?i)\b(?:is|are|was|were|be|been|being) (?:\w+ly |not )?(?:\w+ed|` + irregular + `)\b`)
	letters      = lazy(`[A-Za-z][A-Za-z'-]*`)
	vowels       = lazy(`[aeiouy]+`)
)

// checkReading: a text reads at the level of school, and people do things in it.
func checkReading(l *lessonDraft, say report) {
	var all []string
	passive := 0
	for _, p := range l.prose() {
		if p.block != "" {
			continue
		}
		for _, s := range sentences(plain(p.text)) {
			all = append(all, s)
			if passiveVoice().MatchString(s) {
				passive++
			}
		}
	}
	if len(all) < leastSentences {
		return
	}
	limit := maxGrade
	if slices.Contains(hardLessons, l.ID) {
		limit = maxGradeOfHard
	}
	if grade := readingGrade(all); grade > limit {
		say(l.File, 1, fmt.Sprintf("the text reads at school grade %.1f", grade), fmt.Sprintf("use shorter words and sentences; grade %.0f at most", limit))
	}
	if part := share(passive, len(all)); part > maxPassiveShare {
		say(l.File, 1, fmt.Sprintf("%.0f%% of the sentences are passive", 100*part), fmt.Sprintf("say who does it; %.0f%% at most", 100*maxPassiveShare))
	}
}

// readingGrade is the US school grade that a text needs by the formula of
// Flesch and Kincaid (Kincaid et al., 1975).
func readingGrade(all []string) float64 {
	words, syllables := 0, 0
	for _, s := range all {
		for _, word := range letters().FindAllString(s, -1) {
			words++
			syllables += syllablesOf(word)
		}
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(len(all)) + 11.8*float64(syllables)/float64(words) - 15.59
}

// syllablesOf counts the groups of vowels, without the silent endings.
func syllablesOf(word string) int {
	word = strings.ToLower(word)
	n := len(vowels().FindAllString(word, -1))
	silent := strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") ||
		strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded")
	if silent {
		n--
	}
	return max(1, n)
}

var (
	american = lazy(`(?i)\b(` + americanList + `)\b`)
	vendor   = lazy(`\b(` + vendorList + `)\b`)
)

// checkSpelling: one spelling throughout, that of the pack's language.
func checkSpelling(l *lessonDraft, say report) {
	if l.pack.folder.pack.Language != "en-GB" {
		return
	}
	for _, p := range l.prose() {
		if word := american().FindString(unquoted(p.text)); word != "" {
			say(l.File, p.line, fmt.Sprintf("American spelling: %q", word), "spell it the British way")
		}
	}
}

// checkVendors: a lesson praises no product. Sources may name one.
func checkVendors(l *lessonDraft, say report) {
	for _, p := range l.prose() {
		if name := vendor().FindString(p.text); name != "" {
			say(l.File, p.line, fmt.Sprintf("a product or its maker: %q", name), `say "an assistant" or "one vendor"; Sources may name it`)
		}
	}
}

// sameWords is how many equal words in a row are a copy.
const sameWords = 12

var wordEnd = lazy(`[^a-z0-9']+`)

// checkCopies: no lesson repeats another one, or the words of a fact, at length.
// Items and cards may.
func checkCopies(d *draft, say report) {
	type place struct {
		name string // of the lesson or fact
		line int
	}
	seen := map[string]place{}
	for _, f := range d.facts {
		for _, run := range runsOf(f.Claim) {
			seen[run] = place{"the fact " + f.ID, f.line}
		}
	}
	for _, l := range d.lessons {
		for _, p := range l.prose() {
			if p.block != "" {
				continue
			}
			for _, run := range runsOf(plain(p.text)) {
				if other, known := seen[run]; known && other.name != l.ID {
					say(l.File, p.line, fmt.Sprintf("%d words in a row stand in %s too: %q", sameWords, other.name, firstWords(run)), "say it in other words")
					break
				}
				seen[run] = place{l.ID, p.line}
			}
		}
	}
}

// runsOf lists every run of so many words of a text.
func runsOf(text string) []string {
	words := strings.Fields(wordEnd().ReplaceAllString(strings.ToLower(text), " "))
	var runs []string
	for at := 0; at+sameWords <= len(words); at++ {
		runs = append(runs, strings.Join(words[at:at+sameWords], " "))
	}
	return runs
}

// maxCompared is how many questions are compared each with each.
const maxCompared = 2_000

// alike is the share of equal words from which two questions are the same.
const alike = 0.9

// checkTwins: no two stems, and no two cards, ask the same.
func checkTwins(d *draft, say report) {
	type question struct {
		file, id string
		line     int
		words    map[string]int
		n        int
	}
	var stems, cards []question
	for _, l := range slices.Concat(d.lessons, d.banks) {
		for _, i := range l.doc.items {
			words, n := bag(i.Stem)
			stems = append(stems, question{l.File, i.ID, l.doc.lines[i.ID], words, n})
		}
		for _, c := range l.doc.cards {
			words, n := bag(c.Question)
			cards = append(cards, question{l.File, c.ID, l.doc.lines["card "+c.ID], words, n})
		}
	}
	for _, kind := range []struct {
		noun string
		all  []question
	}{{"item", stems}, {"card", cards}} {
		if len(kind.all) > maxCompared {
			say("pack.yaml", 1, fmt.Sprintf("the pack has %d %ss, too many to compare each with each", len(kind.all), kind.noun), fmt.Sprintf("split the pack; at most %d are compared", maxCompared))
			continue
		}
		slices.SortStableFunc(kind.all, func(a, b question) int { return a.n - b.n })
		for i, a := range kind.all {
			if d.full() {
				return
			}
			for _, b := range slices.Backward(kind.all[:i]) {
				if float64(2*b.n) < alike*float64(a.n+b.n) {
					break // all before it are shorter still
				}
				if likeness(a.words, a.n, b.words, b.n) >= alike {
					say(a.file, a.line, fmt.Sprintf("%s %s asks the same as %s in %s", kind.noun, a.id, b.id, b.file), "ask something else, or take one out")
				}
			}
		}
	}
}

// bag is the words of a text with their number.
func bag(text string) (words map[string]int, n int) {
	words = map[string]int{}
	for word := range strings.FieldsSeq(wordEnd().ReplaceAllString(strings.ToLower(text), " ")) {
		words[word]++
		n++
	}
	return words, n
}

// likeness is the share of words that two texts have in common (Sørensen–Dice).
func likeness(a map[string]int, na int, b map[string]int, nb int) float64 {
	if na+nb == 0 {
		return 0
	}
	common := 0
	for word, n := range a {
		common += min(n, b[word])
	}
	return 2 * float64(common) / float64(na+nb)
}
