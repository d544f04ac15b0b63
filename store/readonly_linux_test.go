package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// asNobody makes this test's thread an ordinary user to the file system, since
// nothing is read-only for root.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	runtime.LockOSThread()
	check(t, syscall.Setfsuid(nobody))
	t.Cleanup(func() {
		check(t, syscall.Setfsuid(0))
		runtime.UnlockOSThread()
	})
}

func TestAReadOnlyFolderCanStillBeRead(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	before := must(look(s, "fnd"))(t)
	check(t, os.Chmod(s.File(), 0o444))
	check(t, os.Chmod(s.Dir(), 0o555))
	openWay(t, s.Dir())
	t.Cleanup(func() { _ = os.Chmod(s.Dir(), 0o700) })
	asNobody(t)

	equal(t, "what is read", must(look(s, "fnd"))(t), before)
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "b", false), ErrReadOnly)
	_, _, err := s.AddExperiment(Experiment{Title: "Nowhere to go"})
	wantErr(t, err, ErrReadOnly)
	equal(t, "what is read", must(look(s, "fnd"))(t), before)
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	s := newStore(t)
	check(t, os.MkdirAll(s.Dir(), 0o555))
	openWay(t, s.Dir())
	t.Cleanup(func() { _ = os.Chmod(s.Dir(), 0o700) })
	asNobody(t)
	wantErr(t, s.KeepPlace("fnd", "1.0.0", "a", false), ErrReadOnly)
}

// openWay lets other users come as far as the folder, which lies in folders
// that the test made for itself alone.
func openWay(t *testing.T, dir string) {
	t.Helper()
	for path := filepath.Dir(dir); path != filepath.Clean(os.TempDir()); path = filepath.Dir(path) {
		check(t, os.Chmod(path, 0o755))
	}
}

func TestABenchThatCannotJoinTheFileIsRead(t *testing.T) {
	s := begun(t)
	x, _, err := s.AddExperimentWith(Experiment{Title: "Tone"}, []Variant{{Name: "plain"}}, nil)
	check(t, err)
	check(t, os.Chmod(s.File(), 0o444))
	openWay(t, s.Dir())
	check(t, os.Chmod(s.Dir(), 0o755))
	check(t, filepath.Walk(s.spoolDir(), func(path string, _ os.FileInfo, err error) error { return errors.Join(err, os.Chmod(path, 0o777)) }))
	asNobody(t)

	b, err := s.Bench(x.ID[:20])
	check(t, err)
	equal(t, "entry", b.Experiment, x)
	equal(t, "variants", b.Variants, []Variant{{ID: "a", Name: "plain"}})
	_, err = s.Bench("01NOTTHERE")
	wantErr(t, err, ErrNotFound)
}
