//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pagerOf is a pager that keeps what it is given, with its environment, and says that it ran.
func pagerOf(t *testing.T) (command, kept string) {
	t.Helper()
	kept = filepath.Join(t.TempDir(), "kept")
	command = filepath.Join(t.TempDir(), "my pager")
	script := "#!/bin/sh\n{ echo \"$LESS $1\"; cat; } >'" + kept + "'\necho it was paged\n"
	if err := os.WriteFile(command, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return command, kept
}

// On a terminal a long page goes through the pager that the person names; a short one, JSON,
// and what goes elsewhere do not.
func TestALongPageGoesThroughThePager(t *testing.T) {
	t.Parallel()
	command, kept := pagerOf(t)
	data := t.TempDir()
	call(t, data, "setup", "--department", "sales", "--pathway", "path-sales")
	run := func(height int, pager string, args ...string) string {
		x := start(t, setting{data: data, width: 80, height: height, env: []string{"PAGER=" + pager}}, args...)
		if code := x.end(); code != 0 {
			t.Errorf("%q ended with code %d: %s", args, code, x.wrote())
		}
		return x.wrote()
	}
	if out := run(24, command, "lesson", "list"); !strings.Contains(out, "it was paged") || strings.Contains(out, "What AI is") {
		t.Errorf("it wrote %q", out)
	}
	text, err := os.ReadFile(kept)
	if err != nil || !strings.HasPrefix(string(text), "FRX \n") || !strings.Contains(string(text), "What AI is, and is not") {
		t.Errorf("the pager got %q, %v", text, err)
	}
	for what, out := range map[string]string{
		"a short page":  run(24, command, "version"),
		"JSON":          run(24, command, "lesson", "list", "--json"),
		"a tall window": run(500, command, "lesson", "list"),
		"no pager":      run(24, "/no/such pager", "lesson", "list"),
		"no command":    run(24, "'", "lesson", "list"),
	} {
		if strings.Contains(out, "it was paged") || !strings.Contains(out, "What AI is, and is not") && what != "a short page" {
			t.Errorf("%s wrote %q", what, out)
		}
	}
	if _, out, _ := call(t, data, "lesson", "list"); !strings.Contains(out, "What AI is, and is not") {
		t.Errorf("a pipe got %q", out)
	}
}
