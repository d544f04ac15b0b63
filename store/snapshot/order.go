package snapshot

import (
	"cmp"
	"fmt"

	"github.com/go-json-experiment/json"

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
