package tui

import (
	"fmt"
	"testing"
	"time"

	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// A frame is what a key press costs on the screen.
func BenchmarkFrame(b *testing.B) {
	for _, bench := range []struct {
		name string
		keys []string
	}{{"today", nil}, {"lesson", []string{"enter"}}, {"item", []string{"enter", "right", "right"}}, {"journal", []string{"4"}}} {
		b.Run(bench.name, func(b *testing.B) {
			d := drive(b, 120, 40, busy).press(bench.keys...)
			for b.Loop() {
				d.model.View()
			}
		})
	}
}

func BenchmarkKey(b *testing.B) {
	d := drive(b, 120, 40, busy).press("2")
	down, up := keyNamed("down"), keyNamed("up")
	for b.Loop() {
		d.model, _ = d.model.Update(down)
		d.model, _ = d.model.Update(up)
	}
}

// A key on a board of 10,000 people.
func BenchmarkTeamKey(b *testing.B) {
	d := drive(b, 120, 40, leads).press("6", "right").see("[Board]")
	d.send(teamMsg{load: d.team().load, now: morning(), people: crowd(10_000)})
	d.see("10000")
	down, up := keyNamed("down"), keyNamed("up")
	for b.Loop() {
		d.model, _ = d.model.Update(down)
		d.model, _ = d.model.Update(up)
		d.model.View()
	}
}

// crowd is so many people with a pathway of seven modules.
func crowd(n int) []teams.Person {
	people := make([]teams.Person, n)
	for i := range people {
		p := &people[i]
		p.Member.ID = fmt.Sprint("01ARZ3NDEKTSV4RRFFQ6", 100_000+i)
		p.Told.Learner.Name, p.Told.Learner.Department = fmt.Sprint("Learner ", i), "finance"
		p.Told.Made = morning().AddDate(0, 0, -i%30).Format(time.DateOnly)
		for m := range 7 {
			p.Told.Modules = append(p.Told.Modules, snapshot.Module{ID: fmt.Sprint("mod-", m), Title: fmt.Sprint("Module ", m), State: "not started", Total: 8})
		}
	}
	return people
}

// team is the Team tab.
func (d *driver) team() team {
	for _, s := range d.model.(root).screens() {
		if t, ok := (*s).(team); ok {
			return t
		}
	}
	d.t.Fatal("the Team tab was not opened")
	return team{}
}
