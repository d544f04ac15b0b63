package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestADraftIsKeptUntilItIsDropped(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 12, 0, 0, time.UTC)
	s := New(t.TempDir(), func() time.Time { return at })
	if _, found, err := s.Draft("capture"); found || err != nil {
		t.Fatalf("found %v, %v before anything was typed", found, err)
	}
	typed := map[string]string{"title": "Warmer\ttone \x1b[31m", "hypothesis": "two\nlines"}
	if err := s.KeepDraft("capture", typed); err != nil {
		t.Fatal(err)
	}
	want := Draft{"capture", map[string]string{"title": "Warmer    tone [31m", "hypothesis": "two\nlines"}, at}
	got, found, err := New(s.Dir(), time.Now).Draft("capture")
	if diff := cmp.Diff(want, got); diff != "" || !found || err != nil {
		t.Errorf("found %v, %v\n%s", found, err, diff)
	}
	at = at.Add(time.Minute)
	if err := s.KeepDraft("close-01ABC", map[string]string{"learning": "x"}); err != nil {
		t.Fatal(err)
	}
	all, err := s.Drafts()
	if err != nil || len(all) != 2 || all[0].Name != "close-01ABC" {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := os.Stat(s.File()); !os.IsNotExist(err) {
		t.Error("a draft made the learner's file")
	}
	for range 2 {
		if err := s.DropDraft("capture"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.KeepDraft("close-01ABC", map[string]string{"learning": " "}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Drafts(); len(all) > 0 || err != nil {
		t.Errorf("left: %+v, %v", all, err)
	}
}

func TestADraftIsForTheLearnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders there have no such modes")
	}
	s := New(t.TempDir(), time.Now)
	if err := s.KeepDraft("capture", map[string]string{"title": "x"}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{"drafts": 0o700, "drafts/capture.json": 0o600} {
		if info, err := os.Stat(filepath.Join(s.Dir(), path)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
}

func TestADraftIsKeptBesideADamagedFile(t *testing.T) {
	s := New(t.TempDir(), time.Now)
	if err := os.WriteFile(s.File(), []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepDraft("capture", map[string]string{"title": "x"}); err != nil {
		t.Fatal(err)
	}
	if _, found, err := s.Draft("capture"); !found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestWhatIsNoDraftIsIgnored(t *testing.T) {
	s := New(t.TempDir(), time.Now)
	if err := s.KeepDraft("capture", map[string]string{"title": "x"}); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(s.Dir(), "drafts")
	for name, content := range map[string]string{
		"garbage.json": "\x00{", "other.json": `{"name":"capture","fields":{"a":"b"},"at":"2026-11-24T09:00:00Z"}`, "notes.txt": "mine",
		"empty.json": `{"name":"empty","at":"2026-11-24T09:00:00Z"}`, "long.json": strings.Repeat(" ", maxDraft+1), ".new-1.json": "{}",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	all, err := s.Drafts()
	if err != nil || len(all) != 1 || all[0].Name != "capture" {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := os.Stat(filepath.Join(folder, "garbage.json")); err != nil {
		t.Error("a foreign file was removed")
	}
	for _, name := range []string{"", "../waymark", "a/b", ".new-1", strings.Repeat("a", 121)} {
		if err := s.KeepDraft(name, map[string]string{"a": "b"}); !errors.Is(err, ErrInvalid) {
			t.Errorf("the name %q: %v", name, err)
		}
	}
	if err := s.KeepDraft("capture", map[string]string{"a": strings.Repeat("x", maxDraft)}); !errors.Is(err, ErrInvalid) {
		t.Errorf("too long: %v", err)
	}
}

func FuzzDraft(f *testing.F) {
	f.Add([]byte(`{"name":"capture","fields":{"title":"x\u202e"},"at":"2026-11-24T09:00:00Z"}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		d, ok := readDraft("capture", content)
		for field, text := range d.Fields {
			if !ok || strings.ContainsAny(field+text, "\x1b\u202e") {
				t.Errorf("%q: %q", field, text)
			}
		}
	})
}
