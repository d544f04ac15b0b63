// Package plain opens files in folders that others filled. What else can stand there under
// the name of a file leads elsewhere, or keeps a program waiting for ever.
package plain

import (
	"io/fs"
	"os"
)

// Why a file is not opened. They are fs.ErrInvalid, and said of a file.
var (
	ErrNoFile = fault("it is a link, a folder or a device, not a file")
	ErrLinked = fault("it is also there under another name (a hard link); make a copy of it in its place")
)

// A fault is a file that is not read as it is.
type fault string

func (f fault) Error() string        { return string(f) }
func (f fault) Is(target error) bool { return target == fs.ErrInvalid }

// Open opens a file below root. A link out of root is the error of os.Root, a pipe or a
// device is ErrNoFile, and a file that has several names ErrLinked: one of them may be
// somebody's secret. It looks at what it opened, so that nothing can take the
// place of the file meanwhile, and never waits, as opening a pipe would.
func Open(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	return open(root, name, false)
}

// open opens a plain file, or a folder where that may be.
func open(root *os.Root, name string, folders bool) (*os.File, fs.FileInfo, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|dontWait, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && (!folders || !info.IsDir()) {
		err = check(f, info)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

func check(f *os.File, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return ErrNoFile
	}
	if names, known := countNames(f, info); known && names > 1 {
		return ErrLinked
	}
	return nil
}

// FS is what is below root, whose files are opened as Open does.
func FS(root *os.Root) fs.FS { return folder{root} }

type folder struct{ root *os.Root }

// Open opens a plain file, or a folder to list it.
func (d folder) Open(name string) (fs.File, error) {
	f, _, err := open(d.root, name, true)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// Stat describes a file; links inside of the folder are followed.
func (d folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(d.root.FS(), name) }

// Lstat describes a file, or a link as such.
func (d folder) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(d.root.FS(), name) }

// ReadLink says where a link leads.
func (d folder) ReadLink(name string) (string, error) { return fs.ReadLink(d.root.FS(), name) }
