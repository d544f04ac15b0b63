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
	return example(a.verb("help [COMMAND]...", "Say how a command is called", func(args []string) (result, error) {
		cmd, err := named(root, args)
		if err != nil {
			return nil, err
		}
		return helpOf(cmd), nil
	}), "waymark help", "waymark help journal add")
}

// named is the command of these names.
func named(root *cobra.Command, names []string) (*cobra.Command, error) {
	cmd, rest, err := root.Find(names)
	switch {
	case err != nil:
		return nil, usageError{err.Error()}
	case len(rest) > 0:
		return nil, oneOf(cmd, rest)
	}
	return cmd, nil
}

func helpOf(cmd *cobra.Command) helpPage {
	cmd.InitDefaultHelpFlag()
	cmd.Example = examples(cmd)
	return helpPage{cmd.CommandPath(), cmp.Or(cmd.Long, cmd.Short+"."), strings.TrimSpace(cmd.UsageString()) + "\n"}
}

func (h helpPage) text(p *page) {
	p.prose(h.About)
	p.gap()
	p.raw([]byte(h.Usage))
}

// examples are the examples of a command; those of a noun are the first of its verbs.
func examples(cmd *cobra.Command) string {
	if cmd.Example != "" {
		return cmd.Example
	}
	const most = 4
	var lines []string
	for _, c := range cmd.Commands() {
		line, _, _ := strings.Cut(examples(c), "\n")
		if c.IsAvailableCommand() && line != "" && len(lines) < most {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
