package tui

import (
	"maps"
	"slices"

	"waymark/tui/config"
	"waymark/tui/theme"
)

// machineQuestion asks for a setting of this machine.
func machineQuestion(q question) question {
	q.machine = true
	q.get = func(a wishes) string { return a.machine[q.name] }
	q.set = func(a *wishes, v string) {
		a.machine = maps.Clone(a.machine)
		if a.machine == nil {
			a.machine = map[string]string{}
		}
		a.machine[q.name] = v
	}
	return q
}

// themeQuestion asks for one of these themes: Waymark's, and the person's own, of which
// there may be something to say.
func themeQuestion(names []string, faults map[string][]string) question {
	titles := map[string]string{
		theme.Auto: "As the terminal", "light": "Light", "dark": "Dark", theme.Contrast: "High contrast, as the terminal",
		"contrast-light": "High contrast, light", "contrast-dark": "High contrast, dark", theme.None: "No colours",
	}
	q := question{name: config.Theme, title: "Which colours can you read best?", help: "What you choose shows at once, on this machine."}
	for _, name := range names {
		row := choice{value: name, title: titles[name]}
		if row.title == "" {
			row.title, row.right = name, "your own"
		}
		q.rows = append(q.rows, row)
	}
	q.told = func(name string) []string { return faults[name] }
	return machineQuestion(q)
}

// withTheme is names, and name if it is missing.
func withTheme(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) {
		return names
	}
	return append(slices.Clone(names), name)
}

// machineQuestions ask how Waymark is used on this machine.
func machineQuestions() []question {
	var all []question
	for _, q := range []question{
		{
			name: config.Mouse, title: "Shall the mouse work in the screens?", help: "If not, it selects text as everywhere else in your terminal.",
			rows: []choice{{value: config.On, title: "It works"}, {value: config.Off, title: "It selects text"}},
		},
		{
			name: config.ASCII, title: "Which signs can your terminal show?", help: "If you see boxes or question marks in place of signs, choose the second.",
			rows: []choice{{value: config.Off, title: "Lines and symbols"}, {value: config.On, title: "ASCII alone"}},
		},
		{
			name: config.Plain, title: "Do you want screens, or lines?", help: "Lines are for screen readers: Waymark asks, you answer. It holds from the next start.",
			rows: []choice{{value: config.Off, title: "Screens"}, {value: config.On, title: "Lines"}},
		},
		{
			name: config.Language, title: "In which language do you want to read lessons?",
			help: "A tag such as de or pt-BR; lessons that are not translated stay as they are. Empty for that of your system. It holds from the next start.",
		},
		{
			name: config.Editor, title: "In which editor do you write your entries, with E?",
			help: "A command such as nano, or code --wait. Empty for what VISUAL or EDITOR name. It holds from the next start.",
		},
		{
			name: config.Data, title: "In which folder is your file?",
			help: "Its whole path. Nothing is moved there: docs/moving.md says how. Empty for the usual one. It holds from the next start.",
		},
	} {
		all = append(all, machineQuestion(q))
	}
	return all
}
