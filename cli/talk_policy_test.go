//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
)

// A rule of the company is acknowledged in lines too, and asks again when it changes.
func TestPlainPolicy(t *testing.T) {
	t.Parallel()
	data, pack := t.TempDir(), filepath.Join(t.TempDir(), "rules")
	call(t, data, "setup", "--pathway", "path-essentials", "--department", "hr")
	if code, _, stderr := call(t, data, "pack", "new", pack); code != 0 {
		t.Fatal(stderr)
	}
	toEnd := func() *listener {
		t.Helper()
		c, err := curriculum.Load(curriculum.Embedded(), os.DirFS(pack))
		if err != nil {
			t.Fatal(err)
		}
		body, err := c.Body("our-data-rules", "hr")
		if err != nil {
			t.Fatal(err)
		}
		l := listen(t, data, "--pack", pack, "lesson", "open", "our-data-rules")
		l.hear("to leave:")
		l.say(strconv.Itoa(len(body.Pages) + 1))
		return l
	}
	l := toEnd()
	l.hear("A rule of your company. To acknowledge it is to say: I have read which data may go where", "a to acknowledge the rule")
	l.say("a")
	if said := l.hear("Acknowledged.", "to leave:"); strings.Contains(said, "a to acknowledge") {
		t.Errorf("it is asked again: %s", said)
	}
	l.say("q")
	file := filepath.Join(pack, "our-rules", "our-data-rules.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known, err := store.New(data, time.Now).Policies()
	if err != nil || len(known) != 1 || known[0].Hash != envelope.Hash(text) {
		t.Fatalf("%+v, %v", known, err)
	}
	if err := os.WriteFile(file, append(text, "- Another rule\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	l = toEnd()
	l.hear("It changed since you acknowledged it on", "a to acknowledge the rule")
	l.say("q")
}
