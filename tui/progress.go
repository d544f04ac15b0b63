package tui

import (
	"errors"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/progress"
)

// progressScreen shows the figures of what was learned, one section at a time.
type progressScreen struct {
	room
	keys     progressKeys
	sections []progressSection
	at       int // the open section
	report   progress.Report
	loaded   bool
	load     int // which load is the newest: the answer of an earlier one is stale
	view     viewport.Model
}

type progressKeys struct{ section, scroll, errors, export key.Binding }

// A progressSection is one subject: the sentence that says what it means, and up to
// two blocks of figures, which stand beside each other where there is room.
type progressSection struct {
	title string
	means func(progress.Report) []string
	left  func(progressScreen, *sheet)
	right func(progressScreen, *sheet)
	help  []string // how the figures come about, a paragraph each
}

func newProgress(env Env) progressScreen {
	v := viewport.New()
	v.KeyMap = viewport.KeyMap{}
	return progressScreen{
		room: room{env: env}, view: v, sections: progressSections(),
		keys: progressKeys{
			section: bindAs("←→", "section", "left", "right"), scroll: bindAs("↑↓", "scroll", "up", "down"),
			errors: bind("find the errors", "d"), export: bind("a file for another system", "x"),
		},
	}
}

// Init implements Screen.
func (p progressScreen) Init() tea.Cmd { return loadProgress(p.env, p.load) }

// loadProgress sums up what was learned. A pathway that is in no pack of this run
// leaves the rest to be seen.
func loadProgress(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		r, err := progress.ReadReport(env.Catalogue, env.Store, env.Now(), progress.DefaultWeeks)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		return progressMsg{load, r}
	}
}

// Update implements Screen.
func (p progressScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case progressMsg:
		if msg.load != p.load {
			return p, nil
		}
		p.report, p.loaded = msg.report, true
		return p.layout(), nil
	case changedMsg:
		p.load++
		return p, p.Init()
	case tea.WindowSizeMsg, lookMsg:
		return p.layout(), nil
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseClickMsg:
		if at := p.strip().under(msg.X, p.width); msg.Y == 0 && msg.Button == tea.MouseLeft && at >= 0 {
			return p.open(at), nil
		}
	case tea.MouseWheelMsg:
		p.view, _ = p.view.Update(msg)
	}
	return p, nil
}

func (p progressScreen) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch k := msg.String(); {
	case k == "left", k == "shift+tab":
		return p.open(p.strip().round(-1)), nil
	case k == "right", k == "tab":
		return p.open(p.strip().round(1)), nil
	case key.Matches(msg, p.keys.errors):
		return p, open(newDrills(p.env))
	case key.Matches(msg, p.keys.export):
		return p, open(newExport(p.env))
	default:
		p.view = scrolled(p.view, k)
	}
	return p, nil
}

// open shows a section from its top.
func (p progressScreen) open(at int) progressScreen {
	p.at = at
	p = p.layout()
	p.view.GotoTop()
	return p
}

// progressTop is the line where the section begins, below the names of all.
const progressTop = 2

// layout puts the open section into the view.
func (p progressScreen) layout() progressScreen {
	if !p.loaded || p.width == 0 {
		return p
	}
	p.view.SetWidth(p.width)
	p.view.SetHeight(max(1, p.height-progressTop-1))
	section := p.sections[p.at]
	head := newSheet(p.measure())
	for _, paragraph := range section.means(p.report) {
		head.add(noRow, paragraph)
		head.gap()
	}
	left, right := newSheet(p.pane()), newSheet(p.pane())
	section.left(p, left)
	section.right(p, right)
	body := indent(left.text(), "  ")
	switch {
	case len(right.lines) == 0:
	case len(left.lines) == 0:
		body = indent(right.text(), "  ")
	case p.wide():
		height := max(len(left.lines), len(right.lines))
		body = beside(body, indent(right.text(), "  "), p.pane()+4, height)
	default:
		body += "\n\n" + indent(right.text(), "  ")
	}
	p.view.SetContent(indent(head.text(), "  ") + "\n" + body)
	return p
}

// pane is the width of a block of figures.
func (p progressScreen) pane() int {
	if p.wide() {
		return min(76, (p.width-8)/2)
	}
	return p.measure()
}

// View implements Screen.
func (p progressScreen) View() tea.View {
	if !p.loaded {
		return tea.View{}
	}
	return tea.View{Content: p.strip().draw(p.width, p.look) + "\n\n" + p.view.View() + more(p.view, p.look)}
}

// strip is the names of the sections.
func (p progressScreen) strip() strip {
	s := strip{at: p.at}
	for _, section := range p.sections {
		s.names = append(s.names, section.title)
	}
	return s
}

// Title implements Screen.
func (p progressScreen) Title() string { return "Progress" }

// ShortHelp implements Screen.
func (p progressScreen) ShortHelp() []key.Binding {
	keys := []key.Binding{p.keys.section}
	if p.loaded && (!p.view.AtTop() || !p.view.AtBottom()) {
		keys = append(keys, p.keys.scroll)
	}
	if p.at == len(p.sections)-1 {
		keys = append(keys, p.keys.errors)
	}
	return keys
}

// FullHelp implements Screen.
func (p progressScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{p.keys.section, p.keys.scroll, bindAs("PgUp PgDn", "scroll a page", "pgup", "pgdown"), p.keys.errors, p.keys.export}}
}

// Explain says behind "?" how the figures of the open section come about.
func (p progressScreen) Explain() (title string, paragraphs []string) {
	return p.sections[p.at].title, p.sections[p.at].help
}

// progressMsg is what was learned so far, summed up.
type progressMsg struct {
	load   int // which load this answers
	report progress.Report
}
