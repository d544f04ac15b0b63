package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// helpPage says how a command is called.
type helpPage struct {
	Command string `json:"command"`
	Help    string `json:"help"`
}

func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return a.verb("help [COMMAND]...", "Say how a command is called", func(args []string) (result, error) {
		cmd, rest, err := root.Find(args)
		if err != nil {
			return nil, usageError{err.Error()}
		}
		if len(rest) > 0 {
			return nil, misuse("%s has no command %q", cmd.CommandPath(), rest[0])
		}
		return helpOf(cmd), nil
	})
}

func helpOf(cmd *cobra.Command) helpPage {
	cmd.InitDefaultHelpFlag()
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	return helpPage{cmd.CommandPath(), about + "\n\n" + strings.TrimSpace(cmd.UsageString()) + "\n"}
}

func (h helpPage) text(p *page) { p.raw([]byte(h.Help)) }
