package tui

import (
	"errors"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
)

// pieceScreen shows one piece of the portfolio, and leads to what can be done with it.
type pieceScreen struct {
	room
	pane
	keys  pieceKeys
	id    string
	piece store.Piece
	gone  bool
	load  int
}

type pieceKeys struct{ edit, attest, remove key.Binding }

func newPiece(env Env, id string) pieceScreen {
	return pieceScreen{
		room: room{env: env}, pane: newPane(), id: id,
		keys: pieceKeys{edit: bind("edit", "enter"), attest: bind("who stands for it", "t"), remove: bind("take it out", "x")},
	}
}

// Init implements Screen.
func (p pieceScreen) Init() tea.Cmd {
	env, id, load := p.env, p.id, p.load
	return func() tea.Msg {
		piece, err := env.Store.Piece(id)
		if errors.Is(err, store.ErrNotFound) {
			return pieceMsg{id: id, load: load, gone: true}
		}
		return answer(pieceMsg{id: id, load: load, piece: piece}, err)
	}
}

// Update implements Screen.
func (p pieceScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case pieceMsg:
		if msg.id == p.id && msg.load == p.load {
			p.piece, p.gone = msg.piece, msg.gone
		}
	case pieceRemovedMsg:
		if msg.id == p.id {
			return p, tea.Sequence(back(p), send(changedMsg{}), notice("Taken out: "+msg.title+". u takes it back."))
		}
	case changedMsg:
		p.load++
		return p, p.Init()
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseWheelMsg:
		p.view, _ = p.view.Update(msg)
		return p, nil
	}
	return p.layout(), nil
}

func (p pieceScreen) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch {
	case p.piece.ID == "" || p.gone:
	case key.Matches(msg, p.keys.edit):
		return p, open(newPieceForm(p.env, p.piece))
	case key.Matches(msg, p.keys.attest):
		return p, open(newAttestation(p.env, p.piece))
	case key.Matches(msg, p.keys.remove):
		env, id := p.env, p.id
		return p, func() tea.Msg {
			gone, err := env.Store.RemovePiece(id)
			return answer(pieceRemovedMsg{id, gone.Title}, err)
		}
	default:
		p.view = scrolled(p.view, msg.String())
	}
	return p, nil
}

func (p pieceScreen) layout() pieceScreen {
	if p.piece.ID == "" || p.width == 0 {
		return p
	}
	s := newSheet(p.measure())
	drawPiece(s, p.look, p.piece)
	p.pane = p.hold(s, p.width, p.height)
	return p
}

// View implements Screen.
func (p pieceScreen) View() tea.View {
	switch {
	case p.gone:
		return tea.View{Content: "\n  This piece was taken out; it is no longer in your portfolio."}
	case p.piece.ID == "":
		return tea.View{}
	}
	return tea.View{Content: p.pane.draw(p.look)}
}

// Title implements Screen.
func (p pieceScreen) Title() string {
	return "Portfolio " + crumb(p.look) + " " + clean.Line(p.piece.Title)
}

// ShortHelp implements Screen.
func (p pieceScreen) ShortHelp() []key.Binding {
	if p.gone {
		return nil
	}
	return []key.Binding{p.keys.edit, p.keys.attest, p.keys.remove}
}

// FullHelp implements Screen.
func (p pieceScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{p.keys.edit, p.keys.attest, p.keys.remove, bindAs("↑↓", "scroll", "up")}}
}

type (
	pieceMsg struct {
		id    string
		load  int
		piece store.Piece
		gone  bool
	}
	pieceRemovedMsg struct{ id, title string }
)

// newPieceForm asks for the fields of a piece: of one that is kept, or, without an
// id, of a new one.
func newPieceForm(env Env, p store.Piece) paper {
	kind, _ := store.PieceKindOf(p.Kind)
	b := blank{title: kind.Name + ": " + clip(clean.Line(p.Title), 40), draft: draftName("piece", p.ID), given: map[string]string{}, save: "save and close"}
	if p.ID == "" {
		b.title, b.draft, b.save, b.leave = "New: "+kind.Name, draftName("piece", p.Kind), "keep it", true
		b.about = kind.Text + ". A title is enough to begin; what has a * is needed before the piece is complete."
	}
	var fields []store.PieceField
	for _, f := range kind.AllFields() {
		if !slices.Contains([]string{"experiments", "attested_by", "attested_on"}, f.Name) {
			fields = append(fields, f)
			b.fields, b.given[f.Name] = append(b.fields, pieceField(f)), f.Of(p)
		}
	}
	b.lacking = func(values map[string]string) (name, words string) {
		if values["title"] == "" {
			return "title", "A title is needed: what is it, in the words of your work?"
		}
		return "", ""
	}
	b.keep = func(_, changed map[string]string) (said string, err error) {
		p, said, err = keepPiece(env, p, fields, changed)
		return said, err
	}
	return newPaper(env, b)
}

// keepPiece saves fields of a piece, on top of what was saved meanwhile. Where the
// piece was taken out meanwhile it becomes a new one. It returns the piece as it is then.
func keepPiece(env Env, p store.Piece, fields []store.PieceField, changed map[string]string) (kept store.Piece, said string, err error) {
	kept, said = p, "Saved. u takes it back."
	if p.ID == "" {
		said = "Added to your portfolio. u takes it back."
	} else if now, err := env.Store.Piece(p.ID); err == nil {
		kept = now
	} else if errors.Is(err, store.ErrNotFound) {
		kept.ID, said = "", "The piece was taken out meanwhile. Your words are kept as a new one."
	} else {
		return p, "", err
	}
	for _, f := range fields {
		if text, is := changed[f.Name]; is {
			if err := f.Set(&kept, text); err != nil {
				return p, "", err
			}
		}
	}
	if kept, err = env.Store.KeepPiece(kept); err != nil {
		return p, "", err
	}
	return kept, said, nil
}

// pieceField is the way to type a field of a piece.
func pieceField(f store.PieceField) field {
	fd := field{name: f.Name, label: f.Label, help: f.Help, lines: 1, choices: f.Choices}
	if f.Needed && f.Name != "title" {
		fd.label += " *"
	}
	switch {
	case f.Form == store.TextField:
		fd.lines = 3
	case f.Form == store.NumberField:
		fd.unit, fd.limit = " ", 9 // a count has no unit, and takes digits only
	case f.Date:
		fd.help, fd.limit = strings.Join(nonEmpty(f.Help, "like 2026-12-31"), "; "), 10
	case f.Name == "lessons":
		fd.help = "their ids, such as prm-brief-clearly, with commas between"
	case f.Form == store.LineField:
		fd.lines, fd.single, fd.limit = 2, true, 500
	}
	return fd
}

// newAttestation asks who stands for a piece, and since when.
func newAttestation(env Env, p store.Piece) paper {
	var fields []store.PieceField
	b := blank{
		title: clip(clean.Line(p.Title), 40) + ": who stands for it", draft: draftName("attest", p.ID), given: map[string]string{}, save: "save and close",
		about: "A colleague, or a person who is affected, has seen the piece and says that it is so. Nobody can stand for their own work.",
	}
	kind, _ := store.PieceKindOf(p.Kind)
	for _, f := range kind.AllFields() {
		if f.Name == "attested_by" || f.Name == "attested_on" {
			fields = append(fields, f)
			b.fields, b.given[f.Name] = append(b.fields, pieceField(f)), f.Of(p)
		}
	}
	b.keep = func(values, changed map[string]string) (string, error) {
		if values["attested_by"] != "" && values["attested_on"] == "" {
			changed["attested_on"] = env.Now().Format(time.DateOnly)
		}
		_, said, err := keepPiece(env, p, fields, changed)
		return said, err
	}
	return newPaper(env, b)
}
