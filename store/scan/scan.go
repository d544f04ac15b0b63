// Package scan finds in a text what should not leave the machine by accident:
// addresses, phone numbers, accounts, cards, keys, and words that say that a
// text is confidential or about a person. It knows forms, not people: a name in
// a sentence is not found, and a finding is a question to a person, not a verdict.
package scan

import (
	"cmp"
	"slices"
	"strings"
)

// A Kind is what a mark stands on, in words.
type Kind string

// The kinds, from the one that wins where two overlap.
const (
	Key   Kind = "key or token"
	IBAN  Kind = "IBAN"
	Card  Kind = "card number"
	Email Kind = "e-mail address"
	Phone Kind = "phone number"
	Label Kind = "data class" // words that say how a text may be used, or that it is about a person
)

// Kinds are all kinds, the one that wins first.
func Kinds() []Kind { return []Kind{Key, IBAN, Card, Email, Phone, Label} }

// A Mark is a part of a text that a person should look at.
type Mark struct {
	Start, End int // bytes of the text
	Kind       Kind
	What       string // the finding in words: "a GitHub token"
}

// Text marks what stands in s, from left to right and without overlaps. It
// reads through invisible characters, wide digits, odd dashes and spaces, and
// takes time in proportion to the length.
func Text(s string) []Mark {
	f := fold(s)
	src := newSource(f.text)
	var marks []Mark
	for _, find := range []func(source) []Mark{keys, ibans, cards, emails, phones, labels} {
		marks = append(marks, find(src)...)
	}
	marks = apart(marks)
	for i := range marks {
		marks[i].Start, marks[i].End = f.origin(marks[i].Start), f.origin(marks[i].End)
	}
	return marks
}

// Redact is s with every mark replaced by its kind in brackets:
// "[e-mail address]".
func Redact(s string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range apart(slices.Clone(marks)) {
		if m.Start < at || m.End > len(s) {
			continue
		}
		b.WriteString(s[at:m.Start])
		b.WriteString("[" + string(m.Kind) + "]")
		at = m.End
	}
	return b.String() + s[at:]
}

// apart sorts marks and joins those that overlap, so that all that was marked
// stays marked; the stronger kind gives the name.
func apart(marks []Mark) []Mark {
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	var out []Mark
	for _, m := range marks {
		if len(out) == 0 || out[len(out)-1].End <= m.Start {
			out = append(out, m)
			continue
		}
		last := &out[len(out)-1]
		last.End = max(last.End, m.End)
		if slices.Index(Kinds(), m.Kind) < slices.Index(Kinds(), last.Kind) {
			last.Kind, last.What = m.Kind, m.What
		}
	}
	return out
}
