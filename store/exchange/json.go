package exchange

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"waymark/store"
	"waymark/store/lazy"
)

// Format names the form of the JSON, with its version.
const Format = "waymark-journal/1"

// MaxJSON is how many bytes ReadJSON takes: some 100,000 entries.
const MaxJSON = 512 << 20

type journal struct {
	Format  string        `json:"format"`
	Made    time.Time     `json:"made"`
	Entries []store.Bench `json:"entries"`
}

// WriteJSON writes entries with all that belongs to them: amendments, pilot,
// variants, cases, outputs, rubric, checks and ratings.
func WriteJSON(w io.Writer, made time.Time, entries []store.Bench) error {
	whole := make([]store.Bench, len(entries))
	for i, b := range entries {
		whole[i] = withLists(b)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(journal{Format, made, whole})
}

// withLists is a bench whose lists are empty where there are none, as a reader of
// JSON expects.
func withLists(b store.Bench) store.Bench {
	b.Variants, b.Cases, b.Outputs = list(b.Variants), list(b.Cases), list(b.Outputs)
	b.Checks, b.Rounds = list(b.Checks), list(b.Rounds)
	b.Experiment.SharedBy = "" // an event of the learner's file
	return b
}

func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// IsJSON reports that a file begins as WriteJSON begins it, whatever the version.
func IsJSON(data []byte) bool { return journalHead().Match(data[:min(len(data), 1<<10)]) }

var journalHead = lazy.Regexp(`^(?:\x{FEFF})?\s*\{\s*"format"\s*:\s*"waymark-journal/`)

// ReadJSON reads what WriteJSON wrote. Anything else is store.ErrInvalid: a key
// that is not known or stands there twice would be lost.
func ReadJSON(data []byte) ([]store.Bench, error) {
	if len(data) > MaxJSON {
		return nil, invalid("the file has over %d MB", MaxJSON>>20)
	}
	var head struct {
		Format string `json:"format"`
	}
	if err := jsonv1.Unmarshal(data, &head); err != nil {
		return nil, invalid("it is not the JSON of a journal, or is cut short")
	}
	if head.Format != Format {
		return nil, invalid("its format is %q; this version reads %q", short(head.Format), Format)
	}
	var j journal
	err := jsonv2.Unmarshal(data, &j, jsonv1.DefaultOptionsV1(), jsontext.AllowDuplicateNames(false), jsontext.AllowInvalidUTF8(false),
		jsonv2.RejectUnknownMembers(true), jsonv2.MatchCaseInsensitiveNames(false))
	if err != nil {
		return nil, noJournal(err)
	}
	return j.Entries, nil
}

// noJournal says in words what the JSON has that a journal has not.
func noJournal(err error) error {
	if wrong, is := errors.AsType[*jsonv1.UnmarshalTypeError](err); is {
		return invalid("it holds a %s where a journal has something else (%s.%s)", short(wrong.Value), wrong.Struct, short(wrong.Field))
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return invalid("it has the field %s, which no journal has", short(name))
	}
	if strings.Contains(err.Error(), "duplicate") {
		return invalid("it has a key twice; keep one")
	}
	return invalid("it is not the JSON of a journal: %s", short(err.Error()))
}
