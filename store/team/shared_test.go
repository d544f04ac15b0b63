package team

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/snapshot"
)

// A learner has a store of their own and sends snapshots into a folder.
type learner struct {
	t      *testing.T
	store  *store.Store
	folder string
	now    *time.Time
	c      *curriculum.Catalogue
}

func newLearner(t *testing.T, c *curriculum.Catalogue, folder string, now *time.Time, name, department string) learner {
	t.Helper()
	s := store.New(filepath.Join(t.TempDir(), "waymark"), func() time.Time { return *now })
	l := learner{t, s, folder, now, c}
	_, err := s.UpdateProfile(map[string]string{"name": name, "department": department, "pathway": "longer"})
	l.must(err)
	return l
}

func (l learner) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// completes does what a lesson asks for, in the version that the packs hold.
func (l learner) completes(lessons ...string) {
	l.t.Helper()
	for _, id := range lessons {
		meta, err := l.c.Lesson(id)
		l.must(err)
		l.must(l.store.KeepPlace(id, meta.Version, "one", true))
		_, err = l.store.MarkExercise(id, store.Requirement{Exercise: true, Version: meta.Version})
		l.must(err)
	}
}

// sends makes a snapshot, signs it and writes it into the folder.
func (l learner) sends() {
	l.t.Helper()
	from, err := snapshot.Read(l.c, l.store, "test", *l.now)
	l.must(err)
	snap, err := snapshot.Make(from)
	l.must(err)
	_, err = snapshot.Send(l.store, snap, l.folder)
	l.must(err)
}

// A team of two learners and a lead, each with a store of their own, over three weeks.
func TestTheViewsOfSnapshotsThatWereSent(t *testing.T) {
	now, c, folder := today, classroom(t), t.TempDir()
	amara := newLearner(t, c, folder, &now, "Amara", "hr")
	jonas := newLearner(t, c, folder, &now, "Jonas", "finance")
	lead := store.New(filepath.Join(t.TempDir(), "waymark"), func() time.Time { return now })
	look := func() Attention {
		t.Helper()
		report, err := Import(lead, "", folder, now)
		if err != nil || len(report.Refused) > 0 {
			t.Fatal(report.Refused, err)
		}
		a, err := ReadAttention(c, lead, Filter{}, now)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	member := func(need string) MemberView {
		t.Helper()
		people, err := People(lead)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if p.Name() == need {
				v, err := ReadMember(c, lead, p.Member.ID, now)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
		}
		t.Fatal("nobody is called " + need)
		return MemberView{}
	}

	jonas.completes("a-1", "a-2")
	_, err := jonas.store.MakeOffer("a-3", "")
	jonas.must(err)
	amara.sends()
	jonas.sends()
	same(t, "on the first day", needs(look()), []string{"Amara: has not started yet; the first snapshot came today"})
	same(t, "one snapshot", member("Amara").Since.Words(), "Since the first snapshot, of 26 November 2026: no newer snapshot has come")

	now = now.AddDate(0, 0, 1)
	amara.completes("a-1")
	_, err = amara.store.RaiseHand("a-3", "which one?")
	amara.must(err)
	amara.sends()
	same(t, "a hand", needs(look()), []string{`Amara: asks for help with "Lesson a-3" since 27 November 2026: which one?`})
	v := member("Amara")
	same(t, "since the first snapshot", v.Since.Lines, []string{`1 lesson more in "ALPHA", now 1 of 5`, `raised a hand about "Lesson a-3": which one?`})
	same(t, "what is told in full", v.Lessons[0].ID+" "+v.Lessons[0].Version, "a-1 2.0.0")
	help, err := ReadHelp(c, lead, Filter{}, now)
	same(t, "help", proposals(help), "Amara Lesson a-3: Jonas(topic)")
	if err != nil {
		t.Fatal(err)
	}

	_, err = lead.RecordTalk(v.Member.ID)
	amara.must(err)
	now = now.AddDate(0, 0, 2)
	_, err = amara.store.LowerHand("a-3")
	amara.must(err)
	amara.sends()
	same(t, "all is well", look().FineWords(), "All 2 people need nothing from you")
	v = member("Amara")
	same(t, "since the talk", v.Since.Words(), "Since you talked on 27 November 2026")
	same(t, "changes", v.Since.Lines, []string{`lowered the hand about "Lesson a-3"`})

	now = now.AddDate(0, 0, 22) // Jonas sends again and has done nothing; Amara sends nothing
	jonas.sends()
	same(t, "weeks later", needs(look()), []string{
		"Jonas: was last active in the week of 23 November 2026", "Amara: no news since 29 November 2026",
	})
	same(t, "jonas", member("Jonas").Since.Words(), "Since the first snapshot, of 26 November 2026: nothing that a snapshot tells has changed")
	_, err = ReadMember(c, lead, "01JT0000000000000000000000", now)
	same(t, "nobody", errors.Is(err, store.ErrNotFound), true)
}

// needs are the people who need something, and why.
func needs(a Attention) []string {
	var all []string
	for _, n := range a.Needs {
		for _, c := range n.Causes {
			all = append(all, n.Name+": "+c.Words())
		}
	}
	return all
}
