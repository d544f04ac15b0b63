package team

import (
	"fmt"
	"testing"

	"waymark/curriculum"
	"waymark/store/snapshot"
)

// crowd is 10,000 people, by name as People lists them, on a pathway of all modules of the
// embedded pack: one in ten each has a hand up, offers help, is due, or has no news; one
// in five stalled; one in twenty has every lesson to refresh.
func crowd(tb testing.TB) (*curriculum.Catalogue, []Person) {
	tb.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	lessons, departments := c.Lessons(), curriculum.Departments()
	old := taughtOf(everyLesson(c, "0.9.0"))
	people := make([]Person, 10_000)
	for n := range people {
		p := somebody(fmt.Sprintf("Person %04d", n), in(departments[n%len(departments)].ID))
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
		if p.Taught = "1 fnd-safe-start fnd-what-ai-is"; n%20 == 0 {
			p.Taught = old
		}
		people[n] = p
	}
	return c, people
}

func everyLesson(c *curriculum.Catalogue, version string) []snapshot.Lesson {
	var all []snapshot.Lesson
	for _, l := range c.Lessons() {
		all = append(all, snapshot.Lesson{ID: l.ID, Completed: daysAgo(9), How: "done", Level: "holds", Version: version})
	}
	return all
}

// What every opening of the team's screens waits for.
func BenchmarkViews(b *testing.B) {
	c, people := crowd(b)
	measure(b, "attention", func() { AttentionOf(c, people, today) })
	measure(b, "board", func() { NewBoard(c, people, today) })
	measure(b, "hard", func() { HardOf(c, people, today) })
	measure(b, "help", func() { HelpOf(c, people, today) })
}

// What is drawn from lessons and cards, for whoever opens these views.
func BenchmarkDetailedViews(b *testing.B) {
	c, people := crowd(b)
	details := map[string]Detail{}
	for n := range people {
		cards := []snapshot.Card{card(fmt.Sprint(n), daysAgo(n%100), "Summarise tickets", "failed")}
		details[people[n].Member.ID] = Detail{Lessons: everyLesson(c, "1.0.0"), Cards: cards}
	}
	wall := WallOf(people, details, today)
	measure(b, "wall", func() { WallOf(people, details, today) })
	measure(b, "search", func() { wall.Search("summ tick") })
	measure(b, "tried", func() { wall.Tried("Summarise support tickets") })
	measure(b, "coverage", func() {
		if _, err := CoverageOf(c, people, details, today); err != nil {
			b.Fatal(err)
		}
	})
}

func measure(b *testing.B, view string, draw func()) {
	b.Run(view, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			draw()
		}
	})
}
