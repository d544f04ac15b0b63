// Package exchange writes the journal in forms that other programs and people can
// use, and reads them back: an entry as Markdown, the entries as CSV, all of it as
// JSON. It does no I/O. docs/journal-files.md describes the forms.
package exchange

import (
	"fmt"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/clean"
)

// An about is what the store knows of an entry beside the fields that people fill
// in, with its text form.
type about struct {
	name string
	of   func(store.Experiment) string
	set  func(*store.Experiment, string) error
}

// abouts lists them in the order in which they are written.
func abouts() []about {
	return []about{
		{"id", func(x store.Experiment) string { return x.ID }, func(x *store.Experiment, s string) error { x.ID = clean.Line(s); return nil }},
		aboutTime("created", func(x *store.Experiment) *time.Time { return &x.Created }),
		aboutTime("updated", func(x *store.Experiment) *time.Time { return &x.Updated }),
		aboutTime("closed", func(x *store.Experiment) *time.Time { return &x.Closed }),
		aboutTime("first_output", func(x *store.Experiment) *time.Time { return &x.FirstOutput }),
		{"reopened", reopened, setReopened},
		{"visibility", func(x store.Experiment) string { return string(x.Visibility) }, setVisibility},
		{"overruled", func(x store.Experiment) string { return x.Overruled }, func(x *store.Experiment, s string) error { x.Overruled = clean.Line(s); return nil }},
		{"withdrawn", func(x store.Experiment) string { return x.Withdrawn }, func(x *store.Experiment, s string) error { x.Withdrawn = clean.Line(s); return nil }},
	}
}

func reopened(x store.Experiment) string {
	if x.Reopened {
		return "yes"
	}
	return ""
}

func setReopened(x *store.Experiment, text string) error {
	if text != "" && text != "yes" {
		return invalid("%q for \"reopened\": choose yes, or leave it out", short(text))
	}
	x.Reopened = text == "yes"
	return nil
}

func aboutTime(name string, place func(*store.Experiment) *time.Time) about {
	of := func(x store.Experiment) string {
		if t := *place(&x); !t.IsZero() {
			return t.Format(time.RFC3339Nano)
		}
		return ""
	}
	set := func(x *store.Experiment, text string) error {
		*place(x) = time.Time{}
		if text == "" {
			return nil
		}
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return invalid("%q for %q: write a time like 2026-12-31T14:05:00Z", short(text), name)
		}
		*place(x) = t
		return nil
	}
	return about{name, of, set}
}

func setVisibility(x *store.Experiment, text string) error {
	switch v := store.Visibility(text); v {
	case store.Private, store.CardShared, store.FullShared:
		x.Visibility = v
		return nil
	}
	return invalid("%q for \"visibility\": choose card or full, or leave it out", short(text))
}

// Name is a name for the file of an entry, without its ending: the day, words of
// the title and the id, which keeps names apart.
func Name(x store.Experiment) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(x.Title))
	slug = strings.Join(strings.FieldsFunc(slug, func(r rune) bool { return r == '-' }), "-")
	parts := []string{x.Created.Format(time.DateOnly), strings.Trim(slug[:min(len(slug), 50)], "-"), strings.ToLower(x.ID)}
	if parts[1] == "" {
		parts[1] = "entry"
	}
	return strings.Join(parts, "-")
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}

// short is the beginning of a text from outside, for a message.
func short(s string) string {
	if r := []rune(clean.Line(s)); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return clean.Line(s)
}
