package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxEdit is the size in bytes of an edited file that is still read.
const maxEdit = 32 << 20

// editPath is where the file of an entry lies while it is edited with another program.
func (s *Store) editPath(id string) (string, error) {
	if !draftNames().MatchString(id) {
		return "", invalid("the id %q of an entry", id)
	}
	return filepath.Join(s.dir, "edits", id+".md"), nil
}

// BeginEdit writes the text of an entry to a file of its own, for the learner alone,
// to be edited with another program, in place of what is there. It returns the file's
// path.
func (s *Store) BeginEdit(id string, text []byte) (string, error) {
	path, err := s.editPath(id)
	if err != nil {
		return "", err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return "", s.explain(err)
	}
	return path, s.explain(s.writeFile(path, text))
}

// Edited returns the file of an entry as it now is; nil if there is none.
func (s *Store) Edited(id string) (path string, text []byte, err error) {
	if path, err = s.editPath(id); err != nil {
		return "", nil, err
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil, nil
	}
	if err != nil {
		return path, nil, s.explain(err)
	}
	defer f.Close()
	if text, err = io.ReadAll(io.LimitReader(f, maxEdit+1)); err != nil {
		return path, nil, s.explain(err)
	}
	if len(text) > maxEdit {
		return path, nil, invalid("%s is larger than %d MB: shorten it", path, maxEdit>>20)
	}
	return path, text, nil
}

// EndEdit removes the file of an entry: what was in it is saved.
func (s *Store) EndEdit(id string) error {
	path, err := s.editPath(id)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.explain(err)
	}
	return nil
}
