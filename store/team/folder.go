package team

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/store/envelope"
	"waymark/store/plain"
)

// Why a file is not read. They are said of a file.
var (
	errTooLarge = errors.New("it is larger than 1 MB")
	errChanged  = errors.New("it changed while it was read; it is read again the next time")
)

// mayBeSnapshot reports that a file of a folder is looked at.
func mayBeSnapshot(name string) bool {
	return !strings.HasPrefix(name, ".") && strings.EqualFold(filepath.Ext(name), ".json")
}

// An entry is a name in a folder.
type entry struct {
	name  string
	inode uint64 // of the file, which is another one once it was replaced; 0 where that is not known
}

// list returns the folder and what in it may be snapshots, by name; of a path to a file its
// folder and its name.
func list(path string) (dir string, files []entry, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, err
	}
	if !info.IsDir() {
		return filepath.Dir(path), []entry{{name: filepath.Base(path)}}, nil
	}
	files, err = listing(path)
	slices.SortFunc(files, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return path, files, err
}

// readPlain reads a file that was seen as info says. What is no plain file of its own, or
// too large, is not opened; what took its place meanwhile is noticed after opening, which
// never waits, as it would for a pipe. It uses the memory of room where that is enough.
func readPlain(root *os.Root, name string, info fs.FileInfo, room []byte) ([]byte, error) {
	if err := checkPlain(info); err != nil {
		return nil, err
	}
	f, opened, err := plain.Open(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := checkPlain(opened); err != nil {
		return nil, err
	}
	size := int(opened.Size()) + 1 // one more, to see the end
	data := slices.Grow(room[:0], size)[:size]
	n, err := io.ReadFull(f, data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	after, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if int64(n) != opened.Size() || !sameLook(info, opened) || !sameLook(opened, after) {
		return nil, errChanged
	}
	return data[:n], nil
}

func checkPlain(info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return plain.ErrNoFile
	case info.Size() > envelope.MaxSize:
		return errTooLarge
	}
	return nil
}

// sameLook reports that one file is as it was.
func sameLook(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
