package progress

import (
	"cmp"
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// The size of a placement.
const (
	PlacementMost = 12 // questions, at most
	placementEach = 2  // questions about a module; where they disagree, a third one decides
)

// A Placement is a short check that proposes where to start on a pathway. It asks
// about one module after the other and ends at the first that is not known yet:
// by its answers, or because there are no questions about it.
type Placement struct {
	Asked int             // questions so far
	Known []string        // ids of the modules, in order, that were known
	Start string          // id of the lesson to start from; empty: every module is known
	Done  bool            // nothing is left to ask
	Next  curriculum.Item // to ask now; none once it is done
}

// PlacementOf is how far the placement of a pathway is, by the answers to its
// questions, oldest first; other answers are left out of account. A module is
// known when two of two answers about it were right, or two of three; a guess
// shows nothing. After the end of one placement the next answer begins another.
func PlacementOf(c *curriculum.Catalogue, p Pathway, answers []store.Attempt) (Placement, error) {
	run := placementRun{catalogue: c, path: p}
	for _, a := range answers {
		if a.Check == store.Placement {
			run.take(a)
		}
	}
	return run.placement(answers)
}

// NewPlacement begins another placement, with questions that were answered less
// often.
func NewPlacement(c *curriculum.Catalogue, p Pathway, answers []store.Attempt) (Placement, error) {
	run := placementRun{catalogue: c, path: p}
	return run.placement(answers)
}

// A placementRun goes through the answers of a placement.
type placementRun struct {
	catalogue *curriculum.Catalogue
	path      Pathway
	module    int  // that is asked about
	shown     int  // answers about it that showed it
	missed    int  // and that did not
	asked     int  // answers in all
	ended     bool // at the first module that is not known, or the most questions
}

// take folds in an answer. One about another module than the one being asked
// about is of a placement of another pathway.
func (r *placementRun) take(a store.Attempt) {
	if r.over() {
		*r = placementRun{catalogue: r.catalogue, path: r.path}
	}
	if r.over() || !slices.ContainsFunc(r.path.Modules[r.module].Lessons, func(l Lesson) bool { return l.ID == a.Lesson }) {
		return
	}
	r.asked++
	if a.Shows() {
		r.shown++
	} else {
		r.missed++
	}
	switch {
	case r.shown == placementEach:
		r.module, r.shown, r.missed = r.module+1, 0, 0
	case r.missed == placementEach:
		r.ended = true
	}
	r.ended = r.ended || r.asked == PlacementMost
}

// over reports that nothing is left to ask: also at a module without questions,
// of which nobody can tell whether it is known.
func (r *placementRun) over() bool {
	return r.ended || r.module == len(r.path.Modules) || !r.path.Modules[r.module].Tests
}

func (r *placementRun) placement(answers []store.Attempt) (Placement, error) {
	found := Placement{Asked: r.asked, Done: r.over()}
	for _, m := range r.path.Modules[:r.module] {
		found.Known = append(found.Known, m.ID)
	}
	if r.module == len(r.path.Modules) {
		return found, nil
	}
	module := r.path.Modules[r.module]
	found.Start = module.Lessons[0].ID
	if found.Done {
		return found, nil
	}
	next, err := r.question(module, answers)
	if err == nil && next.ID == "" { // its bank has none that grades itself
		found.Done = true
	}
	found.Next = next
	return found, err
}

// question is the next one about a module: of its lessons the one that was asked
// about least, the first one and the last one first; of its questions the one that
// was answered least.
func (r *placementRun) question(m Module, answers []store.Attempt) (curriculum.Item, error) {
	lessons := spread(m.Lessons)
	slices.SortStableFunc(lessons, func(a, b Lesson) int {
		return cmp.Compare(placementAnswers(answers, a.ID), placementAnswers(answers, b.ID))
	})
	for _, l := range lessons {
		bank, err := r.catalogue.Bank(l.ID)
		if err != nil {
			return curriculum.Item{}, err
		}
		graded := slices.DeleteFunc(slices.Clone(bank), curriculum.Item.SelfJudged)
		if item, found := fewest(graded, func(i curriculum.Item) int { return answersTo(answers, i) }); found {
			return item, nil
		}
	}
	return curriculum.Item{}, nil
}

// spread puts the last lesson after the first one, and the others behind.
func spread(lessons []Lesson) []Lesson {
	if len(lessons) < 3 {
		return slices.Clone(lessons)
	}
	last := len(lessons) - 1
	return slices.Concat(lessons[:1], lessons[last:], lessons[1:last])
}

func placementAnswers(answers []store.Attempt, lesson string) int {
	n := 0
	for _, a := range answers {
		if a.Lesson == lesson && a.Check == store.Placement {
			n++
		}
	}
	return n
}

// Answers are the answers to the items of some lessons, in the order in which
// they were given.
func Answers(s *store.Store, lessons []Lesson) ([]store.Attempt, error) {
	var all []store.Attempt
	for _, l := range lessons {
		answers, err := s.Attempts(l.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, answers...)
	}
	slices.SortFunc(all, func(a, b store.Attempt) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}
