package curriculum

import "slices"

// A Pathway is an ordered choice of lessons for an audience (pathways/ID.yaml).
// It contains what its lessons need, before they need it.
type Pathway struct {
	ID         string
	Title      string
	For        string // the audience, in words
	Department string // id of the department that it is proposed to; may be empty
	Summary    string
	Lessons    []string // lesson ids, in order
	Extends    string   // id of a pathway of an earlier pack, at whose end these lessons stand
	Pack       string   `yaml:"-"` // id of the pack

	file string // path inside the pack
}

// Proposed is the id of the pathway for a department: the organisation's own,
// which comes after Waymark's; where it has none, the first one.
func (c *Catalogue) Proposed(department string) string {
	for _, p := range slices.Backward(c.pathways) {
		if department != "" && p.Department == department {
			return p.ID
		}
	}
	if len(c.pathways) == 0 {
		return ""
	}
	return c.pathways[0].ID
}
