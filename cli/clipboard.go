package cli

import "github.com/atotto/clipboard"

// clipboard is the desktop's clipboard; nil where there is none, or where the desktop is not
// the person's own: over ssh it would be that of the other machine.
func (a *app) clipboard() func(string) error {
	if clipboard.Unsupported || a.environ["SSH_CONNECTION"] != "" {
		return nil
	}
	return clipboard.WriteAll
}
