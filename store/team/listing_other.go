//go:build !linux

package team

import "os"

// listing reads the names in a folder, in no order. What this system tells with them says
// nothing of whether a file was replaced.
func listing(folder string) ([]entry, error) {
	files, err := os.ReadDir(folder)
	var all []entry
	for _, f := range files {
		if mayBeSnapshot(f.Name()) {
			all = append(all, entry{name: f.Name()})
		}
	}
	return all, err
}
