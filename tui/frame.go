package tui

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2" // github.com/charmbracelet/lipgloss
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/tui/theme"
)

// Header and footer are a line of text and a rule each.
const headerHeight, footerHeight = 2, 2

// body is the room between header and footer.
func (r root) body() tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: r.size.Width, Height: max(0, r.size.Height-headerHeight-footerHeight)}
}

// resized draws for another window. The same size may be told twice: that is nothing to
// lay out again for.
func (r root) resized(msg tea.WindowSizeMsg) (tea.Model, tea.Cmd) {
	size := tea.WindowSizeMsg{Width: max(0, min(msg.Width, maxWidth)), Height: max(0, min(msg.Height, maxHeight))}
	if size == r.size {
		return r, nil
	}
	r.size = size
	return r.everyone(r.body())
}

// View frames the top screen. What leaves here is clean: no control sequence
// but colour and safe links, whoever wrote the text.
func (r root) View() tea.View {
	if r.size.Width == 0 || r.size.Height == 0 {
		return tea.View{AltScreen: true}
	}
	if r.size.Width < minWidth || r.size.Height < minHeight {
		return tea.View{AltScreen: true, Content: r.tooSmall()}
	}
	if !r.ready {
		return tea.View{AltScreen: true, Content: fill(r.tabBar(), r.size.Width, 1)}
	}
	body := r.body()
	v := r.top().View()
	rule := r.look.Rule.Render(strings.Repeat(r.look.Symbols.Dash, r.size.Width))
	footer := r.footer()
	height := body.Height - len(footer) + 1 // a long notice takes lines of the body
	content := r.header() + "\n" + rule + "\n" + fill(v.Content, body.Width, height) + "\n" + rule + "\n" + strings.Join(footer, "\n")
	if r.look.Symbols.ASCII {
		content = theme.ToASCII(content)
	}
	v.Content = clean.Screen(content)
	v.Cursor = inBody(v.Cursor, body.Width, height)
	v.AltScreen = true
	if !r.chosen.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.ReportFocus = true
	v.WindowTitle = "Waymark - " + clean.Line(r.top().Title())
	return v
}

// inBody is the cursor of a screen in the frame, or none where it is scrolled
// out of the body. It keeps the terminal's own colour.
func inBody(c *tea.Cursor, width, height int) *tea.Cursor {
	if c == nil || c.Y < 0 || c.Y >= height || c.X < 0 || c.X >= width {
		return nil
	}
	at := *c
	at.Y += headerHeight
	at.Color = nil
	at.Blink = false // Bubble Tea does not restore the shape after a blinking block
	return &at
}

func (r root) tooSmall() string {
	text := "Waymark needs " + strconv.Itoa(minWidth) + " x " + strconv.Itoa(minHeight) + ". Please enlarge this window."
	return fill(ansi.Wrap(text, r.size.Width, ""), r.size.Width, r.size.Height)
}

func (r root) header() string {
	left, right := " "+r.look.Title.Render(clean.Line(r.top().Title())), clean.Line(r.top().Status())
	if len(r.stack) == 0 {
		if left = r.tabBar(); ansi.StringWidth(left)+2+ansi.StringWidth(right) > r.size.Width {
			right = "" // the tabs do not give way to it
		}
	}
	return spread(left, r.look.Dim.Render(right), r.size.Width)
}

func (r root) tabBar() string {
	var b strings.Builder
	b.WriteString(" " + r.look.Strong.Render("waymark") + " ")
	for i := range r.places {
		b.WriteString(" ")
		if i == r.at {
			b.WriteString(r.look.Tab.Render("[" + r.tab(i) + "]"))
		} else {
			b.WriteString(" " + r.tab(i) + " ")
		}
	}
	return b.String()
}

// tab is the label of a tab. Where the header is short only the open tab has its
// name.
func (r root) tab(i int) string {
	width := len(" waymark ")
	for n, p := range r.places {
		width += len(" [] ") + len(strconv.Itoa(n+1)) + ansi.StringWidth(p.title)
	}
	if i != r.at && width > r.size.Width {
		return strconv.Itoa(i + 1)
	}
	return strconv.Itoa(i+1) + " " + r.places[i].title
}

// tabAt returns the tab under a column of the header, or -1.
func (r root) tabAt(x int) int {
	left := len(" waymark ")
	for i := range r.places {
		width := len(" []") + ansi.StringWidth(r.tab(i))
		if x >= left && x < left+width {
			return i
		}
		left += width
	}
	return -1
}

// maxNotice is how many lines a notice may take: enough for a cause and what to
// do next.
const maxNotice = 4

// footer is the lines below the rule: a notice, or the keys of the moment.
func (r root) footer() []string {
	j, shows := r.env.Jobs.shown()
	switch {
	case shows && !r.notice.failed:
		return r.jobFooter(j)
	case r.notice.text == "" && r.touring():
		return r.tourFooter()
	case r.notice.text == "":
		return []string{" " + r.keysThatFit()}
	}
	style := r.look.Good
	if r.notice.failed {
		style = r.look.Bad
	}
	lines := strings.Split(ansi.Wrap(clean.Line(r.notice.text), r.size.Width-2, " "), "\n")
	if len(lines) > maxNotice {
		lines = lines[:maxNotice]
	}
	for i, line := range lines {
		lines[i] = " " + style.Render(line)
	}
	return lines
}

// keysThatFit lists the keys of the moment.
func (r root) keysThatFit() string {
	_, line := r.fitting()
	return ansi.Truncate(line, max(0, r.size.Width-2), r.look.Symbols.Ellipsis)
}

// fitting are the keys of the moment that there is room for, and their line. Where the line is short the
// screen's later keys give way to those that always help: Esc and "?"; its first
// one does not.
func (r root) fitting() (keys []key.Binding, line string) {
	own, always := r.top().ShortHelp(), r.globalHelp()
	r.help.SetWidth(0) // no limit: the line is measured here
	for n := len(own); ; n-- {
		if n < min(1, len(own)) { // the screen's first key stays: what helps always is behind "?"
			n, always = 1, always[1:]
		}
		keys = append(slices.Clone(own[:n]), always...)
		line = r.help.ShortHelpView(keys)
		if len(always) == 0 || lipgloss.Width(line) <= r.size.Width-2 {
			return keys, line
		}
	}
}

// mouse sends clicks to the tab bar or, in its own coordinates, to the screen.
func (r root) mouse(msg tea.MouseMsg) (tea.Model, tea.Cmd) {
	if !r.ready {
		return r, nil
	}
	m := msg.Mouse()
	if click, ok := msg.(tea.MouseClickMsg); ok && m.Y < headerHeight {
		if i := r.tabAt(m.X); len(r.stack) == 0 && i >= 0 && click.Button == tea.MouseLeft {
			if r.touring() {
				return r.tourTo(i + 1)
			}
			return r.show(i)
		}
		return r, nil
	}
	if click, ok := msg.(tea.MouseClickMsg); ok && m.Y == r.size.Height-1 && click.Button == tea.MouseLeft {
		return r.clickKey(m.X)
	}
	m.Y -= headerHeight
	if m.Y < 0 || m.Y >= r.body().Height {
		return r, nil
	}
	switch msg.(type) {
	case tea.MouseClickMsg:
		return r.topOnly(tea.MouseClickMsg(m))
	case tea.MouseWheelMsg:
		return r.topOnly(tea.MouseWheelMsg(m))
	}
	return r, nil
}

// spread puts right at the right end of the line. Where both are too long for
// it, left gives way, and right only where next to nothing of left remains.
func spread(left, right string, width int) string {
	const least = 16
	room := width - ansi.StringWidth(right) - 3
	if right == "" || room < least {
		return ansi.Truncate(left, width, "…")
	}
	left = ansi.Truncate(left, room, "…")
	return left + strings.Repeat(" ", room+2-ansi.StringWidth(left)) + right + " "
}

// fill cuts and pads text to exactly width by height cells. Padding by hand is
// several times as fast as a style with a width, which wraps again.
func fill(text string, width, height int) string {
	lines := strings.Split(text, "\n")
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, line := range lines {
		lines[i] = pad(line, width)
	}
	for len(lines) < height {
		lines = append(lines, strings.Repeat(" ", width))
	}
	return strings.Join(lines, "\n")
}

// pad cuts or fills one line to width cells.
func pad(line string, width int) string {
	w := lipgloss.Width(line)
	if w > width {
		return ansi.Truncate(line, width, "")
	}
	return line + strings.Repeat(" ", width-w)
}

// beside puts two columns next to each other, the left one width cells wide.
func beside(left, right string, width, height int) string {
	l, r := strings.Split(fill(left, width, height), "\n"), strings.Split(right, "\n")
	for i := range l {
		if i < len(r) {
			l[i] += r[i]
		}
	}
	return strings.Join(l, "\n")
}

// sentence turns an error into what a person reads: one line, upper case first.
func sentence(err error) string { return capital(clean.Line(err.Error())) }

// capital makes the first letter an upper-case one.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
