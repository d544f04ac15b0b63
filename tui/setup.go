package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// setup asks the few things Waymark wants to know. Every one may be skipped,
// and changed later in the settings, which ask one question of these.
type setup struct {
	room
	questions []question
	at        int
	alone     bool // one question of the settings, not the first run
	chosen    wishes
	before    wishes // as it was stored
	name      textinput.Model
	rows      picker
	saving    bool
	accept    key.Binding
}

func newSetup(env Env, colours string) setup {
	s := setup{room: room{env: env}, questions: questions(env.Catalogue), name: newInput("", 40), accept: bind("continue", "enter")}
	colours = cmp.Or(colours, theme.Auto)
	s.questions[len(s.questions)-1] = themeQuestion(withTheme(theme.Names(), colours), nil)
	s.chosen = wishes{store.Profile{Department: "other"}, map[string]string{config.Theme: colours}}
	s.chosen.Pathway = env.Catalogue.Proposed(s.chosen.Department)
	s.before = s.chosen
	return s.ask(0)
}

// newSetting asks one question again.
func newSetting(env Env, p wishes, q question) setup {
	s := setup{room: room{env: env}, questions: []question{q}, alone: true, chosen: p, before: p, name: newInput(q.get(p), 40), accept: bind("keep it", "enter")}
	return s.ask(0)
}

// newPathwayQuestion asks for another pathway where the chosen one is gone.
func newPathwayQuestion(env Env, p store.Profile) setup {
	all := questions(env.Catalogue)
	at := slices.IndexFunc(all, func(q question) bool { return q.name == "pathway" })
	return newSetting(env, wishes{Profile: p}, all[at])
}

// ask shows the i-th question with what is chosen so far.
func (s setup) ask(i int) setup {
	s.at = i
	q := s.questions[i]
	s.rows = newPicker(q.rows...).choose(q.get(s.chosen))
	return s.sized()
}

func (s setup) sized() setup {
	s.rows = s.rows.size(min(s.width-2, 64), max(1, min(len(s.question().rows), s.height-len(s.head().lines))), s.look)
	return s
}

func (s setup) question() question { return s.questions[s.at] }

// Init implements Screen.
func (s setup) Init() tea.Cmd { return nil }

// Update implements Screen.
func (s setup) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	s = s.sized()
	switch msg := msg.(type) {
	case profileSavedMsg:
		return s.saved(msg)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			return s.next()
		case "esc":
			return s.skip()
		case "shift+tab":
			return s.ask(max(0, s.at-1)), nil
		}
	}
	if s.question().rows == nil {
		s.name, _ = s.name.Update(msg)
		return s, nil
	}
	var clicked bool
	before := s.rows.index()
	switch s.rows, clicked = s.rows.update(msg, len(s.head().lines)); {
	case clicked && before == s.rows.index():
		return s.next()
	case before != s.rows.index():
		return s, s.preview()
	}
	return s, nil
}

// preview shows the theme under the cursor at once.
func (s setup) preview() tea.Cmd {
	row, ok := s.rows.chosen()
	if s.question().name != config.Theme || !ok {
		return nil
	}
	env := s.env
	return func() tea.Msg { return chosenMsg{env.Config.Preview(row.value)} }
}

// next keeps the answer and asks the next question, or saves after the last.
func (s setup) next() (Screen, tea.Cmd) {
	s = s.take()
	if s.question().name == "department" && !s.alone {
		s.chosen.Pathway = s.env.Catalogue.Proposed(s.chosen.Department)
	}
	if s.at+1 < len(s.questions) {
		return s.ask(s.at + 1), nil
	}
	return s.save()
}

func (s setup) take() setup {
	q := s.question()
	if q.rows == nil {
		q.set(&s.chosen, strings.TrimSpace(s.name.Value()))
	} else if row, ok := s.rows.chosen(); ok {
		q.set(&s.chosen, row.value)
	}
	return s
}

// skip leaves the rest as it is proposed. A setting stays as it was.
func (s setup) skip() (Screen, tea.Cmd) {
	if s.alone {
		return s, tea.Sequence(back(s), fetchLook(s.env))
	}
	if s.question().rows == nil {
		s = s.take()
	}
	return s.save()
}

func (s setup) save() (Screen, tea.Cmd) {
	if s.saving {
		return s, nil
	}
	env, person, machine := s.env, map[string]string{}, map[string]string{}
	for _, q := range s.questions {
		switch {
		case !q.machine:
			person[q.name] = q.get(s.chosen)
		case q.get(s.chosen) != q.get(s.before):
			machine[q.name] = q.get(s.chosen)
		}
		if q.check == nil {
			continue
		}
		if err := q.check(s.chosen); err != nil {
			return s, send(failedMsg{err})
		}
	}
	s.saving = true
	first := !s.alone
	return s, func() tea.Msg {
		p, err := keep(env, person, machine)
		var at store.Location
		if first && err == nil {
			_, _ = env.Store.SigningKey() // without one, sharing makes it, and says why it cannot
			at = env.Store.Location()
		}
		return profileSavedMsg{p, err, at}
	}
}

// keep stores what was chosen for the person, and for this machine.
func keep(env Env, person, machine map[string]string) (store.Profile, error) {
	for key, value := range machine {
		if err := env.Config.Set(key, value); err != nil {
			return store.Profile{}, err
		}
	}
	if len(person) == 0 {
		return env.Store.Profile()
	}
	return env.Store.UpdateProfile(person)
}

func (s setup) saved(msg profileSavedMsg) (Screen, tea.Cmd) {
	if !s.saving {
		return s, nil
	}
	s.saving = false
	if msg.err != nil {
		return s, send(failedMsg{msg.err})
	}
	leave := []tea.Cmd{back(s), send(changedMsg{})}
	if !s.alone && s.at+1 == len(s.questions) && msg.profile.Pathway != "" {
		leave = append(leave, open(newPlacement(s.env)))
	}
	if msg.at.IsRisk() {
		leave = append(leave, notice(msg.at.Line()))
	}
	return s, tea.Sequence(leave...)
}

// head is the question as it stands above its rows.
func (s setup) head() *sheet {
	q, h := s.question(), newSheet(s.measure())
	h.gap()
	if !s.alone && s.height > 14 {
		h.add(noRow, s.look.Dim.Render("Learn to work well with AI, in sittings of ten minutes. Everything stays on this machine."))
		h.gap()
	}
	h.add(noRow, s.look.Title.Render(q.title))
	if s.height > 10 {
		h.add(noRow, s.look.Dim.Render(q.help))
	}
	h.gap()
	return h
}

// View implements Screen.
func (s setup) View() tea.View {
	head := s.head()
	if s.question().rows != nil {
		return tea.View{Content: indent(head.text(), "  ") + "\n" + s.rows.view() + s.told()}
	}
	head.widget(restyled(s.name, s.look).View(), s.name.Cursor())
	return tea.View{Content: indent(head.text(), "  "), Cursor: shifted(head.cursor, 2)}
}

// told is what there is to say about the row under the cursor, below the rows.
func (s setup) told() string {
	row, ok := s.rows.chosen()
	if s.question().told == nil || !ok {
		return ""
	}
	t := newSheet(s.measure())
	t.gap()
	for _, line := range s.question().told(row.value) {
		t.hang(noRow, s.look.Symbols.Dot+" ", line)
	}
	return "\n" + indent(t.text(), "  ")
}

// Title implements Screen.
func (s setup) Title() string {
	if s.alone {
		return "Settings"
	}
	return "Welcome to Waymark"
}

// Status implements Screen.
func (s setup) Status() string {
	if s.alone {
		return ""
	}
	return fmt.Sprintf("%d of %d", s.at+1, len(s.questions))
}

// Typing implements Screen.
func (s setup) Typing() bool { return true }

// ShortHelp implements Screen.
func (s setup) ShortHelp() []key.Binding {
	keys := []key.Binding{s.accept}
	if s.question().rows != nil {
		keys = []key.Binding{pickKeys(), s.accept}
	}
	if s.alone {
		return append(keys, bind("leave it as it was", "esc"))
	}
	keys = append(keys, bind("skip the rest", "esc"))
	if s.at > 0 {
		keys = append(keys, bindAs("Shift+Tab", "back", "shift+tab")) // the one that a narrow footer may lack
	}
	return keys
}

// FullHelp implements Screen.
func (s setup) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }

// profileSavedMsg says that the profile is stored.
type profileSavedMsg struct {
	profile store.Profile
	err     error
	at      store.Location // of the file, where it was just made
}
