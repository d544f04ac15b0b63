package team

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// freshDays is how old, in days, a snapshot may be to count as fresh.
const freshDays = 7

// A Freshness says how new the snapshots are that a view is drawn from. It stands in the
// header of every view.
type Freshness struct {
	Fresh      int // snapshots of the last seven days
	Total      int // people
	OldestDays int // age of the oldest snapshot
}

// FreshnessOf is how new the snapshots of some people are, at the time now.
func FreshnessOf(people []Person, now time.Time) Freshness {
	f, today := Freshness{Total: len(people)}, dayNumber(now)
	for i := range people {
		age := ageDays(people[i].Told.Made, today)
		if age <= freshDays {
			f.Fresh++
		}
		f.OldestDays = max(f.OldestDays, age)
	}
	return f
}

// Words are the freshness for a header: "7 of 9 shared in the last 7 days; the oldest is 19
// days old".
func (f Freshness) Words() string {
	if f.Total == 0 {
		return "no snapshots yet"
	}
	oldest := fmt.Sprintf("%d days old", f.OldestDays)
	switch f.OldestDays {
	case 0:
		oldest = "from today"
	case 1:
		oldest = "from yesterday"
	}
	return fmt.Sprintf("%d of %d shared in the last %d days; the oldest is %s", f.Fresh, f.Total, freshDays, oldest)
}

// A Filter chooses the people of a view. What is empty chooses everybody.
type Filter struct {
	Team       string // id of a store.Team
	Department string // id, as a learner's profile has it
}

// Of are those of the people whom the filter chooses, in their order.
func (f Filter) Of(people []Person) []Person {
	if f == (Filter{}) {
		return people
	}
	var chosen []Person
	for i := range people {
		p := &people[i]
		if (f.Team == "" || p.Member.Team == f.Team) && (f.Department == "" || p.Told.Learner.Department == f.Department) {
			chosen = append(chosen, *p)
		}
	}
	return chosen
}

// Departments are the departments that people told, by title, each once.
func Departments(people []Person) []string {
	var ids []string
	for i := range people {
		if id := people[i].Told.Learner.Department; id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return strings.Compare(curriculum.DepartmentTitle(a), curriculum.DepartmentTitle(b))
	})
	return ids
}

// peopleOf fetches the people whom a filter chooses.
func peopleOf(s *store.Store, f Filter) ([]Person, error) {
	people, err := People(s)
	return f.Of(people), err
}
