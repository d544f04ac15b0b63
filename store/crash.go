package store

import (
	"fmt"
	"path/filepath"
	"runtime"
)

// ReportCrash writes down a fault of the program itself, beside the learner's file, and
// returns the path: which version it was, what was wrong and where in the code. Nothing of
// what a person typed is in it.
func (s *Store) ReportCrash(version, what string, stack []byte) (string, error) {
	now := s.time()
	report := fmt.Appendf(nil, "Waymark %s, %s, %s on %s\n%s\n\n%s", version, runtime.Version(), runtime.GOARCH, runtime.GOOS, what, stack)
	if err := makeFolder(s.dir); err != nil {
		return "", s.explain(err)
	}
	path := filepath.Join(s.dir, "crash-"+now.Format("20060102-150405")+".txt")
	return path, s.explain(s.writeFile(path, report))
}
