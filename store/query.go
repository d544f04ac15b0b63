package store

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// A query is what somebody looks for: entries with all of its words.
type query struct {
	words   []wanted
	phrases [][]string // of words that follow each other
	after   uint64     // milliseconds since 1970: made then or later
	before  uint64     // made earlier; 0: any time
}

// wanted is a word, or the beginning of one.
type wanted struct {
	terms  []string // one of these
	exact  bool     // the whole term, not only its beginning
	filter bool     // of a field: it narrows what is found and does not rank it
}

// fits is how much a term is worth for a wanted word: 0, or 2 for the whole word.
func (w wanted) fits(term []byte) int {
	worth := 0
	for _, begins := range w.terms {
		switch {
		case string(term) == begins:
			return 2
		case !w.exact && bytes.HasPrefix(term, []byte(begins)):
			worth = 1
		}
	}
	return worth
}

// parseQuery reads a query as it is typed:
//
//	refund tone         entries with words that begin with both
//	"warm tone"         with these words one after the other
//	verdict:failed      with this word in the field; so for each of the filters
//	after:2026-10       made in October 2026 or later
//	before:2026-11-03   made before that day
//
// A field without a word yet is left out, so that it can be typed.
func parseQuery(text string, zone *time.Location) (query, error) {
	var q query
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		var field, value string
		var quoted bool
		field, value, quoted, rest = nextPart(rest)
		if err := q.add(field, value, quoted, zone); err != nil {
			return query{}, err
		}
	}
	return q, nil
}

// nextPart takes a word, a quoted phrase or a field with one of these from a query.
func nextPart(text string) (field, value string, quoted bool, rest string) {
	if name, after, found := strings.Cut(text, ":"); found && isFieldName(name) && !strings.HasPrefix(after, "//") {
		field, text = strings.ToLower(name), after
	}
	if strings.HasPrefix(text, `"`) {
		value, rest, _ = strings.Cut(text[1:], `"`)
		return field, value, true, rest
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '"' })
	if end < 0 {
		end = len(text)
	}
	return field, text[:end], false, text[end:]
}

func isFieldName(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) < 0
}

func (q *query) add(field, value string, quoted bool, zone *time.Location) (err error) {
	switch {
	case field == "after" && value != "":
		q.after, err = parseMoment(field, value, zone)
		return err
	case field == "before" && value != "":
		q.before, err = parseMoment(field, value, zone)
		return err
	case field == "" || slices.Contains(filters, field):
		q.addWords(field, value, quoted)
		return nil
	case field == "after" || field == "before":
		return nil
	}
	names := slices.Concat(filters, []string{"after", "before"})
	return invalid("the field %q: a search knows %s; put words with a colon in quotes", field, strings.Join(names, ", "))
}

func (q *query) addWords(field, value string, quoted bool) {
	var phrase []string
	paired := false
	eachWord(value, func(w word) {
		if paired && w.last {
			return // it stands in the pair before
		}
		paired = w.pair
		phrase = append(phrase, w.text)
		term := w.text
		if field != "" {
			term = fieldTerm(field, term)
		}
		q.words = append(q.words, wanted{terms: []string{term}, exact: quoted, filter: field != ""})
	})
	if quoted && field == "" && len(phrase) > 1 {
		q.phrases = append(q.phrases, phrase)
	}
}

// parseMoment reads a year, a month or a day as its first moment.
func parseMoment(field, value string, zone *time.Location) (uint64, error) {
	for _, layout := range []string{"2006", "2006-01", "2006-01-02"} {
		if at, err := time.ParseInLocation(layout, value, zone); err == nil {
			if at.UnixMilli() <= 0 {
				return 1, nil
			}
			return ulid.Timestamp(at), nil
		}
	}
	return 0, invalid("the date %q: write it as in %s:2026, %s:2026-10 or %s:2026-10-31", value, field, field, field)
}

// within reports that an entry was made in the time that is asked for.
func (q query) within(id ulid.ULID) bool {
	return id.Time() >= q.after && (q.before == 0 || id.Time() < q.before)
}

// isEmpty reports that all entries fit.
func (q query) isEmpty() bool { return len(q.words) == 0 && q.after == 0 && q.before == 0 }
