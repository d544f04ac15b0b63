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

// A shared is two learners and a lead, each with a store of their own, and a folder.
type shared struct {
	*testing.T
	now          time.Time
	c            *curriculum.Catalogue
	folder       string
	amara, jonas learner
	lead         *store.Store
}

func newShared(t *testing.T) *shared {
	t.Helper()
	s := &shared{T: t, now: today, c: classroom(t), folder: t.TempDir()}
	s.amara = newLearner(t, s.c, s.folder, &s.now, "Amara", "hr")
	s.jonas = newLearner(t, s.c, s.folder, &s.now, "Jonas", "finance")
	s.lead = store.New(filepath.Join(t.TempDir(), "waymark"), func() time.Time { return s.now })
	return s
}

// attention takes in the folder and looks who needs something.
func (s *shared) attention() Attention {
	s.Helper()
	report, err := Import(s.lead, "", s.folder, s.now)
	if err != nil || len(report.Refused) > 0 {
		s.Fatal(report.Refused, err)
	}
	a, err := ReadAttention(s.c, s.lead, Filter{}, s.now)
	if err != nil {
		s.Fatal(err)
	}
	return a
}

func (s *shared) member(of learner) MemberView {
	s.Helper()
	id, _, err := of.store.Identity()
	of.must(err)
	v, err := ReadMember(s.c, s.lead, id, s.now)
	of.must(err)
	return v
}

// Over four weeks, with all that is between the learners and the lead.
func TestTheViewsOfSnapshotsThatWereSent(t *testing.T) {
	s := newShared(t)
	s.jonas.completes("a-1", "a-2")
	_, err := s.jonas.store.MakeOffer("a-3", "")
	s.jonas.must(err)
	s.amara.sends()
	s.jonas.sends()
	same(t, "on the first day", needs(s.attention()), []string{"Amara: has not started yet; the first snapshot came today"})
	same(t, "one snapshot", s.member(s.amara).Since.Words(), "Since the first snapshot, of 26 November 2026: no newer snapshot has come")

	s.now = s.now.AddDate(0, 0, 1)
	s.amara.completes("a-1")
	_, err = s.amara.store.RaiseHand("a-3", "which one?")
	s.amara.must(err)
	s.amara.sends()
	same(t, "a hand", needs(s.attention()), []string{`Amara: asks for help with "Lesson a-3" since 27 November 2026: which one?`})
	v := s.member(s.amara)
	same(t, "since the first snapshot", v.Since.Lines, []string{`1 lesson more in "ALPHA", now 1 of 5`, `raised a hand about "Lesson a-3": which one?`})
	same(t, "what is told in full", v.Lessons[0].ID+" "+v.Lessons[0].Version, "a-1 2.0.0")
	help, err := ReadHelp(s.c, s.lead, Filter{}, s.now)
	s.amara.must(err)
	same(t, "help", proposals(help), "Amara Lesson a-3: Jonas(topic)")

	_, err = s.lead.RecordTalk(v.Member.ID)
	s.amara.must(err)
	s.now = s.now.AddDate(0, 0, 2)
	_, err = s.amara.store.LowerHand("a-3")
	s.amara.must(err)
	s.amara.sends()
	same(t, "all is well", s.attention().FineWords(), "All 2 people need nothing from you")
	v = s.member(s.amara)
	same(t, "since the talk", v.Since.Words(), "Since you talked on 27 November 2026")
	same(t, "changes", v.Since.Lines, []string{`lowered the hand about "Lesson a-3"`})

	s.now = s.now.AddDate(0, 0, 22) // Jonas sends again and has done nothing; Amara sends nothing
	s.jonas.sends()
	same(t, "weeks later", needs(s.attention()), []string{
		"Jonas: was last active in the week of 23 November 2026", "Amara: no news since 29 November 2026",
	})
	same(t, "jonas", s.member(s.jonas).Since.Words(), "Since the first snapshot, of 26 November 2026: nothing that a snapshot tells has changed")
}

func TestNobodyOfThatID(t *testing.T) {
	lead := store.New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	_, err := ReadMember(classroom(t), lead, "01JT0000000000000000000000", today)
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
