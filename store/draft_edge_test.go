package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What is kept is read again, up to the last byte.
func TestADraftOfTheGreatestSizeComesBack(t *testing.T) {
	s := New(t.TempDir(), func() time.Time { return start })
	check(t, s.KeepDraft("capture", map[string]string{"title": "x"}))
	info := must(os.Stat(filepath.Join(s.Dir(), "drafts", "capture.json")))(t)
	most := strings.Repeat("x", maxDraft-int(info.Size())+1)
	check(t, s.KeepDraft("capture", map[string]string{"title": most}))
	d, found, err := s.Draft("capture")
	equal(t, "found", found && err == nil && d.Fields["title"] == most, true)
	wantErr(t, s.KeepDraft("capture", map[string]string{"title": most + "x"}), ErrInvalid)
}

// A pipe would never end.
func TestAPipeAmongDraftsIsNotRead(t *testing.T) {
	s := New(t.TempDir(), time.Now)
	check(t, s.KeepDraft("capture", map[string]string{"title": "x"}))
	if err := makePipe(filepath.Join(s.Dir(), "drafts", "pipe.json")); err != nil {
		t.Skip(err)
	}
	equal(t, "drafts", len(must(s.Drafts())(t)), 1)
}

func TestWhatIsNoFileIsNoDraft(t *testing.T) {
	s := New(t.TempDir(), time.Now)
	check(t, os.MkdirAll(filepath.Join(s.Dir(), "drafts", "folder.json"), 0o700))
	long := `{"name":"long","fields":{"a":"b"},"at":"2026-11-24T09:00:00Z"}` + strings.Repeat(" ", maxDraft)
	check(t, os.WriteFile(filepath.Join(s.Dir(), "drafts", "long.json"), []byte(long), 0o600))
	for _, name := range []string{"folder", "long", "none"} {
		_, found, err := s.Draft(name)
		equal(t, name, found || err != nil, false)
	}
}
