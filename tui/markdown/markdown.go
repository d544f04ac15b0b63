// Package markdown renders Markdown for the terminal, safely and within a
// deadline, and remembers what it rendered.
package markdown

import (
	"regexp"
	"strings"
	"sync"
	"time"

	"charm.land/glamour/v2" // github.com/charmbracelet/glamour
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/tui/theme"
)

const (
	maxPages = 256
	// deadline bounds a rendering: some short texts keep Glamour busy for
	// minutes, and it cannot be cancelled. The reader then gets plain text.
	deadline = 2 * time.Second
)

type page struct {
	text        string
	width       int
	dark, ascii bool
}

// A Cache holds rendered pages. Its zero value is ready; it may be used
// concurrently.
type Cache struct {
	mu    sync.Mutex
	pages map[page]string
	order []page // oldest first
}

// Render returns text as styled lines no wider than width cells. A new page
// takes milliseconds: call it from a command, never from a View. Control
// sequences in the text do not survive; text that cannot be rendered in time is
// shown as it is.
func (c *Cache) Render(text string, width int, look theme.Theme) string {
	key := page{text, width, look.Dark, look.Symbols.ASCII}
	if done, ok := c.get(key); ok {
		return done
	}
	done := render(text, width, look)
	c.put(key, done)
	return done
}

func render(text string, width int, look theme.Theme) string {
	citation := regexp.MustCompile(`\[([A-Z]{1,3})-(\d{1,3})\]`) // must not be broken at its hyphen
	text = citation.ReplaceAllString(clean.Markdown(text), "[$1\u2011$2]")
	done := make(chan string, 1)
	go func() {
		rendered, err := glamourRender(text, width, look)
		if err != nil {
			rendered = plain(text, width)
		}
		done <- rendered
	}()
	select {
	case rendered := <-done:
		return rendered
	case <-time.After(deadline):
		return plain(text, width)
	}
}

// glamourRender makes its own renderer each time: one costs nothing to make and
// is not safe for concurrent use.
func glamourRender(text string, width int, look theme.Theme) (string, error) {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style(look)), glamour.WithWordWrap(max(1, width-hang)))
	if err != nil {
		return "", err
	}
	rendered, err := r.Render(text)
	if err != nil {
		return "", err
	}
	var lines []string
	bars := regexp.MustCompile(`^(?:(?:\x1b\[[0-9;]*m)*` + regexp.QuoteMeta(look.Symbols.Bar) + `)+`)
	for line := range strings.SplitSeq(clean.Screen(rendered), "\n") {
		line = strings.TrimRight(line, " ")
		if opensQuote(lines, line, look) {
			continue
		}
		// Glamour counts a bar as one cell, so the space behind it is set here.
		lines = append(lines, bars.ReplaceAllString(line, "$0 "))
	}
	return strings.Trim(strings.Join(hanging(lines), "\n"), "\n"), nil
}

// opensQuote reports an empty line of a quote with nothing above it: Glamour
// draws one where a quote begins with a list.
func opensQuote(above []string, line string, look theme.Theme) bool {
	bar := strings.TrimSpace(ansi.Strip(line)) == look.Symbols.Bar
	return bar && (len(above) == 0 || strings.TrimSpace(ansi.Strip(above[len(above)-1])) == "")
}

// hang is the room that Glamour leaves for the indentation of list items.
const hang = 3

// hanging indents the later lines of a list item as far as its first, which
// Glamour does not do.
func hanging(lines []string) []string {
	marker := regexp.MustCompile(`^ *(?:[•*] |\d{1,2}\. )`)
	indent := 0
	for i, line := range lines {
		plain := ansi.Strip(line)
		first := marker.FindString(plain)
		switch {
		case first != "":
			indent = ansi.StringWidth(first) - (len(first) - len(strings.TrimLeft(first, " ")))
		case strings.TrimSpace(plain) == "":
			indent = 0
		default:
			lines[i] = strings.Repeat(" ", min(indent, hang)) + line
		}
	}
	return lines
}

func plain(text string, width int) string {
	return lipgloss.NewStyle().Width(width).Render(clean.Text(text))
}

func (c *Cache) get(key page) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	done, ok := c.pages[key]
	return done, ok
}

func (c *Cache) put(key page, done string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages == nil {
		c.pages = map[page]string{}
	}
	if _, ok := c.pages[key]; ok {
		return
	}
	if len(c.order) == maxPages {
		delete(c.pages, c.order[0])
		c.order = c.order[1:]
	}
	c.pages[key] = done
	c.order = append(c.order, key)
}
