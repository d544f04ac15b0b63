package store

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// A Repair says what became of the learner's file.
type Repair struct {
	Kept       string   // where the file is as it was before
	Events     int      // that are in the new file: everything that was ever done, and undone
	FromBackup int      // of them, those that only the backup had
	Backup     string   // the backup that was read as well; empty for none
	Lost       int      // events that are known to have been there
	Complete   bool     // all that the last save had is there: it adds up
	Dropped    []string // what could not be brought in, a sentence each
	Unshared   int      // entries that are private now, since a change of who sees them may be lost
	LeadWhole  bool     // all that a lead keeps of others is there: it adds up
	NewLearner bool     // who the learner is could not be read: to others, they are somebody new
}

// Words say what is in the new file, and what is not, a sentence each.
func (r Repair) Words() []string {
	said := []string{fmt.Sprintf("%d things that you did are in it: all of them.", r.Events)}
	if !r.Complete {
		said[0] = fmt.Sprintf("%d things that you did are in it.", r.Events)
		if r.FromBackup > 0 {
			said[0] = fmt.Sprintf("%d things that you did are in it; %d of them only the newest backup had.", r.Events, r.FromBackup)
		}
		said = append(said, missing(r.Lost))
	}
	for _, what := range r.Dropped {
		said = append(said, "Left out: "+what)
	}
	if r.Unshared > 0 {
		said = append(said, fmt.Sprintf("%s private now, since it may be lost that you took that back. Share again what you want to.", numbered(r.Unshared, "shared entry is", "shared entries are")))
	}
	if !r.LeadWhole {
		said = append(said, "If you lead a team: not all that was kept of others could be read. Take in the folder of your team again.")
	}
	if r.NewLearner {
		said = append(said, "Who you are could not be read: to those who collect your snapshots, you are somebody new.")
	}
	return said
}

// Repair makes the learner's file anew from the events that can be read in it, and, where
// some are missing, from those in the newest sound backup. The records are made from the
// events. The file as it was stays, under a name that says when that was, and nothing is
// written over. The new file takes its place in one step: whenever the program is killed,
// one of the two is there. Entries that wait beside the file stay there, and come into the
// new one.
func (s *Store) Repair() (Repair, error) {
	r, err := s.repair()
	s.inspected.Store(false)
	s.usable.Store(false)
	return r, s.explain(err)
}

func (s *Store) repair() (r Repair, err error) {
	if _, err := statFile(s.File()); err != nil {
		return r, err
	}
	defer s.writing()()
	unlock, err := s.lockFile()
	if err != nil {
		return r, err
	}
	defer unlock()
	draft, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(draft)
	made := filepath.Join(draft, "waymark.db")
	if r, err = s.compose(made); err != nil {
		return r, err
	}
	if _, err := verifyFile(made); err != nil {
		return r, fmt.Errorf("the new file is not sound, so yours was left as it is: %w", err)
	}
	_, damage := inspectFile(s.File())
	if r.Kept, err = s.keepAside(damage); err != nil {
		return r, err
	}
	if runtime.GOOS == "windows" {
		unlock() // it replaces no file that is open
	}
	if err := os.Rename(made, s.File()); err != nil {
		return r, err
	}
	if err := syncDir(s.dir); err != nil {
		return r, fmt.Errorf("the new file is in its place, but %w", err)
	}
	return r, nil
}

// lastBackup opens the newest backup that is sound and of the same learner; nil if there
// is none.
func (s *Store) lastBackup(learner string) *os.File {
	all, err := s.Backups()
	if err != nil {
		return nil
	}
	for _, b := range all {
		held, err := verifyFile(b.Path)
		if err != nil || learner != "" && held.learner != learner {
			continue
		}
		if f, err := os.Open(b.Path); err == nil {
			return f
		}
	}
	return nil
}

// leadParts are what a lead keeps of others. None of it is in the log.
var leadParts = []string{
	teamBucket, memberBucket, headBucket, pinnedBucket, snapshotBucket, taughtBucket, assignmentBucket, talkBucket, erasedBucket,
}

// A salvage is what can be read of a learner's work, from the file itself and, where that
// does not add up, from a backup.
type salvage struct {
	hauls    []*haul // the file's, then the backup's
	indexed  map[string]bool
	device   string
	own      map[string]bool // machines
	complete bool            // the events of the file add up, so that no backup was read
	backup   string          // its path
}

// salvage reads what can be read in a file, and in a backup where that is not all. The caller
// closes what was opened.
func (s *Store) salvage(f *os.File) (v *salvage, close func(), err error) {
	close = func() {}
	h, err := gather(f)
	if err != nil {
		return nil, close, err
	}
	if format := h.format(); format > len(formats) {
		return nil, close, fmt.Errorf("%w: it has format %d, and this version reads up to %d", ErrNewer, format, len(formats))
	}
	v = &salvage{hauls: []*haul{h}, indexed: h.indexed()}
	if v.complete = h.pages.metas == 2 && h.holdsAll(logBucket) && v.textsWhole(h); !v.complete {
		if backup := s.lastBackup(h.text("learner")); backup != nil {
			close = func() { _ = backup.Close() }
			if other, err := gather(backup); err == nil {
				v.hauls, v.backup = append(v.hauls, other), backup.Name()
			}
		}
	}
	v.device = v.ownDevices()
	return v, close, nil
}

// ids are those of all events that were found and are the learner's, in order. A disk can
// put a page of somebody else's file into this one: an event of another machine counts
// where the index knows it, or a backup.
func (v *salvage) ids() []string {
	var ids []string
	for at, h := range v.hauls {
		for id := range h.values[logBucket] {
			if e, ok := h.event(id); ok && (at > 0 || v.indexed[id] || v.own[e.Device]) {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// lost is how many events are known to have been there, and were not found.
func (v *salvage) lost(found []string) (lost int) {
	for id := range v.indexed {
		if _, there := slices.BinarySearch(found, id); !there {
			lost++
		}
	}
	return lost
}

// ownDevices are the machine of the file and that of most events, which is another one
// after a backup was restored. The first is the one that events are added as.
func (v *salvage) ownDevices() (device string) {
	for _, h := range v.hauls {
		device = cmp.Or(device, h.text("device"))
	}
	events, most := map[string]int{}, ""
	for id := range v.hauls[0].values[logBucket] {
		if e, ok := v.hauls[0].event(id); ok {
			events[e.Device]++
		}
	}
	for _, other := range slices.Sorted(maps.Keys(events)) {
		if events[other] > events[most] {
			most = other
		}
	}
	v.own = map[string]bool{device: true, most: true}
	return cmp.Or(device, most)
}

// content is a value from the first source that has it, and that source.
func (v *salvage) content(bucket, key string) (content []byte, from int) {
	for at, h := range v.hauls {
		if content := h.content(bucket, key); content != nil {
			return content, at
		}
	}
	return nil, -1
}
