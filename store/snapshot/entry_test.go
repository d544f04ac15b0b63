package snapshot_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"waymark/store/envelope"
	"waymark/store/snapshot"
)

func exampleEntry() snapshot.Entry {
	return snapshot.Entry{
		Format: snapshot.EntryFormat, Purpose: snapshot.Purpose, Learner: "00000000000123456789ABCDEF", Key: idOf(keyOf(1)), ID: "00000000000123456789ABCDEG",
		Texts: []snapshot.EntryText{{Place: "field/title", Label: "Title", Text: "Warm tone"}, {Place: "field/outcome", Label: "Outcome", Text: "One\nTwo"}},
	}
}

// What no learner's program would write is neither written nor read, though it is signed.
func TestAnEntryThatCannotBeTrueIsRefused(t *testing.T) {
	if _, err := exampleEntry().Encode(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(e *snapshot.Entry){
		"another format":   func(e *snapshot.Entry) { e.Format = "waymark-entry/2" },
		"nobody's":         func(e *snapshot.Entry) { e.Learner = "ines" },
		"no id":            func(e *snapshot.Entry) { e.ID = "1" },
		"no key":           func(e *snapshot.Entry) { e.Key = "did:key:q" },
		"no texts":         func(e *snapshot.Entry) { e.Texts = nil },
		"a sly purpose":    func(e *snapshot.Entry) { e.Purpose = "a\x1b[2Jb" },
		"a text twice":     func(e *snapshot.Entry) { e.Texts = append(e.Texts, e.Texts[0]) },
		"no label":         func(e *snapshot.Entry) { e.Texts[0].Label = "" },
		"a sly label":      func(e *snapshot.Entry) { e.Texts[0].Label = "\u202eTitle" },
		"a label too long": func(e *snapshot.Entry) { e.Texts[0].Label = strings.Repeat("x", 1_001) },
		"an empty text":    func(e *snapshot.Entry) { e.Texts[1].Text = "" },
		"a sly text":       func(e *snapshot.Entry) { e.Texts[1].Text = "a\x00b" },
	} {
		t.Run(name, func(t *testing.T) {
			e := exampleEntry()
			change(&e)
			if _, err := e.Encode(); !errors.Is(err, snapshot.ErrInvalid) {
				t.Errorf("written: %v", err)
			}
			payload, err := json.Marshal(e)
			must(t, err)
			if err := openEntry(t, 1, payload); !errors.Is(err, snapshot.ErrInvalid) {
				t.Errorf("read: %v", err)
			}
		})
	}
	payload, err := exampleEntry().Encode()
	must(t, err, openEntry(t, 1, payload))
	if err := openEntry(t, 2, payload); !errors.Is(err, snapshot.ErrInvalid) || !strings.Contains(err.Error(), "another key") {
		t.Errorf("signed by another one: %v", err)
	}
	for _, text := range []string{"", "[]", string(payload[:20]), strings.Replace(string(payload), `"id"`, `"score": 7, "id"`, 1)} {
		if err := openEntry(t, 1, []byte(text)); !errors.Is(err, snapshot.ErrInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// openEntry opens the file of a payload that a key signed.
func openEntry(t *testing.T, key byte, payload []byte) error {
	t.Helper()
	file, err := envelope.Seal(keyOf(key), snapshot.EntryKind, payload)
	must(t, err)
	_, _, err = snapshot.OpenEntry(file)
	return err
}

func TestAnEntryWithoutATitleIsNamedByItsID(t *testing.T) {
	e := exampleEntry()
	if e.Title() != "Warm tone" {
		t.Errorf("got %q", e.Title())
	}
	if e.Texts = e.Texts[1:]; e.Title() != e.ID {
		t.Errorf("got %q", e.Title())
	}
}
