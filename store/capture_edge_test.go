package store

import (
	"os"
	"path/filepath"
	"testing"
)

// Lines that could be read are gone once their entries are in the file; what could not be
// read is kept for a person to look at.
func TestWhatIsLeftOfLinesThatWaited(t *testing.T) {
	for bad, kept := range map[string]int{"": 0, "00000000 {}\n": 1} {
		s := begun(t)
		_ = addTitle(t, s, "Tone")
		f := must(os.OpenFile(s.captureFile(), os.O_APPEND|os.O_WRONLY, 0o600))(t)
		_ = must(f.WriteString(bad))(t)
		check(t, f.Close())
		equal(t, "entries", titles(must(s.Experiments())(t)), []string{"Tone"})
		_ = must(s.BackUp(AskedFor))(t) // takes in what waits
		equal(t, "lines wait", s.hasCaptured(), false)
		files := must(filepath.Glob(filepath.Join(s.spoolDir(), "unreadable-*.log")))(t)
		equal(t, "kept", len(files), kept)
	}
}
