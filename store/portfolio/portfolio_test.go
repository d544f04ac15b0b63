package portfolio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

var day1 = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// hostile are words that would be markup, a script, a formula or an order to a terminal.
var hostile = []string{
	`<script>alert(1)</script>`, `</dd></article><img src=x onerror=alert(1)>`, `"><style>*{display:none}</style>`, "{{.Name}} <!-- -->",
	"[click](javascript:alert(1)) ![x](http://evil.example/x.png)", "=HYPERLINK(\"http://evil.example\")", "# not a heading\n---\n===\n- no list\n1. none\n> no quote",
	"```\nno fence\n```", "a | b\n--|--\n1 | 2", "&lt;b&gt; &#x1b; $x^2$ ~~gone~~ _low_ **bold** \\", "\x1b[31mred\x1b]8;;http://evil\x07link\u202eevil", strings.Repeat("long", 200),
	"    indented\n\n\tcode", "C# #", "line one\n\nline three",
}

// page is a page with everything, some of it hostile.
func page(t testing.TB, words ...string) Page {
	t.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	shared := store.Experiment{ID: "X1", Title: "Warmer tone", Task: "reword", Verdict: store.Failed, Learning: "Ask first.", Outcome: "PRIVATE", Visibility: store.CardShared}
	private := store.Experiment{ID: "X2", Title: "PRIVATE", Learning: "PRIVATE"}
	w := progress.Work{Name: "Ines Duarte", Did: map[string]store.Lesson{}, Experiments: []store.Experiment{shared, private}}
	for _, m := range c.Modules() {
		if m.ID == "prompt-design" {
			for _, id := range m.Lessons {
				w.Did[id] = store.Lesson{Done: day1}
			}
		}
	}
	template := store.Piece{
		ID: "P1", Kind: "template-card", Title: "Refund replies", Problem: "40 replies a week.\nHalf were too long.", Mine: "I wrote and tested it.", AI: "It drafted.",
		Evidence: "17 of 20 met all checks.", Reflection: "It fails on complaints.", Experiments: []string{"X1", "X2"}, Lessons: []string{"prm-brief-clearly"},
		AttestedBy: "Ben Okoro", AttestedOn: "2026-11-20", Date: "2026-11-12",
		Fields: map[string]string{
			"purpose": "Refund replies", "not_for": "Complaints", "data": "internal", "prompt": "Write a reply to {letter}.\n  - keep it short", "checks": "Names, sums", "cases": "20",
			"good": "17", "owner": "Ines", "review": "2027-05-01",
		},
	}
	w.Pieces = []store.Piece{template}
	for i, text := range words {
		p := store.Piece{ID: fmt.Sprint("H", i), Kind: "other", Title: text, Problem: text, Evidence: text, AttestedBy: text, Permission: text}
		w.Pieces = append(w.Pieces, p)
	}
	made, err := Make(c, w, "marketing", w.Pieces, day1)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestThePageHoldsWhatItsOwnerShows(t *testing.T) {
	p := page(t)
	if len(p.Badges) != 1 || p.Badges[0].Title != "Prompt designer" {
		t.Errorf("badges: %+v", p.Badges)
	}
	if len(p.Modules) != 1 || len(p.Modules[0].Lessons) != p.Modules[0].Total {
		t.Errorf("modules: %+v", p.Modules)
	}
	want := []store.EntryCard{{Title: "Warmer tone", Task: "reword", Verdict: store.Failed, Learning: "Ask first."}}
	if diff := cmp.Diff(want, p.Pieces[0].Entries); diff != "" || p.Pieces[0].PrivateEntries != 1 {
		t.Errorf("%d private ones\n%s", p.Pieces[0].PrivateEntries, diff)
	}
	page, err := p.HTML()
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for format, text := range map[string]string{"HTML": string(page), "Markdown": string(p.Markdown()), "JSON": string(data)} {
		if strings.Contains(text, "PRIVATE") {
			t.Errorf("%s shows what was not shared", format)
		}
		for _, words := range []string{"Ines Duarte", "Marketing", "Refund replies", "Half were too long.", "17 of 20 met all checks.", "Ben Okoro", "Warmer tone", "Prompt designer"} {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", format, words)
			}
		}
	}
	var again Page
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("the JSON says something else:\n%s", diff)
	}
}

func TestAnEmptyPage(t *testing.T) {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	p, err := Make(c, progress.Work{}, "", nil, day1)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.HTML()
	if err != nil || bytes.Contains(text, []byte("<h2")) {
		t.Errorf("%v\n%s", err, text)
	}
	if got := string(p.Markdown()); !strings.HasPrefix(got, "# Portfolio\n\n24 November 2026\n") {
		t.Error(got)
	}
}

// nodes are the elements of an HTML page, and its text.
func nodes(t testing.TB, page []byte) (all []*html.Node, text string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			text += n.Data
		}
	}
	return all, text
}

// faults are what a page in HTML may not have: elements that do something, links
// that lead away, ids that occur twice, headings that skip a level.
func faults(t testing.TB, page []byte) []string {
	var found []string
	known := strings.Fields("html head meta title style body header h1 h2 h3 p nav ul li a main section article dl dt dd footer time")
	ids := map[string]bool{}
	level := 0
	all, _ := nodes(t, page)
	for _, n := range all {
		if !slices.Contains(known, n.Data) {
			found = append(found, "an element "+n.Data)
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' {
			if now := int(n.Data[1] - '0'); now > level+1 {
				found = append(found, n.Data+" below a heading that is no parent of it")
			} else {
				level = now
			}
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				found = append(found, "the id "+a.Val+" twice")
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#"):
				found = append(found, "a link to "+a.Val)
			case strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style":
				found = append(found, "an attribute "+a.Key)
			}
		}
	}
	for _, n := range all {
		for _, a := range n.Attr {
			target, isLink := strings.CutPrefix(a.Val, "#")
			if a.Key == "href" && isLink && !ids[target] || a.Key == "aria-labelledby" && !ids[a.Val] {
				found = append(found, a.Key+" of nothing: "+a.Val)
			}
		}
	}
	return found
}

func TestHostileWordsAreWordsInHTML(t *testing.T) {
	p := page(t, hostile...)
	text, err := p.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if got := faults(t, text); len(got) > 0 {
		t.Error(strings.Join(got, "\n"))
	}
	_, shown := nodes(t, text)
	for _, piece := range p.Pieces {
		for _, f := range piece.Fields {
			if !strings.Contains(shown, f.Text) {
				t.Errorf("the page does not show %q", f.Text)
			}
		}
	}
	if bytes.ContainsAny(text, "\x1b\x07\u202e") {
		t.Error("the page holds control characters")
	}
	for _, outside := range []string{"url(", "@import", "<link", "http-equiv=\"refresh\""} {
		if bytes.Contains(text, []byte(outside)) {
			t.Errorf("the page holds %s", outside)
		}
	}
}

// rendered is the text of a Markdown page as renderers show it, and its elements.
func rendered(t testing.TB, markdown []byte) (elements []string, text string) {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(markdown, &b); err != nil {
		t.Fatal(err)
	}
	all, text := nodes(t, b.Bytes())
	for _, n := range all {
		elements = append(elements, n.Data)
	}
	return elements, text
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestHostileWordsAreWordsInMarkdown(t *testing.T) {
	plain, _ := rendered(t, page(t).Markdown())
	for _, words := range hostile {
		elements, shown := rendered(t, page(t, words).Markdown())
		extra := slices.DeleteFunc(elements[len(plain)-4:], func(e string) bool {
			return slices.Contains([]string{"h1", "h2", "h3", "p", "strong", "br", "li", "ul", "hr", "a"}, e)
		})
		if len(extra) > 0 {
			t.Errorf("%q makes %v", words, extra)
		}
		if want := squeezed(page(t, words).Pieces[1].Fields[0].Text); !strings.Contains(squeezed(shown), want) {
			t.Errorf("%q does not show as %q:\n%s", words, want, shown)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, words := range hostile {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		p := Page{Made: "2026-11-24", Pieces: []Piece{pieceOf(&curriculum.Catalogue{}, progress.Work{}, store.Piece{Kind: "other", Title: "T", Problem: words})}}
		elements, shown := rendered(t, p.Markdown())
		for _, e := range elements {
			if !slices.Contains(strings.Fields("html head body h1 h2 h3 p strong br hr a"), e) {
				t.Errorf("%q makes the element %s", words, e)
			}
		}
		for _, field := range p.Pieces[0].Fields {
			if want := squeezed(field.Text); !strings.Contains(squeezed(shown), want) {
				t.Errorf("%q does not show:\n%s", want, shown)
			}
		}
	})
}

func TestTheScanWarns(t *testing.T) {
	if got := page(t).Warnings(); len(got) > 0 {
		t.Errorf("a harmless page: %+v", got)
	}
	got := page(t, "Ask kai@fjord.no").Warnings()
	where := []string{"A title", `"Problem" of "Ask kai@fjord.no"`, `"Evidence" of "Ask kai@fjord.no"`, `"Shown with permission of" of "Ask kai@fjord.no"`, `Attested by of "Ask kai@fjord.no"`}
	var want []Warning
	for _, w := range where {
		want = append(want, Warning{w, "an e-mail address", "kai@fjord.no"})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriting(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "portfolio.html")
	for i, force := range []bool{false, true} {
		got, err := Write(file, []byte(fmt.Sprint("page ", i)), force)
		if err != nil || got != file {
			t.Fatalf("%s, %v", got, err)
		}
	}
	if _, err := Write(file, []byte("lost"), false); !errors.Is(err, ErrExists) {
		t.Errorf("over a file: %v", err)
	}
	link, folder := filepath.Join(dir, "link.html"), filepath.Join(dir, "folder")
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no links here")
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{link, folder, filepath.Join(dir, "none", "p.html")} {
		if _, err := Write(path, []byte("lost"), true); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "page 1" {
		t.Errorf("%q, %v", text, err)
	}
}
