package store

import "time"

// An Objective is how an objective of a lesson was shown by answers. Days are
// ISO dates of the learner's calendar.
type Objective struct {
	Lesson string `json:"lesson"`
	ID     string `json:"id"`              // within the lesson: "O1"
	Shown  string `json:"shown,omitempty"` // the first day on which an answer showed it
	Since  string `json:"since,omitempty"` // the first such day after the last wrong answer; empty: the last one was wrong
	Last   string `json:"last,omitempty"`  // the last such day
	Tries  int    `json:"tries"`           // answers
	Right  int    `json:"right"`
}

// Held is for how many days, from one answer that showed the objective to another, no
// wrong answer came between.
func (o Objective) Held() int {
	since, err := time.Parse(time.DateOnly, o.Since)
	if err != nil {
		return 0
	}
	last, err := time.Parse(time.DateOnly, o.Last)
	if err != nil {
		return 0
	}
	return max(0, int(last.Sub(since).Hours()/24))
}

// Objectives returns what was shown, by lesson and objective.
func (s *Store) Objectives() ([]Objective, error) {
	var all []Objective
	err := s.view(func(t *tx) error {
		return each(t, objectiveBucket, "", func(_ string, o Objective) error {
			all = append(all, o)
			return nil
		})
	})
	return all, err
}

// showObjective folds an attempt into the record of its objective. A right
// answer that was a guess, or that the worked answer gave away, shows nothing.
func (t *tx) showObjective(a Attempt) error {
	if a.Objective == "" {
		return nil
	}
	key := a.Lesson + "\x00" + a.Objective
	o := Objective{Lesson: a.Lesson, ID: a.Objective}
	if _, err := t.get(objectiveBucket, key, &o); err != nil {
		return err
	}
	o.Tries++
	if a.Right {
		o.Right++
	}
	switch day := a.At.Format(time.DateOnly); {
	case !a.Right:
		o.Since = ""
	case a.Shows():
		if o.Shown == "" {
			o.Shown = day
		}
		if o.Since == "" { // the days begin anew, also where an earlier one is from a clock that was ahead
			o.Since, o.Last = day, day
		}
		o.Last = max(o.Last, day)
	}
	return t.put(objectiveBucket, key, o)
}
