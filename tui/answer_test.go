package tui

import (
	"slices"
	"strconv"
	"testing"

	"waymark/curriculum"
)

// reader is the lesson that is open.
func (d *driver) reader() lesson {
	d.t.Helper()
	l, ok := d.model.(root).top().(lesson)
	if !ok {
		d.t.Fatalf("no lesson is open:\n%s", d.frame())
	}
	return l
}

// asked is the item that shows.
func (d *driver) asked() quiz {
	d.t.Helper()
	var q quiz
	var ok bool
	switch top := d.model.(root).top().(type) {
	case lesson:
		q, ok = top.quizzes[top.page().id]
	case checkScreen:
		q, ok = top.quiz()
		ok = ok && top.face == checkAsk
	case placementScreen:
		q, ok = top.quiz, top.face == placementAsk
	}
	if !ok {
		d.t.Fatalf("no item shows:\n%s", d.frame())
	}
	return q
}

// answer answers the item that shows, as a person would: by looking for the
// right option on the screen and pressing its key. Wrong gives another answer.
func (d *driver) answer(right bool) *driver {
	d.t.Helper()
	if q := d.asked(); q.item.SelfJudged() {
		d.press("enter").write("It treats words as evidence.").press("enter").see("A good answer")
		return d.press(map[bool]string{true: "a", false: "c"}[right])
	}
	return d.fill(right).press("enter")
}

// fill gives the answer to the item that shows, and does not send it.
func (d *driver) fill(right bool) *driver {
	d.t.Helper()
	q := d.asked()
	switch q.item.Kind {
	case curriculum.Single, curriculum.Multi:
		d.choose(q, right)
	case curriculum.Order:
		d.order(q, right)
	case curriculum.Match:
		d.match(q, right)
	case curriculum.Numeric:
		number := q.item.Answer.Number
		if !right {
			number += 10 + q.item.Tolerance
		}
		d.press("enter").write(strconv.FormatFloat(number, 'f', -1, 64))
	}
	return d
}

func (d *driver) choose(q quiz, right bool) {
	picked := 0
	for _, want := range []bool{right, !right} { // a wrong choice of several has as many as a right one
		for i, o := range q.item.Shuffled(q.seed) {
			if picked < len(q.item.Answer.Keys) && slices.Contains(q.item.Answer.Keys, o.Key) == want {
				d.press(letter(i))
				picked++
			}
		}
	}
}

// order puts each step in its place by typing the place's number; wrong only
// swaps the last two of the right order.
func (d *driver) order(q quiz, right bool) {
	want := slices.Clone(q.item.Answer.Keys)
	if !right {
		slices.Reverse(want)
	}
	for place, key := range want {
		steps := d.asked().ask.(askOrder)
		at := slices.IndexFunc(steps.steps, func(o curriculum.Option) bool { return o.Key == key })
		for range len(steps.steps) {
			d.press("up")
		}
		for range at {
			d.press("down")
		}
		d.press(strconv.Itoa(place + 1))
	}
}

func (d *driver) match(q quiz, right bool) {
	options := q.item.Shuffled(q.seed)
	for _, left := range q.item.Left {
		at := slices.IndexFunc(options, func(o curriculum.Option) bool { return o.Key == q.item.Answer.Pairs[left.Key] })
		if !right {
			at = (at + 1) % len(options)
		}
		d.press(left.Key, letter(at))
	}
}

// turnTo goes to the page of an item.
func (d *driver) turnTo(item string) *driver {
	d.t.Helper()
	d.press("home")
	for range d.reader().pages {
		if d.reader().page().id == item {
			return d
		}
		d.press("right")
	}
	d.t.Fatalf("the lesson has no page %s", item)
	return d
}

func TestEachKindOfItemIsAnsweredRightAndWrong(t *testing.T) {
	for _, id := range []string{"fnd-what-ai-is", "fnd-how-llms-answer"} {
		_, body := read(id)
		for _, item := range body.Items {
			for _, right := range []bool{true, false} {
				t.Run(item.ID+"/"+strconv.FormatBool(right), func(t *testing.T) {
					d := drive(t, 80, 24)
					d.send(openMsg{newLesson(d.model.(root).env, id)})
					d.turnTo(item.ID).answer(right)
					d.see(verdictOn(item, right))
					kept, err := d.store.Attempts(id)
					if err != nil || len(kept) != 1 || kept[0].Item != item.ID || kept[0].Right != right {
						t.Fatalf("kept %+v, %v", kept, err)
					}
				})
			}
		}
	}
}

func verdictOn(item curriculum.Item, right bool) string {
	switch {
	case item.SelfJudged():
		return "✓ Kept"
	case right:
		return "✓ Right"
	case item.Kind == curriculum.Order || item.Kind == curriculum.Match:
		return "✗"
	}
	return "✗ Not quite"
}

func TestTooFewPicksAreNoAnswer(t *testing.T) {
	d := drive(t, 80, 24).check("foundations").press("enter")
	for range 15 {
		top := d.model.(root).top().(checkScreen)
		if q, _ := top.quiz(); q.item.Kind == curriculum.Multi {
			d.press("a", "enter").see("Choose").see("more").not("Right", "Not quite")
			return
		}
		d.press("right")
	}
	t.Error("the check has no question with several answers")
}
