package team

import (
	"fmt"
	"testing"
)

func TestHard(t *testing.T) {
	people := []Person{
		somebody("Amara", asks("a-2", "", 1), asks("a-2", "twice", 1), asks("alpha", "", 1), active("2026-W45")), // one person
		somebody("Ben", asks("a-2", "", 1)),
		somebody("Chloe", asks("a-1", "", 1), has(module("alpha", 5))),
		somebody("Dario", active("2026-W45")),
		somebody("Emre", active("2026-W40"), made(15)), // no news
		somebody("Farah", has(module("alpha", 0), module("beta", 1)), active("2026-W45")),
		somebody("Goran", asks("a-1", "", 1), active("2026-W40"), waived("alpha")),
		somebody("Hana", asks("beta", "not on the pathway", 1)),
		somebody("Ida", asks("pivot tables", "", 1)),
	}
	h := HardOf(classroom(t), people, today)
	same(t, "modules", h.Modules, []HardModule{
		{
			ID: "alpha", Title: "ALPHA", People: 8, Hands: 3, Stalled: 2, Either: 4,
			Lessons: []HardLesson{{"a-2", "Lesson a-2", 2}, {"a-1", "Lesson a-1", 1}},
		},
		{ID: "beta", Title: "BETA", People: 1, TooFew: true},
	})
	same(t, "words", h.Modules[0].Words(), "3 of 8 have a hand up, 2 of 8 stalled")
	same(t, "too few", h.Modules[1].Words(), "1 person has it: from 5 on it is said what is hard, so that nobody is singled out")
}

func TestHardComesFromFivePeopleOn(t *testing.T) {
	var people []Person
	for n := range 5 {
		h := HardOf(classroom(t), people, today)
		for _, m := range h.Modules {
			same(t, fmt.Sprintf("of %d", n), m, HardModule{ID: "alpha", Title: "ALPHA", People: n, TooFew: true})
		}
		people = append(people, somebody("Ben", asks("a-1", "", 1), active("2026-W40")))
	}
	same(t, "words", HardOf(classroom(t), people, today).Modules[0].Words(), "5 of 5 have a hand up, 5 of 5 stalled")
}

func TestTheLargestShareComesFirst(t *testing.T) {
	var people []Person
	for n := range 12 {
		p := somebody("Ben", has(module("alpha", 1)))
		if n < 3 {
			asks("alpha", "", 1)(&p)
		}
		if n < 5 {
			has(module("alpha", 1), module("beta", 1))(&p)
		}
		if n < 2 {
			asks("beta", "", 1)(&p)
		}
		people = append(people, p)
	}
	h := HardOf(classroom(t), people, today)
	same(t, "first", h.Modules[0].ID+": "+h.Modules[0].Words(), "beta: 2 of 5 have a hand up, 0 of 5 stalled")
	same(t, "second", h.Modules[1].ID+": "+h.Modules[1].Words(), "alpha: 3 of 12 have a hand up, 0 of 12 stalled")
}
