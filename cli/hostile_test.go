package cli_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/clean/cleantest"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// hostile clears the screen, names the window, turns the text and hides a
// character; inYAML is the same as a YAML string writes it.
const (
	hostile = "\x1b[2J\x1b]0;owned\a\u009b31m\u202etea\u200b"
	inYAML  = `\e[2J\e]0;owned\a\x9B31m\u202Etea\u200B`
)

// Whoever wrote a text, nothing in it steers the terminal: from any command, as text and as
// JSON, through a pipe and at a terminal. With the ordinary tests some of the payloads go
// the whole way.
func TestHostileText(t *testing.T) {
	term := newTyped(t)
	calls, payloads := 0, append(cleantest.Payloads(), cleantest.Payload{Name: "together", Text: hostile})
	for i, p := range payloads {
		if i%60 != 0 && os.Getenv("WAYMARK_PROOFS") != "all" {
			continue
		}
		dir, pack, shared := t.TempDir(), hostilePack(t), t.TempDir()
		if err := os.WriteFile(filepath.Join(shared, "a\x1b[2Jb\u202e.json"), []byte(`{"format": "`+p.Text+`"}`), 0o600); err != nil {
			t.Fatal(err)
		}
		hostileFiles(t, shared, p.Text)
		key, err := store.New(dir, time.Now).SigningKey()
		if err != nil {
			t.Fatal(err)
		}
		lead := envelope.Fingerprint(envelope.ID(key.Public().(ed25519.PublicKey)))
		all := slices.Concat(hostileLearning(p.Text), hostileExport(p.Text), hostileTeam(p.Text, shared, lead), [][]string{{"pack", "check", pack}}, hostileWords(p.Text))
		for _, args := range all {
			for _, form := range []string{"--plain", "--json"} {
				words := append([]string{"--pack", pack, form}, args...)
				if args[0] == "__complete" {
					words = append([]string{"__complete", "--pack", pack}, args[1:]...)
				}
				_, stdout, stderr := call(t, dir, words...)
				calls++
				if live := cleantest.Live(stdout+stderr, oneOfLines(args)); len(live) > 0 {
					t.Errorf("%s: %q %s lets through %q", p.Name, args, form, live)
				}
			}
			calls++
			if live := cleantest.Live(term.call(dir, append([]string{"--pack", pack}, args...)...), oneOfLines(args)); len(live) > 0 {
				t.Errorf("%s: %q lets through at a terminal %q", p.Name, args, live)
			}
		}
	}
	t.Logf("%d payloads, %d calls", len(payloads), calls)
}

// oneOfLines allows line feeds; in completions the tab between a word and its meaning, and
// the mark at the beginning of a table.
func oneOfLines(args []string) func(cleantest.Sequence) bool {
	return func(s cleantest.Sequence) bool {
		isTab := args[0] == "__complete" && s.Kind == "C0" && s.Final == '\t'
		isMark := args[len(args)-1] == "csv" && s.Number == 0xfeff // by which a spreadsheet knows UTF-8
		return cleantest.Nothing(s) || isTab || isMark
	}
}

// hostileFiles puts a snapshot and a team file into a folder whose signatures hold, and
// whose names steer the terminal: no program of ours would write them.
func hostileFiles(t *testing.T, dir, name string) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
	signer := envelope.ID(key.Public().(ed25519.PublicKey))
	for file, signed := range map[string]struct {
		kind    string
		payload any
	}{
		"b\x1b[2J.json": {snapshot.Kind, snapshot.Snapshot{
			Format: snapshot.Format, Profile: snapshot.Minimal, Number: 1, Made: "2026-11-24",
			Learner: snapshot.Learner{ID: id, Key: signer, Name: name},
		}},
		"c\x1b[2J.json": {team.FileKind, team.File{
			Format: team.FileFormat, Team: id, Title: name, Number: 1, Made: "2026-11-24", Lead: team.Lead{Name: name, Key: signer},
		}},
	} {
		payload, err := json.Marshal(signed.payload)
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := envelope.Seal(key, signed.kind, payload)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), sealed, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// hostileLearning are commands that show, or are given, text that steers the
// terminal.
func hostileLearning(hostile string) [][]string {
	return [][]string{
		{"setup", "--name", hostile, "--department", "hr", "--pathway", "path-tea"},
		{"journal", "add", hostile, "--outcome", hostile, "--lesson", "tea-serve"},
		{"journal", "list"},
		{"journal", "list", hostile},
		{"journal", "show", "0"},
		{"journal", "share", "0", "--preview", "--full"},
		{"journal", "share", "0", "--reason", hostile},
		{"journal", "range"},
		{"portfolio", "add", "0", "--set", "problem=" + hostile},
		{"portfolio", "add", "other", "--title", hostile, "--set", "evidence==cmd|' /C calc'!A0 kai@fjord.no " + hostile},
		{"portfolio", "add", hostile},
		{"portfolio", "list"},
		{"portfolio", "show", "0"},
		{"portfolio", "kinds", hostile},
		{"portfolio", "export"},
		{"portfolio", "export", "--format", "html"},
		{"badge", "list"},
		{"status"},
		{"next"},
		{"progress"},
		{"pathway", "list"},
		{"pathway", "show", "path-tea"},
		{"pathway", "show", hostile},
		{"module", "list"},
		{"module", "show", "serving"},
		{"lesson", "list"},
		{"lesson", "show", "tea-serve"},
		{"answer", "tea-serve#milk"},
		{"answer", "tea-serve#milk", "a"},
		{"answer", "tea-serve#milk", hostile},
		{"lesson", "done", "tea-serve", "--exercise"},
		{"drill", "list"},
		{"drill", "run", "tea-note"},
		{"drill", "run", "tea-note", "--mark", "3"},
		{"drill", "run", "tea-note", "--mark", hostile},
		{"undo"},
		{"module", "check", "brewing"},
		{"answer", "tea-brew#six-cups", "6"},
		{"answer", "tea-brew#six-cups", "7"},
		{"answer", "tea-brew#twice-boiled", "b"},
		{"module", "check", "brewing"},
		{"review"},
		{"--at", "2026-11-27T09:00:00Z", "review"},
		{"review", "tea-serve#milk"},
		{"review", hostile},
		{"review", "tea-serve#milk", "--suspend"},
		{"review"},
		{"settings", "list"},
		{"settings", "set", "name", hostile},
		{"settings", "get", hostile},
	}
}

// hostileExport is the same of what other systems are told.
func hostileExport(hostile string) [][]string {
	return [][]string{
		{"export", "xapi", "--name"},
		{"export", "csv", "--name"},
		{"export", "events"},
		{"export", "xapi", "--send", hostile},
		{"export", "badge", hostile},
		{"export", "log", hostile},
		{"badge", "verify", hostile},
	}
}

// hostileWords are calls that are wrong, help and completions.
func hostileWords(hostile string) [][]string {
	return [][]string{
		{hostile},
		{"journal", hostile},
		{"status", "--" + hostile},
		{"status", "--at", hostile},
		{"status", "--pack", hostile},
		{"status", "--data", "/dev/null/" + hostile},
		{"journal", "export", "--format", hostile},
		{"journal", "export", "/dev/null/" + hostile},
		{"journal", "import", hostile},
		{"journal", "export", "--format", "csv"},
		{"journal", "export", "--format", "json"},
		{"completion", hostile},
		{"help", hostile},
		{"pack", "new", "/dev/null/" + hostile},
		{"pack", "install", hostile},
		{"pack", "remove", hostile},
		{"__complete", "journal", "show", ""},
		{"__complete", "journal", "list", hostile},
		{"__complete", "lesson", "show", ""},
		{"__complete", "pathway", "show", ""},
		{"__complete", "module", "show", ""},
		{"__complete", "journal", "share", ""},
		{"__complete", hostile, ""},
		{"version"},
	}
}

// hostileTeam is the same of what learners and leads tell each other.
func hostileTeam(hostile, shared, lead string) [][]string {
	return [][]string{
		{"hand", "raise", hostile, "--note", hostile},
		{"hand", "raise", "tea-serve"},
		{"hand", "list"},
		{"hand", "lower", hostile},
		{"offer", "add", "serving", "--note", hostile},
		{"offer", "list"},
		{"snapshot", "preview"},
		{"snapshot", "write", filepath.Join(shared, "a\x1b[2J.json")},
		{"snapshot", "log"},
		{"snapshot", "verify", filepath.Join(shared, "a\x1b[2J.json")},
		{"snapshot", "verify", filepath.Join(shared, "a\x1b[2Jb\u202e.json")},
		{"team", "import", shared, "--team", hostile},
		{"team", "add", filepath.Join(shared, "b\x1b[2J.json")},
		{"team", "attention"},
		{"team", "board"},
		{"team", "board", "--team", hostile},
		{"team", "member", "0"},
		{"team", "assign", "0", "serving", "--due", hostile},
		{"team", "assign", "0", "serving", "--reason", hostile},
		{"team", "waive", "0", "brewing", "--reason", hostile},
		{"team", "note", "0", hostile},
		{"team", "note", "0"},
		{"team", "talked", "0"},
		{"team", "since", "0"},
		{"team", "modules"},
		{"team", "wall"},
		{"team", "wall", hostile},
		{"team", "help-map"},
		{"team", "coverage"},
		{"team", "report"},
		{"team", "evidence", "--to", filepath.Join(shared, "pack\x1b[2J")},
		{"evidence", "verify", filepath.Join(shared, "pack\x1b[2J")},
		{"evidence", "verify", shared},
		{"team", "publish", shared, "--wall"},
		{"team", "accept", shared},
		{"team", "accept", shared, "--key", hostile},
		{"team", "accept", shared, "--key", lead},
		{"team", "trust", "0", "--key", hostile},
		{"team", "accept"},
		{"team", "accept", filepath.Join(shared, "c\x1b[2J.json")},
		{"team", "wall"},
		{"team", "leave", hostile},
		{"team", "erase", "0", "--reason", hostile},
		{"team", "readmit", hostile},
	}
}

// JSON keeps what text leaves out: it is escaped, not lost.
func TestJSONIsLossless(t *testing.T) {
	dir := t.TempDir()
	query := hostile + "\U000e0041 na\u00efve"
	_, stdout, _ := call(t, dir, "journal", "list", query, "--json")
	var got struct{ Query string }
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Query != query {
		t.Errorf("got %q, want %q", got.Query, query)
	}
}

// hostilePack is the small pack with a text in it that steers the terminal
// wherever people see one.
func hostilePack(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/pack")); err != nil {
		t.Fatal(err)
	}
	poison := strings.NewReplacer(
		"title: Serve a guest", `title: "Serve `+inYAML+`"`,
		"title: Tea", `title: "`+inYAML+`"`,
		"title: Serving", `title: "`+inYAML+`"`,
		"summary: Who drinks what.", `summary: "`+inYAML+`"`,
		"stem: Who decides about milk?", `stem: "`+inYAML+`"`,
		"stem: Six cups,", `stem: "`+inYAML+`" #`,
		"title: Brewing", `title: "`+inYAML+`"`,
		"title: Brew a pot", `title: "`+inYAML+`"`,
		"text: The host,", `text: "`+inYAML+`",`,
		"title: Note on a tasting", `title: "`+inYAML+`"`,
		"On Tuesday five", hostile+" On Tuesday five", "kind: wrong sum", `kind: "`+inYAML+`"`,
		"Not everyone takes milk.", "Not everyone "+hostile+" takes milk.",
	)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, []byte(poison.Replace(string(content))), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
