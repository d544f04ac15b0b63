// Package team is what a lead sees: the snapshots of people, taken in from a
// folder, and the board of who is how far.
package team

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/snapshot"
)

// A Report says what became of each file of an import, by its name.
type Report struct {
	Taken   []string  // newer than what was known of the person
	Same    []string  // known already, to the letter
	Older   []string  // older than what is known
	Refused []Refusal // not read, or not a snapshot
}

// A Refusal is a file that was not taken in, and why.
type Refusal struct {
	File   string
	Reason string
}

// Import takes in the snapshots of a folder, or a single one. In a folder it
// reads the files that end in .json and are no links. Of each learner the
// newest snapshot is kept, by the day on which it was made, then by the age of
// its file; doing it again changes nothing. A file that cannot be taken in is
// in the report, not an error. A path that does not exist is fs.ErrNotExist.
//
// A snapshot that is dated after tomorrow, as seen at the time now, is refused:
// no later one could ever take its place.
func Import(s *store.Store, path string, now time.Time) (Report, error) {
	path = snapshot.Expand(path)
	dir, names, err := list(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, snapshot.MissingError{Message: "there is no folder or file " + path + "; check the spelling"}
	}
	if err != nil {
		return Report{}, fmt.Errorf("importing snapshots from %s: %w", path, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, fmt.Errorf("importing snapshots from %s: %w", path, err)
	}
	defer root.Close()
	members, err := s.Members()
	if err != nil {
		return Report{}, err
	}
	in := newImporter(members)
	for _, name := range names {
		m, err := read(root, name)
		if err == nil && m.made > now.AddDate(0, 0, 1).Format(time.DateOnly) {
			err = fmt.Errorf("it is dated %s, in the future; look at the clock of that computer", m.made)
		}
		if err != nil {
			in.report.Refused = append(in.report.Refused, Refusal{name, reason(err)})
		} else {
			in.offer(name, m)
		}
	}
	return in.finish(s)
}

// list returns the folder and the names in it that may be snapshots.
func list(path string) (dir string, names []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, err
	}
	if !info.IsDir() {
		return filepath.Dir(path), []string{filepath.Base(path)}, nil
	}
	files, err := os.ReadDir(path)
	for _, f := range files {
		hidden := strings.HasPrefix(f.Name(), ".")
		if !hidden && strings.EqualFold(filepath.Ext(f.Name()), ".json") {
			names = append(names, f.Name())
		}
	}
	return path, names, err
}

// A found snapshot, as it will be kept.
type found struct {
	member store.Member
	made   string
}

// read reads a snapshot, if the name is that of a plain file.
func read(root *os.Root, name string) (found, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return found{}, err
	}
	if !info.Mode().IsRegular() {
		return found{}, errors.New("it is a link, a folder or a device, not a file")
	}
	f, err := root.Open(name)
	if err != nil {
		return found{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, snapshot.MaxSize+1))
	if err != nil {
		return found{}, err
	}
	s, err := snapshot.Decode(data)
	if err != nil {
		return found{}, err
	}
	return found{store.Member{ID: s.Learner, Data: data, Written: info.ModTime()}, s.Made}, nil
}

// reason says why a file was refused, without its path.
func reason(err error) string {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return err.Error()
}

// An importer keeps the newest snapshot of each learner.
type importer struct {
	newest map[string]found
	source map[string]string // learner to the file that newest came from; none: the store
	order  []string          // of the learners to save
	report Report
}

func newImporter(members []store.Member) *importer {
	in := &importer{newest: map[string]found{}, source: map[string]string{}}
	for _, m := range members {
		if s, err := snapshot.Decode(m.Data); err == nil {
			in.newest[m.ID] = found{m, s.Made}
		}
	}
	return in
}

// offer compares a snapshot with the newest of its learner so far.
func (in *importer) offer(name string, f found) {
	id := f.member.ID
	known, any := in.newest[id]
	switch {
	case any && bytes.Equal(known.member.Data, f.member.Data):
		in.report.Same = append(in.report.Same, name)
		return
	case any && f.compare(known) <= 0:
		in.report.Older = append(in.report.Older, name)
		return
	}
	if before, replaced := in.source[id]; replaced {
		in.report.Older = append(in.report.Older, before)
	} else {
		in.order = append(in.order, id)
	}
	in.newest[id], in.source[id] = f, name
}

// compare orders snapshots of one learner by age; the content decides last, so
// that the order of the files does not.
func (f found) compare(other found) int {
	return cmp.Or(strings.Compare(f.made, other.made), f.member.Written.Compare(other.member.Written),
		bytes.Compare(f.member.Data, other.member.Data))
}

// finish saves what is new, all at once.
func (in *importer) finish(s *store.Store) (Report, error) {
	if len(in.order) == 0 {
		return in.report, nil
	}
	members := make([]store.Member, len(in.order))
	for i, id := range in.order {
		members[i] = in.newest[id].member
		in.report.Taken = append(in.report.Taken, in.source[id])
	}
	if err := s.SaveMembers(members); err != nil {
		return Report{}, err
	}
	return in.report, nil
}
