package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// moduleProgress is how far the learner is in a module: over the lessons of the
// pathway where it has some there, else over all of them.
type moduleProgress struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	State   string `json:"state"`
	Done    int    `json:"done"`
	Total   int    `json:"total"`
	LeftMin int    `json:"left_min"`
}

type moduleList struct {
	Modules []moduleCard `json:"modules"`
}

// moduleCard is a module as lists show it.
type moduleCard struct {
	moduleProgress
	Summary   string `json:"summary"`
	InPathway bool   `json:"in_pathway"`
}

// modulePage is a module with its lessons.
type modulePage struct {
	moduleCard
	Lessons []lessonCard `json:"lessons"`
}

func (a *app) moduleCommand() *cobra.Command {
	return a.noun("module", "List or show the modules",
		a.verb("list", "List the modules", a.moduleList),
		complete(a.verb("show ID", "Show a module and its lessons", a.moduleShow), a.moduleIDs),
	)
}
