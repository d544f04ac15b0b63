package store

import "testing"

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
