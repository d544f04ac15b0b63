package curriculum

import "slices"

// A Department is where a learner works. Lessons hold examples for departments.
type Department struct {
	ID    string // as profiles and lesson files write it
	Title string
}

// Departments lists all departments, in the order in which they are offered.
func Departments() []Department {
	return []Department{
		{"marketing", "Marketing"},
		{"sales", "Sales"},
		{"hr", "HR"},
		{"operations", "Operations"},
		{"finance", "Finance"},
		{"product", "Product"},
		{"design", "Design"},
		{"healthcare", "Health care"},
		{"engineering", "Engineering"},
		{"other", "Other"},
	}
}

// isDepartment reports that there is a department of that id.
func isDepartment(id string) bool {
	return slices.ContainsFunc(Departments(), func(d Department) bool { return d.ID == id })
}

// DepartmentTitle is the title of a department, or the id itself where there is
// no such department.
func DepartmentTitle(id string) string {
	for _, d := range Departments() {
		if d.ID == id {
			return d.Title
		}
	}
	return id
}
