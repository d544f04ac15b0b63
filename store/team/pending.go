package team

import (
	"path/filepath"
	"slices"

	"waymark/store"
)

// A Pending counts what a lead gave, waived or took back since the last team file.
type Pending struct{ Given, Waived, Gone int }

// PendingOf compares what a lead gave to the people of a team with the team file that lies in
// its folder. Where a file was published and cannot be read now, nothing is known to wait.
func PendingOf(t store.Team, people []Person) Pending {
	var p Pending
	var last File
	if t.Published > 0 {
		var err error
		if last, _, err = ReadFile(filepath.Join(t.Folder, FileName)); err != nil || last.Team != t.ID {
			return p
		}
	}
	now := givenTo(t.ID, people)
	for _, g := range now {
		switch {
		case slices.Contains(last.Given, g):
		case g.Waived:
			p.Waived++
		default:
			p.Given++
		}
	}
	for _, g := range last.Given {
		if !slices.ContainsFunc(now, func(n Given) bool { return n.Learner == g.Learner && n.Module == g.Module }) {
			p.Gone++
		}
	}
	return p
}
