package snapshot

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"waymark/curriculum"
	"waymark/store"
)

// An order is what a snapshot goes by of a team file that the learner accepted. The whole of
// such a file is known in store/team, which knows snapshots.
type order struct {
	Ceiling Profile `json:"ceiling"` // the most that is told; empty: anything
	Given   []given `json:"given"`
}

// given is a module that a lead gave to somebody, or waived.
type given struct {
	Learner string `json:"learner"`
	Module  string `json:"module"`
	Waived  bool   `json:"waived"`
}

func ordersOf(teams []store.Accepted) ([]order, error) {
	orders := make([]order, len(teams))
	for i, t := range teams {
		if err := json.Unmarshal([]byte(t.Payload), &orders[i]); err != nil {
			return nil, fmt.Errorf("the accepted team file of %s: %w", t.Team, err)
		}
	}
	return orders, nil
}

// ceilingOf is the most that all teams allow; empty where none says so.
func ceilingOf(orders []order) string {
	var lowest Profile
	for _, o := range orders {
		if o.Ceiling != "" {
			lowest = ProfileOf(string(cmp.Or(lowest, Full)), string(o.Ceiling))
		}
	}
	return string(lowest)
}

// addGiven notes the modules that were given to the learner and are not on the pathway. One
// that is in no pack in use, or has no lesson, cannot be told of.
func (in *Source) addGiven(orders []order) error {
	known := map[string]bool{}
	for _, m := range in.Standing.Path.Modules {
		known[m.ID] = true
	}
	for _, o := range orders {
		for _, g := range o.Given {
			if g.Learner != in.Learner || g.Waived || known[g.Module] {
				continue
			}
			m, err := in.Standing.Module(in.Catalogue, g.Module)
			if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
				return err
			}
			if err != nil || m.ID != g.Module || len(m.Lessons) == 0 { // or another one, whose id begins with it
				continue
			}
			known[m.ID] = true
			in.Given = append(in.Given, m)
		}
	}
	return nil
}
