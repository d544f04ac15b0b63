package progress

import (
	"fmt"

	"waymark/curriculum"
	"waymark/store"
)

// An Update is what became of a lesson's content since the learner read it.
// What was done stays done, whatever becomes of the content.
type Update int

// By the versions of the content: a patch changes nothing for a reader, a minor
// one adds something, a major one makes it worth reading again.
const (
	Unchanged Update = iota
	Newer            // new since you read it
	Refresh          // a refresh is due
)

// String is the update in words; it is empty where nothing changed.
func (u Update) String() string { return [...]string{"", "new since you read it", "refresh due"}[u] }

// UpdateOf compares the version of a lesson with the one that was read. Of a
// lesson that was not begun, or whose versions cannot be read, it is Unchanged.
func UpdateOf(l curriculum.Lesson, did store.Lesson) Update {
	var now, read [2]int
	for _, v := range []struct {
		text string
		into *[2]int
	}{{l.Version, &now}, {did.Version, &read}} {
		if _, err := fmt.Sscanf(v.text, "%d.%d.", &v.into[0], &v.into[1]); err != nil {
			return Unchanged
		}
	}
	switch {
	case now[0] > read[0]:
		return Refresh
	case now[0] == read[0] && now[1] > read[1]:
		return Newer
	}
	return Unchanged
}
