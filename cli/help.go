package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"
)

// helpPage says how a command is called.
type helpPage struct {
	Command string `json:"command"`
	About   string `json:"about"`
	Usage   string `json:"usage"`
}

func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return a.verb("help [COMMAND]...", "Say how a command is called", func(args []string) (result, error) {
		cmd, rest, err := root.Find(args)
		if err != nil {
			return nil, usageError{err.Error()}
		}
		if len(rest) > 0 {
			return nil, oneOf(cmd, rest)
		}
		return helpOf(cmd), nil
	})
}

func helpOf(cmd *cobra.Command) helpPage {
	cmd.InitDefaultHelpFlag()
	return helpPage{cmd.CommandPath(), cmp.Or(cmd.Long, cmd.Short+"."), strings.TrimSpace(cmd.UsageString()) + "\n"}
}

func (h helpPage) text(p *page) {
	p.prose(h.About)
	p.gap()
	p.raw([]byte(h.Usage))
}
