package curriculum

import (
	"io/fs"
	"slices"
)

// Counts is how much there is in a pack.
type Counts struct {
	Pack
	Modules, Pathways, Lessons, Objectives int
	Items                                  int            // in the lessons, without their variants
	Variants                               int            // of items
	Bank                                   int            // items that only checks and re-tests ask
	Kinds                                  map[string]int // of the lessons' items
	Keys                                   map[string]int // of the single items of lessons and banks
	Longest                                int            // single items whose right option is the longest
	Cards                                  int
	Drills, CleanDrills                    int // texts with planted errors, and without
	Facts, Terms, Badges, Rubrics          int
}

// Count counts what a pack holds, as far as it can be read; the error is its
// first fault.
func Count(pack fs.FS) (Counts, error) {
	d, faults := readDraft(pack)
	n := Counts{
		Pack: d.folder.pack.Pack, Modules: len(d.folder.modules), Pathways: len(d.folder.pathways), Lessons: len(d.lessons),
		Facts: len(d.facts), Terms: len(d.glossary), Badges: len(d.badges), Rubrics: len(d.rubrics), Kinds: map[string]int{}, Keys: map[string]int{},
	}
	for _, l := range d.lessons {
		n.Objectives += len(l.Objectives)
		n.Items += len(l.doc.items)
		n.Cards += len(l.doc.cards)
		for _, i := range l.doc.items {
			n.Kinds[string(i.Kind)]++
			n.Variants += len(i.Variants)
		}
	}
	for _, b := range d.banks {
		n.Bank += len(b.doc.items)
	}
	for _, s := range singles(slices.Concat(d.lessons, d.banks)) {
		n.Keys[s.Answer.Keys[0]]++
		if s.rightIsLongest() {
			n.Longest++
		}
	}
	for _, f := range d.drills {
		for _, drill := range f.drills {
			if len(drill.Errors) > 0 {
				n.Drills++
			} else {
				n.CleanDrills++
			}
		}
	}
	if len(faults) > 0 {
		return n, faults[0]
	}
	return n, nil
}
