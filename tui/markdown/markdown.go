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
	// maxText is the longest text, in bytes, that is rendered: some long ones take Glamour
	// minutes.
	maxText = 32 << 10
	// maxDepth is how deep quotes and lists may stand in each other. Beyond that Glamour
	// goes on for ever, and takes megabytes each second.
	maxDepth = 8
	// deadline bounds a rendering: some short texts keep Glamour busy for
	// minutes, and it cannot be cancelled. The reader then gets plain text.
	deadline = 2 * time.Second
	// maxLate is how many renderings may be late at a time: each keeps a processor busy.
	// Until one of them ends, new pages are plain.
	maxLate = 2
)

type page struct {
	text    string
	width   int
	colours theme.Palette
	ascii   bool
}

// A Cache holds rendered pages. Its zero value is ready; it may be used
// concurrently.
type Cache struct {
	mu    sync.Mutex
	pages map[page]string
	order []page          // oldest first
	late  int             // renderings that were given up, and go on
	slow  map[string]bool // texts of such renderings

	draw func(text string, width int, look theme.Theme) string // nil: safely
}

// Render returns text as styled lines no wider than width cells. A new page
// takes milliseconds: call it from a command, never from a View. Control
// sequences in the text do not survive; text that is too long, or cannot be rendered in time,
// is shown as it is.
func (c *Cache) Render(text string, width int, look theme.Theme) string {
	key := page{text, width, look.Palette, look.Symbols.ASCII}
	if done, ok := c.get(key); ok {
		return done
	}
	if len(text) > maxText || depth(text) > maxDepth || c.isSlow(text) {
		done := plain(text, width)
		c.put(key, done)
		return done
	}
	done, drawn := c.render(text, width, look)
	if drawn {
		c.put(key, done)
	}
	return done
}

// render draws a page within the deadline, or says that it is plain for want of time.
func (c *Cache) render(text string, width int, look theme.Theme) (rendered string, drawn bool) {
	if c.isBusy() {
		return plain(text, width), false // there may be time for it later
	}
	r, draw := &run{done: make(chan string, 1)}, c.draw
	if draw == nil {
		draw = safely
	}
	go func() {
		r.done <- draw(text, width, look)
		c.ended(r)
	}()
	select {
	case rendered := <-r.done:
		return rendered, true
	case <-time.After(deadline):
		c.leave(r, text)
		return plain(text, width), false
	}
}

// A run is a rendering under way. The cache's lock guards it.
type run struct {
	done      chan string
	over      bool // it came to its end
	abandoned bool // nobody waits for it any more
}

func (c *Cache) ended(r *run) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r.over = true
	if r.abandoned {
		c.late--
	}
}

// leave gives up waiting. The text is not tried again: it would be late as well.
func (c *Cache) leave(r *run, text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.slow) == maxPages || c.slow == nil {
		c.slow = map[string]bool{}
	}
	c.slow[text] = true
	if !r.over {
		r.abandoned = true
		c.late++
	}
}

func (c *Cache) isBusy() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.late >= maxLate
}

func (c *Cache) isSlow(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.slow[text]
}

// depth counts the quotes and lists that the deepest line stands in, by the markers before
// its words and the indentation of the first of them.
func depth(text string) int {
	deepest := 0
	for line := range strings.Lines(text) {
		rest := strings.TrimLeft(line, " \t")
		indent, n := len(line)-len(rest), 0
		for length := marker(rest); length > 0; length = marker(rest) {
			n++
			rest = strings.TrimLeft(rest[length:], " \t")
		}
		if n > 0 {
			deepest = max(deepest, n+indent/2)
		}
	}
	return deepest
}

// marker is the length of the mark of a quote or a list that a line begins with.
func marker(line string) int {
	if strings.HasPrefix(line, ">") {
		return 1
	}
	sign := strings.TrimLeft(line, "0123456789")
	digits, signs := len(line)-len(sign), "-+*"
	if digits > 0 {
		signs = ".)"
	}
	if sign == "" || !strings.Contains(signs, sign[:1]) || len(sign) > 1 && !strings.Contains(" \t\n", sign[1:2]) {
		return 0
	}
	return digits + 1
}

// safely renders a text that may be anybody's.
func safely(text string, width int, look theme.Theme) string {
	citation := regexp.MustCompile(`\[([A-Z]{1,3})-(\d{1,3})\]`) // must not be broken at its hyphen
	marked := citation.ReplaceAllString(clean.Markdown(text), "[$1\u2011$2]")
	return drawn(func() (string, error) { return glamourRender(marked, width, look) }, text, width)
}

// drawn is what a renderer made of a text, and the text where it failed: a fault of it must
// not end the program.
func drawn(render func() (string, error), text string, width int) (rendered string) {
	defer func() {
		if recover() != nil {
			rendered = plain(text, width)
		}
	}()
	rendered, err := render()
	if err != nil {
		return plain(text, width)
	}
	return rendered
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
