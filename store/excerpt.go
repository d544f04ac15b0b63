package store

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	excerptSize   = 160 // bytes of the line that shows where a query fits
	excerptBefore = 40  // of them before the first word that fits
)

// result shows where an entry fits the query.
func (f *finder) result(x Experiment) Result {
	r := Result{Experiment: x}
	most := 0
	for _, p := range searchTerms(x) {
		spans, words := f.spans(p)
		switch {
		case p.field == "title":
			r.Title = spans
		case words > most && !p.only:
			most, r.Field = words, p.field
			r.Excerpt, r.Marks = excerpt(p.text, spans)
		}
	}
	return r
}

// spans tells what of a text fits the query, and how many of its words do.
func (f *finder) spans(p part) (spans []Span, words int) {
	seen := make([]bool, len(f.words))
	eachWord(upTo(p.text, indexedText), func(w word) {
		fits := false
		for i, wanted := range f.words {
			if wanted.fits([]byte(w.text)) > 0 || wanted.filter && wanted.fits([]byte(fieldTerm(p.field, w.text))) > 0 {
				fits, seen[i] = true, true
			}
		}
		last := len(spans) - 1
		switch {
		case !fits:
		case last >= 0 && spans[last].To >= w.from: // pairs of characters overlap
			spans[last].To = w.to
		default:
			spans = append(spans, Span{w.from, w.to})
		}
	})
	for _, s := range seen {
		if s {
			words++
		}
	}
	return spans, words
}

// excerpt cuts one line out of a text, from a little before the first span on, and
// moves the spans along.
func excerpt(text string, spans []Span) (line string, marks []Span) {
	from := max(0, spans[0].From-excerptBefore)
	if from > 0 {
		if space := strings.IndexAny(text[from:spans[0].From], " \n\t"); space >= 0 {
			from += space + 1
		}
		for from > 0 && !utf8.RuneStart(text[from]) {
			from--
		}
	}
	line = upTo(text[from:], max(excerptSize, spans[0].To-from))
	for _, s := range spans {
		if s.To-from <= len(line) {
			marks = append(marks, Span{s.From - from, s.To - from})
		}
	}
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(line), marks
}

// holdsPhrases reports that the words of each phrase follow each other somewhere in
// one text of the entry.
func (f *finder) holdsPhrases(x Experiment) bool {
	missing := slices.Clone(f.phrases)
	for _, p := range searchTerms(x) {
		var words []string
		if !p.only {
			eachWord(upTo(p.text, indexedText), func(w word) { words = append(words, w.text) })
		}
		missing = slices.DeleteFunc(missing, func(phrase []string) bool { return follows(words, phrase) })
	}
	return len(missing) == 0
}

func follows(words, phrase []string) bool {
	for at := range words {
		if len(words)-at >= len(phrase) && slices.Equal(words[at:at+len(phrase)], phrase) {
			return true
		}
	}
	return false
}
