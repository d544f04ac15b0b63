//go:build unix

package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A prompt waits for nobody: not for a program that holds the file, nor for an entry that
// has still to be taken in.
func TestAStatusLineWaitsForNobody(t *testing.T) {
	dir := setUpData(t)
	file := filepath.Join(dir, "waymark.db")
	call(t, dir, "status")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	call(t, dir, "journal", "add", "Warmer tone") // which waits beside the file
	if code, out, said := call(t, dir, "status", "--short"); code != 0 || !strings.HasPrefix(out, "▶ ") || said != "" {
		t.Errorf("code %d: %q, %q", code, out, said)
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the file changed, or %v", err)
	}
	lock(t, file)
	fastest := time.Hour
	for try := 0; try < 3 && fastest > time.Second; try++ { // the machine may have other work
		began := time.Now()
		if code, out, said := call(t, dir, "status", "--short"); code != 0 || out != "\n" || said != "" {
			t.Errorf("code %d: %q, %q", code, out, said)
		}
		fastest = min(fastest, time.Since(began))
	}
	if fastest > time.Second {
		t.Errorf("it waited for %v", fastest)
	}
}

// snippet is what docs/integration.md says to put into a file of a language.
func snippet(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/integration.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)\n```" + language + "\n(.*?)```").FindSubmatch(text)
	if found == nil {
		t.Fatalf("docs/integration.md has nothing for %s", language)
	}
	return string(found[1])
}

// tool is the path of a program; without it the test is skipped.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}

func TestThePromptOfBash(t *testing.T) {
	bash := tool(t, "bash")
	for data, want := range map[string]string{setUpData(t): "[▶ 12 min] $ ", t.TempDir(): "$ "} {
		cmd := exec.Command(bash, "--norc", "-c", "PS1='$ '\n"+snippet(t, "bash")+`printf %s "${PS1@P}"`)
		cmd.Env = append(os.Environ(), "WAYMARK_DATA="+data)
		out, err := cmd.CombinedOutput()
		if failed, ok := errors.AsType[*exec.ExitError](err); ok && strings.Contains(string(out), "bad substitution") {
			t.Skipf("this bash cannot print its prompt: %v", failed)
		}
		if string(out) != want {
			t.Errorf("the prompt is %q, want %q (%v)", out, want, err)
		}
	}
}

func TestTheStatusBarOfTmux(t *testing.T) {
	tmux := tool(t, "tmux")
	dir := t.TempDir()
	conf := filepath.Join(dir, "tmux.conf")
	if err := os.WriteFile(conf, []byte(snippet(t, "tmux")), 0o600); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "s")
	x := start(t, setting{program: tmux, data: setUpData(t), width: 80, height: 24, env: []string{"TMUX=", "LC_ALL=C.UTF-8"}},
		"-S", socket, "-f", conf, "new-session", "sh")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() })
	x.wait("saw the status bar", regexp.MustCompile(`▶ 12 min  \d\d:\d\d\s*$`).MatchString)
}
