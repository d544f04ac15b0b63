package team

import (
	"cmp"

	"waymark/curriculum"
	"waymark/store/snapshot"
)

// contents finds what a hand, an offer or an assignment is about in the packs of the lead.
type contents struct {
	modules map[string]string            // id to title
	lessons map[string]curriculum.Lesson // by id
	places  map[string]int               // of lessons in the curriculum
}

func contentsOf(c *curriculum.Catalogue) contents {
	at := contents{map[string]string{}, map[string]curriculum.Lesson{}, map[string]int{}}
	for _, m := range c.Modules() {
		at.modules[m.ID] = m.Title
	}
	for i, l := range c.Lessons() {
		at.lessons[l.ID], at.places[l.ID] = l, i
	}
	return at
}

// module is the id of the module that an id is about: its own, or that of the lesson. It
// is empty for other words.
func (at contents) module(about string) string {
	if _, is := at.modules[about]; is {
		return about
	}
	return at.lessons[about].Module
}

// title is that of a lesson or module; empty for other words.
func (at contents) title(about string) string {
	return cmp.Or(at.modules[about], at.lessons[about].Title)
}

// titleOf is what a hand or an offer is about, in words: as the packs here call it, or as
// the snapshot does.
func (at contents) titleOf(t snapshot.Topic) string {
	return cmp.Or(at.title(t.About), t.Title, t.About)
}
