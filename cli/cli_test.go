package cli_test

import (
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/testscript"

	"waymark/store/clean"
)

var update = flag.Bool("update", false, "write what the scripts print into them")

// TestMain makes this test binary stand for the program in scripts: waymark as
// people type it, and tea for waymark on a morning in November with a pack of
// two lessons, so that no script depends on the wording of Waymark's own. It may
// open no socket; dial is a program that tries to.
func TestMain(m *testing.M) {
	run := func(before ...string) func() {
		return func() {
			forbidSockets()
			code := runToSchema(append(before, os.Args[1:]...))
			keepStatus()
			os.Exit(code)
		}
	}
	testscript.Main(m, map[string]func(){
		"waymark": run(),
		"tea":     run("--at", "2026-11-24T09:00:00Z", "--pack", os.Getenv("PACK")),
		"dial":    dial,
		"crash":   crash,
	})
}

// keepStatus copies what Linux knows of this process into the file that WAYMARK_STATUS names,
// for its peak of memory: what the kernel says of a process that is gone counts in the
// memory of whoever started it.
func keepStatus() {
	to := os.Getenv("WAYMARK_STATUS")
	if to == "" {
		return
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		_ = os.WriteFile(to, status, 0o600) // where it is missing the reader says so
	}
}

func TestScripts(t *testing.T) {
	pack, err := filepath.Abs("testdata/pack")
	if err != nil {
		t.Fatal(err)
	}
	languages, err := filepath.Abs("../curriculum/testdata/languages")
	if err != nil {
		t.Fatal(err)
	}
	seen := documentsSeen(t)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("WAYMARK_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("WAYMARK_CONFIG", filepath.Join(env.WorkDir, "config", "config.toml"))
			env.Setenv("PACK", pack)
			env.Setenv("LANGUAGES", languages)
			env.Setenv("WAYMARK_SEEN", seen)
			return nil
		},
		Condition: func(name string) (bool, error) { return name == "root" && os.Geteuid() == 0, nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":       code,
			"json":       isJSON,
			"calm":       isCalm,
			"unlabelled": unlabelled,
			"id":         id,
			"payload":    payload,
		},
	})
}

// id keeps the first id that the last command printed as JSON, or another text: id ENTRY,
// id KEY fingerprint.
func id(ts *testscript.TestScript, _ bool, args []string) {
	name := append(args, "id")[1]
	found := regexp.MustCompile(`"` + name + `": "([^"]+)"`).FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("the last command printed no %s", name)
	}
	ts.Setenv(args[0], found[1])
}

// payload puts what an envelope holds in the place of the last output: payload FILE.
func payload(ts *testscript.TestScript, _ bool, args []string) {
	var envelope struct{ Payload []byte }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &envelope))
	_, err := ts.Stdout().Write(envelope.Payload)
	ts.Check(err)
}

// code runs a program and holds that it ends with a code: code 2 waymark bogus.
func code(ts *testscript.TestScript, _ bool, args []string) {
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var parse error
		got, parse = strconv.Atoi(strings.TrimPrefix(err.Error(), "exit status "))
		ts.Check(parse)
	}
	if want := args[0]; strconv.Itoa(got) != want {
		ts.Fatalf("exit code %d, want %s", got, want)
	}
}

// isJSON holds that the last command printed one JSON document and nothing else.
func isJSON(ts *testscript.TestScript, _ bool, _ []string) {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var document any
	ts.Check(decoder.Decode(&document))
	if err := decoder.Decode(&document); err != io.EOF {
		ts.Fatalf("more than one document on standard output")
	}
}

// isCalm holds that nothing which the last command printed steers a terminal,
// and that no line of its text is wider than 80 columns.
func isCalm(ts *testscript.TestScript, _ bool, _ []string) {
	out := ts.ReadFile("stdout")
	if all := out + ts.ReadFile("stderr"); clean.Text(all) != all {
		ts.Fatalf("control characters in %q", all)
	}
	for line := range strings.Lines(out) {
		if w := ansi.StringWidth(line); w > 80 {
			ts.Fatalf("%d columns: %s", w, line)
		}
	}
}
