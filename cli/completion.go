package cli

import (
	"bytes"

	"github.com/spf13/cobra"
)

// completion is a shell's script that completes Waymark's words.
type completion struct {
	Shell  string `json:"shell"`
	Script string `json:"script"`
}

func (a *app) completionCommand(root *cobra.Command) *cobra.Command {
	write := map[string]func(*bytes.Buffer) error{
		"bash":       func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) },
		"zsh":        func(b *bytes.Buffer) error { return root.GenZshCompletion(b) },
		"fish":       func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) },
		"powershell": func(b *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(b) },
	}
	var cmd *cobra.Command
	cmd = a.verb("completion SHELL", "Print a script that completes words in your shell", func(args []string) (result, error) {
		generate, known := write[args[0]]
		if !known {
			return nil, misuse("no completion for %q; there is bash, zsh, fish and powershell%s", args[0], closest(args[0], "", cmd.ValidArgs))
		}
		var script bytes.Buffer
		if err := generate(&script); err != nil {
			return nil, err
		}
		return completion{args[0], script.String()}, nil
	})
	cmd.Long = "Print a script that completes words in your shell: bash, zsh, fish or powershell. " +
		"For bash: source <(waymark completion bash)"
	cmd.Example = "  waymark completion bash\n  waymark completion fish"
	cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	return cmd
}

func (c completion) text(p *page) { p.raw([]byte(c.Script)) }
