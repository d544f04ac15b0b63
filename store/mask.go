package store

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// withheld stands for what a blind rating keeps back.
const withheld = "(withheld until all outputs are rated)"

// masked is an entry without the words that tell its variants apart.
func (x Experiment) masked(variants []Variant) Experiment {
	if x.Variants != "" {
		x.Variants = withheld
	}
	if x.Withdrawn != "" { // it may name the output of a variant
		x.Withdrawn = withheld
	}
	hide := hider(variants)
	for _, f := range fields() {
		if f.Kind == ChoiceField {
			continue
		}
		switch v := f.of(&x).(type) {
		case *string:
			*v = hide(*v)
		case *[]string:
			*v = slices.Clone(*v)
			for i := range *v {
				(*v)[i] = hide((*v)[i])
			}
		}
	}
	if x.Pilot != nil {
		p := *x.Pilot
		p.Scope, p.Guard, p.Stop, p.Why = hide(p.Scope), hide(p.Guard), hide(p.Stop), hide(p.Why)
		x.Pilot = &p
	}
	x.Others = slices.Clone(x.Others)
	for i := range x.Others {
		x.Others[i].Text = hide(x.Others[i].Text)
	}
	x.Overruled = hide(x.Overruled)
	x.Amendments = slices.Clone(x.Amendments)
	for i := range x.Amendments {
		a := &x.Amendments[i]
		a.From, a.To, a.Reason = hide(a.From), hide(a.To), hide(a.Reason)
	}
	return x
}

// masked is a case without these words. Its input is what the variants were given.
func (c Case) masked(hide func(string) string) Case {
	c.Name, c.Expected = hide(c.Name), hide(c.Expected)
	return c
}

// masked is a copy of a rubric, which may be nil, without these words.
func (r *Rubric) masked(hide func(string) string) *Rubric {
	for _, p := range rubricPlaces(&r, "", "") {
		_ = p.set(hide(p.get())) // it is as long as before
	}
	return r
}

// hider returns what puts stars in the place of the variants' names, however their
// words are parted. A name of one letter is a word of its own in the case in which it
// was given; a longer one may be the beginning of a word, as "zebra" is of "zebras".
func hider(variants []Variant) func(string) string {
	const ends = 4 // letters of a name; a shorter one is no beginning
	var names []string
	for _, v := range variants {
		words := strings.Fields(v.Name)
		if len(words) == 0 { // the file is damaged, and is to be made anew
			continue
		}
		for i := range words {
			words[i] = regexp.QuoteMeta(words[i])
		}
		name, letters := strings.Join(words, `[\s\p{Z}]+`), utf8.RuneCountInString(v.Name)
		if letters > 1 {
			name = "(?i:" + name + ")"
		}
		if wordRune(v.Name[0]) {
			name = `\b` + name
		}
		switch last := wordRune(v.Name[len(v.Name)-1]); {
		case last && letters < ends:
			name += `\b`
		case last:
			name += `\w*`
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return func(s string) string { return s }
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	any := regexp.MustCompile(strings.Join(names, "|"))
	return func(s string) string {
		return any.ReplaceAllStringFunc(s, func(name string) string { return strings.Repeat("*", utf8.RuneCountInString(name)) })
	}
}

// wordRune reports that an expression sees a boundary of words beside the letter.
func wordRune(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
