package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Two machines of one learner go on with the same things, each without knowing what the
// other does, until their files are merged: merge.go. Records are then made from the events
// of both, in the order of their ids. What an event was based on stands in the event; where
// that is not what the record holds by then, the two happened without each other, and this
// is how both stay visible, and privacy is kept. docs/decisions/031.

// A Version is what a field of an entry holds on another machine.
type Version struct {
	Field string    `json:"field"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"` // when the entry was changed there
}

// elsewhere is the reason of an amendment that is a change by a machine that knew of no result.
const elsewhere = "changed on another machine, which did not have the result yet"

// unseen is why an entry that is shared is private again.
const unseen = "it was changed on one machine and shared on another: look at it, and share it again"

// known is what is known of the entry that is being changed.
type known struct {
	subject string
	seen    string // who may see it
	tip     string // of its bench; empty where the bench is not being changed
	back    bool   // that was taken back
}

// know notes how an entry is before it is changed.
func (t *tx) know(x Experiment) {
	t.known = known{subject: experimentSubject(x.ID), seen: sight(x.Visibility)}
}

// sight is who may see an entry, in a word that is never empty.
func sight(v Visibility) string {
	if v == Private {
		return "owner"
	}
	return string(v)
}

// stamp notes at an event what it is based on.
func (t *tx) stamp(e *Event) {
	if e.Subject != t.known.subject {
		return
	}
	e.Seen = t.known.seen
	if isOfBench(e.Kind) && t.known.tip != "" {
		e.After, e.Back = t.known.tip, t.known.back
		t.known.tip, t.known.back = e.ID, false
	}
}

// isOfBench reports that events of a kind build on each other at the bench of an entry, with
// letters and numbers that the store gives.
func isOfBench(kind string) bool {
	return slices.Contains([]string{
		variantKept, variantRemoved, caseKept, caseRemoved, outputKept, outputRemoved, rubricChosen, checksSet,
		roundStarted, outputJudged, roundRevealed,
	}, kind)
}

// isAside reports that an event at a bench was made where the bench was another one: its
// variant a is not the variant a that is there. It stays out of the bench; the merge keeps it
// in an entry of its own.
func (t *tx) isAside(e Event) (bool, error) {
	if e.After == "" || !isOfBench(e.Kind) {
		return false, nil
	}
	var b benchRecord
	_, err := t.get(benchBucket, idOf(e.Subject), &b)
	if err != nil || cmp.Or(b.Tip, idOf(e.Subject)) == e.After {
		return false, err
	}
	return true, t.changeRecord(e, func(x *Experiment) error {
		if x.Aside == "" && e.Of == "" {
			x.Aside = asideID(x.ID, e.ID)
		}
		return nil
	})
}

// keepTip notes the newest event at a bench, also where it was taken back.
func (t *tx) keepTip(e Event, back bool) error {
	if e.After == "" || !isOfBench(e.Kind) {
		return nil
	}
	if back {
		if aside, err := t.isAside(e); err != nil || aside {
			return err
		}
	}
	var b benchRecord
	if _, err := t.get(benchBucket, idOf(e.Subject), &b); err != nil {
		return err
	}
	b.Tip, b.Back = e.ID, back
	return t.put(benchBucket, idOf(e.Subject), b)
}

// versions are the hashes of all that an entry holds in a field, here and from elsewhere.
func (x Experiment) versions(f Field) []string {
	all := []string{hashOf(f.Of(x))}
	for _, v := range x.Others {
		if v.Field == f.Name {
			all = append(all, hashOf(v.Text))
		}
	}
	return all
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// keepOthers keeps what a field holds that is about to change, where whoever changes it did
// not see it: the last writer is read first, and nobody's words are lost.
func (x *Experiment) keepOthers(f Field, d fieldData) {
	current := Version{f.Name, f.in(x), x.Updated}
	var others []Version
	for _, v := range append(slices.Clip(x.Others), current) {
		stays := len(d.Over) > 0 && !slices.Contains(d.Over, hashOf(v.Text)) && v.Text != "" && v.Text != d.Value
		if v.Field != f.Name || stays {
			others = append(others, v)
		}
	}
	x.Others = others
}

// shield makes a shared entry private where what changed it did not know that it was shared.
func (x *Experiment) shield(e Event) {
	if e.Kind == experimentShared || e.Seen == "" || x.Visibility == Private || sight(x.Visibility) == e.Seen {
		return
	}
	x.Visibility, x.Overruled, x.Withdrawn, x.SharedBy = Private, "", unseen, e.ID
}

// sharedBy names what was said last of who may see an entry. Where two machines said it without
// each other, nobody knows of both until their files are merged.
func (x Experiment) sharedBy(d sharedData, event string) string {
	if last := cmp.Or(x.SharedBy, x.ID); d.Over != last {
		return hashOf(last + event)
	}
	return event
}

// hash tells what others would see of an entry from anything else.
func (d Disclosure) hash() string {
	var all strings.Builder
	for _, text := range d.Texts {
		all.WriteString(text.Place + "\x00" + text.Text + "\x00")
	}
	return hashOf(all.String())
}

// narrowed is who may see an entry by an event, where that event may not have known what
// was said or written elsewhere: never more than both machines allow, and nothing that whoever
// shared it did not see.
func (t *tx) narrowed(id string, d sharedData) (sharedData, error) {
	x, err := t.record(id)
	if err != nil || d.Over == "" || x.ID == "" {
		return d, err
	}
	openTo := []string{string(Private), string(CardShared), string(FullShared)}
	if d.Over != cmp.Or(x.SharedBy, x.ID) {
		as := Visibility(moreOf(openTo, string(d.Visibility), string(x.Visibility)))
		if as != d.Visibility {
			d.Visibility, d.Overruled, d.Withdrawn = as, x.Overruled, x.Withdrawn
		}
	}
	if d.Visibility == Private || d.Shown == "" {
		return d, nil
	}
	b := Bench{Experiment: x}
	if d.Visibility == FullShared {
		if b, err = t.bench(x); err != nil {
			return d, err
		}
	}
	shown := Disclosure{}
	for _, p := range b.disclosed(d.Visibility) {
		if text := p.get(); text != "" {
			shown.Texts = append(shown.Texts, SharedText{Place: p.key, Text: text})
		}
	}
	if shown.hash() != d.Shown {
		d.Visibility, d.Overruled, d.Withdrawn = Private, "", unseen
	}
	return d, nil
}

// openness orders what settings let others see, the most private first.
var openness = map[string][]string{
	"sharing":       {"minimal", "standard", "", "open"},
	"endpoint.http": {"local", "", "any"},
}

// moreOf is the more private one of two words.
func moreOf(order []string, a, b string) string {
	if slices.Index(order, b) < slices.Index(order, a) {
		return b
	}
	return a
}

// revived are the events of an entry that were taken back and count all the same, since
// another machine had gone on from them meanwhile: on one machine what is newest is taken
// back first, so that nothing can be left that builds on them.
func (t *tx) revived(subject string) (map[string]bool, error) {
	var all []Event
	adding := map[string]bool{}
	err := each(t, subjectBucket, subject+"\x00", func(key string, _ any) error {
		var e Event
		if _, err := t.get(logBucket, key[len(subject)+1:], &e); err != nil {
			return err
		}
		if all = append(all, e); e.Kind == experimentAdded {
			adding[e.Action] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	back, builtOn, goesOn := map[string]bool{}, map[string]bool{}, false
	for _, e := range slices.Backward(all) {
		undone, err := t.isUndone(e)
		if err != nil {
			return nil, err
		}
		stands := !undone || builtOn[e.ID] || adding[e.Action] && goesOn
		if stands && e.After != "" && !e.Back {
			builtOn[e.After] = true
		}
		goesOn = goesOn || !undone
		back[e.ID] = undone && stands
	}
	return back, nil
}

// stands reports that an event counts for the records of its subject: it was not taken back,
// or it was revived.
func (t *tx) stands(e Event) (bool, error) {
	undone, err := t.isUndone(e)
	if err != nil || !undone || !strings.HasPrefix(e.Subject, experimentSubject("")) {
		return !undone, err
	}
	if t.back.subject != e.Subject {
		ids, err := t.revived(e.Subject)
		if err != nil {
			return false, err
		}
		t.back = revival{e.Subject, ids}
	}
	return t.back.ids[e.ID], nil
}

// A revival is the events of a subject that were revived, while its records are made anew.
type revival struct {
	subject string
	ids     map[string]bool
}
