package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	teams "waymark/store/team"
	"waymark/tui/config"
)

// settings lists what can be chosen, to change one thing.
type settings struct {
	room
	questions []question
	chosen    wishes
	here      config.Config // of this machine
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
	return settings{room: room{env: env}, questions: slices.Concat(questions(env.Catalogue), preferences(), machineQuestions()), rows: newPicker(), change: bind("change", "enter"), share: bind("what my lead sees", "s"), backups: bind("backups", "b")}
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
		return answer(settingsMsg{p, files, env.Store.Location(), env.Config.Read(), env.Config.Themes(), env.Config.ThemeFaults()}, err)
	}
}

// Update implements Screen.
func (s settings) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case settingsMsg:
		s = s.take(msg)
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
	s.rows = s.rows.size(min(s.width, 64), max(1, min(len(s.questions), s.rowsRoom())), s.look)
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
	return open(newSetting(s.env, s.chosen, q))
}

// take folds in what is stored.
func (s settings) take(msg settingsMsg) settings {
	s.chosen, s.files, s.at, s.here, s.loaded = wishes{msg.profile, map[string]string{}}, msg.files, msg.at, msg.here, true
	for _, of := range config.Settings() {
		s.chosen.machine[of.Key] = msg.here.Text(of.Key)
	}
	s.chosen.machine[config.Theme] = lookOf(config.Look{Theme: msg.here.Value(config.Theme)}, msg.profile).Theme.Text
	s.questions = slices.Clone(s.questions)
	at := slices.IndexFunc(s.questions, func(q question) bool { return q.name == config.Theme })
	s.questions[at] = themeQuestion(withTheme(msg.themes, s.chosen.machine[config.Theme]), msg.told)
	s.rows = s.rows.set(s.list())
	return s
}

// list shows each setting with its value in words.
func (s settings) list() []choice {
	var rows []choice
	for _, q := range s.questions {
		value := q.get(s.chosen)
		for _, row := range q.rows {
			if row.value == value {
				value = row.title
			}
		}
		if value == "" {
			value = map[bool]string{true: "the usual", false: "none"}[q.name == config.Data]
		}
		if from := s.here.Value(q.name); q.machine && from.From == config.Environment {
			value += ", by " + from.Variable
		} else if q.machine && from.From == config.Flag {
			value += ", as called"
		}
		rows = append(rows, choice{value: q.name, title: settingName(q.name), right: value})
	}
	return rows
}

// settingName is what the list calls a setting.
func settingName(setting string) string {
	return map[string]string{
		"name": "Name", "department": "Department", "pathway": "Pathway", "theme": "Colours",
		"role": "Role", "sharing": "Your lead sees", "goal": "Minutes a day", "reviews": "Reviews a day", "retention": "How much to remember", "streak": "Days in a row",
		config.Mouse: "Mouse", config.ASCII: "Signs", config.Plain: "Screens or lines", config.Language: "Language of lessons", config.Editor: "Editor", config.Data: "Folder of your file",
		"endpoint.url": "Model's address (for experts)", "endpoint.model": "Model (for experts)", "endpoint.key-env": "Where its key is (for experts)",
	}[setting]
}

// The line where the settings begin, and how many are below them where there is room.
const settingsTop, settingsBelow = 1, 6

// rowsRoom is how many lines there are for the settings.
func (s settings) rowsRoom() int {
	if s.height < 3*settingsBelow {
		return s.height - settingsTop
	}
	return s.height - settingsTop - settingsBelow
}

// Explain implements explainer.
func (s settings) Explain() (string, []string) {
	return "where settings are kept", []string{
		"Colours, mouse, signs, screens or lines, the language of lessons, editor and the folder of your file hold for this machine. They are in " + s.env.Config.File + ", which you may also write by hand: docs/settings.md says how, and how you make colours of your own.",
		"All others are about you. They are in your file, and come along when you move to another machine.",
		"Where it says by and a name in capitals, a variable of your terminal says so, and goes before what you choose here. As called means that the words after waymark said so.",
	}
}

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

// settingsMsg is the profile as stored, the team files that were accepted, where the file
// lies, and what was chosen for this machine.
type settingsMsg struct {
	profile store.Profile
	files   []teams.File
	at      store.Location
	here    config.Config
	themes  []string
	told    map[string][]string // about those of the person's own
}
