//go:build unix

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A model is what a learner did, in the simplest form that there is: what the store says has
// to be the same at any time, whatever happened to the program.
type model struct {
	Name, Page     string
	Answers        []string // oldest first
	Exercise, Done bool
	Entries        []noted // newest first
	past           *model  // before the newest thing that can be taken back
}

type noted struct{ ID, Title, Outcome, Learning string }

// next is the model after something that can be taken back.
func (m model) next(change func(*model)) model {
	after := m
	after.Answers, after.Entries, after.past = slices.Clip(m.Answers), slices.Clone(m.Entries), &m
	change(&after)
	all := func(item string) bool {
		return slices.ContainsFunc(after.Answers, func(a string) bool { return strings.HasPrefix(a, item+" ") })
	}
	after.Done = after.Done || after.Exercise && all("one") && all("two")
	return after
}

// found are the ids of the entries that have a word, sorted.
func (m model) found(word string) (ids []string) {
	for _, e := range m.Entries {
		if strings.Contains(e.Title+" "+e.Outcome+" "+e.Learning, word) {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// seen is what the readers of a store say.
func seen(t *testing.T, s *Store) model {
	t.Helper()
	l := must(s.Lesson("fnd"))(t)
	m := model{Name: must(s.Profile())(t).Name, Page: l.Page, Exercise: !l.Exercise.IsZero(), Done: !l.Done.IsZero()}
	for _, a := range must(s.Attempts("fnd"))(t) {
		m.Answers = append(m.Answers, fmt.Sprint(a.Item, " ", a.Right))
	}
	for _, listed := range must(s.Experiments())(t) {
		x := must(s.Experiment(listed.ID))(t)
		m.Entries = append(m.Entries, noted{x.ID, x.Title, x.Outcome, x.Learning})
	}
	return m
}

func animals() []string { return []string{"zebra", "okapi", "heron", "lemur"} }

// A modelled is a store, what it has to say, and a backup of an earlier moment.
type modelled struct {
	t      *testing.T
	s      *Store
	m      model
	backup string
	backed model
	done   []string // what was done, to be told where it led to something else
}

// judge compares all that the readers say with the model. To look takes in what waits, so
// that is not done after each deed.
func (r *modelled) judge() {
	r.t.Helper()
	want := r.m
	want.past = nil
	if got, want := fmt.Sprintf("%+v", seen(r.t, r.s)), fmt.Sprintf("%+v", want); got != want {
		r.t.Fatalf("after %q\nthe readers say %s\nthe model says  %s", r.done, got, want)
	}
	for _, word := range animals() {
		hits := must(r.s.SearchExperiments(word, 100))(r.t)
		var ids []string
		for _, hit := range hits.Results {
			ids = append(ids, hit.ID)
		}
		slices.Sort(ids)
		equal(r.t, "entries found by "+word, ids, r.m.found(word))
	}
}

func (r *modelled) deeds() map[string]func(*rapid.T) {
	word := rapid.SampledFrom(animals())
	return map[string]func(*rapid.T){
		"answer": func(d *rapid.T) {
			item, right := rapid.SampledFrom([]string{"one", "two", "three"}).Draw(d, "item"), rapid.Bool().Draw(d, "right")
			_ = must(r.s.RecordAttempt(attempt(item, right), need))(r.t)
			r.m = r.m.next(func(m *model) { m.Answers = append(m.Answers, fmt.Sprint(item, " ", right)) })
		},
		"exercise": func(*rapid.T) {
			_ = must(r.s.MarkExercise("fnd", need))(r.t)
			if !r.m.Exercise {
				r.m = r.m.next(func(m *model) { m.Exercise = true })
			}
		},
		"turn": func(d *rapid.T) {
			r.m.Page = word.Draw(d, "page")
			check(r.t, r.s.KeepPlace("fnd", "1.0.0", r.m.Page, false))
		},
		"name": func(d *rapid.T) {
			name := word.Draw(d, "name")
			check(r.t, updateProfile(r.s, "name", name))
			if name != r.m.Name {
				r.m = r.m.next(func(m *model) { m.Name = name })
			}
		},
		"note": func(d *rapid.T) {
			e := noted{Title: word.Draw(d, "title"), Outcome: strings.Repeat(word.Draw(d, "outcome")+" ", rapid.SampledFrom([]int{1, 1000}).Draw(d, "long")) + "end"}
			x, waiting, err := r.s.AddExperiment(Experiment{Title: e.Title, Outcome: e.Outcome})
			check(r.t, err)
			check(r.t, waiting)
			e.ID = x.ID
			r.m = r.m.next(func(m *model) { m.Entries = slices.Insert(m.Entries, 0, e) })
		},
		"learn": func(d *rapid.T) {
			if len(r.m.Entries) == 0 {
				return
			}
			at, text := rapid.IntRange(0, len(r.m.Entries)-1).Draw(d, "entry"), word.Draw(d, "learning")
			_ = must(r.s.UpdateExperiment(r.m.Entries[at].ID, map[string]string{"learning": text}))(r.t)
			if text != r.m.Entries[at].Learning {
				r.m = r.m.next(func(m *model) { m.Entries[at].Learning = text })
			}
		},
		"undo": func(*rapid.T) {
			_, err := r.s.Undo(time.Time{})
			if r.m.past == nil {
				wantErr(r.t, err, ErrNothingToUndo)
				return
			}
			check(r.t, err)
			page := r.m.Page // keeping the place is nothing that is taken back
			r.m = *r.m.past
			r.m.Page = page
		},
		"look": func(*rapid.T) { r.judge() },
	}
}

// mishaps are what may happen to the program and to its file.
func (r *modelled) mishaps() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"start anew": func(*rapid.T) { r.s = New(r.s.Dir(), r.s.now) },
		"leave what was being written": func(*rapid.T) {
			check(r.t, os.MkdirAll(filepath.Join(r.s.Dir(), draftPrefix+"1", "x"), 0o700))
			r.s = New(r.s.Dir(), r.s.now)
			r.s.Sweep()
			noDrafts(r.t, r.s)
		},
		"leave half a line": func(*rapid.T) {
			check(r.t, os.MkdirAll(r.s.spoolDir(), 0o700))
			f := must(os.OpenFile(r.s.captureFile(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600))(r.t)
			_ = must(f.WriteString("\n0000beef {\"title\":"))(r.t)
			check(r.t, f.Close())
		},
		"go on with a copy": func(*rapid.T) {
			dir := filepath.Join(r.t.TempDir(), "waymark")
			check(r.t, os.CopyFS(dir, os.DirFS(r.s.Dir())))
			check(r.t, os.Chmod(dir, 0o700))
			r.s = New(dir, r.s.now)
		},
		"kill another program": func(d *rapid.T) {
			cmd, out := startRole(r.t, r.s, "forever")
			var answered []string
			for range rapid.IntRange(0, 5).Draw(d, "answers") {
				out.Scan()
				answered = append(answered, out.Text())
			}
			check(r.t, cmd.Process.Kill())
			for out.Scan() {
				answered = append(answered, out.Text())
			}
			_ = cmd.Wait()
			r.adopt(answered)
		},
		"rebuild": func(*rapid.T) { check(r.t, r.s.Rebuild()) },
		"repair":  func(*rapid.T) { equal(r.t, "complete", must(r.s.Repair())(r.t).Complete, true) },
		"compact": func(*rapid.T) { _ = must(r.s.Compact())(r.t) },
		"back up": func(*rapid.T) {
			r.backup = filepath.Join(r.t.TempDir(), "backup.db")
			_ = must(r.s.BackUpTo(r.backup, false))(r.t)
			r.backed = r.m
		},
		"restore": func(*rapid.T) {
			if r.backup != "" {
				check(r.t, r.s.Restore(r.backup))
				r.m = r.backed
			}
		},
	}
}

// adopt takes the answers of a program that was killed into the model: all that it confirmed,
// and at most one more.
func (r *modelled) adopt(confirmed []string) {
	r.t.Helper()
	all := must(r.s.Attempts("fnd"))(r.t)[len(r.m.Answers):]
	if extra := len(all) - len(confirmed); extra < 0 || extra > 1 {
		r.t.Fatalf("%d answers were confirmed, and %d are there", len(confirmed), len(all))
	}
	for i, a := range all {
		if i < len(confirmed) {
			equal(r.t, "the answer that was confirmed", a.Item, confirmed[i])
		}
		r.m = r.m.next(func(m *model) { m.Answers = append(m.Answers, fmt.Sprint(a.Item, " ", a.Right)) })
	}
}

// Whatever a learner does, and whatever happens to the program between, all readers say what
// the simplest model of it says.
func TestTheStoreIsAsItsModel(t *testing.T) {
	n, steps := 0, map[string]int{}
	rapid.Check(t, func(d *rapid.T) {
		if n++; n > proofs(300, 5) {
			return
		}
		r := &modelled{t: t, s: newStore(t), m: model{Name: "Ines"}}
		check(t, updateProfile(r.s, "name", "Ines")) // the set-up, which is not taken back
		actions := r.deeds()
		for what, mishap := range r.mishaps() {
			actions["mishap: "+what] = func(d *rapid.T) { mishap(d); r.judge() }
		}
		for what, act := range actions {
			actions[what] = func(d *rapid.T) { r.done = append(r.done, what); act(d); steps[what]++ }
		}
		d.Repeat(actions)
		r.judge()
		checkSound(t, r.s.File())
	})
	t.Logf("%d histories: %v", min(n, proofs(300, 5)), steps)
}
