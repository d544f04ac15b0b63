//go:build linux && (amd64 || arm64)

package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A scene is a folder with a learner's folder in it, that of another machine, and a backup.
type scene struct{ root string }

func (c scene) folder(name string) *Store {
	return New(filepath.Join(c.root, name), func() time.Time { return start.AddDate(0, 0, 2) })
}
func (c scene) here() *Store   { return c.folder("here") }
func (c scene) there() *Store  { return c.folder("there") }
func (c scene) backup() string { return filepath.Join(c.root, "backup.db") }

// newScene is one in which entries wait beside both files.
func newScene(t *testing.T) scene {
	t.Helper()
	c := scene{t.TempDir()}
	s := c.here()
	check(t, updateProfile(s, "name", "Ines"))
	check(t, s.KeepPlace("fnd", "1.0.0", "one", false))
	_, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: strings.Repeat("long ", 1000)})
	check(t, err)
	_ = must(s.SigningKey())(t)
	_ = must(s.BackUpTo(c.backup(), false))(t)
	check(t, os.CopyFS(c.there().Dir(), os.DirFS(s.Dir())))
	check(t, s.KeepPlace("fnd", "1.0.0", "two", false))
	check(t, updateProfile(c.there(), "name", "Ines Novak"))
	for _, s := range []*Store{s, c.there()} {
		where := filepath.Base(s.Dir())
		_, _, err := s.AddExperiment(Experiment{Title: "In a line " + where})
		check(t, err)
		check(t, s.spool(newEntry{Experiment: Experiment{ID: randomID(start), Title: "In a file " + where, Created: start}}))
	}
	return c
}

func (c scene) copied(t *testing.T, prepare func(*testing.T, scene)) scene {
	t.Helper()
	other := scene{t.TempDir()}
	check(t, os.CopyFS(other.root, os.DirFS(c.root)))
	if prepare != nil {
		prepare(t, other)
	}
	return other
}

// seen is what a learner sees in a folder, after a look at every page of the file.
func (c scene) seen() string {
	s := c.here()
	_ = os.Remove(s.checkedFile())
	p, err := s.Profile()
	l, err2 := s.Lesson("fnd")
	all, err3 := s.Experiments()
	if errors.Is(errors.Join(err, err2, err3), ErrDamaged) {
		return "damage"
	}
	titles := titles(all)
	slices.Sort(titles)
	return fmt.Sprint(p.Name, l.Page, titles, errors.Join(err, err2, err3))
}

func nothingHere(t *testing.T, c scene)  { check(t, os.RemoveAll(c.here().Dir())) }
func nothingWaits(t *testing.T, c scene) { check(t, os.RemoveAll(c.here().spoolDir())) }
func aFirstPageLost(t *testing.T, c scene) {
	rewritten(t, c, func(b []byte) { clear(page(b, int(newestID(b)))) })
}

func rewritten(t *testing.T, c scene, spoil func(b []byte)) {
	t.Helper()
	nothingWaits(t, c)
	b := must(os.ReadFile(c.here().File()))(t)
	spoil(b)
	check(t, os.WriteFile(c.here().File(), b, 0o600))
}

// A fileVerb is a call about a file as a whole, in a scene.
type fileVerb struct {
	name    string
	prepare func(*testing.T, scene)
	do      func(*Store, scene) error
	bears   string // a call of which a failure is no reason to fail
	parts   bool   // it is done piece by piece
}

func fileVerbs() []fileVerb {
	back := func(s *Store, c scene) error { return s.Restore(c.backup()) }
	merge := func(s *Store, c scene) error { return failed(s.Merge(c.there().Dir(), false)) }
	examine := func(s *Store, _ scene) error { return failed(s.Examine()) }
	repair := func(s *Store, _ scene) error { return failed(s.Repair()) }
	place := func(s *Store, _ scene) error { return s.KeepPlace("fnd", "1.0.0", "three", false) }
	add := func(s *Store, _ scene) error { _, _, err := s.AddExperiment(Experiment{Title: "New"}); return err }
	return []fileVerb{
		{name: "save", do: place},
		{name: "save where nothing is", prepare: nothingHere, do: place},
		{name: "add an entry", do: add},
		{name: "add an entry where none waits", prepare: nothingWaits, do: add},
		{name: "look for changes", do: func(s *Store, _ scene) error { return failed(s.Stamp()) }},
		{name: "back up", do: func(s *Store, _ scene) error { return failed(s.BackUp(AskedFor)) }},
		{name: "back up elsewhere", do: func(s *Store, c scene) error { return failed(s.BackUpTo(filepath.Join(c.root, "disk.db"), true)) }},
		{name: "keep in order", do: func(s *Store, _ scene) error { return s.Upkeep(nil) }},
		{name: "compact", do: func(s *Store, _ scene) error { return failed(s.Compact()) }},
		{name: "examine", do: examine},
		{name: "examine damage", prepare: aFirstPageLost, do: examine},
		{name: "repair", do: repair, bears: "read"}, // a page that cannot be read is one that is lost
		{name: "repair damage", prepare: aFirstPageLost, do: repair, bears: "read"},
		{name: "restore", prepare: nothingWaits, do: back},
		{name: "restore over damage", prepare: aFirstPageLost, do: back},
		{name: "restore where nothing is", prepare: nothingHere, do: back},
		{name: "merge", do: merge},
		{name: "merge where nothing is", prepare: nothingHere, do: merge},
		{name: "look at a merge", do: func(s *Store, c scene) error { return failed(s.PreviewMerge(c.there().Dir(), false)) }},
		{name: "erase", do: func(s *Store, _ scene) error { return failed(s.Erase()) }, parts: true},
	}
}

var whatToDo = regexp.MustCompile(`free some space|try again|allow writing|choose another|waymark doctor|merge a backup`)

// Whichever call to the disk fails, each verb does its work all the same, or says where it
// failed and what to do next. The file is then as it was, or all is done but for what is said;
// the other files stay as they are, nothing is left behind, and on a disk that is well again the
// verb does its work. Of the calls, those are tried that come from a line which none before
// came from.
func TestWhicheverCallToTheDiskFails(t *testing.T) {
	all, known, tried := newScene(t), map[string]bool{}, 0
	for _, v := range fileVerbs() {
		c := all.copied(t, v.prepare)
		before := all.copied(t, v.prepare).seen()
		var picked []int
		number := 0
		var err error
		onFaultyDisk(t, func(call diskCall) syscall.Errno {
			if number++; call.does == "unlock" || call.does == v.bears {
				return 0
			}
			isNew := os.Getenv("WAYMARK_PROOFS") == "all"
			for _, line := range call.from() {
				isNew = isNew || !known[line]
				known[line] = true
			}
			if isNew {
				picked = append(picked, number)
			}
			return 0
		}, func() { err = v.do(c.here(), c) })
		check(t, err)
		after := c.seen()
		for _, number := range picked {
			tried++
			v.fails(t, all.copied(t, v.prepare), number, before, after)
		}
	}
	t.Logf("%d calls that fail", tried)
}

// fails does the verb while a call to the disk fails, and judges what becomes of it.
func (v fileVerb) fails(t *testing.T, c scene, number int, before, after string) {
	t.Helper()
	others := func() [2][32]byte { return [2][32]byte{sumOf(t, c.backup()), sumOf(t, c.there().File())} }
	was := others()
	code, does, at := syscall.EIO, "", 0
	var err error
	onFaultyDisk(t, func(call diskCall) syscall.Errno {
		if at++; at != number {
			return 0
		}
		if does = call.does; number%2 == 1 && slices.Contains([]string{"write", "mkdir", "rename", "copy", "truncate", "sync"}, does) {
			code = syscall.ENOSPC
		}
		return code
	}, func() { err = v.do(c.here(), c) })
	what := fmt.Sprintf("%s, while call %d (%s) fails with %v: the error is %v", v.name, number, does, code, err)
	if err != nil && (!whatToDo.MatchString(err.Error()) || !strings.Contains(err.Error(), c.root)) {
		t.Errorf("%s, which does not say where it was and what to do", what)
	}
	left := func() []string {
		s := c.here()
		return draftsIn(".", []string{c.root, s.dir, s.spoolDir(), s.BackupsDir()})
	}
	if strays := left(); len(strays) > 0 && !slices.Contains([]string{"remove", "open", "list", "stat"}, does) {
		t.Errorf("%s, and left %v", what, strays)
	}
	got := c.seen()
	if err != nil && got != before && got != after && !v.parts {
		t.Errorf("%s, and the learner sees %s, and not %s or %s", what, got, before, after)
	}
	if err == nil && got == after {
		return
	}
	if got == after && !v.parts && does != "sync" && // of what did not reach the disk nobody knows
		!strings.Contains(err.Error(), "in its place, but") && after != before {
		t.Errorf("%s, and it is done all the same", what)
	}
	if err := v.do(c.here(), c); err != nil {
		t.Errorf("%s, and the next time it is %v", what, err)
	}
	if got := c.seen(); got != after {
		t.Errorf("%s, and the next time the learner sees %s, and not %s", what, got, after)
	}
	equal(t, what+": the other files", others(), was)
	c.here().Sweep()
	equal(t, what+": left behind", left(), nil)
}

// Some file systems know no second name for a file.
func TestWithoutLinksAllIsDoneAsAnywhere(t *testing.T) {
	all := newScene(t)
	for _, v := range fileVerbs() {
		usual, without, links := all.copied(t, v.prepare), all.copied(t, v.prepare), 0
		check(t, v.do(usual.here(), usual))
		onFaultyDisk(t, func(call diskCall) syscall.Errno {
			if call.does != "link" {
				return 0
			}
			links++
			return syscall.EPERM
		}, func() { check(t, v.do(without.here(), without)) })
		if links > 0 {
			equal(t, v.name, without.seen(), usual.seen())
		}
	}
}

// Another program that saves whenever it can is waited for, and at last refused: none of its
// saves is lost.
func TestAFileThatIsSavedAgainAndAgainKeepsWhatIsSaved(t *testing.T) {
	all := newScene(t)
	for _, v := range fileVerbs() {
		if v.name != "compact" && v.name != "restore" {
			continue
		}
		c, saves := all.copied(t, nothingWaits), 0
		other := c.here()
		other.patience = 0
		onFaultyDisk(t, func(call diskCall) syscall.Errno {
			if call.does == "lock" && other.KeepPlace("fnd", "1.0.0", fmt.Sprint("page ", saves), false) == nil {
				saves++
			}
			return 0
		}, func() { wantErr(t, v.do(c.here(), c), ErrBusy) })
		equal(t, v.name+": the last that was saved", must(c.here().Lesson("fnd"))(t).Page, fmt.Sprint("page ", saves-1))
		noDrafts(t, c.here())
	}
}

// A file that another program makes or puts back meanwhile is not written over, nor is
// anything saved in the one that it replaced.
func TestAFileThatAppearsMeanwhileStays(t *testing.T) {
	c := newScene(t)
	nothingHere(t, c)
	onFaultyDisk(t, func(call diskCall) syscall.Errno {
		if call.does == "link" {
			check(t, updateProfile(c.here(), "name", "Amara"))
		}
		return 0
	}, func() { wantErr(t, c.here().Restore(c.backup()), ErrAnother) })
	equal(t, "the name", must(c.here().Profile())(t).Name, "Amara")

	c, restored := newScene(t), false
	onFaultyDisk(t, func(call diskCall) syscall.Errno {
		if call.does == "lock" && !restored {
			restored = true
			check(t, c.here().Restore(c.backup()))
		}
		return 0
	}, func() { check(t, updateProfile(c.here(), "role", "nurse")) })
	p := must(c.here().Profile())(t)
	equal(t, "what was saved is in the file that was put back", []string{p.Role, must(c.here().Lesson("fnd"))(t).Page}, []string{"nurse", "one"})
}

// On a disk that knows no locks, a file that is saved while it is copied is not merged in.
func TestAFileWithoutLocksThatIsSavedMeanwhileIsNotMerged(t *testing.T) {
	c, saves := newScene(t), 0
	before := c.copied(t, nil).seen()
	onFaultyDisk(t, func(call diskCall) syscall.Errno {
		from := call.from()
		switch {
		case len(from) == 0 || !strings.HasPrefix(from[0], "merge_file.go"):
		case call.does == "lock":
			return syscall.ENOLCK
		case call.does == "copy":
			saves++
			check(t, c.there().KeepPlace("fnd", "1.0.0", fmt.Sprint("page ", saves), false))
		}
		return 0
	}, func() { wantErr(t, failed(c.here().Merge(c.there().Dir(), false)), ErrBusy) })
	equal(t, "this file", c.seen(), before)
}
