package tui

import (
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// A template is the experiment of a lesson as the journal takes it over.
type template struct {
	lesson curriculum.Lesson
	given  curriculum.Experiment
}

// entry is what the template fills in: the entry, and what is on its bench. What an
// entry cannot hold, such as a kind of task that only the pack knows, stays out; the
// lesson still has it. It reads the rubrics of the packs.
func (t template) entry(env Env) (store.Experiment, []store.Variant, *store.Rubric) {
	if t.lesson.ID == "" {
		return store.Experiment{}, nil, nil
	}
	var e store.Experiment
	for name, text := range map[string]string{
		"variants": strings.Join(t.given.Variants, "; "), "measure": joinedWords(t.given.Measure, t.given.Cases),
		"success": t.given.Success, "guard": t.given.Guard, "rule": t.given.Rule, "task": t.given.Task, "data": t.given.Data,
		"lesson": t.lesson.ID, "skill": t.lesson.Skill,
	} {
		f, _ := store.FieldOf(name)
		_ = f.Set(&e, text)
	}
	var rubric *store.Rubric
	if t.given.Rubric != "" {
		if r, err := env.Catalogue.RubricOf(t.lesson, t.given); err == nil {
			rubric = new(progress.RubricOf(r))
		}
	}
	return e, t.variants(), rubric
}

func joinedWords(parts ...string) string { return strings.Join(nonEmpty(parts...), "; ") }

// variants are the ways that the template compares.
func (t template) variants() []store.Variant {
	var variants []store.Variant
	for _, words := range t.given.Variants {
		const longest = 200
		name := []rune(clean.Line(words))
		v := store.Variant{Name: string(name[:min(len(name), longest)])}
		taken := slices.ContainsFunc(variants, func(o store.Variant) bool { return strings.EqualFold(o.Name, v.Name) })
		if v.Name != "" && !taken && len(variants) < store.MaxVariants {
			variants = append(variants, v)
		}
	}
	return variants
}

// draw shows what goes into the entry besides what can be typed.
func (t template) draw(s *sheet, look theme.Theme) {
	s.add(noRow, look.Dim.Render("From the lesson: "+clean.Line(t.lesson.Title)))
	for _, line := range []struct{ lead, text string }{
		{"Variants  ", strings.Join(t.given.Variants, "; ")},
		{"Measure   ", joinedWords(t.given.Measure, t.given.Cases)},
		{"Success   ", t.given.Success},
		{"Guard     ", t.given.Guard},
		{"Decision  ", t.given.Rule},
	} {
		if line.text != "" {
			s.hang(noRow, look.Dim.Render(line.lead), clean.Line(line.text))
		}
	}
}
