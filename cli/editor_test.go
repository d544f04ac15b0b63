package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCommandWords(t *testing.T) {
	for command, want := range map[string][]string{
		"nano":                   {"nano"},
		"code --wait":            {"code", "--wait"},
		`"/opt/my editor/ed" -w`: {"/opt/my editor/ed", "-w"},
		"ed $HOME":               {"ed", "$HOME"},
		"ed `touch /tmp/x`":      {"ed", "`touch /tmp/x`"},
	} {
		got, err := commandWords(command)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", command, err, diff)
		}
	}
	for _, command := range []string{`ed "open`, "ed; rm x", "ed | cat"} {
		if words, err := commandWords(command); err == nil && strings.Contains(strings.Join(words, " "), "rm") {
			t.Errorf("%s: %q", command, words)
		}
	}
	if new(app).editor() != nil {
		t.Error("an editor that nobody named")
	}
}
