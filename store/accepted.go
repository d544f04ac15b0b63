package store

import "time"

// An Accepted is a team file that the learner accepted, to the letter.
type Accepted struct {
	Team    string    `json:"team"`    // id
	Key     string    `json:"key"`     // did:key of the lead, pinned with the first file
	Number  int       `json:"number"`  // of the file: a later one takes the place of an earlier one
	Hash    string    `json:"hash"`    // of the payload
	Payload string    `json:"payload"` // see store/team
	From    string    `json:"from"`    // where the file lay
	First   time.Time `json:"first"`   // when the lead's key was pinned
	At      time.Time `json:"at"`
}

// AcceptTeam keeps what a lead published. Another key than that of the first file is
// ErrPrivacy unless trust says that the learner knows of it; an older file is
// ErrInvalid.
func (s *Store) AcceptTeam(a Accepted, trust bool) (Accepted, error) {
	if err := checkIDs(a.Team, a.Key, a.Hash); err != nil {
		return a, err
	}
	err := s.update(func(t *tx) error {
		var before Accepted
		found, err := t.get(acceptedBucket, a.Team, &before)
		switch {
		case err != nil:
			return err
		case found && before.Key != a.Key && !trust:
			return newKeyError(a.Team)
		case found && before.Number > a.Number && before.Key == a.Key:
			return invalid("the team file: it is older than the one that you accepted")
		case found && before.Hash == a.Hash:
			a = before
			return nil
		}
		a.At, a.First = t.now, t.now
		if found && before.Key == a.Key {
			a.First = before.First
		}
		return t.append("team/"+a.Team, teamAccepted, a)
	})
	return a, err
}

// LeaveTeam forgets what a lead published, and the lead's key.
func (s *Store) LeaveTeam(team string) error {
	return s.update(func(t *tx) error {
		found, err := t.get(acceptedBucket, team, new(Accepted))
		if err == nil && !found {
			err = notFound("you are in no team %q", team)
		}
		if err != nil {
			return err
		}
		return t.append("team/"+team, teamLeft, struct{}{})
	})
}

// AcceptedTeams is what the learner accepted, by team.
func (s *Store) AcceptedTeams() ([]Accepted, error) {
	var all []Accepted
	err := s.view(func(t *tx) error {
		return each(t, acceptedBucket, "", func(_ string, a Accepted) error {
			all = append(all, a)
			return nil
		})
	})
	return all, err
}

func (t *tx) applyAccepted(e Event) error {
	if e.Kind == teamLeft {
		return t.remove(acceptedBucket, idOf(e.Subject))
	}
	var a Accepted
	if err := e.data(&a); err != nil {
		return err
	}
	var before Accepted
	if _, err := t.get(acceptedBucket, a.Team, &before); err != nil || before.Key == a.Key && before.Number > a.Number {
		return err // another machine accepted a later file
	}
	return t.put(acceptedBucket, a.Team, a)
}
