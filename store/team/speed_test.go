package team

import (
	"fmt"
	"testing"

	"waymark/curriculum"
	"waymark/store/snapshot"
)

// crowd is 10,000 people on a pathway of all modules of the embedded pack: one in ten has
// a hand up, offers help, is due, or has no news; one in five stalled.
func crowd(tb testing.TB) (*curriculum.Catalogue, []Person, map[string]Detail) {
	tb.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	lessons, departments := c.Lessons(), curriculum.Departments()
	people, details := make([]Person, 10_000), map[string]Detail{}
	for n := range people {
		p := somebody(fmt.Sprintf("Person %d", n*7919%10_000), in(departments[n%len(departments)].ID))
		p.Member.ID = fmt.Sprintf("01JT%022d", n)
		p.Told.Pathway.ID, p.Told.Modules = c.Pathways()[0].ID, nil
		for i, m := range c.Modules() {
			p.Told.Modules = append(p.Told.Modules, snapshot.Module{ID: m.ID, Title: m.Title, State: "started", Done: (n + i) % len(m.Lessons), Total: len(m.Lessons)})
		}
		switch about := lessons[n*31%len(lessons)]; n % 10 {
		case 0:
			asks(about.ID, "a note", n%40)(&p)
		case 1:
			offersHelp(about.ID, n%40)(&p)
		case 2:
			due(about.Module, 3)(&p)
		case 3:
			made(20)(&p)
		case 4, 5:
			active("2026-W40")(&p)
		}
		var own Detail
		for i := range lessons {
			l := lessons[i]
			own.Lessons = append(own.Lessons, snapshot.Lesson{ID: l.ID, Completed: daysAgo(9), How: "done", Level: "holds", Version: "0.9.0"})
		}
		own.Cards = []snapshot.Card{card(fmt.Sprint(n), daysAgo(n%100), "Summarise tickets", "failed")}
		if n%20 == 0 {
			p.Taught = taughtOf(own.Lessons)
		} else {
			p.Taught = "1 fnd-safe-start fnd-what-ai-is"
		}
		people[n], details[p.Member.ID] = p, own
	}
	return c, people, details
}

func BenchmarkViews(b *testing.B) {
	c, people, details := crowd(b)
	wall := WallOf(people, details, today)
	for _, view := range []struct {
		name string
		of   func()
	}{
		{"attention", func() { AttentionOf(c, people, today) }},
		{"board", func() { NewBoard(c, people, today) }},
		{"hard", func() { HardOf(c, people, today) }},
		{"help", func() { HelpOf(c, people, today) }},
		{"wall", func() { WallOf(people, details, today) }},
		{"search", func() { wall.Search("summ tick") }},
		{"tried", func() { wall.Tried("Summarise support tickets") }},
		{"coverage", func() {
			if _, err := CoverageOf(c, people, details, today); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(view.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				view.of()
			}
		})
	}
}
