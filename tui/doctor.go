package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// doctor is what a person sees in place of their work while their file is damaged: what
// happened, that nothing is written over, and which keys do what.
type doctor struct {
	room
	pane
	keys    doctorKeys
	atStart bool // nothing else is open yet
	found   store.Examination
	state   doctorState
	looking bool // what was found is shown in full
	said    []string
	failed  string
}

type doctorKeys struct{ repair, look, leave, on, scroll key.Binding }

type doctorState int

const (
	examining doctorState = iota
	examined
	repairing
	recovered
)

func newDoctor(env Env, atStart bool) doctor {
	return doctor{room: room{env: env}, pane: newPane(), atStart: atStart, keys: doctorKeys{
		repair: bind("make it anew", "m"), look: bind("what is wrong", "l"), leave: bind("leave", "q"), on: bind("go on", "enter"),
		scroll: bindAs("↑↓", "scroll", "up"),
	}}
}

// Init implements Screen.
func (d doctor) Init() tea.Cmd {
	env := d.env
	return func() tea.Msg {
		x, err := env.Store.Examine()
		return examinedMsg{x, err}
	}
}

// Update implements Screen.
func (d doctor) Update(msg tea.Msg) (Screen, tea.Cmd) {
	d.room = d.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case examinedMsg:
		d.found, d.state, d.failed = msg.found, examined, reasonOf(msg.err)
	case repairedMsg:
		d.state, d.failed = examined, reasonOf(msg.err)
		if msg.err == nil {
			d.state, d.said = recovered, append([]string{"It is kept as it was in " + msg.done.Kept + "."}, msg.done.Words()...)
		}
	case tea.KeyPressMsg:
		d, cmd = d.press(msg)
	case tea.MouseWheelMsg:
		d.view, cmd = d.view.Update(msg)
	}
	if d.width > 0 {
		s := newSheet(d.measure())
		d.drawAll(s)
		d.pane = d.hold(s, d.width, d.height)
	}
	return d, cmd
}

func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return sentence(err)
}

func (d doctor) press(msg tea.KeyPressMsg) (doctor, tea.Cmd) {
	switch {
	case key.Matches(msg, d.keys.repair) && d.canRepair():
		d.state = repairing
		env := d.env
		return d, func() tea.Msg {
			done, err := env.Store.Repair()
			return repairedMsg{done, err}
		}
	case key.Matches(msg, d.keys.look) && d.state == examined:
		d.looking = !d.looking
	case key.Matches(msg, d.keys.on) && d.canGoOn() && d.atStart:
		return d, beginAgain(d.env)
	case key.Matches(msg, d.keys.on) && d.canGoOn(), msg.String() == "esc" && !d.atStart && d.state != repairing:
		return d, tea.Sequence(back(d), send(changedMsg{}))
	}
	d.view = scrolled(d.view, msg.String())
	return d, nil
}

// beginAgain reads who the person is once more.
func beginAgain(env Env) tea.Cmd {
	return func() tea.Msg {
		p, err := env.Store.Profile()
		return beginMsg{env.Catalogue, p, err}
	}
}

// canRepair reports that something can be made of the file.
func (d doctor) canRepair() bool {
	return d.state == examined && !d.found.Sound() && len(d.found.Remedies) > 0 && strings.HasSuffix(d.found.Remedies[0].Command, "--rebuild")
}

// canGoOn reports that the file is sound, again or after all.
func (d doctor) canGoOn() bool {
	return d.state == recovered || d.state == examined && d.failed == "" && d.found.Sound()
}

// Claims reports that keys for other screens do nothing while there is nothing to show.
func (d doctor) Claims(k string) bool { return k != "q" && k != "?" && (d.atStart || k == "esc") }

func (d doctor) drawAll(s *sheet) {
	switch d.state {
	case examining:
		s.add(noRow, "Something in your file is damaged. Waymark is looking at it. Nothing is changed.")
		return
	case repairing:
		s.add(noRow, "Your file is being made anew. The one that is there stays as it is.")
		return
	case recovered:
		s.add(noRow, d.look.Good.Render(d.look.Symbols.Yes+" Your file was made anew."))
		s.gap()
		for _, sentence := range d.said {
			s.hang(noRow, d.look.Symbols.Dot+" ", sentence)
		}
		s.gap()
		s.hang(noRow, d.look.Accent.Render("Enter")+"  ", "go on")
		return
	}
	if d.failed != "" {
		s.add(noRow, d.look.Bad.Render(d.failed))
		s.gap()
	}
	if d.canGoOn() {
		s.add(noRow, d.look.Good.Render(d.look.Symbols.Yes+" Your file is sound.")+" What was in the way has gone by.")
		s.gap()
		s.hang(noRow, d.look.Accent.Render("Enter")+"  ", "go on")
		return
	}
	d.drawDamage(s)
}

// drawDamage says what happened and what there is to do.
func (d doctor) drawDamage(s *sheet) {
	s.add(noRow, d.look.Title.Render("Your file is damaged. Nothing of it is written over."))
	s.gap()
	s.add(noRow, "That comes from a disk, a power cut or another program. Waymark has stopped so that it does not get worse. Nothing happens until you choose it, and the file that is there now is always kept.")
	s.gap()
	if d.canRepair() {
		s.hang(noRow, d.look.Accent.Render("m")+"  ", d.found.Remedies[0].What)
	}
	s.hang(noRow, d.look.Accent.Render("l")+"  ", "Look first: what is wrong, and what else you can do.")
	s.hang(noRow, d.look.Accent.Render("q")+"  ", "Leave. The file stays as it is; what you write down with waymark journal add is kept beside it.")
	if !d.looking {
		return
	}
	s.gap()
	s.add(noRow, d.look.Title.Render("What is wrong"))
	for _, f := range d.found.Findings {
		if f.Grave {
			s.hang(noRow, d.look.Symbols.Dot+" ", f.What)
		}
	}
	s.gap()
	s.add(noRow, d.look.Title.Render("What you can do, what loses least first"))
	for _, r := range d.found.Remedies {
		s.hang(noRow, d.look.Symbols.Dot+" ", r.What)
		if r.Command != "" {
			s.hang(noRow, "    ", d.look.Dim.Render(r.Command))
		}
	}
}

// View implements Screen.
func (d doctor) View() tea.View { return tea.View{Content: d.pane.draw(d.look)} }

// Title implements Screen.
func (d doctor) Title() string { return "Your file" }

// ShortHelp implements Screen.
func (d doctor) ShortHelp() []key.Binding {
	switch {
	case d.state == examining, d.state == repairing:
		return []key.Binding{d.keys.leave}
	case d.canGoOn():
		return []key.Binding{d.keys.on, d.keys.leave}
	case d.canRepair():
		return []key.Binding{d.keys.repair, d.keys.look, d.keys.leave, d.keys.scroll}
	}
	return []key.Binding{d.keys.look, d.keys.leave, d.keys.scroll}
}

// FullHelp implements Screen.
func (d doctor) FullHelp() [][]key.Binding { return [][]key.Binding{d.ShortHelp()} }

type (
	// examinedMsg is what was found in the file.
	examinedMsg struct {
		found store.Examination
		err   error
	}
	// repairedMsg is what became of the file.
	repairedMsg struct {
		done store.Repair
		err  error
	}
)
