package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
)

// unread lists what an editor's file held that could not be saved as it stands: claims
// that have locked, which want a reason, and what could not be read.
type unread struct {
	room
	pane
	editedMsg
	at   int // the claim under the cursor
	keys unreadKeys
}

type unreadKeys struct{ amend, choose key.Binding }

func newUnread(env Env, msg editedMsg) unread {
	return unread{
		room: room{env: env}, pane: newPane(), editedMsg: msg,
		keys: unreadKeys{amend: bind("give the reason", "enter"), choose: bindAs("↑↓", "choose", "up", "down")},
	}
}

// Init implements Screen.
func (u unread) Init() tea.Cmd { return nil }

// Update implements Screen.
func (u unread) Update(msg tea.Msg) (Screen, tea.Cmd) {
	u.room = u.room.fit(msg)
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch k := msg.String(); {
		case key.Matches(msg, u.keys.amend) && len(u.locked) > 0:
			return u, open(newAmendment(u.env, u.entry, u.locked[u.at].Name))
		case k == "down" && u.at < len(u.locked)-1:
			u.at++
		case k == "up" && u.at > 0:
			u.at--
		default:
			u.view = scrolled(u.view, k)
			return u, nil
		}
	case tea.MouseWheelMsg:
		u.view, _ = u.view.Update(msg)
		return u, nil
	case tea.MouseClickMsg:
		if row := u.rowUnder(msg); row != noRow {
			u.at = row
		}
	}
	s := newSheet(u.measure())
	u.draw(s)
	u.pane = u.hold(s, u.width, u.height).toRow(u.at)
	return u, nil
}

func (u unread) draw(s *sheet) {
	if len(u.locked) > 0 {
		s.add(noRow, u.look.Title.Render("These claims stand since the first result"))
		s.add(noRow, u.look.Dim.Render("Your new words are kept. With a reason they become amendments; what was claimed stays to be seen."))
		s.gap()
		for i, f := range u.locked {
			lead, label := "  ", clean.Line(f.Label)
			if i == u.at {
				lead, label = u.look.Accent.Render(u.look.Symbols.Cursor)+" ", u.look.Accent.Render(label)
			}
			s.hang(i, lead, label)
		}
		s.gap()
	}
	if len(u.problems) == 0 {
		return
	}
	s.add(noRow, u.look.Title.Render("This could not be read"))
	s.add(noRow, u.look.Dim.Render("It is not lost: it is still in the file, and E on the page of the entry opens that again."))
	s.add(noRow, u.look.Dim.Render(clean.Line(u.path)))
	for _, p := range u.problems {
		s.gap()
		s.hang(noRow, u.look.Warn.Render(fmt.Sprintf("line %d  ", p.Line)), clean.Line(capital(p.Why))+".")
		s.hang(noRow, "  "+u.look.Rule.Render(u.look.Symbols.Bar)+" ", clip(clean.Line(p.Text), 4*u.measure()))
	}
}

// View implements Screen.
func (u unread) View() tea.View { return tea.View{Content: u.pane.draw(u.room.look)} }

// Title implements Screen.
func (u unread) Title() string { return entryTitle(u.entry, "From your editor") }

// ShortHelp implements Screen.
func (u unread) ShortHelp() []key.Binding {
	if len(u.locked) == 0 {
		return nil
	}
	return []key.Binding{u.keys.amend, u.keys.choose}
}

// FullHelp implements Screen.
func (u unread) FullHelp() [][]key.Binding { return [][]key.Binding{u.ShortHelp()} }
