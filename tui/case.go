package tui

import (
	"fmt"
	"regexp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// The ways in which a text becomes cases.
const (
	eachLine      = "lines"
	eachParagraph = "paragraphs"
	asOne         = "one"
)

// newCases takes any number of cases, typed or pasted; a preview says how many they
// are before they are kept.
func newCases(env Env, id string) paper {
	return newPaper(env, casesBlank(env, id, draftName("cases", id), ""))
}

// newCasesOf is newCases that begins with a paste. What else was typed there and not
// stored yet stays where it is.
func newCasesOf(env Env, id, text string) paper {
	p := newPaper(env, casesBlank(env, id, draftName("cases", id, "pasted"), ""))
	p.form = p.form.with(map[string]string{"text": text})
	return p
}

// maxCases bounds what can be pasted as cases at once, in characters.
const maxCases = 200_000

func casesBlank(env Env, id, draft, way string) blank {
	var made []store.Case
	return blank{
		title: "Bench › Add cases", draft: draft, save: "save", leave: true, whole: true,
		about:  "Take real ones of your work, easy and hard, without names and numbers that must not leave it.",
		fields: []field{{name: "text", label: "Inputs", help: "that every variant is given; Enter is a new line", lines: 7, limit: maxCases, joint: betweenCases}},
		below:  func(s *sheet, look theme.Theme, values map[string]string) { drawCases(s, look, values["text"], way) },
		keep: func(values, _ map[string]string) (string, error) {
			cases := casesOf(values["text"], wayOf(values["text"], way))
			if len(cases) == 0 {
				return "", fmt.Errorf("%w: there is no case in it yet: type one, or paste some", store.ErrInvalid)
			}
			for i := range cases[:min(len(cases), len(made))] {
				cases[i].ID = made[i].ID
			}
			kept, err := env.Store.KeepCases(id, cases...)
			if err == nil {
				made = kept
			}
			return "Saved: " + countOf(len(kept), "case", "cases") + ". u takes it back.", err
		},
		own: []key.Binding{bind("file", "ctrl+o"), bind("how to cut", "ctrl+t")}, // the page names Ctrl+T as well
		ownKey: func(p paper, k string) (paper, tea.Cmd, bool) {
			switch k {
			case "ctrl+t":
				next := map[string]string{eachLine: eachParagraph, eachParagraph: asOne, asOne: eachLine}[wayOf(p.form.values()["text"], way)]
				p.blank = casesBlank(env, id, draft, next)
				return p, nil, true
			case "ctrl+o":
				return p, tea.Sequence(keepDraft(draft, p.form.drafted()), back(p), open(newImport(env, id))), true
			}
			return p, nil, false
		},
	}
}

// wayOf is how a text becomes cases: as chosen, or else by what it looks like.
func wayOf(text, chosen string) string {
	switch {
	case chosen != "":
		return chosen
	case regexp.MustCompile(`\n\s*\n`).MatchString(strings.TrimSpace(text)):
		return eachParagraph
	}
	return eachLine
}

// betweenCases parts the cases of two texts as the texts part theirs.
func betweenCases(before, after string) string {
	if wayOf(before, "") == eachParagraph || wayOf(after, "") == eachParagraph {
		return "\n\n"
	}
	return "\n"
}

// casesOf cuts a text into cases.
func casesOf(text, way string) []store.Case {
	parts := []string{text}
	switch way {
	case eachLine:
		parts = strings.Split(text, "\n")
	case eachParagraph:
		parts = regexp.MustCompile(`\n[ \t]*\n`).Split(text, -1)
	}
	var cases []store.Case
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			cases = append(cases, store.Case{Input: p})
		}
	}
	return cases
}

// drawCases says how many cases a text holds, and how they begin.
func drawCases(s *sheet, look theme.Theme, text, chosen string) {
	const most = 8
	way := wayOf(text, chosen)
	cases := casesOf(text, way)
	says := map[string]string{eachLine: "each line is one", eachParagraph: "an empty line parts them", asOne: "all of it is one"}[way]
	s.add(noRow, look.Title.Render(countOf(len(cases), "case", "cases"))+look.Dim.Render("  "+says+"; Ctrl+T changes that"))
	for i, c := range cases[:min(most, len(cases))] {
		s.add(noRow, clip(fmt.Sprintf("%2d  %s", i+1, clean.Line(clip(c.Input, 400))), s.width))
	}
	if left := len(cases) - most; left > 0 {
		s.add(noRow, look.Dim.Render(fmt.Sprintf("    and %d more", left)))
	}
}

// newCaseForm adds one case with all that it may have, or changes one. Once it has
// outputs its input stands.
func newCaseForm(env Env, id string, c store.Case, used bool) paper {
	title := "Bench › Edit " + label(c.Title())
	if c.ID == "" {
		title = "Bench › One case"
	}
	fields := []field{{name: "name", label: "Name", help: "may stay empty", lines: 1, limit: 200}}
	if !used {
		fields = append(fields, field{name: "input", label: "Input", help: "what every variant is given", lines: 5})
	}
	fields = append(fields, field{name: "expected", label: "What a right answer says", help: "for you and for checks; may stay empty", lines: 4})
	b := blank{
		title: title, draft: draftName("case", id, c.ID), fields: fields, save: "save", leave: true, whole: true,
		given: map[string]string{"name": c.Name, "input": c.Input, "expected": c.Expected},
		keep: func(values, _ map[string]string) (string, error) {
			changed := c
			changed.Name, changed.Expected = values["name"], values["expected"]
			if !used {
				changed.Input = values["input"]
			}
			kept, err := env.Store.KeepCases(id, changed)
			if err != nil {
				return "", err
			}
			c.ID = kept[0].ID
			return "Saved: " + label(kept[0].Title()) + ". u takes it back.", nil
		},
	}
	if used {
		b.above = func(s *sheet, look theme.Theme) {
			s.add(noRow, "It has outputs, which were made of its input as it is: that stands.")
			drawStart(s, look, c.Input, 4)
		}
	}
	return newPaper(env, b)
}

// removesCase asks whether a case shall go.
func removesCase(env Env, id string, c store.Case) asked {
	return asked{text: "Remove " + label(c.Title()) + "?", yes: "remove it", do: changeBench(func() error {
		return env.Store.RemoveCase(id, c.ID)
	}, "The case is removed. u takes it back.")}
}

// drawCase shows a case.
func drawCase(s *sheet, look theme.Theme, c store.Case, most int) {
	s.add(noRow, look.Title.Render(clip(clean.Line(c.Title()), max(1, s.width))))
	s.gap()
	s.add(noRow, look.Accent.Render("Input"))
	drawText(s, look, c.Input, most)
	drawExpected(s, look, c)
}

// drawExpected shows what a right answer says, where the case tells it.
func drawExpected(s *sheet, look theme.Theme, c store.Case) {
	if c.Expected == "" {
		return
	}
	s.gap()
	s.add(noRow, look.Accent.Render("What a right answer says"))
	drawText(s, look, c.Expected, paneMost)
}
