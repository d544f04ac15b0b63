package scan

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// lines are the texts of a list, without its headings.
func lines(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(string(data)) {
		line = strings.ReplaceAll(strings.TrimSpace(line), "¦", "")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(line, `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%s: %q: %v", name, line, err)
		}
		texts = append(texts, text)
	}
	return texts
}

// missed are the texts of a list of seeds in which no mark of the right kind
// covers the seed.
func missed(t testing.TB, name string) (all int, faults []string) {
	for _, line := range lines(t, name) {
		kind, text, _ := strings.Cut(line, " | ")
		before, rest, _ := strings.Cut(text, "«")
		seed, after, ok := strings.Cut(rest, "»")
		if !ok || !slices.Contains(Kinds(), Kind(kind)) {
			t.Fatalf("%s: %q has no seed", name, line)
		}
		all++
		marks := Text(before + seed + after)
		if !slices.ContainsFunc(marks, func(m Mark) bool {
			return m.Kind == Kind(kind) && m.Start <= len(before) && m.End >= len(before)+len(seed)
		}) {
			faults = append(faults, line)
		}
	}
	return all, faults
}

// marked are the texts of a list of harmless ones that have a mark.
func marked(t testing.TB, name string) (all int, faults []string) {
	for _, text := range lines(t, name) {
		all++
		if marks := Text(text); len(marks) > 0 {
			faults = append(faults, text+" → "+marks[0].What+": "+text[marks[0].Start:marks[0].End])
		}
	}
	return all, faults
}

func TestSeeds(t *testing.T) {
	all, faults := missed(t, "seeds.txt")
	if all != 50 || len(faults) > 0 {
		t.Errorf("%d of %d are not marked:\n%s", len(faults), all, strings.Join(faults, "\n"))
	}
}

func TestHarmless(t *testing.T) {
	all, faults := marked(t, "harmless.txt")
	if all != 200 || len(faults) > 4 {
		t.Errorf("%d of %d are marked:\n%s", len(faults), all, strings.Join(faults, "\n"))
	}
}

// Two more pairs of lists. The first was written after the scan by the same hand and
// found in its first run what it finds now: 20 of 20, and 0 of 60 harmless texts.
// The second is of forms at the edge of what a form can tell. Its first run marked 39 of 60
// seeds and 12 of 60 harmless texts; the scan was then extended, so what it
// finds of it now is no measure of what it will find elsewhere.
func TestMoreLists(t *testing.T) {
	tests := []struct {
		list                  string
		mostMissed, mostFalse int
	}{{"heldout", 0, 0}, {"hard", 7, 6}}
	for _, tt := range tests {
		if all, faults := missed(t, tt.list+"-seeds.txt"); len(faults) > tt.mostMissed {
			t.Errorf("%s: %d of %d are not marked:\n%s", tt.list, len(faults), all, strings.Join(faults, "\n"))
		}
		if all, faults := marked(t, tt.list+"-harmless.txt"); len(faults) > tt.mostFalse {
			t.Errorf("%s: %d of %d are marked:\n%s", tt.list, len(faults), all, strings.Join(faults, "\n"))
		}
	}
}

// A seed is found wherever it stands in a long text.
func TestSeedsInLongTexts(t *testing.T) {
	prose := strings.Repeat("Nothing to see in this sentence, nor in the next ones. ", 200)
	for _, line := range lines(t, "seeds.txt") {
		kind, text, _ := strings.Cut(line, " | ")
		text = strings.NewReplacer("«", "", "»", "").Replace(text)
		alone, within := Text(text), Text(prose+"\n"+text+"\n\n"+prose)
		if len(alone) != len(within) {
			t.Errorf("%s: %q has %d marks alone and %d in a long text", kind, text, len(alone), len(within))
		}
	}
}

func TestLongToken(t *testing.T) {
	token := "eyJ" + strings.Repeat("hbGciOiJI", 300) + ".eyJ" + strings.Repeat("zdWIiOiI0", 300) + "." + strings.Repeat("q4Xz8Lr2", 6)
	marks := Text("It was " + token + ", and it worked.")
	if len(marks) != 1 || marks[0].Start != 7 || marks[0].End != 7+len(token) {
		t.Errorf("%+v, want one mark on %d bytes", marks, len(token))
	}
}

func TestRedact(t *testing.T) {
	tests := []struct{ text, want string }{
		{"write to a.b@example.org, or call +44 20 7946 0958.", "write to [e-mail address], or call [phone number]."},
		{"vier\u200b\u00e4: DE89\u00a03704 0044 0532 0130 00!", "vier\u200b\u00e4: [IBAN]!"},
		{"postgres://u:pa55w0rd@db.example.com/x", "[key or token]"},
		{"nothing here", "nothing here"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Redact(tt.text, Text(tt.text)); got != tt.want {
			t.Errorf("%q → %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestRedactMarksOfAnotherText(t *testing.T) {
	marks := []Mark{{5, 9, Phone, ""}, {0, 3, Email, ""}, {2, 4, Key, ""}, {20, 90, IBAN, ""}}
	if got, want := Redact("0123456789abcdef", marks), "[key or token]4[phone number]9abcdef"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzText(f *testing.F) {
	for _, name := range []string{"seeds.txt", "harmless.txt"} {
		for _, text := range lines(f, name) {
			f.Add(text)
		}
	}
	f.Add("\xff\xfe4111\x80 1111\x00 1111 1111")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		marks := Text(s)
		for _, m := range marks {
			if m.Start < at || m.End <= m.Start || m.End > len(s) || m.What == "" {
				t.Fatalf("%q: mark %+v after byte %d", s, m, at)
			}
			at = m.End
		}
		if clean := Redact(s, marks); utf8.ValidString(s) && !utf8.ValidString(clean) {
			t.Fatalf("%q was cut within a character: %q", s, clean)
		}
	})
}

// Texts of a mebibyte: prose, and what is bad for each finder.
func BenchmarkText(b *testing.B) {
	prose := strings.Join(lines(b, "harmless.txt"), "\n")
	for _, bad := range []struct{ name, text string }{
		{"prose", prose},
		{"digits", "4111 "},
		{"letters", "a"},
		{"addresses", "a@"},
		{"dots", "a@b.c."},
		{"accounts", "DE89 "},
		{"phones", "+49 171 2345678 "},
		{"begin", "-----BEGIN PRIVATE KEY-----"},
		{"wide", "４１\u200b"},
		{"mixed", "aB3"},
		{"named", "token: "},
	} {
		text := strings.Repeat(bad.text, 1<<20/len(bad.text)+1)[:1<<20]
		b.Run(bad.name, func(b *testing.B) {
			b.SetBytes(1 << 20)
			for b.Loop() {
				Text(text)
			}
		})
	}
}
