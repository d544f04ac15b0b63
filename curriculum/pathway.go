package curriculum

// A Pathway is an ordered choice of lessons for an audience (pathways/ID.yaml).
// It contains what its lessons need, before they need it.
type Pathway struct {
	ID      string
	Title   string
	For     string // the audience, in words
	Summary string
	Lessons []string // lesson ids, in order
	Pack    string   `yaml:"-"` // id of the pack

	file string // path inside the pack
}
