package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
)

// glossary explains the terms of the lessons, those of the open lesson first.
type glossary struct {
	room
	lesson string
	start  string // the term to stand on; may be empty
	terms  []curriculum.Term
	loaded bool
	rows   picker
}

func newGlossary(env Env, lesson string) glossary {
	return glossary{room: room{env: env}, lesson: lesson, rows: newPicker()}
}

// newGlossaryAt stands on a term.
func newGlossaryAt(env Env, term string) glossary {
	g := newGlossary(env, "")
	g.start = term
	return g
}

// Init implements Screen.
func (g glossary) Init() tea.Cmd {
	env := g.env
	return func() tea.Msg {
		terms, err := env.Catalogue.Glossary()
		return answer(glossaryMsg{terms}, err)
	}
}

// Update implements Screen.
func (g glossary) Update(msg tea.Msg) (Screen, tea.Cmd) {
	g.room = g.room.fit(msg)
	if msg, ok := msg.(glossaryMsg); ok {
		g.terms, g.loaded = sorted(msg.terms, g.lesson), true
		g.rows = g.rows.set(g.list()).choose(g.start)
	}
	g.rows = g.rows.size(g.column(), max(1, g.height-1-g.below()), g.look)
	g.rows, _ = g.rows.update(msg, 1)
	return g, nil
}

// sorted puts the terms that a lesson explains before all others.
func sorted(terms []curriculum.Term, lesson string) []curriculum.Term {
	var own, others []curriculum.Term
	for _, t := range terms {
		if t.Lesson == lesson {
			own = append(own, t)
		} else {
			others = append(others, t)
		}
	}
	return append(own, others...)
}

func (g glossary) list() []choice {
	rows := make([]choice, len(g.terms))
	for i, t := range g.terms {
		rows[i] = choice{value: t.Term, title: t.Term}
		if t.Lesson == g.lesson {
			rows[i].right = "this lesson"
		}
	}
	return rows
}

func (g glossary) column() int {
	if g.wide() {
		return g.width / 2
	}
	return g.width
}

// below is the room for the meaning under the list, where there is no second
// pane.
func (g glossary) below() int {
	if g.wide() {
		return 0
	}
	return 6
}

// View implements Screen.
func (g glossary) View() tea.View {
	switch {
	case !g.loaded:
		return tea.View{}
	case len(g.terms) == 0:
		return tea.View{Content: "\n  The packs in use have no glossary."}
	}
	list := "\n" + g.rows.view()
	if g.wide() {
		side := indent(g.meaning(g.width-g.column()-6), "  ")
		return tea.View{Content: beside(list, "\n"+side, g.column()+2, g.height)}
	}
	return tea.View{Content: fill(list, g.width, g.height-g.below()) + "\n" + indent(g.meaning(g.width-4), "  ")}
}

// meaning explains the term under the cursor and says where it is taught.
func (g glossary) meaning(width int) string {
	s := newSheet(max(10, width))
	if i := g.rows.index(); i < len(g.terms) {
		t := g.terms[i]
		s.add(noRow, g.look.Title.Render(clean.Line(t.Term)))
		s.add(noRow, clean.Line(t.Meaning))
		if l, err := g.env.Catalogue.Lesson(t.Lesson); err == nil {
			s.add(noRow, g.look.Dim.Render("Explained in: "+clean.Line(l.Title)))
		}
	}
	return strings.TrimRight(s.text(), "\n")
}

// Title implements Screen.
func (g glossary) Title() string { return "Glossary" }

// ShortHelp implements Screen.
func (g glossary) ShortHelp() []key.Binding { return []key.Binding{pickKeys()} }

// FullHelp implements Screen.
func (g glossary) FullHelp() [][]key.Binding {
	return [][]key.Binding{{pickKeys(), bindAs("PgDn", "next page", "pgdown")}}
}

// glossaryMsg is the terms of all packs.
type glossaryMsg struct{ terms []curriculum.Term }
