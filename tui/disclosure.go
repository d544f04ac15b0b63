package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/scan"
)

// disclosure shows what others see of an entry, or would see, with what is marked in
// it, before it is shared.
type disclosure struct {
	room
	pane
	keys      disclosureKeys
	id        string
	as        store.Visibility
	shown     store.Disclosure
	redacting bool // the page shows what a redaction would leave
	busy      bool
	load      int // which load is the newest: the answer of an earlier one is stale
}

type disclosureKeys struct{ share, other, redact, overrule, unshare key.Binding }

func newDisclosure(env Env, id string) disclosure {
	return disclosure{
		room: room{env: env}, pane: newPane(), id: id, as: store.CardShared,
		keys: disclosureKeys{
			share: bind("share", "enter"), other: bind("full record", "S"), redact: bind("redact", "r"),
			overrule: bind("overrule", "o"), unshare: bind("make private", "x"),
		},
	}
}

// Init implements Screen.
func (d disclosure) Init() tea.Cmd { return d.fetch() }

// fetch reads what others would see. An entry that is being rated, or is gone, cannot
// be shared: then the screen closes and says so.
func (d disclosure) fetch() tea.Cmd {
	env, id, as, load := d.env, d.id, d.as, d.load
	return func() tea.Msg {
		shown, err := env.Store.Disclosure(id, as)
		return disclosureMsg{id, load, shown, err}
	}
}

// Update implements Screen.
func (d disclosure) Update(msg tea.Msg) (Screen, tea.Cmd) {
	d.room = d.room.fit(msg)
	switch msg := msg.(type) {
	case disclosureMsg:
		if msg.id != d.id || msg.load != d.load {
			return d, nil
		}
		if msg.err != nil {
			return d, tea.Sequence(back(d), send(failedMsg{msg.err}))
		}
		d.shown = msg.shown
		d.redacting = d.redacting && len(d.shown.Redactions()) > 0
	case disclosedMsg:
		if msg.id == d.id {
			d.busy, d.redacting = false, false
			return d.layout(), tea.Sequence(send(changedMsg{}), msg.outcome())
		}
	case changedMsg:
		d.load++
		return d, d.fetch()
	case tea.KeyPressMsg:
		return d.press(msg)
	case tea.MouseWheelMsg:
		d.view, _ = d.view.Update(msg)
		return d, nil
	}
	return d.layout(), nil
}

func (d disclosure) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch k := msg.String(); {
	case d.busy || d.shown.As == store.Private:
	case d.redacting && k == "esc":
		d.redacting = false
		return d.top(), nil
	case key.Matches(msg, d.keys.share):
		return d.confirm()
	case key.Matches(msg, d.keys.other):
		return d.switchTo()
	case key.Matches(msg, d.keys.redact) && len(d.shown.Redactions()) > 0:
		d.redacting = true
		return d.top(), nil
	case key.Matches(msg, d.keys.overrule) && d.shown.Against() != "" && !d.redacting:
		return d, open(d.reason())
	case key.Matches(msg, d.keys.unshare) && d.visibility() != store.Private:
		return d.do(func(s *store.Store, id string) (string, error) {
			_, err := s.UnshareExperiment(id)
			return "Private again: others see nothing of it.", err
		})
	default:
		d.view = scrolled(d.view, k)
	}
	return d, nil
}

// Claims reports that Esc leaves the preview of a redaction, and not the screen.
func (d disclosure) Claims(k string) bool { return d.redacting && k == "esc" }

// top lays out the page and shows it from its beginning.
func (d disclosure) top() disclosure {
	d = d.layout()
	d.view.GotoTop()
	return d
}

// switchTo shows the full record instead of the card, or the card again.
func (d disclosure) switchTo() (Screen, tea.Cmd) {
	d.as, d.redacting = store.FullShared, false
	if d.shown.As == store.FullShared {
		d.as = store.CardShared
	}
	d.load++
	d.view.GotoTop()
	return d, d.fetch()
}

// confirm redacts where that is previewed, and else shares, unless something speaks
// against it.
func (d disclosure) confirm() (Screen, tea.Cmd) {
	as := d.shown.As
	switch {
	case d.redacting:
		return d.do(func(s *store.Store, id string) (string, error) {
			_, done, err := s.Redact(id, as)
			return countOf(len(done), "mark", "marks") + " taken out. u takes it back; Enter shares it.", err
		})
	case d.visibility() == as:
		return d, notice("It is shared already. x makes it private again.")
	case d.shown.Against() != "":
		return d, notice(d.refusal())
	}
	return d.do(func(s *store.Store, id string) (string, error) {
		_, err := s.ShareExperiment(id, as, "")
		return sharedWords(as), err
	})
}

// refusal says what to do about what speaks against sharing.
func (d disclosure) refusal() string {
	if len(d.shown.Redactions()) == 0 {
		return "Not shared: change the entry, or press o and give your reason."
	}
	return "Not shared: press r to take out what is marked, or o and give your reason."
}

func sharedWords(as store.Visibility) string {
	if as == store.FullShared {
		return "The full record is shared. x makes it private again."
	}
	return "The card is shared. x makes it private again."
}

// reason asks why an entry may be shared in spite of what speaks against it.
func (d disclosure) reason() Screen {
	env, id, as := d.env, d.id, d.shown.As
	help := "Your reason is kept with the entry. A reason without names or numbers of people is best."
	return newPrompt(env, "Share all the same", "Why may it be shared?", help, "", func(text string) (tea.Msg, error) {
		_, err := env.Store.ShareExperiment(id, as, text)
		return disclosedMsg{id, sharedWords(as), err}, err
	})
}

// do changes the entry in a command. Keys wait until that is done.
func (d disclosure) do(change func(*store.Store, string) (string, error)) (Screen, tea.Cmd) {
	d.busy = true
	env, id := d.env, d.id
	return d, func() tea.Msg {
		said, err := change(env.Store, id)
		return disclosedMsg{id, said, err}
	}
}

func (d disclosure) visibility() store.Visibility { return d.shown.Experiment.Visibility }

func (d disclosure) layout() disclosure {
	if d.shown.As == store.Private || d.width == 0 {
		return d
	}
	s := newSheet(d.measure())
	d.draw(s)
	d.pane = d.hold(s, d.width, d.height)
	return d
}

// sideLabel is the widest label that stands beside its text, in cells.
const sideLabel = 14

// draw lays out what others see.
func (d disclosure) draw(s *sheet) {
	what := "What others see: the card"
	if d.shown.As == store.FullShared {
		what = "What others see: the full record"
	}
	if d.redacting {
		what = "Without what is marked"
	}
	s.add(noRow, d.look.Title.Render(what))
	s.add(noRow, d.look.Dim.Render(d.state()))
	if d.shown.As == store.CardShared && !d.redacting {
		s.add(noRow, d.look.Dim.Render("Prompts, cases and outputs are not on the card."))
	}
	if words := d.shown.Against(); words != "" && !d.redacting {
		s.gap()
		s.hang(noRow, d.look.Warn.Render("! "), d.look.Warn.Render(clean.Line(capital(words)+".")))
		if d.visibility() != d.shown.As {
			s.add(noRow, d.look.Dim.Render(capital(strings.TrimPrefix(d.refusal(), "Not shared: "))))
		}
	}
	if d.redacting {
		s.add(noRow, d.look.Accent.Render("Enter takes it out of your entry. Esc leaves it as it is."))
	}
	s.gap()
	for _, text := range d.shown.Texts {
		if d.redacting && len(text.Marks) == 0 {
			continue
		}
		label := clean.Line(text.Label)
		if len(label) <= sideLabel {
			s.hang(noRow, d.look.Dim.Render(pad(label, sideLabel+2)), d.marked(text))
			continue
		}
		s.add(noRow, d.look.Dim.Render(label))
		s.hang(noRow, "  ", d.marked(text))
	}
}

// state says who sees the entry now.
func (d disclosure) state() string {
	x := d.shown.Experiment
	switch {
	case x.Withdrawn != "":
		return "Private again: " + clean.Line(x.Withdrawn) + "."
	case x.Visibility == store.Private:
		return "Private so far: only you see the entry."
	}
	state := strings.Replace(sharedWords(x.Visibility), " x makes it private again.", "", 1)
	if x.Overruled != "" {
		state += " Your reason: " + clean.Line(x.Overruled)
	}
	return state
}

// marked is a text with its marks as a sign and a colour, or with what stands in
// their place.
func (d disclosure) marked(text store.SharedText) string {
	if text.Place == "field/task" {
		for _, t := range store.Tasks() {
			if t.ID == text.Text {
				return t.Name
			}
		}
	}
	var b strings.Builder
	at := 0
	for _, m := range text.Marks {
		b.WriteString(clean.Text(text.Text[at:m.Start]))
		part := text.Text[m.Start:m.End]
		if d.redacting && m.Kind != scan.Label {
			b.WriteString(d.look.Good.Render("[" + string(m.Kind) + "]"))
		} else {
			b.WriteString(d.look.Warn.Render("[!" + strings.ReplaceAll(clean.Text(part), "\n", " ") + "!]"))
		}
		at = m.End
	}
	b.WriteString(clean.Text(text.Text[at:]))
	return b.String()
}

// View implements Screen.
func (d disclosure) View() tea.View {
	if d.shown.As == store.Private {
		return tea.View{}
	}
	return tea.View{Content: d.pane.draw(d.look)}
}

// Title implements Screen.
func (d disclosure) Title() string {
	return "Share " + crumb(d.look) + " " + clean.Line(d.shown.Experiment.Title)
}

// ShortHelp implements Screen.
func (d disclosure) ShortHelp() []key.Binding {
	if d.redacting {
		return []key.Binding{bind("take it out", "enter")}
	}
	keys := []key.Binding{d.keys.share, d.otherKey()}
	if d.shown.Against() != "" {
		keys = []key.Binding{d.keys.redact, d.keys.overrule, d.otherKey()}
		if len(d.shown.Redactions()) == 0 {
			keys = slices.Delete(keys, 0, 1)
		}
	}
	if d.visibility() != store.Private {
		keys = append(keys, d.keys.unshare)
	}
	return keys
}

func (d disclosure) otherKey() key.Binding {
	if d.shown.As == store.FullShared {
		return bind("card", "S")
	}
	return d.keys.other
}

// FullHelp implements Screen.
func (d disclosure) FullHelp() [][]key.Binding {
	return [][]key.Binding{{d.keys.share, d.otherKey(), d.keys.redact, d.keys.overrule, d.keys.unshare, bindAs("↑↓", "scroll", "up")}}
}

// outcome says what became of a change.
func (m disclosedMsg) outcome() tea.Cmd {
	if m.err != nil {
		return send(failedMsg{m.err})
	}
	return notice(m.said)
}

type (
	disclosureMsg struct {
		id    string
		load  int
		shown store.Disclosure
		err   error
	}
	disclosedMsg struct {
		id, said string
		err      error
	}
)
