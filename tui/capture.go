package tui

import (
	"cmp"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
)

// capture notes an experiment in seconds: a title is enough. From a lesson it
// opens filled in.
type capture struct {
	room
	pane
	form   form
	like   similar   // what was tried before
	from   template  // what a lesson filled in; zero for none
	since  time.Time // when the words were typed that it opened with; zero without such
	looked bool      // it is known whether there are such
	saving bool
	again  string
	save   key.Binding
}

func newCapture(env Env) capture {
	return capture{room: room{env: env}, pane: newPane(), save: bind("keep it", "enter"), form: captureForm(nil)}
}

// newCaptureOf starts the experiment that a lesson proposes.
func newCaptureOf(env Env, lesson curriculum.Lesson, e curriculum.Experiment) capture {
	c := newCapture(env)
	c.from = template{lesson, e}
	c.form = captureForm(map[string]string{"title": e.Title, "hypothesis": e.Hypothesis})
	return c
}

func captureForm(values map[string]string) form {
	return newForm(values,
		field{name: "title", label: "What do you want to try?", help: "the only thing needed", lines: 2, limit: 200},
		field{name: "hypothesis", label: "What do you expect?", help: "may stay empty", lines: 2, limit: 1000},
	)
}

// Init implements Screen.
func (c capture) Init() tea.Cmd { return loadCapture(c.env, c.draft()) }

// draft is the name of what is being typed here.
func (c capture) draft() string {
	if c.from.lesson.ID == "" {
		return captureDraft
	}
	return draftName(captureDraft, c.from.lesson.ID)
}

const captureDraft = "capture"

// loadCapture fetches what was typed and not saved. Where the program ended between
// the saving of an entry and the end of its draft, the draft is dropped.
func loadCapture(env Env, name string) tea.Cmd {
	find := loadDraft(env, name)
	return func() tea.Msg {
		found, isDraft := find().(draftFoundMsg)
		newest, _ := env.Store.LatestExperiments(3) // a file that cannot be read has none
		for _, e := range newest {
			if isDraft && isSaved(found.draft, e) {
				return tea.Sequence(send(draftMsg{name: name}), send(draftFoundMsg{store.Draft{Name: name}}))()
			}
		}
		return found
	}
}

// isSaved reports that a draft became an entry. It may be younger than that, if the
// window was closed while the entry was being saved.
func isSaved(d store.Draft, e store.Experiment) bool {
	for field, text := range d.Fields {
		if strings.HasPrefix(field, wasPrefix) {
			continue
		}
		f, known := store.FieldOf(field)
		if !known || clean.Line(f.Of(e)) != clean.Line(strings.TrimSpace(text)) {
			return false
		}
	}
	return len(d.Fields) > 0 && d.At.Before(e.Created.Add(time.Minute))
}

// Update implements Screen.
func (c capture) Update(msg tea.Msg) (Screen, tea.Cmd) {
	c.room = c.room.fit(msg)
	switch msg := msg.(type) {
	case capturedMsg:
		return c.captured(msg)
	case draftFoundMsg:
		c = c.resumed(msg.draft)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc":
			return c.escape()
		case "ctrl+x":
			return c, tea.Sequence(back(c), dropDraft(c.draft()))
		case "enter":
			return c.keep()
		case "pgup", "pgdown":
			c.view = scrolled(c.view, msg.String())
			return c, nil
		}
		c.again = ""
		c.form = c.form.update(msg, c.measure())
	case tea.PasteMsg:
		var cut string
		if c.form, cut = c.form.paste(msg, c.measure()); cut != "" {
			return c.layout(), notice(cut)
		}
	case tea.MouseClickMsg:
		if row := c.rowUnder(msg); row != noRow {
			c.form = c.form.focus(row)
		}
	case similarMsg:
		c.like = c.like.found(msg)
	case tea.MouseWheelMsg:
		c.view, _ = c.view.Update(msg)
		return c, nil
	}
	return c.alike()
}

// alike looks for entries like this one, if its title changed.
func (c capture) alike() (Screen, tea.Cmd) {
	var look tea.Cmd
	if c.from.lesson.ID == "" { // the lesson's experiment is not the learner's idea
		c.like, look = c.like.to(c.env, c.form.values()["title"])
	}
	return c.layout(), look
}

// resumed takes over words from an earlier time.
func (c capture) resumed(d store.Draft) capture {
	if d.Name != c.draft() || c.looked {
		return c
	}
	c.looked = true
	if c.form = c.form.with(d.Fields); len(c.form.changed()) > 0 {
		c.since = d.At
	}
	return c
}

// escape leaves; words already typed are kept as an entry, since a wrong key
// must not lose an idea. An expectation without a title becomes the title.
func (c capture) escape() (Screen, tea.Cmd) {
	v := c.form.values()
	if len(c.form.changed()) == 0 || v["title"] == "" && v["hypothesis"] == "" {
		return c, back(c)
	}
	return c.keep()
}

// keep stores the entry. The screen closes when it is safe.
func (c capture) keep() (Screen, tea.Cmd) {
	if c.saving {
		return c, nil
	}
	v := c.form.values()
	title := cmp.Or(v["title"], clip(v["hypothesis"], 60))
	if title == "" {
		c.again = "A title is needed: a few words are enough."
		return c.layout(), nil
	}
	c.saving = true
	env, from, name := c.env, c.from, c.draft()
	return c, func() tea.Msg {
		t := from.entry(env)
		e := t.Entry
		e.Title, e.Hypothesis = title, v["hypothesis"]
		saved, waiting, err := env.Store.AddExperimentWith(e, t.Variants, t.Rubric)
		if err == nil {
			_ = env.Store.DropDraft(name) // before it is confirmed; what stays behind is dropped again
		}
		return capturedMsg{saved, waiting, err}
	}
}

func (c capture) captured(msg capturedMsg) (Screen, tea.Cmd) {
	if !c.saving {
		return c, nil
	}
	c.saving = false
	if msg.err != nil {
		return c, send(failedMsg{msg.err})
	}
	said := "Logged in your journal: " + msg.saved.Title
	if msg.waiting != nil {
		said = "Your entry is safe and joins the file at the next save. " + sentence(msg.waiting)
	}
	return c, tea.Sequence(back(c), dropDraft(c.draft()), send(changedMsg{}), notice(said))
}

// Draft implements drafting.
func (c capture) Draft() (name string, fields map[string]string) {
	if !c.looked {
		return "", nil
	}
	return c.draft(), c.form.drafted()
}

// layout puts the form, and what goes with it, into the pane.
func (c capture) layout() capture {
	s := newSheet(c.measure())
	c.lay(s)
	if c.pane = c.hold(s, c.width, c.height); s.cursor != nil {
		c.view.EnsureVisible(s.cursor.Y, 0, 0)
	}
	if c.form.at == 0 {
		c.view.GotoTop()
	}
	return c
}

func (c capture) lay(s *sheet) {
	c.form.draw(s, c.look)
	c.like.draw(s, c.look)
	s.gap()
	switch {
	case c.again != "":
		s.add(noRow, c.look.Warn.Render(c.again))
		return
	case !c.since.IsZero():
		s.add(noRow, c.look.Dim.Render("You were writing this "+draftWords(c.since, c.env.Now())+"; Ctrl+X throws it away."))
		s.gap()
	}
	if c.from.lesson.ID != "" {
		c.from.draw(s, c.look)
		s.gap()
	}
	s.add(noRow, c.look.Dim.Render("Your journal is private. Everything else can be added later, in Journal."))
}

// View implements Screen.
func (c capture) View() tea.View {
	return tea.View{Content: c.draw(c.look), Cursor: c.caret(true)}
}

// Title implements Screen.
func (c capture) Title() string { return "New experiment" }

// Typing implements Screen.
func (c capture) Typing() bool { return true }

// ShortHelp implements Screen.
func (c capture) ShortHelp() []key.Binding {
	if len(c.form.changed()) == 0 {
		return []key.Binding{c.save, bind("leave", "esc"), bind("next field", "tab")}
	}
	return []key.Binding{c.save, bind("next field", "tab"), bind("throw away", "ctrl+x")}
}

// FullHelp implements Screen.
func (c capture) FullHelp() [][]key.Binding { return [][]key.Binding{c.ShortHelp()} }

// capturedMsg says that an entry is safe.
type capturedMsg struct {
	saved   store.Experiment
	waiting error // why it is not in the file yet
	err     error
}
