package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
)

// The steps from an entry to a result.
const (
	stepVariants = "variants"
	stepCases    = "cases"
	stepOutputs  = "outputs"
	stepRate     = "rate"
	stepResult   = "result"
)

// variantRow begins the value of a row that is a variant.
const variantRow = "variant "

// A benchStep is one of the steps: what is to be done, and how far it is.
type benchStep struct {
	value, title, key, words string
	done                     bool
}

// steps are all five, in order.
func (b benchScreen) steps() []benchStep {
	variants, cases := len(b.bench.Variants), len(b.bench.Cases)
	rated := false
	for _, r := range b.bench.Rounds {
		rated = rated || !r.Revealed.IsZero()
	}
	return []benchStep{
		{stepVariants, "Name what you compare", "v", b.variantWords(), variants > 1},
		{stepCases, "Add cases", "c", caseHint, cases > 0},
		{stepOutputs, "Paste what came out", "", "Ask your assistant, and paste each answer into its cell. With a model of your own, set up in the settings (comma), f fetches them.", variants > 0 && cases > 0 && b.lacking() == 0},
		{stepRate, "Rate blind", "r", "Which output is better, without knowing whose it is.", rated},
		{stepResult, "Result", "=", "What the ratings say, how sure that is, and what is too few to tell.", false},
	}
}

// step is the one that is next.
func (b benchScreen) step() benchStep {
	steps := b.steps()
	for _, s := range steps {
		if !s.done {
			return s
		}
	}
	return steps[len(steps)-1]
}

func (b benchScreen) variantWords() string {
	switch names := b.named(); {
	case len(b.bench.Variants) == 1:
		return "One more variant, to compare with the one that is there."
	case len(b.bench.Variants) > 1:
		return "Enter adds a further variant; Enter on one shows it."
	case len(names) > 0:
		return "Enter takes over what the entry names: " + strings.Join(mapped(names, func(n string) string { return clip(n, 40) }), "; ")
	}
	return "Two prompts, or two ways of working: with an example and without, today's way and a new one."
}

const caseHint = "Inputs from your work that every variant is given: paste them, or take them from a file. Six are a good start."

// named are the variants that the entry names in words and the bench has not.
func (b benchScreen) named() []string {
	if len(b.bench.Variants) > 0 {
		return nil
	}
	var names []string
	for part := range strings.FieldsFuncSeq(b.bench.Experiment.Variants, func(r rune) bool { return r == ';' || r == '\n' }) {
		if name := clean.Line(part); name != "" && len(names) < store.MaxVariants {
			names = append(names, clip(name, 100))
		}
	}
	if len(names) < 2 {
		return nil // a sentence, not a list
	}
	return names
}

// pathRows are the steps, with the variants that there are below the first one.
func (b benchScreen) pathRows() []choice {
	next := b.step().value
	var rows []choice
	for i, s := range b.steps() {
		sign := b.look.Symbols.Empty
		switch {
		case s.done:
			sign = b.look.Good.Render(b.look.Symbols.Yes)
		case s.value == next:
			sign = b.look.Accent.Render(b.look.Symbols.Arrow)
		}
		rows = append(rows, choice{value: s.value, title: string(rune('1'+i)) + " " + s.title, right: s.key, sign: sign})
		if s.value == stepVariants {
			for _, v := range b.bench.Variants {
				rows = append(rows, choice{value: variantRow + v.ID, title: v.Name, right: promptWords(v), level: 2})
			}
		}
	}
	return rows
}

// promptWords says whether a variant has a prompt.
func promptWords(v store.Variant) string {
	if v.Prompt == "" {
		return "no prompt yet"
	}
	return ""
}

// pressPath acts on a key while there is nothing to fill in yet.
func (b benchScreen) pressPath(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	row, _ := b.path.chosen()
	id, isVariant := strings.CutPrefix(row.value, variantRow)
	switch {
	case key.Matches(msg, b.keys.open):
		return b, b.goStep(row.value)
	case key.Matches(msg, b.keys.remove) && isVariant:
		v, _ := b.bench.Variant(id)
		a := removesVariant(b.env, b.id, v)
		b.asks = &a
		return b.layout(), nil
	case key.Matches(msg, b.keys.rate):
		return b, b.goStep(stepRate)
	case key.Matches(msg, b.keys.result):
		return b, b.goStep(stepResult)
	}
	b.path, _ = b.path.update(msg, 0)
	return b, nil
}

// goStep does what a row of the path stands for.
func (b benchScreen) goStep(value string) tea.Cmd {
	id, isVariant := strings.CutPrefix(value, variantRow)
	switch {
	case isVariant:
		return open(newVariant(b.env, b.id, id))
	case value == stepVariants && len(b.named()) > 0:
		return takeOver(b.env, b.id, b.named())
	case value == stepVariants:
		return open(newVariantForm(b.env, b.bench, store.Variant{}))
	case value == stepCases:
		return open(newCases(b.env, b.id))
	}
	return notice("Not yet: first the step that the arrow shows, " + b.step().title + ".")
}

// pathTop is the line of the screen where the path begins.
func (b benchScreen) pathTop() int { return strings.Count(b.pathIntro(), "\n") }

func (b benchScreen) pathIntro() string {
	s := newSheet(b.measure())
	s.gap()
	s.add(noRow, b.look.Title.Render("From an idea to a fair test"))
	if b.height > 14 {
		s.gap()
		s.add(noRow, "Give each way of working the same cases, keep what comes out, and judge it without knowing which is which.")
	}
	s.gap()
	return indent(s.text(), "  ") + "\n"
}

// viewPath draws the way to the first case.
func (b benchScreen) viewPath() string {
	row, _ := b.path.chosen()
	words := "Enter shows it, x removes it."
	for _, step := range b.steps() {
		if step.value == row.value {
			words = step.words
		}
	}
	s := newSheet(b.measure())
	s.gap()
	s.add(noRow, b.look.Dim.Render(clean.Line(words)))
	return b.pathIntro() + strings.TrimRight(b.path.view(), "\n ") + "\n" + indent(s.text(), "  ")
}
