package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Erase removes what the learner's folder holds of the learner: the file, its backups and
// what was kept aside, what waits and what was being typed, and the key. Packs that were
// installed and files that are not Waymark's stay, and the folder with them; it goes where
// nothing is left in it. It waits for a save that is under way. It returns the names of what
// is left.
func (s *Store) Erase() (left []string, err error) {
	unlock, err := s.lockFile()
	if err != nil {
		return nil, s.explain(err)
	}
	defer unlock()
	names, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, s.explain(err)
	}
	var faults error
	for _, f := range names {
		if isLearners(f.Name()) {
			faults = errors.Join(faults, os.RemoveAll(filepath.Join(s.dir, f.Name())))
		} else {
			left = append(left, f.Name())
		}
	}
	if faults != nil {
		return left, s.explain(faults)
	}
	if err := syncDir(s.dir); err != nil {
		return left, s.explain(err)
	}
	if len(left) == 0 {
		return nil, s.explain(os.Remove(s.dir))
	}
	return left, nil
}

// isLearners reports that a name in the learner's folder is one that the store gives.
func isLearners(name string) bool {
	switch name {
	case "waymark.db", "waymark.db.checked", "key.pem", "key.pem.unreadable", "sending.lock", "writing.lock", "spool", "drafts", "edits", "backups":
		return true
	}
	aside := slices.ContainsFunc(asides, func(what string) bool { return strings.HasPrefix(name, "waymark-"+what+"-") })
	crash := strings.HasPrefix(name, "crash-") && strings.HasSuffix(name, ".txt")
	return strings.HasPrefix(name, draftPrefix) || aside && strings.HasSuffix(name, ".db") || crash
}
