package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
)

// A Team is a group of people whose snapshots a lead takes in from a folder.
type Team struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Folder    string    `json:"folder"`            // where snapshots come from and the team file goes; may be empty
	Ceiling   string    `json:"ceiling,omitempty"` // the most that a snapshot may tell; empty: anything
	Published int       `json:"published"`         // number of the team file that was published last; 0: none
	Hash      string    `json:"hash,omitempty"`    // of its payload
	Wall      bool      `json:"wall"`              // shared experiments travel in the team file
	Created   time.Time `json:"created"`
}

// KeepTeam makes a team, or with an ID changes one, but for what was published: see
// RecordPublished. A title that another team has is ErrInvalid.
func (s *Store) KeepTeam(team Team) (Team, error) {
	team.Title = strings.TrimSpace(clean.Line(team.Title))
	if team.Title == "" {
		return team, invalid("a team without a name: give it one")
	}
	if err := checkLength("name of the team", team.Title, 80); err != nil {
		return team, err
	}
	err := s.update(func(t *tx) error {
		err := each(t, teamBucket, "", func(_ string, other Team) error {
			if other.ID == team.ID {
				team.Published, team.Hash, team.Created = other.Published, other.Hash, other.Created
			}
			if other.ID != team.ID && strings.EqualFold(other.Title, team.Title) {
				return invalid("a second team with the name %q", team.Title)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if team.ID == "" {
			team.ID, team.Created = Timeless(randomID(t.now)), t.now // others get to see it
		}
		return t.put(teamBucket, team.ID, team)
	})
	return team, err
}

// RecordPublished notes which team file was published, and where the team has no folder yet,
// into which. One that does not follow the last is ErrInvalid.
func (s *Store) RecordPublished(id string, number int, hash, folder string) error {
	return s.update(func(t *tx) error {
		var team Team
		found, err := t.get(teamBucket, id, &team)
		switch {
		case err != nil:
			return err
		case !found:
			return notFound("you have no team %q", id)
		case number != team.Published+1:
			return invalid("team file number %d: the last one that was published is number %d", number, team.Published)
		}
		team.Published, team.Hash, team.Folder = number, hash, cmp.Or(team.Folder, folder)
		return t.put(teamBucket, id, team)
	})
}

// Teams are the teams of a lead, oldest first.
func (s *Store) Teams() ([]Team, error) {
	all, err := allOf[Team](s, teamBucket, "")
	slices.SortStableFunc(all, func(a, b Team) int { return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.Title, b.Title)) })
	return all, err
}
