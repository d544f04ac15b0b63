package store

import (
	"testing"
	"time"
)

func TestALaterTeamFileTakesThePlaceOfTheEarlier(t *testing.T) {
	s := newStore(t)
	first := must(s.AcceptTeam(Accepted{Team: "t", Key: "k", Number: 1, Hash: "one"}, false))(t)
	later := must(s.AcceptTeam(Accepted{Team: "t", Key: "k", Number: 2, Hash: "two"}, false))(t)
	equal(t, "kept", must(s.AcceptedTeams())(t), []Accepted{later})
	equal(t, "the key is known since", later.First, first.First)
	equal(t, "the same file again", must(s.AcceptTeam(Accepted{Team: "t", Key: "k", Number: 2, Hash: "two"}, false))(t), later)
	_, err := s.AcceptTeam(Accepted{Team: "t", Key: "k", Number: 1, Hash: "one"}, false)
	wantErr(t, err, ErrInvalid)
}

// What a machine accepted before it knew of a later file does not bring the earlier back.
func TestTheLaterTeamFileOfTwoMachinesStays(t *testing.T) {
	here, there, _ := twoMachines(t, nil)
	later := must(here.later(time.Minute).AcceptTeam(Accepted{Team: "t", Key: "k", Number: 2, Hash: "two"}, false))(t)
	_ = must(there.AcceptTeam(Accepted{Team: "t", Key: "k", Number: 1, Hash: "one"}, false))(t)
	accepted := must(bothWays(t, here, there).AcceptedTeams())(t)
	equal(t, "teams", len(accepted), 1)
	equal(t, "number", accepted[0].Number, later.Number)
}
