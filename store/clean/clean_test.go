package clean

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTextFromOthersIsOnlyWhatCanBeSeen(t *testing.T) {
	tests := map[string]struct{ in, line, text string }{
		"plain":              {"Plain text.", "Plain text.", "Plain text."},
		"spaces":             {"  a  ", "a", "  a  "},
		"lines":              {"a\nb\r\nc\rd\u2028e", "a b c d e", "a\nb\nc\nd\ne"},
		"tab":                {"a\tb", "a b", "a    b"},
		"escape sequence":    {"a\x1b[31mb\x1b]0;title\x07c", "a[31mb]0;titlec", "a[31mb]0;titlec"},
		"C0, DEL":            {"a\x00\x07\x08\x7fb", "ab", "ab"},
		"DEL alone":          {"a\x7fb", "ab", "ab"},
		"C1 in UTF-8":        {"a\u009b31mb\u009d", "a31mb", "a31mb"},
		"C1 as bytes":        {"a\x9b31m", "a\ufffd31m", "a\ufffd31m"},
		"bidirectional":      {"a\u202eb\u2066c\u200fd", "abcd", "abcd"},
		"zero width":         {"a\u200b\u200d\ufeff\u2060b\u00ad", "ab", "ab"},
		"tags":               {"a\U000e0041\U000e007fb\U000e0100", "ab", "ab"},
		"fillers":            {"a\u3164\u115fb", "ab", "ab"},
		"letters of others":  {"Größe naïve 提示 é مرحبا", "Größe naïve 提示 é مرحبا", "Größe naïve 提示 é مرحبا"},
		"symbols":            {"○ ◐ ● ★ ━ € ❤\ufe0f", "○ ◐ ● ★ ━ € ❤\ufe0f", "○ ◐ ● ★ ━ € ❤\ufe0f"},
		"nothing to be seen": {"\x1b\u200b\x07", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.line, Line(test.in)); diff != "" {
				t.Errorf("Line (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.text, Text(test.in)); diff != "" {
				t.Errorf("Text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatCanBeSeenAtTheEdges(t *testing.T) {
	for r, want := range map[rune]bool{
		0x1f: false, ' ': true, '~': true, 0x7f: false, 0x9f: false, 0xa0: true, 0x20ff: true, 0x2100: true, 0x2fff: true, 0x3000: true,
		0xfe0f: true, 0xffff: true, 0x10000: true, 0xe00ff: false, 0xe0100: false, 0xe01ef: false, 0xe01f0: false,
		0x10ffff: true, 0x110000: false, -1: false,
	} {
		if got := Visible(r); got != want {
			t.Errorf("%U can be seen: %t, want %t", r, got, want)
		}
	}
}

func TestMarkdownThatCouldSteerOrVanishIsShown(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"plain":             {"# Title\n\n*Text* & [link](https://a.example)", "# Title\n\n*Text* & [link](https://a.example)"},
		"good entities":     {"a &amp; b &lt;c&gt; &nbsp; &#65; &euro;", "a &amp; b &lt;c&gt; &nbsp; &#65; &euro;"},
		"good hex entities": {"&#x41; &#X41;", "&#x41; &#X41;"},
		"decimal escape":    {"a&#27;[31m", "a&amp;#27;[31m"},
		"hex escape":        {"a&#x1B;[31m &#X9b;", "a&amp;#x1B;[31m &amp;#X9b;"},
		"no semicolon":      {"a&#27[31m", "a&amp;#27[31m"},
		"leading zeros":     {"&#0000000000000000000027;", "&amp;#0000000000000000000027;"},
		"too large":         {"&#99999999999;", "&amp;#99999999999;"},
		"names":             {"&NewLine;&Tab;&ZeroWidthSpace;&rlm;&shy;", "&amp;NewLine;&amp;Tab;&amp;ZeroWidthSpace;&amp;rlm;&amp;shy;"},
		"escape itself":     {"a\x1b]8;;file:///etc\x07b", "a]8;;file:///etcb"},
		"tags":              {"Write to <name>, <b>now</b> <!-- hidden -->", "Write to &lt;name>, &lt;b>now&lt;/b> &lt;!-- hidden -->"},
		"comparison":        {"a < b, 3 <4", "a < b, 3 <4"},
		"address":           {"<https://a.example> <me@a.example>", "<https://a.example> <me@a.example>"},
		"code span":         {"`<name>` and ``a ` <b>`` <i>", "`<name>` and ``a ` <b>`` &lt;i>"},
		"code, then a tag":  {"`a` <b> ``c``", "`a` &lt;b> ``c``"},
		"longer backticks":  {"`<a>``b` <i>", "`<a>``b` &lt;i>"},
		"open backtick":     {"` <name>", "` &lt;name>"},
		"fence":             {"```html\n<b>\n```\n<b>", "```html\n<b>\n```\n&lt;b>"},
		"fence in a quote":  {"> ~~~\n> <b>\n> ~~~\n<b>", "> ~~~\n> <b>\n> ~~~\n&lt;b>"},
		"longer fence":      {"````\n```\n<b>\n````\n<b>", "````\n```\n<b>\n````\n&lt;b>"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Markdown(test.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want, Markdown(test.want)); diff != "" {
				t.Errorf("a second time (-want +got):\n%s", diff)
			}
		})
	}
}

// allowed is what a frame may hold beside visible text and line feeds.
var allowed = regexp.MustCompile("\x1b\\[[0-9;:]*m|\x1b\\]8;[ -:<-~]*;((?i:https?|mailto):[ -~]*)?(\x07|\x1b\\\\)")

const here = "\x1b]8;;https://a.example/?q=1\x1b\\here\x1b]8;;\x1b\\"

func TestAFrameKeepsColoursAndLinksAndNothingElse(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"plain":               {"two\nlines", "two\nlines"},
		"colours":             {"\x1b[1;38;2;1;2;3mred\x1b[m \x1b[4:3mwavy\x1b[0m", "\x1b[1;38;2;1;2;3mred\x1b[m \x1b[4:3mwavy\x1b[0m"},
		"boxes":               {"┌─┐ ○ ◐ ● …", "┌─┐ ○ ◐ ● …"},
		"link":                {here, here},
		"link, BEL, mail":     {"\x1b]8;id=1;MAILTO:a@a.example\ax\x1b]8;;\a", "\x1b]8;id=1;MAILTO:a@a.example\ax\x1b]8;;\a"},
		"link with ~, space":  {"\x1b]8;;https://a.example/~a b\ax", "\x1b]8;;https://a.example/~a b\ax"},
		"link without end":    {"\x1b]8;;https://a.example", "]8;;https://a.example"},
		"no address":          {"\x1b]8;https:\ax", "x"},
		"hidden in address":   {"\x1b]8;;https://a\u202e.example\ax\x1b]8;;https://a\x7f\ay", "xy"},
		"file link":           {"\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\", "x\x1b]8;;\x1b\\"},
		"javascript link":     {"\x1b]8;;javascript:alert(1)\ax", "x"},
		"no scheme":           {"\x1b]8;;http\ax", "x"},
		"link in disguise":    {"\x1b]8;;http\u202e://a\ax", "x"},
		"cursor, clear":       {"a\x1b[2Jb\x1b[10;10Hc\x1b[?25ld", "abcd"},
		"insert, keypad":      {"a\x1b[2@b\x1b[2~c", "abc"},
		"usual colours":       {"\x1b[39;49ma", "\x1b[39;49ma"},
		"30 parameters":       {"\x1b[" + strings.Repeat("1;", 29) + "1ma", "\x1b[" + strings.Repeat("1;", 29) + "1ma"},
		"31 parameters":       {"\x1b[" + strings.Repeat("1;", 30) + "1ma", "a"},
		"long SGR":            {"a\x1b[" + strings.Repeat("1;", 60) + "mb", "ab"},
		"private SGR":         {"a\x1b[>4;2mb\x1b[ mc", "abc"},
		"title, clipboard":    {"a\x1b]0;t\x07b\x1b]52;c;aGk=\x1b\\c", "abc"},
		"DCS, APC, PM, SOS":   {"a\x1bPq\x1b\\b\x1b_x\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e", "abcde"},
		"open string":         {"a\x1b]0;rest\nof the frame", "a]0;rest\nof the frame"},
		"open sequence":       {"a\x1b[31", "a[31"},
		"broken sequence":     {"a\x1b[3\x1b[1mb", "a[3\x1b[1mb"},
		"short escapes":       {"a\x1bcb\x1b(0c\x1b", "acb(0c"},
		"C0":                  {"a\rb\tc\x08\x00\x0e\x7f", "abc"},
		"C1 in UTF-8":         {"a\u009b31mb\u0090q\u009c", "a31mbq"},
		"C1 as bytes":         {"a\x9b31mb", "a31mb"},
		"no UTF-8":            {"a\xffb\xc2", "ab"},
		"replacement":         {"a\ufffdb", "a\ufffdb"},
		"bidirectional":       {"a\u202eb\u200bc", "abc"},
		"joined by removal":   {"\x1b\x1b[2J[31m", "[31m"},
		"joined from a bytes": {"\xc2\x1b[2J\x9b", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Screen(test.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzScreen(f *testing.F) {
	for _, seed := range []string{here, "\x1b[31mred\x1b[0m", "\x1b]8;;http://a\x1b", "\x1b\x1b[2J[m", "\u009b\xc2\x9b", "\x1b[;:m\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Screen(s)
		if again := Screen(out); again != out {
			t.Fatalf("a second time changes %q to %q", out, again)
		}
		rest := allowed.ReplaceAllString(out, "")
		if !utf8.ValidString(rest) {
			t.Fatalf("%q is not UTF-8", out)
		}
		for _, r := range rest {
			if r != '\n' && !Visible(r) {
				t.Fatalf("%q holds %U", out, r)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("a\tb\r\n\x1b[31m\u202e&#27;<b>`<c>`")
	f.Fuzz(func(t *testing.T, s string) {
		for name, out := range map[string]string{"Line": Line(s), "Text": Text(s), "Markdown": Markdown(s)} {
			for _, r := range out {
				if !Visible(r) && (r != '\n' || name == "Line") {
					t.Fatalf("%s: %q holds %U", name, out, r)
				}
			}
		}
		if out := Markdown(s); Markdown(out) != out {
			t.Fatalf("a second time changes %q to %q", out, Markdown(out))
		}
		if strings.Contains(Line(s), "\n") || Line(Line(s)) != Line(s) || Text(Text(s)) != Text(s) {
			t.Fatalf("a second time changes %q", s)
		}
	})
}

func BenchmarkScreen(b *testing.B) {
	row := "\x1b[38;2;1;2;3m│\x1b[0m " + strings.Repeat("A line of a lesson. ", 5) + " \x1b[1m●\x1b[0m\n"
	frame := strings.Repeat(row, 40)
	for name, s := range map[string]string{"clean": frame, "dirty": frame + "\x1b[2J" + frame} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Screen(s)
			}
		})
	}
}
