package bench

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A Change says what became of a part of a text.
type Change int

// The changes.
const (
	Kept Change = iota
	Removed
	Added
)

// A Span is a part of two texts that were compared.
type Span struct {
	Change Change
	Text   string
}

// longestDiff is how long the search for the smallest difference may take. After
// that the difference is still right, only larger than it had to be.
const longestDiff = time.Second

// Diff compares two texts word by word, as a variant with its parent: what is kept
// and removed makes the old one, what is kept and added the new one.
func Diff(old, changed string) []Span {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = longestDiff
	return together(compare(dmp, pieces(old), pieces(changed)))
}

// compare finds the difference of two lists of words by Myers' algorithm, for which
// each word is written as one character.
func compare(dmp *diffmatchpatch.DiffMatchPatch, old, changed []string) []Span {
	letters := map[string]rune{}
	var words []string
	write := func(list []string) []rune {
		text := make([]rune, len(list))
		for i, word := range list {
			if _, known := letters[word]; !known {
				letters[word] = letterOf(len(words))
				words = append(words, word)
			}
			text[i] = letters[word]
		}
		return text
	}
	before, after := write(old), write(changed)
	if len(words) > mostWords {
		return []Span{{Removed, strings.Join(old, "")}, {Added, strings.Join(changed, "")}}
	}
	var spans []Span
	for _, d := range dmp.DiffMainRunes(before, after, false) {
		var b strings.Builder
		for _, r := range d.Text {
			b.WriteString(words[indexOf(r)])
		}
		change := map[diffmatchpatch.Operation]Change{diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed}[d.Type]
		spans = append(spans, Span{change, b.String()})
	}
	return spans
}

// A word is written as a character that UTF-8 knows: 0xd800 to 0xdfff are none.
const (
	surrogates = 0xd800
	afterThem  = 0xe000
	mostWords  = utf8.MaxRune - (afterThem - surrogates)
)

func letterOf(i int) rune {
	if r := rune(i) + 1; r < surrogates {
		return r
	}
	return rune(i) + 1 + afterThem - surrogates
}

func indexOf(r rune) int {
	if r < surrogates {
		return int(r) - 1
	}
	return int(r) - 1 - (afterThem - surrogates)
}

// pieces cuts a text into words, spaces, line breaks and signs.
func pieces(text string) []string {
	var all []string
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if kind := kindOf(r); kind != other {
			end := strings.IndexFunc(text, func(r rune) bool { return kindOf(r) != kind })
			if size = end; end < 0 {
				size = len(text)
			}
		}
		all, text = append(all, text[:size]), text[size:]
	}
	return all
}

const (
	other = iota
	word
	space
)

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return word
	case r == ' ', r == '\t':
		return space
	}
	return other
}

// together takes the spaces between two changes into both, so that changed words
// in a row read as one change.
func together(spans []Span) []Span {
	var out []Span
	var removed, added strings.Builder
	flush := func() {
		if removed.Len() > 0 {
			out = append(out, Span{Removed, removed.String()})
		}
		if added.Len() > 0 {
			out = append(out, Span{Added, added.String()})
		}
		removed.Reset()
		added.Reset()
	}
	for i, s := range spans {
		between := s.Change == Kept && removed.Len()+added.Len() > 0 && i+1 < len(spans) && strings.Trim(s.Text, " ") == ""
		if s.Change == Removed || between {
			removed.WriteString(s.Text)
		}
		if s.Change == Added || between {
			added.WriteString(s.Text)
		}
		if s.Change == Kept && !between {
			flush()
			out = append(out, s)
		}
	}
	flush()
	return out
}

// mostCompared is how many words of each text Similarity compares.
const mostCompared = 3000

// Similarity is how much of two texts are the same words in the same order, from 0
// to 1: ROUGE-L, the F-measure of the longest common subsequence of words (Lin 2004,
// "ROUGE: A Package for Automatic Evaluation of Summaries"), with equal weight on
// precision and recall. Case and punctuation do not count. It is not known for a
// text without words, or with over 3,000.
func Similarity(a, b string) (share float64, known bool) {
	one, two := wordsOf(a), wordsOf(b)
	if len(one) == 0 || len(two) == 0 || len(one) > mostCompared || len(two) > mostCompared {
		return 0, false
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the smallest difference, which leaves the longest common part
	for i := range one {
		one[i] += " "
	}
	for i := range two {
		two[i] += " "
	}
	common := 0
	for _, s := range compare(dmp, one, two) {
		if s.Change == Kept {
			common += strings.Count(s.Text, " ")
		}
	}
	return 2 * float64(common) / float64(len(one)+len(two)), true
}

// wordsOf are the words of a text in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return kindOf(r) != word })
}
