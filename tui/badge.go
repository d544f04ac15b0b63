package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/progress"
)

// badges shows which badges are earned, and what each still asks for.
type badges struct {
	room
	pane
	all    []progress.Badge
	loaded bool
	load   int
}

func newBadges(env Env) badges { return badges{room: room{env: env}, pane: newPane()} }

// Init implements Screen.
func (b badges) Init() tea.Cmd {
	env, load := b.env, b.load
	return func() tea.Msg {
		w, err := progress.ReadWork(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		all, err := progress.Badges(env.Catalogue, w)
		return answer(badgesMsg{load, all}, err)
	}
}

// Update implements Screen.
func (b badges) Update(msg tea.Msg) (Screen, tea.Cmd) {
	b.room = b.room.fit(msg)
	switch msg := msg.(type) {
	case badgesMsg:
		if msg.load == b.load {
			b.all, b.loaded = msg.all, true
		}
	case changedMsg:
		b.load++
		return b, b.Init()
	case tea.KeyPressMsg:
		b.view = scrolled(b.view, msg.String())
		return b, nil
	case tea.MouseWheelMsg:
		b.view, _ = b.view.Update(msg)
		return b, nil
	}
	if b.width > 0 {
		s := newSheet(b.measure())
		b.drawAll(s)
		b.pane = b.hold(s, b.width, b.height)
	}
	return b, nil
}

func (b badges) drawAll(s *sheet) {
	if len(b.all) == 0 {
		s.add(noRow, "No pack in use has badges.")
		return
	}
	s.add(noRow, b.look.Dim.Render("A badge stands for evidence, not for time: lessons done, entries closed, pieces that are complete."))
	for _, badge := range b.all {
		s.gap()
		state := b.look.Dim.Render(b.look.Symbols.Empty+" ") + b.look.Title.Render(clean.Line(badge.Title)) + b.look.Dim.Render("  not earned yet")
		if badge.Earned {
			state = b.look.Good.Render(b.look.Symbols.Star+" ") + b.look.Title.Render(clean.Line(badge.Title)) + b.look.Good.Render("  earned")
		}
		s.add(noRow, state)
		for _, part := range badge.Parts {
			lead := "  " + b.look.Dim.Render(b.look.Symbols.Empty) + " "
			text := clean.Line(part.Text)
			if part.Met() {
				lead = "  " + b.look.Good.Render(b.look.Symbols.Yes) + " "
			} else {
				text += b.look.Dim.Render(": " + clean.Line(part.Left))
			}
			s.hang(noRow, lead, text)
		}
	}
}

// View implements Screen.
func (b badges) View() tea.View {
	if !b.loaded {
		return tea.View{}
	}
	return tea.View{Content: b.pane.draw(b.look)}
}

// Title implements Screen.
func (b badges) Title() string { return "Portfolio " + crumb(b.look) + " Badges" }

// Status implements Screen.
func (b badges) Status() string {
	if !b.loaded {
		return ""
	}
	return earnedWords(b.all)
}

// ShortHelp implements Screen.
func (b badges) ShortHelp() []key.Binding { return []key.Binding{bindAs("↑↓", "scroll", "up")} }

// FullHelp implements Screen.
func (b badges) FullHelp() [][]key.Binding { return [][]key.Binding{b.ShortHelp()} }

// badgesMsg is all badges.
type badgesMsg struct {
	load int
	all  []progress.Badge
}
