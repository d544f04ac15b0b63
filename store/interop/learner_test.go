package interop_test

import (
	"crypto/ed25519"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/interop"
	"waymark/store/progress"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A person learns in a store of a test, with a clock that the test sets.
type person struct {
	t     testing.TB
	c     *curriculum.Catalogue
	store *store.Store
	now   time.Time
}

func newPerson(t testing.TB) *person {
	t.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	must(t, err)
	p := &person{t: t, c: c, now: time.Date(2026, 3, 2, 9, 30, 11, 0, time.FixedZone("", 3600))}
	p.store = store.New(t.TempDir(), func() time.Time { return p.now })
	_, err = p.store.UpdateProfile(map[string]string{"name": "Ines Moreau", "pathway": "path-essentials"})
	must(t, err)
	return p
}

// learn does a lesson: all that its exercise stands for in these tests.
func (p *person) learn(lesson string) {
	p.t.Helper()
	p.now = p.now.Add(26 * time.Hour)
	_, err := p.store.MarkExercise(lesson, store.Requirement{Exercise: true, Version: "1.0.0"})
	must(p.t, err)
}

// pass answers a check of a module, and covers the lessons named.
func (p *person) pass(module string, lessons ...string) {
	p.t.Helper()
	p.now = p.now.Add(time.Hour)
	check := store.Check{Module: module, Items: []store.CheckItem{{Ref: "fnd#one", Objective: "O1"}}}
	for _, id := range lessons {
		check.Lessons = append(check.Lessons, store.CheckLesson{ID: id})
	}
	check, err := p.store.StartCheck(check)
	must(p.t, err)
	_, err = p.store.RecordAttempt(store.Attempt{Lesson: "fnd", Item: "one", Answer: "a", Right: true, Check: check.ID}, store.Requirement{})
	must(p.t, err)
}

func (p *person) undo() {
	p.t.Helper()
	p.now = p.now.Add(time.Minute)
	_, err := p.store.Undo(time.Time{})
	must(p.t, err)
}

func (p *person) records() []interop.Record {
	p.t.Helper()
	done, err := p.store.Completions()
	must(p.t, err)
	profile, err := p.store.Profile()
	must(p.t, err)
	return interop.Records(p.c, done, profile.Pathway)
}

func (p *person) who() interop.Learner {
	p.t.Helper()
	id, _, err := p.store.Identity()
	must(p.t, err)
	return interop.Learner{ID: id}
}

func (p *person) statements() []interop.Statement {
	p.t.Helper()
	return interop.Statements(p.who(), p.records())
}

func (p *person) key() ed25519.PrivateKey {
	p.t.Helper()
	key, err := p.store.SigningKey()
	must(p.t, err)
	return key
}

// richPerson did most of what there is, passed checks, and took some of it back.
func richPerson(t testing.TB, seed uint64) *person {
	t.Helper()
	p, random := newPerson(t), rand.New(rand.NewPCG(seed, 1))
	for _, m := range p.c.Modules() {
		tested := m.Lessons[:random.IntN(len(m.Lessons))]
		if random.IntN(2) == 0 {
			p.pass(m.ID, tested...)
		}
		for _, id := range m.Lessons {
			if random.IntN(20) == 0 {
				continue
			}
			p.learn(id)
			if random.IntN(8) == 0 {
				p.undo()
				p.learn(id)
			}
		}
	}
	return p
}

// earned is every badge, as if all of its evidence were there.
func earned(t testing.TB, c *curriculum.Catalogue) []progress.Badge {
	t.Helper()
	all, err := progress.Badges(c, progress.Work{})
	must(t, err)
	for i := range all {
		all[i].Earned = true
	}
	return all
}

// decoded is a statement as any JSON.
func decoded(t testing.TB, s interop.Statement) map[string]any {
	t.Helper()
	content, err := json.Marshal(s)
	must(t, err)
	var v map[string]any
	must(t, json.Unmarshal(content, &v))
	return v
}
