package snapshot

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/oklog/ulid/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
)

// EntryFormat is the name and version of the form of an entry's file, EntryKind the media
// type under which it is signed.
const (
	EntryFormat = "waymark-entry/1"
	EntryKind   = "application/vnd.waymark.entry+json"
)

// Limits of an entry's file.
const (
	maxTexts       = 60_000    // a full bench has 26,000 outputs, each with a model
	maxRecordBytes = 700 << 10 // of a payload: its envelope is a third larger
)

// An Entry is the full record of an entry of the journal that was shared in full: the texts
// that the learner was shown as what others see, and no more. There is no field for a time,
// for how long anything took, or for what was counted.
type Entry struct {
	Format  string      `json:"format"`
	Purpose string      `json:"purpose"`
	Learner string      `json:"learner"` // random id
	Key     string      `json:"key"`     // did:key that signs
	ID      string      `json:"id"`      // as its Card has it
	Texts   []EntryText `json:"texts"`   // in the order in which people read them
}

// An EntryText is one text of an entry.
type EntryText struct {
	Place string `json:"place"` // names the text for programs: "field/learning"
	Label string `json:"label"` // names it for people: "What others can learn from it"
	Text  string `json:"text"`
}

// entryOf is the full record of an entry that is shared in full. Of any other it is
// store.ErrPrivacy, and store.ErrBlind while a blind rating is under way.
func entryOf(s *store.Store, by Learner, id string) (Entry, error) {
	d, err := s.Disclosure(id, store.FullShared)
	if err == nil && d.Experiment.Visibility != store.FullShared {
		err = store.ErrPrivacy
	}
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Format: EntryFormat, Purpose: Purpose, Learner: by.ID, Key: by.Key, ID: store.Timeless(d.Experiment.ID)}
	for _, text := range d.Texts {
		if text.Text = clean.Text(text.Text); text.Text != "" {
			e.Texts = append(e.Texts, EntryText{clean.Line(text.Place), clean.Line(text.Label), text.Text})
		}
	}
	return e, nil
}

// Encode returns the entry as the bytes that are signed, or ErrInvalid if they could not
// be read back.
func (e Entry) Encode() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	payload, err := envelope.Encode(e)
	if err == nil && len(payload) > maxRecordBytes {
		err = invalid("the entry is larger than 700 kB")
	}
	return payload, err
}

// OpenEntry reads the file of an entry that somebody shared in full: first its signature,
// then what it says. Errors are those of envelope.Open, or ErrInvalid with the reason.
func OpenEntry(data []byte) (Entry, envelope.Statement, error) {
	signed, err := envelope.Open(data, EntryKind)
	if err != nil {
		return Entry{}, signed, err
	}
	e, err := EntryOf(signed)
	return e, signed, err
}

// EntryOf is the entry that a statement holds, or ErrInvalid with the reason.
func EntryOf(signed envelope.Statement) (Entry, error) {
	e, err := decodeEntry(signed.Payload)
	if err == nil && e.Key != signed.Signer {
		err = invalid("it names another key than the one that signed it")
	}
	return e, err
}

func decodeEntry(payload []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(payload, &e, json.RejectUnknownMembers(true)); err != nil {
		return Entry{}, invalid("it is not the JSON of an entry, or is cut short")
	}
	return e, e.check()
}

// check refuses what no learner's program would write.
func (e Entry) check() error {
	if e.Format != EntryFormat {
		return invalid("its format is %q; this version reads %q", short(e.Format), EntryFormat)
	}
	_, notLearner := ulid.ParseStrict(e.Learner)
	_, notEntry := ulid.ParseStrict(e.ID)
	_, notKey := envelope.Key(e.Key)
	if err := errors.Join(notLearner, notEntry, notKey); err != nil {
		return invalid("it does not say whose entry it is, or which")
	}
	if len(e.Texts) == 0 || len(e.Texts) > maxTexts {
		return invalid("it has %d texts", len(e.Texts))
	}
	if err := checkLines(e.Purpose); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, t := range e.Texts {
		if err := t.check(); err != nil {
			return err
		}
		if seen[t.Place] {
			return invalid("it has the text %q twice", short(t.Place))
		}
		seen[t.Place] = true
	}
	return nil
}

func (t EntryText) check() error {
	const most = 1_000 // characters: a label may hold the names that people gave
	for _, line := range []string{t.Place, t.Label} {
		if line == "" || line != clean.Line(line) || utf8.RuneCountInString(line) > most {
			return invalid("one of its texts has no name, or one that cannot be shown")
		}
	}
	if t.Text == "" || t.Text != clean.Text(t.Text) {
		return invalid("the text %q is empty, or holds characters that cannot be seen", short(t.Label))
	}
	return nil
}

// Title is the title of the entry, or its id where it has none.
func (e Entry) Title() string {
	for _, t := range e.Texts {
		if t.Place == "field/title" {
			return t.Text
		}
	}
	return e.ID
}

// Words is the entry for people: each text below its label, without any marks.
func (e Entry) Words() string {
	var parts []string
	for _, t := range e.Texts {
		parts = append(parts, t.Label+"\n"+t.Text)
	}
	return strings.Join(parts, "\n\n")
}
