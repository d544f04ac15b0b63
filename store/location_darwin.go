package store

import (
	"os"
	"path/filepath"
	"syscall"
)

// driveOf asks the nearest folder that is there for its drive.
func driveOf(path string) Location {
	for _, err := os.Lstat(path); err != nil && path != filepath.Dir(path); _, err = os.Lstat(path) {
		path = filepath.Dir(path)
	}
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return Location{}
	}
	return driveByKind(cString(stat.Fstypename[:]), cString(stat.Mntfromname[:]))
}

func cString(chars []int8) string {
	var text []byte
	for _, c := range chars {
		if c == 0 {
			break
		}
		text = append(text, byte(c))
	}
	return string(text)
}
