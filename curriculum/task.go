package curriculum

import "slices"

// A Task is a type of work that people do with AI.
type Task struct {
	ID    string // as journal entries and lesson files write it
	Title string
	Text  string // what one does, in a line
}

// Tasks lists all types of task, in the order in which they are offered. The
// store has the same ids.
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

// TaskTitle is the title of a task, or the id itself where there is no such task.
func TaskTitle(id string) string {
	for _, t := range Tasks() {
		if t.ID == id {
			return t.Title
		}
	}
	return id
}

// isTask reports that there is a task of that id.
func isTask(id string) bool {
	return slices.ContainsFunc(Tasks(), func(t Task) bool { return t.ID == id })
}

const helpFile = "tasks.yaml"

// Helps are the lessons that help with a type of task, and those that know a
// department's work (tasks.yaml).
type Helps struct {
	Tasks       map[string][]string // lesson ids, the first one first, by task
	Departments map[string][]string // lesson ids, in the same way, by department
}

// readHelps reads the helps of a pack, which may have none.
func readHelps(s *source) (Helps, error) {
	var h Helps
	if !s.has(helpFile) {
		return h, nil
	}
	return h, readYAML(s, helpFile, &h)
}

// packHelps reads the helps of a pack by the ids of the catalogue.
func (c *Catalogue) packHelps(s *source, pack string) ([]Helps, error) {
	h, err := readHelps(s)
	for _, lists := range []map[string][]string{h.Tasks, h.Departments} {
		for key, ids := range lists {
			own := make([]string, len(ids))
			for i, id := range ids {
				own[i] = c.lessonOf(pack, id)
			}
			lists[key] = c.known(own)
		}
	}
	return []Helps{h}, err
}

// Helps returns the lessons that help with tasks and in departments: those of an
// organisation's own pack, which comes later, stand before Waymark's. The first
// call reads the files.
func (c *Catalogue) Helps() (Helps, error) {
	files, err := c.helps()
	all := Helps{map[string][]string{}, map[string][]string{}}
	for _, h := range slices.Backward(files) {
		for id, lessons := range h.Tasks {
			all.Tasks[id] = append(all.Tasks[id], lessons...)
		}
		for id, lessons := range h.Departments {
			all.Departments[id] = append(all.Departments[id], lessons...)
		}
	}
	return all, err
}
