package markdown

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"waymark/tui/theme"
)

func TestNothingWiderThanAskedFor(t *testing.T) {
	text := "# A heading of some length that has to wrap at a narrow width\n\nSome text with **bold**, *slanted* and `code` words.\n\n- an item that is so long that it needs a second line\n- [ ] a task\n\n1. first\n2. second that is so long that it needs a second line\n\n> **NOTE** a call-out that is so long that it needs a second line\n"
	for _, width := range []int{24, 40, 76} {
		for line := range strings.SplitSeq(new(Cache).Render(text, width, theme.New(true, false)), "\n") {
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("at %d a line is %d wide: %q", width, w, ansi.Strip(line))
			}
		}
	}
}

func TestLaterLinesOfAnItemAreIndented(t *testing.T) {
	got := ansi.Strip(new(Cache).Render("- one two three four five six seven\n- eight\n", 24, theme.New(true, false)))
	want := "• one two three four\n  five six seven\n• eight"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestControlSequencesDoNotSurvive(t *testing.T) {
	payloads := []string{
		"\x1b]0;title\x07", "\x1b[2J", "&#27;[2J", "&#x1b;]8;;file:///etc/passwd&#x1b;\\", "\u009b2J", "\u202e", "\x1bP1$r\x1b\\",
		"[text](javascript:alert(1))", "[text](file:///etc/passwd)", "`\x1b[2J`", "```\n\x1b[2J\n```", "<b>\x1b[2J</b>", "![\x1b[2J](x)",
	}
	for _, payload := range payloads {
		got := new(Cache).Render("before "+payload+" after", 60, theme.New(true, false))
		for _, bad := range []string{"\x1b]0", "\x1b[2J", "\u009b", "\u202e", "\x1bP", "\x1b]8;;file", "\x1b]8;;javascript"} {
			if strings.Contains(got, bad) {
				t.Errorf("%q let %q through: %q", payload, bad, got)
			}
		}
	}
}

// A text that keeps Glamour busy for minutes is shown as it is.
func TestATextThatCannotBeRenderedIsShownPlain(t *testing.T) {
	got := new(Cache).Render("Words first. "+strings.Repeat("> - ", 40)+"deep", 60, theme.New(true, false))
	if !strings.Contains(ansi.Strip(got), "deep") {
		t.Errorf("the words are lost: %q", got)
	}
}

func TestThePageIsRemembered(t *testing.T) {
	var c Cache
	dark, light := theme.New(true, false), theme.New(false, false)
	if c.Render("**a**", 40, dark) == c.Render("# a", 40, dark) || c.Render("# a", 40, dark) == c.Render("# a", 40, light) {
		t.Error("two pages were taken for one")
	}
	for i := range 2 * maxPages {
		c.Render(strings.Repeat("a", i), 40, dark)
	}
	if len(c.pages) > maxPages || len(c.order) > maxPages {
		t.Errorf("the cache holds %d pages", len(c.pages))
	}
}

func BenchmarkRenderLesson(b *testing.B) {
	page := strings.Repeat("## A heading\n\nSome text with **bold** words and `code`.\n\n- an item\n- another\n\n", 12)
	for b.Loop() {
		render(page, 76, theme.New(true, false))
	}
}
