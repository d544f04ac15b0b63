package team_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

// look is what a watcher tells; it must tell it once.
func look(t testing.TB, w *team.Watcher) (team.Outcome, bool) {
	t.Helper()
	o, changed, err := w.Look(now)
	check(t, err)
	return o, changed
}

func TestAWatcherTellsWhatChangedOnce(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	w := team.NewWatcher(s, "", dir)
	quiet := func(when string) {
		t.Helper()
		before, err := s.Stamp()
		check(t, err)
		if o, changed := look(t, w); changed {
			t.Errorf("%s: %+v", when, o)
		}
		after, err := s.Stamp()
		check(t, err)
		same(t, when+": the store", after, before)
	}
	quiet("an empty folder")
	path := Put(t, dir, "ada.json", Signed(t, 1, numbered(1, 1, 1)))
	Put(t, dir, "bad.json", []byte("{"))
	o, changed := look(t, w)
	same(t, "first", o, team.Outcome{Taken: []string{"ada.json"}, Refused: []team.Refusal{{
		File: "bad.json", Reason: "not a signed file of Waymark: it is cut short, or holds something else",
	}}})
	same(t, "told", changed, true)
	quiet("nothing new")

	replacement := Put(t, dir, "ada.new", Signed(t, 1, numbered(1, 0, 2)))
	check(t, os.Rename(replacement, path))
	o, _ = look(t, w)
	same(t, "a file was replaced", o, team.Outcome{Taken: []string{"ada.json"}})
	quiet("nothing new")

	check(t, os.WriteFile(path, Signed(t, 1, numbered(1, 0, 3)), 0o600))
	check(t, os.Chtimes(path, now, now))
	o, _ = look(t, w)
	same(t, "a file was written over", o, team.Outcome{Taken: []string{"ada.json"}})

	swapped := numbered(1, 0, 4)
	swapped.Learner.Key = DID(2)
	Put(t, dir, "mallory.json", Signed(t, 2, swapped))
	o, changed = look(t, w)
	same(t, "alarm", len(o.Alarms) == 1 && changed, true)
	quiet("an alarm that was told")
	_, err := s.TrustKey(ID(1), DID(2))
	check(t, err)
	o, _ = look(t, w)
	same(t, "the key is trusted", o.Taken, []string{"mallory.json"})

	check(t, os.Remove(path))
	look(t, w)
	files, err := s.SeenFiles(dir)
	check(t, err)
	same(t, "files that are noted", len(files), 2)
	quiet("a file went")
}

func TestAWatchedFolderMayComeBack(t *testing.T) {
	s, dir := newStore(t), filepath.Join(t.TempDir(), "share")
	w := team.NewWatcher(s, "", dir)
	if _, _, err := w.Look(now); !os.IsNotExist(err) && err == nil {
		t.Error("a folder that is not there is no error")
	}
	check(t, os.Mkdir(dir, 0o700))
	Put(t, dir, "ada.json", Signed(t, 1, Snap(1, "Ada", 0)))
	o, _ := look(t, w)
	same(t, "taken", o.Taken, []string{"ada.json"})
	check(t, os.Rename(dir, dir+"-gone"))
	if _, _, err := w.Look(now); err == nil {
		t.Error("a folder that went is no error")
	}
	check(t, os.Rename(dir+"-gone", dir))
	if _, changed := look(t, w); changed {
		t.Error("the same files are told again")
	}
}

// A file of many that is written over in its place is seen within a few looks.
func TestFilesAreLookedAtInTurn(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	Put(t, dir, "ada.json", Signed(t, 1, numbered(1, 1, 1)))
	for n := range 2_500 {
		Put(t, dir, "rubbish-"+ID(n)+".json", nil)
	}
	w := team.NewWatcher(s, "", dir)
	look(t, w)
	team.Settle(w)
	path := filepath.Join(dir, "ada.json")
	check(t, os.WriteFile(path, Signed(t, 1, numbered(1, 0, 2)), 0o600))
	check(t, os.Chtimes(path, now.Add(time.Hour), now.Add(time.Hour)))
	for range 4 {
		if o, _ := look(t, w); len(o.Taken) == 1 {
			return
		}
	}
	t.Error("what changed in a file is not seen")
}

// A file of many that is replaced is seen at once, wherever it stands among them.
func TestAReplacedFileOfManyIsSeenAtOnce(t *testing.T) {
	dir, s := t.TempDir(), newStore(t)
	for n := range 2_500 {
		Put(t, dir, "rubbish-"+ID(n)+".json", nil)
	}
	path := Put(t, dir, "zoe.json", Signed(t, 1, numbered(1, 1, 1)))
	w := team.NewWatcher(s, "", dir)
	look(t, w)
	team.Settle(w)
	for number := range 5 {
		replacement := Put(t, dir, "zoe.new", Signed(t, 1, numbered(1, 0, number+2)))
		check(t, os.Rename(replacement, path))
		o, _ := look(t, w)
		same(t, "taken", o.Taken, []string{"zoe.json"})
	}
}
