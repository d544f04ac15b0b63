package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// faults are the calls that change a disk, and how each may fail.
var faults = map[string][]string{
	"openat":    {"EMFILE", "EACCES", "EROFS", "EIO", "ENOSPC", "EDQUOT"},
	"write":     {"ENOSPC", "EIO", "EDQUOT", "EINTR"},
	"pwrite64":  {"ENOSPC", "EIO", "EDQUOT", "EINTR"},
	"fsync":     {"EIO", "ENOSPC", "EDQUOT", "EINTR"},
	"fdatasync": {"EIO", "ENOSPC", "EDQUOT", "EINTR"},
	"ftruncate": {"EIO", "ENOSPC", "EDQUOT"},
	"truncate":  {"EIO", "EACCES"},
	"linkat":    {"EPERM", "EACCES", "EIO", "ENOSPC"},
	"renameat":  {"EACCES", "EIO", "ENOSPC"},
	"unlinkat":  {"EACCES", "EIO", "EROFS"},
	"mkdirat":   {"EACCES", "EROFS", "EIO", "ENOSPC"},
}

// causes are the words for each fault: those of the system, or Waymark's own.
var causes = map[string]string{
	"EMFILE": "too many open files", "EACCES": "permission denied|may not be changed", "EPERM": "not permitted|may not be changed",
	"EROFS": "read-only|may not be changed", "EIO": "input/output error", "ENOSPC": "no space left|disk is full",
	"EDQUOT": "quota|disk is full", "EINTR": "interrupted",
}

// nextStep is how a message tells what to do about a disk.
var nextStep = regexp.MustCompile(`free some space|allow writing|try again|look at the folder|another folder|put back|the command did its work|close some`)

// A victim is a learner whose disk fails, and what was acknowledged to them.
type victim struct {
	*testing.T
	data    string
	entries []string
	name    string
	maybe   string // a name whose save was said to have failed
}

// TestFaults runs commands of the program while one of their calls to the disk fails, or all
// from one on. Nothing that was acknowledged is lost, nothing crashes, and each message
// names the cause and the next step. WAYMARK_FAULTS is how many
// such runs there are; 10 if not given.
func TestFaults(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed: no call can be made to fail")
	}
	wanted := 10
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_FAULTS")); err == nil {
		wanted = given
	}
	random, began := rand.New(rand.NewPCG(20261126, 1)), time.Now()
	struck, told, v := 0, 0, &victim{T: t, data: filepath.Join(t.TempDir(), "home", "waymark")}
	for run := 0; struck < wanted; run++ {
		if run%8 == 0 { // a new learner
			v = &victim{T: t, data: filepath.Join(t.TempDir(), "home", "waymark")}
		}
		hit, failed := v.meet(random, run)
		if hit {
			struck++
		}
		if failed {
			told++
		}
	}
	t.Logf("%d runs with a fault in %v: %d said what failed; nothing acknowledged is lost", struck, time.Since(began).Round(time.Second), told)
}

// meet runs a command while a call fails, and looks at what it said and did.
func (v *victim) meet(random *rand.Rand, run int) (hit, failed bool) {
	names := []string{"openat", "write", "write", "pwrite64", "pwrite64", "fsync", "fsync", "fdatasync", "fdatasync", "ftruncate", "truncate", "unlinkat"}
	if len(v.entries) == 0 { // nothing is there yet
		names = append(names, "openat", "linkat", "linkat", "renameat", "unlinkat", "mkdirat", "mkdirat")
	}
	call := names[random.IntN(len(names))]
	fault := faults[call][random.IntN(len(faults[call]))]
	when := fmt.Sprint(1 + random.IntN(2)*random.IntN(5))
	if fault != "EINTR" && random.IntN(3) == 0 { // the system does not interrupt for ever
		when += "+"
	}
	title, name := fmt.Sprint("Note ", run), fmt.Sprint("Ines ", run)
	args := [][]string{{"journal", "add", title}, {"setup", "--name", name, "--department", "hr", "--pathway", "path-essentials"}, {"status"}}[min(2, random.IntN(5)/2)]
	trace := filepath.Join(v.TempDir(), "trace")
	ctx, stop := context.WithTimeout(v.Context(), patience)
	defer stop()
	options := []string{"-f", "-y", "-o", trace, "-e", "trace=" + call, "-e", "inject=" + call + ":error=" + fault + ":when=" + when}
	if call == "write" || random.IntN(4) > 0 { // or else the calls that a program always makes are counted, too
		for _, name := range []string{"..", "", "waymark.db", "waymark.db.checked", "spool", "spool/entries.log", "spool/entries.log.lock"} {
			options = append(options, "-P", filepath.Join(v.data, name))
		}
	}
	cmd := exec.CommandContext(ctx, "strace", slices.Concat(options, []string{"waymark", "--data", v.data}, args)...)
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	content, _ := os.ReadFile(trace)
	hit = v.struck(string(content))
	what := fmt.Sprintf("run %d: %s %s %s: %q\nout: %s\nerr: %s", run, call, fault, when, args, &stdout, &stderr)
	if crashed := regexp.MustCompile(`panic|goroutine|fatal error`); crashed.MatchString(stderr.String()) && hit || cmd.ProcessState.ExitCode() < 0 {
		v.Errorf("it crashed: %s", what)
	}
	if err == nil {
		v.acknowledged(args, title, name)
	} else if args[0] == "setup" {
		v.maybe = name
	}
	said := strings.ToLower(strings.Join(strings.Fields(stderr.String()), " "))
	if told := regexp.MustCompile(causes[fault]).MatchString(said) && nextStep.MatchString(said); err != nil && hit && !told {
		v.Errorf("the message does not name the cause and the next step: %s", what)
	}
	v.examine(what)
	return hit, err != nil
}

// struck reports that a call on the learner's folder, or on what is printed, failed.
func (v *victim) struck(trace string) bool {
	for line := range strings.SplitSeq(trace, "\n") {
		if strings.Contains(line, "(INJECTED)") && (strings.Contains(line, filepath.Dir(v.data)) || strings.Contains(line, "pipe:")) {
			return true
		}
	}
	return false
}

func (v *victim) acknowledged(args []string, title, name string) {
	switch args[0] {
	case "journal":
		v.entries = append(v.entries, title)
	case "setup":
		v.name, v.maybe = name, name
	}
}

// examine looks, on a disk that is well again, for all that was acknowledged.
func (v *victim) examine(what string) {
	s := store.New(v.data, time.Now)
	p, err := s.Profile()
	if err != nil {
		v.Errorf("%v: after %s", err, what)
	}
	if p.Name != v.name && p.Name != v.maybe {
		v.Errorf("the name is %q, and %q was acknowledged: after %s", p.Name, v.name, what)
	}
	v.name, v.maybe = p.Name, p.Name
	held, err := held(s)
	if err != nil {
		v.Errorf("%v: after %s", err, what)
	}
	for _, title := range v.entries {
		if held["entry "+title] != 1 {
			v.Errorf("the acknowledged %s is there %d times: after %s", title, held["entry "+title], what)
		}
	}
}
