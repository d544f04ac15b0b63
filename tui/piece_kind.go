package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/bench"
)

// kinds asks of which kind a new piece shall be.
type kinds struct {
	room
	choose key.Binding
	entry  string // id of the entry that it begins with; empty for none
	busy   bool
	rows   picker
}

// newKinds asks for the kind of a piece that begins with an entry, or with nothing.
func newKinds(env Env, entry string) kinds {
	var rows []choice
	for _, k := range store.PieceKinds() {
		rows = append(rows, choice{value: k.ID, title: k.Name})
	}
	k := kinds{room: room{env: env}, choose: bind("choose", "enter"), entry: entry, rows: newPicker(rows...)}
	if entry != "" {
		k.rows = k.rows.choose("experiment")
	}
	return k
}

// Init implements Screen.
func (k kinds) Init() tea.Cmd { return nil }

// Update implements Screen.
func (k kinds) Update(msg tea.Msg) (Screen, tea.Cmd) {
	k.room = k.room.fit(msg)
	switch msg := msg.(type) {
	case beganMsg:
		if msg.entry != k.entry || !k.busy {
			return k, nil
		}
		if k.busy = false; msg.err != nil {
			return k, send(failedMsg{msg.err})
		}
		return k, tea.Sequence(back(k), send(changedMsg{}), open(newPiece(k.env, msg.piece)), notice("In your portfolio, with the words of the entry. u takes it back."))
	case tea.KeyPressMsg:
		if key.Matches(msg, k.choose) {
			return k.begin()
		}
	}
	k.rows = k.rows.size(k.width, max(1, k.height-kindsTop-2), k.look)
	var clicked bool
	if k.rows, clicked = k.rows.update(msg, kindsTop); clicked {
		return k.begin()
	}
	return k, nil
}

// kindsTop is the line where the list begins.
const kindsTop = 3

// begin opens the form of a new piece, or keeps one that an entry begins.
func (k kinds) begin() (Screen, tea.Cmd) {
	row, ok := k.rows.chosen()
	if !ok || k.busy {
		return k, nil
	}
	if k.entry == "" {
		return k, tea.Sequence(back(k), open(newPieceForm(k.env, store.Piece{Kind: row.value})))
	}
	k.busy = true
	env, entry := k.env, k.entry
	return k, func() tea.Msg {
		kept, err := pieceFrom(env, entry, row.value)
		return beganMsg{entry, kept.ID, err}
	}
}

// pieceFrom keeps a piece that begins with what an entry says, and with what its
// bench came to.
func pieceFrom(env Env, entry, kind string) (store.Piece, error) {
	b, err := env.Store.Bench(entry)
	if err != nil {
		return store.Piece{}, err
	}
	result := ""
	if len(b.Rounds) > 0 {
		result = strings.Join(bench.Of(b).Words(), "\n")
	}
	p, err := store.PieceOf(b, kind, result)
	if err != nil {
		return p, err
	}
	return env.Store.KeepPiece(p)
}

// View implements Screen.
func (k kinds) View() tea.View {
	about := ""
	if row, ok := k.rows.chosen(); ok {
		kind, _ := store.PieceKindOf(row.value)
		about = kind.Text
	}
	text := "\n  " + k.look.Title.Render("What kind of piece is it?") + "\n\n" + k.rows.view()
	return tea.View{Content: fill(text, k.width, k.height-1) + "\n  " + k.look.Dim.Render(about)}
}

// Title implements Screen.
func (k kinds) Title() string { return "Portfolio " + crumb(k.look) + " New piece" }

// ShortHelp implements Screen.
func (k kinds) ShortHelp() []key.Binding { return []key.Binding{k.choose, pickKeys()} }

// FullHelp implements Screen.
func (k kinds) FullHelp() [][]key.Binding { return [][]key.Binding{k.ShortHelp()} }

// beganMsg is the id of a piece that was kept from an entry.
type beganMsg struct {
	entry, piece string
	err          error
}
