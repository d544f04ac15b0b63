package snapshot_test

import (
	"fmt"
	"slices"
	"testing"

	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// elsewhere is a module without a lesson on the pathway of a person, and its lessons.
func (p *person) elsewhere() (module string, lessons []string) {
	p.t.Helper()
	at, err := progress.Read(catalogue(), p.store)
	must(p.t, err)
	for _, m := range catalogue().Modules() {
		if len(m.Lessons) > 1 && !slices.ContainsFunc(at.Path.Modules, func(on progress.Module) bool { return on.ID == m.ID }) {
			return m.ID, m.Lessons
		}
	}
	p.t.Fatal("every module is on the pathway")
	return "", nil
}

// order is a team file that gives modules to a person.
func (p *person) order(modules ...string) string {
	learner, _, err := p.store.Identity()
	must(p.t, err)
	list := `{"learner": "somebody else", "module": "not-theirs"}`
	for _, m := range modules {
		list += fmt.Sprintf(`, {"learner": %q, "module": %q}`, learner, m)
	}
	return `{"given": [` + list + `]}`
}

// complete marks lessons as done, in the version that they have.
func (p *person) complete(lessons ...string) {
	for _, id := range lessons {
		meta, err := catalogue().Lesson(id)
		must(p.t, err, p.store.KeepPlace(id, meta.Version, "one", true))
		_, err = p.store.MarkExercise(id, store.Requirement{Exercise: true, Version: meta.Version})
		must(p.t, err)
	}
}

// find is what a snapshot tells of a module; nil where it tells nothing.
func find(s snapshot.Snapshot, module string) *snapshot.Module {
	if i := slices.IndexFunc(s.Modules, func(m snapshot.Module) bool { return m.ID == module }); i >= 0 {
		return &s.Modules[i]
	}
	return nil
}

// A module that a lead gave is told, in all profiles, though it is not on the pathway.
func TestAModuleThatWasGivenIsTold(t *testing.T) {
	p := newPerson(t, 1)
	module, lessons := p.elsewhere()
	must(t, p.accept(p.order(module, "foundations", "in-no-pack")))
	for _, profile := range snapshot.Profiles() {
		s := p.with(profile, "")
		m := find(s, module)
		if m == nil || m.State != "not started" || m.Done != 0 || m.Total != len(lessons) || m.Title == "" {
			t.Fatalf("%s tells of it: %+v", profile, m)
		}
		if find(s, "not-theirs") != nil || find(s, "in-no-pack") != nil {
			t.Errorf("%s tells of what is not theirs, or not there", profile)
		}
		if _, err := s.Encode(); err != nil { // a module twice would be none
			t.Error(err)
		}
	}
	before := p.with(snapshot.Minimal, "").MinutesLeft
	p.complete(lessons...)
	s := p.with(snapshot.Minimal, "")
	if m := find(s, module); m.State != "done" || m.Done != len(lessons) || m.Completed != "" || m.Level != "" || len(s.Lessons) > 0 || s.MinutesLeft != before {
		t.Errorf("minimal, once it is done: %+v, %d minutes left of the pathway", m, s.MinutesLeft)
	}
	s = p.with(snapshot.Standard, "")
	if m := find(s, module); m.Completed != "2026-11-24" || m.Level != "not shown" || len(s.Lessons) != 1+len(lessons) {
		t.Errorf("standard, once it is done: %+v, and %d lessons", m, len(s.Lessons))
	}
}

// Lessons that are complete are told wherever they are: the training record is not the pathway.
func TestCompletedLessonsOutsideThePathwayAreTold(t *testing.T) {
	p := newPerson(t, 1)
	module, lessons := p.elsewhere()
	p.complete(lessons[1])
	must(t, p.store.KeepPlace(lessons[0], "1.0.0", "one", true))
	s := p.with(snapshot.Standard, "")
	var ids []string
	for _, l := range s.Lessons {
		ids = append(ids, l.ID)
	}
	if !slices.Equal(ids, []string{"fnd-what-ai-is", lessons[1]}) || find(s, module) != nil {
		t.Errorf("told are %q, and of the module %+v", ids, find(s, module))
	}
	if n := len(p.with(snapshot.Minimal, "").Lessons); n > 0 {
		t.Errorf("minimal tells %d lessons", n)
	}
}
