package team

import (
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

// A Watcher takes in what changes in the folder of a team, for as long as somebody looks
// at the team. It is safe for concurrent use.
//
// The time of a folder changes when a file comes, goes or is replaced, as Waymark does it:
// the folder is then listed, and each file looked at that was not there, or is another one
// under the same name. What changes within a file that stays, or that was removed and made
// anew between two looks, is seen by looking at some of the files in turn; teams of up to a thousand people are looked at as a whole.
type Watcher struct {
	store  *store.Store
	team   string
	folder string

	mu      sync.Mutex
	stamp   string            // of the store, after the last look
	changed time.Time         // of the folder, when it was listed last
	since   time.Time         // when the folder was first seen with that time
	listed  time.Time         // when it was listed last
	files   []entry           // by name, when the folder was listed last
	marks   map[string]mark   // what each file looked like; without those that could not be read
	next    int               // where the next look at some of the files begins
	told    map[string]string // what was said of each file, but for those that were taken in
}

const (
	watchSome  = 1000             // files looked at in one look, where the folder did not change
	watchSure  = 3 * time.Second  // for so long a change may leave the time of a folder as it was
	watchAtAll = 10 * time.Second // after so long the folder is listed whatever its time
)

// NewWatcher returns a watcher of a folder, whose snapshots are taken in for the team with
// the given id. It touches nothing before its first Look.
func NewWatcher(s *store.Store, team, folder string) *Watcher {
	return &Watcher{store: s, team: team, folder: folder, told: map[string]string{}}
}

// Look takes in what changed in the folder since the last look; the first one takes in all
// of it, as Import does. It may be called every second: where nothing changed it reads no
// file and saves nothing, and 10,000 files take some milliseconds. Changed says that the
// lead's store did change, or that there is something new to tell. Errors are those of
// Import.
func (w *Watcher) Look(now time.Time) (o Outcome, changed bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	in := importer{store: w.store, team: w.team, now: now, told: untold}
	stamp, err := w.store.Stamp()
	if err != nil {
		return o, false, err
	}
	if stamp != w.stamp || w.marks == nil { // a key may be trusted now, or somebody erased
		w.files, w.marks, w.changed = nil, map[string]mark{}, time.Time{}
	}
	root, names, err := w.differing(&in, time.Now())
	if err != nil {
		w.marks = nil
		return o, false, err
	}
	defer root.Close()
	if len(names)+len(in.gone) > 0 {
		seen, err := w.seen(&in, names)
		if err != nil {
			return o, false, err
		}
		if o, err = in.run(names, seen); err != nil {
			w.marks = nil
			return o, false, err
		}
	}
	changed = w.news(&o, in.problems)
	if w.stamp, err = w.store.Stamp(); err != nil {
		return o, changed, err
	}
	return o, changed, nil
}

// seen is what the store knows of the files that are to be read: of all, or of one after
// the other where they are few.
func (w *Watcher) seen(in *importer, names []string) ([]store.SeenFile, error) {
	if len(names) > batch {
		return w.store.SeenFiles(in.folder)
	}
	return w.store.SeenFilesNamed(in.folder, names)
}

// differing lists the folder where it may have changed, and returns the names of files
// that look different than before. It notes how they look now.
func (w *Watcher) differing(in *importer, now time.Time) (root *os.Root, names []string, err error) {
	path, err := filepath.Abs(snapshot.Expand(w.folder))
	if err != nil {
		return nil, nil, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, snapshot.MissingError{Message: "there is no folder " + path + "; check the spelling"}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("looking into %s: %w", path, err)
	}
	if !info.ModTime().Equal(w.changed) {
		w.changed, w.since, w.listed = info.ModTime(), now, time.Time{}
	}
	in.folder = path
	fresh := now.Sub(w.since) < watchSure || now.Sub(w.listed) > watchAtAll
	if fresh {
		if _, w.files, err = in.list(path); err != nil {
			return nil, nil, err
		}
		w.listed = now
	}
	some := w.worthALook(in, fresh)
	if root, err = os.OpenRoot(path); err != nil {
		return nil, nil, fmt.Errorf("looking into %s: %w", path, err)
	}
	marks := make([]mark, len(some))
	_ = parallel.For(len(some), func(i int) error { marks[i] = markOf(path, some[i]); return nil })
	for i, file := range some {
		before, known := w.marks[file.name]
		if !known || !marks[i].looksLike(before) {
			names = append(names, file.name)
		}
		w.marks[file.name] = marks[i]
	}
	return root, names, nil
}

// worthALook are the files that are not known as they were listed, and those whose turn it
// is. Where inodes are not known, a fresh list says nothing of which were replaced.
func (w *Watcher) worthALook(in *importer, fresh bool) (some []entry) {
	if w.next >= len(w.files) {
		w.next = 0
	}
	from, known := w.next, 0
	w.next = min(from+watchSome, len(w.files))
	for i, file := range w.files {
		before, is := w.marks[file.name]
		if is {
			known++
		}
		if !is || before.inode != file.inode || file.inode == 0 && fresh || from <= i && i < w.next {
			some = append(some, file)
		}
	}
	if known < len(w.marks) {
		w.forget(in)
	}
	return some
}

// forget notes which files are not there any more.
func (w *Watcher) forget(in *importer) {
	for name := range w.marks {
		_, there := slices.BinarySearchFunc(w.files, name, func(f entry, name string) int { return strings.Compare(f.name, name) })
		if !there {
			in.gone = append(in.gone, store.SeenFile{Folder: in.folder, Name: name})
			delete(w.marks, name)
			delete(w.told, name)
		}
	}
}

// A mark is what a file looked like from outside.
type mark struct {
	size, modified int64
	mode           fs.FileMode
	inode          uint64 // as it was listed
}

func markOf(folder string, file entry) mark {
	info, err := os.Lstat(folder + string(os.PathSeparator) + file.name)
	if err != nil {
		return mark{inode: file.inode}
	}
	return mark{info.Size(), info.ModTime().UnixNano(), info.Mode(), file.inode}
}

// looksLike reports that a file looks as it did, be it the same or another one.
func (m mark) looksLike(before mark) bool {
	before.inode = m.inode
	return m == before
}

// news reports whether there is something that was not told before. Files that could not
// be read are tried again the next time.
func (w *Watcher) news(o *Outcome, problems []Refusal) bool {
	fresh := len(o.Taken) > 0
	tell := func(file, what string) {
		fresh = fresh || w.told[file] != what
		w.told[file] = what
	}
	for _, name := range o.Taken {
		delete(w.told, name)
	}
	for _, name := range o.Older {
		tell(name, "older")
	}
	for _, name := range o.Others {
		tell(name, "other")
	}
	for _, a := range o.Alarms {
		tell(a.File, a.Key)
	}
	for _, r := range o.Refused {
		tell(r.File, r.Reason)
	}
	for _, p := range problems {
		delete(w.marks, p.File)
	}
	return fresh
}
