package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	teams "waymark/store/team"
)

// settings lists what can be chosen, to change one thing.
type settings struct {
	room
	questions []question
	profile   store.Profile
	loaded    bool
	start     string         // the row to begin at; may be empty
	at        store.Location // of the file
	rows      picker
	change    key.Binding
	share     key.Binding
	backups   key.Binding
	files     []teams.File // that were accepted
}

func newSettings(env Env) settings {
	return settings{room: room{env: env}, questions: append(questions(env.Catalogue), preferences()...), rows: newPicker(), change: bind("change", "enter"), share: bind("what my lead sees", "s"), backups: bind("backups", "b")}
}

// Init implements Screen.
func (s settings) Init() tea.Cmd {
	env := s.env
	return func() tea.Msg {
		p, err := env.Store.Profile()
		if err != nil {
			return failedMsg{err}
		}
		files, err := teams.Accepted(env.Store)
		return answer(settingsMsg{p, files, env.Store.Location()}, err)
	}
}

// Update implements Screen.
func (s settings) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case settingsMsg:
		s.profile, s.files, s.at, s.loaded = msg.profile, msg.files, msg.at, true
		s.rows = s.rows.set(s.list())
		if s.start != "" {
			s.rows, s.start = s.rows.choose(s.start), ""
		}
	case changedMsg:
		return s, s.Init()
	case tea.KeyPressMsg:
		if key.Matches(msg, s.change) && s.loaded {
			return s, s.open()
		}
		if key.Matches(msg, s.share) {
			return s, open(newShare(s.env))
		}
		if key.Matches(msg, s.backups) {
			return s, open(newBackups(s.env))
		}
	}
	s.rows = s.rows.size(min(s.width, 64), max(1, min(len(s.questions), s.height-settingsTop)), s.look)
	var clicked bool
	if s.rows, clicked = s.rows.update(msg, settingsTop); clicked {
		return s, s.open()
	}
	return s, nil
}

func (s settings) open() tea.Cmd {
	i := s.rows.index()
	if i >= len(s.questions) {
		return nil
	}
	q := s.questions[i]
	if q.name == "sharing" {
		q = sharingQuestion(s.files)
	}
	return open(newSetting(s.env, s.profile, q))
}

// list shows each setting with its value in words.
func (s settings) list() []choice {
	var rows []choice
	for _, q := range s.questions {
		value := q.get(s.profile)
		for _, row := range q.rows {
			if row.value == value {
				value = row.title
			}
		}
		if value == "" {
			value = "none"
		}
		rows = append(rows, choice{value: q.name, title: settingName(q.name), right: value})
	}
	return rows
}

// settingName is what the list calls a setting.
func settingName(setting string) string {
	return map[string]string{
		"name": "Name", "department": "Department", "pathway": "Pathway", "theme": "Colours",
		"role": "Role", "sharing": "Your lead sees", "goal": "Minutes a day", "reviews": "Reviews a day", "retention": "To be remembered", "streak": "Days in a row",
		"endpoint.url": "Model's address", "endpoint.model": "Model", "endpoint.key-env": "Variable of the key",
	}[setting]
}

// settingsTop is the line where the settings begin.
const settingsTop = 1

// View implements Screen.
func (s settings) View() tea.View {
	if !s.loaded {
		return tea.View{}
	}
	file := sheet{width: s.measure()}
	file.add(noRow, s.look.Dim.Render("Everything you do is in one file, which is yours:"))
	file.add(noRow, s.env.Store.File())
	if s.at.IsRisk() {
		file.add(noRow, s.at.Line())
	}
	file.add(noRow, s.look.Dim.Render("Press "+s.backups.Help().Key+" for its backups, and to go back to one."))
	return tea.View{Content: "\n" + s.rows.view() + "\n\n" + indent(file.text(), "  ")}
}

// Title implements Screen.
func (s settings) Title() string { return "Settings" }

// ShortHelp implements Screen.
func (s settings) ShortHelp() []key.Binding {
	return []key.Binding{s.change, pickKeys(), s.backups, s.share}
}

// FullHelp implements Screen.
func (s settings) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }

// settingsMsg is the profile as stored, the team files that were accepted, and where the
// file lies.
type settingsMsg struct {
	profile store.Profile
	files   []teams.File
	at      store.Location
}
