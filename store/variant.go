package store

import (
	"strings"

	"waymark/store/clean"
)

// Limits of the bench of one entry.
const (
	MaxVariants = 26
	MaxCases    = 1000
)

// A Variant is one prompt or way of working under test.
type Variant struct {
	ID       string `json:"id"`   // a letter, given by the store: "a"
	Name     string `json:"name"` // the label that people see
	Parent   string `json:"parent,omitempty"`
	Prompt   string `json:"prompt,omitempty"`
	Tool     string `json:"tool,omitempty"`
	Model    string `json:"model,omitempty"`
	Settings string `json:"settings,omitempty"`
	Note     string `json:"note,omitempty"`
}

// InputSlot stands in a prompt where the input of a case goes.
const InputSlot = "{input}"

// For is what is sent for a case: the prompt with the input in its slot, or, where
// it has no slot, with the input below it.
func (v Variant) For(c Case) string {
	if strings.Contains(v.Prompt, InputSlot) {
		return strings.ReplaceAll(v.Prompt, InputSlot, c.Input)
	}
	return strings.TrimSpace(v.Prompt + "\n\n" + c.Input)
}

func (v *Variant) tidy() error {
	v.Prompt = strings.TrimSpace(clean.Text(v.Prompt))
	lines := map[string]*string{"name": &v.Name, "tool": &v.Tool, "model": &v.Model, "settings": &v.Settings, "note": &v.Note}
	for what, line := range lines {
		*line = clean.Line(*line)
		if err := checkLength(what+" of the variant", *line, 200); err != nil {
			return err
		}
	}
	if v.Name == "" {
		return invalid("a variant without a name: give it one")
	}
	return checkLength("prompt of the variant", v.Prompt, maxText)
}

// sameName reports that people could not tell two variants apart by their names.
func (v Variant) sameName(other Variant) bool { return strings.EqualFold(v.Name, other.Name) }

// KeepVariant adds a variant to the bench of an entry, or, with an ID, changes one.
// What an output was made with stays as it was: once a variant has outputs only its
// name and note change, and anything else is ErrLocked: make a new variant with this
// one as its parent.
func (s *Store) KeepVariant(experiment string, v Variant) (Variant, error) {
	_, err := s.changeBench(experiment, "change the variants", func(t *tx, b Bench) error {
		if err := v.tidy(); err != nil {
			return err
		}
		if v.Parent != "" && (!b.has(v.Parent) || b.buildsOn(v.Parent, v.ID)) {
			return invalid("the parent %q: choose another variant of the bench, one that does not build on this one", v.Parent)
		}
		for _, other := range b.Variants {
			if other.sameName(v) && other.ID != v.ID {
				return invalid("the name %q: another variant has it; choose another name", v.Name)
			}
		}
		if v.ID == "" {
			if len(b.Variants) == MaxVariants {
				return invalid("a bench holds at most %d variants", MaxVariants)
			}
			v.ID = b.nextVariant()
		} else if err := b.mayChangeVariant(v); err != nil {
			return err
		}
		return t.append(experimentSubject(b.Experiment.ID), variantKept, v)
	})
	return v, err
}

// buildsOn reports that a variant is another one, or has it among its ancestors.
func (b Bench) buildsOn(variant, ancestor string) bool {
	for range MaxVariants {
		v, found := b.Variant(variant)
		if !found || variant == ancestor {
			return found
		}
		variant = v.Parent
	}
	return false
}

// nextVariant is the first letter that no variant has. A letter that a rating names is
// never free, see used.
func (b Bench) nextVariant() string {
	for letter := 'a'; ; letter++ {
		if !b.has(string(letter)) {
			return string(letter)
		}
	}
}

func (b Bench) mayChangeVariant(v Variant) error {
	old, found := b.Variant(v.ID)
	if !found {
		return notFound("the bench has no variant %q", v.ID)
	}
	old.Name, old.Note = v.Name, v.Note
	if old != v && b.used(v.ID, "") {
		return lockedOutput("variant %q", v.ID)
	}
	return nil
}

// RemoveVariant takes a variant from the bench that has no outputs and was never rated.
func (s *Store) RemoveVariant(experiment, id string) error {
	_, err := s.changeBench(experiment, "change the variants", func(t *tx, b Bench) error {
		if !b.has(id) {
			return notFound("the bench has no variant %q", id)
		}
		if b.used(id, "") {
			return lockedOutput("variant %q", id)
		}
		for _, v := range b.Variants {
			if v.Parent == id {
				return invalid("the variant %q: %q builds on it", id, v.Name)
			}
		}
		return t.append(experimentSubject(b.Experiment.ID), variantRemoved, idData{id})
	})
	return err
}

// Variant returns the variant with an id.
func (b Bench) Variant(id string) (Variant, bool) {
	for _, v := range b.Variants {
		if v.ID == id {
			return v, true
		}
	}
	return Variant{}, false
}

func (b Bench) has(variant string) bool {
	_, found := b.Variant(variant)
	return found
}

type idData struct {
	ID string `json:"id"`
}

func (t *tx) applyVariant(e Event) error {
	if e.Kind == variantRemoved {
		return t.removePart(e, variantBucket)
	}
	var v Variant
	if err := e.data(&v); err != nil {
		return err
	}
	return t.putPart(e, variantBucket, v.ID, v)
}
