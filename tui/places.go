package tui

// A place is a tab of the header: a screen that is always one key away.
type place struct {
	title string
	open  func(Env) Screen
}

// The tabs that other screens lead to, by their index.
const (
	pathwaysPlace = 1
	reviewPlace   = 2
)

// places are the tabs, in order; their keys are 1, 2, 3 …
func places() []place {
	return []place{
		{"Today", func(e Env) Screen { return newToday(e) }},
		{"Pathways", func(e Env) Screen { return newPathways(e) }},
		{"Review", func(e Env) Screen { return newReview(e) }},
		{"Journal", func(e Env) Screen { return newJournal(e) }},
		{"Progress", func(e Env) Screen { return newProgress(e) }},
		{"Team", func(e Env) Screen { return newTeam(e) }},
	}
}
