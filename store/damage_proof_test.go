package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// proofs is how many of the cases of a long proof are tried: all with WAYMARK_PROOFS=all,
// as .ci/full does.
func proofs(all, otherwise int) int {
	if os.Getenv("WAYMARK_PROOFS") == "all" {
		return all
	}
	return otherwise
}

// The kinds of damage about which more than one thing is true.
const (
	inPart      = "a save that reached the disk in part"
	twoInOne    = "two files in one"
	otherPage   = "a page of another file"
	forgedValue = "a value with its checksum"
)

// hang is when a look at a damaged file, and its repair, count as hung.
const hang = 10 * time.Second

// samples are sound files: one that was just begun, one of a learner who leads as well, and
// a larger one with long texts.
func samples(t *testing.T) []sample {
	t.Helper()
	begun := sampleOf(t, "begun", func(s *Store, save int) {
		check(t, s.KeepPlace("fnd", "1.0.0", fmt.Sprint("page", save), false))
	})
	lead := sampleOf(t, "lead", func(s *Store, save int) {
		if save == 0 {
			makeExampleTeam(t, s)
			makeExampleBench(t, s)
		}
		_ = must(s.RecordAttempt(attempt([]string{"one", "two"}[save%2], true), need))(t)
		if save%3 == 0 {
			arrive(t, s, Arrival{
				Member:   Member{ID: fmt.Sprintf("01JD%022d", save), Key: fmt.Sprint("did:key:z", save+2), Made: "2026-11-01", Number: 1, Head: "{}"},
				Original: Original{Payload: []byte(strings.Repeat("{}", 50)), Signature: []byte("s")},
			})
		}
		if save%7 == 6 {
			_ = must(s.Undo(time.Time{}))(t)
		}
	})
	large := sampleOf(t, "large", func(s *Store, save int) {
		for n := range 10 {
			_ = must(s.RecordAttempt(attempt(fmt.Sprint("item-", save, "-", n), n%3 > 0), need))(t)
		}
		_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Tone ", save), Outcome: strings.Repeat(fmt.Sprint("long ", save, " "), 200+save*50*(save%5))})
		check(t, err)
		_ = must(s.Experiments())(t)
	})
	return []sample{begun, lead, large}
}

// sampleOf makes the file of one learner, which is kept after each of the last saves, and of
// another.
func sampleOf(t *testing.T, name string, save func(s *Store, n int)) sample {
	const saves, kept = 24, 8
	made := sample{name: name}
	for learner := range 2 {
		s := newStore(t)
		for n := range saves {
			save(s, n)
			made.now = must(os.ReadFile(s.File()))(t)
			if learner == 1 && n >= saves-kept-1 && n < saves-1 {
				made.earlier = append(made.earlier, made.now)
			}
		}
		if learner == 0 {
			made.other = made.now
		}
	}
	return made
}

// everything reads all there is, and checks it as whoever reads it does.
func everything(s *Store) (map[string]string, error) {
	all := map[string]string{}
	if _, err := look(s, "fnd"); err != nil {
		return nil, err
	}
	err := s.view(func(t *tx) error {
		for _, bucket := range buckets {
			b, err := t.bucket(bucket)
			if err != nil {
				return err
			}
			err = b.ForEach(func(k, v []byte) error {
				content, err := unseal(bucket, string(k), v)
				if err == nil && bucket != textBucket {
					content, err = t.lengthen(content)
				}
				all[bucket+" "+string(k)] = string(content)
				// A search goes by the keys: what is listed has to be found as well.
				if err == nil && !bytes.Equal(b.Get(k), v) {
					err = fmt.Errorf("%s %q is listed and not found", bucket, k)
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// A tally counts what became of damaged files.
type tally struct {
	sync.Mutex
	files, harmful, named int
	events, saved         int      // of the harmful files
	whole                 int      // harmful files of which every event came back
	wrong                 int      // of those forged, or of two files, that had an event which was not the learner\'s
	slow                  [][]byte // that took longer than hang
	slowest               time.Duration
}

func (t *tally) add(fn func(*tally)) {
	t.Lock()
	defer t.Unlock()
	fn(t)
}

// Whatever happens to the bytes of a file: what is read is what was saved, or an error says
// that it is damaged; the file stays as it is; and what is salvaged was in it.
func TestDamagedFiles(t *testing.T) {
	kinds, total := map[string]*tally{}, new(tally)
	random := rand.New(rand.NewPCG(7, 28))
	all, damages := samples(t), damages()
	truths := make([]truth, len(all))
	for i, sample := range all {
		read := func(content []byte) map[string]string { return must(everything(fileOf(t, content)))(t) }
		truths[i] = truth{read(sample.now), read(sample.earlier[len(sample.earlier)-1]), read(sample.other)}
	}
	for _, d := range damages {
		kinds[d.name] = new(tally)
	}
	var running sync.WaitGroup
	room := make(chan bool, runtime.GOMAXPROCS(0))
	for n := range proofs(10_000, 3*len(damages)) {
		d, i := damages[n%len(damages)], random.IntN(len(all))
		damaged := d.do(random, all[i])
		room <- true
		running.Go(func() {
			defer func() { <-room }()
			name := fmt.Sprintf("%d %s of %s", n, d.name, all[i].name)
			began := time.Now()
			watch := time.AfterFunc(6*hang, func() { panic(name + " hangs") })
			t.Run(name, func(t *testing.T) { tryDamaged(t, d.name, damaged, truths[i], kinds[d.name], total) })
			watch.Stop()
			took := time.Since(began)
			total.add(func(total *tally) {
				if total.slowest = max(total.slowest, took); took > hang {
					total.slow = append(total.slow, damaged)
				}
			})
		})
	}
	running.Wait()
	for _, damaged := range total.slow { // on a machine that has much else to do: once more, alone
		began := time.Now()
		s := fileOf(t, damaged)
		_, _ = everything(s)
		_, _ = s.Repair()
		if took := time.Since(began); took > hang {
			t.Errorf("a file takes %v", took)
		}
	}
	for _, d := range damages {
		k := kinds[d.name]
		t.Logf("%-40s %4d files, %4d harmful, %4d named, %3d%% of the events saved", d.name, k.files, k.harmful, k.named, 100*k.saved/max(k.events, 1))
	}
	t.Logf("%d kinds, %d files, %d harmful, %d of them named, the slowest took %v, %d longer than %v, and not again", len(damages), total.files, total.harmful, total.named, total.slowest, len(total.slow), hang)
	t.Logf("salvaged: %.2f %% of the events, and all of them of %d files; %d files of two, or with a forged value, had events that were not the learner's", 100*float64(total.saved)/float64(total.events), total.whole, total.wrong)
	if float64(total.named) < 0.999*float64(total.harmful) {
		t.Errorf("%d of %d harmful files were named", total.named, total.harmful)
	}
}

func fileOf(t *testing.T, content []byte) *Store {
	t.Helper()
	s := New(t.TempDir(), func() time.Time { return start.AddDate(1, 0, 0) })
	s.patience = 20 * time.Millisecond
	check(t, os.WriteFile(s.File(), content, 0o600))
	return s
}

// A truth is what may be read of a damaged file of a sample: what is saved in it. Where the
// last save did not reach the disk, and was not confirmed, what was there before; and of
// two files in one, the other one as a whole.
type truth struct{ now, before, other map[string]string }

func (v truth) allows(kind string, got map[string]string) bool {
	return cmp.Equal(got, v.now) || kind == inPart && cmp.Equal(got, v.before) || kind == twoInOne && cmp.Equal(got, v.other)
}

func tryDamaged(t *testing.T, kind string, damaged []byte, v truth, tallies ...*tally) {
	s := fileOf(t, damaged)
	defer os.RemoveAll(s.Dir())
	note := func(fn func(*tally)) {
		for _, one := range tallies {
			one.add(fn)
		}
	}
	note(func(one *tally) { one.files++ })
	got, err := everything(s)
	if err == nil && v.allows(kind, got) {
		return
	}
	note(func(one *tally) { one.harmful++ })
	if errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) {
		note(func(one *tally) { one.named++ })
	} else {
		t.Errorf("other data, or an unnamed error: %v %s", err, cmp.Diff(v.now, got))
		return
	}
	if err := s.KeepPlace("fnd", "2.0.0", "end", true); err != nil {
		equal(t, "the file afterwards", bytes.Equal(must(os.ReadFile(s.File()))(t), damaged), true)
	} else {
		damaged = must(os.ReadFile(s.File()))(t) // only a value is bad, and others can be saved
		v.now = withLog(t, s, v.now)
	}
	if x := must(New(s.Dir(), s.now).Examine())(t); x.Sound() {
		t.Errorf("the doctor finds nothing wrong")
	}
	equal(t, "the file after a look", bytes.Equal(must(os.ReadFile(s.File()))(t), damaged), true)
	salvaged(t, s, kind, damaged, v, tallies)
}

// withLog is what is sound with the events that were saved since.
func withLog(t *testing.T, s *Store, sound map[string]string) map[string]string {
	more := map[string]string{}
	maps.Copy(more, sound)
	check(t, s.view(func(t *tx) error {
		b, err := t.bucket(logBucket)
		if err != nil {
			return err
		}
		k, v := b.Cursor().Last()
		content, err := unseal(logBucket, string(k), v)
		more[logBucket+" "+string(k)] = string(content)
		return err
	}))
	return more
}

// salvaged repairs the file and compares what came back with what was there.
func salvaged(t *testing.T, s *Store, kind string, damaged []byte, v truth, tallies []*tally) {
	events, sound := eventsIn(v.now), v.now
	r, err := s.Repair()
	if kind == forgedValue && errors.Is(err, ErrNewer) {
		equal(t, "the file that could not be repaired", bytes.Equal(must(os.ReadFile(s.File()))(t), damaged), true)
		return // the kind of an event was changed to one that is not known
	}
	check(t, err)
	equal(t, "the file that was kept", bytes.Equal(must(os.ReadFile(r.Kept))(t), damaged), true)
	equal(t, "stray files", strays(t, s), []string{filepath.Base(r.Kept)})
	back, err := everything(s)
	check(t, err)
	if kind == twoInOne && back["meta learner"] == v.other["meta learner"] {
		sound = v.other
	}
	saved, wrong := 0, false
	for key, value := range back {
		bucket, _, _ := strings.Cut(key, " ")
		was, known := sound[key]
		switch {
		case bucket == logBucket && known && was == value:
			saved++
		case bucket == logBucket && kind == forgedValue, bucket == logBucket && kind == twoInOne && v.now[key] == value,
			bucket == logBucket && (kind == twoInOne || kind == otherPage) && v.other[key] == value: // as good as the learner's own
			equal(t, "the repair says that all is there", r.Complete, false)
			wrong = true
		case bucket == logBucket && !strings.Contains(value, `"kind":"experiment.shared"`):
			t.Errorf("an event that was not there: %s", value)
		case slices.Contains(leadParts, bucket) && r.LeadWhole && was != value:
			t.Errorf("%s is another one, and the repair does not say so", key)
		}
	}
	if kind == inPart {
		events = eventsIn(v.before) // the last save did not reach the disk
	}
	if r.Complete && saved < events {
		t.Errorf("%d of %d events, and the repair says that all are there", saved, events)
	}
	for _, one := range tallies {
		one.add(func(one *tally) {
			one.events, one.saved = one.events+events, one.saved+saved
			if saved == events {
				one.whole++
			}
			if wrong {
				one.wrong++
			}
		})
	}
	if saved%5 == 0 { // it is slow, and about the repair, not the damage
		rebuiltTheSame(t, s, back)
	}
}

func eventsIn(all map[string]string) (events int) {
	for key := range all {
		if strings.HasPrefix(key, logBucket+" ") {
			events++
		}
	}
	return events
}

// rebuiltTheSame checks that the records are those that the events add up to.
func rebuiltTheSame(t *testing.T, s *Store, back map[string]string) {
	check(t, s.Rebuild())
	again := must(everything(s))(t)
	for _, bucket := range append(slices.Clone(records), subjectBucket, undoneBucket) {
		for key, value := range again {
			if strings.HasPrefix(key, bucket+" ") && back[key] != value {
				t.Errorf("after another rebuild, %s is %s instead of %s", key, value, back[key])
			}
		}
	}
}

// strays are the files beside the learner's file that are not of every day.
func strays(t *testing.T, s *Store) []string {
	var names []string
	for _, f := range must(os.ReadDir(s.Dir()))(t) {
		if !slices.Contains([]string{"waymark.db", "waymark.db.checked", "spool", "key.pem", "writing.lock"}, f.Name()) {
			names = append(names, f.Name())
		}
	}
	return names
}
