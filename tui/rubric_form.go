package tui

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// newRubricForm changes a rubric as a version of the learner's own, and puts that on
// the bench. One of a lesson stays as it is.
func newRubricForm(env Env, id string, r ownRubric) paper {
	title := r.Title
	if !r.own {
		title = clip(title, 180) + " (mine)"
	}
	return newPaper(env, blank{
		title: "Bench › Your version of a rubric", draft: draftName("rubric", id, r.ID), save: "save", leave: true,
		fields: []field{
			{name: "title", label: "Title", lines: 1, limit: 200},
			{name: "criteria", label: "Criteria", help: "a name with its weight, and below it what each score looks like", lines: 10},
		},
		given: map[string]string{"title": title, "criteria": writeCriteria(r.Criteria)},
		below: drawCriteria,
		keep: func(values, _ map[string]string) (string, error) {
			criteria, err := readCriteria(values["criteria"], r.Criteria)
			if err != nil {
				return "", err
			}
			mine := store.Rubric{Title: values["title"], Lesson: r.Lesson, Criteria: criteria}
			if r.own {
				mine.ID = r.ID
			}
			kept, err := env.Store.KeepRubric(mine)
			if err != nil {
				return "", err
			}
			r.ID, r.own = kept.ID, true
			_, err = env.Store.ChooseRubric(id, kept)
			return "Saved as your version " + kept.Version + ", and on the bench: " + label(kept.Title) + ".", err
		},
	})
}

// writeCriteria writes criteria as people change them.
func writeCriteria(criteria []store.Criterion) string {
	var b strings.Builder
	for i, c := range criteria {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s, weight %d\n", c.Name, c.Weight)
		for _, a := range c.Anchors {
			fmt.Fprintf(&b, "%d: %s\n", a.Score, a.Text)
		}
	}
	return b.String()
}

// readCriteria reads what writeCriteria writes and people changed. A criterion that
// keeps its name stays the one that it was.
func readCriteria(text string, before []store.Criterion) ([]store.Criterion, error) {
	anchor := regexp.MustCompile(`^(\d{1,3})\s*[:=]\s*(.*)$`)
	weight := regexp.MustCompile(`(?i)^(.*?)[,;]?\s*weight\s*(\d{1,4})$`)
	var criteria []store.Criterion
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		line = clean.Line(line)
		if line == "" {
			continue
		}
		if m := anchor.FindStringSubmatch(line); m != nil {
			if len(criteria) == 0 {
				return nil, fmt.Errorf("%w: line %d is a score without a criterion above it", store.ErrInvalid, number)
			}
			score, _ := strconv.Atoi(m[1])
			c := &criteria[len(criteria)-1]
			c.Anchors = append(c.Anchors, store.Anchor{Score: score, Text: m[2]})
			continue
		}
		c := store.Criterion{Name: line, Weight: 1}
		if m := weight.FindStringSubmatch(line); m != nil {
			c.Name = m[1]
			c.Weight, _ = strconv.Atoi(m[2])
		}
		criteria = append(criteria, named(c, before))
	}
	return freeIDs(criteria), nil
}

// named is a criterion as the one of its name was before, with the new weight.
func named(c store.Criterion, before []store.Criterion) store.Criterion {
	for _, old := range before {
		if old.Name == c.Name {
			old.Weight, old.Anchors = c.Weight, nil
			return old
		}
	}
	return c
}

// freeIDs gives new criteria ids that no other has.
func freeIDs(criteria []store.Criterion) []store.Criterion {
	taken := map[string]bool{}
	for i := range criteria {
		if c := &criteria[i]; taken[c.ID] {
			c.ID = ""
		} else {
			taken[c.ID] = true
		}
	}
	next := 1
	for i := range criteria {
		for criteria[i].ID == "" {
			if id := "own-" + strconv.Itoa(next); !taken[id] {
				criteria[i].ID, taken[id] = id, true
			}
			next++
		}
	}
	return criteria
}

// drawCriteria says how what was typed is read.
func drawCriteria(s *sheet, look theme.Theme, values map[string]string) {
	criteria, err := readCriteria(values["criteria"], nil)
	if err != nil {
		s.add(noRow, look.Bad.Render(sentence(err)))
		return
	}
	s.add(noRow, look.Title.Render(countOf(len(criteria), "criterion", "criteria")))
	for _, c := range criteria {
		words := fmt.Sprintf("counts %d×, %s", c.Weight, countOf(len(c.Anchors), "score", "scores"))
		if len(c.Anchors) < 2 {
			words = "needs two lines like " + `"0: not at all" and "2: fully"`
		}
		s.hang(noRow, look.Dim.Render(look.Symbols.Dot)+" ", clip(clean.Line(c.Name), 50)+look.Dim.Render("  "+words))
	}
}
