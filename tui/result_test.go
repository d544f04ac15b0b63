package tui

import (
	"strings"
	"testing"

	"waymark/store"
)

// ratedBy rates every item of a new blind round, and reveals it. The choice may read
// the item as it is shown.
func ratedBy(mode store.Mode, judge func(store.SheetItem) store.Judgement) func(*store.Store) {
	return func(s *store.Store) {
		all, err := s.Experiments()
		must(err)
		sheet, err := s.StartRound(all[0].ID, mode)
		must(err)
		for i, it := range sheet.Items {
			j := judge(it)
			j.Item = i
			_, err := s.Judge(all[0].ID, j)
			must(err)
		}
		_, err = s.Reveal(all[0].ID, false)
		must(err)
	}
}

// warmer prefers the output that is warmer, which okapi writes.
func warmer(it store.SheetItem) store.Judgement {
	if it.Left[0] == 'H' {
		return store.Judgement{Choice: store.LeftBetter}
	}
	return store.Judgement{Choice: store.RightBetter}
}

// mixed prefers the warmer output in most cases, and the other one in some.
func mixed(it store.SheetItem) store.Judgement {
	j := warmer(it)
	if strings.HasSuffix(it.Case, "3") || strings.HasSuffix(it.Case, "5") {
		j.Choice = map[string]string{store.LeftBetter: store.RightBetter, store.RightBetter: store.LeftBetter}[j.Choice]
	}
	if it.Left == it.Right || strings.HasSuffix(it.Case, "7") {
		j.Choice = store.NoDifference
	}
	j.Note = map[bool]string{true: "promises too much"}[strings.HasSuffix(it.Case, "1")]
	return j
}

// scored scores the warmer output higher.
func scored(it store.SheetItem) store.Judgement {
	if it.Left[0] == 'H' {
		return store.Judgement{Scores: map[string]int{"fit": 2, "facts": len(it.Case) % 3}}
	}
	return store.Judgement{Scores: map[string]int{"fit": 1, "facts": 2}}
}

// seconded is a second rater, who prefers the warmer output always.
func seconded(s *store.Store) {
	all, err := s.Experiments()
	must(err)
	sheet, err := s.Sheet(all[0].ID)
	must(err)
	for i, it := range sheet.Items {
		j := warmer(it)
		j.Item, j.Rater = i, "Ben"
		_, err := s.Judge(all[0].ID, j)
		must(err)
	}
}

func resultStories() []story {
	open := func(s *store.Store) func(Env) Screen {
		return func(e Env) Screen {
			all, err := s.Experiments()
			must(err)
			return newResult(e, all[0].ID)
		}
	}
	with := func(do ...func(*store.Store)) func(*store.Store) {
		return func(s *store.Store) {
			for _, d := range do {
				d(s)
			}
		}
	}
	five := trialOf(3, answers, "plain", "warm", "short", "kind", "formal")
	checked := func(s *store.Store) {
		all, err := s.Experiments()
		must(err)
		_, err = s.SetChecks(all[0].ID, []string{"words <= 20", "contains: sorry"})
		must(err)
	}
	return []story{
		{name: "result-none", with: trial(2), over: open},
		{name: "result-few", with: with(trial(4), ratedBy(store.ByPair, warmer)), over: open},
		{name: "result-clear", with: with(trial(12), checked, ratedBy(store.ByPair, warmer)), over: open},
		{name: "result-figures", with: with(trial(12), checked, ratedBy(store.ByPair, mixed)), over: open, keys: []string{"pgdown", "pgdown"}},
		{name: "result-criteria", with: with(trial(8), ratedBy(store.ByCriterion, scored)), over: open},
		{name: "result-rater", with: with(trial(12), ratedBy(store.ByPair, mixed), seconded), over: open, keys: []string{"end"}},
		{name: "result-many", with: with(five, ratedBy(store.ByPair, mixed)), over: open, keys: []string{"pgdown"}},
		{name: "result-help", with: with(trial(4), ratedBy(store.ByPair, warmer)), over: open, keys: []string{"?"}},
		{name: "result-ascii", with: with(trial(12), ratedBy(store.ByPair, mixed)), over: open, ascii: true},
	}
}

// From the result the entry is closed; where there is nothing to rate, no key says so.
func TestAResultLeadsToTheClosing(t *testing.T) {
	d := drive(t, 80, 24, trial(4)).rate().press("enter", "1", "1", "1", "1", "enter")
	d.see("Result", "c close the entry").press("end").press("pgup", "pgup", "pgup").press("c").see("How it ended", "Verdict").press("p", "ctrl+s").see("Closed: partly", "Result")
	d.press("down").not("close the entry")
	d = drive(t, 80, 24, planned)
	d.send(openMsg{newResult(d.model.(root).env, d.newest().ID)})
	d.see("There is nothing to compare yet").not("r rate", "Space read on")
}

func TestAResultWaitsForTheReveal(t *testing.T) {
	d := drive(t, 80, 24, trial(2)).rate().press("enter", "1", "esc")
	d.send(openMsg{newResult(d.model.(root).env, d.newest().ID)})
	d.see("A blind rating is under way, with 1 judgement to go.").not("zebra", "okapi").press("r").see("2 of 2", "Which is better?")
	d.press("esc", "u", "u", "u")
}
