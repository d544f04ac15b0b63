package store

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Verdict is what an experiment came to.
type Verdict string

// The verdicts of an experiment.
const (
	Open         Verdict = "" // no outcome yet
	Worked       Verdict = "worked"
	Partly       Verdict = "partly"
	Failed       Verdict = "failed"
	Inconclusive Verdict = "inconclusive"
)

// String is the verdict in words.
func (v Verdict) String() string {
	if v == Open {
		return "open"
	}
	return string(v)
}

// Verdicts are the verdicts that an experiment can end with.
func Verdicts() []Verdict { return []Verdict{Worked, Partly, Failed, Inconclusive} }

// The closed vocabularies of an entry. Each may be empty.
type (
	// Data is the class of the most sensitive data that an entry deals with.
	Data string
	// Use is the kind of use: the person keeps the work, or AI does it.
	Use string
	// Next is what follows from an entry.
	Next string
	// Answer says whether the success test was met.
	Answer string
	// Visibility is who may see an entry: its owner, or others as well.
	Visibility string
)

// The words of these vocabularies.
const (
	Public       Data = "public"
	Internal     Data = "internal"
	Confidential Data = "confidential"
	Personal     Data = "personal"

	Augment  Use = "augment"
	Automate Use = "automate"

	Adopt  Next = "adopt"
	Adapt  Next = "adapt"
	Drop   Next = "drop"
	Repeat Next = "repeat"

	Yes Answer = "yes"
	No  Answer = "no"

	Private    Visibility = ""     // as every entry begins
	CardShared Visibility = "card" // title, task, verdict, learning and what broke
	FullShared Visibility = "full" // the whole record
)

// An Experiment is an entry of the journal. Only the title is required. What can be
// left out and counted is a pointer. Fields lists what people fill in.
type Experiment struct {
	ID            string     `json:"id"`
	Title         string     `json:"title"`
	Question      string     `json:"question,omitempty"`
	Hypothesis    string     `json:"hypothesis,omitempty"`
	Today         string     `json:"today,omitempty"`
	MinutesBefore *int       `json:"minutes_before,omitempty"` // for the task, without AI
	Variants      string     `json:"variants,omitempty"`       // what is compared, in words; the bench has the variants themselves
	Measure       string     `json:"measure,omitempty"`
	Success       string     `json:"success,omitempty"`
	Prediction    *int       `json:"prediction,omitempty"` // percent
	Guard         string     `json:"guard,omitempty"`
	Rule          string     `json:"rule,omitempty"`
	Task          string     `json:"task,omitempty"` // id of a Task
	Domain        string     `json:"domain,omitempty"`
	Use           Use        `json:"use,omitempty"`
	Data          Data       `json:"data,omitempty"`
	Tool          string     `json:"tool,omitempty"`
	Model         string     `json:"model,omitempty"`
	ModelVersion  string     `json:"model_version,omitempty"`
	Settings      string     `json:"settings,omitempty"`
	Lesson        string     `json:"lesson,omitempty"`  // id of the lesson that it came from
	Lessons       []string   `json:"lessons,omitempty"` // ids of other lessons
	Tags          []string   `json:"tags,omitempty"`
	Outcome       string     `json:"outcome,omitempty"`
	MinutesAfter  *int       `json:"minutes_after,omitempty"` // for the same task, with AI, checking and repair
	Cost          *Money     `json:"cost,omitempty"`
	Judged        string     `json:"judged,omitempty"`
	Met           Answer     `json:"met,omitempty"`
	Verdict       Verdict    `json:"verdict,omitempty"`
	Broke         string     `json:"broke,omitempty"`
	Learning      string     `json:"learning,omitempty"` // the sentence that others can use
	Next          Next       `json:"next,omitempty"`
	Skill         string     `json:"skill,omitempty"`
	Reflection    string     `json:"reflection,omitempty"`
	Visibility    Visibility `json:"visibility,omitempty"`
	Overruled     string     `json:"overruled,omitempty"` // why it was shared although a rule spoke against it
	Withdrawn     string     `json:"withdrawn,omitempty"` // why the store made it private again, until it is shared anew

	Amendments  []Amendment `json:"amendments,omitempty"` // claims that were changed after they had locked
	Others      []Version   `json:"others,omitempty"`     // what else a field holds on another machine
	Aside       string      `json:"aside,omitempty"`      // id of an entry: this one, with its bench as it is on another machine
	SharedBy    string      `json:"shared_by,omitempty"`  // the event that said last who may see it
	FirstOutput time.Time   `json:"first_output,omitzero"`
	Reopened    bool        `json:"reopened,omitempty"` // a result was there and was emptied
	Blind       bool        `json:"blind,omitempty"`    // outputs are being rated: what tells the variants apart is withheld
	ToRate      int         `json:"to_rate,omitempty"`  // judgements left in the round under way
	Pilot       *Pilot      `json:"pilot,omitempty"`
	Created     time.Time   `json:"created"`
	Updated     time.Time   `json:"updated"`
	Closed      time.Time   `json:"closed,omitzero"` // when it got its verdict; not known for entries of old versions
}

// tidy cleans what was typed and refuses what an entry cannot hold.
func (x *Experiment) tidy() error {
	for _, f := range fields() {
		if err := f.Set(x, f.in(x)); err != nil {
			return err
		}
	}
	if x.Title == "" {
		return invalid("an entry without a title: give it one")
	}
	return nil
}

func experimentSubject(id string) string { return "experiment/" + id }

// idOf is the id of the thing that an event is about.
func idOf(subject string) string {
	_, id, _ := strings.Cut(subject, "/")
	return id
}

// UpdateExperiment changes fields of an entry, by their names and in their text
// form (see Fields). The id may be any prefix that fits one entry only. Other names
// and bad values are ErrInvalid, a claim that has locked is ErrLocked, and then
// nothing is changed.
func (s *Store) UpdateExperiment(id string, set map[string]string) (Experiment, error) {
	return s.changeExperiment(id, func(t *tx, x Experiment) error { return t.setFields(x, set) })
}

// RewriteExperiment is UpdateExperiment for whoever saw the entry as it was before, and
// did not see what changed since: words that go on from a text go on from the newer one.
// Replaced are the names of the fields whose newer text had to make way.
func (s *Store) RewriteExperiment(before Experiment, set map[string]string) (x Experiment, replaced []string, err error) {
	x, err = s.changeExperiment(before.ID, func(t *tx, x Experiment) error {
		now, err := t.asShown(x)
		if err != nil {
			return err
		}
		merged := map[string]string{}
		for name, text := range set {
			f, found := FieldOf(name)
			if merged[name] = text; !found || f.Of(now) == f.Of(before) || f.Of(now) == text {
				continue
			}
			more, goesOn := strings.CutPrefix(text, f.Of(before))
			switch {
			case goesOn && f.Of(before) != "" && (f.Kind == TextField || f.Kind == LineField):
				merged[name] = f.Of(now) + more
			case goesOn && f.Kind == TextField:
				merged[name] = f.Of(now) + "\n" + more
			case f.Of(now) != "":
				replaced = append(replaced, name)
			}
		}
		return t.setFields(x, merged)
	})
	slices.Sort(replaced)
	return x, replaced, err
}

// setFields appends what makes the fields of an entry hold these texts.
func (t *tx) setFields(x Experiment, set map[string]string) error {
	changes, err := x.changes(set)
	if err != nil {
		return err
	}
	if err := x.mayChange(changes); err != nil {
		return err
	}
	for _, c := range changes {
		kind := experimentChanged
		if c.Field == "verdict" && c.Value != "" {
			kind = experimentClosed
		}
		if err := t.append(experimentSubject(x.ID), kind, c); err != nil {
			return err
		}
	}
	return nil
}

// changeExperiment changes an entry in one transaction, and returns it as it then is.
func (s *Store) changeExperiment(id string, fn func(*tx, Experiment) error) (Experiment, error) {
	var x Experiment
	err := s.update(func(t *tx) (err error) {
		if x, err = t.experiment(id); err != nil {
			return err
		}
		t.know(x)
		if err := fn(t, x); err != nil {
			return err
		}
		if x, err = t.guarded(x); err != nil {
			return err
		}
		x, err = t.asShown(x)
		return err
	})
	return x, err
}

// changes are the fields that differ from what an entry holds, with their new texts.
func (x Experiment) changes(set map[string]string) ([]fieldData, error) {
	wanted := x
	for name, text := range set {
		f, found := FieldOf(name)
		if !found {
			return nil, invalid("the field %q: an entry has no such field", name)
		}
		if err := f.Set(&wanted, text); err != nil {
			return nil, err
		}
	}
	if err := wanted.tidy(); err != nil {
		return nil, err
	}
	var changes []fieldData
	for _, f := range fields() {
		if text := f.Of(wanted); text != f.Of(x) {
			changes = append(changes, fieldData{f.Name, text, x.versions(f)})
		}
	}
	return changes, nil
}

// Experiments returns the journal, newest entry first, with those that wait in
// the spool folder.
func (s *Store) Experiments() ([]Experiment, error) {
	return s.journal(func(t *tx) (all []Experiment, err error) {
		err = each(t, experimentBucket, "", func(_ string, x Experiment) error {
			all = append(all, x)
			return nil
		})
		return all, err
	})
}

// LatestExperiments is Experiments for the newest n entries only.
func (s *Store) LatestExperiments(n int) ([]Experiment, error) {
	all, err := s.journal(func(t *tx) ([]Experiment, error) { return t.latestEntries("", n) })
	return all[:min(n, len(all))], err
}

// journal is what read finds, and the entries that wait, newest first.
func (s *Store) journal(read func(*tx) ([]Experiment, error)) ([]Experiment, error) {
	waiting, err := s.waiting()
	if err != nil {
		return nil, err
	}
	var all []Experiment
	known := map[string]bool{}
	err = s.view(func(t *tx) error {
		for _, x := range waiting {
			if known[x.ID], err = t.isKnown(experimentSubject(x.ID)); err != nil {
				return err
			}
		}
		if all, err = read(t); err != nil {
			return err
		}
		for i := range all {
			if all[i], err = t.asShown(all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, x := range waiting {
		if !known[x.ID] {
			all = append(all, x.Experiment)
		}
	}
	slices.SortStableFunc(all, func(a, b Experiment) int {
		return cmp.Or(b.Created.Compare(a.Created), strings.Compare(b.ID, a.ID))
	})
	return all, nil
}

// Experiment returns the entry whose id begins with the given letters. It is
// ErrNotFound if there is none, and ErrInvalid if there are several.
func (s *Store) Experiment(idOrPrefix string) (Experiment, error) {
	all, err := s.journal(func(t *tx) ([]Experiment, error) { return t.experiments(idOrPrefix) })
	if err != nil {
		return Experiment{}, err
	}
	return findExperiment(all, idOrPrefix)
}

// experiment returns the entry whose id begins with the given letters, unmasked.
func (t *tx) experiment(idOrPrefix string) (Experiment, error) {
	all, err := t.experiments(idOrPrefix)
	if err != nil {
		return Experiment{}, err
	}
	return findExperiment(all, idOrPrefix)
}

// experiments are the entries whose ids begin with the given letters: the first
// few, which is enough to tell that it is not one.
func (t *tx) experiments(prefix string) ([]Experiment, error) {
	const enough = 100
	var all []Experiment
	within := func(id string) bool { return len(all) < enough && strings.HasPrefix(id, strings.ToUpper(prefix)) }
	err := span(t, experimentBucket, strings.ToUpper(prefix), within, func(_ string, x Experiment) error {
		all = append(all, x)
		return nil
	})
	return all, err
}

func findExperiment(all []Experiment, idOrPrefix string) (Experiment, error) {
	var found []Experiment
	for _, x := range all {
		if idOrPrefix != "" && strings.HasPrefix(x.ID, strings.ToUpper(idOrPrefix)) {
			found = append(found, x)
		}
	}
	switch len(found) {
	case 0:
		return Experiment{}, noEntry(idOrPrefix)
	case 1:
		return found[0], nil
	}
	return Experiment{}, invalid("the id %q: it fits several journal entries; give more of it", idOrPrefix)
}

// putExperiment keeps the record of an entry, and whether it waits.
func (t *tx) putExperiment(x Experiment) error {
	if err := t.keepEntry(x); err != nil {
		return err
	}
	if x.waits() {
		return t.put(waitingBucket, x.ID, nil)
	}
	return t.remove(waitingBucket, x.ID)
}

// waits reports that an entry is in the middle of something that has to be brought
// to an end: a blind rating or a pilot.
func (x Experiment) waits() bool { return x.Blind || x.Pilot != nil && x.Pilot.Running() }

// WaitingExperiments returns the entries with a blind rating under way or a pilot
// that runs, newest first, however old they are.
func (s *Store) WaitingExperiments() ([]Experiment, error) {
	all, err := s.journal(func(t *tx) (all []Experiment, err error) {
		err = each(t, waitingBucket, "", func(id string, _ any) error {
			var x Experiment
			if _, err := t.get(experimentBucket, id, &x); err != nil {
				return err
			}
			all = append(all, x)
			return nil
		})
		return all, err
	})
	return slices.DeleteFunc(all, func(x Experiment) bool { return !x.waits() }), err
}

func (t *tx) applyExperiment(e Event) error {
	var x Experiment
	if err := e.data(&x); err != nil {
		return err
	}
	entries, err := t.bucket(experimentBucket)
	if err != nil || entries.Get([]byte(x.ID)) != nil {
		return err // two machines took the same entry in: what was made of the first stays
	}
	return t.putExperiment(x)
}
