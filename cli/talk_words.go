package cli

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"waymark/store/clean"
)

// inWords is Markdown as it is read out: without its marks, code between words
// that say where it begins and ends, and tables as "column: value".
func inWords(markdown string) string {
	source := []byte(clean.Markdown(markdown))
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(gmtext.NewReader(source))
	w := &wording{source: source}
	w.blocks(doc, "")
	return strings.TrimRight(strings.Join(w.lines, "\n"), "\n") + "\n"
}

// A wording is a text that is being put into lines.
type wording struct {
	source []byte
	lines  []string
}

// blocks puts the blocks inside a node into lines, each behind an indent.
func (w *wording) blocks(parent ast.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n, indent)
	}
}

func (w *wording) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		w.add(indent, "Heading: "+w.inline(n))
		w.gap()
	case *ast.Paragraph, *ast.TextBlock:
		w.add(indent, w.inline(n))
		if n.Kind() == ast.KindParagraph {
			w.gap()
		}
	case *ast.Blockquote:
		w.quote(n, indent)
	case *ast.List:
		w.list(n, indent)
		if n.Parent().Kind() != ast.KindListItem {
			w.gap()
		}
	case *ast.FencedCodeBlock:
		w.fenced(n, indent)
	case *ast.CodeBlock, *ast.HTMLBlock:
		w.code(n, "Code", indent)
	case *tables.Table:
		w.table(n, indent)
	default:
		w.blocks(n, indent)
	}
}

func (w *wording) add(indent, line string) { w.lines = append(w.lines, indent+line) }

// gap sets what follows off by an empty line, once.
func (w *wording) gap() {
	if len(w.lines) > 0 && w.lines[len(w.lines)-1] != "" {
		w.lines = append(w.lines, "")
	}
}

// quote begins with what it is: the word of a call-out, or that it is a quote.
func (w *wording) quote(n *ast.Blockquote, indent string) {
	before := len(w.lines)
	w.blocks(n, indent)
	if before == len(w.lines) {
		return
	}
	kind, rest, _ := strings.Cut(w.lines[before], " ")
	switch kind {
	case "NOTE", "TRY", "CHECK", "CAUTION", "EXAMPLE":
		w.lines[before] = sentence(strings.ToLower(kind)) + ": " + rest
	default:
		w.lines[before] = "Quote: " + w.lines[before]
	}
}

func (w *wording) list(n *ast.List, indent string) {
	count := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d. ", count)
			count++
		}
		before := len(w.lines)
		w.blocks(item, indent+strings.Repeat(" ", len(mark)))
		if len(w.lines) > before {
			w.lines[before] = indent + mark + strings.TrimLeft(w.lines[before], " ")
		}
	}
}

// inPlace begins the paragraph that says in words what is drawn before it.
const inPlace = "Diagram in words:"

// fenced says what stands in a fence; a drawing whose words follow is left out.
func (w *wording) fenced(n *ast.FencedCodeBlock, indent string) {
	if next, ok := n.NextSibling().(*ast.Paragraph); ok && strings.HasPrefix(w.inline(next), inPlace) {
		return
	}
	switch string(n.Language(w.source)) {
	case "prompt":
		w.code(n, "Prompt", indent)
	case "text":
		w.code(n, "Text", indent)
	default:
		w.code(n, "Code", indent)
	}
}

func (w *wording) code(n ast.Node, name, indent string) {
	w.add(indent, name+" begins.")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.add(indent, strings.TrimRight(string(line.Value(w.source)), "\n"))
	}
	w.add(indent, name+" ends.")
	w.gap()
}

// table says each row cell by cell, with the name of its column before it.
func (w *wording) table(n *tables.Table, indent string) {
	var columns []string
	rows := n.ChildCount() - 1
	at := 0
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() != tables.KindTableHeader {
			at++
			w.add(indent, fmt.Sprintf("Row %d of %d.", at, rows))
		}
		column := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			words := w.inline(cell)
			if row.Kind() == tables.KindTableHeader {
				columns = append(columns, words)
			} else if column < len(columns) {
				if words == "" {
					words = "empty"
				}
				w.add(indent+"  ", columns[column]+": "+words)
			}
			column++
		}
	}
	w.gap()
}

// inline is the words inside a paragraph, a heading or a cell.
func (w *wording) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(unescaped(n.Segment.Value(w.source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.CodeSpan:
			for part := n.FirstChild(); part != nil; part = part.NextSibling() {
				if t, ok := part.(*ast.Text); ok {
					b.Write(t.Segment.Value(w.source))
				}
			}
		case *ast.AutoLink:
			b.Write(n.URL(w.source))
		case *ast.Link:
			b.WriteString(w.inline(n) + " (" + string(n.Destination) + ")")
		case *ast.Image:
			b.WriteString("Image: " + w.inline(n))
		default:
			b.WriteString(w.inline(n))
		}
	}
	return strings.TrimSpace(b.String())
}

// unescaped takes the marks away by which Markdown writes a sign as itself.
func unescaped(text []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
}
