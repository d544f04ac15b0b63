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
	data, err := io.ReadAll(io.LimitReader(f, MaxImport+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", short(path), err)
	}
	return readable(data)
}
