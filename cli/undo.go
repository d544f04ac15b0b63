package cli

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
)

// undone is the action that was taken back.
type undone struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	At      string `json:"at"`
	Summary string `json:"summary"`
}

func (a *app) undoCommand() *cobra.Command {
	return example(a.verb("undo", "Take the last action back", func([]string) (result, error) {
		u, err := a.store().Undo(time.Time{})
		if errors.Is(err, store.ErrStays) {
			return nil, a.stays(err)
		}
		if err != nil {
			return nil, err
		}
		return undone{u.Kind, u.Subject, stamp(u.At), u.Summary}, nil
	}), "waymark undo")
}

// stays says what there is to do instead where an answer in a check stays.
func (a *app) stays(err error) error {
	checks, other := a.store().Checks()
	if other != nil || len(checks) == 0 {
		return err
	}
	newest := slices.MaxFunc(checks, func(x, y store.Check) int { return x.Started.Compare(y.Started) })
	if newest.Open() {
		return fmt.Errorf("%w. Nothing is lost: go on with waymark module check %s, or begin anew with --again, which asks other questions", err, newest.Module)
	}
	return fmt.Errorf("%w. You may take the check again whenever you like, with other questions: waymark module check %s --again", err, newest.Module)
}

func (u undone) text(p *page) { p.say("Taken back: %s", u.Summary) }
