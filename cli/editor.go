package cli

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/mattn/go-shellwords"

	"waymark/tui"
	"waymark/tui/config"
)

// editor is the person's own editor, as their settings, VISUAL or EDITOR name it; nil where
// none does. Nothing is started in its place: an editor that one does not know how to leave
// is worse than none.
func (a *app) editor() tui.Editor {
	command := a.config().Text(config.Editor)
	if command == "" {
		return nil
	}
	return func(path string) (tea.ExecCommand, error) {
		words, err := commandWords(command)
		if err != nil {
			return nil, fmt.Errorf("the editor %q cannot be understood: %w; write VISUAL or EDITOR like nano, or like \"code --wait\"", command, err)
		}
		return process{exec.Command(words[0], append(words[1:], path)...)}, nil
	}
}

// commandWords splits the name of a program from its arguments, as a shell does. No
// shell runs: variables and commands in it stay text.
func commandWords(command string) ([]string, error) {
	if _, err := exec.LookPath(command); err == nil {
		return []string{command}, nil // a path with spaces in it, too
	}
	if runtime.GOOS == "windows" {
		command = strings.ReplaceAll(command, `\`, `/`) // which would quote the next letter
	}
	words, err := shellwords.Parse(command)
	if err == nil && len(words) == 0 {
		err = errors.New("it names no program")
	}
	return words, err
}

// A process is a program that gets the terminal.
type process struct{ *exec.Cmd }

func (p process) SetStdin(r io.Reader)  { p.Stdin = r }
func (p process) SetStdout(w io.Writer) { p.Stdout = w }
func (p process) SetStderr(w io.Writer) { p.Stderr = w }
