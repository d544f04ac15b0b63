package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Somebody put a file where a folder belongs, or a folder where a file does: whoever needs it
// says where that is, and what is there stays.
func TestWhatStandsInTheWayIsNamed(t *testing.T) {
	const folder, file = true, false
	for _, c := range []struct {
		name, at string // where something stands, in the learner's folder
		is       bool
		do       func(s *Store) error
	}{
		{"a new key", "", file, func(s *Store) error { return failed(s.SigningKey()) }},
		{"the key", "key.pem", folder, func(s *Store) error { return failed(s.SigningKey()) }},
		{"a report of a crash", "", file, func(s *Store) error { return failed(s.ReportCrash("1", "what", nil)) }},
		{"sending", "", file, func(s *Store) error { return s.Sending(func() error { t.Error("it was sent"); return nil }) }},
		{"the lock of sending", "sending.lock", folder, func(s *Store) error { return s.Sending(func() error { t.Error("it was sent"); return nil }) }},
		{"keeping a draft", "drafts", file, func(s *Store) error { return s.KeepDraft("new", map[string]string{"title": "x"}) }},
		{"the drafts", "drafts", file, func(s *Store) error { return failed(s.Drafts()) }},
		{"a draft", "drafts", file, func(s *Store) error { _, _, err := s.Draft("new"); return err }},
		{"beginning to edit", "edits", file, func(s *Store) error { return failed(s.BeginEdit("01X", nil)) }},
		{"what was edited", "edits/01X.md", folder, func(s *Store) error { _, _, err := s.Edited("01X"); return err }},
		{"what was edited there", "edits", file, func(s *Store) error { _, _, err := s.Edited("01X"); return err }},
		{"ending to edit", "edits/01X.md/kept", file, func(s *Store) error { return s.EndEdit("01X") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(filepath.Join(t.TempDir(), "learner"), time.Now)
			path := filepath.Join(s.Dir(), c.at)
			check(t, os.MkdirAll(filepath.Dir(path), 0o700))
			if c.is == folder {
				check(t, os.Mkdir(path, 0o700))
			} else {
				check(t, os.WriteFile(path, []byte("mine"), 0o600))
			}
			err := c.do(s)
			if err == nil || !strings.Contains(err.Error(), s.Dir()) {
				t.Errorf("got %v, which does not name %s", err, path)
			}
			info := must(os.Stat(path))(t)
			equal(t, "what was there is a folder", info.IsDir(), c.is)
		})
	}
}

// A file that grew beyond all measure in somebody's editor is not read into an entry.
func TestAnEditThatIsTooLargeIsRefused(t *testing.T) {
	s := newStore(t)
	path := must(s.BeginEdit("01X", []byte("text")))(t)
	check(t, os.Truncate(path, maxEdit+1))
	_, text, err := s.Edited("01X")
	wantErr(t, err, ErrInvalid)
	equal(t, "names the file", strings.Contains(err.Error(), path), true)
	equal(t, "text", len(text), 0)
}
