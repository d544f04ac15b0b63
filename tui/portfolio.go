package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// folio lists the pieces of the portfolio by their kinds, each with what it still
// needs.
type folio struct {
	room
	keys   folioKeys
	loaded folioMsg
	load   int // which load is the newest: the answer of an earlier one is stale
	rows   picker
}

type folioKeys struct{ open, choose, add, badges, page key.Binding }

func newPortfolio(env Env) folio {
	return folio{
		room: room{env: env}, rows: newPicker(),
		keys: folioKeys{
			open: bind("open", "enter"), choose: pickKeys(), add: bind("new piece", "a"), badges: bind("badges", "b"),
			page: bind("make a page", "w"),
		},
	}
}

// Init implements Screen.
func (f folio) Init() tea.Cmd {
	env, load := f.env, f.load
	return func() tea.Msg {
		w, err := progress.ReadWork(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		badges, err := progress.Badges(env.Catalogue, w)
		return answer(folioMsg{load, true, byKind(w.Pieces), badges}, err)
	}
}

// byKind sorts pieces by their kinds, and keeps the newest of a kind first.
func byKind(pieces []store.Piece) []store.Piece {
	kinds := store.PieceKindIDs()
	slices.SortStableFunc(pieces, func(a, b store.Piece) int { return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind) })
	return pieces
}

// Update implements Screen.
func (f folio) Update(msg tea.Msg) (Screen, tea.Cmd) {
	f.room = f.room.fit(msg)
	switch msg := msg.(type) {
	case folioMsg:
		if msg.load == f.load {
			f.loaded = msg
		}
	case changedMsg:
		f.load++
		return f, f.Init()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, f.keys.open):
			return f, f.openChosen()
		case key.Matches(msg, f.keys.add):
			return f, open(newKinds(f.env, ""))
		case key.Matches(msg, f.keys.badges):
			return f, open(newBadges(f.env))
		case key.Matches(msg, f.keys.page):
			return f, open(newFolioPage(f.env))
		}
	}
	f.rows = f.rows.set(f.list()).size(f.column(), f.height-folioTop, f.look)
	var clicked bool
	if f.rows, clicked = f.rows.update(msg, folioTop); clicked && !f.wide() {
		return f, f.openChosen()
	}
	return f, nil
}

// folioTop is the line where the list begins.
const folioTop = 2

func (f folio) list() []choice {
	var rows []choice
	for _, p := range f.loaded.pieces {
		right := pad(openWords(p), 8)
		if f.width >= 80 {
			right = pad(kindName(p), len("Team agreement")+2) + right
		}
		rows = append(rows, choice{value: p.ID, title: p.Title, right: right, sign: pieceSign(f.look, p)})
	}
	return rows
}

func kindName(p store.Piece) string {
	kind, _ := store.PieceKindOf(p.Kind)
	return kind.Name
}

// openWords say how much a piece still needs.
func openWords(p store.Piece) string {
	if n := len(p.Open()); n > 0 {
		return fmt.Sprintf("%d open", n)
	}
	return "complete"
}

func pieceSign(look theme.Theme, p store.Piece) string {
	if len(p.Open()) > 0 {
		return look.Warn.Render(look.Symbols.Half)
	}
	return look.Good.Render(look.Symbols.Full)
}

func (f folio) openChosen() tea.Cmd {
	row, ok := f.rows.chosen()
	if !ok {
		return open(newKinds(f.env, ""))
	}
	return open(newPiece(f.env, row.value))
}

func (f folio) column() int {
	if f.wide() {
		return f.width / 2
	}
	return f.width
}

// View implements Screen.
func (f folio) View() tea.View {
	switch {
	case !f.loaded.ready:
		return tea.View{}
	case len(f.loaded.pieces) == 0:
		return tea.View{Content: f.nothing()}
	}
	text := " " + f.look.Dim.Render(f.summary()) + "\n\n" + f.rows.view()
	if f.wide() {
		text = beside(text, f.preview(), f.column(), f.height)
	}
	return tea.View{Content: text}
}

// summary counts pieces and badges.
func (f folio) summary() string {
	return fmt.Sprintf("%s; %s", countOf(len(f.loaded.pieces), "piece", "pieces"), earnedWords(f.loaded.badges))
}

func earnedWords(badges []progress.Badge) string {
	earned := 0
	for _, b := range badges {
		if b.Earned {
			earned++
		}
	}
	return fmt.Sprintf("%d of %s earned", earned, countOf(len(badges), "badge", "badges"))
}

// preview shows the chosen piece beside the list.
func (f folio) preview() string {
	s := newSheet(f.width - f.column() - 5)
	if i := f.rows.index(); i < len(f.loaded.pieces) {
		drawPiece(s, f.look, f.loaded.pieces[i])
	}
	return indent(fill(s.text(), s.width, f.height), " "+f.look.Rule.Render(f.look.Symbols.Bar)+"  ")
}

func (f folio) nothing() string {
	s := newSheet(f.measure())
	s.gap()
	s.add(noRow, f.look.Title.Render("Your portfolio is empty"))
	s.gap()
	s.add(noRow, "A portfolio shows what you can do with AI, in pieces of work: a template that others use, a test with counts, a pilot from its sheet to its decision. Each piece says what you did, what AI did, and what you would do differently.")
	s.gap()
	s.add(noRow, f.look.Accent.Render("Press a to begin a piece.")+" On the page of a journal entry, p begins one with its words.")
	s.gap()
	s.add(noRow, f.look.Dim.Render(capital(earnedWords(f.loaded.badges))+"; b shows what each asks for."))
	return indent(s.text(), "  ")
}

// Title implements Screen.
func (f folio) Title() string { return "Portfolio" }

// ShortHelp implements Screen.
func (f folio) ShortHelp() []key.Binding {
	if len(f.loaded.pieces) == 0 {
		return []key.Binding{f.keys.add, f.keys.badges}
	}
	return []key.Binding{f.keys.open, f.keys.add, f.keys.page, f.keys.badges, f.keys.choose}
}

// FullHelp implements Screen.
func (f folio) FullHelp() [][]key.Binding {
	return [][]key.Binding{{f.keys.open, f.keys.choose, f.keys.add, f.keys.badges, f.keys.page}}
}

// folioMsg is the portfolio, sorted by kind.
type folioMsg struct {
	load   int
	ready  bool
	pieces []store.Piece
	badges []progress.Badge
}

// drawPiece lays out a piece for reading.
func drawPiece(s *sheet, look theme.Theme, p store.Piece) {
	kind, _ := store.PieceKindOf(p.Kind)
	s.add(noRow, look.Title.Render(clean.Line(p.Title)))
	s.add(noRow, look.Dim.Render(strings.Join(nonEmpty(kind.Name, dayWords(p.Date)), "  "+look.Symbols.Dot+"  ")))
	var open []string
	for _, f := range p.Open() {
		open = append(open, f.Label)
	}
	s.gap()
	if len(open) > 0 {
		s.hang(noRow, look.Warn.Render("Still needs  "), strings.Join(open, ", "))
	} else {
		s.add(noRow, look.Good.Render(look.Symbols.Yes+" Nothing is missing."))
	}
	if by := clean.Line(p.AttestedBy); by != "" {
		s.hang(noRow, look.Good.Render("Attested     "), strings.Join(nonEmpty(by, dayWords(p.AttestedOn)), ", "))
	}
	for _, f := range kind.AllFields() {
		text := clean.Text(f.Of(p))
		if text == "" || slices.Contains([]string{"title", "date", "attested_by", "attested_on"}, f.Name) {
			continue
		}
		if f.Name == "experiments" {
			text = countOf(len(p.Experiments), "entry", "entries") + " of your journal"
		}
		s.gap()
		s.add(noRow, look.Accent.Render(f.Label))
		s.add(noRow, text)
	}
}
