//go:build unix

package cli_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"waymark/cli"
	"waymark/store"
	"waymark/store/endpoint/endpointtest"
)

// onBench logs an entry with two variants and two cases, and returns its id.
func onBench(t *testing.T, data string) string {
	t.Helper()
	s := store.New(data, time.Now)
	e, _, err := s.AddExperimentWith(store.Experiment{Title: "Warmer refusals"},
		[]store.Variant{{Name: "plain", Prompt: "Refuse: {input}"}, {Name: "warm", Prompt: "Refuse warmly: {input}"}}, nil)
	if err == nil {
		_, err = s.KeepCases(e.ID, store.Case{Input: "letter 1"}, store.Case{Input: "letter 2"})
	}
	if err != nil {
		t.Fatal(err)
	}
	return e.ID
}

func TestTheEndpointMakesWhatIsMissing(t *testing.T) {
	data := setUpData(t)
	id := onBench(t, data)
	run := func(code int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, errs bytes.Buffer
		if got := cli.Run(append([]string{"--data", data}, args...), strings.NewReader(""), &out, &errs, nil); got != code {
			t.Fatalf("%q: code %d, want %d: %s%s", args, got, code, out.String(), errs.String())
		}
		return out.String(), errs.String()
	}
	holds := func(text string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in:\n%s", w, text)
			}
		}
	}
	_, said := run(2, "journal", "run", id, "--endpoint")
	holds(said, "no endpoint is set up")
	server := endpointtest.New(endpointtest.OK("Sorry."), endpointtest.Status(http.StatusBadRequest, "too long"),
		endpointtest.Say(func(r endpointtest.Received) string { return "To: " + r.Prompt }))
	run(0, "settings", "set", "endpoint.url", server.Start(t))
	run(0, "settings", "set", "endpoint.model", "test-1")

	run(0, "journal", "edit", id, "--data-class", "personal")
	_, said = run(7, "journal", "run", id, "--endpoint")
	holds(said, "marked as personal data", "nothing was sent")
	if n := len(server.Received()); n != 0 {
		t.Fatalf("%d requests for personal data", n)
	}
	out, said := run(1, "journal", "run", id, "--endpoint", "--send-anyway", "--json")
	holds(said, "Sending 4 requests to 127.0.0.1", `the model "test-1"`, "because you said --send-anyway", "4 of 4", "failed for 1 output")
	holds(out, `"made": 3`, `"source": "endpoint"`, `"missing": 1`, "too long")
	out, _ = run(0, "journal", "run", id, "--endpoint", "--send-anyway")
	holds(out, "1 output made.", "Rate them blind")
	if n := len(server.Received()); n != 5 {
		t.Errorf("%d requests: what is there was asked again", n)
	}
	run(2, "journal", "run", id, "--endpoint", "--", "true")
	run(2, "journal", "run", id, "--send-anyway", "--", "true")
}

// A refused key ends the run: no other request would fare better.
func TestARefusedKeyEndsTheRun(t *testing.T) {
	data := setUpData(t)
	id := onBench(t, data)
	server := endpointtest.New(endpointtest.Status(http.StatusUnauthorized, "no"))
	call(t, data, "settings", "set", "endpoint.url", server.Start(t))
	call(t, data, "settings", "set", "endpoint.model", "test-1")
	var out, errs bytes.Buffer
	code := cli.Run([]string{"--data", data, "journal", "run", id, "--endpoint"}, strings.NewReader(""), &out, &errs, nil)
	if code != 1 || len(server.Received()) > 2 || !strings.Contains(errs.String(), "wants a key (401)") {
		t.Errorf("code %d after %d requests: %s", code, len(server.Received()), errs.String())
	}
}

// An output that cannot be kept ends the run: the others could not be kept either, and
// to make them may cost money.
func TestARunWhoseOutputCannotBeKeptEnds(t *testing.T) {
	t.Parallel()
	data, calls := setUpData(t), filepath.Join(t.TempDir(), "calls")
	id := onBench(t, data)
	command := "echo call >> " + calls + "; mv " + filepath.Join(data, "waymark.db") + " " + calls + ".db; echo an answer"
	var out, errs bytes.Buffer
	code := cli.Run([]string{"--data", data, "journal", "run", id, "--", "sh", "-c", command}, strings.NewReader(""), &out, &errs, nil)
	made, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	if code == 0 || string(made) != "call\n" {
		t.Errorf("code %d after the calls %q: %s", code, made, errs.String())
	}
}

// Ctrl+C ends a command that will not end, with what it started, and keeps what
// was made before.
func TestARunIsStoppedWithAllThatItStarted(t *testing.T) {
	t.Parallel()
	data, folder := setUpData(t), t.TempDir()
	id := onBench(t, data)
	script := filepath.Join(folder, "stubborn.sh")
	if err := os.WriteFile(script, []byte(`
trap '' INT TERM HUP
if [ ! -e done ]; then touch done; echo made; exit; fi
sleep 1000 &
echo child $! is here > /dev/tty
while :; do wait; done
`), 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, setting{data: data}, "journal", "run", id, "--", "sh", "-c", "cd "+folder+" && . ./stubborn.sh")
	found := regexp.MustCompile(`child (\d+) is here`).FindStringSubmatch(x.see("2 of 4: warm, case 1", "is here"))
	child, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	x.press("\x03")
	if code := x.end(); code != 1 {
		t.Errorf("ended with code %d", code)
	}
	x.see("1 output made.", "Stopped. The same call goes on with what is missing.", "3 outputs missing")
	for began := time.Now(); syscall.Kill(child, 0) == nil && !zombie(child); {
		if time.Since(began) > 10*time.Second {
			t.Fatal("what the command started goes on")
		}
		runtime.Gosched()
	}
}

// zombie reports that a process ended, and nobody has asked for its code yet.
func zombie(pid int) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(text), ") Z ")
}

func TestACommandThatPrintsForeverIsEnded(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	id := onBench(t, data)
	var out, errs bytes.Buffer
	code := cli.Run([]string{"--data", data, "journal", "run", id, "--", "sh", "-c", "trap '' PIPE; yes; yes"}, strings.NewReader(""), &out, &errs, nil)
	if code != 1 || strings.Count(out.String(), "it printed more than 1024 KB") != 4 {
		t.Errorf("code %d: %s%s", code, out.String(), errs.String())
	}
}

// A command that is done may leave something running that keeps its output open.
func TestACommandThatLeavesAChildIsDone(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	id := onBench(t, data)
	call(t, data, "journal", "output", id, "a", "1", "x")
	call(t, data, "journal", "output", id, "a", "2", "x")
	call(t, data, "journal", "output", id, "b", "1", "x")
	var out, errs bytes.Buffer
	code := cli.Run([]string{"--data", data, "journal", "run", id, "--", "sh", "-c", "sleep 3 & echo done"}, strings.NewReader(""), &out, &errs, nil)
	if code != 0 || !strings.Contains(out.String(), "1 output made.") {
		t.Errorf("code %d: %s%s", code, out.String(), errs.String())
	}
}
