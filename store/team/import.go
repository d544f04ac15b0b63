// Package team is what a lead sees: the snapshots of people, taken in from a folder, and
// the answers to a lead's questions. It compares nobody: there is no rank, no score and
// no time.
package team

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"waymark/store"
	"waymark/store/parallel"
	"waymark/store/snapshot"
)

// An Outcome says what became of each file of an import, by its name. Those that are what
// is known already, of which there may be thousands, are counted.
type Outcome struct {
	Taken   []string // newer than what was known of the person
	Same    int      // known already, to the letter
	Older   []string // older than what is known
	Alarms  []Alarm  // signed with another key than before: not taken in
	Refused []Refusal
	Others  []string // signed files of Waymark that are no snapshots
}

// A Refusal is a file that was not taken in, and why.
type Refusal struct {
	File   string
	Reason string
}

// An Alarm is a person in whose name somebody signed with another key.
type Alarm struct {
	File    string
	Learner string // id
	Name    string // of the person, as it was known before
	Key     string // the new one
}

// Import takes in the snapshots of a folder, or a single one, for a team. In a folder it
// reads the files that end in .json and are no links; files that did not change since it
// looked last are not read again, unless another version looked. Signed files of other
// kinds, such as entries that are shared in full, are checked and nothing of them is kept.
// Of each learner the newest snapshot is kept, by its day and its number; doing it again
// changes nothing. The key of a learner is pinned with
// their first snapshot: what another key signed is an alarm, and not taken in. A file that
// cannot be taken in is in the outcome, not an error. Of whoever withdrew what they had
// sent, all is forgotten but the key and the day. A path that does not exist is
// fs.ErrNotExist.
//
// A snapshot that is dated after tomorrow, as seen at the time now, is refused: no later
// one could ever take its place.
func Import(s *store.Store, team, path string, now time.Time) (Outcome, error) {
	return ImportTelling(s, team, path, now, untold)
}

// ImportTelling is Import of so many files that somebody wants to know how far it is: tell
// is called with the files that are done and all of them. Its error ends the import and is
// returned; what was taken in until then stays, and another call goes on with the rest.
func ImportTelling(s *store.Store, team, path string, now time.Time, tell func(done, of int) error) (Outcome, error) {
	in := importer{store: s, team: team, now: now, told: tell}
	dir, files, err := in.list(path)
	if err != nil {
		return Outcome{}, err
	}
	names := make([]string, len(files))
	for i := range files {
		names[i] = files[i].name
	}
	seen, err := s.SeenFiles(in.folder)
	if err != nil {
		return Outcome{}, err
	}
	if dir {
		in.gone = goneOf(seen, names)
	}
	return in.run(names, seen)
}

// untold is where nobody wants to know how far an import is.
func untold(int, int) error { return nil }

// list sets the folder and returns what is in it; dir reports that the path is a folder.
func (in *importer) list(path string) (dir bool, files []entry, err error) {
	if path, err = filepath.Abs(snapshot.Expand(path)); err != nil {
		return false, nil, err
	}
	in.folder, files, err = list(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil, snapshot.MissingError{Message: "there is no folder or file " + path + "; check the spelling"}
	}
	if err != nil {
		return false, nil, fmt.Errorf("importing snapshots from %s: %w", path, err)
	}
	return in.folder == path, files, nil
}

// goneOf are the files that were seen and are not there any more.
func goneOf(seen []store.SeenFile, names []string) []store.SeenFile {
	there := make(map[string]bool, len(names))
	for _, name := range names {
		there[name] = true
	}
	return slices.DeleteFunc(slices.Clone(seen), func(f store.SeenFile) bool { return there[f.Name] })
}

// Files are saved in batches: large ones, so that a few transactions do, and yet so small that
// they take little memory, whatever lies in the folder.
const (
	batch      = 256     // files of a batch
	batchBytes = 6 << 20 // bytes of snapshots after which a batch is full
	atOnce     = 64      // files that are read before their bytes are counted
)

// An importer takes in files of a folder.
type importer struct {
	store   *store.Store
	team    string
	folder  string
	now     time.Time
	gone    []store.SeenFile
	same    []*store.SeenFile // those that did not change
	source  map[string]string // learner to the file that the newest came from
	outcome Outcome
	told    func(done, of int) error

	rooms    sync.Pool // memory to read files into
	problems []Refusal // those of the refused that may be read another time
}

// run takes in the files of some names, except for those that did not change since they
// were seen. The next files are read while some are saved.
func (in *importer) run(names []string, seen []store.SeenFile) (Outcome, error) {
	root, err := os.OpenRoot(in.folder)
	if err != nil {
		return Outcome{}, fmt.Errorf("importing snapshots from %s: %w", in.folder, err)
	}
	defer root.Close()
	before := make(map[string]*store.SeenFile, len(seen))
	for i := range seen {
		before[seen[i].Name] = &seen[i]
	}
	in.source = map[string]string{}
	stop := make(chan struct{})
	defer close(stop)
	done := 0
	for found := range in.read(root, names, before, stop) {
		if err := in.take(found); err != nil {
			return in.outcome, err
		}
		done += len(found)
		if err := in.told(done, len(names)); err != nil {
			return in.stopped(err)
		}
	}
	if len(in.gone) > 0 {
		if _, _, err := in.store.TakeIn(nil, in.gone); err != nil {
			return in.outcome, err
		}
	}
	return in.outcome, in.finish()
}

// stopped is the outcome of an import that somebody stopped.
func (in *importer) stopped(why error) (Outcome, error) {
	err := in.finish()
	return in.outcome, cmp.Or(err, why)
}

// read looks at files and hands them over in batches, until stop is closed.
func (in *importer) read(root *os.Root, names []string, before map[string]*store.SeenFile, stop <-chan struct{}) <-chan []looked {
	looks := make(chan []looked, 1)
	hand := func(found []looked) bool {
		select {
		case looks <- found:
			return true
		case <-stop:
			return false
		}
	}
	go func() {
		defer close(looks)
		found, waiting := make([]looked, 0, min(batch, len(names))), 0 // bytes
		for some := range slices.Chunk(names, atOnce) {
			from := len(found)
			found = append(found, make([]looked, len(some))...)
			_ = parallel.For(len(some), func(i int) error { found[from+i] = in.look(root, some[i], before[some[i]]); return nil })
			for i := range found[from:] {
				waiting += len(found[from+i].arrival.Original.Payload)
			}
			if len(found) >= batch || waiting >= batchBytes {
				if !hand(found) {
					return
				}
				found, waiting = make([]looked, 0, batch), 0
			}
		}
		if len(found) > 0 {
			hand(found)
		}
	}()
	return looks
}

// plainly is an error without the path, which the outcome names.
func plainly(err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		return broken.Err
	}
	return err
}

// take saves what was read, all at once, and says what became of it.
func (in *importer) take(found []looked) error {
	var arrivals []store.Arrival
	for i := range found {
		l := &found[i]
		switch {
		case l.vanished: // as if it had never been there
		case l.problem != nil:
			in.problems = append(in.problems, Refusal{l.name, l.problem.Error()})
			in.outcome.Refused = append(in.outcome.Refused, in.problems[len(in.problems)-1])
		case l.same != nil:
			in.same = append(in.same, l.same)
		default:
			arrivals = append(arrivals, l.arrival)
		}
	}
	if len(arrivals) == 0 {
		return nil
	}
	files, fates, err := in.store.TakeIn(arrivals, nil)
	if err != nil {
		return err
	}
	for i, fate := range fates {
		in.tell(files[i], fate)
	}
	return nil
}

func (in *importer) tell(file store.SeenFile, fate store.Fate) {
	o := &in.outcome
	switch {
	case file.Other:
		o.Others = append(o.Others, file.Name)
	case file.Reason != "":
		o.Refused = append(o.Refused, Refusal{file.Name, file.Reason})
	case fate == store.KeyAlarm:
		o.Alarms = append(o.Alarms, Alarm{File: file.Name, Learner: file.Learner, Key: file.Key})
	case fate == store.Superseded:
		o.Older = append(o.Older, file.Name)
	case fate == store.Known:
		o.Same++
	default:
		if before, replaced := in.source[file.Learner]; replaced {
			o.Older = append(o.Older, before)
		}
		in.source[file.Learner] = file.Name
	}
}

// finish says what only the people as they are by now tell: of files that did not change
// what they are, and in whose name another key signed.
func (in *importer) finish() error {
	if len(in.same) > 0 {
		newest, err := in.store.NewestHashes()
		if err != nil {
			return err
		}
		for _, file := range in.same {
			in.tell(*file, fateOf(file, newest[file.Learner]))
		}
	}
	if len(in.outcome.Alarms) > 0 {
		if err := in.nameAlarms(); err != nil {
			return err
		}
	}
	for _, name := range in.source {
		in.outcome.Taken = append(in.outcome.Taken, name)
	}
	slices.Sort(in.outcome.Taken)
	slices.Sort(in.outcome.Older)
	return nil
}

// nameAlarms says in whose name another key signed.
func (in *importer) nameAlarms() error {
	members, err := in.store.Members()
	if err != nil {
		return err
	}
	for i := range in.outcome.Alarms {
		a := &in.outcome.Alarms[i]
		at, there := slices.BinarySearchFunc(members, a.Learner, func(m store.Member, id string) int { return strings.Compare(m.ID, id) })
		if !there || members[at].Withdrawn {
			continue
		}
		var p Person
		if err := p.read(&members[at]); err != nil {
			return err
		}
		a.Name = p.Name()
	}
	return nil
}

// fateOf says what a file is that did not change, beside the hash of the newest snapshot of
// its person.
func fateOf(file *store.SeenFile, newest string) store.Fate {
	switch {
	case file.Key != "":
		return store.KeyAlarm
	case newest != "" && newest == file.Hash:
		return store.Known
	}
	return store.Superseded
}
