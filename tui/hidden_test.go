package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// beginsOver begins a blind rating from the screen that shows. Then something comes that
// was read before, and one goes back: what is fetched for that is kept back.
func (d *driver) beginsOver(late tea.Msg) *driver {
	d.t.Helper()
	d.press("r", "enter").see("Which is better?").send(late)
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
