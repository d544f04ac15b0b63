//go:build unix

package tui

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean/cleantest"
)

// What is copied goes to the terminal as base64 alone, whatever is in it.
func TestWhatIsCopiedIsOnlyBase64(t *testing.T) {
	s := newShow(t)
	for _, payload := range cleantest.Payloads() {
		b := store.Bench{Variants: []store.Variant{{ID: "a", Prompt: "Copy " + payload.Text}}, Cases: []store.Case{{ID: "0001", Input: "this"}}}
		copying := copyPrompt(Env{}, b, cell{variant: "a", of: "0001"})().(tea.BatchMsg)[0]
		s.program.Send(copying())
		text := s.until("]52;c;")
		sequence := regexp.MustCompile("\x1b]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\\\)").FindStringSubmatch(text)
		if sequence == nil {
			t.Fatalf("%s: the terminal was told %q", payload.Name, text)
		}
		if copied, err := base64.StdEncoding.DecodeString(sequence[1]); err != nil || !strings.HasPrefix(string(copied), "Copy ") {
			t.Errorf("%s: %q is copied, %v", payload.Name, copied, err)
		}
	}
}

// until is what is written up to the end of a sequence that begins so.
func (s *show) until(begin string) string {
	s.t.Helper()
	late := time.After(20 * time.Second)
	for {
		if _, after, found := strings.Cut(s.rest, begin); found && strings.ContainsAny(after, "\a\x1b") {
			text := s.rest
			s.rest = ""
			return text
		}
		select {
		case text := <-s.written:
			s.rest += text
		case <-late:
			s.t.Fatalf("nothing was copied: %q", s.rest)
		}
	}
}
