package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"waymark/store/interop"
	"waymark/store/portfolio"
)

// newExport asks for the file that tells another system what was completed.
func newExport(env Env) Screen {
	const help = "Its ending says what it is: .csv for a table that a learning management system takes, .json for xAPI statements. It tells what you completed " +
		"or passed, and on which day, under your random id. No answers, no scores, no times."
	return newPrompt(env, "For another system", "What you completed: which file shall it be?", help, "completed.csv", func(path string) (tea.Msg, error) {
		who, records, err := interop.Read(env.Catalogue, env.Store)
		if err != nil {
			return nil, err
		}
		content, err := interop.Encode(path, who, records)
		if err != nil {
			return nil, err
		}
		file, err := portfolio.Write(path, content, false)
		if errors.Is(err, portfolio.ErrExists) {
			err = fmt.Errorf("%w; choose another name", err)
		}
		return noticeMsg{"Written: " + file}, err
	})
}
