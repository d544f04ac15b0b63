package team

// An Acceptance is which team file of a team a person accepted last, as their newest
// snapshot says.
type Acceptance struct {
	Learner string // id
	Name    string
	Number  int // of the file; 0: none that a snapshot told of
}

// Acceptances says who of a team accepted which of its files, in the order of people.
func Acceptances(people []Person, team string) []Acceptance {
	var all []Acceptance
	for _, p := range people {
		if p.Member.Team != team {
			continue
		}
		a := Acceptance{Learner: p.Member.ID, Name: p.Name()}
		for _, t := range p.Told.Teams {
			if t.ID == team {
				a.Number = t.Number
			}
		}
		all = append(all, a)
	}
	return all
}
