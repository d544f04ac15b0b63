package tui

import (
	"strings"

	"waymark/store"
	benches "waymark/store/bench"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// newChecksForm changes the automatic checks of a bench: a line each. As they are
// typed it says which can be read.
func newChecksForm(env Env, b store.Bench) paper {
	id := b.Experiment.ID
	return newPaper(env, blank{
		title: "Bench › Automatic checks", draft: draftName("checks", id), save: "save", leave: true,
		fields: []field{{name: "checks", label: "One check on each line", help: "they inform, and never replace your verdict", lines: 6}},
		given:  map[string]string{"checks": strings.Join(b.Checks, "\n")},
		below:  drawChecks,
		keep: func(values, _ map[string]string) (string, error) {
			var lines []string
			for line := range strings.SplitSeq(values["checks"], "\n") {
				if line = strings.TrimSpace(line); line == "" {
					continue
				}
				c, err := benches.ParseCheck(line)
				if err != nil {
					return "", err
				}
				lines = append(lines, c.String())
			}
			_, err := env.Store.SetChecks(id, lines)
			return "Saved: " + countOf(len(lines), "check", "checks") + ". Outputs that fail one are marked.", err
		},
	})
}

// drawChecks says of each line what it is, and how checks are written.
func drawChecks(s *sheet, look theme.Theme, values map[string]string) {
	for line := range strings.SplitSeq(values["checks"], "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		c, err := benches.ParseCheck(line)
		if err != nil {
			s.hang(noRow, look.Bad.Render(look.Symbols.No)+" ", clean.Line(line)+look.Dim.Render("  cannot be read"))
			continue
		}
		s.hang(noRow, look.Good.Render(look.Symbols.Yes)+" ", c.String())
	}
	s.gap()
	s.add(noRow, look.Accent.Render("What can be checked"))
	for _, form := range benches.CheckForms() {
		s.hang(noRow, "  "+pad(form, 20), look.Dim.Render(formWords(form)))
	}
}

// formWords say what a form of check asks, for whoever does not know the signs.
func formWords(form string) string {
	for _, is := range []struct{ begins, words string }{
		{"contains", "these words are in it"},
		{"not contains", "these words are not in it"},
		{"regex", "a pattern fits: here, it begins with Dear"},
		{"not regex", "a pattern fits nowhere: here, four digits in a row"},
		{"words", "it is not longer, or with >= not shorter"},
		{"characters", "the same in characters"},
		{"json", "it is data in the JSON format"},
		{"similar", "it is close to what a right answer says; 1 is the same"},
	} {
		if strings.HasPrefix(form, is.begins) {
			return is.words
		}
	}
	return ""
}
