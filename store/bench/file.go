package bench

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"waymark/store"
)

// ReadFile reads a file that a person named: at most MaxImport bytes of a regular
// file. Errors say what is wrong with the path.
func ReadFile(path string) ([]byte, error) {
	data, err := ReadUpTo(path, MaxImport+1)
	if err != nil {
		return nil, err
	}
	return readable(data)
}

// ReadUpTo reads a regular file that a person named, and no more of it than the most
// bytes.
func ReadUpTo(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: there is no file %s; check the spelling", store.ErrNotFound, short(path))
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", short(path), err)
	case !info.Mode().IsRegular():
		return nil, invalid("%s is a folder or a device, not a file; name the file in it", short(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", short(path), err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", short(path), err)
	}
	return data, nil
}
