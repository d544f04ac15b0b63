package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"waymark/store/clean"
)

// A Mode is how outputs are rated.
type Mode string

// The modes of rating.
const (
	ByPair      Mode = "pairs"    // two outputs of a case: which is better?
	ByCriterion Mode = "criteria" // one output at a time, by the rubric
)

// The choices between two outputs.
const (
	LeftBetter   = "left"
	RightBetter  = "right"
	NoDifference = "none"
)

// maxItems is the outputs of a full bench; its pairs would be twelve times as many.
const maxItems = MaxVariants * MaxCases

// A Round is one blind rating of a bench, from the shuffling to the reveal.
type Round struct {
	Number     int         `json:"number"` // from 1
	Mode       Mode        `json:"mode"`
	Seed       uint64      `json:"seed,string"` // of the shuffling; in a string, since it may be too large for a JSON number
	Items      []RoundItem `json:"items"`       // in the order in which they are shown
	Rubric     *Rubric     `json:"rubric,omitempty"`
	Judgements []Judgement `json:"judgements"` // by item, then rater
	Started    time.Time   `json:"started"`
	Revealed   time.Time   `json:"revealed,omitzero"`
	Early      bool        `json:"early,omitempty"` // it was revealed before all was rated
	Again      bool        `json:"again,omitempty"` // the labels had been seen: an earlier round was revealed
}

// A RoundItem is one thing to judge: two outputs of a case, or one.
type RoundItem struct {
	Case  string `json:"case"`
	Left  string `json:"left"`            // id of the variant
	Right string `json:"right,omitempty"` // only in pairs
}

// A Judgement is one rater's answer to one item of a round.
type Judgement struct {
	Item   int            `json:"item"`             // index of the item
	Rater  string         `json:"rater,omitempty"`  // name of a second rater; empty for the learner
	Choice string         `json:"choice,omitempty"` // in pairs
	Scores map[string]int `json:"scores,omitempty"` // criterion id: score
	Note   string         `json:"note,omitempty"`
	At     time.Time      `json:"at"`
}

// byItem orders judgements as a round has them.
func byItem(a, b Judgement) int {
	return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Rater, b.Rater))
}

// Of returns a rater's judgement of an item.
func (r Round) Of(item int, rater string) (Judgement, bool) {
	at, found := slices.BinarySearchFunc(r.Judgements, Judgement{Item: item, Rater: rater}, byItem)
	if !found {
		return Judgement{}, false
	}
	return r.Judgements[at], true
}

// left counts the items that the learner has not judged.
func (r Round) left() int {
	left := len(r.Items)
	for _, j := range r.Judgements {
		if j.Rater == "" {
			left--
		}
	}
	return left
}

// StartRound shuffles the outputs of a bench and begins a blind rating. Pairs needs
// a case for which two variants have an output, criteria an output and a rubric.
func (s *Store) StartRound(experiment string, mode Mode) (Sheet, error) {
	b, err := s.changeBench(experiment, "begin another", func(t *tx, b Bench) error {
		r := Round{Number: len(b.Rounds) + 1, Mode: mode, Seed: rand.Uint64(), Rubric: b.Rubric, Started: t.now}
		r.Again = slices.ContainsFunc(b.Rounds, func(r Round) bool { return !r.Revealed.IsZero() })
		switch mode {
		case ByPair:
			r.Items = b.pairs()
		case ByCriterion:
			if b.Rubric == nil {
				return invalid("rating by criteria without a rubric: choose one first")
			}
			r.Items = b.singles()
		default:
			return invalid("the way of rating %q: choose pairs or criteria", mode)
		}
		switch n := len(r.Items); {
		case n == 0:
			return invalid("there is nothing to rate yet: it needs outputs, and for pairs two of the same case")
		case n > maxItems:
			return invalid("%d pairs are more than anybody rates: rate by criteria, or compare fewer variants", n)
		}
		shuffle(r.Items, r.Seed)
		return t.append(experimentSubject(b.Experiment.ID), roundStarted, r)
	})
	if err != nil {
		return Sheet{}, err
	}
	return s.Sheet(b.Experiment.ID)
}

// pairs are all pairs of outputs of the same case.
func (b Bench) pairs() []RoundItem {
	places := b.places()
	var items []RoundItem
	for _, c := range b.Cases {
		for i, left := range b.Variants {
			for _, right := range b.Variants[i+1:] {
				_, first := places[cell{left.ID, c.ID}]
				_, second := places[cell{right.ID, c.ID}]
				if first && second {
					items = append(items, RoundItem{c.ID, left.ID, right.ID})
				}
			}
		}
	}
	return items
}

func (b Bench) singles() []RoundItem {
	var items []RoundItem
	for _, o := range b.Outputs {
		items = append(items, RoundItem{Case: o.Case, Left: o.Variant})
	}
	return items
}

// shuffle puts items in a random order, and their sides as well: Fisher and Yates'
// shuffle with the generator PCG of the seed.
func shuffle(items []RoundItem, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0))
	for i := len(items) - 1; i > 0; i-- {
		j := random.IntN(i + 1)
		items[i], items[j] = items[j], items[i]
	}
	for i := range items {
		if it := &items[i]; it.Right != "" && random.IntN(2) == 1 {
			it.Left, it.Right = it.Right, it.Left
		}
	}
}

// A Sheet is what a rater sees of a round: outputs without their variants.
type Sheet struct {
	Experiment string      `json:"experiment"` // id
	Title      string      `json:"title"`
	Question   string      `json:"question"`
	Round      int         `json:"round"`
	Mode       Mode        `json:"mode"`
	Rubric     *Rubric     `json:"rubric"`
	Items      []SheetItem `json:"items"`
}

// A SheetItem is one item of a sheet, with the judgements so far.
type SheetItem struct {
	Number   int        `json:"number"` // from 1
	Case     string     `json:"case"`   // its title
	Input    string     `json:"input"`
	Expected string     `json:"expected"`
	Left     string     `json:"left"`
	Right    string     `json:"right"`
	Mine     *Judgement `json:"mine"` // nil where the learner has not judged it
}

// Left counts the items that the learner has not judged.
func (s Sheet) Left() int {
	left := 0
	for _, it := range s.Items {
		if it.Mine == nil {
			left++
		}
	}
	return left
}

// Sheet returns the newest round of an entry as a rater sees it. Without a round it
// is ErrNotFound.
func (s *Store) Sheet(experiment string) (Sheet, error) {
	var sheet Sheet
	err := s.view(func(t *tx) error {
		x, err := t.experiment(experiment)
		if err != nil {
			return err
		}
		b, err := t.bench(x)
		if err != nil {
			return err
		}
		if len(b.Rounds) == 0 {
			return notFound("the entry has no rating yet")
		}
		sheet = b.sheet(b.Rounds[len(b.Rounds)-1])
		return nil
	})
	if err == nil && sheet.Round == 0 {
		err = noEntry(experiment)
	}
	return sheet, err
}

func (b Bench) sheet(r Round) Sheet {
	x := b.Experiment
	hide := func(s string) string { return s }
	if x.Blind {
		x, hide = x.masked(b.Variants), hider(b.Variants)
	}
	s := Sheet{Experiment: x.ID, Title: x.Title, Question: x.Question, Round: r.Number, Mode: r.Mode, Rubric: r.Rubric.masked(hide)}
	cases, places := map[string]Case{}, b.places()
	for _, c := range b.Cases {
		cases[c.ID] = c.masked(hide)
	}
	for i, it := range r.Items {
		c := cases[it.Case]
		item := SheetItem{Number: i + 1, Case: c.Title(), Input: c.Input, Expected: c.Expected}
		item.Left, item.Right = places[cell{it.Left, it.Case}].Text, places[cell{it.Right, it.Case}].Text
		if gone(r, it, places) {
			item.Left, item.Right = replaced, ""
		}
		if j, found := r.Of(i, ""); found {
			item.Mine = &j
		}
		s.Items = append(s.Items, item)
	}
	return s
}

// replaced stands in a sheet for texts that nobody can judge any more.
const replaced = "(Replaced or removed since it was rated: leave this item empty.)"

// gone reports that an item of a round cannot be judged as it was: an output of it was
// replaced or removed after the reveal. Before that none changes.
func gone(r Round, it RoundItem, places map[cell]Output) bool {
	there := func(variant string) bool {
		o, found := places[cell{variant, it.Case}]
		return found && (r.Revealed.IsZero() || !o.At.After(r.Revealed))
	}
	return !there(it.Left) || it.Right != "" && !there(it.Right)
}

// Judge keeps judgements of the newest round of an entry; an earlier one of the same
// rater and item is replaced. The learner's own stand once the round is revealed; a
// second rater, who works from a sheet, is named and may come later, for outputs that
// are still those that the learner judged. Either all are kept or none.
func (s *Store) Judge(experiment string, judgements ...Judgement) (Bench, error) {
	return s.withBench(experiment, func(t *tx, b Bench) error {
		if len(b.Rounds) == 0 {
			return notFound("the entry has no rating yet")
		}
		r, places := b.Rounds[len(b.Rounds)-1], b.places()
		for _, j := range judgements {
			if err := r.check(&j); err != nil {
				return err
			}
			if gone(r, r.Items[j.Item], places) {
				return fmt.Errorf("%w: item %d was replaced or removed since it was rated; begin another round", ErrLocked, j.Item+1)
			}
			j.At = t.now
			if err := t.append(experimentSubject(b.Experiment.ID), outputJudged, judgedData{r.Number, j}); err != nil {
				return err
			}
		}
		return nil
	})
}

type judgedData struct {
	Round     int       `json:"round"`
	Judgement Judgement `json:"judgement"`
}

// check refuses what is no answer to the round.
func (r Round) check(j *Judgement) error {
	j.Rater, j.Note = clean.Line(j.Rater), clean.Line(j.Note)
	switch {
	case j.Rater == "" && !r.Revealed.IsZero():
		return fmt.Errorf("%w: begin another round to judge again", ErrRevealed)
	case j.Item < 0 || j.Item >= len(r.Items):
		return notFound("the round has no item %d", j.Item+1)
	}
	if err := checkLength("name of the rater", j.Rater, 80); err != nil {
		return err
	}
	if err := checkLength("note", j.Note, 2000); err != nil {
		return err
	}
	if r.Mode == ByPair {
		j.Scores = nil
		if !slices.Contains([]string{LeftBetter, RightBetter, NoDifference}, j.Choice) {
			return invalid("the choice %q for item %d: choose left, right or none", j.Choice, j.Item+1)
		}
		return nil
	}
	j.Choice = ""
	if len(j.Scores) != len(r.Rubric.Criteria) {
		return invalid("item %d: score every criterion of the rubric, and nothing else", j.Item+1)
	}
	for _, c := range r.Rubric.Criteria {
		if score, found := j.Scores[c.ID]; !found || score < c.Lowest() || score > c.Highest() {
			return invalid("item %d: score %q from %d to %d", j.Item+1, c.Name, c.Lowest(), c.Highest())
		}
	}
	return nil
}

// Reveal ends the blind rating of an entry: from now on the bench says which is
// which, and the judgements stand. Before all is rated it is ErrInvalid, unless
// early is said, and that is kept.
func (s *Store) Reveal(experiment string, early bool) (Bench, error) {
	return s.withBench(experiment, func(t *tx, b Bench) error {
		if !b.Experiment.Blind {
			return notFound("no rating is under way")
		}
		r := b.Rounds[len(b.Rounds)-1]
		if left := r.left(); left > 0 && !early {
			return invalid("not all is rated yet, %d to go: rate the rest, or reveal early", left)
		}
		return t.append(experimentSubject(b.Experiment.ID), roundRevealed, revealedData{r.Number, r.left() > 0})
	})
}

type revealedData struct {
	Round int  `json:"round"`
	Early bool `json:"early"`
}

func (t *tx) applyRound(e Event) error {
	switch e.Kind {
	case roundStarted:
		var r Round
		if err := e.data(&r); err != nil {
			return err
		}
		return t.putRound(e, r)
	case outputJudged:
		var d judgedData
		if err := e.data(&d); err != nil {
			return err
		}
		return t.changeRound(e, d.Round, func(r *Round) { r.Judgements = judged(r.Judgements, d.Judgement) })
	}
	var d revealedData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeRound(e, d.Round, func(r *Round) { r.Revealed, r.Early = e.At, d.Early })
}

// judged is the judgements with one more, in its place.
func judged(all []Judgement, j Judgement) []Judgement {
	at, found := slices.BinarySearchFunc(all, j, byItem)
	all = slices.Clone(all)
	if found {
		all[at] = j
		return all
	}
	return slices.Insert(all, at, j)
}

func (t *tx) changeRound(e Event, number int, fn func(*Round)) error {
	var r Round
	if found, err := t.get(roundBucket, partKey(idOf(e.Subject), roundPart(number)), &r); err != nil || !found {
		return err
	}
	fn(&r)
	return t.putRound(e, r)
}

func roundPart(number int) string { return fmt.Sprintf("%04d", number) }

// putRound keeps a round, and at its entry how it stands.
func (t *tx) putRound(e Event, r Round) error {
	if err := t.putPart(e, roundBucket, roundPart(r.Number), r); err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		x.Blind, x.ToRate = r.Revealed.IsZero(), 0
		if x.Blind {
			x.ToRate = r.left()
		}
		return nil
	})
}
