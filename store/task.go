package store

// A Task is a kind of work that AI is tried on.
type Task struct {
	ID, Name, Text string // Text is one line in plain words
}

// Tasks lists the kinds of work, a fixed vocabulary so that entries can be compared.
func Tasks() []Task {
	return []Task{
		{"draft", "Draft text", "Write the first version of a text from notes or a brief"},
		{"reword", "Translate or reword", "Put a text into another language, tone, length or reading level"},
		{"summarise", "Summarise", "Make a long text short and keep what its readers need"},
		{"extract", "Extract", "Take named facts out of texts into a table or a form"},
		{"classify", "Sort and label", "Give each case a label, or put cases in an order"},
		{"ground", "Search and answer", "Answer questions from sources that can be opened"},
		{"analyse", "Analyse data", "Find and explain what figures or answers show"},
		{"code", "Code and formulas", "Write or explain code, queries and spreadsheet formulas"},
		{"plan", "Plan and decide", "Lay out steps, options, risks or an agenda"},
		{"brainstorm", "Find ideas", "Collect many different ideas, names or concepts"},
		{"review", "Review", "Look for faults in a text, a plan or a result"},
		{"practise", "Practise", "Rehearse a talk or a skill, with AI as partner or coach"},
	}
}

// TaskIDs lists the ids of the tasks.
func TaskIDs() []string {
	var ids []string
	for _, task := range Tasks() {
		ids = append(ids, task.ID)
	}
	return ids
}
