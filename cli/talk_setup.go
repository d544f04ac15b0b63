package cli

import (
	"cmp"
	"slices"

	"waymark/curriculum"
	"waymark/store"
)

// setUp asks who learns, and on which pathway: the first time, and again when
// they want to change it. Nothing is saved before the last answer.
func (t *talk) setUp() error {
	catalogue, err := t.app.catalogue()
	if err != nil {
		return err
	}
	p, err := t.app.store().Profile()
	if err != nil {
		return err
	}
	t.welcome(p)
	set, ok, err := t.askProfile(catalogue, p)
	if err != nil {
		return err
	}
	if !ok {
		t.say("You left the questions. Nothing was changed.")
		return nil
	}
	if p, err = t.app.store().UpdateProfile(set); err != nil {
		return err
	}
	if _, err := t.app.store().SigningKey(); err != nil {
		return err
	}
	t.gap()
	t.say("Kept: %s, %s, %s pathway.", cmp.Or(p.Name, "no name"), curriculum.DepartmentTitle(p.Department), pathwayTitle(catalogue, p.Pathway))
	for _, note := range locationNotes(t.app.store().Location()) {
		t.gap()
		t.say("%s", note)
	}
	return nil
}

// askProfile asks the three questions. It is not ok where the person leaves them.
func (t *talk) askProfile(c *curriculum.Catalogue, p store.Profile) (set map[string]string, ok bool, err error) {
	name, ok, err := t.askName(p)
	if err != nil || !ok {
		return nil, false, err
	}
	department, ok, err := t.askDepartment(p)
	if err != nil || !ok {
		return nil, false, err
	}
	pathway, ok, err := t.askPathway(c, p, department)
	return map[string]string{"name": name, "department": department, "pathway": pathway}, ok, err
}

func (t *talk) welcome(p store.Profile) {
	if !p.SetUp.IsZero() {
		t.say("Three questions. To leave them changes nothing.")
		return
	}
	t.say("Welcome to Waymark. Learn to work well with AI, in sittings of ten minutes. Everything stays on this machine.")
	t.say("You read lines and type an answer, then press Enter. Three questions come first; you can change the answers later.")
}

// askName is not ok where the person goes back; so are the other questions.
func (t *talk) askName(p store.Profile) (name string, ok bool, err error) {
	t.gap()
	t.say("Question 1 of 3. What shall we call you? Your name stands on what you share with your lead, and nowhere else.")
	words := "for none"
	if p.Name != "" {
		words = "to keep " + p.Name
	}
	for {
		typed, err := t.ask("Type your name, q to leave, or Enter alone %s:", words)
		if typed != "?" {
			return cmp.Or(typed, p.Name), command(typed, free, "quit") == "", err
		}
		t.say("A first name is enough. It greets you, and it stands on what you choose to share.")
	}
}

func (t *talk) askDepartment(p store.Profile) (id string, ok bool, err error) {
	t.gap()
	t.say("Question 2 of 3. Where do you work? Lessons show examples from there.")
	all := curriculum.Departments()
	var rows []row
	for _, d := range all {
		rows = append(rows, row{title: d.Title})
	}
	now := slices.IndexFunc(all, func(d curriculum.Department) bool { return d.ID == cmp.Or(p.Department, "other") })
	n, err := t.choose(rows, now, "for "+curriculum.DepartmentTitle(cmp.Or(p.Department, "other")))
	if err != nil || n < 0 {
		return "", false, err
	}
	return all[n].ID, true, nil
}

func (t *talk) askPathway(c *curriculum.Catalogue, p store.Profile, department string) (id string, ok bool, err error) {
	t.gap()
	t.say("Question 3 of 3. Which pathway do you want to follow? It orders the lessons for you; all others stay open.")
	all := c.Pathways()
	var rows []row
	for _, path := range all {
		rows = append(rows, row{path.Title, count(len(path.Lessons), "lesson") + ", for " + path.For})
	}
	proposed := c.Proposed(department)
	if department == p.Department {
		proposed = cmp.Or(p.Pathway, proposed)
	}
	now := slices.IndexFunc(all, func(path curriculum.Pathway) bool { return path.ID == proposed })
	n, err := t.choose(rows, now, "for "+pathwayTitle(c, proposed))
	if err != nil || n < 0 {
		return "", false, err
	}
	return all[n].ID, true, nil
}
