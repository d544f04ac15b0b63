package portfolio

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"waymark/store/snapshot"
)

// ErrExists says that a file is there already.
var ErrExists = errors.New("there is such a file already")

// Write puts a page, or another document for people, into a file, whole or not at all, and returns its full path. A
// file that is there is replaced only by force, and is ErrExists otherwise. A link is
// never followed.
func Write(path string, content []byte, force bool) (file string, err error) {
	if path, err = filepath.Abs(snapshot.Expand(path)); err != nil {
		return "", err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return "", fmt.Errorf("writing %s: %w", path, err)
	case info.IsDir():
		return "", fmt.Errorf("%s is a folder: name a file in it", path)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is a link or a device, not a file: choose another name", path)
	case !force:
		return "", fmt.Errorf("%w: %s", ErrExists, path)
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return "", snapshot.MissingError{Message: "there is no folder " + filepath.Dir(path) + "; make it first"}
	}
	if err := maybe.WriteFile(path, content, 0o644); err != nil {
		return "", fmt.Errorf("writing %s: %w", path, err)
	}
	return path, nil
}
