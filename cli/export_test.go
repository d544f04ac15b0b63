//go:build unix

package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/cli"
	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint/endpointtest"
)

// learnedData is the folder of somebody who completed a lesson yesterday.
func learnedData(t testing.TB) (string, *store.Store) {
	t.Helper()
	data := setUpData(t)
	s := store.New(data, func() time.Time { return time.Now().AddDate(0, 0, -1) })
	if _, err := s.MarkExercise("fnd-what-ai-is", store.Requirement{Exercise: true, Version: "1.0.0"}); err != nil {
		t.Fatal(err)
	}
	return data, s
}

func TestStatementsAreSentOnceAndAreInTheLog(t *testing.T) {
	data, s := learnedData(t)
	records := &endpointtest.RecordStore{}
	to := records.Start(t)
	run := func(code int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		got := cli.Run(append([]string{"--data", data}, args...), strings.NewReader(""), &out, &out, []string{"WAYMARK_LRS_KEY=waymark:" + endpointtest.Password})
		if got != code || strings.Contains(out.String(), endpointtest.Password) {
			t.Fatalf("%q: code %d, %s", args, got, out.String())
		}
		return out.String()
	}
	says := func(out, what string) {
		t.Helper()
		if !strings.Contains(out, what) {
			t.Errorf("no %q in %s", what, out)
		}
	}
	says(run(2, "export", "xapi", "--send", to), "nothing was sent: look at what would be, and say --yes")
	if n := len(records.Requests()); n != 0 {
		t.Errorf("%d requests before it was confirmed", n)
	}
	records.Before = func(n int) endpointtest.Step {
		return map[int]endpointtest.Step{1: endpointtest.Answering(404)}[n]
	}
	says(run(1, "export", "xapi", "--send", to, "--yes"), "what is left waits, and the same call sends it")
	says(run(0, "export", "log"), "going")
	says(run(0, "export", "xapi", "--send", to, "--yes"), "There now: 1 statement. Still waiting: 0.")
	says(run(0, "export", "xapi", "--send", to+"/statements/", "--yes"), "Nothing waits to be sent. There: 1 statement.")
	kept, times := records.Kept()
	for id := range kept {
		if times[id] != 1 {
			t.Errorf("%s was stored %d times", id, times[id])
		}
		says(run(0, "export", "log", id[:8]), `{"id":"`+id+`"`)
	}
	says(run(0, "export", "log"), "there  "+time.Now().AddDate(0, 0, -1).Format(time.DateOnly)+"  completed What AI is, and is not")
	if _, err := s.Undo(time.Time{}); err != nil {
		t.Fatal(err)
	}
	says(run(0, "export", "xapi", "--send", to, "--yes", "--json"), `"what": "voided `)
	if kept, _ := records.Kept(); len(kept) != 2 {
		t.Errorf("%d statements instead of one and what voids it", len(kept))
	}
}

// In a terminal it asks; Enter alone sends nothing.
func TestSendingIsAskedFor(t *testing.T) {
	t.Parallel()
	data, _ := learnedData(t)
	records := &endpointtest.RecordStore{}
	to := records.Start(t)
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("waymark:"+endpointtest.Password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		typed, says string
		kept        int
	}{{enter, "Nothing was sent.", 0}, {"yes" + enter, "There now: 1 statement.", 1}} {
		x := start(t, setting{data: data, env: []string{allowSockets + "=allowed"}}, "export", "xapi", "--send", to, "--key-file", key)
		x.see("Would be sent: 1 statement", "completed What AI is, and is not", "Type yes to send this")
		x.press(tt.typed)
		if code := x.end(); code != 0 {
			t.Errorf("ended with code %d", code)
		}
		x.see(tt.says)
		if kept, _ := records.Kept(); len(kept) != tt.kept {
			t.Errorf("%d statements after %q", len(kept), tt.typed)
		}
	}
}

// A badge that was written can be verified, and one byte more or less cannot.
func TestABadgeIsWrittenAndVerified(t *testing.T) {
	data := setUpData(t)
	earnBadge(t, data)
	file := filepath.Join(t.TempDir(), "lead.jwt")
	if code, _, stderr := call(t, data, "export", "badge", "team-lead", "--to", file, "--name"); code != 0 {
		t.Fatal(stderr)
	}
	code, stdout, stderr := call(t, data, "badge", "verify", file)
	for _, what := range []string{"The signature holds.", "Team lead", "Ines", "issued it to themselves"} {
		if code != 0 || !strings.Contains(stdout, what) {
			t.Errorf("code %d, no %q in %s%s", code, what, stdout, stderr)
		}
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	middle := bytes.IndexByte(content, '.') + 40
	content[middle] ^= 1
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, _ := call(t, data, "badge", "verify", file); code != 6 || !strings.Contains(stdout, "does not hold") {
		t.Errorf("changed: code %d, %s", code, stdout)
	}
}

// earnBadge does all that the badge of team leads asks for.
func earnBadge(t *testing.T, data string) {
	t.Helper()
	s := store.New(data, time.Now)
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	m, err := c.Module("team-lead")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range m.Lessons {
		if _, err := s.MarkExercise(id, store.Requirement{Exercise: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, kind := range []string{"team-agreement", "pilot"} {
		k, _ := store.PieceKindOf(kind)
		p := store.Piece{Kind: kind, AttestedBy: "Beatriz", AttestedOn: "2026-11-20"}
		for _, f := range k.AllFields() {
			text := "as it was"
			switch {
			case f.Form == store.ChoiceField:
				text = f.Choices[0]
			case f.Date:
				text = "2026-11-20"
			case f.Name == "experiments":
				text = ""
			}
			if err := f.Set(&p, text); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if _, err := s.KeepPiece(p); err != nil {
			t.Fatal(err)
		}
	}
}
