package tui

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// Pictures of the screens, for people who have not started the program yet: each frame of
// TestFrames as it stands in a terminal, as an SVG that is light or dark as its reader is.
const (
	pictures   = "../docs/screens"
	cellWidth  = 8.4
	cellHeight = 18
	edge       = 12 // around the window
)

// A pen is how a run of cells is written in the light and in the dark.
type pen struct {
	light, dark                      inks
	bold, italic, underline, crossed bool
}

// Inks are the colours of a run, as an SVG names them; "" is the terminal's own.
type inks struct{ text, back string }

// picture draws what a terminal shows of two frames that say the same, but for what differs
// from run to run.
func picture(light, dark string, cursor *tea.Cursor, width, height int) string {
	style, body := drawn("c", light, dark, cursor, width, height)
	return framed(style, body, width, height)
}

// animation shows pictures one after the other, or the still one alone to whoever wants
// nothing to move.
func animation(scenes []scene, still, width, height int) string {
	const each = 3.0 // seconds
	all := each * float64(len(scenes))
	style, body := new(strings.Builder), new(strings.Builder)
	fmt.Fprintf(style, "@keyframes s{0%%,%.3f%%{opacity:1}%.3f%%,100%%{opacity:0}}\n.s{opacity:0;animation:s %.0fs step-end infinite}\n", 100/float64(len(scenes))-.001, 100/float64(len(scenes)), all)
	for i, s := range scenes {
		its, what := drawn(string(rune('a'+i)), s.light, s.dark, s.cursor, width, height)
		fmt.Fprintf(style, ".s%d{animation-delay:%.0fs}\n%s", i, each*float64(i), its)
		fmt.Fprintf(body, "<g class=\"s s%d\">\n%s</g>\n", i, what)
	}
	fmt.Fprintf(style, "@media(prefers-reduced-motion){.s{animation:none}.s%d{opacity:1}}\n", still)
	return framed(style.String(), body.String(), width, height)
}

// A scene is what a terminal shows, in the light and in the dark.
type scene struct {
	light, dark string
	cursor      *tea.Cursor
}

// drawn is the rules of the classes, whose names begin with prefix, and the cells.
func drawn(prefix, light, dark string, cursor *tea.Cursor, width, height int) (rules, cells string) {
	inLight, inDark := shownOn(steady(light), width, height), shownOn(steady(dark), width, height)
	classes, style, body := map[pen]string{}, new(strings.Builder), new(strings.Builder)
	class := func(p pen) string {
		name, known := classes[p]
		if !known {
			name = fmt.Sprintf("%s%d", prefix, len(classes))
			classes[p] = name
			style.WriteString(p.css("." + name))
		}
		return name
	}
	for y := range height {
		for x := 0; x < width; {
			p, from, text := penAt(inLight, inDark, x, y), x, ""
			for x < width && penAt(inLight, inDark, x, y) == p {
				cell := inLight.CellAt(x, y)
				text += cell.Content
				x += max(1, cell.Width)
			}
			drawRun(body, text, class(p), p.light.back != "", from, y, x-from)
		}
	}
	if cursor != nil {
		fmt.Fprintf(body, "<rect class=\"k\" x=\"%.1f\" y=\"%d\" width=\"2\" height=\"%d\"/>\n", left(cursor.X), top(cursor.Y), cellHeight)
	}
	return style.String(), body.String()
}

// framed is the window around the cells.
func framed(style, body string, width, height int) string {
	w, h := left(width)+edge, top(height)+edge
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" width="%.0f" height="%d">
<style>
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#1f2328}
.w{fill:#fff;stroke:#d0d7de}.k{fill:#1f2328}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.w{fill:#0d1117;stroke:#30363d}.k{fill:#e6edf3}}
%s</style>
<rect class="w" x=".5" y=".5" width="%.0f" height="%d" rx="8"/>
%s</svg>
`, w, h, w, h, style, w-1, h-1, body)
}

func left(x int) float64 { return edge + float64(x)*cellWidth }
func top(y int) int      { return edge + y*cellHeight }

// drawRun writes some cells of one line, held to their place whatever the font.
func drawRun(out *strings.Builder, text, class string, hasBack bool, x, y, cells int) {
	if hasBack {
		fmt.Fprintf(out, "<rect class=\"%sb\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n", class, left(x), top(y), float64(cells)*cellWidth, cellHeight)
	}
	before := len(text) - len(strings.TrimLeft(text, " "))
	x, cells, text = x+before, cells-before, text[before:]
	after := len(text) - len(strings.TrimRight(text, " "))
	cells, text = cells-after, text[:len(text)-after]
	if text == "" {
		return
	}
	fmt.Fprintf(out, "<text class=%q x=\"%.1f\" y=\"%d\" textLength=\"%.1f\">", class, left(x), top(y)+14, float64(cells)*cellWidth)
	if err := xml.EscapeText(out, []byte(strings.TrimSpace(steady(text)))); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	out.WriteString("</text>\n")
}

// css is the rules of a class that writes as p.
func (p pen) css(class string) string {
	always := ""
	for _, rule := range []struct {
		holds bool
		text  string
	}{
		{p.bold, "font-weight:bold;"},
		{p.italic, "font-style:italic;"},
		{p.underline, "text-decoration:underline;"},
		{p.crossed, "text-decoration:line-through;"},
	} {
		if rule.holds {
			always += rule.text
		}
	}
	return fmt.Sprintf("%s{%s}%s@media(prefers-color-scheme:dark){%s}\n", class, always, p.light.css(class), p.dark.css(class))
}

func (i inks) css(class string) string {
	rules := ""
	if i.text != "" {
		rules += class + "{fill:" + i.text + "}"
	}
	if i.back != "" {
		rules += class + "b{fill:" + i.back + "}"
	}
	return rules
}

func shownOn(frame string, width, height int) *vt.Emulator {
	term := vt.NewEmulator(width, height)
	fmt.Fprint(term, strings.ReplaceAll(strings.TrimSuffix(frame, "\n"), "\n", "\r\n"))
	return term
}

func penAt(light, dark *vt.Emulator, x, y int) pen {
	l, d := light.CellAt(x, y).Style, dark.CellAt(x, y).Style
	return pen{
		light: inks{hex(l.Fg), hex(l.Bg)}, dark: inks{hex(d.Fg), hex(d.Bg)},
		bold: l.Attrs&uv.AttrBold != 0, italic: l.Attrs&uv.AttrItalic != 0, crossed: l.Attrs&uv.AttrStrikethrough != 0,
		underline: l.Underline != uv.UnderlineNone,
	}
}

func hex(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// keepPicture writes the picture of a frame with -update; without, it holds the words of
// the one that is kept to the frame.
func keepPicture(t *testing.T, name, drawn string) {
	t.Helper()
	file := filepath.Join(pictures, name)
	if *update {
		if err := os.MkdirAll(pictures, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != drawn {
		t.Errorf("%s is another picture (go test ./tui -update draws it anew)", file)
	}
}
