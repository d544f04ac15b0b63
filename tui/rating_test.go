package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// trial is an entry with a bench: the variants "zebra" and "okapi", a rubric of two
// criteria and some cases with all outputs.
func trial(cases int) func(*store.Store) { return trialOf(cases, answers, "zebra", "okapi") }

// trialOf is a trial with outputs by case and variant.
func trialOf(cases int, text func(of, by int) string, variants ...string) func(*store.Store) {
	return func(s *store.Store) {
		percent := 70
		x, _, err := s.AddExperiment(store.Experiment{
			Title: "Does the zebra sound warmer?", Hypothesis: "zebra beats okapi", Variants: "zebra; okapi", Prediction: &percent,
			Success: "zebra wins 6 of 8", Tags: []string{"zebra"}, MinutesBefore: new(12),
		})
		must(err)
		for _, name := range variants {
			_, err := s.KeepVariant(x.ID, store.Variant{Name: name, Prompt: "Answer like a " + name, Model: name + "-large", Tool: name + "tool"})
			must(err)
		}
		_, err = s.ChooseRubric(x.ID, tone())
		must(err)
		for i := range cases {
			kept, err := s.KeepCases(x.ID, store.Case{Name: fmt.Sprintf("letter %d", i+1), Input: fmt.Sprintf("Parcel %d came broken.\nI want my money back.\nWhen does it come?", i+1), Expected: "The date of the refund."})
			must(err)
			for j := range variants {
				_, err := s.KeepOutputs(x.ID, store.Output{
					Variant: string(rune('a' + j)), Case: kept[0].ID, Text: text(i, j), Source: store.FromEndpoint, Model: variants[j] + "-large",
					LatencyMS: int64(4321 + 1000*j), TokensIn: 31337, TokensOut: 4711 + j, Cost: &store.Money{Micros: int64(91827 + j), Currency: "EUR"}, Minutes: new(3 + j),
				})
				must(err)
			}
		}
	}
}

// answers are outputs that can be told apart by their tone, but not by what they say
// of where they are from.
func answers(of, by int) string {
	if by%2 == 0 {
		return fmt.Sprintf("Dear customer,\n\nthe refund of parcel %d is on its way. It takes five days.\n\nKind regards", of+1)
	}
	return fmt.Sprintf("Hello! We are so sorry that parcel %d reached you broken.\n\nYour money is on its way and will be with you in five days. If anything else is wrong, write to me.\n\nWarm wishes", of+1)
}

func tone() store.Rubric {
	return store.Rubric{ID: "tone", Title: "Tone of a reply", Criteria: []store.Criterion{
		{ID: "fit", Name: "Fits the reader", Weight: 2, Anchors: []store.Anchor{{Score: 0, Text: "Reads like a form letter"}, {Score: 1, Text: "Polite, and could go to anyone"}, {Score: 2, Text: "Answers this person"}}},
		{ID: "facts", Name: "States the facts", Weight: 1, Anchors: []store.Anchor{{Score: 0, Text: "A fact is wrong or missing"}, {Score: 2, Text: "All are there and right"}}},
	}}
}

// rate opens the rating of the newest entry.
func (d *driver) rate() *driver {
	d.t.Helper()
	d.send(openMsg{newRating(d.model.(root).env, d.newest().ID)})
	return d
}

func (d *driver) newest() store.Experiment {
	d.t.Helper()
	all, err := d.store.Experiments()
	must(err)
	return all[0]
}

// alike is a trial whose cases and outputs are all the same, so that a frame is the
// same whatever the shuffling.
func alike(cases int, variants ...string) func(*store.Store) {
	return func(s *store.Store) {
		x, _, err := s.AddExperiment(store.Experiment{Title: "Warmer replies to broken parcels", MinutesBefore: new(12)})
		must(err)
		for _, name := range variants {
			_, err := s.KeepVariant(x.ID, store.Variant{Name: name, Prompt: "Answer."})
			must(err)
		}
		_, err = s.ChooseRubric(x.ID, tone())
		must(err)
		_, err = s.SetChecks(x.ID, []string{"words <= 120", "contains: sorry"})
		must(err)
		for range cases {
			kept, err := s.KeepCases(x.ID, store.Case{Name: "broken parcel", Input: "My parcel came broken.\nI want my money back.", Expected: "The date of the refund."})
			must(err)
			for j := range variants {
				_, err := s.KeepOutputs(x.ID, store.Output{Variant: string(rune('a' + j)), Case: kept[0].ID, Text: answers(1, 1), Source: store.FromPaste, Minutes: new(3 + j)})
				must(err)
			}
		}
	}
}

// ratingStories are opened by the driver, since the screens that lead to a rating are
// not what they show.
func ratingStories() []story {
	open := func(s *store.Store) func(Env) Screen {
		return func(e Env) Screen {
			all, err := s.Experiments()
			must(err)
			return newRating(e, all[0].ID)
		}
	}
	of := func(name string, with func(*store.Store), keys ...string) story {
		return story{name: "rating-" + name, with: with, keys: keys, over: open}
	}
	three := alike(3, "plain", "warm")
	return []story{
		of("start", three),
		of("start-empty", alike(0, "plain", "warm")),
		of("pair", three, "enter"),
		of("pair-input", three, "enter", "i"),
		of("pair-said", three, "enter", "1", "p"),
		of("pair-note", three, "enter", "w", "s", "o"),
		of("early", three, "enter", "1", "r"),
		of("all", three, "enter", "1", "2", "0"),
		of("criteria", three, "down", "enter", "1"),
		{name: "rating-pair-ascii", with: three, keys: []string{"enter"}, over: open, ascii: true},
	}
}

func TestARatingIsStoredAsItIsGiven(t *testing.T) {
	d := drive(t, 80, 24, trial(3)).rate().see("How do you want to rate?", "3 pairs", "6 outputs").press("enter").see("1 of 3", "Which is better?")
	first := d.model.(root).top().(rating).item()
	d.press("1").see("2 of 3", "1 rated")
	b, err := d.store.Sheet(d.newest().ID)
	must(err)
	if mine := b.Items[0].Mine; mine == nil || mine.Choice != store.LeftBetter || b.Items[0].Left != first.Left {
		t.Errorf("the store has %+v of the first item", b.Items[0])
	}
	d.press("right", "p").see("2 of 3", "You said: right.").press("=").see("3 of 3")
	d.press("w").write("too long").press("enter").see("With a note.").press("0").see("All rated. Enter reveals.")
	b, err = d.store.Sheet(d.newest().ID)
	must(err)
	if b.Items[1].Mine.Choice != store.NoDifference || b.Items[2].Mine.Note != "too long" {
		t.Errorf("the store has %+v and %+v", b.Items[1].Mine, b.Items[2].Mine)
	}
	d.press("u").see("3 of 3", "Taken back").not("You said").press("2").press("enter").see("Result", "too few to tell", "Wins in 100")
	d.press("end").see("too long").press("r").see("You have seen the names in an earlier rating.")
}

func TestARatingGoesOnWhereItStopped(t *testing.T) {
	d := drive(t, 80, 24, trial(3)).rate().press("enter", "s", "1", "w").write("begun").press("esc", "esc").not("Which is better?")
	d.rate().see("You are where you left it: 1 of 3 are rated.", "1 of 3").press("s").see("2 of 3", "You said: left.")
	d.press("s").see("With a note.", "3 of 3").press("s").see("1 of 3")
	again := driveAgain(t, d)
	again.rate().see("1 of 3", "You are where you left it")
}

// driveAgain starts the program anew on the file of another one, as after kill -9.
func driveAgain(t *testing.T, before *driver) *driver {
	t.Helper()
	s := store.New(before.store.Dir(), clock())
	d := &driver{t: t, model: New(Options{Dark: true, Store: s, Now: clock(), Catalogue: loaded}), store: s}
	d.run(d.model.Init())
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return d
}

func TestRatingByCriterion(t *testing.T) {
	d := drive(t, 120, 40, trial(1)).rate().press("down", "enter").see("1 of 2", "Fits the reader", "Answers this person", "1 of 2: Fits the reader, 0 to 2")
	d.press("3").see(`Score "Fits the reader" from 0 to 2.`).press("1").see("2 of 2: States the facts")
	sheet, err := d.store.Sheet(d.newest().ID)
	must(err)
	if sheet.Items[0].Mine != nil {
		t.Errorf("half an item is stored: %+v", sheet.Items[0].Mine)
	}
	d.press("esc").rate().see("2 of 2: States the facts").press("2").see("2 of 2 ", "1 rated")
	d.press("0", "1").see("All rated").press("p", "up").press("2").see("Kept.").press("p").press("enter")
	sheet, err = d.store.Sheet(d.newest().ID)
	must(err)
	if got := sheet.Items[1].Mine.Scores; got["fit"] != 2 || got["facts"] != 1 {
		t.Errorf("the second item has %v", got)
	}
	if got := sheet.Items[0].Mine.Scores; got["fit"] != 1 || got["facts"] != 2 {
		t.Errorf("the first item has %v", got)
	}
}

func TestScoresOfSeveralDigits(t *testing.T) {
	d := drive(t, 80, 24, trial(1), func(s *store.Store) {
		all, err := s.Experiments()
		must(err)
		_, err = s.ChooseRubric(all[0].ID, store.Rubric{ID: "points", Title: "Points", Criteria: []store.Criterion{
			{ID: "p", Name: "Points", Weight: 1, Anchors: []store.Anchor{{Score: 0, Text: "Bad"}, {Score: 100, Text: "Good"}}},
		}})
		must(err)
	}).rate().press("down", "enter", "7").see("0 to 100  7_").press("5").see("2 of 2")
	d.press("1", "0", "backspace", "enter").see("All rated")
	sheet, err := d.store.Sheet(d.newest().ID)
	must(err)
	if a, b := sheet.Items[0].Mine.Scores["p"], sheet.Items[1].Mine.Scores["p"]; a != 75 || b != 1 {
		t.Errorf("the scores are %d and %d, not 75 and 1", a, b)
	}
}

func TestRevealingEarlyIsAsked(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "1", "r").see("1 of 2 are not rated yet", "Go on rating")
	d.press("esc").see("Which is better?").press("r", "enter").see("Which is better?").press("r", "down", "enter")
	d.see("Result", "too few to tell").press("end").see("not rated")
	b, err := d.store.Bench(d.newest().ID)
	must(err)
	if !b.Rounds[0].Early {
		t.Error("the round does not say that it was revealed early")
	}
}

func TestALockedFileLosesNoJudgement(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter")
	item := d.model.(root).top().(rating)
	next, cmd := item.press(keyNamed("1"))
	if _, again := next.press(keyNamed("2")); again != nil {
		t.Error("a second judgement is sent before the first one is stored")
	}
	failed, said := next.kept(judgedMsg{id: next.id, round: 1, judgement: store.Judgement{Choice: store.LeftBetter}, onward: true, err: store.ErrBusy})
	if said == nil || failed.at != next.at || failed.busy || failed.item().Mine != nil {
		t.Errorf("after a failure: item %d, busy %v, %+v", failed.at, failed.busy, failed.item().Mine)
	}
	_ = cmd
	d.press("1").see("2 of 2", "1 rated")
}

func TestHostileOutputsAreRated(t *testing.T) {
	evil := func(_, by int) string {
		return []string{"\x1b[2J\x1b]0;owned\x07left\u202eright \x9b31m " + strings.Repeat("wide漢字", 40), strings.Repeat("x", 3000) + "\n\n\t\ttabs\r\rend"}[by]
	}
	for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 40}} {
		d := drive(t, size[0], size[1], trialOf(1, evil, "zebra", "okapi")).rate()
		for _, k := range []string{"enter", "tab", "pgdown", "end", "i", "tab", "tab", "tab", "w", "漢", "enter", "r", "esc", "1", "p"} {
			d.press(k)
			checkFrame(t, d.model.View().Content, size[0], size[1])
			if strings.ContainsAny(d.frame(), "\x1b\x07\u009b\u202e") {
				t.Errorf("%v after %s: a control sequence is on the frame", size, k)
			}
		}
	}
}

func TestARatingIsResized(t *testing.T) {
	d := drive(t, 120, 40, trial(3)).rate().press("enter", "tab", "i", "1")
	for _, size := range [][2]int{{40, 12}, {60, 20}, {30, 8}, {120, 40}, {80, 24}} {
		d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		if size[0] >= minWidth {
			checkFrame(t, d.model.View().Content, size[0], size[1])
			d.see("Which is better?")
		}
	}
	d.press("2", "2").see("All rated")
}

func TestARatingThatAnotherProgramRevealed(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "1")
	other := store.New(d.store.Dir(), func() time.Time { return morning().Add(time.Hour) })
	_, err := other.Reveal(d.newest().ID, true)
	must(err)
	d.press("1").see("stays as it was given")
	d.send(changedMsg{})
	d.see("How do you want to rate?", "See the result")
}

// A look at the file may come between Enter and its answer, and read the file before the
// round began or after it: the rating begins all the same, and takes judgements.
func TestALookAtTheFileDoesNotStopABeginning(t *testing.T) {
	for _, before := range []bool{true, false} {
		d := drive(t, 80, 24, trial(2)).rate()
		var start tea.Cmd
		d.model, start = d.model.Update(keyNamed("enter"))
		var begun tea.Msg
		if !before {
			begun = start()
		}
		d.send(changedMsg{})
		if before {
			begun = start()
		}
		d.send(begun)
		d.see("1 of 2", "Which is better?").not("Keeping").press("1").see("2 of 2", "1 rated")
	}
}

// What was read before the round began, and comes after it, does not end it.
func TestARatingThatBeginsIsNotEndedByAnEarlierLoad(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate()
	var start tea.Cmd
	d.model, start = d.model.Update(keyNamed("enter"))
	looked := d.hold(changedMsg{})
	of := d.model.(root).top().(rating)
	stale := loadRating(of.env, of.id, of.load)()
	d.run(start)
	d.send(stale)
	d.see("1 of 2", "Which is better?")
	looked()
	d.see("1 of 2").press("1").see("2 of 2", "1 rated")
}

func TestARatingThatCannotBeginIsSaid(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate()
	var start tea.Cmd
	d.model, start = d.model.Update(keyNamed("enter"))
	d.send(changedMsg{})
	back := away(t, d)
	d.run(start)
	d.see("waymark.db").not("Keeping")
	back()
	d.press("enter").see("1 of 2", "Which is better?")
}
