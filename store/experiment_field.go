package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"waymark/store/clean"
)

// A FieldKind says what a field of an entry holds.
type FieldKind int

// The kinds of field.
const (
	LineField   FieldKind = iota // one line
	TextField                    // any number of lines
	ChoiceField                  // one of the choices, or nothing
	NumberField                  // a whole number in the unit, or nothing
	ListField                    // short words, with commas between
	MoneyField                   // an amount with its currency, "1.25 EUR"
)

// A Field is a part of an entry that people fill in. Its text form is what is typed
// in a form, on the command line and in an editor; what it holds is typed.
type Field struct {
	Name    string // as in JSON: "minutes_before"
	Label   string // in plain words: "Minutes it takes today"
	Help    string // one line; may be empty
	Kind    FieldKind
	Unit    string   // of a number: "min", "%"
	Limit   int      // characters, or the largest number
	Choices []string // of a choice
	Claim   bool     // what was claimed before the result; it locks with the first output

	of func(*Experiment) any // *string, **int, *[]string or **Money
}

var fields = sync.OnceValue(func() []Field { return slices.Concat(planFields(), setUpFields(), resultFields()) })

// Fields lists the fields of an entry in the order in which they are asked for.
func Fields() []Field { return slices.Clone(fields()) }

// planFields come before a trial.
func planFields() []Field {
	const text = maxText
	return []Field{
		{Name: "title", Label: "Title", Limit: 200, of: func(x *Experiment) any { return &x.Title }},
		{Name: "question", Label: "The question", Help: "what you want to find out", Limit: 500, of: func(x *Experiment) any { return &x.Question }},
		{Name: "hypothesis", Label: "What I expect", Kind: TextField, Limit: text, Claim: true, of: func(x *Experiment) any { return &x.Hypothesis }},
		{Name: "today", Label: "How I do it today", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Today }},
		{Name: "minutes_before", Label: "Minutes it takes today", Kind: NumberField, Unit: "min", Limit: maxMinutes, of: func(x *Experiment) any { return &x.MinutesBefore }},
		{Name: "variants", Label: "What I compare", Help: "two or more ways of doing it", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Variants }},
		{Name: "measure", Label: "How I measure it", Help: "and on how many cases", Kind: TextField, Limit: text, Claim: true, of: func(x *Experiment) any { return &x.Measure }},
		{Name: "success", Label: "It counts as a success if", Help: "a test that somebody else could apply", Kind: TextField, Limit: text, Claim: true, of: func(x *Experiment) any { return &x.Success }},
		{Name: "prediction", Label: "How sure I am of success", Help: "0 to 100 percent", Kind: NumberField, Unit: "%", Limit: 100, Claim: true, of: func(x *Experiment) any { return &x.Prediction }},
		{Name: "guard", Label: "What must not get worse", Help: "the guard measure", Kind: TextField, Limit: text, Claim: true, of: func(x *Experiment) any { return &x.Guard }},
		{Name: "rule", Label: "How I will decide", Help: "the decision rule: if this, then that", Kind: TextField, Limit: text, Claim: true, of: func(x *Experiment) any { return &x.Rule }},
	}
}

// setUpFields say with what, on what and where a trial is made.
func setUpFields() []Field {
	return []Field{
		{Name: "task", Label: "Kind of task", Kind: ChoiceField, Choices: TaskIDs(), of: func(x *Experiment) any { return &x.Task }},
		{Name: "domain", Label: "Field of work", Help: "the department whose work it is", Limit: 80, of: func(x *Experiment) any { return &x.Domain }},
		{Name: "use", Label: "Kind of use", Help: "augment: you keep the work and AI helps; automate: AI does it", Kind: ChoiceField, Choices: words(Augment, Automate), of: func(x *Experiment) any { return (*string)(&x.Use) }},
		{Name: "data", Label: "Most sensitive data in it", Kind: ChoiceField, Choices: words(Public, Internal, Confidential, Personal), of: func(x *Experiment) any { return (*string)(&x.Data) }},
		{Name: "tool", Label: "Tool", Limit: 120, of: func(x *Experiment) any { return &x.Tool }},
		{Name: "model", Label: "Model", Limit: 120, of: func(x *Experiment) any { return &x.Model }},
		{Name: "model_version", Label: "Version of the model", Limit: 120, of: func(x *Experiment) any { return &x.ModelVersion }},
		{Name: "settings", Label: "Settings", Help: "such as temperature 0.2", Limit: 500, of: func(x *Experiment) any { return &x.Settings }},
		{Name: "lesson", Label: "Lesson", Limit: maxID, of: func(x *Experiment) any { return &x.Lesson }},
		{Name: "lessons", Label: "Other lessons", Kind: ListField, Limit: maxID, of: func(x *Experiment) any { return &x.Lessons }},
		{Name: "tags", Label: "Tags", Help: "with commas between", Kind: ListField, Limit: 60, of: func(x *Experiment) any { return &x.Tags }},
	}
}

// resultFields come after a trial.
func resultFields() []Field {
	const text = maxText
	return []Field{
		{Name: "outcome", Label: "What came out", Help: "figures and surprises", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Outcome }},
		{Name: "minutes_after", Label: "Minutes it takes with AI", Help: "with checking and repair", Kind: NumberField, Unit: "min", Limit: maxMinutes, of: func(x *Experiment) any { return &x.MinutesAfter }},
		{Name: "cost", Label: "What it cost", Help: "such as 1.25 EUR", Kind: MoneyField, of: func(x *Experiment) any { return &x.Cost }},
		{Name: "judged", Label: "What a human had to judge or repair", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Judged }},
		{Name: "met", Label: "Was the success test met?", Kind: ChoiceField, Choices: words(Yes, No), of: func(x *Experiment) any { return (*string)(&x.Met) }},
		{Name: "verdict", Label: "Verdict", Kind: ChoiceField, Choices: words(Verdicts()...), of: func(x *Experiment) any { return (*string)(&x.Verdict) }},
		{Name: "broke", Label: "What broke", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Broke }},
		{Name: "learning", Label: "What others can learn from it", Help: "one sentence, at most 280 characters", Limit: 280, of: func(x *Experiment) any { return &x.Learning }},
		{Name: "next", Label: "Next step", Kind: ChoiceField, Choices: words(Adopt, Adapt, Drop, Repeat), of: func(x *Experiment) any { return (*string)(&x.Next) }},
		{Name: "skill", Label: "The human skill that it took", Limit: 120, of: func(x *Experiment) any { return &x.Skill }},
		{Name: "reflection", Label: "Reflection", Help: "your answer to the question of the lesson", Kind: TextField, Limit: text, of: func(x *Experiment) any { return &x.Reflection }},
	}
}

const maxMinutes = 100_000

func words[W ~string](choices ...W) []string {
	all := make([]string, len(choices))
	for i, c := range choices {
		all[i] = string(c)
	}
	return all
}

// FieldOf returns the field with a name.
func FieldOf(name string) (f Field, found bool) {
	for _, f := range fields() {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Of is what an entry holds in the field, as text: empty for nothing, a number
// without its unit.
func (f Field) Of(x Experiment) string { return f.in(&x) }

// in is Of where all fields of an entry are read, without a copy of it for each.
func (f Field) in(x *Experiment) string {
	switch v := f.of(x).(type) {
	case *string:
		return *v
	case *[]string:
		return strings.Join(*v, ", ")
	case **int:
		if *v != nil {
			return strconv.Itoa(**v)
		}
	case **Money:
		if *v != nil {
			return (*v).String()
		}
	}
	return ""
}

// Set puts a text into the field of an entry. What the field cannot hold is
// ErrInvalid, and then the entry is as it was.
func (f Field) Set(x *Experiment, text string) error {
	if f.Kind == TextField {
		text = strings.TrimSpace(clean.Text(text))
	} else {
		text = clean.Line(text)
	}
	switch v := f.of(x).(type) {
	case *string:
		return f.setString(v, text)
	case *[]string:
		return f.setList(v, text)
	case **int:
		return f.setNumber(v, text)
	case **Money:
		money, err := ReadMoney(text)
		if err == nil {
			*v = money
		}
		return err
	}
	return nil
}

func (f Field) setString(v *string, text string) error {
	if f.Kind == ChoiceField {
		text = strings.ToLower(text)
		if text != "" && !slices.Contains(f.Choices, text) {
			return invalid("%q for %q: choose %s, or leave it out", text, f.Name, listed(f.Choices))
		}
	} else if err := checkLength(f.Name, text, f.Limit); err != nil {
		return err
	}
	*v = text
	return nil
}

func (f Field) setList(v *[]string, text string) error {
	const most = 50
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" || slices.Contains(list, part) {
			continue
		}
		if err := checkLength(f.Name, part, f.Limit); err != nil {
			return err
		}
		list = append(list, part)
	}
	if len(list) > most {
		return invalid("%d %s: keep to %d", len(list), f.Name, most)
	}
	*v = list
	return nil
}

func (f Field) setNumber(v **int, text string) error {
	text = strings.TrimSpace(strings.TrimSuffix(text, f.Unit))
	if text == "" {
		*v = nil
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > f.Limit {
		return invalid("%q for %q: give a whole number from 0 to %d, or leave it out", text, f.Name, f.Limit)
	}
	*v = &n
	return nil
}

// listed gives choices in words: "a, b or c".
func listed(choices []string) string {
	last := len(choices) - 1
	if last < 1 {
		return strings.Join(choices, "")
	}
	return fmt.Sprintf("%s or %s", strings.Join(choices[:last], ", "), choices[last])
}

type fieldData struct {
	Field string   `json:"field"`
	Value string   `json:"value"`
	Over  []string `json:"over,omitempty"` // hashes of the texts that it took the place of: see replace
}

func (t *tx) applyExperimentField(e Event) error {
	var d fieldData
	if err := e.data(&d); err != nil {
		return err
	}
	return t.changeRecord(e, func(x *Experiment) error {
		f, known := FieldOf(d.Field)
		if !known {
			return damaged("%s %q changes the unknown field %q", logBucket, e.ID, d.Field)
		}
		locked := x.Locked()
		if f.Claim && locked && len(d.Over) > 0 { // the machine that changed it knew of no result
			x.Amendments = append(slices.Clip(x.Amendments), Amendment{f.Name, f.Of(*x), d.Value, elsewhere, e.At})
		} else {
			x.keepOthers(f, d)
		}
		if err := f.Set(x, d.Value); err != nil {
			return damaged("%s %q: %v", logBucket, e.ID, err)
		}
		x.Reopened = x.Reopened || locked && !x.Locked()
		switch {
		case e.Kind == experimentClosed:
			x.Closed = e.At
		case x.Verdict == Open:
			x.Closed = time.Time{}
		}
		return nil
	})
}
