package team

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// Changes are what became different about a person since their last talk with the lead.
// Where there was none it is since their first snapshot.
type Changes struct {
	From    string   // ISO day of the talk, or of the first snapshot
	Talked  bool     // it is since a talk
	Same    bool     // no newer snapshot came since
	Lessons int      // that were completed since, in the modules that were on the pathway then
	Lines   []string // each change in words without a name: modules, hands, offers, policies
}

// sinceTalk compares what a person tells now with what they told at the last talk.
func sinceTalk(c *curriculum.Catalogue, p *Person, talk store.Talk) (Changes, error) {
	then := p.Told
	if talk.Then != nil {
		var err error
		if then, err = unpackHead(string(talk.Then)); err != nil {
			return Changes{}, fmt.Errorf("what %s told at the last talk: %w", p.Member.ID, snapshot.ErrInvalid)
		}
	}
	changes := ChangesOf(c, then, p.Told)
	if !talk.Last.IsZero() {
		changes.From, changes.Talked = talk.Last.Format(time.DateOnly), true
	}
	return changes, nil
}

// ChangesOf are what became different from one snapshot of a person to a later one.
func ChangesOf(c *curriculum.Catalogue, then, now snapshot.Snapshot) Changes {
	d := difference{contents: contentsOf(c), then: then, now: now}
	d.From, d.Same = then.Made, then.Made == now.Made && then.Number == now.Number
	d.profiles()
	d.modules()
	d.topics(then.Hands, now.Hands, "raised a hand about ", "lowered the hand about ")
	if then.Profile != snapshot.Minimal && now.Profile != snapshot.Minimal { // which tells no offers
		d.topics(then.Offers, now.Offers, "offers help with ", "no longer offers help with ")
	}
	d.policies()
	return d.Changes
}

// Words introduce the lines: "Since you talked on 3 November 2026".
func (c Changes) Words() string {
	words := "Since the first snapshot, of " + dayWords(c.From)
	if c.Talked {
		words = "Since you talked on " + dayWords(c.From)
	}
	switch {
	case c.Same:
		return words + ": no newer snapshot has come"
	case len(c.Lines) == 0:
		return words + ": nothing that a snapshot tells has changed"
	}
	return words
}

// A difference collects what changed from one snapshot to another.
type difference struct {
	Changes
	contents
	then, now snapshot.Snapshot
}

func (d *difference) say(format string, args ...any) {
	d.Lines = append(d.Lines, fmt.Sprintf(format, args...))
}

// profiles tell that more or less is shared, which explains what else is different.
func (d *difference) profiles() {
	if d.then.Profile != d.now.Profile {
		d.say("shares the profile %s now, before %s", d.now.Profile, d.then.Profile)
	}
	before, after := d.then.Pathway, d.now.Pathway
	if before.ID != after.ID {
		d.say("follows the pathway %s now, before %s", quote(cmp.Or(after.Title, after.ID)), quote(cmp.Or(before.Title, before.ID)))
	}
}

// modules tell how each module went on.
func (d *difference) modules() {
	for _, m := range d.now.Modules {
		at := slices.IndexFunc(d.then.Modules, func(was snapshot.Module) bool { return was.ID == m.ID })
		title := quote(d.moduleTitle(m))
		if at < 0 {
			d.say("%s is new on the pathway: %d of %s done", title, m.Done, counted(m.Total, "lesson"))
			continue
		}
		was := d.then.Modules[at]
		more := m.Done - was.Done
		d.Lessons += max(0, more)
		switch {
		case m.State == was.State && m.Done == was.Done && m.Total == was.Total:
		case m.Done == m.Total && was.Done < was.Total:
			d.say("finished %s", title)
		case m.Done == was.Done && m.Total == was.Total && m.Progress() == progress.Started:
			d.say("began %s", title)
		case more > 0 && m.Total == was.Total:
			d.say("%s more in %s, now %d of %d", counted(more, "lesson"), title, m.Done, m.Total)
		default:
			d.say("%d of %d lessons done in %s, before %d of %d", m.Done, m.Total, title, was.Done, was.Total)
		}
	}
	for _, was := range d.then.Modules {
		if !slices.ContainsFunc(d.now.Modules, func(m snapshot.Module) bool { return m.ID == was.ID }) {
			d.say("%s is no longer on the pathway", quote(d.moduleTitle(was)))
		}
	}
}

func (d *difference) moduleTitle(m snapshot.Module) string {
	return cmp.Or(d.title(m.ID), m.Title, m.ID)
}

// topics tell which hands or offers are new, which have another note and which are gone.
func (d *difference) topics(then, now []snapshot.Topic, began, ended string) {
	find := func(list []snapshot.Topic, about string) int {
		return slices.IndexFunc(list, func(t snapshot.Topic) bool { return t.About == about })
	}
	for _, t := range now {
		note := ""
		if t.Note != "" {
			note = ": " + t.Note
		}
		switch at := find(then, t.About); {
		case at < 0:
			d.say("%s%s%s", began, quote(d.titleOf(t)), note)
		case then[at].Note != t.Note && note != "":
			d.say("says now about %s%s", quote(d.titleOf(t)), note)
		}
	}
	for _, t := range then {
		if find(now, t.About) < 0 {
			d.say("%s%s", ended, quote(d.titleOf(t)))
		}
	}
}

// policies tell which policies were acknowledged, or in another wording.
func (d *difference) policies() {
	for _, p := range d.now.Policies {
		if !slices.ContainsFunc(d.then.Policies, func(was snapshot.Policy) bool { return was.Lesson == p.Lesson && was.Hash == p.Hash }) {
			d.say("acknowledged the policy %s on %s", quote(cmp.Or(d.title(p.Lesson), p.Lesson)), dayWords(p.Day))
		}
	}
}
