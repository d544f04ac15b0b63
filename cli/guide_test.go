//go:build unix

package cli

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notRunInPages are the lines of the documentation that no test can run as they stand, and why.
var notRunInPages = map[string]string{
	"waymark settings set endpoint.key -":                                                "the keyring of the system is no test's",
	"waymark journal run ID --endpoint":                                                  "needs a model",
	"waymark export xapi --send https://records.example.com/xapi --key-file lrs-key.txt": "needs a record store",
	"waymark evidence verify waymark-evidence-2026-11-24 --key did:key:z6Mk...":          "names a key of somebody",
}

// beforePages is what has to be done before the commands of a page.
var beforePages = map[string][]string{
	"docs/backups.md":  {"waymark --at 2026-11-24T11:00:00Z backup", "waymark settings set goal 25", "waymark backup"},
	"docs/evidence.md": append(slices.Clone(twoTeams), "waymark --at 2026-11-24T09:00:00Z team evidence"),
}

// A shownCall is a line of a fenced block that calls the program.
type shownCall struct {
	line string // without the comment behind it
	code int    // with which it ends: the comment says so where it is not 0
}

// Every command that the documentation shows works, page by page, for somebody who has been learning.
func TestPagesRun(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	calls := make(map[string][]shownCall)
	for _, page := range append(pages, "../README.md", "../CONTRIBUTING.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if shown := callsIn(string(text)); len(shown) > 0 {
			calls[strings.TrimPrefix(page, "../")] = shown
		}
	}
	made := prepared(t)
	unused := maps.Clone(notRunInPages)
	for _, page := range slices.Sorted(maps.Keys(calls)) {
		t.Run(page, func(t *testing.T) {
			r := &reader{folder: made.copy(t)}
			for _, line := range beforePages[page] {
				r.read(t, shownCall{line: line})
			}
			for _, call := range calls[page] {
				if _, skipped := notRunInPages[call.line]; skipped {
					delete(unused, call.line)
					continue
				}
				r.read(t, call)
			}
		})
	}
	for line := range unused {
		t.Errorf("no page shows %q any more", line)
	}
}

var (
	fence    = regexp.MustCompile("(?ms)^```(?:sh|console)?\n(.*?)^```$")
	otherEnd = regexp.MustCompile(`\bcode ([1-9])\b`)
	calling  = regexp.MustCompile(`^((printf|echo|cat) .*\| )?waymark( |$)`)
)

// callsIn lists the calls of a page in its blocks for a shell: those without a language, sh and console.
func callsIn(page string) []shownCall {
	var calls []shownCall
	for _, block := range fence.FindAllStringSubmatch(page, -1) {
		text := strings.ReplaceAll(block[1], "\\\n", " ")
		for line := range strings.Lines(text) {
			line, comment, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "$ "), " # ")
			line = strings.TrimSpace(line)
			if rest, ok := strings.CutPrefix(line, "go run ."); ok {
				line = "waymark" + rest
			}
			if !calling.MatchString(line) {
				continue
			}
			call := shownCall{line: line}
			if said := otherEnd.FindStringSubmatch(comment); said != nil {
				call.code, _ = strconv.Atoi(said[1])
			}
			calls = append(calls, call)
		}
	}
	return calls
}

// A reader types what a page shows.
type reader struct {
	*folder
	entry string // the id that was printed last
}

var ulid = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{26}\b`)

// read carries out a line: calls joined by &&, perhaps with text from a pipe, or on into a pipe or a file.
func (r *reader) read(t *testing.T, call shownCall) {
	t.Helper()
	for part := range strings.SplitSeq(call.line, " && ") {
		part, file, _ := strings.Cut(part, " > ")
		if source, rest, fed := strings.Cut(part, " | waymark"); fed {
			r.stdin, part = filepath.Join(r.dir, "stdin.txt"), "waymark"+rest
			r.keep(t, r.stdin, filtered(t, source, ""))
		}
		part, filter, piped := strings.Cut(part, " | ")
		if r.entry != "" {
			part = strings.ReplaceAll(part+" ", " ID ", " "+r.entry+" ")
		}
		out := r.ends(t, strings.TrimSpace(part), call.code)
		if id := ulid.FindString(out); id != "" {
			r.entry = id
		}
		if piped {
			out = filtered(t, filter, out)
		}
		if file != "" {
			r.keep(t, file, out)
		}
		r.stdin = ""
	}
}

func (r *reader) keep(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Error(err)
	}
}

// filtered is what a command of the system makes of a text.
func filtered(t *testing.T, filter, text string) string {
	t.Helper()
	tool, _, _ := strings.Cut(filter, " ")
	if _, err := exec.LookPath(tool); err != nil {
		t.Logf("%s is not on this machine", tool)
		return text
	}
	cmd := exec.Command("sh", "-c", filter)
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", filter, err, out)
	}
	return string(out)
}

var span = regexp.MustCompile("`(waymark [a-z][^`\n]*)`")

// What a page names in a sentence is a command, with flags that it has.
func TestPagesNameCommands(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("../docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range slices.Concat(pages, decisions, []string{"../README.md", "../CONTRIBUTING.md", "../SECURITY.md"}) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range span.FindAllStringSubmatch(string(text), -1) {
			if fault := misnamed(found[1]); fault != "" {
				t.Errorf("%s: %s: %s", page, found[1], fault)
			}
		}
	}
}

// misnamed says what of a call there is not; flags of a program behind -- are its own.
func misnamed(call string) string {
	root := newApp(nil, nil, nil).rootCommand()
	root.InitDefaultHelpCmd()
	call, _, _ = strings.Cut(call, " -- ")
	args := strings.Fields(call)[1:]
	named := slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return strings.HasPrefix(arg, "-") })
	cmd, rest, err := root.Find(named)
	if err != nil || cmd == root || cmd.HasSubCommands() && len(rest) > 0 {
		return "no such command"
	}
	for _, arg := range args {
		name, _, _ := strings.Cut(strings.TrimRight(arg, ".,;:)"), "=")
		if name, long := strings.CutPrefix(name, "--"); long && name != "help" && cmd.Flag(name) == nil {
			return "no flag --" + name
		}
	}
	return ""
}
