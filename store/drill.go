package store

import (
	"slices"
	"strings"
	"time"
)

// A Drill is one reading of a text with planted errors, or of one without. Its
// counts are lines of the text.
type Drill struct {
	ID          string    `json:"id"`    // of the reading
	Drill       string    `json:"drill"` // of the text: "marketing/spring-newsletter"
	Marked      []int     `json:"marked,omitempty"`
	Hits        int       `json:"hits"`         // lines with an error that were marked
	Misses      int       `json:"misses"`       // lines with an error that were not
	FalseAlarms int       `json:"false_alarms"` // sound lines that were marked
	Rejections  int       `json:"rejections"`   // sound lines that were not
	At          time.Time `json:"at"`
}

// RecordDrill saves a reading; its ID and At are set here.
func (s *Store) RecordDrill(d Drill) (Drill, error) {
	if err := checkIDs(d.Drill); err != nil {
		return Drill{}, err
	}
	if min(d.Hits, d.Misses, d.FalseAlarms, d.Rejections) < 0 {
		return Drill{}, invalid("the drill %s: a count is below zero", d.Drill)
	}
	err := s.update(func(t *tx) error {
		d.ID, d.At = "", t.now
		if err := t.append("drill/"+d.Drill, drillDone, d); err != nil {
			return err
		}
		d.ID = t.last
		return nil
	})
	return d, err
}

// Drills returns all readings of drills, oldest first.
func (s *Store) Drills() ([]Drill, error) {
	var all []Drill
	err := s.view(func(t *tx) error {
		return each(t, drillBucket, "", func(_ string, d Drill) error {
			all = append(all, d)
			return nil
		})
	})
	slices.SortFunc(all, func(a, b Drill) int { return strings.Compare(a.ID, b.ID) })
	return all, err
}

func (t *tx) applyDrill(e Event) error {
	var d Drill
	if err := e.data(&d); err != nil {
		return err
	}
	_, drill, _ := strings.Cut(e.Subject, "/")
	d.ID, d.Drill, d.At = e.ID, drill, e.At
	return t.put(drillBucket, drill+"\x00"+e.ID, d)
}
