package tui

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// helpPage lists the keys of the screen below it and those that work everywhere.
type helpPage struct {
	room
	of     string
	groups [][]key.Binding
	about  string   // what the text is about
	text   []string // paragraphs that explain what is on the screen; may be empty
	scroll int
}

func newHelp(env Env, s Screen, global keyMap, tabs int) helpPage {
	h := helpPage{room: room{env: env}, of: s.Title(), groups: append(s.FullHelp(), sharedKeys(global, tabs))}
	if e, ok := s.(explainer); ok {
		h.about, h.text = e.Explain()
	}
	return h
}

// sharedKeys are the keys that mean the same on every screen.
func sharedKeys(global keyMap, tabs int) []key.Binding {
	return []key.Binding{
		global.Back, global.Help, global.Palette, global.Capture, global.Undo, global.Settings,
		bindAs("1-"+strconv.Itoa(tabs), "tabs, from a tab", "1"), global.Quit, global.Abort,
	}
}

// An explainer is a screen whose figures need words: the page behind "?" shows
// them below the keys.
type explainer interface {
	Explain() (about string, paragraphs []string)
}

// Init implements Screen.
func (h helpPage) Init() tea.Cmd { return nil }

// Update implements Screen.
func (h helpPage) Update(msg tea.Msg) (Screen, tea.Cmd) {
	h.room = h.room.fit(msg)
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "down", "j":
			h.scroll++
		case "up", "k":
			h.scroll--
		case "pgdown":
			h.scroll += h.height - 1
		case "pgup":
			h.scroll -= h.height - 1
		case "enter", "space":
			return h, back(h)
		}
	}
	if click, ok := msg.(tea.MouseClickMsg); ok && click.Button == tea.MouseLeft {
		if press, named := pressOf(h.at(click.X, click.Y+h.scroll)); named {
			return h, tea.Sequence(back(h), send(press))
		}
	}
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		h.scroll += map[tea.MouseButton]int{tea.MouseWheelDown: 1, tea.MouseWheelUp: -1}[wheel.Button]
	}
	h.scroll = max(0, min(h.scroll, len(h.lines())-h.height))
	return h, nil
}

// View implements Screen.
func (h helpPage) View() tea.View {
	lines := h.lines()
	lines = lines[min(h.scroll, len(lines)):]
	if len(lines) > h.height && h.height > 0 {
		lines = append(lines[:h.height-1:h.height-1], "  "+h.look.Dim.Render(h.look.Symbols.Down+" more"))
	}
	return tea.View{Content: strings.Join(lines, "\n")}
}

func (h helpPage) lines() []string {
	lines := h.keyLines()
	if len(h.text) == 0 {
		return lines
	}
	s := newSheet(h.measure())
	s.gap()
	s.add(noRow, h.look.Title.Render("What it means: "+h.about))
	for _, paragraph := range h.text {
		s.gap()
		s.add(noRow, paragraph)
	}
	return append(lines, strings.Split(indent(s.text(), "  "), "\n")...)
}

// inTwo reports that the keys stand in two columns.
func (h helpPage) inTwo() bool { return h.width >= 76 }

// lists are the keys of the screen below, and those that work everywhere.
func (h helpPage) lists() (here, everywhere []key.Binding) {
	last := len(h.groups) - 1
	return slices.Concat(h.groups[:last]...), h.groups[last]
}

// at is the key that stands at a column of a line; none has no keys.
func (h helpPage) at(x, line int) key.Binding {
	const heading = 3 // lines above each list
	here, everywhere := h.lists()
	list := here
	switch {
	case h.inTwo() && x >= h.width/2:
		list = everywhere
	case !h.inTwo() && line >= heading+len(here):
		list, line = everywhere, line-heading-len(here)
	}
	if line -= heading; line < 0 || line >= len(list) {
		return key.Binding{}
	}
	return list[line]
}

func (h helpPage) keyLines() []string {
	lines := func(list []key.Binding) []string {
		var all []string
		for _, b := range list {
			all = append(all, "  "+h.look.HelpKey.Render(pad(b.Help().Key, 11))+b.Help().Desc)
		}
		return all
	}
	ours, theirs := h.lists()
	here, everywhere := lines(ours), lines(theirs)
	left := append([]string{"", "  " + h.look.Title.Render("On this screen: "+h.of), ""}, here...)
	right := append([]string{"", "  " + h.look.Title.Render("Everywhere"), ""}, everywhere...)
	right = append(right, "", "  "+h.look.Dim.Render("The mouse works too, also on the keys."), "  "+h.look.Dim.Render("A look around: Ctrl+K, then tour."))
	if !h.inTwo() {
		return append(left, right...)
	}
	both := lipgloss.JoinHorizontal(lipgloss.Top, strings.Join(mapped(left, func(s string) string { return pad(clip(s, h.width/2-1), h.width/2) }), "\n"), strings.Join(right, "\n"))
	return strings.Split(both, "\n")
}

func mapped(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// Title implements Screen.
func (h helpPage) Title() string { return "Help" }

// ShortHelp implements Screen.
func (h helpPage) ShortHelp() []key.Binding { return nil }

// FullHelp implements Screen.
func (h helpPage) FullHelp() [][]key.Binding { return nil }

// globalHelp is what the footer says after the screen's own keys.
func (r root) globalHelp() []key.Binding {
	switch {
	case r.top().Typing():
		return nil
	case len(r.stack) == 0:
		return []key.Binding{r.keys.Capture, r.keys.Help, r.keys.Quit}
	case reflect.TypeOf(r.top()) == reflect.TypeFor[helpPage]():
		return []key.Binding{r.keys.Back}
	case slices.ContainsFunc(r.top().ShortHelp(), isEsc), r.hasNothingBelow():
		return []key.Binding{r.keys.Help}
	}
	return []key.Binding{r.keys.Back, r.keys.Help}
}

// hasNothingBelow reports that the top screen opened by itself, at the start.
func (r root) hasNothingBelow() bool {
	d, ok := r.top().(doctor)
	return ok && d.atStart
}

func isEsc(b key.Binding) bool { return slices.Contains(b.Keys(), "esc") }
