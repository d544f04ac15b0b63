//go:build unix

package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-shellwords"

	"waymark/curriculum"
)

// notRun are the examples that no test can run as they stand, and why.
var notRun = map[string]string{
	"waymark --plain": "a conversation needs a terminal",
	"waymark lesson open fnd-what-ai-is --plain":                                     "a conversation needs a terminal",
	"waymark team accept /shared/team":                                               "at a terminal it asks about the key; without one it needs --key",
	"waymark settings set endpoint.key -":                                            "the keyring of the system is no test's",
	"waymark journal run 01M86 --endpoint":                                           "needs a model",
	"waymark journal rate 01M86 --from for-ben.csv --rater Ben":                      "needs somebody who fills in the sheet",
	"waymark export xapi --send https://records.example.com/xapi --key-file key.txt": "needs a record store",
	"waymark export badge badge-evaluator --to evaluator.jwt --name":                 "a badge takes weeks to earn; store/interop tests how it is signed",
	"waymark badge verify evaluator.jwt":                                             "a badge takes weeks to earn; store/interop tests how it is checked",
	"waymark team trust Amara":                                                       "needs a key that changed, shows both and ends with code 2: testdata/script/team_member.txtar",
	`waymark team trust Amara --key "3f9a 01bc 77d2 8e10 45ac"`:                      "needs a key that changed: testdata/script/team_member.txtar",
	"waymark evidence verify /audit/pack --key did:key:z6Mk...":                      "names a key of somebody",
}

// before is what has to be done before the examples of a command.
var before = map[string][]string{
	"waymark undo":              {"waymark settings set goal 25"},
	"waymark journal rate":      rated,
	"waymark journal result":    rated,
	"waymark journal unshare":   {"waymark journal share 01M86 --redact"},
	"waymark portfolio show":    onePiece,
	"waymark portfolio edit":    {`waymark --at 2026-11-24T09:00:00Z portfolio add template-card --title "Refund replies"`},
	"waymark portfolio attest":  onePiece,
	"waymark portfolio remove":  onePiece,
	"waymark portfolio export":  onePiece,
	"waymark hand lower":        {"waymark hand raise fnd-what-ai-is"},
	"waymark offer remove":      {"waymark offer add fnd-what-ai-is"},
	"waymark snapshot verify":   {"waymark snapshot write waymark-ines-7g3k2m.json"},
	"waymark snapshot log":      {"waymark snapshot write 1.json", "waymark snapshot write 2.json", "waymark snapshot write 3.json"},
	"waymark snapshot withdraw": {"waymark snapshot write /shared/team"},
	"waymark team add":          {"waymark snapshot write waymark-ines-7g3k2m.json"},
	"waymark team board":        twoTeams,
	"waymark team report":       twoTeams,
	"waymark team evidence":     twoTeams,
	"waymark team unassign":     {"waymark team assign Amara ethical-ai --reason Audit"},
	"waymark team readmit":      {"waymark team erase Amara --reason left"},
	"waymark team accept":       published,
	"waymark team leave":        append(slices.Clone(published), `waymark team accept /shared/team --key "3f9a 01bc 77d2 8e10 45ac"`),
	"waymark evidence verify":   {"waymark --at 2026-11-24T09:00:00Z team evidence"},
	"waymark restore":           {"waymark --at 2026-11-24T11:00:00Z backup", "waymark settings set goal 25", "waymark backup", "waymark backup /media/stick/waymark-backup.db"},
	"waymark merge":             {"waymark backup /media/stick/waymark.db"},
	"waymark erase":             {"waymark snapshot write mine.json"},
	"waymark pack check":        {"waymark pack new my-rules"},
	"waymark pack install":      {"waymark pack new my-rules"},
	"waymark pack info":         {"waymark pack new my-rules"},
	"waymark pack remove":       {"waymark pack new my-rules", "waymark pack install my-rules"},
}

var (
	rated = []string{
		"waymark journal case 01M86 --change 2 --remove",
		`waymark journal output 01M86 a 1 "We are sorry."`, `waymark journal output 01M86 b 1 "Dear Ms Ade, we are sorry."`,
	}
	twoTeams  = []string{"waymark team import /shared/sales --team Sales"}
	published = []string{
		"waymark --data lead setup --name Lea --department sales --pathway path-essentials",
		"waymark --data lead team import /shared/team --team Sales", "waymark --data lead team publish /shared/team",
	}
	onePiece = []string{"waymark --at 2026-11-24T09:00:00Z portfolio add 01M86"}
)

// Every command has an example, and each of them works for somebody who has been learning.
func TestExamplesWork(t *testing.T) {
	root := newApp(nil, nil, nil).rootCommand()
	made := prepared(t)
	var all strings.Builder
	for _, cmd := range append(below(root), root) {
		all.WriteString(examples(cmd) + "\n")
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			lines := slices.Collect(strings.Lines(strings.ReplaceAll(examples(cmd), "\\\n", "")))
			if len(lines) == 0 {
				t.Fatal("its help has no example")
			}
			if cmd.HasSubCommands() && cmd != root {
				return // the examples of its verbs
			}
			f := made.copy(t)
			for _, line := range before[cmd.CommandPath()] {
				f.run(t, line)
			}
			for _, line := range lines {
				line = strings.TrimSpace(line)
				if _, skipped := notRun[line]; skipped {
					continue
				}
				f.run(t, line)
			}
		})
	}
	for line := range notRun {
		if !strings.Contains(all.String(), "  "+line+"\n") {
			t.Errorf("no example is %q any more", line)
		}
	}
}

// A folder is where examples are run. Whole paths in them lie below it.
type folder struct {
	dir   string
	key   string // the last one that a command printed
	stdin string // a file; without, there is none
}

// prepared is the folder of somebody who learns, tries things and leads a team.
func prepared(t *testing.T) *folder {
	results, err := os.ReadFile("../store/bench/testdata/promptfoo-v3.json")
	if err != nil {
		t.Fatal(err)
	}
	f := &folder{dir: t.TempDir()}
	for name, text := range map[string]string{
		"answer.txt":   "Dear Mr Lund, it comes tomorrow.\n",
		"outputs.csv":  "case,variant,output\n1,a,We are sorry.\n1,b,\"Dear Ms Ade, we are sorry.\"\n",
		"results.json": string(results),
		"ask.sh":       "#!/bin/sh\ncat\n",
		"bin/ollama":   "#!/bin/sh\ncat\n",
		"audit/x":      "", "media/stick/x": "", "shared/team/x": "", "shared/sales/x": "",
	} {
		file := filepath.Join(f.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(f.dir)
	t.Setenv("WAYMARK_CONFIG", filepath.Join(f.dir, "config.toml"))
	for _, name := range []string{"Amara", "Jonas"} {
		f.run(t, "waymark --data "+name+" setup --name "+name+" --department sales --pathway path-essentials")
		f.run(t, "waymark --data "+name+" snapshot write /shared/team")
		f.run(t, "waymark --data "+name+" snapshot write /shared/sales")
	}
	f.learn(t)
	for _, line := range []string{
		`waymark journal add "Warmer tone in refund replies" --hypothesis "Fewer questions" --data-class public`,
		"waymark journal variant 01M86 Today", "waymark journal variant 01M86 Warm",
		`waymark journal case 01M86 "My order never came."`, `waymark journal case 01M86 "Where is my refund?"`,
	} {
		f.run(t, strings.Replace(line, "waymark", "waymark --at 2026-11-24T09:00:00Z", 1))
	}
	return f
}

// learn is a first lesson, some days ago.
func (f *folder) learn(t *testing.T) {
	f.run(t, "waymark --at 2026-11-20T08:00:00Z setup --name Ines --department marketing --pathway path-essentials")
	catalogue, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	lesson := catalogue.Lessons()[0]
	body, err := catalogue.Body(lesson.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range body.Items {
		answer := item.Example()
		if answer == "" {
			answer = "'I would ask for its source' --self met"
		}
		f.run(t, fmt.Sprintf("waymark --at 2026-11-20T09:00:00Z answer %s %s", item.Ref(), answer))
	}
	f.run(t, "waymark --at 2026-11-20T10:00:00Z lesson done --exercise "+lesson.ID)
}

// copy is the same folder once more, and where the test goes on.
func (f *folder) copy(t *testing.T) *folder {
	to := &folder{dir: t.TempDir()}
	if err := os.CopyFS(to.dir, os.DirFS(f.dir)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(to.dir)
	t.Setenv("WAYMARK_CONFIG", filepath.Join(to.dir, "config.toml"))
	t.Setenv("PATH", filepath.Join(to.dir, "bin")+":"+os.Getenv("PATH"))
	to.run(t, "waymark team import /shared/team --team Support") // the file remembers where that is
	return to
}

var fingerprint = regexp.MustCompile(`([0-9a-f]{4} ){4}[0-9a-f]{4}`)

// run carries out a line as Ines, on a morning in November, and returns what it printed.
func (f *folder) run(t *testing.T, line string) string {
	t.Helper()
	return f.ends(t, line, 0)
}

// ends is run for a line that ends with a code.
func (f *folder) ends(t *testing.T, line string, want int) string {
	t.Helper()
	call, _, _ := strings.Cut(line, " > ")
	if f.key != "" {
		call = fingerprint.ReplaceAllString(call, f.key)
	}
	words, err := shellwords.Parse(call)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	for i, w := range words {
		if strings.HasPrefix(w, "/") {
			words[i] = f.dir + w
		}
	}
	stdin, err := os.Open(cmp.Or(f.stdin, os.DevNull))
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	var out, errs bytes.Buffer
	args := append([]string{"--data", filepath.Join(f.dir, "data"), "--at", "2026-11-25T09:00:00Z"}, words[1:]...)
	if code := Run(args, stdin, &out, &errs, os.Environ()); code != want {
		t.Errorf("%s: ended with %d, not %d: %s%s", line, code, want, out.String(), errs.String())
	}
	f.key = cmp.Or(fingerprint.FindString(out.String()), f.key)
	return out.String()
}
