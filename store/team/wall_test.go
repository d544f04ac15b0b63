package team

import (
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/snapshot"
)

func card(id, day, title string, v store.Verdict) snapshot.Card {
	return snapshot.Card{ID: id, Shared: day, EntryCard: store.EntryCard{Title: title, Task: "summarise", Verdict: v, Learning: "Say who reads it"}}
}

func exampleWall() Wall {
	people := []Person{somebody("Amara", in("hr")), somebody("Ben"), somebody("Chloe")}
	return WallOf(people, map[string]Detail{
		people[0].Member.ID: {Cards: []snapshot.Card{card("1", "2026-11-20", "Summarise exit interviews", store.Worked), card("3", "2026-11-24", "Draft a job advert", store.Failed)}},
		people[1].Member.ID: {Cards: []snapshot.Card{card("2", "2026-11-24", "Summarise support tickets", store.Failed), card("4", "2026-11-02", "Label invoices", store.Inconclusive)}},
		"somebody else":     {Cards: []snapshot.Card{card("5", "2026-11-25", "Not of these people", store.Worked)}},
	}, today)
}

func titles(cards []WallCard) string {
	var all []string
	for _, c := range cards {
		all = append(all, c.Card.Title)
	}
	return strings.Join(all, ", ")
}

func TestTheWallIsNewestFirst(t *testing.T) {
	w := exampleWall()
	same(t, "order", titles(w.Cards), "Draft a job advert, Summarise support tickets, Summarise exit interviews, Label invoices")
	same(t, "who", w.Cards[0].Name+" "+w.Cards[0].Department, "Amara hr")
}

// What failed stands where what worked would: the verdict changes no order.
func TestVerdictsAreEqual(t *testing.T) {
	for _, v := range store.Verdicts() {
		w := exampleWall()
		for i := range w.Cards {
			w.Cards[i].Card.Verdict = v
		}
		same(t, "tried", titles(w.Tried("Summarise tickets")), titles(exampleWall().Tried("Summarise tickets")))
		same(t, "search", titles(w.Search("summ").Cards), titles(exampleWall().Search("summ").Cards))
	}
}

func TestSearchTheWall(t *testing.T) {
	for words, want := range map[string]string{
		"":                    "Draft a job advert, Summarise support tickets, Summarise exit interviews, Label invoices",
		"TICK":                "Summarise support tickets",
		"interv exit":         "Summarise exit interviews",
		"failed":              "Draft a job advert, Summarise support tickets",
		"amara":               "Draft a job advert, Summarise exit interviews",
		"who reads ben":       "Summarise support tickets, Label invoices",
		"summarise inconclu":  "Label invoices", // by its kind of work
		"nothing of the kind": "",
	} {
		same(t, words, titles(exampleWall().Search(words).Cards), want)
	}
}

func TestAlreadyTried(t *testing.T) {
	for title, want := range map[string]string{
		"":                                 "",
		"Summarise":                        "Summarise support tickets, Summarise exit interviews",
		"Summarise our support tickets":    "Summarise support tickets",
		"A job advert for nurses":          "Draft a job advert",
		"Summarise the exit of a supplier": "",
		"invoices":                         "Label invoices",
	} {
		same(t, title, titles(exampleWall().Tried(title)), want)
	}
}

func TestTheWallOfTeamFiles(t *testing.T) {
	one := File{Wall: []Shared{{"Amara", card("1", "2026-11-20", "First", store.Worked)}, {"Ben", card("2", "2026-11-24", "Second", store.Failed)}}}
	two := File{Wall: []Shared{{"Amara", card("1", "2026-11-20", "First", store.Worked)}}}
	same(t, "each once", titles(WallOfFiles([]File{one, two}).Cards), "Second, First")
}
