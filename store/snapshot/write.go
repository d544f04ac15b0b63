package snapshot

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
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
// replaced as a whole. A link is never followed, and a file that is no snapshot of
// the same learner is left as it is: both are errors that say so.
func Write(path string, key ed25519.PrivateKey, s Snapshot) (file string, err error) {
	payload, err := s.Encode()
	if err != nil {
		return "", err
	}
	if file, err = s.target(path); err != nil {
		return "", err
	}
	return file, writeSigned(file, key, Kind, payload)
}

// target is the full path of the file that a snapshot for a path goes to.
func (s Snapshot) target(path string) (file string, err error) {
	path = Expand(path)
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		path = filepath.Join(path, s.fileName())
	case errors.Is(err, fs.ErrNotExist) && !strings.EqualFold(filepath.Ext(path), ".json"):
		return "", MissingError{"there is no folder " + path + "; make it, or name a file that ends in .json"}
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return "", MissingError{"there is no folder " + filepath.Dir(path) + "; make it first"}
	}
	if file, err = filepath.Abs(path); err != nil {
		return "", err
	}
	return file, mayReplace(file, func(data []byte) bool {
		old, _, err := Open(data)
		return err == nil && old.Learner.ID == s.Learner.ID
	})
}

func writeSigned(path string, key ed25519.PrivateKey, kind string, payload []byte) error {
	data, err := envelope.Seal(key, kind, payload)
	if err != nil {
		return err
	}
	if err := maybe.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("writing to %s: %w", path, err)
	}
	return nil
}

// mayReplace refuses to write over anything but an earlier file of the same learner.
func mayReplace(path string, isOwn func(data []byte) bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("writing the snapshot: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is a link or a device, not a file: choose another name", path)
	case info.Size() > envelope.MaxSize:
		return fmt.Errorf("%s exists and is nothing that you sent: choose another name", path)
	}
	old, err := readOld(path, info)
	if err != nil {
		return fmt.Errorf("writing the snapshot: %w", err)
	}
	if !isOwn(old) {
		return fmt.Errorf("%s exists and is nothing that you sent: choose another name", path)
	}
	return nil
}

// readOld reads a file that was seen as info says. What took its place meanwhile is noticed
// after opening, which follows no link and waits for nobody, as it would for a pipe.
func readOld(path string, info fs.FileInfo) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|asItIs, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	opened, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !opened.Mode().IsRegular() || !os.SameFile(info, opened) {
		return nil, fmt.Errorf("%s changed while it was looked at; try again", path)
	}
	return io.ReadAll(io.LimitReader(f, envelope.MaxSize+1))
}

// fileName is "waymark-NAME-ID.json". The end of the id, which is random, keeps
// people of one name apart.
func (s Snapshot) fileName() string {
	return "waymark-" + slug(s.Learner.Name) + "-" + s.Learner.mark() + ".json"
}

// entryName is the name of the file of an entry that is shared in full.
func (s Snapshot) entryName(id string) string {
	return "waymark-" + slug(s.Learner.Name) + "-" + s.Learner.mark() + entryInfix + strings.ToLower(id) + ".json"
}

const entryInfix = "-entry-"

// mark is the end of the learner's id, for the names of files.
func (l Learner) mark() string {
	id := strings.ToLower(l.ID)
	return id[len(id)-6:]
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
