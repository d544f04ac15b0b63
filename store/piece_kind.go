package store

import "slices"

// A PieceKind is a kind of portfolio piece: a template card, an evaluation, an
// impact note. Badges ask for pieces by these kinds.
type PieceKind struct {
	ID, Name, Text string       // Text is one line in plain words
	Fields         []PieceField // beside those of every piece
}

// A PieceField is a part of a piece that people fill in.
type PieceField struct {
	Name, Label, Help string
	Form              FieldKind
	Choices           []string // of a choice
	Date              bool     // an ISO date
	Needed            bool     // before the piece counts for a badge; never for keeping it
}

// AllFields are the fields of every piece and those of the kind, in the order in
// which they are asked for.
func (k PieceKind) AllFields() []PieceField {
	return slices.Concat(pieceStory(), k.Fields, pieceRecord())
}

// PieceKindOf returns the kind with an id.
func PieceKindOf(id string) (PieceKind, bool) {
	for _, k := range PieceKinds() {
		if k.ID == id {
			return k, true
		}
	}
	return PieceKind{}, false
}

// PieceKindIDs lists the ids of the kinds.
func PieceKindIDs() []string {
	var ids []string
	for _, k := range PieceKinds() {
		ids = append(ids, k.ID)
	}
	return ids
}

// pieceStory is what every piece tells.
func pieceStory() []PieceField {
	return []PieceField{
		{Name: "title", Label: "Title", Help: "What it is, in the words of your work", Needed: true},
		{Name: "problem", Label: "Problem", Help: "Who needed what, how often, and what went wrong before", Form: TextField, Needed: true},
		{Name: "mine", Label: "I did", Help: "Your part: what you chose, wrote, tested and decided", Form: TextField, Needed: true},
		{Name: "ai", Label: "AI did", Help: "AI's part, even if it only tidied the wording; \"none\" is an answer", Form: TextField},
		{Name: "evidence", Label: "Evidence", Help: "How many of how many, on which cases, compared with what, on which date", Form: TextField, Needed: true},
		{Name: "reflection", Label: "Reflection", Help: "A limit or a failure, and the next step", Form: TextField, Needed: true},
	}
}

// pieceRecord is what every piece rests on.
func pieceRecord() []PieceField {
	return []PieceField{
		{Name: "date", Label: "Date", Help: "When the work was done", Date: true},
		{Name: "permission", Label: "Shown with permission of", Help: "Who allowed it in writing; real texts are replaced by invented ones"},
		{Name: "experiments", Label: "Journal entries", Help: "The entries that this piece rests on", Form: ListField},
		{Name: "lessons", Label: "Lessons", Help: "The lessons that it draws on", Form: ListField},
		{Name: "framework", Label: "Placed in a framework", Help: "For example: DigComp 1 and 5; NIST Measure, with the reason"},
		{Name: "attested_by", Label: "Attested by", Help: "Name of the colleague or affected person who stands for it"},
		{Name: "attested_on", Label: "Attested on", Help: "The day on which they said so", Date: true},
	}
}

// PieceKinds lists the kinds of piece.
func PieceKinds() []PieceKind {
	return []PieceKind{
		{"template-card", "Template card", "A prompt that a colleague can use without asking you", templateCardFields()},
		{"evaluation", "Evaluation", "A test with cases, criteria, counts and an interval", evaluationFields()},
		{"impact-note", "Impact note", "One page on who could be harmed, and what stops it", impactNoteFields()},
		{"experiment", "Experiment", "An entry of the journal, told for others", experimentFields()},
		{"shared-learning", "Learning note", "One page that others can use", sharedLearningFields()},
		{"team-agreement", "Team agreement", "How a team uses AI, on one page that it wrote together", teamAgreementFields()},
		{"pilot", "Pilot", "A pilot from its sheet to its decision", pilotFields()},
		{ID: "other", Name: "Other", Text: "Work that fits none of these kinds"},
	}
}

// templateCardFields are those of the kind "template-card".
func templateCardFields() []PieceField {
	return []PieceField{
		{Name: "purpose", Label: "Purpose", Help: "What it is for, in one line", Needed: true},
		{Name: "not_for", Label: "Not for", Help: "Uses that were never tested or must not be", Needed: true},
		{Name: "data", Label: "Data", Help: "The class allowed, and in which tool", Form: ChoiceField, Choices: words(Public, Internal, Confidential, Personal), Needed: true},
		{Name: "slots", Label: "Slots", Help: "What changes from case to case: values allowed, one example filling", Form: TextField},
		{Name: "prompt", Label: "Prompt", Help: "The fixed text, with its slots in braces", Form: TextField, Needed: true},
		{Name: "example_in", Label: "Example in", Help: "One invented input", Form: TextField},
		{Name: "example_out", Label: "Example out", Help: "The good output to it", Form: TextField},
		{Name: "checks", Label: "Checks", Help: "What to look at before the output is used", Form: TextField, Needed: true},
		{Name: "cases", Label: "Cases tested", Help: "How many inputs it was run on", Form: NumberField, Needed: true},
		{Name: "good", Label: "Met all checks", Help: "How many of these met every check", Form: NumberField, Needed: true},
		{Name: "interval", Label: "Interval", Help: "The range that fits these counts, such as 70-97%"},
		{Name: "tested_on", Label: "Tested on", Help: "The day of the test", Date: true},
		{Name: "tool", Label: "Tool and version", Help: "With which tool and version it was tested"},
		{Name: "fails", Label: "Fails on", Help: "What you saw go wrong", Form: TextField},
		{Name: "owner", Label: "Owner", Help: "One person who keeps it up", Needed: true},
		{Name: "review", Label: "Review date", Help: "When it is tested again", Date: true, Needed: true},
		{Name: "changes", Label: "Changes", Help: "One line for each version", Form: TextField},
	}
}

// evaluationFields are those of the kind "evaluation".
func evaluationFields() []PieceField {
	return []PieceField{
		{Name: "question", Label: "Question", Help: "Which decision the test was for", Needed: true},
		{Name: "criteria", Label: "Criteria", Help: "What counts as right; gates first", Form: TextField, Needed: true},
		{Name: "drawn", Label: "How the cases were drawn", Help: "For example: at random from four ordinary weeks", Needed: true},
		{Name: "cases", Label: "Cases", Help: "How many cases were rated", Form: NumberField, Needed: true},
		{Name: "good", Label: "Right", Help: "How many met the criteria", Form: NumberField, Needed: true},
		{Name: "interval", Label: "Interval", Help: "The 95% interval, such as 87-95%", Needed: true},
		{Name: "raters", Label: "Raters", Help: "Who rated, apart or together, blind or not"},
		{Name: "threshold", Label: "Pass mark", Help: "The mark that stood before the first case"},
		{Name: "tool", Label: "Tool and version", Help: "What was tested, with version and settings"},
		{Name: "not_shown", Label: "What it does not show", Help: "Cases that were not tested", Form: TextField},
	}
}

// impactNoteFields are those of the kind "impact-note".
func impactNoteFields() []PieceField {
	return []PieceField{
		{Name: "purpose", Label: "Purpose", Help: "What the use is for", Needed: true},
		{Name: "users", Label: "Users", Help: "Who works with it", Needed: true},
		{Name: "affected", Label: "Affected people", Help: "On whom it is used, and who bears the harm", Needed: true},
		{Name: "data", Label: "Data", Help: "What goes in, and what stays out", Form: ChoiceField, Choices: words(Public, Internal, Confidential, Personal), Needed: true},
		{Name: "worst", Label: "Worst plausible harm", Help: "To whom, and whether it can be undone", Form: TextField, Needed: true},
		{Name: "checks", Label: "Checks", Help: "How you would notice; who looks, how often", Form: TextField, Needed: true},
		{Name: "stop", Label: "Stop rule", Help: "A number and an action", Needed: true},
		{Name: "owner", Label: "Owner", Help: "One person who decides and answers for it", Needed: true},
		{Name: "review", Label: "Review date", Help: "When it is looked at again", Date: true, Needed: true},
		{Name: "without", Label: "Without AI", Help: "The harms of the task as it goes now", Form: TextField},
	}
}

// experimentFields are those of the kind "experiment".
func experimentFields() []PieceField {
	return []PieceField{
		{Name: "question", Label: "Question", Help: "What you wanted to find out, for which job", Needed: true},
		{Name: "result", Label: "Result", Help: "Counts and interval, in words that claim no more", Form: TextField, Needed: true},
	}
}

// sharedLearningFields are those of the kind "shared-learning".
func sharedLearningFields() []PieceField {
	return []PieceField{
		{Name: "headline", Label: "Headline", Help: "The result for the reader's job, with counts", Needed: true},
		{Name: "question", Label: "Question", Help: "What did we want to find out, for which job?", Needed: true},
		{Name: "did", Label: "Did", Help: "Cases, people, tool and version", Form: TextField, Needed: true},
		{Name: "result", Label: "Result", Help: "Counts, with checking time included", Form: TextField, Needed: true},
		{Name: "limits", Label: "Limits", Help: "Where it failed, what surprised us, what was not tested", Form: TextField, Needed: true},
		{Name: "use", Label: "Use", Help: "What to copy, what not to do, which data class", Form: TextField, Needed: true},
		{Name: "contact", Label: "Contact", Help: "Name, date, who did what"},
	}
}

// teamAgreementFields are those of the kind "team-agreement".
func teamAgreementFields() []PieceField {
	return []PieceField{
		{Name: "tools", Label: "Tools and data", Help: "Which tool for which class of data", Form: TextField, Needed: true},
		{Name: "yes", Label: "Yes", Help: "Tasks for which AI may be used", Form: TextField, Needed: true},
		{Name: "ask", Label: "Ask first", Help: "Tasks for which somebody has to be asked", Form: TextField, Needed: true},
		{Name: "no", Label: "No", Help: "Tasks for which AI is not used", Form: TextField, Needed: true},
		{Name: "checks", Label: "Checks", Help: "More of them where more is at stake", Form: TextField, Needed: true},
		{Name: "disclosure", Label: "Disclosure", Help: "When and how you say that AI helped", Form: TextField, Needed: true},
		{Name: "decides", Label: "Decides", Help: "Who settles a doubtful case, and who stands in", Needed: true},
		{Name: "concerns", Label: "Concerns", Help: "Whom to tell, and how", Needed: true},
		{Name: "review", Label: "Review", Help: "A date, or an event such as a new tool", Needed: true},
	}
}

// pilotFields are those of the kind "pilot".
func pilotFields() []PieceField {
	return []PieceField{
		{Name: "scope", Label: "Scope", Help: "Who, what, how long", Form: TextField, Needed: true},
		{Name: "out", Label: "Out of scope", Help: "What it must not be used for", Form: TextField, Needed: true},
		{Name: "data", Label: "Data", Help: "What goes in; who agreed", Form: ChoiceField, Choices: words(Public, Internal, Confidential, Personal), Needed: true},
		{Name: "guardrail", Label: "Guardrail", Help: "What stands between an output and its use", Form: TextField, Needed: true},
		{Name: "measure", Label: "Measure", Help: "What is counted", Needed: true},
		{Name: "guard", Label: "Guard", Help: "What must not get worse", Needed: true},
		{Name: "stop", Label: "Stop rule", Help: "A number and an action", Needed: true},
		{Name: "way_back", Label: "Way back", Help: "How the work goes on without it", Needed: true},
		{Name: "contact", Label: "Contact", Help: "Who can stop it, and who stands in"},
		{Name: "ended", Label: "Ended on", Help: "The day of the decision meeting", Date: true, Needed: true},
		{Name: "decision", Label: "Decision", Help: "adopt, adapt, drop or repeat", Needed: true},
		{Name: "why", Label: "Why", Help: "Result against the gate, guard, full cost, view of those who did the work", Form: TextField, Needed: true},
	}
}
