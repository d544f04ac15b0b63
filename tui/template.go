package tui

import (
	"strings"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/theme"
)

// A template is the experiment of a lesson as the journal takes it over.
type template struct {
	lesson curriculum.Lesson
	given  curriculum.Experiment
}

// entry is what the template fills in: the entry, and what is on its bench. It reads
// the rubrics of the packs.
func (t template) entry(env Env) progress.Template {
	if t.lesson.ID == "" {
		return progress.Template{}
	}
	return progress.TemplateOf(env.Catalogue, t.lesson, t.given)
}

// draw shows what goes into the entry besides what can be typed.
func (t template) draw(s *sheet, look theme.Theme) {
	s.add(noRow, look.Dim.Render("From the lesson: "+clean.Line(t.lesson.Title)))
	for _, line := range []struct{ lead, text string }{
		{"Variants  ", strings.Join(t.given.Variants, "; ")},
		{"Measure   ", progress.MeasureWords(t.given)},
		{"Success   ", t.given.Success},
		{"Guard     ", t.given.Guard},
		{"Decision  ", t.given.Rule},
	} {
		if line.text != "" {
			s.hang(noRow, look.Dim.Render(line.lead), clean.Line(line.text))
		}
	}
}
