package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"
)

// What a page links to is there, the heading as well, and so is each picture. What is on the web is not asked for.
func TestLinksOfThePages(t *testing.T) {
	t.Chdir("..")
	places := make(map[string][]string)
	for _, page := range markdownFiles(t) {
		for _, link := range readPage(t, page).links {
			file, heading, _ := strings.Cut(link, "#")
			to := filepath.Join(filepath.Dir(page), file)
			if file == "" {
				to = page
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s links to %s: %v", page, link, err)
				continue
			}
			if heading == "" {
				continue
			}
			if places[to] == nil {
				places[to] = readPage(t, to).places
			}
			if !slices.Contains(places[to], heading) {
				t.Errorf("%s links to %s, and %s has no such heading", page, link, to)
			}
		}
	}
}

// Every page of docs can be found from its map.
func TestTheMapHasEveryPage(t *testing.T) {
	t.Chdir("../docs")
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	linked := readPage(t, "README.md").links
	for _, page := range pages {
		if page != "README.md" && !slices.Contains(linked, page) {
			t.Errorf("docs/README.md does not lead to %s", page)
		}
	}
}

// markdownFiles are the pages of the project.
func markdownFiles(t *testing.T) []string {
	var pages []string
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && slices.Contains([]string{".git", "testdata", "dist"}, entry.Name()) {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".md" {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// A linkedPage is what a page links to in the project, and what can be linked to in it.
type linkedPage struct{ links, places []string }

func readPage(t *testing.T, file string) linkedPage {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var page linkedPage
	seen := make(map[string]int)
	add := func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := node.(type) {
		case *ast.Link:
			page.add(entering, string(n.Destination))
		case *ast.Image:
			page.add(entering, string(n.Destination))
		case *ast.Heading:
			if entering {
				place := anchor(headingWords(n, text))
				if seen[place]++; seen[place] > 1 {
					place = fmt.Sprintf("%s-%d", place, seen[place]-1)
				}
				page.places = append(page.places, place)
			}
		}
		return ast.WalkContinue, nil
	}
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	if err := ast.Walk(markdown.Parser().Parse(gmtext.NewReader(text)), add); err != nil {
		t.Fatal(err)
	}
	return page
}

func (p *linkedPage) add(entering bool, to string) {
	if entering && !strings.Contains(to, ":") {
		p.links = append(p.links, to)
	}
}

// headingWords is the text of a heading, without its marks.
func headingWords(node ast.Node, source []byte) string {
	var b strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if leaf, ok := child.(*ast.Text); ok {
			b.Write(leaf.Segment.Value(source))
		}
		b.WriteString(headingWords(child, source))
	}
	return b.String()
}

// anchor is by what name a heading is linked to where the repository is hosted: small letters, no punctuation,
// hyphens for spaces.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

func TestAnchors(t *testing.T) {
	for heading, want := range map[string]string{
		"A release":                     "a-release",
		"Sensitivity, d′":               "sensitivity-d",
		"What's said, and where: a–d":   "whats-said-and-where-ad",
		"waymark, waymark status":       "waymark-waymark-status",
		"Items: `single` and `multi_2`": "items-single-and-multi_2",
	} {
		if got := anchor(strings.ReplaceAll(heading, "`", "")); got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}
