//go:build unix

package cli_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"waymark/cli"
	"waymark/store/clean/cleantest"
)

// A typed terminal is a pseudo-terminal of this process, which adds nothing to what is
// written there: no echo, and no carriage returns.
type typed struct {
	t            *testing.T
	outer, inner *os.File
}

func newTyped(t *testing.T) typed {
	t.Helper()
	outer, inner, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	if outer, err = closable(outer); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { outer.Close(); inner.Close() })
	if _, err := term.MakeRaw(inner.Fd()); err != nil {
		t.Fatal(err)
	}
	return typed{t, outer, inner}
}

// endOfCall stands behind what a call wrote. No call writes it.
const endOfCall = "\x00end of the call\x00"

// call runs a command whose output goes to the terminal, and returns that.
func (x typed) call(dir string, args ...string) string {
	x.t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		cli.Run(append([]string{"--data", dir}, args...), strings.NewReader(""), x.inner, x.inner, nil)
		x.inner.WriteString(endOfCall) //nolint:errcheck // the reader notices
	}()
	return x.read(done)
}

// read returns what is written until a call is over.
func (x typed) read(done <-chan struct{}) string {
	x.t.Helper()
	var all strings.Builder
	buffer := make([]byte, 64<<10)
	x.outer.SetReadDeadline(time.Now().Add(3 * patience)) //nolint:errcheck // then it hangs, and the test's own limit ends it
	for !strings.HasSuffix(all.String(), endOfCall) {
		n, err := x.outer.Read(buffer)
		if err != nil {
			x.t.Fatalf("the terminal: %v, after %q", err, all.String())
		}
		all.Write(buffer[:n])
	}
	<-done
	return strings.TrimSuffix(all.String(), endOfCall)
}

// A conversation about a hostile pack and a hostile journal, with somebody who types
// hostile lines, writes nothing but lines.
func TestHostileTalk(t *testing.T) {
	for i, p := range cleantest.Payloads() {
		if i%60 != 0 && os.Getenv("WAYMARK_PROOFS") != "all" {
			continue
		}
		dir, pack, x := t.TempDir(), hostilePack(t), newTyped(t)
		for _, args := range hostileLearning(p.Text)[:3] {
			call(t, dir, append([]string{"--pack", pack}, args...)...)
		}
		// A word of every menu, an answer of every kind, and the payload where a text is asked for.
		var lines []string
		for n, word := range strings.Fields("1 ? 2 a q 3 b 1 q 4 n 5 6 ? 7 8 q l j 1 q p t 1 q s q u h q 1 2 3 q") {
			if lines = append(lines, word); n%3 == 0 {
				lines = append(lines, strings.NewReplacer("\n", " ", "\r", " ").Replace(p.Text))
			}
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			cli.Run([]string{"--data", dir, "--pack", pack, "--plain"}, x.inner, x.inner, x.inner, nil)
			x.inner.WriteString(endOfCall) //nolint:errcheck // the reader notices
		}()
		go func() {
			for _, line := range append(lines, strings.Split(strings.Repeat("q,", 40), ",")...) {
				x.outer.WriteString(line + "\n") //nolint:errcheck // it is over
			}
		}()
		said := x.read(done)
		if live := cleantest.Live(said, cleantest.Nothing); len(live) > 0 {
			t.Errorf("%s: the conversation holds %q", p.Name, live)
		}
		if strings.Count(said, "\n") < 20 {
			t.Errorf("%s: there was no conversation: %q", p.Name, said)
		}
	}
}
