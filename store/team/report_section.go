package team

import (
	"fmt"
	"strings"

	"waymark/curriculum"
	"waymark/store/progress"
)

// A section is a part of a report: what one view says, a statement in each row.
type section struct {
	name     string
	question string
	rows     []statement
	none     string // said where there are no rows
	after    string // said below them; may be empty
}

// A statement is a row of a report. What does not apply is empty.
type statement struct {
	person     string
	department string // title
	subject    string // a module, a lesson, an experiment or a competency
	state      string // a word or two
	detail     string // a sentence
	day        string // ISO
}

// statementColumns are the names of the fields of a statement.
func statementColumns() []string {
	return []string{"person", "department", "subject", "state", "detail", "day"}
}

func (s statement) cells() []string {
	return []string{s.person, s.department, s.subject, s.state, s.detail, s.day}
}

// sections are the parts of the report, in the order of the views.
func (r Report) sections() []section {
	return []section{r.attention(), r.board(), r.hard(), r.help(), r.wall(), r.coverage()}
}

func newSection(v View) section { return section{name: v.String(), question: v.Question()} }

func (r Report) attention() section {
	s := newSection(AttentionView)
	s.none, s.after = "Nobody.", r.Attention.FineWords()+"."
	for _, need := range r.Attention.Needs {
		for _, c := range need.Causes {
			s.rows = append(s.rows, statement{
				person: need.Name, department: curriculum.DepartmentTitle(need.Department),
				subject: c.Title, state: c.Kind.String(), detail: c.Words(), day: c.Since,
			})
		}
	}
	return s
}

func (r Report) board() section {
	s := newSection(BoardView)
	s.none = "Nobody's snapshot was taken in yet."
	for _, row := range r.Board.Rows {
		for i, c := range row.Cells {
			if c.Present {
				s.rows = append(s.rows, statement{
					person: row.Name, department: curriculum.DepartmentTitle(row.Department), subject: r.Board.Modules[i],
					state: c.state(), detail: fmt.Sprintf("%d of %d lessons", c.Done, c.Total), day: c.Due,
				})
			}
		}
	}
	return s
}

// state is the cell in a word or two.
func (c Cell) state() string {
	if c.Waived {
		return "waived"
	}
	return c.State.String()
}

// short is the cell for a table that has a column for each module.
func (c Cell) short() string {
	switch {
	case !c.Present:
		return ""
	case c.Waived || c.State == progress.Done:
		return c.state()
	}
	return fmt.Sprintf("%d of %d", c.Done, c.Total)
}

func (r Report) hard() section {
	s := newSection(ModulesView)
	s.none = "Nobody has a module yet."
	for _, m := range r.Hard.Modules {
		s.rows = append(s.rows, statement{subject: m.Title, detail: m.Words()})
		for _, l := range m.Lessons {
			s.rows = append(s.rows, statement{subject: m.Title, state: "hands up", detail: fmt.Sprintf("%s: %d", l.Title, l.Hands)})
		}
	}
	return s
}

func (r Report) help() section {
	s := newSection(HelpView)
	s.none = "No hand is up."
	for _, h := range r.Help.Hands {
		helpers := make([]string, len(h.Helpers))
		for i, helper := range h.Helpers {
			helpers[i] = fmt.Sprintf("%s (%s)", helper.Name, helper.Fit)
		}
		detail := "nobody offers help with it yet"
		if len(helpers) > 0 {
			detail = "may help: " + strings.Join(helpers, ", ")
		}
		s.rows = append(s.rows, statement{
			person: h.Name, department: curriculum.DepartmentTitle(h.Department), subject: h.About, state: HandUp.String(),
			detail: detail, day: h.Topic.Since,
		})
	}
	return s
}

func (r Report) wall() section {
	s := newSection(WallView)
	s.none = "Nobody shared an experiment yet."
	for _, w := range r.Wall.Cards {
		detail := w.Card.Learning
		if broke := strings.Join(strings.Fields(w.Card.Broke), " "); broke != "" {
			detail = strings.TrimSpace(detail + " What broke: " + broke)
		}
		s.rows = append(s.rows, statement{
			person: w.Name, department: curriculum.DepartmentTitle(w.Department), subject: w.Card.Title,
			state: w.Card.Verdict.String(), detail: detail, day: w.Card.Shared,
		})
	}
	return s
}

// state is the competency in a word or two.
func (c Covered) state() string {
	switch {
	case c.Gap():
		return "gap"
	case c.Risk():
		return "one person"
	}
	return "held"
}

func (r Report) coverage() section {
	s := newSection(CoverageView)
	s.none = "The packs in use name no competencies."
	if n := r.Coverage.Untold; n > 0 {
		s.after = fmt.Sprintf("Of %d nothing is known here: their snapshots tell no lessons.", n)
	}
	for _, c := range r.Coverage.Rows {
		s.rows = append(s.rows, statement{subject: strings.TrimSpace(c.Framework + " " + c.ID + " " + c.Title), state: c.state(), detail: c.Words()})
	}
	return s
}
