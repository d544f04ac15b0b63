package clean

import (
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

func TestALiteralTextIsShownAsItWasTyped(t *testing.T) {
	for _, text := range []string{
		"Plain words.", "*no* _emphasis_ `code` ~~gone~~", "[no link](https://a.example) ![no image]", `a\b & <b> | #`,
		"# no title", "> no quote", "- no list", "+ no list", "1. no list", "12) no list", "=====", "a\n=====", "a\n---", "1.5 metres", "1 - 2",
		"two\nlines", "three\nlines\n- of text", "two\n\nparagraphs\nand a line", "```\nno code\n```", "&amp; &#27; stay",
	} {
		var page strings.Builder
		if err := goldmark.Convert([]byte(Literal(text)), &page); err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(html.EscapeString(text), "\n\n", "</p>\r<p>")
		want = "<p>" + strings.ReplaceAll(strings.ReplaceAll(want, "\n", "<br>\n"), "\r", "\n") + "</p>\n"
		if page.String() != want {
			t.Errorf("%q is shown as\n%swant\n%s", text, page.String(), want)
		}
	}
}

func TestALiteralTextHasNothingAroundItsLines(t *testing.T) {
	for text, want := range map[string]string{"": "", "  a  ": "a", "a\n": "a\n", "a\n\n": "a\n\n", "    a": "a", "\n\na": "\n\na"} {
		if got := Literal(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
