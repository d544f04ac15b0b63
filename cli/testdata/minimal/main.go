// Command minimal is the least that a Bubble Tea program can be which draws one page and
// scrolls it: the measure of how fast Waymark is. Built with -tags glamour it links Glamour
// as well, whose packages set themselves up at each start. With an argument it says its
// name and ends.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

const lines = 300

type model struct{ top, height int }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.height = msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "j":
			m.top = min(m.top+1, lines-m.height)
		case "k":
			m.top = max(m.top-1, 0)
		case "q":
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m model) View() tea.View {
	var page strings.Builder
	for line := range m.height {
		fmt.Fprintf(&page, "%3d  A line of a page that is as wide as those of a lesson, and in plain text.\n", m.top+line)
	}
	return tea.View{Content: strings.TrimSuffix(page.String(), "\n"), AltScreen: true}
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println("minimal")
		return
	}
	// As many frames a second as Waymark draws.
	if _, err := tea.NewProgram(model{}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
