package tui

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/portfolio"
	"waymark/store/progress"
)

// folioPage makes one page of the portfolio: it asks which pieces go onto it, and warns of
// what the scan marks before anything is written.
type folioPage struct {
	room
	keys   folioPageKeys
	all    portfolio.Page
	warned map[string][]portfolio.Warning // by the id of the piece; those of the owner's name by ""
	out    map[string]bool                // ids of the pieces that are left out
	loaded bool
	load   int
	rows   picker
}

type folioPageKeys struct{ write, toggle, choose key.Binding }

func newFolioPage(env Env) folioPage {
	return folioPage{
		room: room{env: env}, rows: newPicker(), out: map[string]bool{},
		keys: folioPageKeys{write: bind("write the page", "enter"), toggle: bind("leave out, take in", "space"), choose: pickKeys()},
	}
}

// Init implements Screen.
func (p folioPage) Init() tea.Cmd {
	env, load := p.env, p.load
	return func() tea.Msg {
		w, err := progress.ReadWork(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		profile, err := env.Store.Profile()
		if err != nil {
			return failedMsg{err}
		}
		all, err := portfolio.Make(env.Catalogue, w, profile.Department, byKind(w.Pieces), env.Now())
		msg := folioPageMsg{load, all, map[string][]portfolio.Warning{"": portfolio.Page{Name: all.Name}.Warnings()}}
		for _, piece := range all.Pieces {
			msg.warned[piece.ID] = portfolio.Page{Pieces: []portfolio.Piece{piece}}.Warnings()
		}
		return answer(msg, err)
	}
}

// Update implements Screen.
func (p folioPage) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case folioPageMsg:
		if msg.load == p.load {
			p.all, p.warned, p.loaded = msg.all, msg.warned, true
		}
	case changedMsg:
		p.load++
		return p, p.Init()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, p.keys.toggle):
			p = p.toggle()
		case key.Matches(msg, p.keys.write) && p.loaded:
			return p, open(p.where())
		}
	}
	p.rows = p.rows.set(p.list()).size(p.width, max(1, p.height-pageTop-p.below()), p.look)
	var clicked bool
	if p.rows, clicked = p.rows.update(msg, pageTop); clicked {
		p = p.toggle()
		p.rows = p.rows.set(p.list())
	}
	return p, nil
}

// pageTop is the line where the list begins.
const pageTop = 4

// toggle leaves the chosen piece out, or takes it in again.
func (p folioPage) toggle() folioPage {
	if row, ok := p.rows.chosen(); ok {
		p.out = maps.Clone(p.out)
		p.out[row.value] = !p.out[row.value]
	}
	return p
}

func (p folioPage) list() []choice {
	var rows []choice
	for _, piece := range p.all.Pieces {
		sign, right := p.look.Symbols.On, piece.Kind
		if p.out[piece.ID] {
			sign, right = p.look.Symbols.Off, "left out"
		} else if n := len(p.warned[piece.ID]); n > 0 {
			right = countOf(n, "mark", "marks") + "  " + piece.Kind
		}
		rows = append(rows, choice{value: piece.ID, title: piece.Title, sign: sign, right: right})
	}
	return rows
}

// chosen is the page without what is left out.
func (p folioPage) chosen() portfolio.Page {
	all := p.all
	all.Pieces = slices.DeleteFunc(slices.Clone(all.Pieces), func(piece portfolio.Piece) bool { return p.out[piece.ID] })
	return all
}

// where asks for the file.
func (p folioPage) where() Screen {
	chosen := p.chosen()
	help := "Its ending says what it is: .html for a page to look at and to print, .md for Markdown, .json for programs."
	if n := len(p.warnings()); n > 0 {
		help = fmt.Sprintf("%s on it: look at that before you hand it on. ", countOf(n, "mark", "marks")) + help
	}
	return newPrompt(p.env, "Make a page", "Which file shall it be?", help, "portfolio.html", func(path string) (tea.Msg, error) {
		content, err := chosen.Encode(portfolio.FormatOf(path))
		if err != nil {
			return nil, err
		}
		file, err := portfolio.Write(path, content, false)
		if errors.Is(err, portfolio.ErrExists) {
			err = fmt.Errorf("%w; choose another name", err)
		}
		return noticeMsg{"Written: " + file}, err
	})
}

// warnings are those of what is on the page.
func (p folioPage) warnings() []portfolio.Warning {
	all := slices.Clone(p.warned[""])
	for _, piece := range p.chosen().Pieces {
		all = append(all, p.warned[piece.ID]...)
	}
	return all
}

// most is how many warnings stand below the list, in a low window none of them: then
// they are only counted.
func (p folioPage) most() int { return min(4, max(0, p.height-13)) }

// below is how many lines the warnings take.
func (p folioPage) below() int {
	n := len(p.warnings())
	if n == 0 {
		return 1
	}
	return min(n, p.most()) + 2
}

// View implements Screen.
func (p folioPage) View() tea.View {
	if !p.loaded {
		return tea.View{}
	}
	s := newSheet(p.width - 4)
	s.add(noRow, p.look.Title.Render("One page to show"))
	s.add(noRow, p.look.Dim.Render(p.holds()))
	text := "\n" + indent(s.text(), "  ") + "\n\n" + p.rows.view()
	if len(p.all.Pieces) == 0 {
		text = "\n" + indent(s.text(), "  ") + "\n\n  " + p.look.Dim.Render("You have no pieces yet: the page shows badges and lessons.")
	}
	return tea.View{Content: fill(text, p.width, p.height-p.below()) + "\n" + p.warningLines()}
}

// holds says what is on the page.
func (p folioPage) holds() string {
	lessons := 0
	for _, m := range p.all.Modules {
		lessons += len(m.Lessons)
	}
	parts := countOf(len(p.chosen().Pieces), "piece", "pieces") + ", " + countOf(len(p.all.Badges), "badge", "badges")
	return parts + " and " + countOf(lessons, "lesson", "lessons") + " that you did."
}

func (p folioPage) warningLines() string {
	all := p.warnings()
	if len(all) == 0 {
		return ""
	}
	lines := []string{"", "  " + p.look.Warn.Render("! "+clip("Before you hand the page on, look at "+countOf(len(all), "mark", "marks")+":", p.width-6))}
	most := p.most()
	for i, w := range all[:min(most, len(all))] {
		if i == most-1 && len(all) > most {
			lines = append(lines, "    "+p.look.Dim.Render(fmt.Sprintf("and %d more", len(all)-i)))
			break
		}
		lines = append(lines, "    "+clip(clean.Line(fmt.Sprintf("%s (%s, %s)", w.Part, w.What, w.Where)), p.width-6))
	}
	return strings.Join(lines, "\n")
}

// Title implements Screen.
func (p folioPage) Title() string { return "Portfolio " + crumb(p.look) + " Make a page" }

// ShortHelp implements Screen.
func (p folioPage) ShortHelp() []key.Binding {
	if len(p.all.Pieces) == 0 {
		return []key.Binding{p.keys.write}
	}
	return []key.Binding{p.keys.write, p.keys.toggle, p.keys.choose}
}

// FullHelp implements Screen.
func (p folioPage) FullHelp() [][]key.Binding { return [][]key.Binding{p.ShortHelp()} }

// folioPageMsg is all that can stand on a page, and what is marked in it.
type folioPageMsg struct {
	load   int
	all    portfolio.Page
	warned map[string][]portfolio.Warning
}
