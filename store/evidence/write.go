package evidence

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"waymark/store"
	"waymark/store/portfolio"
	"waymark/store/snapshot"
)

// FolderName is how a pack of a day is called where nobody says otherwise.
func (p Pack) FolderName() string { return "waymark-evidence-" + p.Made }

// Write puts a pack into a new folder, whole or not at all, signed with the key of the
// store, and returns the folder's full path. A folder, file or link that is there is
// portfolio.ErrExists; where the folder around it is missing it is fs.ErrNotExist.
// Nobody else on the machine may read it.
func Write(s *store.Store, p Pack, folder string) (path string, err error) {
	if path, err = filepath.Abs(snapshot.Expand(folder)); err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%w: %s; a pack is not written over, choose another name", portfolio.ErrExists, path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("writing %s: %w", path, err)
	}
	around := filepath.Dir(path)
	if info, err := os.Stat(around); err != nil || !info.IsDir() {
		return "", snapshot.MissingError{Message: "there is no folder " + around + "; make it first"}
	}
	key, err := s.SigningKey()
	if err != nil {
		return "", err
	}
	files, err := p.files()
	if err != nil {
		return "", err
	}
	sealed, err := p.seal(files, key)
	if err != nil {
		return "", err
	}
	if err := writeFolder(path, append(files, entry{ManifestFile, sealed})); err != nil {
		return "", fmt.Errorf("writing %s: %w", path, err)
	}
	return path, nil
}

// writeFolder writes files beside the folder's place, and moves them there once they are
// all on the disk.
func writeFolder(path string, files []entry) error {
	draft, err := os.MkdirTemp(filepath.Dir(path), ".waymark-evidence-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(draft) // of which nothing is left once it was moved
	if err := os.Mkdir(filepath.Join(draft, lessonsDir), 0o700); err != nil {
		return err
	}
	for _, f := range files {
		if err := writeFile(filepath.Join(draft, filepath.FromSlash(f.name)), f.content); err != nil {
			return err
		}
	}
	return os.Rename(draft, path)
}

func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}
