package curriculum

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A source reads the files of one pack. Whatever the pack holds, it opens only
// regular files, and not too many and none too large.
type source struct {
	fsys fs.FS

	mu     sync.Mutex
	listed map[string]bool // folders
	files  int             // entries of these folders
	bytes  int64           // of these files
}

// names lists the regular files of a folder that end in suffix, by name; for
// the suffix "/" its folders. Hidden ones are left out, and a folder that is
// missing has none.
func (s *source) names(dir, suffix string) ([]string, error) {
	info, err := fs.Stat(s.fsys, dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err == nil && !info.IsDir():
		return nil, &fault{file: dir, message: "this is not a folder", remedy: "make it one, or give it another name"}
	}
	entries, err := s.list(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() {
			name += "/"
		}
		switch {
		case strings.HasPrefix(name, "."), !strings.HasSuffix(name, suffix):
		case e.IsDir(), e.Type().IsRegular():
			names = append(names, strings.TrimSuffix(name, "/"))
		default:
			return nil, notAFile(path.Join(dir, name))
		}
	}
	return names, nil
}

func tooLarge(name string, size int64) error {
	return &fault{file: name, message: fmt.Sprintf("the file has %d KB", kilobytes(int(size))), remedy: fmt.Sprintf("split it; at most %d KB are read", maxFile>>10)}
}

func notAFile(name string) error {
	return &fault{file: name, message: "this is a link, a folder or a device, not a file", remedy: "put the file itself into the pack"}
}

// list reads a folder, by name, as far as the pack keeps to its limits.
func (s *source) list(dir string) ([]fs.DirEntry, error) {
	entries, err := readDir(s.fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("cannot read the folder %s: %w", dir, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listed[dir] {
		return entries, nil
	}
	if s.listed == nil {
		s.listed = map[string]bool{}
	}
	s.listed[dir] = true
	if s.files += len(entries); s.files > maxFiles {
		return nil, &fault{file: dir, message: fmt.Sprintf("with this folder the pack has more than %d files", maxFiles), remedy: "split the pack"}
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !isText(e.Name()) {
			continue
		}
		if info.Size() > maxFile {
			return nil, tooLarge(path.Join(dir, e.Name()), info.Size())
		}
		s.bytes += info.Size()
	}
	if s.bytes > maxPack {
		return nil, &fault{file: dir, message: fmt.Sprintf("with this folder the pack has more than %d MB of text", maxPack>>20), remedy: "split the pack"}
	}
	return entries, nil
}

// readDir reads a folder, by name, up to one entry more than a pack may have.
func readDir(fsys fs.FS, dir string) ([]fs.DirEntry, error) {
	f, err := fsys.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	folder, ok := f.(fs.ReadDirFile)
	if !ok {
		return fs.ReadDir(fsys, dir)
	}
	entries, err := folder.ReadDir(maxFiles + 1)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// isText reports that a file of that name belongs to a pack.
func isText(name string) bool { return path.Ext(name) == ".md" || path.Ext(name) == ".yaml" }

// has reports that there is a file or folder of that name.
func (s *source) has(name string) bool {
	_, err := fs.Stat(s.fsys, name)
	return err == nil
}

// text reads a whole file, clean.
func (s *source) text(name string) (string, error) {
	data, err := s.read(name, maxFile)
	if err != nil {
		return "", err
	}
	return toText(name, data)
}

// head reads a file to the end of its front matter, clean.
func (s *source) head(name string) (string, error) {
	data, err := s.read(name, maxYAML)
	if err != nil {
		return "", err
	}
	if end := bytes.Index(data, []byte("\n---")); end >= 0 {
		data = data[:min(end+len("\n---\r\n"), len(data))]
	}
	return toText(name, wholeRunes(data))
}

// read reads a file up to a size.
func (s *source) read(name string, most int64) ([]byte, error) {
	info, err := fs.Stat(s.fsys, name)
	if err != nil {
		if link, lost := fs.Lstat(s.fsys, name); lost == nil && link.Mode()&fs.ModeSymlink != 0 {
			return nil, &fault{file: name, message: "this is a link, not a file", remedy: "put the file itself into the pack"}
		}
		return nil, unreadable(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, &fault{file: name, message: "this is not a regular file", remedy: "put the file itself into the pack"}
	}
	if info.Size() > maxFile {
		return nil, tooLarge(name, info.Size())
	}
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close()
	data := make([]byte, min(info.Size(), most))
	n, err := io.ReadFull(f, data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, unreadable(name, err)
	}
	return data[:n], nil
}

// kilobytes rounds up.
func kilobytes(bytes int) int { return (bytes + 1023) >> 10 }

// toText returns data as clean text, or the line on which it is none.
func toText(name string, data []byte) (string, error) {
	if !utf8.Valid(data) {
		line := 1 + bytes.Count(data[:invalidAt(data)], []byte("\n"))
		return "", &fault{name, line, "this line is not UTF-8 text", "save the file as UTF-8"}
	}
	return clean(string(data)), nil
}

func unreadable(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &fault{file: name, message: "the file is missing", remedy: "add it, or take its name out of the list"}
	}
	if wrong, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, fs.ErrInvalid) {
		return &fault{file: name, message: wrong.Err.Error(), remedy: "put the file itself into the pack"}
	}
	return fmt.Errorf("cannot read %s: %w", name, err)
}

// invalidAt is the index of the first byte that is not UTF-8.
func invalidAt(data []byte) int {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// wholeRunes leaves out a character of which only the first bytes are there.
func wholeRunes(data []byte) []byte {
	for back := 1; back < utf8.UTFMax && back <= len(data); back++ {
		if start := len(data) - back; utf8.RuneStart(data[start]) && !utf8.FullRune(data[start:]) {
			return data[:start]
		}
	}
	return data
}
