//go:build unix

package store

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test program starts itself again as a learner's other programs: with a
// role, it works on the folder that it is given and prints what was confirmed.
func TestMain(m *testing.M) {
	role, dir := os.Getenv("STORE_TEST_ROLE"), os.Getenv("STORE_TEST_DIR")
	if role == "" {
		os.Exit(m.Run())
	}
	if err := roles[role](New(dir, time.Now)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var roles = map[string]func(*Store) error{
	"twenty":  func(s *Store) error { return answer(s, 20) },
	"forever": func(s *Store) error { return answer(s, 1<<30) },
	"full":    fill,
	"steady":  steady,
	"notes":   func(s *Store) error { return note(s, 1<<30) },
	"fifty":   func(s *Store) error { return note(s, 50) },
	"merge":   func(s *Store) error { _, err := s.Merge(os.Getenv("STORE_TEST_FILE"), false); return err },
}

// note adds entries to the journal and prints the id of each once it is saved.
func note(s *Store, times int) error {
	for i := range times {
		x, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Note ", i), Outcome: strings.Repeat("x", i*37%3000)})
		if err != nil {
			return err
		}
		fmt.Println(x.ID)
	}
	return nil
}

// answer gives answers and prints each once it is saved.
func answer(s *Store, times int) error {
	for i := range times {
		a := Attempt{Lesson: "fnd", Item: fmt.Sprintf("item-%d-%d-%d", os.Getpid(), i, time.Now().UnixNano()), Answer: strings.Repeat("x", i%3000)}
		if _, err := s.RecordAttempt(a, Requirement{}); err != nil {
			return err
		}
		fmt.Println(a.Item)
	}
	return nil
}

// steady answers, and leaves others time between two saves.
func steady(s *Store) error {
	for {
		if err := answer(s, 1); err != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// fill answers until a file may not grow any more, then notes an experiment.
func fill(s *Store) error {
	limit := syscall.Rlimit{Cur: 128 << 10, Max: 128 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := answer(s, 1<<30); !errors.Is(err, ErrFull) {
		return fmt.Errorf("a full disk gave the error %w", err)
	}
	_, _, err := s.AddExperiment(Experiment{Title: "No room", Outcome: strings.Repeat("text ", 5000)})
	return err
}

func startRole(t *testing.T, s *Store, role string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_ROLE="+role, "STORE_TEST_DIR="+s.Dir())
	cmd.Stderr = os.Stderr
	out := must(cmd.StdoutPipe())(t)
	check(t, cmd.Start())
	return cmd, bufio.NewScanner(out)
}

// wantAnswers checks that everything that was confirmed is in the file.
func wantAnswers(t *testing.T, s *Store, confirmed []string) {
	t.Helper()
	kept := map[string]bool{}
	for _, a := range must(s.Attempts("fnd"))(t) {
		kept[a.Item] = true
	}
	for _, item := range confirmed {
		if !kept[item] {
			t.Errorf("the confirmed answer %s is missing", item)
		}
	}
}

func TestSeveralProgramsBeginOnOneFile(t *testing.T) {
	s := newStore(t)
	var confirmed []string
	var running []*exec.Cmd
	var outputs []*bufio.Scanner
	for range 3 {
		cmd, out := startRole(t, s, "twenty")
		running, outputs = append(running, cmd), append(outputs, out)
	}
	for i, out := range outputs {
		for out.Scan() {
			confirmed = append(confirmed, out.Text())
		}
		check(t, running[i].Wait())
	}
	equal(t, "confirmed answers", len(confirmed), 60)
	equal(t, "answers", len(must(s.Attempts("fnd"))(t)), 60)
	wantAnswers(t, s, confirmed)
}

func TestAProgramThatIsKilledLosesNothingConfirmed(t *testing.T) {
	s := newStore(t)
	random := rand.New(rand.NewPCG(1, 2))
	var confirmed []string
	for range 15 {
		cmd, out := startRole(t, s, "forever")
		for range random.IntN(12) {
			out.Scan()
			confirmed = append(confirmed, out.Text())
		}
		check(t, cmd.Process.Kill())
		_ = cmd.Wait()
		wantAnswers(t, New(s.Dir(), time.Now), confirmed)
	}
}

func TestAFullDiskLosesNothingConfirmed(t *testing.T) {
	s := newStore(t)
	cmd, out := startRole(t, s, "full")
	var confirmed []string
	for out.Scan() {
		confirmed = append(confirmed, out.Text())
	}
	check(t, cmd.Wait())
	if len(confirmed) == 0 {
		t.Fatal("nothing was confirmed before the disk was full")
	}
	wantAnswers(t, s, confirmed)
	equal(t, "the journal", titles(must(s.Experiments())(t)), []string{"No room"})
	check(t, s.KeepPlace("fnd", "1.0.0", "with room again", false))
	equal(t, "the journal", titles(must(s.Experiments())(t)), []string{"No room"})
	wantAnswers(t, s, confirmed)
}

// wantEntries checks that every entry that was confirmed is in the journal once, and found.
func wantEntries(t *testing.T, s *Store, confirmed []string) {
	t.Helper()
	times := map[string]int{}
	for _, x := range must(s.Experiments())(t) {
		times[x.ID]++
	}
	for _, id := range confirmed {
		if times[id] != 1 {
			t.Errorf("the confirmed entry %s is there %d times", id, times[id])
		}
	}
	equal(t, "entries found", must(s.SearchExperiments("note", 1))(t).Total, len(times))
}

func TestAProgramThatIsKilledLosesNoEntry(t *testing.T) {
	s := newStore(t)
	random := rand.New(rand.NewPCG(3, 4))
	var confirmed []string
	for range 10 {
		cmd, out := startRole(t, s, "notes")
		for range random.IntN(60) {
			out.Scan()
			confirmed = append(confirmed, out.Text())
		}
		check(t, cmd.Process.Kill())
		_ = cmd.Wait()
		wantEntries(t, New(s.Dir(), time.Now), confirmed)
	}
}

func TestSeveralProgramsNoteWhileOneReads(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	var running []*exec.Cmd
	var outputs []*bufio.Scanner
	for range 3 {
		cmd, out := startRole(t, s, "fifty")
		running, outputs = append(running, cmd), append(outputs, out)
	}
	var confirmed []string
	for i, out := range outputs {
		for out.Scan() {
			confirmed = append(confirmed, out.Text())
			if len(confirmed)%7 == 0 {
				_ = must(s.SearchExperiments("note", 1))(t)
			}
		}
		check(t, running[i].Wait())
	}
	equal(t, "confirmed", len(confirmed), 150)
	wantEntries(t, s, confirmed)
}

// A backup is restored again and again while another program saves: it goes on, and what was
// confirmed is in the file or in the backup that was made before.
func TestABackupIsRestoredWhileAnotherProgramSaves(t *testing.T) {
	s := newStore(t)
	cmd, out := startRole(t, s, "steady")
	var confirmed []string
	more := func(n int) {
		for range n {
			if !out.Scan() {
				t.Fatal("the other program ended")
			}
			confirmed = append(confirmed, out.Text())
		}
	}
	more(5)
	b := must(s.BackUpTo(filepath.Join(t.TempDir(), "backup.db"), false))(t)
	sure := len(confirmed)
	for range 4 {
		more(5)
		restoreBusy(t, s, b.Path)
	}
	began := len(confirmed)
	more(20)
	check(t, cmd.Process.Kill())
	_ = cmd.Wait()

	wantAnswers(t, New(s.Dir(), time.Now), append(confirmed[:sure:sure], confirmed[began+15:]...))
	there := map[string]bool{}
	for _, file := range append(must(s.Backups())(t), Backup{Path: s.File()}) {
		for _, a := range answersIn(t, file.Path) {
			there[a] = true
		}
	}
	for _, item := range confirmed {
		if !there[item] {
			t.Errorf("the confirmed answer %s is neither in the file nor in a backup", item)
		}
	}
}

// restoreBusy restores a backup, however often the other program saves in between.
func restoreBusy(t *testing.T, s *Store, path string) {
	t.Helper()
	for range 20 {
		err := s.Restore(path)
		if err == nil {
			return
		}
		wantErr(t, err, ErrBusy)
	}
	t.Fatal("the other program never let it happen")
}

// answersIn are the answers that a file holds.
func answersIn(t *testing.T, path string) (items []string) {
	t.Helper()
	other := New(t.TempDir(), time.Now)
	check(t, other.Restore(path))
	for _, a := range must(other.Attempts("fnd"))(t) {
		items = append(items, a.Item)
	}
	return items
}

// Backups are made while another program saves without a pause: each is sound and holds what
// was confirmed before, and the other program never waits longer than it is patient.
func TestBackupsAreMadeWhileAnotherProgramSaves(t *testing.T) {
	s := newStore(t)
	check(t, s.update(func(t *tx) error { // what is new comes behind it, where the copy is late
		for i := range 3000 {
			if err := t.putBytes(teamBucket, fmt.Sprint(i), []byte(strings.Repeat("x", 4000))); err != nil {
				return err
			}
		}
		return nil
	}))
	cmd, out := startRole(t, s, "forever")
	var confirmed atomic.Int64
	ended := make(chan time.Duration)
	go func() {
		longest, last := time.Duration(0), time.Now()
		for out.Scan() {
			longest, last = max(longest, time.Since(last)), time.Now()
			confirmed.Add(1)
		}
		ended <- longest
	}()
	for range 5 {
		n := confirmed.Load()
		b := must(s.BackUp(AskedFor))(t)
		if answers := answersIn(t, b.Path); len(answers) < int(n) {
			t.Errorf("a backup holds %d of %d answers", len(answers), n)
		}
	}
	check(t, cmd.Process.Kill())
	_ = cmd.Wait()
	longest := <-ended
	t.Logf("%d answers were saved meanwhile; the longest pause was %v", confirmed.Load(), longest.Round(time.Millisecond))
	if confirmed.Load() == 0 || longest > s.patience {
		t.Error("the other program was kept from saving")
	}
}
