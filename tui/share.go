package tui

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// share shows a learner exactly what a snapshot holds, and what is withheld,
// before it is written.
type share struct {
	room
	snap   snapshot.Snapshot
	bytes  string
	now    time.Time
	view   viewport.Model
	loaded bool
	write  key.Binding
}

func newShare(env Env) share {
	v := viewport.New()
	v.KeyMap = viewport.KeyMap{}
	return share{room: room{env: env}, view: v, write: bind("write it to a folder", "w")}
}

// Init implements Screen.
func (s share) Init() tea.Cmd { return loadShare(s.env) }

func loadShare(env Env) tea.Cmd {
	return func() tea.Msg {
		now := env.Now()
		files, err := teams.Accepted(env.Store)
		if err != nil {
			return failedMsg{err}
		}
		in, err := snapshot.Read(env.Catalogue, env.Store, env.Version, now)
		if err != nil {
			return failedMsg{err}
		}
		in.Ceiling = teams.Ceiling(files)
		snap, err := snapshot.Make(in)
		if err != nil {
			return failedMsg{err}
		}
		bytes, err := snap.Encode()
		return answer(shareMsg{snap, string(bytes), now}, err)
	}
}

// Update implements Screen.
func (s share) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case shareMsg:
		s.snap, s.bytes, s.now, s.loaded = msg.snap, msg.bytes, msg.now, true
	case tea.KeyPressMsg:
		if key.Matches(msg, s.write) && s.loaded {
			return s, open(newPrompt(s.env, "Share", "Which folder shall it go to?", "For example the team's shared drive. The dot stands for the folder where you started Waymark; type over it.", ".", s.writeTo))
		}
		s.view = scrolled(s.view, msg.String())
		return s, nil
	case tea.MouseWheelMsg:
		var cmd tea.Cmd
		s.view, cmd = s.view.Update(msg)
		return s, cmd
	}
	s.view.SetWidth(s.width - 2)
	s.view.SetHeight(max(1, s.height-2))
	s.view.SetContent(s.text())
	return s, nil
}

func (s share) writeTo(path string) (tea.Msg, error) {
	file, err := snapshot.Send(s.env.Store, s.snap, path)
	return noticeMsg{"Written: " + file}, err
}

// text is the snapshot in words, what it never holds, and its exact bytes.
func (s share) text() string {
	width := s.measure()
	if s.wide() {
		width = s.width/2 - 4
	}
	words, letter := newSheet(width), newSheet(width)
	s.drawWords(words)
	words.gap()
	s.drawWithheld(words)
	letter.add(noRow, s.look.Title.Render("The same to the letter"))
	letter.gap()
	letter.add(noRow, clean.Text(s.bytes))
	if !s.wide() {
		return words.text() + "\n\n" + letter.text()
	}
	return beside(words.text(), letter.text(), s.width/2, max(len(words.lines), len(letter.lines)))
}

func (s share) drawWords(sh *sheet) {
	sh.add(noRow, s.look.Title.Render("What leaves this machine"))
	sh.gap()
	rows := [][2]string{
		{"Name", cmp.Or(s.snap.Learner.Name, "none")},
		{"Department", curriculum.DepartmentTitle(s.snap.Learner.Department)},
		{"Pathway", s.snap.Pathway.Title},
		{"Last active", weekWords(s.snap.LastActiveWeek, s.now)},
		{"Minutes left", strconv.Itoa(s.snap.MinutesLeft)},
		{"Random id", s.snap.Learner.ID},
	}
	for _, m := range s.snap.Modules {
		rows = append(rows, [2]string{m.Title, fmt.Sprintf("%s, %d of %d", m.State, m.Done, m.Total)})
	}
	rows = append(rows, [2]string{"Made on", s.snap.Made})
	widest := 0
	for _, row := range rows {
		widest = max(widest, ansi.StringWidth(clean.Line(row[0])))
	}
	for _, row := range rows {
		sh.hang(noRow, s.look.Dim.Render(pad(clean.Line(row[0]), widest+2)), clean.Line(row[1]))
	}
}

func (s share) drawWithheld(sh *sheet) {
	sh.add(noRow, s.look.Title.Render("What never does"))
	sh.gap()
	for _, what := range s.snap.Withheld {
		sh.hang(noRow, s.look.Symbols.No+" ", what)
	}
}

// View implements Screen.
func (s share) View() tea.View {
	if !s.loaded {
		return tea.View{}
	}
	return tea.View{Content: "\n" + indent(s.view.View(), "  ") + more(s.view, s.look)}
}

// Title implements Screen.
func (s share) Title() string { return "Share my progress" }

// ShortHelp implements Screen.
func (s share) ShortHelp() []key.Binding {
	return []key.Binding{s.write, bindAs("↑↓", "scroll", "up")}
}

// FullHelp implements Screen.
func (s share) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }

// shareMsg is a snapshot and its exact bytes.
type shareMsg struct {
	snap  snapshot.Snapshot
	bytes string
	now   time.Time
}
