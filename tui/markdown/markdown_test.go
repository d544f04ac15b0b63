package markdown

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"charm.land/glamour/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean/cleantest"
	"waymark/tui/theme"
)

func TestNothingWiderThanAskedFor(t *testing.T) {
	text := "# A heading of some length that has to wrap at a narrow width\n\nSome text with **bold**, *slanted* and `code` words.\n\n- an item that is so long that it needs a second line\n- [ ] a task\n\n1. first\n2. second that is so long that it needs a second line\n\n> **NOTE** a call-out that is so long that it needs a second line\n"
	for _, width := range []int{24, 40, 76} {
		for line := range strings.SplitSeq(new(Cache).Render(text, width, theme.New(theme.Dark(), false)), "\n") {
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("at %d a line is %d wide: %q", width, w, ansi.Strip(line))
			}
		}
	}
}

func TestLaterLinesOfAnItemAreIndented(t *testing.T) {
	got := ansi.Strip(new(Cache).Render("- one two three four five six seven\n- eight\n", 24, theme.New(theme.Dark(), false)))
	want := "• one two three four\n  five six seven\n• eight"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// No payload survives, wherever in Markdown it stands. The judge is another project's. A
// fifth of the pages is drawn with the ordinary tests.
func TestControlSequencesDoNotSurvive(t *testing.T) {
	var c Cache
	dark, drawn := theme.New(theme.Dark(), false), 0
	for i, p := range cleantest.Payloads() {
		for j, around := range constructs {
			if (i+j)%5 > 0 && os.Getenv("WAYMARK_PROOFS") != "all" {
				continue
			}
			got := c.Render(strings.ReplaceAll(around, "X", p.Text), 60, dark)
			drawn++
			if live := cleantest.Live(got, cleantest.Frame); len(live) > 0 {
				t.Errorf("%s in %q: %q", p.Name, around, live)
			}
		}
	}
	if len(c.slow) > 0 {
		t.Errorf("%d pages were not drawn in time", len(c.slow))
	}
	t.Logf("%d payloads in %d constructs: %d pages", len(cleantest.Payloads()), len(constructs), drawn)
}

// constructs are the places of Markdown in which a text can stand.
var constructs = []string{
	"before X after", "# X", "X\n===", "**X** *X* ~~X~~", "`X`", "```\nX\n```", "~~~X\nX\n~~~", "    X", "> X\n> > X", "- X\n  - X", "1. X\n2. X",
	"- [x] X", "| X | X |\n|---|:-:|\n| X | X |", "[X](https://a.example)", "[a](X)", "[a](<X>)", "[a](https://a.example/X)", "[a](https://a.example \"X\")",
	"![X](https://a.example)", "![a](X)", "<X>", "<https://a.example/X>", "[X]: https://a.example\n\n[X]", "[a]\n\n[a]: X", "a\\\nX", "---\nX\n---", "<b X>X</b>", "[^X]\n\n[^X]: X",
}

// Bare Glamour lets most of them through: the judge sees it.
func TestTheJudgeSeesWhatGlamourLetsThrough(t *testing.T) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style(theme.New(theme.Dark(), false))), glamour.WithWordWrap(60))
	if err != nil {
		t.Fatal(err)
	}
	live := 0
	for _, p := range cleantest.Payloads() {
		got, err := r.Render("before " + p.Text + " after")
		if err != nil {
			t.Fatal(err)
		}
		if len(cleantest.Live(got, cleantest.Frame)) > 0 {
			live++
		}
	}
	t.Logf("%d of %d payloads are live in what Glamour draws", live, len(cleantest.Payloads()))
	if live < len(cleantest.Payloads())/2 {
		t.Errorf("the judge sees %d", live)
	}
}

// A link leads where it says, and only where a browser or a mail program goes.
func TestLinksShowWhereTheyLead(t *testing.T) {
	for text, leads := range map[string]string{
		"[my bank](https://a.example/login)":                 "https://a.example/login",
		"[https://bank.example](https://a.example)":          "https://a.example",
		"[mail](mailto:a@a.example)":                         "mailto:a@a.example",
		"<https://a.example/x>":                              "https://a.example/x",
		"![picture](https://a.example/p.png)":                "https://a.example/p.png",
		"[a][r]\n\n[r]: https://a.example/ref":               "https://a.example/ref",
		"[f](file:///etc/passwd) [j](javascript:alert(1))":   "",
		"[d](data:text/html,x) [s](ssh://a) <file:///etc/x>": "",
	} {
		got := new(Cache).Render(text, 70, theme.New(theme.Dark(), false))
		for _, s := range cleantest.Sequences(got) {
			if s.Kind != "OSC" {
				continue
			}
			_, to, _ := strings.Cut(strings.TrimPrefix(s.Data, "8;"), ";")
			if to != "" && to != leads {
				t.Errorf("%s leads to %q", text, to)
			}
		}
		if !strings.Contains(ansi.Strip(got), leads) {
			t.Errorf("%s does not show %s: %q", text, leads, ansi.Strip(got))
		}
	}
}

// What Glamour would draw for ever, in ever more memory, is not begun.
func TestDeepTextIsShownPlain(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("> - ", 40), strings.Repeat(">", 10_000), strings.Repeat("- ", 5_000), "a\n\n" + strings.Repeat("1. ", 500), strings.Repeat("> ", 9) + "a",
		strings.Repeat("  ", 20) + "- a", strings.Repeat("\t- ", 20), strings.Repeat("+ * ", 20), strings.Repeat("1) ", 20),
	} {
		c := Cache{draw: func(string, int, theme.Theme) string { return "" }}
		if got := c.Render(text+"deep", 60, theme.New(theme.Dark(), false)); !strings.HasSuffix(strings.TrimSpace(ansi.Strip(got)), "deep") && !strings.HasSuffix(strings.TrimSpace(ansi.Strip(got)), "a") {
			t.Errorf("%.20q was drawn: %.60q", text, got)
		}
	}
	for _, text := range []string{"> - > 1. a", "-----------", "**bold**", "1.5 a", "- a\n  - b\n    - c", ""} {
		if d := depth(text); d > 4 {
			t.Errorf("%q is %d deep", text, d)
		}
	}
}

// A rendering that does not end keeps nobody waiting; of a hundred such pages two are begun,
// and others are drawn again when one of them comes to its end.
func TestPagesThatAreNotDrawnInTimeArePlain(t *testing.T) {
	end := make(chan struct{})
	c := Cache{draw: func(text string, width int, look theme.Theme) string {
		if strings.HasPrefix(text, "slow") {
			<-end
		}
		return safely(text, width, look)
	}}
	dark, before, begun := theme.New(theme.Dark(), false), runtime.NumGoroutine(), time.Now()
	show := func(text string, width int) string { return strings.TrimSpace(ansi.Strip(c.Render(text, width, dark))) }
	var all sync.WaitGroup
	for i := range maxLate { // at once, so that the test waits for one deadline
		all.Go(func() { show(fmt.Sprintf("slow **%d**", i), 60) })
	}
	all.Wait()
	for i := range 100 {
		if text := fmt.Sprintf("slow **%d**", i); show(text, 60+i) != text {
			t.Errorf("the words of %d are lost: %q", i, show(text, 60+i))
		}
	}
	if took := time.Since(begun); took > deadline+time.Second {
		t.Errorf("a hundred openings took %v", took)
	}
	if more := runtime.NumGoroutine() - before; more > maxLate {
		t.Errorf("%d renderings go on", more)
	}
	if got := show("**other**", 60); got != "**other**" {
		t.Errorf("another page, meanwhile: %q", got)
	}
	close(end)
	for c.isBusy() {
		runtime.Gosched()
	}
	if got := show("**other**", 60); got != "other" {
		t.Errorf("another page, afterwards: %q", got)
	}
	if got := show("slow **0**", 60); got != "slow **0**" {
		t.Errorf("a page that was late once is tried again: %q", got)
	}
}

// A fault of the renderer shows the words.
func TestARendererThatFailsShowsTheWords(t *testing.T) {
	if got := ansi.Strip(drawn(func() (string, error) { panic("index out of range") }, "words", 20)); strings.TrimSpace(got) != "words" {
		t.Errorf("got %q", got)
	}
}

func TestALongTextIsShownPlain(t *testing.T) {
	text := strings.Repeat("- - - - a\n", maxText/10+1)
	c := Cache{draw: func(string, int, theme.Theme) string { return "drawn" }}
	if got := ansi.Strip(c.Render(text, 60, theme.New(theme.Dark(), false))); !strings.HasPrefix(got, "- - - - a") {
		t.Errorf("got %.60q", got)
	}
}

func TestThePageIsRemembered(t *testing.T) {
	var c Cache
	dark, light := theme.New(theme.Dark(), false), theme.New(theme.Light(), false)
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
		safely(page, 76, theme.New(theme.Dark(), false))
	}
}
