package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// team measures goals 14 and 15.
func (s *suite) team() {
	files, payloads := s.aTeam(10_000)
	dir := s.importing(files, payloads)
	ours, plain := s.openAgain(dir, files), s.lookAndRead(dir, files)
	all := inTurn(10, ours, plain)
	s.ratio("15", "a team of 10,000 opened again, nothing changed, to reading metadata and the cache", all[0], all[1], 1.5)
	s.opening(dir)
}

// importing takes in a team for the first time, and returns the lead's folder.
func (s *suite) importing(files, payloads string) (dir string) {
	var work, plain sample
	var memory float64
	take := func() float64 {
		dir = filepath.Join(s.t.TempDir(), "waymark")
		args := []string{"team", "import", files, "--data", dir, "--at", "2026-11-24T09:00:00Z"}
		took, busy := run(s.t, exec.Command(s.waymark, args...))
		work, plain = append(work, busy), append(plain, s.decodeAndVerify(files))
		return took
	}
	measure := []func() float64{take}
	jq, err := exec.LookPath("jq")
	if err == nil {
		pipe := fmt.Sprintf("find %s -name '*.json' -print0 | sort -z | xargs -0 cat | %s -n --arg day 2026-11-24 -f ../store/team/testdata/board.jq", payloads, jq)
		measure = append(measure, command(s.t, "sh", "-c", pipe))
	}
	all := inTurn(3, measure...)
	if err == nil {
		s.ratio("14", "first import of 10,000 snapshots of 20 kB, to jq", all[0], all[1], 0.15)
	} else {
		s.leftOut("14", "first import of 10,000 snapshots of 20 kB, to jq", "jq is not there")
	}
	s.ratio("14", "its processor time, to encoding/json and the signatures", work, plain, 0.65)
	base := memoryOf(s.t, s.waymark, "version")
	memory = memoryOf(s.t, s.waymark, "team", "import", files, "--data", filepath.Join(s.t.TempDir(), "waymark"), "--at", "2026-11-24T09:00:00Z")
	s.atMost("14", "its peak memory, above that of `version`", memory-base, 64, mebibyte, fmt.Sprintf("%.0f and %.0f MiB", memory, base))
	return dir
}

// decodeAndVerify is the processor time that the standard library's JSON and every
// signature take.
func (s *suite) decodeAndVerify(files string) float64 {
	s.t.Helper()
	before := ownTime(s)
	for _, entry := range s.entries(files) {
		data, err := os.ReadFile(filepath.Join(files, entry.Name()))
		if err != nil {
			s.t.Fatal(err)
		}
		signed, err := envelope.Open(data, snapshot.Kind)
		if err != nil {
			s.t.Fatal(err)
		}
		var told snapshot.Snapshot
		if err := json.Unmarshal(signed.Payload, &told); err != nil {
			s.t.Fatal(err)
		}
	}
	return milliseconds(ownTime(s) - before)
}

func (s *suite) entries(dir string) []os.DirEntry {
	s.t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	return entries
}

// ownTime is for how long this process has kept processors busy.
func ownTime(s *suite) time.Duration {
	s.t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		s.t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// openAgain looks at the folder and lays out the board, as a program does that was started anew.
func (s *suite) openAgain(dir, files string) func() float64 {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		s.t.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	return func() float64 {
		s.t.Helper()
		began := time.Now()
		lead := store.New(dir, func() time.Time { return now })
		if _, err := team.Import(lead, "", files, now); err != nil {
			s.t.Fatal(err)
		}
		people, err := team.People(lead)
		if err != nil {
			s.t.Fatal(err)
		}
		if rows := team.NewBoard(c, people, now).Rows; len(rows) != len(s.entries(files)) {
			s.t.Fatalf("%d people are on the board", len(rows))
		}
		return milliseconds(time.Since(began))
	}
}

// lookAndRead reads what the folder says of each file, and the lead's file, to its end.
func (s *suite) lookAndRead(dir, files string) func() float64 {
	return func() float64 {
		s.t.Helper()
		began := time.Now()
		for _, entry := range s.entries(files) {
			if _, err := entry.Info(); err != nil {
				s.t.Fatal(err)
			}
		}
		if _, err := os.ReadFile(filepath.Join(dir, "waymark.db")); err != nil {
			s.t.Fatal(err)
		}
		return milliseconds(time.Since(began))
	}
}

// opening opens the tab of a large team, and presses keys while it is read.
func (s *suite) opening(dir string) {
	command(s.t, s.waymark, "setup", "--name", "Tom", "--department", "hr", "--pathway", "path-essentials", "--data", dir)()
	lead := visit{setting: setting{program: s.waymark, data: dir}, ready: "[1 Today]", args: []string{"--at", "2026-11-24T09:00:00Z"}}
	var quits sample
	all := inTurn(rounds(), s.frame(lead, &quits), s.frame(s.minimal(s.floor), &quits))
	s.ratio("15", "first frame of a lead of 10,000, to the floor", all[0], all[1], 1.5)
	var answered sample
	for range 5 {
		x := start(s.t, setting{program: s.waymark, data: dir, width: 120, height: 40}, lead.args...)
		x.see("[1 Today]", "Essentials")
		pressed := time.Now()
		x.press("6")
		x.see("[6 Team]")
		for _, tab := range []string{"5 Progress", "6 Team"} {
			x.press(tab[:1])
			_, drawn := x.wait("opened "+tab, func(screen string) bool { return strings.Contains(screen, "["+tab) })
			answered = append(answered, milliseconds(drawn.Sub(pressed)))
			pressed = time.Now()
		}
		x.press("q")
		x.end()
	}
	s.atMost("15", "keys answered while the team is read, the slowest", answered.p(100), frameTime+50, " ms", fmt.Sprintf("p50 %.1f ms", answered.p(50)))
}
