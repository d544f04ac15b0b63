package tui

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"waymark/store"
	benches "waymark/store/bench"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// variant shows one variant of a bench: its prompt, and what is different in it from
// the prompt of its parent.
type variant struct {
	room
	pane
	keys   variantKeys
	id     string // of the entry
	of     string // id of the variant
	bench  store.Bench
	diff   []benches.Span // to its parent's prompt
	loaded bool
	asks   *asked
}

type variantKeys struct{ edit, build, remove, scroll key.Binding }

func newVariant(env Env, id, of string) variant {
	return variant{
		room: room{env: env}, pane: newPane(), id: id, of: of,
		keys: variantKeys{edit: bind("edit", "enter"), build: bind("new variant from this one", "v"), remove: bind("remove", "x"), scroll: bindAs("↑↓", "scroll", "up", "down")},
	}
}

// Init implements Screen.
func (v variant) Init() tea.Cmd {
	env, id, of := v.env, v.id, v.of
	return func() tea.Msg {
		b, err := env.Store.Bench(id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return failedMsg{err}
		}
		msg := variantMsg{id: id, of: of, bench: b}
		own, _ := b.Variant(of)
		if parent, found := b.Variant(own.Parent); found {
			msg.diff = benches.Diff(parent.Prompt, own.Prompt)
		}
		return msg
	}
}

// Update implements Screen.
func (v variant) Update(msg tea.Msg) (Screen, tea.Cmd) {
	v.room = v.room.fit(msg)
	switch msg := msg.(type) {
	case variantMsg:
		if msg.id == v.id && msg.of == v.of {
			v.bench, v.diff, v.loaded = msg.bench, msg.diff, true
		}
	case changedMsg:
		return v, v.Init()
	case tea.KeyPressMsg:
		return v.press(msg)
	case tea.MouseWheelMsg:
		v.pane.view, _ = v.pane.view.Update(msg)
		return v, nil
	}
	return v.layout(), nil
}

func (v variant) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	own, there := v.bench.Variant(v.of)
	switch k := msg.String(); {
	case !there:
	case v.asks != nil && k == "enter":
		do := v.asks.do
		v.asks = nil
		return v.layout(), tea.Sequence(do, back(v))
	case v.asks != nil && k == "esc":
		v.asks = nil
	case v.asks != nil:
	case key.Matches(msg, v.keys.edit):
		return v, open(newVariantForm(v.env, v.bench, own))
	case key.Matches(msg, v.keys.build):
		return v, open(newVariantForm(v.env, v.bench, store.Variant{Parent: v.of}))
	case key.Matches(msg, v.keys.remove):
		a := removesVariant(v.env, v.id, own)
		v.asks = &a
		v.pane.view.GotoTop()
	default:
		v.pane.view = scrolled(v.pane.view, k)
		return v, nil
	}
	return v.layout(), nil
}

// removesVariant asks whether a variant shall go.
func removesVariant(env Env, id string, v store.Variant) asked {
	return asked{text: "Remove the variant " + label(v.Name) + "?", yes: "remove it", do: changeBench(func() error {
		return env.Store.RemoveVariant(id, v.ID)
	}, "The variant is removed. u takes it back.")}
}

func (v variant) layout() variant {
	own, there := v.bench.Variant(v.of)
	if !there || v.width == 0 {
		return v
	}
	s := newSheet(v.measure())
	if v.asks != nil {
		s.add(noRow, v.look.Warn.Render(v.asks.text))
		s.gap()
	}
	drawVariant(s, v.look, v.bench, own, 5*partSize)
	if parent, found := v.bench.Variant(own.Parent); found {
		s.gap()
		s.add(noRow, v.look.Title.Render("Changed from "+label(parent.Name)))
		drawDiff(s, v.look, v.diff)
	}
	v.pane = v.hold(s, v.width, v.height)
	return v
}

// drawDiff shows what was added and removed, by signs around the words and by colour.
func drawDiff(s *sheet, look theme.Theme, spans []benches.Span) {
	changed := false
	var text strings.Builder
	for _, span := range spans {
		words := clean.Text(span.Text)
		switch span.Change {
		case benches.Added:
			text.WriteString(styled(look.Good.Underline(true), "{+"+words+"+}"))
			changed = true
		case benches.Removed:
			text.WriteString(styled(look.Bad.Strikethrough(true), "[-"+words+"-]"))
			changed = true
		default:
			text.WriteString(words)
		}
	}
	if !changed {
		s.add(noRow, look.Dim.Render("The prompts are the same, word for word."))
		return
	}
	s.add(noRow, look.Dim.Render("{+added+}  [-removed-]"))
	s.add(noRow, text.String())
}

// styled puts a style on every line of a text.
func styled(style lipgloss.Style, text string) string {
	return strings.Join(mapped(strings.Split(text, "\n"), func(line string) string {
		if line == "" {
			return ""
		}
		return style.Render(line)
	}), "\n")
}

// drawVariant shows what a variant is: its settings, and the beginning of its prompt.
func drawVariant(s *sheet, look theme.Theme, b store.Bench, v store.Variant, most int) {
	s.add(noRow, look.Title.Render(clip(clean.Line(v.Name), max(1, s.width))))
	from := ""
	if parent, found := b.Variant(v.Parent); found {
		from = "built on " + label(parent.Name)
	}
	if words := nonEmpty(from, v.Tool, v.Model, v.Settings); len(words) > 0 {
		s.add(noRow, look.Dim.Render(clean.Line(strings.Join(words, " "+look.Symbols.Dot+" "))))
	}
	if v.Note != "" {
		s.add(noRow, clean.Line(v.Note))
	}
	s.gap()
	if v.Prompt == "" {
		s.add(noRow, look.Dim.Render("No prompt yet: Enter adds one. A way of working without a prompt needs none."))
		return
	}
	s.add(noRow, look.Accent.Render("Prompt"))
	drawText(s, look, v.Prompt, most)
}

// View implements Screen.
func (v variant) View() tea.View {
	_, there := v.bench.Variant(v.of)
	switch {
	case !v.loaded:
		return tea.View{}
	case !there:
		return tea.View{Content: "\n  This variant is not to be seen: it was removed, or a blind rating is under way."}
	}
	return tea.View{Content: v.draw(v.look)}
}

// Typing implements Screen: a question takes all keys.
func (v variant) Typing() bool { return v.asks != nil }

// Title implements Screen.
func (v variant) Title() string { return "Bench " + crumb(v.look) + " Variant" }

// ShortHelp implements Screen.
func (v variant) ShortHelp() []key.Binding {
	if v.asks != nil {
		return []key.Binding{bind(v.asks.yes, "enter"), bind("leave it", "esc")}
	}
	return []key.Binding{v.keys.edit, v.keys.build, v.keys.remove, v.keys.scroll}
}

// FullHelp implements Screen.
func (v variant) FullHelp() [][]key.Binding {
	return [][]key.Binding{{v.keys.edit, v.keys.build, v.keys.remove, v.keys.scroll}}
}

// newVariantForm adds a variant, or changes one that has an ID. A new one begins with
// what its parent has. Once there are outputs only name and note change.
func newVariantForm(env Env, b store.Bench, v store.Variant) paper {
	id, title := b.Experiment.ID, "Bench › Edit "+label(v.Name)
	if v.ID == "" {
		title = "Bench › New variant"
		parent, _ := b.Variant(v.Parent)
		v.Prompt, v.Tool, v.Model, v.Settings = parent.Prompt, parent.Tool, parent.Model, parent.Settings
	}
	used := 0
	for _, o := range b.Outputs {
		if o.Variant == v.ID {
			used++
		}
	}
	line := func(name, label, help string) field {
		return field{name: name, label: label, help: help, lines: 1, limit: 200}
	}
	fields := []field{line("name", "Name", "a word or two, such as Warm"), line("note", "Note", "may stay empty")}
	if used == 0 {
		fields = []field{
			fields[0],
			{name: "prompt", label: "Prompt", help: "what you tell the assistant, without the case; Enter is a new line", lines: 6},
			line("tool", "Tool", "may stay empty, as all below"), line("model", "Model", ""), line("settings", "Settings", "such as temperature 0.2"), fields[1],
		}
	}
	given := map[string]string{"name": v.Name, "prompt": v.Prompt, "tool": v.Tool, "model": v.Model, "settings": v.Settings, "note": v.Note}
	return newPaper(env, blank{
		title: title, draft: draftName("variant", id, v.ID, v.Parent), fields: fields, given: given, save: "save", leave: true,
		above: variantAbove(b, v, used),
		keep: func(values, _ map[string]string) (string, error) {
			changed := v
			for name, place := range map[string]*string{"name": &changed.Name, "prompt": &changed.Prompt, "tool": &changed.Tool, "model": &changed.Model, "settings": &changed.Settings, "note": &changed.Note} {
				if text, asked := values[name]; asked {
					*place = text
				}
			}
			kept, err := env.Store.KeepVariant(id, changed)
			if err == nil {
				v = kept
			}
			return "Saved: the variant " + label(kept.Name) + ". u takes it back.", err
		},
	})
}

// variantAbove says where a variant comes from, or why little of it changes.
func variantAbove(b store.Bench, v store.Variant, used int) func(*sheet, theme.Theme) {
	return func(s *sheet, look theme.Theme) {
		parent, built := b.Variant(v.Parent)
		switch {
		case used > 0:
			s.add(noRow, fmt.Sprintf("It has %s, which were made with its prompt as it is: that stands. Name and note can change. For another prompt leave here and press v, which makes a new variant from this one.", countOf(used, "output", "outputs")))
		case built:
			s.add(noRow, look.Dim.Render("It begins as "+label(parent.Name)+"; change one thing, so that you know what made the difference."))
		default:
			s.add(noRow, look.Dim.Render("One of the ways that you compare."))
		}
	}
}

// variantMsg is a bench with what is different in one of its variants.
type variantMsg struct {
	id, of string
	bench  store.Bench
	diff   []benches.Span
}
