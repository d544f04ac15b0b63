package snapshot

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// ChangesSince is Changes since the snapshot that was sent last, by the ledger. There are
// none before the first was sent. An error is that of reading the ledger's snapshot.
func ChangesSince(last store.Sent, after Snapshot) ([]string, error) {
	if last.Number == 0 {
		return nil, nil
	}
	before, err := Decode([]byte(last.Payload))
	if err != nil {
		return nil, fmt.Errorf("snapshot %d of the ledger: %w", last.Number, err)
	}
	return Changes(before, after), nil
}

// Changes says in words what a snapshot tells otherwise than one before it, a line for each
// thing: "Ethical AI: 3 of 4 lessons, was 2". It goes by what both hold; of two Heads, it says
// nothing of lessons and cards. The number and the day, which are never the same, are left
// out. The words name nobody, so that they fit the learner and the lead.
func Changes(before, after Snapshot) []string {
	var d diff
	switch {
	case after.Withdrawn && before.Withdrawn:
		return nil
	case after.Withdrawn:
		return []string{"Withdrawn: everything that was sent before"}
	case before.Withdrawn:
		d.add("Told again, after it was withdrawn")
		before.Profile = after.Profile
	}
	d.profile(before.Profile, after.Profile)
	both := before.Profile.atLeast(Standard) && after.Profile.atLeast(Standard)
	d.was("Name", before.Learner.Name, after.Learner.Name)
	if both {
		d.was("Department", curriculum.DepartmentTitle(before.Learner.Department), curriculum.DepartmentTitle(after.Learner.Department))
		d.was("Role", before.Learner.Role, after.Learner.Role)
	}
	d.was("Pathway", before.Pathway.name(), after.Pathway.name())
	d.modules(before, after)
	if both {
		d.lessons(before.Lessons, after.Lessons)
	}
	d.was("Last active", before.LastActiveWeek, after.LastActiveWeek)
	d.was("Minutes left", strconv.Itoa(before.MinutesLeft), strconv.Itoa(after.MinutesLeft))
	d.topics("Hand", "Hand raised", "Hand taken down", before.Hands, after.Hands)
	if both {
		d.topics("Offer", "Help offered", "Offer taken back", before.Offers, after.Offers)
		d.cards(before, after)
	}
	d.records(before, after)
	return d.lines
}

func (p Pathway) name() string { return cmp.Or(p.Title, p.ID) }

// A diff collects lines.
type diff struct{ lines []string }

func (d *diff) add(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

// was tells a text that is another one.
func (d *diff) was(label, before, after string) {
	if before != after {
		d.add("%s: %s, was %s", label, cmp.Or(after, "none"), cmp.Or(before, "none"))
	}
}

// profile tells what is withheld now, or no more.
func (d *diff) profile(before, after Profile) {
	if before == after {
		return
	}
	d.add("Profile: %s, was %s", after, before)
	what, from, to := "Now told", before, after
	if before.atLeast(after) {
		what, from, to = "Now withheld", after, before
	}
	for _, p := range Profiles() {
		if p.atLeast(from) && p != from && to.atLeast(p) {
			d.add("%s: %s", what, p.gist())
		}
	}
}

// inTurn calls fn with what stands in two lists under one key: first as the later list has
// them, with nil where the earlier one has none, then those that only the earlier one has.
func inTurn[T any](before, after []T, key func(T) string, fn func(before, after *T)) {
	at := func(list []T, k string) *T {
		if i := slices.IndexFunc(list, func(v T) bool { return key(v) == k }); i >= 0 {
			return &list[i]
		}
		return nil
	}
	for i := range after {
		fn(at(before, key(after[i])), &after[i])
	}
	for i := range before {
		if at(after, key(before[i])) == nil {
			fn(&before[i], nil)
		}
	}
}

// modules tells how far modules are. Of another pathway it tells only those that both have.
func (d *diff) modules(before, after Snapshot) {
	same := before.Pathway.ID == after.Pathway.ID && !before.Withdrawn
	levels := before.Profile.atLeast(Standard) && after.Profile.atLeast(Standard)
	inTurn(before.Modules, after.Modules, func(m Module) string { return m.ID }, func(b, a *Module) {
		switch {
		case b == nil && same:
			d.add("%s: new on the pathway", a.name())
		case a == nil && same:
			d.add("%s: no longer on the pathway", b.name())
		case a != nil && b != nil:
			d.module(*b, *a, levels)
		}
	})
}

func (m Module) name() string { return cmp.Or(m.Title, m.ID) }

func (d *diff) module(b, a Module, levels bool) {
	switch {
	case a.Total != b.Total:
		d.add("%s: %d of %d lessons, was %d of %d", a.name(), a.Done, a.Total, b.Done, b.Total)
	case a.Done != b.Done:
		d.add("%s: %d of %d lessons, was %d", a.name(), a.Done, a.Total, b.Done)
	case a.State != b.State:
		d.was(a.name(), b.State, a.State)
	}
	if levels {
		d.was(a.name()+", level", b.Level, a.Level)
		d.was(a.name()+", completed on", b.Completed, a.Completed)
	}
}

func (d *diff) lessons(before, after []Lesson) {
	inTurn(before, after, func(l Lesson) string { return l.ID }, func(b, a *Lesson) {
		switch {
		case b == nil && a.How == progress.TestedOut.String():
			d.add("Lesson %s: tested out on %s, %s", a.ID, a.Completed, a.Level)
		case b == nil:
			d.add("Lesson %s: completed on %s, %s", a.ID, a.Completed, a.Level)
		case a == nil:
			d.add("Lesson %s: no longer told", b.ID)
		default:
			d.was("Lesson "+a.ID+", completed on", b.Completed, a.Completed)
			d.was("Lesson "+a.ID+", how", b.How, a.How)
			d.was("Lesson "+a.ID+", level", b.Level, a.Level)
			d.was("Lesson "+a.ID+", version", b.Version, a.Version)
		}
	})
}

func (d *diff) topics(one, raised, ended string, before, after []Topic) {
	inTurn(before, after, func(t Topic) string { return t.About }, func(b, a *Topic) {
		switch {
		case b == nil && a.Note != "":
			d.add("%s: %s (%s)", raised, a.name(), a.Note)
		case b == nil:
			d.add("%s: %s", raised, a.name())
		case a == nil:
			d.add("%s: %s", ended, b.name())
		default:
			d.was(one+" on "+a.name()+", note", b.Note, a.Note)
			d.was(one+" on "+a.name()+", since", b.Since, a.Since)
		}
	})
}

func (t Topic) name() string { return cmp.Or(t.Title, t.About) }

func (d *diff) cards(before, after Snapshot) {
	full := before.Profile.atLeast(Full) && after.Profile.atLeast(Full)
	inTurn(before.Cards, after.Cards, func(c Card) string { return c.ID }, func(b, a *Card) {
		switch {
		case b == nil && a.Record != "":
			d.add("Experiment told, with its full record: %s", a.Title)
		case b == nil:
			d.add("Experiment told: %s", a.Title)
		case a == nil:
			d.add("Experiment no longer told: %s", b.Title)
		case b.EntryCard != a.EntryCard || b.Shared != a.Shared:
			d.add("Experiment told otherwise: %s", a.Title)
		}
		if full && a != nil && b != nil && a.Record != b.Record {
			d.record(*b, *a)
		}
	})
}

func (d *diff) record(b, a Card) {
	switch {
	case b.Record == "":
		d.add("Full record told: %s", a.Title)
	case a.Record == "":
		d.add("Full record no longer told: %s", a.Title)
	default:
		d.add("Full record told otherwise: %s", a.Title)
	}
}

// records tells policies, team files and versions.
func (d *diff) records(before, after Snapshot) {
	inTurn(before.Policies, after.Policies, func(p Policy) string { return p.Lesson }, func(b, a *Policy) {
		switch {
		case a == nil:
			d.add("Policy no longer told: %s", b.Lesson)
		case b == nil || *a != *b:
			d.add("Policy acknowledged: %s, on %s", a.Lesson, a.Day)
		}
	})
	inTurn(before.Teams, after.Teams, func(t Team) string { return t.ID }, func(b, a *Team) {
		switch {
		case a == nil:
			d.add("Team left: %s", b.ID)
		case b == nil:
			d.add("Team file accepted: number %d of %s", a.Number, a.ID)
		case a.Number != b.Number:
			d.add("Team file accepted: number %d of %s, was %d", a.Number, a.ID, b.Number)
		}
	})
	d.was("Waymark", before.App, after.App)
	inTurn(before.Packs, after.Packs, func(p Pack) string { return p.ID }, func(b, a *Pack) {
		b, a = cmp.Or(b, &Pack{}), cmp.Or(a, &Pack{})
		d.was("Pack "+cmp.Or(a.ID, b.ID), b.Version, a.Version)
	})
	if before.Pathway.ID == after.Pathway.ID {
		d.was("Content of the pathway", before.Pathway.Version, after.Pathway.Version)
	}
}
