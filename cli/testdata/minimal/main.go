// Command minimal is the least that a Bubble Tea program with Glamour can be:
// the measure of how fast Waymark starts.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"
)

type model struct{ text string }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return m, nil
	}
	if key.String() == "m" {
		m.text, _ = glamour.Render("# Hello", "dark")
		return m, nil
	}
	return m, tea.Quit
}

func (m model) View() tea.View { return tea.View{Content: m.text, AltScreen: true} }

func main() {
	// As many frames a second as Waymark draws.
	if _, err := tea.NewProgram(model{"Hello"}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
