package tui

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
)

// find searches the text of a lesson while the words are typed.
type find struct {
	room
	lesson string
	pages  []leaf
	input  textinput.Model
	hits   picker
	open   key.Binding
	leave  key.Binding
}

func newFind(env Env, lesson string, pages []leaf) find {
	return find{
		room: room{env: env}, lesson: lesson, pages: pages,
		input: newInput("", 40), hits: newPicker(), open: bind("go there", "enter"), leave: bind("leave", "esc"),
	}
}

// Init implements Screen.
func (f find) Init() tea.Cmd { return nil }

// Update implements Screen.
func (f find) Update(msg tea.Msg) (Screen, tea.Cmd) {
	f.room = f.room.fit(msg)
	f.hits = f.hits.size(min(f.width, 100), f.height-findTop, f.look)
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc":
			return f, back(f)
		case "enter":
			return f.goThere()
		case "up", "down", "pgup", "pgdown":
			f.hits, _ = f.hits.update(msg, findTop)
			return f, nil
		}
	}
	before := f.input.Value()
	f.input, _ = f.input.Update(msg)
	if f.input.Value() != before {
		f.hits = f.hits.set(f.search(f.input.Value()))
		return f, nil
	}
	if _, typed := msg.(tea.KeyPressMsg); typed {
		return f, nil
	}
	var clicked bool
	if f.hits, clicked = f.hits.update(msg, findTop); clicked {
		return f.goThere()
	}
	return f, nil
}

// findTop is the line where the hits begin.
const findTop = 3

// search lists the places where the words stand, at most one a line of text.
func (f find) search(words string) []choice {
	words = strings.ToLower(strings.TrimSpace(words))
	if utf8.RuneCountInString(words) < 2 {
		return nil
	}
	var hits []choice
	for _, p := range f.pages {
		nth := 0
		for line := range strings.SplitSeq(p.searchable(), "\n") {
			if at := strings.Index(strings.ToLower(line), words); at >= 0 {
				hits = append(hits, choice{value: p.id + "#" + strconv.Itoa(nth), title: around(line, at), right: p.heading})
				nth++
			}
		}
	}
	return hits
}

// searchable is the text of a page that a search looks through.
func (p leaf) searchable() string {
	if p.item != nil {
		lines := []string{p.item.Stem}
		for _, o := range slices.Concat(p.item.Left, p.item.Options) {
			lines = append(lines, o.Text)
		}
		return strings.Join(lines, "\n")
	}
	return strings.NewReplacer("**", "", "## ", "", "> ", "", "\n- ", "\n").Replace(p.text)
}

// around cuts a line so that the place at a byte offset can be seen.
func around(line string, at int) string {
	const before = 30
	from := max(0, min(at, len(line))-before)
	if space := strings.LastIndexByte(line[:from], ' '); space >= 0 {
		from = space + 1
	}
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	if from == 0 {
		return strings.TrimSpace(clean.Line(line))
	}
	return "…" + clean.Line(line[from:])
}

func (f find) goThere() (Screen, tea.Cmd) {
	hit, ok := f.hits.chosen()
	if !ok {
		return f, nil
	}
	page, number, _ := strings.Cut(hit.value, "#")
	nth, _ := strconv.Atoi(number)
	return f, tea.Sequence(back(f), send(gotoMsg{lesson: f.lesson, page: page, mark: strings.TrimSpace(f.input.Value()), nth: nth}))
}

// View implements Screen.
func (f find) View() tea.View {
	label := " Search this lesson  "
	text := "\n" + f.look.Title.Render(label) + restyled(f.input, f.look).View() + "\n\n"
	switch {
	case !f.hits.empty():
		text += f.hits.view()
	case len(f.input.Value()) > 1:
		text += f.look.Dim.Render("  These words do not stand in this lesson.")
	}
	cursor := shifted(f.input.Cursor(), len(label))
	if cursor != nil {
		cursor.Y = 1
	}
	return tea.View{Content: text, Cursor: cursor}
}

// Title implements Screen.
func (f find) Title() string { return "Search" }

// Typing implements Screen.
func (f find) Typing() bool { return true }

// ShortHelp implements Screen.
func (f find) ShortHelp() []key.Binding { return []key.Binding{pickKeys(), f.open, f.leave} }

// FullHelp implements Screen.
func (f find) FullHelp() [][]key.Binding { return [][]key.Binding{f.ShortHelp()} }
