package team

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// company is a report about so many people, the same for the same number: some are through,
// some stopped, some have not begun. They have the given names, in turn, with a number where there
// are not enough.
func company(tb testing.TB, people int, names []string) Report {
	tb.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(uint64(people), 3))
	var all []Person
	details := map[string]Detail{}
	for n := range people {
		name := names[n%len(names)]
		if n >= len(names) {
			name += fmt.Sprint(" ", n/len(names)+1)
		}
		p, own := colleague(c, rnd, n, name)
		all, details[p.Member.ID] = append(all, p), own
	}
	r := Report{Team: "Fjord Logistics", Made: daysAgo(0)}
	if err := r.fill(c, all, details, today); err != nil {
		tb.Fatal(err)
	}
	return r
}

// colleague is the n-th person of a company.
func colleague(c *curriculum.Catalogue, rnd *rand.Rand, n int, name string) (Person, Detail) {
	departments := []string{"sales", "finance", "hr", "operations", "marketing", ""}
	p := somebody(name, in(departments[n%len(departments)]), made(rnd.IntN(1+[]int{6, 6, 12, 30}[n%4])))
	p.Member.ID = fmt.Sprintf("01JT%022d", n)
	p.Told.Pathway.ID, p.Told.Modules = c.Pathways()[0].ID, nil
	var own Detail
	pace := rnd.Float64() * 1.3
	for i, m := range c.Modules()[:5] {
		done := min(len(m.Lessons), max(0, int(float64(len(m.Lessons))*(pace*3-float64(i))/1.2)))
		told := snapshot.Module{ID: m.ID, Title: m.Title, State: "started", Done: done, Total: len(m.Lessons)}
		switch done {
		case 0:
			told.State = "not started"
		case told.Total:
			told.State = "done"
		}
		if p.Told.Modules = append(p.Told.Modules, told); n%7 == i && i > 2 {
			waived(m.ID)(&p)
		}
		for _, id := range m.Lessons[:done] {
			own.Lessons = append(own.Lessons, snapshot.Lesson{ID: id, Completed: daysAgo(9), How: "done", Level: "holds", Version: "1.0.0"})
		}
	}
	lessons := c.Lessons()
	switch about := lessons[n*5%len(lessons)]; n % 9 {
	case 1:
		asks(about.ID, "HANDNOTE", n%20)(&p)
	case 2, 6:
		offersHelp(about.ID, n%20)(&p)
	case 3:
		due(c.Modules()[n%5].ID, 4)(&p)
	case 5:
		active("2026-W43")(&p)
	}
	if n%3 == 0 {
		own.Cards = append(own.Cards, trial(n))
	}
	return p, own
}

// trial is the card of an experiment.
func trial(n int) snapshot.Card {
	of := [...]store.EntryCard{
		{Title: "Refund replies in a warmer tone", Task: "reword", Verdict: store.Worked, Learning: "Two examples of our own letters did more than any list of rules."},
		{Title: "Minutes from a recording", Task: "summarise", Verdict: store.Failed, Learning: "Names of people and of ships are mixed up; read every line before it is sent.", Broke: "It invented an owner for two of nine actions."},
		{Title: "Checking freight invoices", Task: "extract", Verdict: store.Partly, Learning: "Sums are right when the table is pasted as text, and wrong from a photo."},
		{Title: "Questions for supplier talks", Task: "brainstorm", Verdict: store.Inconclusive, Learning: "Six cases are too few to say."},
	}[n/3%4]
	return snapshot.Card{ID: fmt.Sprintf("C%05d", n), Shared: daysAgo(n % 60), EntryCard: of}
}

func colleagues() []string {
	return []string{
		"Amara Okafor", "Ben Lindqvist", "Chloé Martin", "Dario Rossi", "Emre Demir", "Freya Hansen", "Gita Sharma", "Hugo Petit", "Ines Duarte", "Jonas Weber",
		"Kaja Nowak", "Liam Byrne", "Mina Sato", "Nils Berg", "Olga Ivanova", "Pavel Horák", "Quinn Taylor", "Rosa Jiménez", "Samir Haddad", "Tove Lund",
		"Uma Patel", "Viktor Szabó", "Wanda Zając", "Yusuf Kaya", "Zoë de Vries", "Arne Vik", "Bea Costa", "Cem Yılmaz", "Dana Levi", "Eero Mäkinen",
		"Faye Owens", "Goran Babić", "Helga Krause", "Ivo Marić", "Jana Svoboda", "Karim Aziz",
	}
}
