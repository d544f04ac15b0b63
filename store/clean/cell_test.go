package clean_test

import (
	"testing"

	"waymark/store/clean"
)

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", "=1+1": "'=1+1", "-2": "'-2", "+1": "'+1", "@x": "'@x", "\tx": "'\tx", "＝x": "'＝x",
		"'=x": "''=x", "'tis": "'tis", "'": "'", "a=b": "a=b",
	} {
		if got := clean.Cell(text); got != want {
			t.Errorf("%q is the cell %q, want %q", text, got, want)
		}
		if back := clean.FromCell(want); back != text {
			t.Errorf("the cell %q is %q, want %q", want, back, text)
		}
	}
}

func FuzzCell(f *testing.F) {
	f.Add("''=x")
	f.Fuzz(func(t *testing.T, s string) {
		if back := clean.FromCell(clean.Cell(s)); back != s {
			t.Fatalf("%q came back as %q", s, back)
		}
	})
}
