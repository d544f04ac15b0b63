package snapshot_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/snapshot"
)

// A snapshot of a file that cannot be read as a whole would tell less, as if something had been
// taken back. Wherever the file goes bad while the program runs, nothing is told.
func TestWhatCannotBeReadIsNotSent(t *testing.T) {
	p := newPerson(t, 1)
	must(t, p.accept(`{"ceiling": "open"}`))
	p.send(snapshot.Full, t.TempDir())
	if _, err := snapshot.Send(p.store, p.with(snapshot.Full, ""), filepath.Join(t.TempDir(), strings.Repeat("x", 250)+".json")); err == nil {
		t.Fatal("a name that is too long was written to")
	}
	s := p.with(snapshot.Full, "")
	sound := p.content()
	for _, c := range []struct {
		name, place string
		needed      bool // to send what was looked at already
	}{
		{"the name", `"name":"(zqxw)`, true},
		{"the learner", `learner.{2,5}?"(0)`, false},
		{"an entry", `"title":"(zqxw)`, true},
		{"a variant", `"name":"(zqxwfull)`, true},
		{"a hand", `"note":"(zqxwminimal)`, true},
		{"an offer", `"note":"(zqxwstandard)`, true},
		{"an objective", `fnd-what-ai-is\x00O1.{2,5}?(\{)`, false},
		{"a policy", `"lesson":"(pol-zqxw)`, false},
		{"a team file", `"payload":"(\{\\"ceiling)`, true},
		{"the newest of the ledger", `"number":(2),"payload"`, true},
		{"what arrived last", `"number":(1),"payload"`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p.spoil(sound, c.place)
			_, err := snapshot.Read(catalogue(), p.store, "1.2.3", now())
			wantDamaged(t, "read", err)
			folder := t.TempDir()
			if _, err = snapshot.Send(p.store, s, folder); err == nil && !c.needed {
				return
			}
			wantDamaged(t, "sent", err)
			if n := len(files(t, folder)); n > 0 {
				t.Errorf("%d files were written", n)
			}
		})
	}
	for _, c := range []struct{ name, place string }{
		{"the newest of the ledger", `"number":(2),"payload"`}, {"what arrived last", `"number":(1),"payload"`}, {"the learner", `learner.{2,5}?"(0)`},
	} {
		t.Run("withdrawn: "+c.name, func(t *testing.T) {
			p.spoil(sound, c.place)
			_, err := snapshot.Withdraw(p.store, t.TempDir(), now())
			wantDamaged(t, "withdrawn", err)
		})
	}
	must(t, os.WriteFile(p.store.File(), sound, 0o600), os.WriteFile(p.store.KeyFile(), []byte("no key"), 0o600))
	_, reading := snapshot.Read(catalogue(), p.store, "1.2.3", now())
	_, sending := snapshot.Send(p.store, s, t.TempDir())
	_, withdrawing := snapshot.Withdraw(p.store, t.TempDir(), now())
	for what, err := range map[string]error{"read": reading, "sent": sending, "withdrawn": withdrawing} {
		wantDamaged(t, what+" without a key", err)
	}
}

func wantDamaged(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("%s: %v", what, err)
	}
}

func (p *person) content() []byte {
	p.t.Helper()
	content, err := os.ReadFile(p.store.File())
	must(p.t, err)
	return content
}

// spoil changes a letter of all places of the learner's file that an expression finds.
func (p *person) spoil(sound []byte, place string) {
	p.t.Helper()
	content := append([]byte{}, sound...)
	found := regexp.MustCompile("(?s)"+place).FindAllSubmatchIndex(content, -1)
	if len(found) == 0 {
		p.t.Fatalf("the file has no %s", place)
	}
	for _, at := range found {
		content[at[2]] ^= 1
	}
	must(p.t, os.WriteFile(p.store.File(), content, 0o600))
}
