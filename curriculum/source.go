package curriculum

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// A source reads the files of one pack. Whatever the pack holds, it opens only
// regular files, and not too many and none too large.
type source struct {
	fsys fs.FS
	seen atomic.Int64 // entries of folders so far
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
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("cannot read the folder %s: %w", dir, err)
	}
	if s.seen.Add(int64(len(entries))) > maxFiles {
		return nil, &fault{file: dir, message: fmt.Sprintf("the pack has more than %d files", maxFiles), remedy: "split the pack"}
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
			return nil, &fault{file: path.Join(dir, name), message: "this is a link or a device, not a file", remedy: "put the file itself into the pack"}
		}
	}
	return names, nil
}

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
		return nil, &fault{file: name, message: fmt.Sprintf("the file has %d KB", kilobytes(int(info.Size()))), remedy: fmt.Sprintf("split it; at most %d KB are read", maxFile>>10)}
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
