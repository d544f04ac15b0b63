package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
)

// compacted says what became of the size of the learner's file.
type compacted struct {
	Before int64 `json:"bytes_before"`
	After  int64 `json:"bytes_after"`
}

func (a *app) compactCommand() *cobra.Command {
	cmd := a.verb("compact", "Make your file as small as what is in it", func([]string) (result, error) {
		done, err := a.store().Compact()
		return compacted{done.Before, done.After}, err
	})
	cmd.Long = "Make your file as small as what is in it. A backup is made before. Waymark does it by itself where the file is more than " +
		"three times as large as what is in it."
	cmd.Example = "  waymark compact"
	return cmd
}

func (c compacted) text(p *page) {
	p.say("Your file had %s and has %s now.", store.Bytes(c.Before), store.Bytes(c.After))
}
