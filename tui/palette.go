package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"waymark/curriculum"
	"waymark/store"
)

// palette goes to a page, a lesson, an entry of the journal, a setting or a word of the
// glossary by some letters of its name, and does what has no page.
type palette struct {
	room
	input textinput.Model
	all   []destination // what is always there, and then the entries
	fixed int           // how many are always there
	hits  picker
	enter key.Binding
	leave key.Binding
}

// jumpMsg shows a screen over the open one, or in its place where both are of one kind.
type jumpMsg struct{ screen Screen }

// entriesListed is how many entries of the journal the palette knows, the newest ones. The
// search of the journal finds all.
const entriesListed = 500

// newPalette is the palette of a program that began at a time.
func newPalette(env Env, places []place, began time.Time) palette {
	p := palette{
		room: room{env: env}, input: newInput("", 40), hits: newPicker(),
		enter: bind("go there", "enter"), leave: bind("leave", "esc"),
	}
	p.all = slices.Concat(pages(env, places), deeds(env, began), newSettings(env).destinations(), lessonDestinations(env))
	p.fixed = len(p.all)
	p.hits = p.hits.set(p.found())
	return p
}

// Init fetches the names of the entries and the words of the glossary.
func (p palette) Init() tea.Cmd {
	env := p.env
	return func() tea.Msg {
		page, err := env.Store.ListExperiments(store.Listing{Limit: entriesListed})
		if err != nil {
			return failedMsg{err}
		}
		terms, err := env.Catalogue.Glossary()
		return answer(paletteMsg{page.Experiments, terms}, err)
	}
}

// Update implements Screen.
func (p palette) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	p.hits = p.hits.size(min(p.width, 100), p.height-findTop, p.look)
	switch msg := msg.(type) {
	case paletteMsg:
		p.all = append(p.all[:p.fixed:p.fixed], slices.Concat(entryDestinations(p.env, msg.entries), termDestinations(p.env, msg.terms))...)
		p.hits = p.hits.set(p.found())
		return p, nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc", "ctrl+k":
			return p, back(p)
		case "enter":
			return p.goThere()
		case "up", "down", "pgup", "pgdown":
			p.hits, _ = p.hits.update(msg, findTop)
			return p, nil
		}
	case tea.MouseMsg:
		var clicked bool
		if p.hits, clicked = p.hits.update(msg, findTop); clicked {
			return p.goThere()
		}
		return p, nil
	}
	return p.write(msg), nil
}

// write gives a message to the field. What fits best comes first, and is chosen.
func (p palette) write(msg tea.Msg) palette {
	before := p.input.Value()
	p.input, _ = p.input.Update(msg)
	if p.input.Value() != before {
		p.hits = newPicker(p.found()...).size(min(p.width, 100), p.height-findTop, p.look)
	}
	return p
}

// found lists the destinations whose names have the letters of the words in their order,
// the closest first; without words, all.
func (p palette) found() []choice {
	var rows []choice
	words := strings.TrimSpace(p.input.Value())
	if words == "" {
		for i, d := range p.all {
			rows = append(rows, choice{value: strconv.Itoa(i), title: d.name, right: d.kind})
		}
		return rows
	}
	matches := fuzzy.FindFrom(words, destinations(p.all))
	slices.SortStableFunc(matches, func(a, b fuzzy.Match) int { return cmp.Compare(p.all[a.Index].rank(words), p.all[b.Index].rank(words)) })
	for _, m := range matches {
		d := p.all[m.Index]
		row := choice{value: strconv.Itoa(m.Index), title: d.name, right: d.kind}
		for _, at := range m.MatchedIndexes {
			_, size := utf8.DecodeRuneInString(d.name[at:])
			row.marks = append(row.marks, store.Span{From: at, To: at + size})
		}
		rows = append(rows, row)
	}
	return rows
}

func (p palette) goThere() (Screen, tea.Cmd) {
	hit, ok := p.hits.chosen()
	if !ok {
		return p, nil
	}
	i, err := strconv.Atoi(hit.value)
	if err != nil || i >= len(p.all) {
		return p, nil
	}
	return p, tea.Sequence(back(p), p.all[i].to)
}

// View implements Screen.
func (p palette) View() tea.View {
	label := " Go to  "
	text := "\n" + p.look.Title.Render(label) + restyled(p.input, p.look).View() + "\n\n"
	if p.hits.empty() {
		nothing := newSheet(p.measure())
		nothing.add(noRow, p.look.Dim.Render("Nothing is called like that. A lesson, an entry of the journal, a page, a setting or a word of the lessons is found by some letters of its name. To search what entries say, press / in the journal."))
		text += indent(nothing.text(), "  ")
	} else {
		text += p.hits.view()
	}
	cursor := shifted(p.input.Cursor(), len(label))
	if cursor != nil {
		cursor.Y = 1
	}
	return tea.View{Content: text, Cursor: cursor}
}

// Title implements Screen.
func (p palette) Title() string { return "Go to" }

// Typing implements Screen.
func (p palette) Typing() bool { return true }

// ShortHelp implements Screen.
func (p palette) ShortHelp() []key.Binding { return []key.Binding{p.enter, pickKeys(), p.leave} }

// FullHelp implements Screen.
func (p palette) FullHelp() [][]key.Binding { return [][]key.Binding{p.ShortHelp()} }

// paletteMsg is the newest entries of the journal, and the words that the lessons explain.
type paletteMsg struct {
	entries []store.Experiment
	terms   []curriculum.Term
}
