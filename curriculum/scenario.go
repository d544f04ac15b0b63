package curriculum

// A Scenario is a short branching choice of a role pack.
type Scenario struct {
	ID       string
	Title    string
	Text     string
	Branches []Branch
}

// A Branch is one choice of a scenario and what comes of it.
type Branch struct {
	Choice  string
	Outcome string
	Good    bool
}

// Item is the scenario as a question of a lesson: the branches are its options,
// and what comes of each is the reason. It tests no objective, and the lesson is
// done without it.
func (s Scenario) Item(lesson string) Item {
	item := Item{ID: s.ID, Lesson: lesson, Kind: Single, Stem: s.Text + "\n\nWhat do you do?"}
	for i, b := range s.Branches {
		key := string(rune('a' + i))
		item.Options = append(item.Options, Option{Key: key, Text: b.Choice, Why: b.Outcome})
		if b.Good {
			item.Answer.Keys = []string{key}
		}
	}
	return item
}
