package team

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"waymark/store"
	"waymark/store/snapshot"
)

// Keep keeps a team as store.KeepTeam does, with the full path of its folder: one that is
// relative would be another folder wherever Waymark is started next.
func Keep(s *store.Store, t store.Team) (store.Team, error) {
	if t.Folder != "" {
		full, err := filepath.Abs(snapshot.Expand(t.Folder))
		if err != nil {
			return t, fmt.Errorf("finding %s: %w", t.Folder, err)
		}
		t.Folder = full
	}
	return s.KeepTeam(t)
}

// Place is the full path of a folder with snapshots, or of a single one, as a lead wrote
// it. A path that does not exist is fs.ErrNotExist.
func Place(path string) (full string, isFolder bool, err error) {
	full, err = filepath.Abs(snapshot.Expand(path))
	if err != nil {
		return "", false, fmt.Errorf("finding %s: %w", path, err)
	}
	info, err := os.Stat(full)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, snapshot.MissingError{Message: "there is no folder or file " + full + "; check the spelling"}
	}
	if err != nil {
		return "", false, fmt.Errorf("finding %s: %w", full, err)
	}
	return full, info.IsDir(), nil
}

// Found is how many files at a place, a folder or a single file, may be snapshots.
func Found(place string) (int, error) {
	_, files, err := list(place)
	n := len(files)
	for _, file := range files {
		if file.name == FileName {
			n--
		}
	}
	return n, err
}
