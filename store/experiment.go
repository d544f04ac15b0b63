package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
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

// An Experiment is an entry of the journal. Only the title is required.
type Experiment struct {
	ID         string    `json:"id"`
	Title      string    `json:"title"`            // one line, at most 200 characters
	Lesson     string    `json:"lesson,omitempty"` // id of the lesson that it came from
	Hypothesis string    `json:"hypothesis,omitempty"`
	Variants   string    `json:"variants,omitempty"`
	Measure    string    `json:"measure,omitempty"`
	Outcome    string    `json:"outcome,omitempty"`
	Learning   string    `json:"learning,omitempty"` // the sentence that others can use, at most 280 characters
	Verdict    Verdict   `json:"verdict,omitempty"`
	Created    time.Time `json:"created"`
	Updated    time.Time `json:"updated"`
}

// field returns the part of an experiment that a name stands for, or nil.
func (x *Experiment) field(name string) *string {
	switch name {
	case "title":
		return &x.Title
	case "lesson":
		return &x.Lesson
	case "hypothesis":
		return &x.Hypothesis
	case "variants":
		return &x.Variants
	case "measure":
		return &x.Measure
	case "outcome":
		return &x.Outcome
	case "learning":
		return &x.Learning
	case "verdict":
		return (*string)(&x.Verdict)
	}
	return nil
}

// tidy cleans what was typed and refuses what an entry cannot hold.
func (x *Experiment) tidy() error {
	for _, line := range []*string{&x.Title, &x.Lesson, &x.Learning, (*string)(&x.Verdict)} {
		*line = clean.Line(*line)
	}
	for _, text := range []*string{&x.Hypothesis, &x.Variants, &x.Measure, &x.Outcome} {
		*text = strings.TrimSpace(clean.Text(*text))
	}
	if x.Title == "" {
		return invalid("an entry without a title: give it one")
	}
	if x.Verdict != Open && !slices.Contains(Verdicts(), x.Verdict) {
		return invalid("the verdict %q: choose worked, partly, failed or inconclusive, or leave it out", x.Verdict)
	}
	limits := map[string]int{
		"title": 200, "lesson": maxID, "learning": 280,
		"hypothesis": maxText, "variants": maxText, "measure": maxText, "outcome": maxText,
	}
	for _, name := range slices.Sorted(maps.Keys(limits)) {
		if err := checkLength(name, *x.field(name), limits[name]); err != nil {
			return err
		}
	}
	return nil
}

func experimentSubject(id string) string { return "experiment/" + id }

type fieldData struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// AddExperiment saves a new entry; its ID and times are set here. An entry must
// not be lost because the file is busy, full, damaged or newer: then it goes to
// the spool folder, where the next save takes it in, and waiting is the reason.
func (s *Store) AddExperiment(e Experiment) (saved Experiment, waiting, err error) {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	if err := e.tidy(); err != nil {
		return Experiment{}, nil, err
	}
	at := s.time()
	e.ID, e.Created, e.Updated = randomID(at), at, at
	err = s.update(func(t *tx) error { return t.append(experimentSubject(e.ID), experimentAdded, e) })
	if err == nil {
		return e, nil, nil
	}
	if !canSpool(err) {
		return Experiment{}, nil, err
	}
	if failed := s.spool(e); failed != nil {
		return Experiment{}, nil, fmt.Errorf("%w (nor could the entry be kept beside it: %v)", err, failed)
	}
	return e, err, nil
}

// Holds reports that every word of a query stands somewhere in the entry,
// whatever its case.
func (x Experiment) Holds(query string) bool {
	text := strings.ToLower(strings.Join([]string{
		x.Title, x.Lesson, x.Hypothesis, x.Variants, x.Measure, x.Outcome, x.Learning, x.Verdict.String(),
	}, "\n"))
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// UpdateExperiment changes fields of an entry, named as in its JSON form:
// title, lesson, hypothesis, variants, measure, outcome, learning, verdict. The
// id may be any prefix that fits one entry only. Other names and bad values
// are ErrInvalid, and then nothing is changed.
func (s *Store) UpdateExperiment(id string, set map[string]string) (Experiment, error) {
	var x Experiment
	err := s.update(func(t *tx) (err error) {
		if x, err = t.experiment(id); err != nil {
			return err
		}
		wanted := x
		names := slices.Sorted(maps.Keys(set))
		for _, name := range names {
			field := wanted.field(name)
			if field == nil {
				return invalid("the field %q: an entry has no such field", name)
			}
			*field = set[name]
		}
		if err := wanted.tidy(); err != nil {
			return err
		}
		for _, name := range names {
			value := *wanted.field(name)
			if value == *x.field(name) {
				continue
			}
			if err := t.append(experimentSubject(x.ID), experimentChanged, fieldData{name, value}); err != nil {
				return err
			}
		}
		id := x.ID
		x = Experiment{} // what is empty now is not in the record
		_, err = t.get(experimentBucket, id, &x)
		return err
	})
	return x, err
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
	all, err := s.journal(func(t *tx) ([]Experiment, error) { return latest[Experiment](t, experimentBucket, "", n) })
	return all[:min(n, len(all))], err
}

// journal is what read finds, and the entries that wait, newest first.
func (s *Store) journal(read func(*tx) ([]Experiment, error)) ([]Experiment, error) {
	waiting, err := s.spooled()
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
		all, err = read(t)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range waiting {
		if !known[x.ID] {
			all = append(all, x)
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
	all, err := s.Experiments()
	if err != nil {
		return Experiment{}, err
	}
	return findExperiment(all, idOrPrefix)
}

func (t *tx) experiment(idOrPrefix string) (Experiment, error) {
	var all []Experiment
	err := each(t, experimentBucket, strings.ToUpper(idOrPrefix), func(_ string, x Experiment) error {
		all = append(all, x)
		return nil
	})
	if err != nil {
		return Experiment{}, err
	}
	return findExperiment(all, idOrPrefix)
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
		return Experiment{}, fmt.Errorf("%w: no journal entry has an id that begins with %q; the list of the journal shows the ids",
			ErrNotFound, idOrPrefix)
	case 1:
		return found[0], nil
	}
	return Experiment{}, invalid("the id %q: it fits %d journal entries; give more of it", idOrPrefix, len(found))
}

func (t *tx) applyExperiment(e Event) error {
	var x Experiment
	if err := e.data(&x); err != nil {
		return err
	}
	return t.put(experimentBucket, x.ID, x)
}

func (t *tx) applyExperimentField(e Event) error {
	var d fieldData
	if err := e.data(&d); err != nil {
		return err
	}
	_, id, _ := strings.Cut(e.Subject, "/")
	var x Experiment
	if found, err := t.get(experimentBucket, id, &x); err != nil || !found {
		return err
	}
	field := x.field(d.Field)
	if field == nil {
		return damaged("%s %q changes the unknown field %q", logBucket, e.ID, d.Field)
	}
	*field, x.Updated = d.Value, e.At
	return t.put(experimentBucket, id, x)
}
