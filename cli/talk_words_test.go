package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMarkdownInWords(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"marks", "Some **bold**, *slanted* and `code_words`, 2 \\* 3.", "Some bold, slanted and code_words, 2 * 3."},
		{"lines", "One line\ngoes on.\n\nAnother.", "One line goes on.\n\nAnother."},
		{"heading", "### After this\n\nText", "Heading: After this\n\nText"},
		{"list", "- one\n  - inside\n- **two**", "- one\n  - inside\n- two"},
		{"numbers", "3. three\n4. four", "3. three\n4. four"},
		{"call-out", "> **CAUTION** Steadier is not\n> truer.", "Caution: Steadier is not truer."},
		{"quote", "> Words of others.", "Quote: Words of others."},
		{"code", "```\na  = 1\n\nb\n```", "Code begins.\na  = 1\n\nb\nCode ends."},
		{"prompt", "```prompt\nQuote it.\n```", "Prompt begins.\nQuote it.\nPrompt ends."},
		{"form", "```text\nScope   four weeks\n```\n\nSo it was.", "Text begins.\nScope   four weeks\nText ends.\n\nSo it was."},
		{"drawing", "```text\n+--+\n|  |\n```\n\nDiagram in words: a box.", "Diagram in words: a box."},
		{"table", "| Claim | Source |\n|---|---|\n| rail | page 2 |\n| taxi | |", "Row 1 of 2.\n  Claim: rail\n  Source: page 2\nRow 2 of 2.\n  Claim: taxi\n  Source: empty"},
		{"link", "[the page](https://example.com) and <https://example.com>", "the page (https://example.com) and https://example.com"},
		{"entity", "R&amp;D &lt;b&gt;", "R&D <b>"},
		{"tag", "a <b>c</b>", "a <b>c</b>"},
		{"source", "So it is [S-01].", "So it is [S-01]."},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, strings.TrimSpace(inWords(test.markdown))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// Nothing that a text holds steers the terminal or is a drawing.
func TestWhatIsWrittenCanBeSpoken(t *testing.T) {
	var out strings.Builder
	talk := &talk{out: &out}
	talk.show(func(p *page) { p.prose(inWords("a \x1b[2J &#27;[31m b ┌─┐ ███ ⣿ c\u202e")) })
	talk.show(func(p *page) { p.raw([]byte("\x1b[2Jraw\r\n")) })
	if got, want := out.String(), "a [2J &#27;[31m b --- ###   c\n[2Jraw\n"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}

func TestWhatIsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"b": "", "b sure": "sure", "b GUESS": "guess", "a,c , sure": "sure", "1=b, 2=a guess": "guess", "sure": "", "0.75 sure": "sure",
	} {
		text, sure, guess := confidenceOf(typed)
		if got := (answerFlags{sure: sure, guess: guess}).confidence(); got != want || strings.Contains(strings.ToLower(text), "sure") != (typed == "sure") {
			t.Errorf("%q is %q, said to be %q; want %q", typed, text, got, want)
		}
	}
	taken := func(letter string) bool { return letter == "b" }
	for typed, want := range map[string]string{"b": "", "back": "back", "BACK": "back", "q": "quit", "": "", "x": ""} {
		if got := command(typed, taken, "back", "quit"); got != want {
			t.Errorf("%q is the command %q, want %q", typed, got, want)
		}
	}
}
