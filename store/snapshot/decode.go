package snapshot

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/oklog/ulid/v2"

	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/lazy"
	"waymark/store/progress"
)

// ErrInvalid is wrapped by every error about a snapshot that cannot be accepted although
// its signature holds.
var ErrInvalid = errors.New("not a valid snapshot")

// MaxPayload is how many bytes the payload of a snapshot may have: more than that of anybody
// who completed a thousand lessons. Real ones have 20 kB at most.
const MaxPayload = 256 << 10

// Limits of what a snapshot may claim.
const (
	maxText    = 300 // characters of a line
	maxLong    = maxBroke
	maxModules = 200
	maxLessons = 1_000
	maxList    = 200
	maxMinutes = 1_000_000
)

var errTooLarge = invalid("it is larger than 256 kB, and no snapshot is")

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// Open reads a snapshot that somebody else made: first its signature, over the bytes as
// they came, then what it says. The key that signed has to be the one that it names.
// Errors are those of envelope.Open, or ErrInvalid with the reason.
func Open(data []byte) (Snapshot, envelope.Statement, error) {
	signed, err := envelope.Open(data, Kind)
	if err != nil {
		return Snapshot{}, signed, err
	}
	s, err := Of(signed)
	return s, signed, err
}

// Of is the snapshot that a statement holds, or ErrInvalid with the reason.
func Of(signed envelope.Statement) (Snapshot, error) {
	s, err := Decode(signed.Payload)
	if err == nil && s.Learner.Key != signed.Signer {
		err = invalid("it names another key than the one that signed it")
	}
	return s, err
}

// Decode reads the payload of a snapshot. It accepts only what Encode could have written;
// anything else is ErrInvalid with the reason.
func Decode(payload []byte) (Snapshot, error) {
	var s Snapshot
	if len(payload) > MaxPayload {
		return s, errTooLarge
	}
	if err := json.Unmarshal(payload, &s, json.RejectUnknownMembers(true)); err != nil {
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

// malformed says in words what the JSON library found.
func malformed(err error) error {
	if wrong, is := errors.AsType[*json.SemanticError](err); is && wrong.JSONPointer != "" {
		return invalid("no snapshot has such a %s", short(string(wrong.JSONPointer)))
	}
	return invalid("it is not the JSON of a snapshot, or is cut short")
}

// check refuses what no learner's program would write.
func (s Snapshot) check() error {
	if s.Format != Format {
		return invalid("its format is %q; this version reads %q", short(s.Format), Format)
	}
	if _, err := ulid.ParseStrict(s.Learner.ID); err != nil {
		return invalid("its learner is no id")
	}
	if _, err := envelope.Key(s.Learner.Key); err != nil {
		return invalid("its learner has no key")
	}
	if ProfileOf(string(s.Profile), "") != s.Profile {
		return invalid("%q is no profile", short(string(s.Profile)))
	}
	if !isDay(s.Made) || s.Made < "2000" {
		return invalid("%q is no day on which it can have been made", short(s.Made))
	}
	if !isWeek(s.LastActiveWeek) {
		return invalid("%q is no week", short(s.LastActiveWeek))
	}
	switch {
	case s.Number < 1:
		return invalid("its number is %d", s.Number)
	case s.MinutesLeft < 0 || s.MinutesLeft > maxMinutes:
		return invalid("%d minutes left are impossible", s.MinutesLeft)
	}
	return errors.Join(s.checkTexts(), s.checkModules(), s.checkLists(), s.checkProfile())
}

// checkProfile refuses what a snapshot of the profile does not tell.
func (s Snapshot) checkProfile() error {
	const more = "it tells more than its profile %q does"
	if s.Withdrawn {
		bare := Snapshot{
			Format: s.Format, Purpose: s.Purpose, Profile: Minimal, Learner: Learner{ID: s.Learner.ID, Key: s.Learner.Key},
			Number: s.Number, Previous: s.Previous, Made: s.Made, Withdrawn: true, Withheld: s.Withheld,
		}
		if !reflect.DeepEqual(s, bare) {
			return invalid("it withdraws what was sent, and goes on to tell something")
		}
	}
	told := func(m Module) bool { return m.Level != "" || m.Completed != "" }
	if !s.Profile.atLeast(Standard) && (s.Learner.Department != "" || s.Learner.Role != "" || len(s.Offers)+len(s.Lessons)+len(s.Cards) > 0 || slices.ContainsFunc(s.Modules, told)) {
		return invalid(more, s.Profile)
	}
	if !s.Profile.atLeast(Full) && slices.ContainsFunc(s.Cards, func(c Card) bool { return c.Record != "" }) {
		return invalid(more, s.Profile)
	}
	return nil
}

// checkTexts holds the single lines.
func (s Snapshot) checkTexts() error {
	lines := []string{
		s.Purpose, s.Previous, s.App, s.Learner.Name, s.Learner.Department, s.Learner.Role,
		s.Pathway.ID, s.Pathway.Title, s.Pathway.Version,
	}
	for _, p := range s.Packs {
		lines = append(lines, p.ID, p.Version)
	}
	return checkLines(append(lines, s.Withheld...)...)
}

func (s Snapshot) checkModules() error {
	if len(s.Modules) > maxModules {
		return invalid("it has %d modules", len(s.Modules))
	}
	seen := map[string]bool{}
	for _, m := range s.Modules {
		if err := checkLines(m.ID, m.Title); err != nil {
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
		if !isLevel(m.Level) || m.Completed != "" && !isDay(m.Completed) {
			return invalid("the level or the day of %q is none", m.ID)
		}
	}
	return nil
}

// checkLists holds the lessons, topics, cards, policies and teams.
func (s Snapshot) checkLists() error {
	if len(s.Lessons) > maxLessons || max(len(s.Hands), len(s.Offers), len(s.Cards), len(s.Policies), len(s.Teams), len(s.Packs), len(s.Withheld)) > maxList {
		return invalid("one of its lists is too long")
	}
	lessons := make(map[string]bool, len(s.Lessons))
	for _, l := range s.Lessons {
		if lessons[l.ID] {
			return invalid("the lesson %q stands in it twice", short(l.ID))
		}
		lessons[l.ID] = true
		if l.ID == "" || !isDay(l.Completed) || !isLevel(l.Level) || l.How != progress.Done.String() && l.How != progress.TestedOut.String() || !isHash(l.Hash) {
			return invalid("the record of the lesson %q is none", short(l.ID))
		}
		if err := checkLines(l.ID, l.Version); err != nil {
			return err
		}
	}
	for _, t := range append(slices.Clip(s.Hands), s.Offers...) {
		if t.About == "" || !isDay(t.Since) {
			return invalid("a hand or an offer is about nothing, or of no day")
		}
		if err := checkLines(t.About, t.Title, t.Note); err != nil {
			return err
		}
	}
	for _, p := range s.Policies {
		if p.Lesson == "" || p.Hash == "" || !isHash(p.Hash) || !isDay(p.Day) {
			return invalid("the acknowledgement of %q is none", short(p.Lesson))
		}
		if err := checkLines(p.Lesson, p.Version); err != nil {
			return err
		}
	}
	for _, t := range s.Teams {
		if err := checkLines(t.ID); err != nil || t.Number < 1 {
			return invalid("%q is no team file", short(t.ID))
		}
	}
	return s.checkCards()
}

func (s Snapshot) checkCards() error {
	cards := make(map[string]bool, len(s.Cards))
	for _, c := range s.Cards {
		if cards[c.ID] {
			return invalid("the card %q stands in it twice", short(c.Title))
		}
		cards[c.ID] = true
		if _, err := ulid.ParseStrict(c.ID); err != nil || !isDay(c.Shared) || !isHash(c.Record) {
			return invalid("the card %q has no id, no day, or names no record", short(c.Title))
		}
		if err := checkLines(c.Title, c.Task, string(c.Verdict), c.Learning); err != nil {
			return err
		}
		if c.Title == "" || c.Broke != clean.Text(c.Broke) || utf8.RuneCountInString(c.Broke) > maxLong {
			return invalid("the card %q holds what no card does", short(c.Title))
		}
	}
	return nil
}

func checkLines(lines ...string) error {
	for _, text := range lines {
		switch {
		case text != clean.Line(text):
			return invalid("%q holds characters that cannot be seen", short(text))
		case len(text) > maxText && utf8.RuneCountInString(text) > maxText:
			return invalid("%q is too long", short(text))
		}
	}
	return nil
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// isLevel reports that text is the name of a level, or empty.
func isLevel(text string) bool {
	for _, l := range progress.Levels() {
		if l.String() == text {
			return true
		}
	}
	return text == ""
}

// isHash reports that text is a SHA-256 in hexadecimal digits, or empty.
func isHash(text string) bool {
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return text == "" || len(text) == 64
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
