// Package team is what a lead sees: the snapshots of people, taken in from a folder, and
// the answers to a lead's questions. It compares nobody: there is no rank, no score and
// no time.
package team

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// An Outcome says what became of each file of an import, by its name.
type Outcome struct {
	Taken   []string // newer than what was known of the person
	Same    []string // known already, to the letter
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
	Name    string
	Key     string // the new one
}

// Import takes in the snapshots of a folder, or a single one, for a team. In a folder it
// reads the files that end in .json and are no links; files that did not change since it
// looked last are not read again. Of each learner the newest snapshot is kept, by its day
// and its number; doing it again changes nothing. The key of a learner is pinned with
// their first snapshot: what another key signed is an alarm, and not taken in. A file that
// cannot be taken in is in the outcome, not an error. A path that does not exist is
// fs.ErrNotExist.
//
// Of whoever withdrew what they had sent, all is forgotten but the key and the day. Signed
// files of other kinds, such as entries that are shared in full, are checked and nothing of
// them is kept.
//
// A snapshot that is dated after tomorrow, as seen at the time now, is refused: no later
// one could ever take its place.
func Import(s *store.Store, team, path string, now time.Time) (Outcome, error) {
	path = snapshot.Expand(path)
	dir, names, err := list(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Outcome{}, snapshot.MissingError{Message: "there is no folder or file " + path + "; check the spelling"}
	}
	if err != nil {
		return Outcome{}, fmt.Errorf("importing snapshots from %s: %w", path, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Outcome{}, fmt.Errorf("importing snapshots from %s: %w", path, err)
	}
	defer root.Close()
	in, err := newImporter(s, team, dir, now)
	if err != nil {
		return Outcome{}, err
	}
	for _, name := range names {
		in.look(root, name)
	}
	if path == dir {
		in.forget(names)
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

// An importer keeps the newest snapshot of each learner.
type importer struct {
	team    string
	folder  string
	now     time.Time
	known   map[string]store.Member
	erased  map[string]bool
	seen    map[string]store.SeenFile
	source  map[string]string // learner to the file that the newest came from
	intake  store.Intake
	outcome Outcome
}

func newImporter(s *store.Store, team, folder string, now time.Time) (*importer, error) {
	in := &importer{
		team: team, folder: folder, now: now, known: map[string]store.Member{}, erased: map[string]bool{},
		seen: map[string]store.SeenFile{}, source: map[string]string{}, intake: store.Intake{Originals: map[string]store.Original{}, Taught: map[string]string{}},
	}
	members, err := s.Members()
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		in.known[m.ID] = m
	}
	erased, err := s.ErasedMembers()
	if err != nil {
		return nil, err
	}
	for _, e := range erased {
		in.erased[e.Learner] = true
	}
	files, err := s.SeenFiles(folder)
	for _, f := range files {
		in.seen[f.Name] = f
	}
	return in, err
}

// look takes in one file, unless it is as it was.
func (in *importer) look(root *os.Root, name string) {
	info, err := root.Lstat(name)
	if err != nil {
		in.refuse(store.SeenFile{}, name, err)
		return
	}
	file := store.SeenFile{Folder: in.folder, Name: name, Size: info.Size(), Modified: info.ModTime().UTC()}
	if before, seen := in.seen[name]; seen && before.Size == file.Size && before.Modified.Equal(file.Modified) {
		in.again(before)
		return
	}
	told, signed, err := read(root, name, info)
	if errors.Is(err, errOther) {
		in.other(file)
		return
	}
	if err != nil {
		in.refuse(file, name, err)
		return
	}
	if err := in.mayTake(told); err != nil {
		in.refuse(store.SeenFile{}, name, err) // it may be right tomorrow: not remembered
		return
	}
	file.Learner = told.Learner.ID
	in.offer(file, told, signed)
}

// again reports a file that is as it was.
func (in *importer) again(file store.SeenFile) {
	switch {
	case file.Reason != "":
		in.outcome.Refused = append(in.outcome.Refused, Refusal{file.Name, file.Reason})
	case file.Other:
		in.outcome.Others = append(in.outcome.Others, file.Name)
	default:
		in.outcome.Same = append(in.outcome.Same, file.Name)
	}
}

// other notes a signed file that is there and sound, and nothing of what it says.
func (in *importer) other(file store.SeenFile) {
	file.Other = true
	in.intake.Seen = append(in.intake.Seen, file)
	in.outcome.Others = append(in.outcome.Others, file.Name)
}

// errOther is a signed file of Waymark that is no snapshot.
var errOther = errors.New("it is no snapshot")

// read reads a snapshot, if the name is that of a plain file.
func read(root *os.Root, name string, info fs.FileInfo) (snapshot.Snapshot, envelope.Statement, error) {
	none := func(err error) (snapshot.Snapshot, envelope.Statement, error) {
		return snapshot.Snapshot{}, envelope.Statement{}, err
	}
	switch {
	case !info.Mode().IsRegular():
		return none(errors.New("it is a link, a folder or a device, not a file"))
	case info.Size() > envelope.MaxSize:
		return none(errors.New("it is larger than 1 MB"))
	}
	f, err := root.Open(name)
	if err != nil {
		return none(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, envelope.MaxSize+1))
	if err != nil {
		return none(err)
	}
	signed, err := envelope.Open(data, snapshot.Kind, snapshot.EntryKind, FileKind)
	if err != nil {
		return none(err)
	}
	switch signed.Kind {
	case snapshot.EntryKind:
		if _, err := snapshot.EntryOf(signed); err != nil {
			return none(err)
		}
		return none(errOther)
	case FileKind:
		if _, err := fileOf(signed); err != nil {
			return none(err)
		}
		return none(errOther)
	}
	told, err := snapshot.Of(signed)
	return told, signed, err
}

// mayTake refuses what no snapshot of a person of the team can be.
func (in *importer) mayTake(told snapshot.Snapshot) error {
	if told.Made > in.now.AddDate(0, 0, 1).Format(time.DateOnly) {
		return fmt.Errorf("it is dated %s, in the future; look at the clock of that computer", told.Made)
	}
	if in.erased[told.Learner.ID] {
		return errors.New("the data of this person were erased here")
	}
	return nil
}

func (in *importer) refuse(file store.SeenFile, name string, err error) {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		err = broken.Err
	} else if file.Name != "" {
		file.Reason = err.Error()
		in.intake.Seen = append(in.intake.Seen, file)
	}
	in.outcome.Refused = append(in.outcome.Refused, Refusal{name, err.Error()})
}

// offer compares a snapshot with the newest of its learner so far.
func (in *importer) offer(file store.SeenFile, told snapshot.Snapshot, signed envelope.Statement) {
	m := store.Member{ID: told.Learner.ID, Key: signed.Signer, Team: in.team, Made: told.Made, Number: told.Number, Hash: envelope.Hash(signed.Payload), First: in.now, Imported: in.now}
	known, any := in.known[m.ID]
	if any && known.Key != m.Key {
		in.alarm(file, known, told)
		return
	}
	in.intake.Seen = append(in.intake.Seen, file)
	switch {
	case any && m.Hash == known.Hash:
		in.outcome.Same = append(in.outcome.Same, file.Name)
		return
	case any && compare(m, known) <= 0:
		in.outcome.Older = append(in.outcome.Older, file.Name)
		return
	}
	if before, replaced := in.source[m.ID]; replaced {
		in.outcome.Older = append(in.outcome.Older, before)
	}
	if any {
		m.First, m.Team = known.First, cmp.Or(in.team, known.Team)
	}
	if m.Withdrawn = told.Withdrawn; m.Withdrawn {
		delete(in.intake.Originals, m.ID)
	} else {
		m.Head, _ = json.Marshal(told.Head()) // a type that always can be
		in.intake.Taught[m.ID] = taughtOf(told.Lessons)
		in.intake.Originals[m.ID] = store.Original{Payload: signed.Payload, Signature: signed.Signature}
	}
	in.known[m.ID], in.source[m.ID] = m, file.Name
}

// alarm notes that another key signed in a person's name. The file is looked at again
// each time, until the lead has decided.
func (in *importer) alarm(file store.SeenFile, known store.Member, told snapshot.Snapshot) {
	in.outcome.Alarms = append(in.outcome.Alarms, Alarm{file.Name, known.ID, told.Learner.Name, told.Learner.Key})
	if known.Change == nil || known.Change.Key != told.Learner.Key {
		known.Change = &store.KeyChange{Key: told.Learner.Key, File: filepath.Join(in.folder, file.Name), At: in.now}
		in.known[known.ID] = known
		if _, there := in.source[known.ID]; !there {
			in.source[known.ID] = ""
		}
	}
}

// compare orders snapshots of one learner by age; the content decides last, so that the
// order of the files does not.
func compare(a, b store.Member) int {
	return cmp.Or(compareText(a.Made, b.Made), cmp.Compare(a.Number, b.Number), compareText(a.Hash, b.Hash))
}

func compareText(a, b string) int { return strings.Compare(a, b) }

// forget notes which files are not there any more.
func (in *importer) forget(names []string) {
	for name, f := range in.seen {
		if _, there := slices.BinarySearch(names, name); !there {
			in.intake.Gone = append(in.intake.Gone, f)
		}
	}
}

// finish saves what is new, all at once.
func (in *importer) finish(s *store.Store) (Outcome, error) {
	for id, name := range in.source {
		in.intake.Members = append(in.intake.Members, in.known[id])
		if name != "" {
			in.outcome.Taken = append(in.outcome.Taken, name)
		}
	}
	slices.Sort(in.outcome.Taken)
	slices.SortFunc(in.intake.Members, func(a, b store.Member) int { return compareText(a.ID, b.ID) })
	if len(in.intake.Members)+len(in.intake.Seen)+len(in.intake.Gone) == 0 {
		return in.outcome, nil
	}
	return in.outcome, s.SaveIntake(in.intake)
}
