package bench_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/store/bench"
)

func TestDiff(t *testing.T) {
	kept, removed, added := bench.Kept, bench.Removed, bench.Added
	tests := []struct {
		old, changed string
		want         []bench.Span
	}{
		{"", "", nil},
		{"same", "same", []bench.Span{{kept, "same"}}},
		{"", "new", []bench.Span{{added, "new"}}},
		{"Answer the mail.", "Answer the mail kindly.", []bench.Span{{kept, "Answer the mail"}, {added, " kindly"}, {kept, "."}}},
		{"one two three", "one deux trois", []bench.Span{{kept, "one "}, {removed, "two three"}, {added, "deux trois"}}},
		{"a\nb", "a\n\nb", []bench.Span{{kept, "a\n"}, {added, "\n"}, {kept, "b"}}},
		{"Grüße, Zoë", "Grüße, Zoé", []bench.Span{{kept, "Grüße, "}, {removed, "Zoë"}, {added, "Zoé"}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, bench.Diff(tt.old, tt.changed)); diff != "" {
			t.Errorf("%q → %q:\n%s", tt.old, tt.changed, diff)
		}
	}
}

func checkDiff(t interface{ Fatalf(string, ...any) }, old, changed string) {
	var before, after strings.Builder
	for _, s := range bench.Diff(old, changed) {
		if s.Text == "" {
			t.Fatalf("%q → %q: an empty span", old, changed)
		}
		if s.Change != bench.Added {
			before.WriteString(s.Text)
		}
		if s.Change != bench.Removed {
			after.WriteString(s.Text)
		}
	}
	if before.String() != old || after.String() != changed {
		t.Fatalf("%q → %q: the spans make %q and %q", old, changed, before.String(), after.String())
	}
}

func TestDiffMakesBothTexts(t *testing.T) {
	text := rapid.StringMatching(`([abc]{1,2}[ \n.,]{0,2}){0,12}`)
	rapid.Check(t, func(t *rapid.T) { checkDiff(t, text.Draw(t, "old"), text.Draw(t, "changed")) })
}

func TestDiffOfLongTexts(t *testing.T) {
	many := func(prefix string) string {
		var b strings.Builder
		for i := range 80_000 { // more words than there are characters below the surrogates
			b.WriteString(prefix + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune(0x4e00+i%20000)) + string(rune('a'+i/26%26)) + " ")
		}
		return b.String()
	}
	old := many("")
	checkDiff(t, old, old+many("y")[:100_000])
}

func FuzzDiff(f *testing.F) {
	f.Add("a b\nc", "a c\nb")
	f.Add("\xff\x00 e\u0301", "\xed\xa0\x80 é")
	f.Fuzz(func(t *testing.T, old, changed string) { checkDiff(t, old, changed) })
}

func TestSimilarity(t *testing.T) {
	tests := []struct {
		a, b  string
		want  float64
		known bool
	}{
		// Lin 2004, section 3: candidates against "police killed the gunman". Precision
		// and recall are 3/4 and 2/4, so is their F-measure with equal weight.
		{"police kill the gunman", "police killed the gunman", 0.75, true},
		{"the gunman kill police", "police killed the gunman", 0.5, true},
		{"the gunman police killed", "police killed the gunman", 0.5, true},
		{"Thank you, Zoë!", "thank you zoë", 1, true},
		{"a b c", "d e", 0, true},
		{"", "a", 0, false},
		{"…", "a", 0, false},
		{strings.Repeat("a ", 3001), "a", 0, false},
	}
	for _, tt := range tests {
		got, known := bench.Similarity(tt.a, tt.b)
		if math.Abs(got-tt.want) > 1e-9 || known != tt.known {
			t.Errorf("%.30q, %.30q: %v %v, want %v %v", tt.a, tt.b, got, known, tt.want, tt.known)
		}
	}
}

// The longest common part equals that of the text-book table.
func TestSimilarityByTable(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 30)
	rapid.Check(t, func(t *rapid.T) {
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		table := make([][]int, len(a)+1)
		for i := range table {
			table[i] = make([]int, len(b)+1)
			for j := range table[i] {
				if i == 0 || j == 0 {
					continue
				}
				if table[i][j] = max(table[i-1][j], table[i][j-1]); a[i-1] == b[j-1] {
					table[i][j] = table[i-1][j-1] + 1
				}
			}
		}
		want := 2 * float64(table[len(a)][len(b)]) / float64(len(a)+len(b))
		if got, _ := bench.Similarity(strings.Join(a, " "), strings.Join(b, " ")); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v, %v: %v, want %v", a, b, got, want)
		}
	})
}
