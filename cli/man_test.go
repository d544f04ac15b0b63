package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every command has a manual with all that man-pages(7) asks for, and no word in it steers
// the typesetter.
func TestManualsAreWhole(t *testing.T) {
	root := newApp(nil, nil, nil).rootCommand()
	for _, cmd := range append(below(root), root) {
		page := manualOf(cmd).Page
		rest := page
		for _, section := range []string{"TH", "SH NAME", "SH SYNOPSIS", "SH DESCRIPTION", "SH OPTIONS", "SH EXAMPLES", "SH ENVIRONMENT", "SH FILES", "SH EXIT STATUS", "SH SEE ALSO"} {
			var found bool
			if _, rest, found = strings.Cut(rest, "."+section); !found {
				t.Errorf("the manual of %s has no %s in its place", cmd.CommandPath(), section)
			}
		}
		for line := range strings.Lines(page) {
			if name, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.HasPrefix(line, "'") || strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .B .BR .TP .PP .EX .EE ", " "+name+" ") {
				t.Errorf("the manual of %s: %q", cmd.CommandPath(), line)
			}
		}
	}
}

func TestRoffIsInert(t *testing.T) {
	r := new(roff)
	r.line(`.so /etc/passwd`)
	r.line(`'so it's \n 100 % --safe`)
	const want = "\\&.so /etc/passwd\n\\(aqso it\\(aqs \\en 100 % \\-\\-safe\n"
	if r.String() != want {
		t.Errorf("wrote %q, want %q", r.String(), want)
	}
}

// What others wrote to check and to read manuals has nothing to say against them.
func TestManualsAreRead(t *testing.T) {
	written, err := writeManual(filepath.Join(t.TempDir(), "man1"), newApp(nil, nil, nil).rootCommand())
	if err != nil {
		t.Fatal(err)
	}
	to := written.(manFolder)
	var files []string
	for _, name := range to.Files {
		files = append(files, filepath.Join(to.Folder, name))
	}
	if os.Getenv("WAYMARK_READERS") == "" {
		files = files[:10] // .ci/run readers has all of them read, which takes long
	}
	for _, reader := range [][]string{{"mandoc", "-T", "lint", "-W", "warning"}, {"man", "--warnings", "-l"}} {
		t.Run(reader[0], func(t *testing.T) {
			if _, err := exec.LookPath(reader[0]); err != nil {
				t.Skip("not installed")
			}
			for line := range strings.Lines(complaints(t, append(reader, files...))) {
				if !strings.Contains(line, "missing date") { // a build without a repository has none
					t.Error(line)
				}
			}
		})
	}
}

// complaints are what a reader of manuals says beside their text.
func complaints(t *testing.T, call []string) string {
	t.Helper()
	var errs strings.Builder
	cmd := exec.Command(call[0], call[1:]...)
	cmd.Env = append(os.Environ(), "MANPAGER=cat", "PAGER=cat", "MANROFFSEQ=", "LC_ALL=C.UTF-8", "MANWIDTH=80")
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if _, exit := errors.AsType[*exec.ExitError](err); err != nil && !exit {
		t.Fatal(err)
	}
	if call[0] == "mandoc" {
		return errs.String() + string(out)
	}
	return errs.String()
}

// The manual says of the exit codes what the pages say.
func TestExitCodesAreTold(t *testing.T) {
	for _, page := range []string{"json.md", "scripting.md"} {
		doc, err := os.ReadFile("../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		for code, words := range exitWords {
			if row := "| " + string(rune('0'+code)) + " | " + words + " |"; !strings.Contains(string(doc), row) {
				t.Errorf("docs/%s does not say %q", page, row)
			}
		}
	}
	for _, e := range exitCodes {
		if e.code >= len(exitWords) {
			t.Errorf("the code %d of %v is not told", e.code, e.err)
		}
	}
}
