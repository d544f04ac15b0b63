package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// beginsOver begins a blind rating from the screen that shows. Then something comes that
// was read before, and one goes back. Whatever screens fetch meanwhile is kept back.
func (d *driver) beginsOver(late ...tea.Msg) *driver {
	d.t.Helper()
	var start tea.Cmd
	d.model, start = d.press("r").model.Update(keyNamed("enter"))
	d.hold(start())
	d.see("Which is better?")
	for _, msg := range late {
		d.hold(msg)
	}
	d.hold(keyNamed("esc"))
	return d.not("Which is better?")
}

// What was read of a bench or an entry before its rating began, and comes later, brings
// no label back.
func TestAnEarlierLoadBringsNoLabelBack(t *testing.T) {
	d, _ := openBench(t, 80, 24, filled(2, 4))
	late := d.see("Formal", "Warm").model.(root).top().Init()().(tea.BatchMsg)[0]()
	d.beginsOver(late).see("A blind rating is under way").not("Formal", "Warm")
}

// The page of an entry, and the journal below it, hide the labels before they have fetched
// anything again.
func TestAnEntryHidesItsLabelsAtOnce(t *testing.T) {
	for _, find := range [][]string{{"4"}, {"4", "/", "w", "a", "r", "m"}} {
		d := drive(t, 120, 40, trial(2)).press(find...)
		list := d.see("zebra", "2 variants").model.(root).top().(journal)
		page := list.Init()()
		list.peekOld = true
		list, beside := list.beside()
		peek := beside()
		d.model.(root).tabs[3] = list
		d.press("enter").see("zebra", "rate 4 outputs")
		entry := d.model.(root).top().Init()()
		d.beginsOver(entry, page, peek).see("go on rating").not("zebra", "okapi", "rate blind")
		d.hold(keyNamed("esc"))
		d.see("sound warmer").not("zebra", "okapi")
	}
}

// An earlier load of an entry, or of its bench, does not come over a later one.
func TestAnEarlierLoadOfAnEntryIsStale(t *testing.T) {
	rename := func(d *driver, title string) {
		keeps(d.store.UpdateExperiment(d.newest().ID, map[string]string{"title": title}))
		d.send(changedMsg{})
		d.see(title)
	}
	d := drive(t, 80, 24, planned).press("4", "enter")
	late := d.model.(root).top().Init()()
	rename(d, "Renamed")
	d.send(late)
	d.see("Renamed").press("b")
	late = d.model.(root).top().Init()().(tea.BatchMsg)[0]()
	rename(d, "Named again")
	d.send(late)
	d.see("Named again")
}

// An output that is open when another program begins a rating stays out of sight.
func TestAnEarlierLoadOfAnOutputIsStale(t *testing.T) {
	d, id := openBench(t, 80, 24, filled(2, 4))
	d.press("home", "down", "enter").see("Bench › Output")
	late := d.model.(root).top().Init()()
	keeps(d.store.StartRound(id, store.ByPair))
	d.send(changedMsg{})
	d.see("not to be seen").send(late)
	d.see("not to be seen")
}
