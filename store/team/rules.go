package team

import "fmt"

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
	EvidenceView
)

// Views lists the views.
func Views() []View {
	return []View{AttentionView, BoardView, MemberOfTeamView, ModulesView, WallView, HelpView, CoverageView, EvidenceView}
}

// String is the name of the view.
func (v View) String() string {
	return [...]string{"Attention", "Board", "Member", "Modules", "Wall", "Help map", "Coverage", "Evidence"}[v]
}

// Question is what the view answers.
func (v View) Question() string {
	return [...]string{
		"Who needs me this week?", "How far is everybody?", "How is one person getting on?", "What is hard?",
		"What did we try?", "Who can help whom?", "Who can do what, and where does it hang on one person?",
		"What could we show an auditor, and what is missing?",
	}[v]
}

// Rules are how a view comes to what it says, a paragraph each: for the page behind "?".
// They are what docs/team-rules.md says.
func Rules(v View) []string {
	return [...]func() []string{
		attentionRules, boardRules, memberRules, hardRules, wallRules, helpRules, coverageRules, evidenceRules,
	}[v]()
}

// CommonRules are those that hold for every view.
func CommonRules() []string {
	return []string{
		"A view knows what the newest snapshot of each person tells, and nothing else. It ranks nobody, gives nobody a score and tells no time of anybody.",
		fmt.Sprintf("Fresh: the snapshot was made at most %d days ago. The header says how many are, and how many days old the oldest is.", freshDays),
		"Waived: a module that you waived for somebody counts for nothing. A hand that is up about it counts all the same.",
	}
}

func attentionRules() []string {
	return []string{
		"Key changed: a snapshot in the person's name was signed with another key than before. It was not taken in.",
		"Hand up: the person asks for help.",
		fmt.Sprintf("Due: a module that you gave to the person is due within %d days, or was due, and is not complete.", dueDays),
		fmt.Sprintf("Stalled: the person started, is not through, and on the day of the snapshot was last active %d calendar weeks before or more. A snapshot tells the week alone, and after %d it is certain that %d days have passed.", stalledWeeks, stalledWeeks, newsDays),
		"Not started: no module of the person is started. The days are counted from the first snapshot.",
		fmt.Sprintf("No news: the person is not through, and the snapshot is more than %d days old. Nobody is called stalled or not started by an old snapshot.", newsDays),
		"Refresh due: a lesson that the person completed has a new first number in its version in your packs, which says that it changed a lot.",
		"Everybody stands once, under the strongest reason, in the order of these rules; the others stand with it. Within a reason the oldest comes first, then the order is by name.",
		"Whoever is under none of these needs nothing from you.",
	}
}

func boardRules() []string {
	return []string{
		"The board can be ordered by who has not started, by name, by department or by the oldest snapshot. It cannot be ordered by progress, and adds up no row.",
		"Not started: no module of the person is started, of those that are not waived.",
	}
}

func memberRules() []string {
	return []string{
		"Since our last talk: what is different from the snapshot that you had on the day on which you noted a talk. Before the first talk it is since the first snapshot.",
		"Your note for the next talk is in no export, no report and no team file.",
	}
}

func hardRules() []string {
	return []string{
		fmt.Sprintf("What is hard is said of a module that at least %d people have, since among fewer a number would point at somebody. Nobody is named.", FewestForHard),
		"Hand up: people who ask for help with the module or one of its lessons.",
		fmt.Sprintf("Stalled: people who started the module, are not through it, and stalled as under Attention, which is for certain %d days.", newsDays),
		"The module where the largest share of people asks or stalled comes first. Every number is given with how many people it is of.",
	}
}

func wallRules() []string {
	return []string{
		"The wall holds the cards that people shared, the newest first. What failed stands where it falls, as what worked does.",
		"Search: each word has to begin a word of the card.",
		"Already tried: a card whose title and learning hold half of the words that are looked for, weighted by how rare they are on the wall, and at least two of them where there are two.",
	}
}

func helpRules() []string {
	return []string{
		"A hand meets the offers of others about the same lesson, module or words; then about the same module; and only where there are none, offers about something else by people of the same department.",
		fmt.Sprintf("At most %d people are named for a hand. Among those who fit equally well, whoever was proposed least for the hands before comes first, then the oldest offer.", mostHelpers),
		"The hands are in the order in which they went up. The introduction does not hold the note that came with the hand.",
	}
}

func coverageRules() []string {
	return []string{
		"Holds: the person completed, at the level holds or above, four in five of the lessons that support the competency, rounded up. The lessons of the person's pathway count, and every other one that they completed.",
		"Risk: one person alone holds it. Gap: nobody does. Both are about the team and not about anybody.",
		"A minimal snapshot tells no lessons: of whoever sends one it is not known what they hold, and the view says of how many.",
		"A waiver makes nobody hold anything.",
	}
}

func evidenceRules() []string {
	return []string{
		"Record: a lesson that was completed, a rule that was acknowledged, or a module that you gave or waived, with its day. A record of a lesson has its level and the hash of its text, and no score and no time.",
		"Missing in a framework: an area of which nobody completed a lesson that supports it. It says what was not taught yet, and nothing about what anybody can do.",
		"No lesson: the newest snapshot of the person could tell lessons, and tells none. A minimal snapshot tells none whatever was done, and is counted apart.",
		"Text not held: no pack here has the text with the hash under which it was taught, for example since a newer version took its place.",
		"Whoever withdrew or was erased is in no pack, and only counted.",
	}
}
