package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// A first page whose sum is right can still claim what cannot be.
func TestWhatAFirstPageMayClaim(t *testing.T) {
	s, _ := answered(t)
	sound := must(os.ReadFile(s.File()))(t)
	for name, test := range map[string]struct {
		claim func(m []byte)
		fits  bool
	}{
		"as it is":             {func([]byte) {}, true},
		"a size of 3,000":      {func(m []byte) { native.PutUint32(m[8:], 3000) }, false},
		"a size of 131,072":    {func(m []byte) { native.PutUint32(m[8:], 2*maxPageSize) }, false},
		"a size of 512":        {func(m []byte) { native.PutUint32(m[8:], minPageSize/2) }, false},
		"3 pages":              {func(m []byte) { native.PutUint64(m[40:], 3) }, false},
		"too many pages":       {func(m []byte) { native.PutUint64(m[40:], maxPages+1) }, false},
		"another version":      {func(m []byte) { native.PutUint32(m[4:], 3) }, false},
		"another kind of file": {func(m []byte) { native.PutUint32(m, 7) }, false},
		"another place":        {func(m []byte) { native.PutUint64(m[48:], native.Uint64(m[48:])+1) }, false},
	} {
		b := bytes.Clone(sound)
		m, id := newestMeta(b), newestID(b)
		test.claim(m)
		sign(m)
		if _, err := readMeta(bytes.NewReader(b), id, samplePage); (err == nil) != test.fits {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A page that claims to run over the end of the file is damaged.
func TestAPageThatRunsOverTheEnd(t *testing.T) {
	s, _ := answered(t)
	sound := must(os.ReadFile(s.File()))(t)
	root := native.Uint64(newestMeta(sound)[16:])
	for more := range uint32(3) {
		b := bytes.Clone(sound)
		beyond := uint32(inUse(b)) - uint32(root) + more
		native.PutUint32(page(b, int(root))[12:], beyond)
		path := filepath.Join(t.TempDir(), "waymark.db")
		check(t, os.WriteFile(path, b, 0o600))
		_, err := inspectFile(path)
		wantErr(t, err, ErrDamaged)
	}
}

func TestMinutesAreSaidWhereTheyAreKnown(t *testing.T) {
	before, after := 30, 10
	for want, x := range map[string]Experiment{
		"": {MinutesBefore: &before}, "Minutes for the task with AI, checking and repair included: 10.": {MinutesAfter: &after},
		"Minutes for the task: 30 before, 10 with AI, checking and repair included.": {MinutesBefore: &before, MinutesAfter: &after},
	} {
		equal(t, want, minutesWords(x), want)
	}
}
