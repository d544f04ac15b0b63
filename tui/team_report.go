package tui

import (
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/portfolio"
	teams "waymark/store/team"
)

// askReport asks for the file of a report on those whom the filter leaves.
func (t team) askReport() Screen {
	env, kept := t.env, store.Team{}
	if at := slices.IndexFunc(t.teams, func(k store.Team) bool { return k.ID == t.filter.Team }); at >= 0 {
		kept = t.teams[at]
	}
	help := "Its ending says what it is: .md to read and to print, .csv for a spreadsheet. It says what these views say, with names: " +
		"no answer, no score, no time and none of your notes. Hand it to those only who need it for support or as a training record."
	return newPrompt(env, "Report", "Which file shall it be?", help, "team-report.md", func(path string) (tea.Msg, error) {
		report, err := teams.NewReport(env.Catalogue, env.Store, kept, env.Now())
		if err != nil {
			return nil, err
		}
		file, err := teams.WriteReport(path, report, false)
		if errors.Is(err, portfolio.ErrExists) {
			err = fmt.Errorf("%w; choose another name", err)
		}
		return noticeMsg{"Written: " + file}, err
	})
}
