package team

import (
	"cmp"
	"maps"
	"slices"

	"waymark/curriculum"
	"waymark/store/snapshot"
)

// columns are the modules that somebody has or was given: those of the curriculum in its
// order, then others by id.
type columns struct {
	ids, titles []string
	places      map[string]int // id to its place
	guesses     []int          // the place of the n-th module of whoever was looked at last, since most people share a pathway
}

func columnsOf(c *curriculum.Catalogue, people []Person) *columns {
	told := map[string]string{} // id to title, the first by the alphabet where people told several
	add := func(id, title string) {
		if known, is := told[id]; !is || known == "" || title != "" && title < known {
			told[id] = title
		}
	}
	var before []snapshot.Module
	for i := range people {
		modules := people[i].Told.Modules
		for n := range modules {
			m := &modules[n]
			if n >= len(before) || before[n].ID != m.ID || before[n].Title != m.Title {
				add(m.ID, m.Title)
			}
		}
		before = modules
		for _, a := range people[i].Given {
			if !a.Waived {
				add(a.Module, "")
			}
		}
	}
	at := &columns{places: map[string]int{}}
	for _, m := range c.Modules() {
		if _, has := told[m.ID]; has {
			at.put(m.ID, m.Title)
			delete(told, m.ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(told)) {
		at.put(id, cmp.Or(told[id], id))
	}
	return at
}

func (at *columns) put(id, title string) {
	at.places[id] = len(at.ids)
	at.ids, at.titles = append(at.ids, id), append(at.titles, title)
}

// of is the place of a module that somebody has, as the n-th of theirs.
func (at *columns) of(n int, id string) int {
	for n >= len(at.guesses) {
		at.guesses = append(at.guesses, 0)
	}
	if guess := at.guesses[n]; at.ids[guess] != id {
		at.guesses[n] = at.places[id]
	}
	return at.guesses[n]
}
