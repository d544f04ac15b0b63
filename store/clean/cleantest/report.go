package cleantest

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

//go:embed testdata/reports.txt
var reports string

// Reports are texts that would act in a report: in a browser, in a spreadsheet, or once
// Markdown is drawn. They are in testdata/reports.txt, in the form of the payloads.
func Reports() []Payload { return read(reports) }

// LiveHTML lists what a page has that harmless words do not make: elements, attributes,
// comments, scripts and styles. Both pages are of the same data but for words.
func LiveHTML(page, harmless []byte) ([]string, error) {
	got, err := skeleton(page)
	if err != nil {
		return nil, err
	}
	want, err := skeleton(harmless)
	if err != nil {
		return nil, err
	}
	var live []string
	for part, n := range got {
		if n > want[part] {
			live = append(live, fmt.Sprintf("%s %d times, harmless %d times", part, n, want[part]))
		}
	}
	slices.Sort(live)
	return live, nil
}

// skeleton counts what in a page acts: each element with its attributes, of which those
// that lead somewhere or act bear their values, and the words of scripts and styles.
func skeleton(page []byte) (map[string]int, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	parts := map[string]int{}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			parts["<!--"+n.Data+"-->"]++
		case n.Type == html.TextNode && n.Parent != nil && slices.Contains([]string{"script", "style", "noscript"}, n.Parent.Data):
			parts[n.Parent.Data+": "+n.Data]++
		case n.Type == html.ElementNode && len(n.Attr) == 0 && (n.Data == "p" || n.Data == "br"): // lines of a text
		case n.Type == html.ElementNode:
			parts[element(n)]++
		}
	}
	return parts, nil
}

func element(n *html.Node) string {
	words := []string{n.Data}
	for _, a := range n.Attr {
		word := a.Key
		if isActive(a.Key) {
			word += "=" + a.Val
		}
		words = append(words, word)
	}
	slices.Sort(words[1:])
	return "<" + strings.Join(words, " ") + ">"
}

// isActive reports that the value of an attribute acts or leads somewhere.
func isActive(name string) bool {
	return strings.HasPrefix(name, "on") || slices.Contains([]string{"href", "src", "srcset", "srcdoc", "action", "formaction", "data", "http-equiv", "content", "style", "poster", "ping", "background", "xlink:href"}, name)
}

// LiveCSV lists the cells that a spreadsheet would run as a formula (OWASP, "CSV Injection").
// Numbers with a sign are none.
func LiveCSV(table []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var live []string
	for _, row := range rows {
		for _, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); cell != "" && err != nil && strings.ContainsAny(cell[:min(len(cell), 3)], "=+-@\t\r＝＋－＠") && strings.IndexAny(cell, "=+-@\t\r＝＋－＠") == 0 {
				live = append(live, cell)
			}
		}
	}
	return live, nil
}

// LiveMarkdown is LiveHTML of what the laxest renderer makes of Markdown: it lets markup and
// links of every scheme pass. An address in plain words that a viewer makes a link of leads
// where it says, and is none.
func LiveMarkdown(page, harmless []byte) ([]string, error) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	var got, want bytes.Buffer
	if err := md.Convert(page, &got); err != nil {
		return nil, err
	}
	if err := md.Convert(harmless, &want); err != nil {
		return nil, err
	}
	return LiveHTML(got.Bytes(), want.Bytes())
}
