package curriculum

import (
	"fmt"
	"math"
	"slices"
)

// A Judgement is what a learner says of an own answer to a flaw or free item.
type Judgement string

// The three judgements of one's own answer.
const (
	Met    Judgement = "met"
	Partly Judgement = "partly"
	NotYet Judgement = "not"
)

// A Grade is the result of one answer.
type Grade struct {
	Right bool     // everything right; for self-judged items: met
	Score float64  // 0 to 1; Grade and GradeSelf say how it comes about
	Notes []Note   // feedback on each option, side or step, in the item's order
	Why   string   // feedback on the whole
	Order []string // order: keys of the right order that is nearest to the answer
}

// A Note is the feedback on one option, side or step.
type Note struct {
	Key    string // of the option (match: of the left side)
	Chosen bool   // the learner chose it (order, match: put it where it is)
	Right  bool   // it belongs to the right answer (order, match: it stands right)
	Why    string
}

// Grade judges an answer. The score of a single or numeric item is 1 or 0; of a
// multi item, +1 for each right choice and -1 for each wrong one, at least 0,
// over the number of right ones; of an order or match item, the share of steps
// or sides that stand right, for an order beside the right order that is
// nearest. Flaw and free items are an error: their learner judges.
func (i Item) Grade(a Answer) (Grade, error) {
	switch i.Kind {
	case Single, Multi:
		return i.gradeChoice(a), nil
	case Order:
		return i.gradeOrder(a), nil
	case Match:
		return i.gradeMatch(a), nil
	case Numeric:
		return i.gradeNumber(a), nil
	}
	return Grade{}, fmt.Errorf("%s is judged by the learner beside the model answer: met, partly or not", i.Ref())
}

// GradeSelf takes the learner's judgement of an own answer to a flaw or free
// item: met scores 1, partly 0.5, not 0. Other items are an error.
func (i Item) GradeSelf(_ Answer, j Judgement) (Grade, error) {
	if !i.SelfJudged() {
		return Grade{}, fmt.Errorf("%s is graded by its key, not by the learner", i.Ref())
	}
	switch j {
	case Met:
		return Grade{Right: true, Score: 1, Why: i.Why}, nil
	case Partly:
		return Grade{Score: 0.5, Why: i.Why}, nil
	case NotYet:
		return Grade{Why: i.Why}, nil
	}
	return Grade{}, fmt.Errorf("%q is no judgement; use %s, %s or %s", shorten(string(j)), Met, Partly, NotYet)
}

func (i Item) gradeChoice(a Answer) Grade {
	g := Grade{Right: true, Why: i.Why}
	points := 0
	for _, o := range i.Options {
		note := Note{o.Key, slices.Contains(a.Keys, o.Key), slices.Contains(i.Answer.Keys, o.Key), o.Why}
		switch {
		case note.Chosen && note.Right:
			points++
		case note.Chosen:
			points--
		}
		g.Right = g.Right && note.Chosen == note.Right
		g.Notes = append(g.Notes, note)
	}
	g.Score = share(max(0, points), len(i.Answer.Keys))
	return g
}

func (i Item) gradeOrder(a Answer) Grade {
	nearest, most := i.Answer.Keys, -1
	for _, right := range i.rightOrders() {
		if n := agreeing(a.Keys, right); n > most {
			nearest, most = right, n
		}
	}
	g := Grade{Right: slices.Equal(a.Keys, nearest), Score: share(most, len(nearest)), Why: i.Why, Order: nearest}
	for _, o := range i.Options {
		at := slices.Index(a.Keys, o.Key)
		g.Notes = append(g.Notes, Note{o.Key, at >= 0, at >= 0 && at == slices.Index(nearest, o.Key), o.Why})
	}
	return g
}

// rightOrders lists all orders that are right.
func (i Item) rightOrders() [][]string {
	orders := [][]string{i.Answer.Keys}
	for _, also := range i.Also {
		orders = append(orders, also.Keys)
	}
	return orders
}

// agreeing counts the places at which two orders agree.
func agreeing(a, b []string) int {
	n := 0
	for at := range min(len(a), len(b)) {
		if a[at] == b[at] {
			n++
		}
	}
	return n
}

func (i Item) gradeMatch(a Answer) Grade {
	g := Grade{Why: i.Why}
	right := 0
	for _, left := range i.Left {
		given, has := a.Pairs[left.Key]
		note := Note{left.Key, has, has && given == i.Answer.Pairs[left.Key], left.Why}
		if note.Right {
			right++
		}
		g.Notes = append(g.Notes, note)
	}
	g.Right, g.Score = right == len(i.Left), share(right, len(i.Left))
	return g
}

// gradeNumber allows for the last digit of floating-point numbers, so that 0.8
// is within 0.05 of 0.75.
func (i Item) gradeNumber(a Answer) Grade {
	slack := 1e-9 * max(1, math.Abs(i.Answer.Number))
	g := Grade{Right: math.Abs(a.Number-i.Answer.Number) <= i.Tolerance+slack, Why: i.Why}
	if g.Right {
		g.Score = 1
	}
	return g
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
