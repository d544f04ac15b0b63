//go:build unix

package cli_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// An outlet is a command that writes a file which somebody named.
type outlet struct {
	name  string
	args  func(path string) []string
	file  string // what is written below the path; empty: the path itself
	force bool   // it takes --force
	mode  os.FileMode
}

// outlets are all of them.
func outlets() []outlet {
	at := func(args ...string) func(string) []string {
		return func(path string) []string {
			words := slices.Clone(args)
			for i, w := range words {
				words[i] = strings.ReplaceAll(w, "PATH", path)
			}
			return words
		}
	}
	return []outlet{
		{name: "journal as a table", args: at("journal", "export", "PATH", "--format", "csv"), force: true, mode: 0o600},
		{name: "journal as JSON", args: at("journal", "export", "PATH", "--format", "json"), force: true, mode: 0o600},
		{name: "journal as Markdown", args: at("journal", "export", "PATH"), file: "*.md", force: true, mode: 0o600},
		{name: "sheet of a rating", args: at("journal", "rate", "0", "--sheet", "PATH"), mode: 0o600},
		{name: "portfolio as HTML", args: at("portfolio", "export", "PATH", "--format", "html"), force: true, mode: 0o644},
		{name: "portfolio as Markdown", args: at("portfolio", "export", "PATH", "--format", "md"), force: true, mode: 0o644},
		{name: "snapshot", args: at("snapshot", "write", "PATH.json"), mode: 0o644},
		{name: "team file", args: at("team", "publish", "PATH"), file: "waymark-team.json", mode: 0o644},
		{name: "report as HTML", args: at("team", "report", "--html", "PATH.html"), force: true, mode: 0o644},
		{name: "report as a table", args: at("team", "report", "--csv", "PATH.csv"), force: true, mode: 0o644},
		{name: "report as Markdown", args: at("team", "report", "--md", "PATH.md"), force: true, mode: 0o644},
		{name: "pack of evidence", args: at("team", "evidence", "--to", "PATH"), file: "", mode: 0o700},
		{name: "new pack", args: at("pack", "new", "PATH"), mode: 0o755},
	}
}

// writer is a learner who leads a team, has a journal under rating and a portfolio.
func writer(t *testing.T) (data string) {
	t.Helper()
	data, shared := t.TempDir(), t.TempDir()
	hostileFiles(t, shared, "Ines")
	for _, args := range [][]string{
		{"setup", "--name", "Ines", "--department", "hr", "--pathway", "path-essentials"},
		{"journal", "add", "First"},
		{"journal", "variant", "0", "a"},
		{"journal", "variant", "0", "b"},
		{"journal", "case", "0", "x"},
		{"journal", "output", "0", "a", "1", "one"},
		{"journal", "output", "0", "b", "1", "two"},
		{"journal", "rate", "0", "--mode", "pairs"},
		{"portfolio", "add", "other", "--title", "Piece"},
		{"team", "import", shared, "--team", "Ours"},
	} {
		if code, _, said := call(t, data, args...); code != 0 {
			t.Fatalf("%q: %s", args, said)
		}
	}
	return data
}

// target is where an outlet writes for a path.
func (o outlet) target(path string) string {
	for _, word := range o.args(path) {
		if strings.HasPrefix(word, path) {
			path = word
		}
	}
	return filepath.Join(path, o.file)
}

// What is written where somebody said is there as a whole, and for whom it should be. What
// stands in its place stays as it is: no link is followed, no folder filled, no pipe waited
// for; and what cannot be written leaves nothing behind.
func TestFilesThatAreWritten(t *testing.T) { // not parallel: the umask is the whole process's
	data := writer(t)
	for _, o := range outlets() {
		dir := t.TempDir()
		path := filepath.Join(dir, "new-file")
		if strings.HasPrefix(o.args("PATH")[0], "team") && o.file != "" || o.file == "*.md" {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		old := syscall.Umask(0)
		code, _, said := call(t, data, o.args(path)...)
		syscall.Umask(old)
		target := o.target(path)
		if found, err := filepath.Glob(target); err == nil && len(found) == 1 {
			target = found[0]
		}
		info, err := os.Stat(target)
		if code != 0 || err != nil {
			t.Errorf("%s: code %d, %v: %s", o.name, code, err, said)
			continue
		}
		if info.Mode().Perm() != o.mode {
			t.Errorf("%s: %s is %v without a umask, want %v", o.name, target, info.Mode().Perm(), o.mode)
		}
		if !info.IsDir() {
			o.inItsPlace(t, data, path, target)
		}
		o.withoutRoom(t, data, filepath.Join(t.TempDir(), "sub", "new-file"))
	}
}

// Nobody else on the machine reads what is in the learner's folder, whatever the umask says:
// neither the folders nor any file that stays in them.
func TestNobodyElseReadsTheFolder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new")
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	for _, args := range [][]string{
		{"setup", "--name", "Ines", "--department", "hr", "--pathway", "path-essentials"},
		{"journal", "add", "Warmer tone in refund replies"},
		{"answer", "fnd-what-ai-is#invoice-tool", "c"},
		{"journal", "add", "Ask for sources"},
		{"backup"},
		{"compact"},
		{"restore", "1"},
		{"snapshot", "write", t.TempDir()},
		{"doctor"},
		{"journal", "add", "Afterwards"},
	} {
		if code, _, said := call(t, data, args...); code != 0 {
			t.Errorf("%q ended with code %d: %s", args, code, said)
		}
	}
	err := filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// inItsPlace puts something else where the file is, and writes it again.
func (o outlet) inItsPlace(t *testing.T, data, path, target string) {
	t.Helper()
	victim := filepath.Join(t.TempDir(), "victim")
	for what, put := range map[string]func() error{
		"a link":             func() error { return os.Symlink(victim, target) },
		"a link to nowhere":  func() error { return os.Symlink(victim+"-none", target) },
		"a folder":           func() error { return os.MkdirAll(filepath.Join(target, "x"), 0o700) },
		"a pipe":             func() error { return syscall.Mkfifo(target, 0o600) },
		"the file of others": func() error { return os.WriteFile(target, []byte("theirs"), 0o600) },
	} {
		for _, err := range []error{os.RemoveAll(target), os.WriteFile(victim, []byte("victim"), 0o600), put()} {
			if err != nil {
				t.Fatal(err)
			}
		}
		before, err := os.Lstat(target)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{o.args(path), append(o.args(path), "--force")} {
			isForced := args[len(args)-1] == "--force"
			if isForced && (!o.force || what == "the file of others") {
				continue
			}
			code, _, said := call(t, data, args...)
			if what == "a folder" && code == 0 && args[0] == "snapshot" {
				continue // which goes into it, under a name of its own
			}
			after, err := os.Lstat(target)
			if err != nil || code == 0 || after.Mode() != before.Mode() || !os.SameFile(before, after) {
				t.Errorf("%s over %s: code %d, %v: %s", o.name, what, code, err, said)
			}
			if !strings.Contains(squeeze(said), filepath.Base(target)) {
				t.Errorf("%s over %s: %s is not named: %s", o.name, what, filepath.Base(target), said)
			}
		}
		if text, err := os.ReadFile(victim); err != nil || string(text) != "victim" {
			t.Errorf("%s over %s: the victim is %q, %v", o.name, what, text, err)
		}
		if _, err := os.Lstat(victim + "-none"); err == nil {
			t.Errorf("%s over %s: the link was followed", o.name, what)
		}
	}
}

// withoutRoom writes into a folder that is not there, and where no file may have a byte.
func (o outlet) withoutRoom(t *testing.T, data, path string) {
	t.Helper()
	dir := filepath.Dir(path)
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, said := call(t, data, o.args(path)...); code == 0 || said == "" {
		t.Errorf("%s below a file: code %d: %s", o.name, code, said)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if o.file != "" {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("sh", append([]string{"-c", `ulimit -f 0 && exec waymark "$@"`, "sh", "--data", data}, o.args(path)...)...)
	out, err := cmd.CombinedOutput()
	if err == nil || cmd.ProcessState.ExitCode() < 1 || strings.Contains(string(out), "goroutine ") {
		t.Errorf("%s without room: %v: %s", o.name, err, out)
	}
	for _, pattern := range []string{"*", ".*", "*/*", "*/.*"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		found = slices.DeleteFunc(found, func(name string) bool { return name == path && o.file != "" })
		if err != nil || len(found) > 0 {
			t.Errorf("%s without room: %q stays behind, %v", o.name, found, err)
		}
	}
}
