package snapshot

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/google/renameio/v2/maybe"

	"waymark/store/envelope"
)

// A MissingError says that a path leads nowhere, and what to do. It is
// fs.ErrNotExist.
type MissingError struct{ Message string }

func (e MissingError) Error() string { return e.Message }

// Is reports that a missing path is fs.ErrNotExist.
func (e MissingError) Is(target error) bool { return target == fs.ErrNotExist }

// Expand puts the home folder in place of a leading "~", as a shell does.
func Expand(path string) string {
	rest, short := strings.CutPrefix(path, "~")
	home, err := os.UserHomeDir()
	if !short || err != nil || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path
	}
	return home + rest
}

// Write signs the snapshot, puts it into a file and returns the file's full path. If path
// is a folder, the file there is named after the learner; another name must end in
// .json, since a lead's import takes no others from a folder. The file is
// replaced as a whole. A link is never followed, and a file that is no snapshot
// is left as it is: both are errors that say so.
func Write(path string, key ed25519.PrivateKey, s Snapshot) (file string, err error) {
	path = Expand(path)
	payload, err := s.Encode()
	if err != nil {
		return "", err
	}
	data, err := envelope.Seal(key, Kind, payload)
	if err != nil {
		return "", err
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		path = filepath.Join(path, s.fileName())
	case errors.Is(err, fs.ErrNotExist) && !strings.EqualFold(filepath.Ext(path), ".json"):
		return "", MissingError{"there is no folder " + path + "; make it, or name a file that ends in .json"}
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return "", MissingError{"there is no folder " + filepath.Dir(path) + "; make it first"}
	}
	if err := checkTarget(path); err != nil {
		return "", err
	}
	if err := maybe.WriteFile(path, data, 0o644); err != nil {
		return "", fmt.Errorf("writing the snapshot to %s: %w", path, err)
	}
	return filepath.Abs(path)
}

// checkTarget refuses to write over anything but an earlier snapshot.
func checkTarget(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("writing the snapshot: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is a link or a device, not a file: choose another name", path)
	case info.Size() > envelope.MaxSize:
		return fmt.Errorf("%s exists and is not a snapshot: choose another name", path)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("writing the snapshot: %w", err)
	}
	if _, _, err := Open(old); err != nil {
		return fmt.Errorf("%s exists and is not a snapshot: choose another name", path)
	}
	return nil
}

// fileName is "waymark-NAME-ID.json". The end of the id, which is random, keeps
// people of one name apart.
func (s Snapshot) fileName() string {
	id := strings.ToLower(s.Learner.ID)
	return fmt.Sprintf("waymark-%s-%s.json", slug(s.Learner.Name), id[len(id)-6:])
}

// slug makes a name fit for a file: letters and digits, in lower case.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	slug := []rune(strings.Join(words, "-"))
	if len(slug) == 0 {
		return "learner"
	}
	return string(slug[:min(len(slug), 40)])
}
