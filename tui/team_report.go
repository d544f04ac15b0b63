package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"waymark/store/portfolio"
	teams "waymark/store/team"
)

// askReport asks for the file of a report on those whom the filter leaves.
func (t team) askReport() Screen {
	env, filter := t.env, t.filter
	help := "Its ending says what it is: .html for a page with charts, .md for a plain one, .csv for a spreadsheet. It says what these views say, with names: " +
		"no answer, no score, no time and none of your notes. Hand it to those only who need it for support or as a training record."
	return newPrompt(env, "Report", "Which file shall it be?", help, "team-report.html", func(path string) (tea.Msg, error) {
		tell, end := env.Jobs.begin("Writing the report")
		defer end()
		report, err := teams.NewReport(env.Catalogue, env.Store, filter, env.Now())
		if err != nil {
			return nil, err
		}
		if tell(0, 0) != nil {
			return noticeMsg{notWritten}, nil
		}
		file, err := teams.WriteReport(path, report, false)
		if errors.Is(err, portfolio.ErrExists) {
			err = fmt.Errorf("%w; choose another name", err)
		}
		return noticeMsg{"Written: " + file}, err
	})
}

// notWritten is what somebody is told who stopped the writing of a file.
const notWritten = "Stopped. Nothing was written."
