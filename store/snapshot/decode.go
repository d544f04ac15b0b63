package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"

	"waymark/store/clean"
	"waymark/store/lazy"
	"waymark/store/progress"
)

// ErrInvalid is wrapped by every error about a snapshot that cannot be accepted.
var ErrInvalid = errors.New("not a valid snapshot")

// MaxSize is how many bytes a snapshot may have.
const MaxSize = 1 << 20

// Limits of what a snapshot may claim.
const (
	maxText    = 200 // characters
	maxModules = 200
	maxLessons = 1_000
	maxMinutes = 1_000_000
)

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// Decode reads a snapshot that somebody else made. It accepts only what Encode
// could have written; anything else is ErrInvalid with the reason.
func Decode(data []byte) (Snapshot, error) {
	switch {
	case len(data) > MaxSize:
		return Snapshot{}, invalid("it is larger than 1 MB")
	case !utf8.Valid(data):
		return Snapshot{}, invalid("it is not UTF-8 text")
	}
	var head struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Snapshot{}, malformed(err)
	}
	if head.Format != Format {
		return Snapshot{}, invalid("its format is %q; this version reads %q", short(head.Format), Format)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := checkKeys(d); err != nil {
		return Snapshot{}, err
	}
	d = json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var s Snapshot
	if err := d.Decode(&s); err != nil {
		return Snapshot{}, malformed(err)
	}
	return s, s.check()
}

// short is the beginning of a text from outside, for a message.
func short(s string) string {
	if r := []rune(clean.Line(s)); len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return clean.Line(s)
}

var key = lazy.Regexp(`^[a-z_]+$`)

// checkKeys refuses keys that encoding/json would let pass: one that stands
// twice, and one in other letters than the field has.
func checkKeys(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil {
		return malformed(err)
	}
	if token != json.Delim('{') && token != json.Delim('[') {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if token == json.Delim('{') {
			name, err := d.Token()
			if err != nil {
				return malformed(err)
			}
			k, _ := name.(string)
			if seen[k] || !key().MatchString(k) {
				return invalid("it has the key %q twice, or in the wrong letters", short(k))
			}
			seen[k] = true
		}
		if err := checkKeys(d); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return malformed(err)
	}
	return nil
}

// malformed says in words what encoding/json found.
func malformed(err error) error {
	if wrong, is := errors.AsType[*json.UnmarshalTypeError](err); is && wrong.Field != "" {
		return invalid("its %s is a %s, which it cannot be", short(wrong.Field), short(wrong.Value))
	}
	if unknown, is := strings.CutPrefix(err.Error(), "json: unknown field "); is {
		return invalid("it has the field %s, which no snapshot has", short(unknown))
	}
	return invalid("it is not the JSON of a snapshot, or is cut short")
}

// check refuses what no learner's program would write.
func (s Snapshot) check() error {
	if s.Format != Format {
		return invalid("its format is %q", short(s.Format))
	}
	if _, err := ulid.ParseStrict(s.Learner); err != nil {
		return invalid("its learner is no id")
	}
	for _, text := range []string{s.Name, s.Department, s.Pathway.ID, s.Pathway.Title} {
		if err := checkText(text); err != nil {
			return err
		}
	}
	if made, err := time.Parse(time.DateOnly, s.Made); err != nil || made.Year() < 2000 {
		return invalid("%q is no day on which it can have been made", short(s.Made))
	}
	if !isWeek(s.LastActiveWeek) {
		return invalid("%q is no week", short(s.LastActiveWeek))
	}
	switch {
	case s.Signed:
		return invalid("it says that it is signed, which this version cannot check")
	case s.MinutesLeft < 0 || s.MinutesLeft > maxMinutes:
		return invalid("%d minutes left are impossible", s.MinutesLeft)
	case len(s.Modules) > maxModules:
		return invalid("it has %d modules", len(s.Modules))
	}
	return s.checkModules()
}

func (s Snapshot) checkModules() error {
	seen := map[string]bool{}
	for _, m := range s.Modules {
		if err := errors.Join(checkText(m.ID), checkText(m.Title)); err != nil {
			return err
		}
		if m.ID == "" || seen[m.ID] {
			return invalid("the module %q has no id of its own", m.ID)
		}
		seen[m.ID] = true
		if m.Total < 1 || m.Total > maxLessons || m.Done < 0 || m.Done > m.Total {
			return invalid("%d of %d lessons done in %q are impossible", m.Done, m.Total, m.ID)
		}
		if state, ok := m.state(); !ok || (state == progress.Done) != (m.Done == m.Total) || state == progress.NotStarted && m.Done > 0 {
			return invalid("the state %q of %q does not fit %d of %d lessons done", short(m.State), m.ID, m.Done, m.Total)
		}
	}
	return nil
}

func (m Module) state() (s progress.State, ok bool) {
	for _, s := range []progress.State{progress.NotStarted, progress.Started, progress.Done} {
		if s.String() == m.State {
			return s, true
		}
	}
	return 0, false
}

// Progress is the state of the module as a value. Of a module that was decoded
// it is known.
func (m Module) Progress() progress.State {
	s, _ := m.state()
	return s
}

func checkText(text string) error {
	switch {
	case text != clean.Line(text):
		return invalid("%q holds characters that cannot be seen", short(text))
	case utf8.RuneCountInString(text) > maxText:
		return invalid("%q is too long", short(text))
	}
	return nil
}

var week = lazy.Regexp(`^[0-9]{4}-W([0-9]{2})$`)

// isWeek reports that text is an ISO week, or empty.
func isWeek(text string) bool {
	if text == "" {
		return true
	}
	m := week().FindStringSubmatch(text)
	if m == nil {
		return false
	}
	n, err := strconv.Atoi(m[1])
	return err == nil && n >= 1 && n <= 53
}
