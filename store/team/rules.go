package team

// A View is one of a lead's views.
type View int

// The views, in the order in which they are offered.
const (
	AttentionView View = iota
	BoardView
	MemberOfTeamView
	ModulesView
	WallView
	HelpView
	CoverageView
)

// Rules are how a view comes to what it says, a sentence each: for the page behind "?".
// They are what docs/team-rules.md says.
func Rules(v View) []string { return nil }
