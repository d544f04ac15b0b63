//go:build unix

package cli

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// peoplesOwn is what nobody can list: words and numbers that are a person's own.
var peoplesOwn = strings.Fields("TEXT TITLE NAME QUERY VALUE CMD TIME URL DAY N NUMBER MINUTES SECONDS WEEKS PERCENT AMOUNT")

// ownWords are words whose name is free, and that can be listed all the same.
var ownWords = strings.Fields("tags tool model domain team")

// offered is what a shell gets for the last of some words.
func offered(t *testing.T, f *folder, words ...string) (found []string, directive string) {
	t.Helper()
	out := f.run(t, "waymark __complete "+strings.Join(words, " "))
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return lines[:len(lines)-1], lines[len(lines)-1]
}

// wants holds what is offered for a word of this kind.
func wants(t *testing.T, kind string, found []string, directive string) {
	t.Helper()
	switch {
	case strings.Contains(kind, "FILE"), kind == "PATH", kind == "PACK":
		if directive != ":0" {
			t.Errorf("for %s it answers %s, where files are meant", kind, directive)
		}
	case kind == "FOLDER", kind == "DIR":
		if directive != ":16" && directive != ":0" {
			t.Errorf("for %s it answers %s, where folders are meant", kind, directive)
		}
	case slices.Contains(peoplesOwn, kind):
		if directive == ":0" {
			t.Errorf("for %s it offers files", kind)
		}
	case len(found) == 0:
		t.Errorf("for %s it offers nothing", kind)
	}
}

// wordsFor are words that stand for those of a use, where more follow.
var wordsFor = map[string]string{
	"waymark settings set KEY": "theme", "waymark answer ITEM": "fnd-what-ai-is#invoice-tool", "waymark journal run ID": "01M86 --",
	"ID": "01M86", "VARIANT": "a", "CASE": "1", "COMMAND": "journal", "waymark team assign ID": "Amara", "waymark team waive ID": "Amara",
	"waymark team unassign ID": "Amara", "waymark team note ID": "Amara",
}

// completed makes what there is to complete from.
var completed = []string{
	"waymark --at 2026-11-24T09:00:00Z portfolio add 01M86", "waymark hand raise fnd-what-ai-is", "waymark offer add fnd-what-ai-is",
	"waymark snapshot write 1.json", "waymark backup", "waymark pack new my-rules", "waymark pack install my-rules",
	"waymark team erase Jonas --reason left", "waymark journal edit 01M86 --tags mail,refunds --tool Copilot --model m1 --model-version 2 --domain support",
	"waymark --data lead setup --name Lea --department sales --pathway path-essentials", "waymark --data lead team import /shared/team --team Sales",
	"waymark --data lead team publish /shared/team", `waymark team accept /shared/team --key "3f9a 01bc 77d2 8e10 45ac"`,
}

// Every word and every flag of every command completes, or is somebody's own.
func TestEverythingCompletes(t *testing.T) {
	f := prepared(t).copy(t)
	for _, line := range completed {
		f.run(t, line)
	}
	root := newApp(nil, nil, nil).rootCommand()
	for _, cmd := range append(below(root), root) {
		path := strings.Fields(cmd.CommandPath())[1:]
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			before := completeArguments(t, f, cmd, path)
			cmd.NonInheritedFlags().VisitAll(func(flag *pflag.Flag) {
				if flag.NoOptDefVal != "" || flag.Name == "help" {
					return
				}
				kind, _ := pflag.UnquoteUsage(flag)
				found, directive := offered(t, f, slices.Concat(path, before, []string{"--" + flag.Name, "''"})...)
				if slices.Contains(ownWords, flag.Name) && cmd.CommandPath() != "waymark journal import" && len(found) == 0 {
					t.Errorf("--%s offers nothing", flag.Name)
				}
				t.Run("--"+flag.Name, func(t *testing.T) { wants(t, kind, found, directive) })
			})
		})
	}
}

// completeArguments holds what is offered for the words of a use, and returns words to stand
// for the first.
func completeArguments(t *testing.T, f *folder, cmd *cobra.Command, path []string) (before []string) {
	var typed []string
	for i, use := range strings.Fields(cmd.Use)[1:] {
		use = strings.Trim(use, "[].")
		if use == "--" || cmd.HasSubCommands() {
			continue
		}
		found, directive := offered(t, f, slices.Concat(path, typed, []string{"''"})...)
		notSent := cmd.CommandPath() == "waymark export log" || cmd.CommandPath() == "waymark placement" // nothing was; open in the screens
		if use != "CMD" && !notSent {
			wants(t, use, found, directive)
		}
		word, special := wordsFor[cmd.CommandPath()+" "+use]
		if !special {
			word = wordsFor[use]
		}
		typed = append(typed, strings.Fields(word)...)
		if i == 0 {
			before = strings.Fields(word)[:min(1, len(strings.Fields(word)))]
		}
	}
	return before
}

// Beside an id stands what it is.
func TestIDsAreDescribed(t *testing.T) {
	f := prepared(t).copy(t)
	for _, line := range completed {
		f.run(t, line)
	}
	for _, words := range []string{
		"lesson show ''", "module show ''", "pathway show ''", "drill run ''", "answer ''", "answer fnd-what-ai-is#", "answer fnd-what-ai-is#invoice-tool ''",
		"journal show ''", "portfolio show ''", "team member ''", "settings set ''", "settings set start ''", "help ''", "help journal ''",
		"export badge ''", "hand raise ''", "journal output 01M86 ''", "journal output 01M86 a ''", "snapshot log ''",
	} {
		found, _ := offered(t, f, words)
		for _, line := range found {
			if id, about, _ := strings.Cut(line, "\t"); about == "" {
				t.Errorf("%s offers %q without a word on it", words, id)
			}
		}
		if len(found) == 0 {
			t.Errorf("%s offers nothing", words)
		}
	}
}

// The scripts work in the shells that are installed.
func TestShellsComplete(t *testing.T) {
	f := prepared(t).copy(t)
	if err := os.MkdirAll("path", 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// testscript takes a test binary of this name for the program.
	if err := os.Symlink(self, filepath.Join("path", "waymark")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Join(f.dir, "path")+":"+os.Getenv("PATH"))
	t.Setenv("WAYMARK_DATA", filepath.Join(f.dir, "data"))
	asks := map[string]string{
		"bash": `_get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]}; prev=${COMP_WORDS[COMP_CWORD-1]}; words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
			__ltrim_colon_completions() { :; }
			source ./script
			COMP_WORDS=(waymark module show found); COMP_CWORD=3; COMP_LINE="waymark module show found"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
			__start_waymark; printf '%s\n' "${COMPREPLY[@]}"`,
		"fish": `source ./script; complete --do-complete="waymark module show found"`,
		"zsh": `autoload -Uz compinit && compinit -u -D
			source ./script; _describe() { eval "print -l \$$argv[-3] \$completions" }
			words=(waymark module show found); CURRENT=4; _arguments() { :; }; _waymark`,
	}
	for _, shell := range slices.Sorted(maps.Keys(asks)) {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("not installed")
			}
			if err := os.WriteFile("script", []byte(f.run(t, "waymark completion "+shell)), 0o600); err != nil {
				t.Fatal(err)
			}
			var errs bytes.Buffer
			cmd := exec.Command(shell, "-c", asks[shell])
			cmd.Env = append(os.Environ(), "HOME="+f.dir)
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if !strings.Contains(string(out), "foundations") {
				t.Errorf("it offers %q (%v): %s", out, err, errs.String())
			}
		})
	}
}
