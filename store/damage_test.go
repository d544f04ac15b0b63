package store

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lived returns a store in which something happened, and its file's bytes.
func lived(t *testing.T) (s *Store, file []byte, seen state) {
	t.Helper()
	s = newStore(t)
	for i := range 40 {
		_ = must(s.RecordAttempt(attempt([]string{"one", "two"}[i%2], true), need))(t)
		check(t, s.KeepPlace("fnd", "1.0.0", strings.Repeat("page", i%5+1), false))
	}
	_ = must(s.MarkExercise("fnd", need))(t)
	_, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: strings.Repeat("long ", 1000)})
	check(t, err)
	seen = must(look(s, "fnd"))(t) // takes the entry in
	return s, must(os.ReadFile(s.File()))(t), seen
}

func TestAFileThatIsNotOursIsLeftAsItIs(t *testing.T) {
	_, sound, _ := lived(t)
	used := binary.LittleEndian.Uint64(sound[16+40:]) // pages, as the first meta page says: the file is longer, by free ones
	flipped := func(at int) string {
		b := append([]byte{}, sound...)
		b[at] ^= 1
		return string(b)
	}
	tests := map[string]string{
		"empty":                   "",
		"short":                   "waymark",
		"text":                    strings.Repeat("Dear diary, ", 5000),
		"zeros":                   string(make([]byte, 64<<10)),
		"cut in the second page":  string(sound[:5000]),
		"cut in the middle":       string(sound[:used/2*4096]),
		"first meta page changed": flipped(16 + 40),
		"second meta changed":     flipped(4096 + 16 + 48),
		"magic changed":           flipped(16),
	}
	for name, content := range tests {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), time.Now)
			check(t, os.WriteFile(s.File(), []byte(content), 0o600))
			_, err := s.Profile()
			wantErr(t, err, ErrDamaged)
			for _, part := range []string{s.File(), "waymark doctor"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("the message %q does not name %q", err, part)
				}
			}
			wantErr(t, s.KeepPlace("fnd", "1.0.0", "a", false), ErrDamaged)
			_, _, err = s.Identity()
			wantErr(t, err, ErrDamaged)
			_, waiting, err := s.AddExperiment(Experiment{Title: "Not lost"})
			check(t, err)
			equal(t, "waits", waiting != nil, true)
			_, err = s.Stamp()
			check(t, err)
			equal(t, "the file afterwards", string(must(os.ReadFile(s.File()))(t)) == content, true)
		})
	}
}

// Where a first page is not as it was saved, bbolt would go on with the other one, and with
// it with the save before the last.
func TestEachByteOfTheFirstPagesCounts(t *testing.T) {
	_, sound, _ := lived(t)
	for _, first := range []int{0, samplePage} {
		for at := range metaSize {
			s := New(t.TempDir(), time.Now)
			b := append([]byte{}, sound...)
			b[first+pageHeader+at] ^= 1
			check(t, os.WriteFile(s.File(), b, 0o600))
			if _, err := s.Profile(); !errors.Is(err, ErrDamaged) {
				t.Errorf("byte %d of the page at %d is another one, and the error is %v", at, first, err)
			}
		}
	}
}

// A disk that loses the writes of a first page gives back the one of an earlier save.
func TestAFirstPageOfAnEarlierSaveIsNoticed(t *testing.T) {
	s, before, _ := lived(t)
	for _, answer := range []string{"one", "two", "one", "two"} {
		_ = must(s.RecordAttempt(attempt(answer, true), need))(t)
	}
	now := must(os.ReadFile(s.File()))(t)
	for _, first := range []int{0, samplePage} {
		stale := New(t.TempDir(), time.Now)
		b := append([]byte{}, now...)
		copy(b[first:first+samplePage], before[first:])
		check(t, os.WriteFile(stale.File(), b, 0o600))
		_, err := stale.Profile()
		wantErr(t, err, ErrDamaged)
		equal(t, "the reason", strings.Contains(err.Error(), "its two first pages disagree"), true)
	}
}

// Whatever happens to the bytes of the file, what is read is either what was
// saved or an error: never other data, never the end of the program.
func TestDamageIsNeverReadAsData(t *testing.T) {
	_, sound, seen := lived(t)
	random := rand.New(rand.NewPCG(1, 2))
	caught := 0
	const rounds = 300
	for round := range rounds {
		s := New(t.TempDir(), time.Now)
		s.patience = 20 * time.Millisecond
		check(t, os.WriteFile(s.File(), spoil(random, sound), 0o600))
		got, err := look(s, "fnd")
		switch {
		case err == nil && !cmp.Equal(got, seen):
			t.Errorf("round %d: other data: %s", round, cmp.Diff(seen, got))
		case err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer):
			t.Errorf("round %d: %v", round, err)
		case err != nil:
			caught++
		}
		if err := s.KeepPlace("fnd", "2.0.0", "end", true); err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
			t.Errorf("round %d: saving: %v", round, err)
		}
	}
	t.Logf("%d of %d spoilt files were refused, the rest read as saved", caught, rounds)
}

// spoil changes a file as failing disks and foreign programs do.
func spoil(random *rand.Rand, sound []byte) []byte {
	b := append([]byte{}, sound...)
	at := random.IntN(len(b))
	page := at / 4096 * 4096
	switch random.IntN(6) {
	case 0: // a bit
		b[at] ^= 1 << random.IntN(8)
	case 1: // a few bytes
		for i := at; i < min(at+8, len(b)); i++ {
			b[i] = byte(random.Uint32())
		}
	case 2: // a page of zeros
		clear(b[page:min(page+4096, len(b))])
	case 3: // a page in the place of another
		from := random.IntN(len(b)/4096) * 4096
		copy(b[page:], sound[from:from+4096])
	case 4: // the head of a page
		b[page+random.IntN(32)] = byte(random.Uint32())
	case 5: // cut off
		b = b[:at]
	}
	return b
}

func TestAChangedValueIsNamed(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	content := string(must(os.ReadFile(s.File()))(t))
	spoilt := strings.ReplaceAll(content, `"page":"intro"`, `"page":"outro"`)
	check(t, os.WriteFile(s.File(), []byte(spoilt), 0o600))
	_, err := s.Lesson("fnd")
	wantErr(t, err, ErrDamaged)
	if want := `lesson "fnd" has changed since it was saved`; !strings.Contains(err.Error(), want) {
		t.Errorf("got %q, want it to say %q", err, want)
	}
}

// A link to a drive that is not plugged in is no new learner, and a pipe would be
// waited for without end.
func TestALinkToNothingAndAPipeAreDamage(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"link": func(path string) error { return os.Symlink("/gone/waymark.db", path) },
		"pipe": makePipe,
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), time.Now)
			if err := put(s.File()); err != nil {
				t.Skip(err)
			}
			_, err := s.Profile()
			wantErr(t, err, ErrDamaged)
			x, waiting, err := s.AddExperiment(Experiment{Title: "Not lost"})
			check(t, err)
			wantErr(t, waiting, ErrDamaged)
			if _, err := os.Stat(filepath.Join(s.spoolDir(), x.ID+".json")); err != nil {
				t.Error(err)
			}
		})
	}
}

// A file that is taken away while the program runs, with its disk or by a program
// that syncs, is missed: it is not begun anew, as if nothing had been learned.
func TestAFileThatWasTakenAwayIsMissed(t *testing.T) {
	s := newStore(t)
	_ = must(s.RecordAttempt(attempt("one", true), Requirement{}))(t)
	check(t, os.Rename(s.Dir(), s.Dir()+"-elsewhere"))
	_, err := s.Lessons()
	equal(t, "reading", errors.Is(err, ErrGone), true)
	_, err = s.RecordAttempt(attempt("two", true), Requirement{})
	equal(t, "writing", errors.Is(err, ErrGone), true)
	_, err = os.Stat(s.Dir())
	equal(t, "no new folder", errors.Is(err, fs.ErrNotExist), true)
	check(t, os.Rename(s.Dir()+"-elsewhere", s.Dir()))
	_ = must(s.RecordAttempt(attempt("two", true), Requirement{}))(t)
	equal(t, "answers", len(must(s.Attempts("fnd"))(t)), 2)
}

// One entry that cannot be read does not hide the others, in no list: it stands where it
// was, and opening it says what to do.
func TestAnEntryThatCannotBeReadHidesNoOther(t *testing.T) {
	s := New(t.TempDir(), time.Now)
	for _, title := range []string{"Warm tone", "Cold tone", "No tone"} {
		_, _, err := s.AddExperiment(Experiment{Title: title})
		check(t, err)
		_ = must(s.Experiments())(t)
	}
	content := must(os.ReadFile(s.File()))(t)
	at := strings.LastIndex(string(content), `"title":"Cold tone"`)
	for ; at >= 0; at = strings.LastIndex(string(content[:at]), `"title":"Cold tone"`) {
		content[at+9] = 'G'
	}
	check(t, os.WriteFile(s.File(), content, 0o600))
	s = New(s.Dir(), time.Now)
	page := must(s.ListExperiments(Listing{Limit: 10}))(t)
	var titles []string
	for _, x := range page.Experiments {
		titles = append(titles, x.Title)
	}
	equal(t, "titles", titles, []string{"No tone", "This entry cannot be read: waymark doctor helps", "Warm tone"})
	equal(t, "the day is known", page.Experiments[1].Created.IsZero(), false)
	equal(t, "on Today", len(must(s.LatestExperiments(3))(t)), 3)
	_, err := s.Experiment(page.Experiments[1].ID)
	wantErr(t, err, ErrDamaged)
	equal(t, "what the doctor finds", must(s.Examine())(t).Findings[0].Name, CheckValues)
}
