package evidence

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// ErrChanged says that a pack is not what was signed.
var ErrChanged = errors.New("the pack is not what was signed")

// A Fate is what became of a file or a row of a pack.
type Fate string

// What may become of one.
const (
	Changed Fate = "changed"
	Missing Fate = "missing"
	Added   Fate = "added"
	Moved   Fate = "moved"
)

// A Change is a file or a row that is not what was signed.
type Change struct {
	File   string
	What   Fate
	Row    int // of a record as it was signed; 0 for another line, or a file as a whole
	Line   int // of the file, from 1; 0 for a file as a whole, and for a row that is missing
	Record Record
	Known  bool   // Record is what was signed. Otherwise it is what stands there now, as far as that can be read
	Note   string // more about it, in words; may be empty
}

// Words say it in one sentence, without its file: "row 17 (Ada, fnd-safe-start) was changed".
func (c Change) Words() string {
	what := map[Fate]string{Changed: "was changed", Missing: "is missing", Added: "was added", Moved: "stands in another place"}[c.What]
	subject := "the file"
	switch {
	case c.Row > 0:
		subject = fmt.Sprintf("row %d", c.Row)
		if c.Record.Person != "" {
			subject += " (" + c.Record.name() + ")"
		}
	case c.Line > 0:
		subject = fmt.Sprintf("line %d", c.Line)
	}
	words := subject + " " + what
	if c.Note != "" {
		words += ": " + c.Note
	}
	return clean.Line(words)
}

// A Finding is what a look at a pack found.
type Finding struct {
	Folder   string
	Manifest Manifest // zero where its signature does not hold
	Changes  []Change // by file, and in a file from the top
	More     int      // changes that are not listed

	fault error
}

// Err is what is wrong with the pack: nil, ErrChanged, or an error about its manifest, which
// is an error of envelope.Open or ErrPack.
func (f Finding) Err() error { return f.fault }

// most is how many changes are listed.
const most = 1_000

// Verify looks at a pack in a folder: whether the signature holds, whether each file is
// what was signed, and whether the records and their chain fit. It names what is not. Key is the
// did:key that should have signed; empty for any. It needs nothing but the folder, and
// follows no links. The error is that of reading, fs.ErrNotExist where there is no
// such folder, or ErrPack where it holds no pack.
func Verify(folder, key string) (Finding, error) {
	path, err := filepath.Abs(snapshot.Expand(folder))
	if err != nil {
		return Finding{}, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Finding{}, snapshot.MissingError{Message: "there is no folder " + path + "; check the spelling"}
	case err != nil:
		return Finding{}, err
	case !info.IsDir():
		return Finding{}, fmt.Errorf("%s is a file: %w, which is a folder", path, ErrPack)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return Finding{}, err
	}
	defer root.Close()
	f, err := verify(root.FS(), key)
	f.Folder = path
	if err != nil {
		return f, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// verify looks at a pack in any file system.
func verify(folder fs.FS, key string) (Finding, error) {
	there, err := list(folder)
	if err != nil {
		return Finding{}, err
	}
	if _, is := there[ManifestFile]; !is {
		return Finding{}, fmt.Errorf("%w: there is no %s in it", ErrPack, ManifestFile)
	}
	var f Finding
	data, err := read(folder, there, ManifestFile, envelope.MaxSize)
	if err == nil {
		f.Manifest, err = openManifest(data)
	}
	if err != nil {
		f.Manifest = Manifest{}
		f.fault = fmt.Errorf("%s: %w", ManifestFile, err)
		f.Changes = []Change{{File: ManifestFile, What: Changed, Note: err.Error() + "; without it nothing else can be checked"}}
		return f, nil
	}
	if key != "" && key != f.Manifest.Lead.Key {
		f.Changes = []Change{{File: ManifestFile, What: Changed, Note: "it was signed by another key than the one you named: " + f.Manifest.Lead.Key}}
		f.fault = fmt.Errorf("%w: by another key than the one you named", envelope.ErrSignature)
	}
	look := inspection{folder: folder, there: there, m: f.Manifest, contents: map[string][]byte{}}
	f.Changes = append(f.Changes, look.changes()...)
	if f.fault == nil && len(f.Changes) > 0 {
		f.fault = ErrChanged
	}
	f.More = max(0, len(f.Changes)-most)
	f.Changes = f.Changes[:len(f.Changes)-f.More]
	return f, nil
}

// list are the files below a folder, and whatever else is there but folders.
func list(folder fs.FS) (map[string]fs.DirEntry, error) {
	there := map[string]fs.DirEntry{}
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			there[name] = d
		}
		return err
	})
	return there, err
}

var (
	errNoFile   = errors.New("it is a link or a device, not a file")
	errTooLarge = errors.New("it is far larger than what was signed")
)

// read reads a file of at most so many bytes.
func read(folder fs.FS, there map[string]fs.DirEntry, name string, limit int64) ([]byte, error) {
	if !there[name].Type().IsRegular() {
		return nil, errNoFile
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = errTooLarge
	}
	return data, err
}

// An inspection compares a folder with a manifest whose signature holds.
type inspection struct {
	folder   fs.FS
	there    map[string]fs.DirEntry
	m        Manifest
	contents map[string][]byte // of the records and the chain, as far as they can be read
}

// changes are all that is not as the manifest says.
func (in *inspection) changes() []Change {
	whole := map[string]Change{}
	for _, f := range in.m.Files {
		if c, isOff := in.compare(f); isOff {
			whole[f.Name] = c
		}
	}
	rows := in.rows(whole)
	var all []Change
	for _, f := range in.m.Files {
		if own := rows[f.Name]; len(own) > 0 {
			all = append(all, own...)
		} else if c, isOff := whole[f.Name]; isOff {
			all = append(all, c)
		}
	}
	return append(all, in.strangers()...)
}

// compare compares a file with what was signed.
func (in *inspection) compare(f File) (c Change, isOff bool) {
	c = Change{File: f.Name, What: Changed}
	if _, is := in.there[f.Name]; !is {
		c.What = Missing
		return c, true
	}
	data, err := read(in.folder, in.there, f.Name, 2*f.Size+1<<20)
	if err != nil {
		c.Note = err.Error()
		return c, true
	}
	if inRows(f.Name) {
		in.contents[f.Name] = data
	}
	hash := envelope.Hash(data)
	if hash == f.Hash {
		return c, false
	}
	for _, other := range in.m.Files {
		if other.Hash == hash {
			c.Note = "it holds what belongs into " + other.Name
		}
	}
	return c, true
}

// inRows reports that a file has a line for each record.
func inRows(name string) bool {
	return name == chainCSV || name == recordsCSV || name == recordsJSON
}

// strangers are the files that the manifest does not name, in the order of their names.
func (in *inspection) strangers() []Change {
	named := map[string]bool{ManifestFile: true}
	for _, f := range in.m.Files {
		named[f.Name] = true
	}
	var all []Change
	_ = fs.WalkDir(in.folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !named[name] {
			all = append(all, Change{File: name, What: Added})
		}
		return nil // what cannot be read was an error of the first walk
	})
	return all
}

// lines are the lines of a text, what stands behind its last line break among them.
func lines(text []byte) []string { return strings.Split(string(text), "\n") }
