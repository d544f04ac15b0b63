package cli

import (
	"time"

	"github.com/spf13/cobra"
)

// undone is the action that was taken back.
type undone struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	At      string `json:"at"`
	Summary string `json:"summary"`
}

func (a *app) undoCommand() *cobra.Command {
	return a.verb("undo", "Take the last action back", func([]string) (result, error) {
		u, err := a.store().Undo(time.Time{})
		if err != nil {
			return nil, err
		}
		return undone{u.Kind, u.Subject, stamp(u.At), u.Summary}, nil
	})
}

func (u undone) text(p *page) { p.say("Taken back: %s", u.Summary) }
