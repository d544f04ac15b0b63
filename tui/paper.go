package tui

import (
	"fmt"
	"time"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/tui/theme"
)

// A blank is what a paper asks for, and what becomes of it.
type blank struct {
	title  string // of the screen
	draft  string // name of the draft
	about  string // one line above the form; may be empty
	fields []field
	given  map[string]string // what is stored, by the names of the fields
	save   string            // what Ctrl+S does, in words

	// leave is true where Esc only leaves, with the words kept as a draft; otherwise
	// Esc saves them as well.
	leave bool

	// quick is true where Enter saves on the last field, as Ctrl+S does anywhere.
	quick bool

	// lacking says in words what is needed before it can be saved, and in which field;
	// it may be nil.
	lacking func(values map[string]string) (name, words string)

	// words are the lines below the form that follow from what it holds; it may be nil.
	words func(values map[string]string) []string

	// find fetches further lines for below the form; it may be nil.
	find func() []string

	// keep saves, in a command, and says it in words. It is called again where more was
	// typed while it saved, so one that makes something new remembers what it made.
	keep func(values, changed map[string]string) (said string, err error)

	// then follows when it is saved and closed; it may be nil.
	then tea.Cmd

	// amend is opened by Enter on a locked field; it may be nil.
	amend func(field string) Screen

	// above and below draw around the form what helps to fill it in; each may be nil.
	above func(*sheet, theme.Theme)
	below func(s *sheet, look theme.Theme, values map[string]string)

	// whole is true where a paste goes in whole or not at all: half of an output
	// would be judged as if it were one.
	whole bool

	// own are keys of its own for the footer, and ownKey acts on them: done is false
	// for all others. It may be nil.
	own    []key.Binding
	ownKey func(p paper, k string) (next paper, cmd tea.Cmd, done bool)
}

// A paper is a form that fills a screen. What is typed into it is kept as a draft
// until it is saved or thrown away, and is there when it is opened again.
type paper struct {
	room
	pane
	blank
	form   form
	since  time.Time // when the draft that it opened with was typed; zero without one
	looked bool      // it is known whether there is a draft
	saving bool
	sent   []string // what the form held when the save began
	after  tea.Cmd  // follows when it is saved and closed
	found  []string // what find fetched
}

func newPaper(env Env, b blank) paper {
	return paper{room: room{env: env}, pane: newPane(), blank: b, form: newForm(b.given, b.fields...)}
}

// Init implements Screen.
func (p paper) Init() tea.Cmd {
	find, name := p.find, p.draft
	if find == nil {
		return loadDraft(p.env, name)
	}
	return tea.Batch(loadDraft(p.env, name), func() tea.Msg { return foundMsg{name, find()} })
}

// Update implements Screen.
func (p paper) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case draftFoundMsg:
		if msg.draft.Name == p.draft && !p.looked {
			p.looked = true
			if p.form = p.form.with(msg.draft.Fields); len(p.form.changed()) > 0 {
				p.since = msg.draft.At
			}
		}
	case foundMsg:
		if msg.draft == p.draft {
			p.found = msg.lines
		}
	case paperMsg:
		return p.saved(msg)
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg)
	case tea.MouseClickMsg:
		if row := p.rowUnder(msg); row != noRow {
			p.form = p.form.focus(row)
		}
	case tea.MouseWheelMsg:
		p.view, _ = p.view.Update(msg)
		return p, nil
	}
	return p.layout(), nil
}

func (p paper) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	p.form.said = ""
	switch k := msg.String(); {
	case k == "ctrl+x":
		return p, tea.Sequence(back(p), dropDraft(p.draft))
	case k == "ctrl+s":
		return p.try()
	case k == "esc" && p.leave && !p.saving: // a save under way closes it
		return p, p.later()
	case k == "esc":
		return p.try()
	case k == "enter" && p.form.here().locked && p.amend != nil:
		p.after = open(p.amend(p.form.here().name))
		return p.try()
	}
	if p.ownKey != nil {
		if next, cmd, done := p.ownKey(p, msg.String()); done {
			if p.saving {
				return p, nil
			}
			return next.layout(), cmd
		}
	}
	p.form = p.form.update(msg, p.measure())
	return p.layout(), nil
}

func (p paper) paste(msg tea.PasteMsg) (Screen, tea.Cmd) {
	area := p.form.areas[p.form.at]
	left := max(0, area.CharLimit-utf8.RuneCountInString(area.Value()))
	if n := utf8.RuneCountInString(msg.Content); p.whole && n > left {
		return p, notice(fmt.Sprintf("Nothing was pasted: it has %d characters, and the field has room for %d. A longer text can come from a file.", n, left))
	}
	var cut string
	if p.form, cut = p.form.paste(msg, p.measure()); cut != "" {
		return p.layout(), notice(cut)
	}
	return p.layout(), nil
}

// try saves what was typed. The paper closes when it is safe. Where nothing was
// typed there is nothing to save, unless the blank lacks something.
func (p paper) try() (Screen, tea.Cmd) {
	if p.saving {
		return p, nil
	}
	values, changed := p.form.values(), p.form.changed()
	if len(changed) == 0 && !p.leave {
		return p, tea.Sequence(back(p), p.after)
	}
	if name, words := p.wrong(values, changed); words != "" {
		p.after, p.form = nil, p.form.says(name, words)
		return p.layout(), nil
	}
	p.saving, p.sent = true, p.form.held()
	env, keep, name := p.env, p.blank.keep, p.draft
	return p, func() tea.Msg {
		said, err := keep(values, changed)
		if err == nil {
			_ = env.Store.DropDraft(name) // before it is confirmed; what stays behind is dropped again
		}
		return paperMsg{name, said, err}
	}
}

// wrong is why the form cannot be saved as it is, in words, and in which field.
func (p paper) wrong(values, changed map[string]string) (name, words string) {
	for _, fd := range p.form.fields {
		if text, is := changed[fd.name]; is && fd.check != nil {
			if words := fd.check(text); words != "" {
				return fd.name, words
			}
		}
	}
	if p.lacking == nil {
		return "", ""
	}
	return p.lacking(values)
}

// later leaves with the words kept as a draft, and says so: they are easily taken for
// saved.
func (p paper) later() tea.Cmd {
	changed := p.form.changed()
	leave := tea.Sequence(keepDraft(p.draft, p.form.drafted()), back(p), send(changedMsg{}))
	if len(changed) == 0 {
		return leave
	}
	return tea.Sequence(leave, notice("Not saved yet. Your words are kept, and are there when you come back here."))
}

// saved closes the paper, or goes on where it could not be saved, or where more was
// typed meanwhile.
func (p paper) saved(msg paperMsg) (Screen, tea.Cmd) {
	if msg.draft != p.draft || !p.saving {
		return p, nil
	}
	p.saving = false
	if msg.err != nil {
		p.after = nil
		return p, send(failedMsg{msg.err})
	}
	p.form = p.form.after(p.sent)
	if len(p.form.changed()) > 0 {
		return p.try()
	}
	return p, tea.Sequence(back(p), dropDraft(p.draft), send(changedMsg{}), notice(msg.said), p.then, p.after)
}

// Draft implements drafting.
func (p paper) Draft() (name string, fields map[string]string) {
	if !p.looked {
		return "", nil
	}
	return p.draft, p.form.drafted()
}

func (p paper) layout() paper {
	s := newSheet(p.measure())
	for _, line := range nonEmpty(p.about, p.begun()) {
		s.add(noRow, p.look.Dim.Render(clean.Line(line)))
	}
	if p.above != nil {
		p.above(s, p.look)
		s.gap()
	}
	p.form.draw(s, p.look)
	if p.below != nil {
		s.gap()
		p.below(s, p.look, p.form.values())
	}
	p.drawWords(s)
	p.pane = p.hold(s, p.width, p.height)
	if p.pane = p.toRow(p.form.at); p.form.at == 0 {
		p.view.GotoTop()
	}
	if p.form.atLast() && p.words != nil && p.form.said == "" {
		p.view.GotoBottom()
	}
	if s.cursor != nil {
		p.view.EnsureVisible(s.cursor.Y, 0, 0)
	}
	return p
}

// drawWords puts what follows from the form, and what was found, below it.
func (p paper) drawWords(s *sheet) {
	var lines []string
	if p.words != nil {
		lines = nonEmpty(p.words(p.form.values())...)
	}
	if lines = append(lines, p.found...); len(lines) > 0 {
		s.gap()
	}
	for _, line := range lines {
		s.add(noRow, p.look.Dim.Render(clean.Line(line)))
	}
}

// begun says that the form holds words from an earlier time.
func (p paper) begun() string {
	if p.since.IsZero() {
		return ""
	}
	return "You were writing this " + draftWords(p.since, p.env.Now()) + "; Ctrl+X throws it away."
}

// View implements Screen.
func (p paper) View() tea.View {
	return tea.View{Content: p.pane.draw(p.look), Cursor: p.caret(true)}
}

// Title implements Screen.
func (p paper) Title() string { return p.title }

// Typing implements Screen.
func (p paper) Typing() bool { return true }

// ShortHelp implements Screen.
func (p paper) ShortHelp() []key.Binding {
	save, leave := bind(p.save, "ctrl+s"), bind("save and close", "esc")
	next, drop := bind("next field", "tab"), bind("throw away", "ctrl+x")
	switch fd := p.form.here(); {
	case fd.locked && p.amend != nil:
		next = bind("amend", "enter")
	case fd.choices != nil:
		next = bindAs("←→", "choose", "left", "right")
	}
	written := len(p.form.changed()) > 0
	switch {
	case !p.leave && written:
		return []key.Binding{next, leave, drop}
	case !p.leave:
		return []key.Binding{next, bind("leave", "esc")}
	}
	if p.quick && p.form.atLast() {
		save = bind(p.save, "enter")
	}
	keys := []key.Binding{save, bind("leave", "esc")}
	if written {
		keys = []key.Binding{save, bind("later", "esc"), drop}
	}
	if keys = append(keys, p.own...); len(p.form.fields) > 1 {
		keys = append(keys, next)
	}
	return keys // the last ones are those that a narrow footer may lack
}

// FullHelp implements Screen.
func (p paper) FullHelp() [][]key.Binding { return [][]key.Binding{p.ShortHelp()} }

// foundMsg is what was found to say below a form.
type foundMsg struct {
	draft string
	lines []string
}

// paperMsg says what became of a save.
type paperMsg struct {
	draft, said string
	err         error
}
