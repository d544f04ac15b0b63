package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"waymark/store/clean"
)

// A Rubric is the criteria that outputs are rated by.
type Rubric struct {
	ID       string      `json:"id"`
	Version  string      `json:"version"` // of a pack's rubric, or a number that the store counts
	Title    string      `json:"title"`
	Lesson   string      `json:"lesson,omitempty"` // id of the lesson that it comes from
	Criteria []Criterion `json:"criteria"`
}

// A Criterion is one thing to look at, with a score in words.
type Criterion struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Weight  int      `json:"weight"`         // at least 1
	Gate    bool     `json:"gate,omitempty"` // at the lowest score the whole output fails: it is never averaged away
	Anchors []Anchor `json:"anchors"`        // by ascending score; the ends of the scale have one
}

// An Anchor says in words what a score looks like.
type Anchor struct {
	Score int    `json:"score"`
	Text  string `json:"text"`
}

// Lowest is the lowest score of the criterion.
func (c Criterion) Lowest() int { return c.Anchors[0].Score }

// Highest is the highest score of the criterion.
func (c Criterion) Highest() int { return c.Anchors[len(c.Anchors)-1].Score }

func (r *Rubric) tidy() error {
	for _, line := range []*string{&r.Title, &r.ID, &r.Version, &r.Lesson} {
		*line = clean.Line(*line)
	}
	if r.Title == "" || len(r.Criteria) == 0 || len(r.Criteria) > 20 {
		return invalid("a rubric needs a title and 1 to 20 criteria")
	}
	if err := checkLength("title of the rubric", r.Title, 200); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i := range r.Criteria {
		c := &r.Criteria[i]
		if c.Name, c.ID = clean.Line(c.Name), clean.Line(c.ID); c.ID == "" {
			c.ID = strconv.Itoa(i + 1)
		}
		if err := c.tidy(); err != nil {
			return err
		}
		if seen[c.ID] {
			return invalid("the criterion %q: it stands in the rubric twice", c.ID)
		}
		seen[c.ID] = true
	}
	return checkIDs(r.ID)
}

// tidied is a copy of a rubric that is tidy; nil of none.
func (r *Rubric) tidied() (*Rubric, error) {
	if r == nil {
		return nil, nil
	}
	own := *r
	own.Criteria = slices.Clone(r.Criteria)
	for i := range own.Criteria {
		own.Criteria[i].Anchors = slices.Clone(own.Criteria[i].Anchors)
	}
	return &own, own.tidy()
}

func (c *Criterion) tidy() error {
	slices.SortFunc(c.Anchors, func(a, b Anchor) int { return cmp.Compare(a.Score, b.Score) })
	switch {
	case c.Name == "":
		return invalid("a criterion without a name: give it one")
	case c.Weight < 1 || c.Weight > 100:
		return invalid("the weight %d of %q: choose 1 to 100", c.Weight, c.Name)
	case len(c.Anchors) < 2 || len(c.Anchors) > 20 || c.Lowest() < 0 || c.Highest() > 100 || c.Lowest() == c.Highest():
		return invalid("the scale of %q: say in words what at least two scores from 0 to 100 look like", c.Name)
	}
	for i := range c.Anchors {
		a := &c.Anchors[i]
		a.Text = clean.Line(a.Text)
		if i > 0 && a.Score == c.Anchors[i-1].Score {
			return invalid("the score %d of %q: it is described twice", a.Score, c.Name)
		}
		if err := checkLength("description of a score", a.Text, 500); err != nil {
			return err
		}
	}
	return checkLength("name of the criterion", c.Name, 200)
}

// KeepRubric adds a rubric to the learner's own, or a new version of one with its ID.
func (s *Store) KeepRubric(r Rubric) (Rubric, error) {
	err := s.update(func(t *tx) error {
		if r.ID == "" {
			r.ID = randomID(t.now)
		}
		if err := r.tidy(); err != nil {
			return err
		}
		var old Rubric
		if _, err := t.get(rubricBucket, r.ID, &old); err != nil {
			return err
		}
		before, _ := strconv.Atoi(old.Version)
		r.Version = strconv.Itoa(before + 1)
		return t.append("rubric/"+r.ID, rubricKept, r)
	})
	return r, err
}

// Rubrics returns the learner's own rubrics in their newest versions, by title.
func (s *Store) Rubrics() ([]Rubric, error) {
	var all []Rubric
	err := s.view(func(t *tx) error {
		return each(t, rubricBucket, "", func(_ string, r Rubric) error {
			all = append(all, r)
			return nil
		})
	})
	slices.SortFunc(all, func(a, b Rubric) int { return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID)) })
	return all, err
}

// ChooseRubric puts a rubric on the bench of an entry: a copy, so that the ratings
// mean what they meant. Rounds that were begun keep theirs.
func (s *Store) ChooseRubric(experiment string, r Rubric) (Bench, error) {
	return s.changeBench(experiment, "change the rubric", func(t *tx, b Bench) error {
		if err := r.tidy(); err != nil {
			return err
		}
		return t.append(experimentSubject(b.Experiment.ID), rubricChosen, r)
	})
}

// SetChecks puts automatic checks on the bench of an entry, in the words in which
// they are typed. What they mean is not the store's to know.
func (s *Store) SetChecks(experiment string, checks []string) (Bench, error) {
	return s.changeBench(experiment, "change the checks", func(t *tx, b Bench) error {
		kept, err := tidyChecks(checks)
		if err != nil {
			return err
		}
		return t.append(experimentSubject(b.Experiment.ID), checksSet, checksData{kept})
	})
}

func tidyChecks(checks []string) ([]string, error) {
	const most = 20
	var kept []string
	for _, c := range checks {
		if c = clean.Line(c); c == "" {
			continue
		}
		if err := checkLength("check", c, 500); err != nil {
			return nil, err
		}
		kept = append(kept, c)
	}
	if len(kept) > most {
		return nil, invalid("%d checks: keep to %d", len(kept), most)
	}
	return kept, nil
}

type checksData struct {
	Checks []string `json:"checks"`
}

func (t *tx) applyRubric(e Event) error {
	var r Rubric
	if err := e.data(&r); err != nil {
		return err
	}
	if e.Kind == rubricKept {
		return t.put(rubricBucket, r.ID, r)
	}
	return t.changeBenchRecord(e, func(b *benchRecord) { b.Rubric = &r })
}

func (t *tx) applyChecks(e Event) error {
	var d checksData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeBenchRecord(e, func(b *benchRecord) { b.Checks = d.Checks })
}
