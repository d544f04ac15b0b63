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
