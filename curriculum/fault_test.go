package curriculum

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A faulty folder is a pack on a disk that fails at one of its files.
type faulty struct {
	fstest.MapFS
	name  string
	fault func(fs.File) (fs.File, error) // of opening it
}

func (f *faulty) Open(name string) (fs.File, error) {
	opened, err := f.MapFS.Open(name)
	if err == nil && f.fault != nil && name == f.name {
		return f.fault(opened)
	}
	return opened, err
}

// Stat succeeds: the disk fails later.
func (f *faulty) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.MapFS, name) }

var errDisk = errors.New("the disk failed")

// unread is a file that can be opened, and not read.
type unread struct{ fs.File }

func (unread) Read([]byte) (int, error)           { return 0, errDisk }
func (unread) ReadDir(int) ([]fs.DirEntry, error) { return nil, errDisk }

// faults are what can happen to a file that is there.
func faults() map[string]func(fs.File) (fs.File, error) {
	return map[string]func(fs.File) (fs.File, error){
		"cannot be opened": func(fs.File) (fs.File, error) { return nil, errDisk },
		"cannot be read":   func(f fs.File) (fs.File, error) { return unread{f}, nil },
		"is a pipe":        func(fs.File) (fs.File, error) { return nil, &fs.PathError{Op: "open", Path: "x", Err: fs.ErrInvalid} },
	}
}

// readAll asks a catalogue for all that it has.
func readAll(c *Catalogue) error {
	var errs []error
	note := func(_ any, err error) { errs = append(errs, err) }
	for _, l := range c.Lessons() {
		_, err := c.Body(l.ID, "")
		note(c.Text(l.ID))
		note(c.Bank(l.ID))
		note(c.ItemIDs(l.ID))
		_, _, mapped := c.Frameworks(l.ID, "O1")
		_, overdue := c.Overdue(l, fixedDay())
		errs = append(errs, err, mapped, overdue)
	}
	note(c.Glossary())
	note(c.Badges())
	note(c.Drills("hr"))
	note(c.Drill("hr/tasting-note"))
	note(c.Fact("S-90"))
	note(c.Rubrics())
	note(c.Rubric("tea-note"))
	note(c.Helps())
	return errors.Join(errs...)
}

// Whichever file or folder of a pack cannot be read, when the program begins or later: what
// needs it names it, and nothing is installed of the pack.
func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	sound := goodPack(t)
	var names []string
	folders := map[string]bool{}
	for name := range sound {
		names = append(names, name)
		if dir := path.Dir(name); dir != "." && !folders[dir] {
			folders[dir] = true
			names = append(names, dir)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for what, fault := range faults() {
				tryFault(t, &faulty{MapFS: sound, name: name}, what, fault)
			}
		})
	}
}

func tryFault(t *testing.T, pack *faulty, what string, fault func(fs.File) (fs.File, error)) {
	said := func(when string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), pack.name) {
			t.Errorf("it %s, %s: %v", what, when, err)
		}
	}
	c, err := Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	pack.fault = fault
	if !slices.Contains([]string{"pack.yaml", teaModule, teaPathway, "tea", "pathways", "bank"}, pack.name) { // which are not read again, or not listed
		said("later", readAll(c))
	}
	if c, err = Load(pack); err == nil {
		err = readAll(c)
	}
	said("loaded", err)
	packs := t.TempDir()
	_, err = Install(packs, pack)
	said("installed", err)
	if left, err := os.ReadDir(packs); err != nil || len(left) > 0 {
		t.Errorf("it %s, and %v is left, %v", what, left, err)
	}
	said("checked", errors.New(fmt.Sprint(Check(pack, fixedDay()))))
}

// A file where a folder belongs, or the other way round.
func TestAFileInPlaceOfAFolderIsNamed(t *testing.T) {
	for _, name := range []string{"bank", "pathways", "drills", "facts", "frameworks"} {
		pack := goodPack(t)
		for file := range pack {
			if path.Dir(file) == name {
				delete(pack, file)
			}
		}
		pack[name] = &fstest.MapFile{Data: []byte("text")}
		if found := fmt.Sprint(Check(pack, fixedDay())); !strings.Contains(found, name+": F01 error: this is not a folder") {
			t.Errorf("%s: %s", name, found)
		}
	}
	pack := goodPack(t)
	pack[teaBank+"/x.md"] = pack[teaBank]
	delete(pack, teaBank)
	if found := fmt.Sprint(Check(pack, fixedDay())); !strings.Contains(found, teaBank) {
		t.Errorf("a folder in place of a bank: %s", found)
	}
}

// What stands in the way of a new pack, or of the folder of packs, stays and is named.
func TestWhatStandsInTheWayOfAPack(t *testing.T) {
	dir := t.TempDir()
	file, full := filepath.Join(dir, "notes"), filepath.Join(dir, "full")
	if err := errors.Join(os.WriteFile(file, []byte("mine"), 0o600), os.Mkdir(full, 0o700), os.WriteFile(filepath.Join(full, "x"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{file, full, filepath.Join(file, "pack")} {
		if err := WriteTemplate(at); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("a new pack at %s: %v", at, err)
		}
	}
	if _, err := Install(file, goodPack(t)); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("installed into a file: %v", err)
	}
	if text, err := os.ReadFile(file); string(text) != "mine" || err != nil {
		t.Errorf("the file is %q, %v", text, err)
	}
}
