package tui

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// output shows one output in full, with what belongs to it.
type output struct {
	room
	pane
	keys  outputKeys
	id    string // of the entry
	at    cell
	bench benchMsg
	load  int // which load is the newest: the answer of an earlier one is stale
	part  int // the part of the text that shows
	parts int
	asks  bool // whether it shall be removed
}

type outputKeys struct{ another, copy, minutes, remove, part, scroll key.Binding }

// partSize is how much of a text shows at a time, in bytes: all of a megabyte would
// take too long to wrap.
const partSize = 20_000

func newOutput(env Env, id string, at cell) output {
	return output{
		room: room{env: env}, pane: newPane(), id: id, at: at,
		keys: outputKeys{
			another: bind("put another in its place", "p"), copy: bind("copy prompt + input", "y"), minutes: bind("minutes it took you", "m"),
			remove: bind("remove", "x"), part: bindAs("←→", "parts of a long text", "left", "right"), scroll: bindAs("↑↓", "scroll", "up", "down"),
		},
	}
}

// Init implements Screen.
func (o output) Init() tea.Cmd {
	env, id, load := o.env, o.id, o.load
	return func() tea.Msg {
		bench, err := readBench(env, id, load)
		return answer(outputPageMsg{bench}, err)
	}
}

// Update implements Screen.
func (o output) Update(msg tea.Msg) (Screen, tea.Cmd) {
	o.room = o.room.fit(msg)
	switch msg := msg.(type) {
	case outputPageMsg:
		if msg.bench.id == o.id && msg.bench.load == o.load {
			o.bench = msg.bench
		}
	case changedMsg:
		o.load++
		return o, o.Init()
	case tea.KeyPressMsg:
		return o.press(msg)
	case tea.MouseWheelMsg:
		o.pane.view, _ = o.pane.view.Update(msg)
		return o, nil
	}
	return o.layout(), nil
}

func (o output) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	out, there := o.bench.found[o.at]
	switch k := msg.String(); {
	case !there:
	case o.asks && k == "enter":
		o.asks = false
		return o.layout(), tea.Sequence(removeOutput(o.env, o.id, o.at), back(o))
	case o.asks && k == "esc":
		o.asks = false
	case o.asks:
	case key.Matches(msg, o.keys.another):
		return o, open(newOutputForm(o.env, o.bench.bench, o.at))
	case key.Matches(msg, o.keys.copy):
		return o, copyPrompt(o.env, o.bench.bench, o.at)
	case key.Matches(msg, o.keys.minutes):
		return o, open(newMinutes(o.env, o.id, out))
	case key.Matches(msg, o.keys.remove):
		o.asks = true
	case key.Matches(msg, o.keys.part):
		o.part += map[string]int{"left": -1, "right": 1}[k]
		o.pane.view.GotoTop()
	default:
		o.pane.view = scrolled(o.pane.view, k)
		return o, nil
	}
	return o.layout(), nil
}

func (o output) layout() output {
	out, there := o.bench.found[o.at]
	if !there || o.width == 0 {
		return o
	}
	b := o.bench.bench
	v, _ := b.Variant(o.at.variant)
	c, _ := b.Case(o.at.of)
	s := newSheet(o.measure())
	if o.asks {
		s.add(noRow, o.look.Warn.Render("Remove this output? The claims of the entry stay locked: you have seen a result."))
	}
	s.add(noRow, o.look.Title.Render(label(v.Name)+" for "+label(c.Title())))
	s.add(noRow, o.look.Dim.Render(strings.Join(outputWords(out), " "+o.look.Symbols.Dot+" ")))
	drawMarks(s, o.look, o.bench.marks[o.at])
	s.gap()
	o.parts = max(1, (len(out.Text)+partSize-1)/partSize)
	o.part = max(0, min(o.part, o.parts-1))
	if o.parts > 1 {
		s.add(noRow, o.look.Accent.Render(fmt.Sprintf("Part %d of %d  ←→", o.part+1, o.parts)))
	}
	s.add(noRow, clean.Text(partOf(out.Text, o.part*partSize, partSize)))
	drawExpected(s, o.look, c)
	o.pane = o.hold(s, o.width, o.height)
	return o
}

// partOf is a part of a text that begins and ends between two characters.
func partOf(text string, from, size int) string {
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	to := min(from+size, len(text))
	for to > from && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return text[min(from, len(text)):to]
}

// View implements Screen.
func (o output) View() tea.View {
	_, there := o.bench.found[o.at]
	switch {
	case o.bench.id == "":
		return tea.View{}
	case !there:
		return tea.View{Content: "\n  This output is not to be seen: it was removed, or a blind rating is under way."}
	}
	return tea.View{Content: o.draw(o.look)}
}

// Typing implements Screen: a question takes all keys.
func (o output) Typing() bool { return o.asks }

// Title implements Screen.
func (o output) Title() string { return "Bench " + crumb(o.look) + " Output" }

// ShortHelp implements Screen.
func (o output) ShortHelp() []key.Binding {
	if o.asks {
		return []key.Binding{bind("remove it", "enter"), bind("leave it", "esc")}
	}
	return []key.Binding{o.keys.scroll, o.keys.another, o.keys.minutes, o.keys.remove, o.keys.copy}
}

// FullHelp implements Screen.
func (o output) FullHelp() [][]key.Binding {
	return [][]key.Binding{{o.keys.scroll, o.keys.part, o.keys.another, o.keys.copy, o.keys.minutes, o.keys.remove}}
}

// newOutputForm is the box that an output is pasted into, with the case's input and
// the prompt in sight.
func newOutputForm(env Env, b store.Bench, at cell) paper {
	v, _ := b.Variant(at.variant)
	c, _ := b.Case(at.of)
	id := b.Experiment.ID
	return newPaper(env, blank{
		title: "Bench › Output of " + label(v.Name) + " for " + label(c.Title()), draft: draftName("output", id, at.variant, at.of),
		save: "save", leave: true, whole: true,
		fields: []field{
			{name: "text", label: "What came out", help: "paste or type it", lines: 6, limit: maxText},
			{name: "minutes", label: "Minutes of yours to get it ready for use", help: "may stay empty", unit: "min", limit: 6},
		},
		above: func(s *sheet, look theme.Theme) {
			if v.Prompt != "" {
				s.add(noRow, look.Title.Render("Prompt"))
				drawStart(s, look, v.Prompt, 4)
			}
			s.add(noRow, look.Title.Render("Input"))
			drawStart(s, look, c.Input, 4)
		},
		keep: func(values, _ map[string]string) (string, error) {
			minutes, err := minutesOf(values["minutes"])
			if err != nil {
				return "", err
			}
			_, err = env.Store.KeepOutputs(id, store.Output{Variant: at.variant, Case: at.of, Text: values["text"], Source: store.FromPaste, Minutes: minutes})
			return "Saved. u takes it back.", err
		},
		own: []key.Binding{bind("copy", "ctrl+y")},
		ownKey: func(p paper, k string) (paper, tea.Cmd, bool) {
			if k == "ctrl+y" {
				return p, copyPrompt(env, b, at), true
			}
			return p, nil, false
		},
		then: send(filledMsg{id, at}),
	})
}

// minutesOf reads minutes as people type them; nothing is no minutes.
func minutesOf(text string) (*int, error) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("%w: %q for minutes: give a whole number, such as 4", store.ErrInvalid, clip(clean.Line(text), 20))
	}
	return &n, nil
}

// newMinutes asks how long a person took over an output.
func newMinutes(env Env, id string, o store.Output) prompt {
	before := ""
	if o.Minutes != nil {
		before = strconv.Itoa(*o.Minutes)
	}
	return newPrompt(env, "Bench › Minutes", "How many minutes did you take to get it ready for use?", "Reading, checking and repairing it. A 0 is an answer as well.", before, func(text string) (tea.Msg, error) {
		minutes, err := minutesOf(text)
		if err != nil {
			return nil, err
		}
		_, err = env.Store.SetMinutes(id, o.Variant, o.Case, minutes)
		return changedMsg{}, err
	})
}

// copyPrompt puts the prompt and the input of a cell into the clipboard, ready for a
// chat window.
func copyPrompt(env Env, b store.Bench, at cell) tea.Cmd {
	v, _ := b.Variant(at.variant)
	c, _ := b.Case(at.of)
	text := strings.TrimSpace(v.For(c))
	if text == "" {
		return notice("There is nothing to copy: neither the variant has a prompt nor the case an input.")
	}
	switch {
	case v.Prompt == "":
		return copyText(env, text, "only the input of "+label(c.Title())+": "+label(v.Name)+" has no prompt yet", "Paste it into the chat.")
	case c.Input == "":
		return copyText(env, text, "only the prompt of "+label(v.Name)+": "+label(c.Title())+" has no input", "Paste it into the chat.")
	}
	return copyText(env, text, "prompt and input of "+label(v.Name)+" for "+label(c.Title()), "Paste them into the chat.")
}

// outputPageMsg is the bench of the output that is shown.
type outputPageMsg struct{ bench benchMsg }

// filledMsg says that a cell of a bench got its output.
type filledMsg struct {
	id string
	at cell
}

// drawText lays out the beginning of a text, and says how much more there is.
func drawText(s *sheet, look theme.Theme, text string, most int) {
	start := partOf(text, 0, most)
	s.add(noRow, clean.Text(start))
	if left := utf8.RuneCountInString(text[len(start):]); left > 0 {
		s.add(noRow, look.Dim.Render(fmt.Sprintf("%s and %d more characters", look.Symbols.Ellipsis, left)))
	}
}

// drawStart lays out the first lines of a text.
func drawStart(s *sheet, look theme.Theme, text string, lines int) {
	first := len(s.lines)
	if strings.TrimSpace(text) == "" {
		s.add(noRow, look.Dim.Render("none"))
		return
	}
	s.add(noRow, clean.Text(partOf(text, 0, lines*s.width)))
	if len(s.lines)-first > lines || len(text) > lines*s.width {
		at := first + min(lines, len(s.lines)-first) - 1
		s.lines, s.rows = s.lines[:at+1], s.rows[:at+1]
		s.lines[at] = clip(s.lines[at], max(1, s.width-2)) + look.Dim.Render(look.Symbols.Ellipsis)
	}
}

// drawMarks says what the automatic checks found. They inform; the verdict is a
// person's.
func drawMarks(s *sheet, look theme.Theme, marks []checkMark) {
	var words []string
	for _, m := range marks {
		sign := look.Good.Render(look.Symbols.Yes)
		switch {
		case !m.result.Known:
			sign = look.Dim.Render(look.Symbols.Part)
		case !m.result.Pass:
			sign = look.Bad.Render(look.Symbols.No)
		}
		words = append(words, sign+" "+clip(clean.Line(m.check), 40)+look.Dim.Render(" ("+clip(clean.Line(m.result.Value), 40)+")"))
	}
	if len(words) > 0 {
		s.add(noRow, strings.Join(words, " "+look.Symbols.Dot+" "))
	}
}
