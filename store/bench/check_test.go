package bench_test

import (
	"errors"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/bench"
)

func TestCheck(t *testing.T) {
	const expected = "The refund takes five days."
	tests := []struct {
		check, output string
		known, pass   bool
		value         string
	}{
		{"contains: Refund", "Your refund, and a REFUND.", true, true, "found 2×"},
		{"contains: a.c", "abc", true, false, "not found"},
		{"not contains: sorry", "Sorry!", true, false, "found 1×"},
		{"Not  Contains: sorry", "Fine.", true, true, "not found"},
		{"regex: ^Dear", "Dear Lee", true, true, "found 1×"},
		{"regex: (?m)^Dear", "Hello\nDear Lee", true, true, "found 1×"},
		{"contains: a: b", "x a: b y", true, true, "found 1×"},
		{"words <= 3", "one two  three\n", true, true, "3 words"},
		{"words at most 2", "one two three", true, false, "3 words"},
		{"WORD > 2", "one two three", true, true, "3 words"},
		{"chars ≥ 4", " Zoë! ", true, true, "4 characters"},
		{"characters=3", "Zoë", true, true, "3 characters"},
		{"json", " {\"a\": [1]} \n", true, true, "JSON"},
		{"json", "```json\n{}\n```", true, false, "a code block, not JSON alone"},
		{"json", "Here is the JSON: {}", true, false, "no JSON"},
		{"similar >= 0.8", "the refund takes five days", true, true, "1.00"},
		{"similarity at least 0.8", "no", true, false, "0.00"},
		{"similar >= 0.8", "...", false, false, "too long, or without words"},
	}
	for _, tt := range tests {
		c, err := bench.ParseCheck(tt.check)
		if err != nil {
			t.Errorf("%q: %v", tt.check, err)
			continue
		}
		if got, want := c.Of(tt.output, expected), (bench.Checked{Known: tt.known, Pass: tt.pass, Value: tt.value}); got != want {
			t.Errorf("%s of %q: %+v, want %+v", c, tt.output, got, want)
		}
	}
	c, _ := bench.ParseCheck("similar >= 0.5")
	if got := c.Of("any", " "); got.Known || got.Value != "no expected text" {
		t.Errorf("without an expected text: %+v", got)
	}
}

func TestNoCheck(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "is no check: write one like contains: refund",
		"polite":           `"polite" is no check`,
		"contains:":        "looks for nothing",
		"regex: (":         "missing closing )",
		"words <= many":    "give a whole number",
		"words <= -1":      "give a whole number",
		"similar >= 80":    "give a number from 0 to 1",
		"similar >= NaN":   "give a number from 0 to 1",
		"mentions: refund": "is no check",
	} {
		_, err := bench.ParseCheck(text)
		if !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestCheckForms(t *testing.T) {
	for _, form := range bench.CheckForms() {
		if c, err := bench.ParseCheck(form); err != nil || c.String() != form {
			t.Errorf("%q: %q, %v", form, c, err)
		}
	}
}

func FuzzParseCheck(f *testing.F) {
	for _, form := range bench.CheckForms() {
		f.Add(form, "Dear Lee,\n{\"a\": 1}")
	}
	f.Fuzz(func(t *testing.T, text, output string) {
		c, err := bench.ParseCheck(text)
		if err != nil {
			return
		}
		again, err := bench.ParseCheck(c.String())
		if err != nil || again.String() != c.String() || again.Of(output, "Dear you") != c.Of(output, "Dear you") {
			t.Fatalf("%q is %q, which is read as %q (%v)", text, c, again, err)
		}
	})
}
