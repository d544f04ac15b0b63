package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// What cannot be merged is refused by name, and both files stay as they are.
func TestWhatCannotBeMergedIsRefused(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, there, id, map[string]string{"tool": "chat"})
	whole := must(os.ReadFile(there.File()))(t)
	file := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		check(t, os.WriteFile(path, content, 0o600))
		return path
	}
	newer := newMachine(t, start)
	check(t, updateProfile(newer.Store, "name", "Ines"))
	check(t, changeCopy(newer.File(), func(t *tx) error { return t.put(metaBucket, "format", len(formats)+1) }))
	unknown := here.copied(t, start.Add(time.Hour))
	check(t, unknown.update(func(t *tx) error {
		e := Event{ID: randomID(t.now), Subject: "lesson/fnd", Kind: "lesson.sung", Version: 1, At: t.now, Data: []byte("{}")}
		return t.put(logBucket, e.ID, e)
	}))
	cut, garbled := whole[:9000], slices.Clone(whole)
	for at := range garbled[9000:] {
		garbled[9000+at] ^= 0x55
	}
	tests := map[string]struct {
		path string
		err  error
	}{
		"the same file":         {here.File(), ErrInvalid},
		"the same folder":       {here.Dir(), ErrInvalid},
		"a snapshot":            {file("ines.json", []byte(`{"payloadType":"application/vnd.waymark"}`)), ErrInvalid},
		"a folder without it":   {t.TempDir(), fs.ErrNotExist},
		"nothing":               {filepath.Join(t.TempDir(), "no.db"), fs.ErrNotExist},
		"an empty file":         {file("empty.db", nil), ErrDamaged},
		"one that is cut":       {file("cut.db", cut), ErrDamaged},
		"one that is garbled":   {file("garbled.db", garbled), ErrDamaged},
		"noise":                 {file("noise.db", []byte(strings.Repeat("\xff\x00\x01", 9000))), ErrDamaged},
		"of a newer format":     {newer.File(), ErrNewer},
		"with a newer event":    {unknown.File(), ErrNewer},
		"another kind of thing": {os.DevNull, ErrInvalid},
	}
	before, mine := learned(t, here.Store), sumOf(t, here.File())
	for name, test := range tests {
		_, err := here.Merge(test.path, false)
		if !errors.Is(err, test.err) {
			t.Errorf("%s: got %v, want %v", name, err, test.err)
			continue
		}
		if strings.Contains(err.Error(), draftPrefix) || !errors.Is(err, fs.ErrNotExist) && !strings.Contains(err.Error(), test.path) && !strings.Contains(err.Error(), filepath.Join(test.path, "waymark.db")) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
	equal(t, "this file", learned(t, here.Store), before)
	equal(t, "this file, to the letter", sumOf(t, here.File()), mine)
	equal(t, "left over", leftOver(t, here.Dir()), 0)
}

func TestAFileThatIsInUseIsWaitedForAndThenRefused(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, there, id, map[string]string{"tool": "chat"})
	here.patience = time.Millisecond
	db := must(bbolt.Open(there.File(), 0o600, nil))(t)
	_, err := here.Merge(there.File(), false)
	wantErr(t, err, ErrBusy)
	if !strings.Contains(err.Error(), there.File()) {
		t.Errorf("the error does not name the file: %v", err)
	}
	check(t, db.Close())
	_ = must(here.Merge(there.File(), false))(t)
}

// A file of an older format is brought to the newest in a copy.
func TestAFileOfAnOlderFormatIsMerged(t *testing.T) {
	for format := 1; format < len(formats); format++ {
		old := filepath.Join("testdata", "format"+string(rune('0'+format))+".db")
		before := sumOf(t, old)
		here := newMachine(t, start)
		check(t, updateProfile(here.Store, "goal", "20"))
		m := must(here.Merge(old, true))(t)
		equal(t, "the file", sumOf(t, old), before)
		equal(t, "goal", must(here.Profile())(t).Goal, "20")
		if m.Entries == 0 || len(must(here.Experiments())(t)) != m.Entries {
			t.Errorf("format %d: merged %+v", format, m)
		}
	}
}

// Looking changes nothing, and merging nothing new changes nothing either.
func TestLookingChangesNothing(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, there, id, map[string]string{"tool": "chat"})
	mine := sumOf(t, here.File())
	look := must(here.PreviewMerge(there.File(), false))(t)
	equal(t, "this file after a look", sumOf(t, here.File()), mine)
	equal(t, "backups after a look", len(must(here.Backups())(t)), 0)
	m := must(here.Merge(there.File(), false))(t)
	look.Backup = m.Backup
	equal(t, "what was announced", m, look)
	equal(t, "events", []int{m.Events, m.Entries}, []int{1, 0})
	mine = sumOf(t, here.File())
	m = must(here.Merge(there.File(), false))(t)
	equal(t, "the second time", []any{m.Events, m.Backup}, []any{0, ""})
	equal(t, "this file the second time", sumOf(t, here.File()), mine)
}
