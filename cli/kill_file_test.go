//go:build unix

package cli_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waymark/store"
)

// TestKillOfTheFile kills commands with SIGKILL at random moments while they make the
// learner's file or bring it to a new format, while they back it up, restore or compact
// it, and while they repair it. A quarter of WAYMARK_KILLS each, 5 if not given.
func TestKillOfTheFile(t *testing.T) {
	kills := 5
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_KILLS")); err == nil {
		kills = given / 4
	}
	for name, try := range map[string]func(*murder){"making": (*murder).making, "keeping": (*murder).keeping, "repairing": (*murder).repairing} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var left, hit, confirmed atomic.Int64
			left.Store(int64(kills))
			began := time.Now()
			var workers sync.WaitGroup
			for i := range 2 {
				workers.Go(func() {
					m := &murder{t: t, random: rand.New(rand.NewPCG(20261126, uint64(i))), hit: &hit, confirmed: &confirmed, longest: map[string]time.Duration{}}
					for !t.Failed() && left.Add(-1) >= 0 {
						try(m)
					}
				})
			}
			workers.Wait()
			t.Logf("%d kills in %v, %d of them before the command had ended: all of %d confirmed entries are there, every file opens, no temporary file is left",
				kills, time.Since(began).Round(time.Second), hit.Load(), confirmed.Load())
		})
	}
}

// A murder kills commands, and looks at what they left.
type murder struct {
	t         *testing.T
	random    *rand.Rand
	longest   map[string]time.Duration // a command is killed up to so long after its start
	hit       *atomic.Int64
	confirmed *atomic.Int64
}

// kill runs a command and kills it at a random moment. It reports that the command had
// confirmed before; how long it may take is learned, so that about half are killed.
func (m *murder) kill(data string, args ...string) (confirmed bool) {
	longest := cmp.Or(m.longest[args[0]], 100*time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(m.random.Int64N(int64(longest))))
	defer cancel()
	cmd := exec.CommandContext(ctx, "waymark", append([]string{"--data", data}, args...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + data, "GOCOVERDIR=" + os.Getenv("GOCOVERDIR")}
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	err := cmd.Run()
	switch {
	case err == nil:
		m.longest[args[0]] = longest * 3 / 4
	case ctx.Err() == nil:
		m.t.Errorf("%q: %v: %s", args, err, fault.String())
	default:
		m.longest[args[0]] = longest * 5 / 4
		m.hit.Add(1)
	}
	return out.Len() > 0
}

// start is the next start, which nothing disturbs.
func (m *murder) start(data string, args ...string) {
	var out, fault bytes.Buffer
	cmd := exec.Command("waymark", append([]string{"--data", data}, args...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + data, "GOCOVERDIR=" + os.Getenv("GOCOVERDIR")}
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		m.t.Errorf("the next start, %q: %v: %s", args, err, fault.String())
	}
}

// noStrays fails where a temporary file is left in a folder.
func (m *murder) noStrays(dir string) {
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if strings.Contains(filepath.Base(path), "new-") {
			m.t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		m.t.Error(err)
	}
}

// titles are the titles of the entries that the file in a folder has.
func (m *murder) titles(data string) map[string]bool {
	all, err := store.New(data, time.Now).Experiments()
	if err != nil {
		m.t.Errorf("after a kill: %v", err)
	}
	titles := map[string]bool{}
	for _, x := range all {
		titles[x.Title] = true
	}
	return titles
}

// making kills a command that makes the file, or brings one of an earlier format to this.
func (m *murder) making() {
	data, before := m.t.TempDir(), map[string]bool{}
	if format := m.random.IntN(5); format > 0 {
		content, err := os.ReadFile(fmt.Sprintf("../store/testdata/format%d.db", format))
		if err != nil {
			m.t.Error(err)
			return
		}
		for _, dir := range []string{data, m.t.TempDir()} {
			if err := os.WriteFile(filepath.Join(dir, "waymark.db"), content, 0o600); err != nil {
				m.t.Error(err)
			}
			if dir != data {
				before = m.titles(dir)
			}
		}
	}
	if m.kill(data, "journal", "add", "Confirmed") {
		before["Confirmed"] = true
	}
	m.start(data, "journal", "list")
	after := m.titles(data)
	delete(after, "Confirmed")
	m.confirmed.Add(int64(len(before)))
	if before["Confirmed"] {
		after = m.titles(data)
	}
	if !maps.Equal(after, before) {
		m.t.Errorf("the file has %v, and should have %v", after, before)
	}
	m.noStrays(data)
}

// keeping kills a command that backs up, restores or compacts, while another program adds an
// entry.
func (m *murder) keeping() {
	data, stick := m.t.TempDir(), m.t.TempDir()
	s := store.New(data, time.Now)
	add := func(title string) error {
		_, _, err := s.AddExperiment(store.Experiment{Title: title, Outcome: strings.Repeat(title, 1000)})
		return err
	}
	_, first := s.UpdateProfile(map[string]string{"name": "Ines"})
	_, second := s.BackUp(store.AskedFor)
	if err := errors.Join(first, add("One"), second, add("Two")); err != nil {
		m.t.Error(err)
		return
	}
	copied := filepath.Join(stick, "copy.db")
	command := [][]string{{"backup"}, {"backup", copied}, {"restore", "1"}, {"restore", "1"}, {"compact"}}[m.random.IntN(5)]
	added := make(chan error)
	pause := time.Duration(m.random.Int64N(int64(cmp.Or(m.longest[command[0]], 100*time.Millisecond))))
	time.AfterFunc(pause, func() { added <- add("Meanwhile") })
	m.kill(data, command...)
	if err := <-added; err != nil {
		m.t.Errorf("saving beside %q: %v", command, err)
	}
	m.start(data, "journal", "list")
	if command[0] == "backup" {
		m.start(data, "backup", copied, "--force")
	}
	m.noStrays(data)
	m.noStrays(stick)

	there, all := m.titles(data), []string{"One", "Two", "Meanwhile"}
	m.confirmed.Add(int64(len(all)))
	if command[0] == "restore" && !there["Two"] {
		// It was restored: what was there is in the newest backup of it.
		maps.Copy(there, m.inBackup(s, store.BeforeRestoring))
	}
	for _, title := range all {
		if !there[title] {
			m.t.Errorf("%q: %s is gone; there is %v", command, title, there)
		}
	}
}

// repairing kills a repair of a file one of whose first pages is damaged.
func (m *murder) repairing() {
	data, all := m.t.TempDir(), map[string]bool{"One": true, "Two": true, "Three": true}
	s := store.New(data, time.Now)
	for title := range all {
		if _, _, err := s.AddExperiment(store.Experiment{Title: title, Outcome: strings.Repeat(title, 1000)}); err != nil {
			m.t.Error(err)
			return
		}
		m.titles(data) // takes it in
	}
	file := filepath.Join(data, "waymark.db")
	damaged, err := os.ReadFile(file)
	if err != nil {
		m.t.Error(err)
		return
	}
	first := m.random.IntN(2) * os.Getpagesize()
	clear(damaged[first : first+os.Getpagesize()])
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		m.t.Error(err)
		return
	}
	m.kill(data, "doctor", "--rebuild")
	now, err := os.ReadFile(file)
	kept, unread := filepath.Glob(filepath.Join(data, "waymark-damaged-*.db"))
	if err := errors.Join(err, unread); err != nil {
		m.t.Error(err)
		return
	}
	if bytes.Equal(now, damaged) {
		m.start(data, "doctor", "--rebuild")
	} else if len(kept) == 0 {
		m.t.Error("another file is in place, and the damaged one was not kept")
	}
	for _, path := range kept {
		if as, err := os.ReadFile(path); err != nil || !bytes.Equal(as, damaged) {
			m.t.Errorf("%s is not the file as it was: %v", path, err)
		}
	}
	m.start(data, "journal", "list")
	m.noStrays(data)
	m.confirmed.Add(int64(len(all)))
	if there := m.titles(data); !maps.Equal(there, all) {
		m.t.Errorf("repaired, the file has %v", there)
	}
}

// inBackup returns the titles that the newest backup of a reason holds.
func (m *murder) inBackup(s *store.Store, reason store.Reason) map[string]bool {
	all, err := s.Backups()
	at := slices.IndexFunc(all, func(b store.Backup) bool { return b.Reason == reason })
	if err != nil || at < 0 {
		m.t.Errorf("no backup %v: %v", reason, err)
		return nil
	}
	dir := m.t.TempDir()
	if err := store.New(dir, time.Now).Restore(all[at].Path); err != nil {
		m.t.Error(err)
	}
	return m.titles(dir)
}
