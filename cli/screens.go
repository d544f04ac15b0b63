package cli

import (
	"context"

	"waymark/tui"
)

// screens reports that this call may take over the terminal.
func (a *app) screens() bool { return a.terminal && !a.plain && !a.json }

// open shows the screens until the person leaves them; lesson, which may be
// empty, is opened first.
func (a *app) open(lesson string) error {
	catalogue, err := a.catalogue()
	if err != nil {
		return err
	}
	s := a.store()
	profile, err := s.Profile()
	if err != nil {
		return err
	}
	return tui.Run(context.Background(), tui.Options{
		Catalogue: catalogue,
		Store:     s,
		Now:       a.now,
		Profile:   profile,
		Lesson:    lesson,
		Dark:      true,
		NoColor:   a.noColor,
		ASCII:     a.ascii,
	})
}
