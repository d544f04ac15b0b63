package store

import (
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A plan is what a program does that is recorded, and how many states of a disk after a
// power cut are made of it.
type plan struct {
	name   string
	begin  func(t *testing.T, dir string) // what is there before; may be nil
	acts   int
	keeps  bool // the file is backed up, restored, compacted and repaired as well
	states int  // where WAYMARK_STATES is 20,000
}

var plans = []plan{
	{name: "work", acts: 40, states: 16000},
	{name: "creation", acts: 2, states: 2500},
	{name: "upkeep", acts: 12, keeps: true, states: 2000, begin: func(t *testing.T, dir string) {
		check(t, New(dir, time.Now).KeepPlace("fnd", "1.0.0", "begun", false))
	}},
	{name: "migration", acts: 4, states: 1500, begin: func(t *testing.T, dir string) {
		check(t, os.MkdirAll(dir, 0o700))
		check(t, os.WriteFile(New(dir, time.Now).File(), must(os.ReadFile("testdata/format1.db"))(t), 0o600))
	}},
}

func init() { roles["history"], roles["judges"] = history, judges }

// TestPowerCut records what the store writes for random histories, takes the power away at
// each moment, and opens what may then be on the disk: everything that was acknowledged is
// there, and nothing else but what was under way. WAYMARK_STATES is how many states are
// tried; 200 if not given.
func TestPowerCut(t *testing.T) {
	for _, p := range plans {
		t.Run(p.name, func(t *testing.T) {
			tried, failed := p.try(t, false)
			for _, f := range failed[:min(len(failed), 5)] {
				t.Error(f)
			}
			t.Logf("%d states after a power cut, %d failures", tried, len(failed))
		})
	}
}

// The same on a disk that does not sync files, as with bbolt's NoSync: the trial notices.
func TestPowerCutWithoutSync(t *testing.T) {
	p := plans[0]
	p.states /= 8
	tried, failed := p.try(t, true)
	t.Logf("%d states after a power cut without sync, %d failures", tried, len(failed))
	if 2*len(failed) < tried {
		t.Errorf("only %d of %d states fail where nothing is synced", len(failed), tried)
	}
	t.Logf("such as: %s", failed[0])
}

// try makes the states of a plan, and returns what is wrong with them.
func (p plan) try(t *testing.T, deaf bool) (tried int, failed []string) {
	total := 200
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_STATES")); err == nil {
		total = given
	}
	states := p.states * total / 20000
	perHistory := max(10, 2*p.acts)
	bench := newBenchOfJudges(t)
	for seed := 0; tried < states; seed++ {
		dir := filepath.Join(scratch(t), "home", "share", "waymark")
		check(t, os.MkdirAll(filepath.Dir(filepath.Dir(dir)), 0o700))
		if p.begin != nil {
			p.begin(t, dir)
		}
		d := newDisk(t, filepath.Dir(filepath.Dir(dir)))
		d.deaf, d.said = deaf, knownFrom(t, dir, scratch(t))
		calls := record(t, "history", dir, fmt.Sprint("STORE_TEST_SEED=", seed), fmt.Sprint("STORE_TEST_ACTS=", p.acts), fmt.Sprint("STORE_TEST_KEEPS=", p.keeps))
		tried += perHistory
		p.cut(t, d, calls, rand.New(rand.NewPCG(20261126, uint64(seed))), perHistory, func(i int, folder string, said []string) {
			bench.judge(fmt.Sprintf("%s, history %d, state %d", p.name, seed, i), filepath.Join(folder, "share", "waymark"), said)
		})
	}
	return tried, bench.verdicts()
}

// cut goes through calls and takes the power away so many times, at moments that are spread
// over all of them.
func (p plan) cut(t *testing.T, d *disk, calls []call, random *rand.Rand, times int, judge func(i int, folder string, said []string)) {
	points := make([]int, times)
	for i := range points {
		points[i] = random.IntN(len(calls))
	}
	slices.Sort(points)
	for i, c := range calls {
		d.do(c)
		for ; len(points) > 0 && points[0] == i; points = points[1:] {
			folder := scratch(t)
			check(t, d.leave(folder, newOutage(random)))
			judge(times-len(points), folder, slices.Clone(d.said))
		}
	}
}

// scratch is a new folder in memory, where there is one: thousands of disks are made.
func scratch(t *testing.T) string {
	t.Helper()
	parent := "/dev/shm"
	if _, err := os.Stat(parent); err != nil {
		parent = ""
	}
	dir := must(os.MkdirTemp(parent, "waymark-power-"))(t) //nolint:usetesting // its folder is on a disk
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// knownFrom is what is there before a history begins, as the history would say it.
func knownFrom(t *testing.T, dir, beside string) []string {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	check(t, os.CopyFS(filepath.Join(beside, "copy"), os.DirFS(dir)))
	held := must(holding(New(filepath.Join(beside, "copy"), time.Now)))(t)
	var said []string
	for what, value := range held {
		said = append(said, "did "+strconv.Quote(what)+" "+value)
	}
	return said
}

// history acts at random, says what it is about to do, and what was acknowledged.
func history(s *Store) error {
	seed, _ := strconv.ParseUint(os.Getenv("STORE_TEST_SEED"), 10, 64)
	acts, _ := strconv.Atoi(os.Getenv("STORE_TEST_ACTS"))
	h := historian{Store: s, random: rand.New(rand.NewPCG(seed, 7))}
	for n := range acts {
		h.n = n
		act := h.act
		if os.Getenv("STORE_TEST_KEEPS") == "true" && h.random.IntN(2) == 0 {
			act = h.keep
		}
		if err := act(); err != nil {
			return err
		}
	}
	return nil
}

type historian struct {
	*Store
	random *rand.Rand
	n      int
	backup Backup
	backed map[string]string // what it holds
}

// does says that something is given a value, does so, and says that it was acknowledged.
func (h *historian) does(what, value string, do func() error) error {
	fmt.Printf("try %q %s\n", what, value)
	if err := do(); err != nil {
		return err
	}
	fmt.Printf("did %q %s\n", what, value)
	return nil
}

func gist(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

func (h *historian) act() error {
	text := fmt.Sprintf("%d%x", h.n, make([]byte, h.random.IntN(4)*h.random.IntN(3000)))
	switch h.random.IntN(12) {
	case 0, 1, 2:
		return h.note(text)
	case 3, 4:
		return h.does(fmt.Sprint("answer item-", h.n), gist(text), func() error {
			_, err := h.RecordAttempt(Attempt{Lesson: "fnd", Item: fmt.Sprint("item-", h.n), Answer: text}, Requirement{})
			return err
		})
	case 5:
		name := fmt.Sprint("Ines ", h.n)
		return h.does("name", gist(name), func() error { return updateProfile(h.Store, "name", name) })
	case 6:
		return h.does("page", gist(fmt.Sprint("page-", h.n)), func() error { return h.KeepPlace("fnd", "1.0.0", fmt.Sprint("page-", h.n), false) })
	case 7:
		return h.draft(text)
	case 8: // as while another program keeps the file
		x := newEntry{Experiment: Experiment{ID: randomID(time.Now()), Title: fmt.Sprint("Waits ", h.n), Outcome: text, Created: time.Now()}}
		return h.does("entry "+x.Title, gist(text), func() error { return h.spool(x) })
	case 9: // the program ends, and starts again
		h.Store = New(h.Dir(), time.Now)
		_, err := holding(h.Store)
		return err
	case 10:
		return h.Rebuild()
	}
	key, err := h.SigningKey()
	if err == nil {
		fmt.Printf("did %q %s\n", "key", gist(string(key)))
	}
	return err
}

func (h *historian) note(text string) error {
	what := fmt.Sprint("entry Note ", h.n)
	if _, err := h.Experiments(); err != nil { // what waits is taken in, or it would come after this one
		return err
	}
	err := h.does(what, gist(text), func() error {
		_, _, err := h.AddExperiment(Experiment{Title: fmt.Sprint("Note ", h.n), Outcome: text})
		return err
	})
	if err != nil || h.random.IntN(4) > 0 {
		return err
	}
	return h.does(what, "", func() error { _, err := h.Undo(time.Time{}); return err })
}

func (h *historian) draft(text string) error {
	name := fmt.Sprint("form-", h.random.IntN(2))
	if h.random.IntN(4) == 0 {
		return h.does("draft "+name, "", func() error { return h.DropDraft(name) })
	}
	return h.does("draft "+name, gist(text), func() error { return h.KeepDraft(name, map[string]string{"text": text}) })
}

// keep does something with the file as a whole.
func (h *historian) keep() (err error) {
	switch h.random.IntN(4) {
	case 0:
		if h.backup, err = h.BackUp(AskedFor); err == nil {
			h.backed, err = holding(h.Store)
		}
	case 1:
		return h.restore()
	case 2:
		_, err = h.Compact()
	case 3:
		_, err = h.Repair()
	}
	return err
}

// restore puts the last backup in the place of the file, if it is there still.
func (h *historian) restore() error {
	if _, err := os.Stat(h.backup.Path); err != nil {
		return nil //nolint:nilerr // there is none
	}
	now, err := holding(h.Store)
	if err != nil {
		return err
	}
	for what := range h.backed {
		now[what] += "" // what comes back
	}
	for what, value := range now {
		if value == h.backed[what] || what == "key" || strings.HasPrefix(what, "draft ") {
			delete(now, what)
		} else {
			fmt.Printf("try %q %s\n", what, h.backed[what])
		}
	}
	if err := h.Restore(h.backup.Path); err != nil {
		return err
	}
	for what := range now {
		fmt.Printf("did %q %s\n", what, h.backed[what])
	}
	return nil
}
