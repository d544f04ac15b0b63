package curriculum

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"go.yaml.in/yaml/v4"
)

const rubricFile = "rubrics.yaml"

// A Rubric says in words what earns which score, so that a stranger could rate
// an output by it (rubrics.yaml).
type Rubric struct {
	ID       string
	Title    string
	Version  string   // three numbers; what was rated keeps the version it was rated by
	Lesson   string   // id of the lesson that teaches it
	For      []string // ids of the tasks that it fits
	Criteria []Criterion
	Pack     string `yaml:"-"` // id of the pack
}

// A Criterion is one thing that an output does or fails to do.
type Criterion struct {
	ID      string // unique in its rubric
	Name    string
	Weight  int     // whole, from 1: how much it counts beside the others
	Gate    bool    // at the lowest score the whole output fails: a gate is never averaged away
	Anchors Anchors // in the order of their scores
}

// Anchors say what earns a score. A file writes them as "0: text".
type Anchors []Anchor

// An Anchor is one score in words.
type Anchor struct {
	Score int
	Text  string
}

// UnmarshalYAML reads anchors in the order of their scores.
func (a *Anchors) UnmarshalYAML(n *yaml.Node) error {
	var rows orderedMap
	if err := rows.UnmarshalYAML(n); err != nil {
		return err
	}
	for _, row := range rows {
		score, err := strconv.Atoi(row.key)
		if err != nil || row.value.Kind != yaml.ScalarNode {
			return fmt.Errorf(`the anchor %q is not a score with a text behind it, such as "2: every fact is in the source"`, shorten(row.key))
		}
		*a = append(*a, Anchor{score, row.value.Value})
	}
	slices.SortFunc(*a, func(x, y Anchor) int { return cmp.Compare(x.Score, y.Score) })
	return nil
}

// Scale returns the lowest and the highest score of a rubric.
func (r Rubric) Scale() (low, high int) {
	for i, c := range r.Criteria {
		if n := len(c.Anchors); n > 0 && i == 0 {
			low, high = c.Anchors[0].Score, c.Anchors[n-1].Score
		} else if n > 0 {
			low, high = min(low, c.Anchors[0].Score), max(high, c.Anchors[n-1].Score)
		}
	}
	return low, high
}

// readRubrics reads the rubrics of a pack, which may have none.
func readRubrics(s *source) ([]Rubric, error) {
	if !s.has(rubricFile) {
		return nil, nil
	}
	var rubrics []Rubric
	if err := readYAML(s, rubricFile, &rubrics); err != nil {
		return nil, err
	}
	return rubrics, nil
}

// packRubrics reads the rubrics of a pack by the ids that the catalogue gives to
// what is in it.
func (c *Catalogue) packRubrics(s *source, pack string) ([]Rubric, error) {
	rubrics, err := readRubrics(s)
	for i := range rubrics {
		rubrics[i].Pack, rubrics[i].Lesson = pack, c.lessonOf(pack, rubrics[i].Lesson)
	}
	return rubrics, err
}

// lessonOf is the id in the catalogue of the lesson that a pack's file names.
func (c *Catalogue) lessonOf(pack, id string) string {
	if own := pack + "/" + id; c.hasLesson(own) {
		return own
	}
	return id
}

// Rubrics returns the rubrics of all packs, in their order; one whose id an
// earlier pack uses is called "pack/id". The first call reads them.
func (c *Catalogue) Rubrics() ([]Rubric, error) { return c.rubrics() }

// RubricOf returns the rubric that the experiment of a lesson names: of the same
// pack, or else of another one.
func (c *Catalogue) RubricOf(l Lesson, e Experiment) (Rubric, error) {
	if own, err := c.Rubric(l.Pack + "/" + e.Rubric); err == nil {
		return own, nil
	}
	return c.Rubric(e.Rubric)
}

// Rubric returns the rubric of an id, in the way of Pathway.
func (c *Catalogue) Rubric(id string) (Rubric, error) {
	rubrics, err := c.rubrics()
	if err != nil {
		return Rubric{}, err
	}
	return find("rubric", rubrics, func(r Rubric) (string, string) { return r.ID, r.Pack }, id)
}

// renameRubrics gives a rubric whose id is taken that of its pack as well.
func renameRubrics(read func() ([]Rubric, error)) func() ([]Rubric, error) {
	return sync.OnceValues(func() ([]Rubric, error) {
		rubrics, err := read()
		taken := map[string]bool{}
		for i := range rubrics {
			r := &rubrics[i]
			r.ID = freeID(r.ID, r.Pack, func(id string) bool { return taken[id] })
			taken[r.ID] = true
		}
		return rubrics, err
	})
}
