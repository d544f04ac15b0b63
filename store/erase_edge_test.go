package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What was kept aside is the learner's as well; what is not Waymark's stays.
func TestErasingKnowsWhatIsTheLearners(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	for _, name := range []string{
		"waymark-damaged-20261124.db", "waymark-newer-20261124.db", "crash-20261124.txt", draftPrefix + "1", "key.pem.unreadable",
		"crash-notes.md", "notes.txt", "waymark-damaged-notes.txt", "my-waymark-newer-1.db",
	} {
		check(t, os.WriteFile(filepath.Join(s.Dir(), name), []byte("x"), 0o600))
	}
	equal(t, "left", must(s.Erase())(t), []string{"crash-notes.md", "my-waymark-newer-1.db", "notes.txt", "waymark-damaged-notes.txt"})
}
