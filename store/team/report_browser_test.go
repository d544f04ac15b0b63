package team

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waymark/store/clean"
)

// A sight is what .ci/browser/look.mjs saw of a page.
type sight struct {
	Console    []string            // what the page wrote there, and its errors
	Requests   []string            // for anything but the file
	Violations map[string][]string // serious and critical ones by axe, in light and in dark
	Wider      map[string]int      // by how much the page is wider than windows of a width
	Silent     struct{ Rows, Controls int }
	Table      struct {
		Given, Reversed, Again, Named, Department []string
		Order, Says                               string
		Grouped                                   []int
		Both                                      int
	}
}

// look opens a page in a browser and returns what happened, and the folder with its
// pictures and its print.
func look(t *testing.T, page []byte) (sight, string) {
	t.Helper()
	if os.Getenv("WAYMARK_BROWSER") == "" {
		t.Skip("WAYMARK_BROWSER is not set: \".ci/run browser\" installs what a look with a browser needs, and looks")
	}
	dir, saw := t.TempDir(), sight{}
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "../../.ci/browser/look.mjs", file, dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &saw); err != nil {
		t.Fatal(err)
	}
	return saw, dir
}

// crooks are names that would be markup, scripts, formulas, or turn the direction of writing.
func crooks() []string {
	return append([]string{
		`<script>alert(1)</script>`, `</th></table><img src=x onerror=alert(2)>`, `"><svg onload=alert(3)>`, `</style></script><script>alert(4)</script>`,
		"=HYPERLINK(\"http://evil.example\")", "\u202egnp.exe", "\u200fשרה כהן", "محمد\u200e علي", "{{.Name}} ${7*7}", "<!-- Ann", "&lt;b&gt;Bo&amp;", "javascript:alert(5)",
		strings.Repeat("Longname", 12), "\x1b[31mred\x07", "’ OR 1=1 --", "",
	}, colleagues()...)
}

func TestAReportInABrowser(t *testing.T) {
	r := company(t, 200, crooks())
	page, err := r.HTML()
	check(t, err)
	saw, dir := look(t, page)
	same(t, "what it wrote to the console", saw.Console, []string{})
	same(t, "what it asked for", saw.Requests, []string{})
	same(t, "faults by axe", saw.Violations, map[string][]string{"light": {}, "dark": {}})
	same(t, "wider than the window", saw.Wider, map[string]int{"1280": 0, "400": 0})
	same(t, "without its script: rows", saw.Silent.Rows, 200)
	same(t, "without its script: controls", saw.Silent.Controls, 0)
	print, err := os.ReadFile(filepath.Join(dir, "print.pdf"))
	check(t, err)
	if pages := bytes.Count(print, []byte("/Type /Page\n")); !bytes.HasPrefix(print, []byte("%PDF")) || pages < 5 {
		t.Errorf("the print has %d pages", pages)
	}
	sortsAndFilters(t, r.Board.Sorted(ByName), saw)
}

// sortsAndFilters holds what the table of everybody did to what a board says.
func sortsAndFilters(t *testing.T, b Board, saw sight) {
	t.Helper()
	var names, named []string
	both, first := 0, newReportPage(&Report{Board: b}).Chosen[0]
	for _, row := range b.Rows {
		name := clean.Line(row.Name)
		names = append(names, name)
		if strings.Contains(strings.ToLower(name), "script") {
			named = append(named, name)
		}
		if strings.EqualFold(row.Department, first) {
			both += flag(row.Cells[0].group() == 3)
		}
	}
	same(t, "as given", saw.Table.Given, names)
	slices.Sort(named)
	slices.Sort(saw.Table.Named) // it was filtered while it was grouped
	same(t, "named", saw.Table.Named, named)
	same(t, "it says", saw.Table.Says, grouped(len(named))+" of 200 people")
	same(t, "of a department", saw.Table.Department, []string{first})
	same(t, "of a department, and started", saw.Table.Both, both)
	same(t, "the order is told", saw.Table.Order, "descending")
	same(t, "as at first", saw.Table.Again, names)
	slices.Reverse(names)
	same(t, "reversed", saw.Table.Reversed, names)
	if g := saw.Table.Grouped; len(g) != 200 || !slices.IsSorted(g) || g[0] == g[199] {
		t.Errorf("grouped by a module: %v", g)
	}
	if both == 0 || len(named) < 8 {
		t.Errorf("%d and %d: this proves nothing", both, len(named))
	}
}

// The look sees what it is to see: this page has one of each fault.
func TestALookSeesFaults(t *testing.T) {
	saw, _ := look(t, []byte(`<!doctype html><html><title>Planted</title><body style="width: 3000px"><img src="http://127.0.0.1:9/x.png"><script>throw new Error("planted")</script>`))
	found := strings.Join(saw.Violations["light"], "\n")
	if len(saw.Requests) == 0 || !strings.Contains(strings.Join(saw.Console, "\n"), "planted") || saw.Wider["400"] <= 0 {
		t.Errorf("%+v", saw)
	}
	for _, rule := range []string{"image-alt", "html-has-lang"} {
		if !strings.Contains(found, rule) {
			t.Errorf("axe does not find %s: %s", rule, found)
		}
	}
}

// The pictures in docs/ are of this report: WAYMARK_SHOTS is the folder that gets them.
func TestPicturesOfAReport(t *testing.T) {
	shots := os.Getenv("WAYMARK_SHOTS")
	if shots == "" {
		t.Skip("WAYMARK_SHOTS is not set: it names the folder for pictures of a report")
	}
	page, err := company(t, 36, colleagues()).HTML()
	check(t, err)
	_, dir := look(t, page)
	for _, scheme := range []string{"light", "dark"} {
		data, err := os.ReadFile(filepath.Join(dir, scheme+".png"))
		check(t, err)
		check(t, os.WriteFile(filepath.Join(shots, "team-report-"+scheme+".png"), data, 0o644))
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
