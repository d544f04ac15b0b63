package bench

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"waymark/store"
	"waymark/store/clean"
)

// MaxImport is how many bytes a file with results may have.
const MaxImport = 16 << 20

// Limits of a text in it, in characters, as the store has them.
const (
	maxName = 200
	maxText = 1 << 20
)

// Imported is what a file with results of another tool holds, ready for a bench.
// Its ids count within the file; the bench gives its own.
type Imported struct {
	Variants []store.Variant
	Cases    []store.Case
	Outputs  []store.Output
	Notes    []string // what was left out, where and why
}

// Import reads results that another tool made: promptfoo's JSON, CSV or JSON Lines.
// The end of the name says which, and if it does not, the content. What cannot be
// read is store.ErrInvalid; the error names the place and what to do.
func Import(name string, data []byte) (Imported, error) {
	switch path.Ext(strings.ToLower(name)) {
	case ".csv", ".tsv":
		return ImportCSV(data)
	case ".jsonl", ".ndjson":
		return ImportJSONLines(data)
	}
	text := bytes.TrimSpace(withoutMark(data))
	first, _, more := bytes.Cut(text, []byte("\n"))
	switch first = bytes.TrimSpace(first); {
	case !bytes.HasPrefix(text, []byte("{")):
		return ImportCSV(data)
	case len(first) > 1 && bytes.HasSuffix(first, []byte("}")) && (more || !bytes.Contains(first, []byte(`"results"`))):
		return ImportJSONLines(data)
	}
	return ImportPromptfoo(data)
}

// readable refuses a file that is too large or no text, and takes the mark off that
// some programs put at the beginning.
func readable(data []byte) ([]byte, error) {
	data = withoutMark(data)
	switch {
	case len(data) > MaxImport:
		return nil, invalid("the file has over %d MB: import it in parts", MaxImport>>20)
	case !utf8.Valid(data):
		return nil, invalid("line %d is not UTF-8 text: save the file as UTF-8", lineOf(data, firstBad(data)))
	case len(bytes.TrimSpace(data)) == 0:
		return nil, invalid("the file is empty")
	}
	return data, nil
}

func withoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

func firstBad(data []byte) int {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size < 2 {
			break
		}
		at += size
	}
	return at
}

func lineOf(data []byte, at int) int {
	return 1 + bytes.Count(data[:min(at, len(data))], []byte("\n"))
}

// A result is one output of a file, with what it is of. Keys tell apart what names
// may not.
type result struct {
	where              string // "line 3"
	variantKey, ofKey  string
	variant            store.Variant
	of                 store.Case
	output             store.Output
	failed             string // why there is no output
	differentPromptsOK bool   // the prompts are filled in, so they differ from case to case
}

// An importer puts results together.
type importer struct {
	Imported
	variants, cases map[string]int    // index by key
	taken           map[string]string // where each output stood, by its ids
	left            int               // results left out that have no note of their own
}

func newImporter() *importer {
	return &importer{variants: map[string]int{}, cases: map[string]int{}, taken: map[string]string{}}
}

// add takes a result in.
func (im *importer) add(r result) error {
	if err := r.tidy(); err != nil {
		return err
	}
	v, err := im.variant(r)
	if err != nil {
		return err
	}
	c, err := im.of(r)
	if err != nil {
		return err
	}
	r.output.Variant, r.output.Case, r.output.Source = v.ID, c.ID, store.FromImport
	place := v.ID + " " + c.ID
	switch first, found := im.taken[place]; {
	case strings.TrimSpace(r.output.Text) == "":
		if r.failed == "" {
			r.failed = "the output is empty"
		}
		im.note("%s: left out, %s", r.where, short(r.failed))
	case found:
		im.note("%s: left out, %s has an output of %q for %q already", r.where, first, short(v.Name), short(c.Title()))
	default:
		im.taken[place] = r.where
		im.Outputs = append(im.Outputs, r.output)
	}
	return nil
}

// note says what was left out, the first few times.
func (im *importer) note(format string, args ...any) {
	const most = 20
	if len(im.Notes) == most {
		im.left++
		return
	}
	im.Notes = append(im.Notes, fmt.Sprintf(format, args...))
}

// tidy cleans the texts of a result and refuses what a bench cannot hold.
func (r *result) tidy() error {
	for what, line := range map[string]*string{
		"name of the variant": &r.variant.Name, "name of the case": &r.of.Name, "model": &r.variant.Model,
		"tool": &r.variant.Tool, "settings": &r.variant.Settings,
	} {
		if *line = clean.Line(*line); utf8.RuneCountInString(*line) > maxName {
			return invalid("%s: the %s has over %d characters; shorten it", r.where, what, maxName)
		}
	}
	r.output.Model = clean.Line(r.output.Model)
	for what, text := range map[string]*string{"prompt": &r.variant.Prompt, "input": &r.of.Input, "expected text": &r.of.Expected} {
		if *text = strings.TrimSpace(clean.Text(*text)); utf8.RuneCountInString(*text) > maxText {
			return invalid("%s: the %s has over %d characters; leave the row out", r.where, what, maxText)
		}
	}
	if r.output.Text = clean.Text(r.output.Text); utf8.RuneCountInString(r.output.Text) > maxText {
		return invalid("%s: the output has over %d characters; leave the row out", r.where, maxText)
	}
	switch {
	case r.variant.Name == "":
		return invalid("%s: it has no variant; say which variant made the output", r.where)
	case r.of.Name == "" && r.of.Input == "":
		return invalid("%s: it has neither a case nor an input; give it one of them", r.where)
	}
	return nil
}

// variant is the variant of a result, which its first result brings.
func (im *importer) variant(r result) (store.Variant, error) {
	if i, known := im.variants[r.variantKey]; known {
		v := &im.Variants[i]
		if v.Prompt == "" {
			v.Prompt = r.variant.Prompt
		} else if r.variant.Prompt != "" && r.variant.Prompt != v.Prompt && !r.differentPromptsOK {
			return *v, invalid("%s: %q has another prompt than before; give another name to each prompt, and what changes from case to case to the input", r.where, short(v.Name))
		}
		return *v, nil
	}
	if len(im.Variants) == store.MaxVariants {
		return store.Variant{}, invalid("%s: the file has over %d variants, which is all that a bench holds", r.where, store.MaxVariants)
	}
	v := r.variant
	v.ID, v.Name = string(rune('a'+len(im.Variants))), im.freeName(v.Name)
	im.variants[r.variantKey] = len(im.Variants)
	im.Variants = append(im.Variants, v)
	return v, nil
}

// freeName is a name that no variant has: it itself, or with a number.
func (im *importer) freeName(name string) string {
	free := name
	for n := 2; ; n++ {
		taken := false
		for _, v := range im.Variants {
			taken = taken || strings.EqualFold(v.Name, free)
		}
		if !taken {
			return free
		}
		free = fmt.Sprintf("%s (%d)", cut(name, maxName-5), n)
	}
}

// of is the case of a result, which its first result brings.
func (im *importer) of(r result) (store.Case, error) {
	if i, known := im.cases[r.ofKey]; known {
		c := &im.Cases[i]
		for what, pair := range map[string][2]*string{"input": {&c.Input, &r.of.Input}, "expected text": {&c.Expected, &r.of.Expected}} {
			if *pair[0] == "" {
				*pair[0] = *pair[1]
			} else if *pair[1] != "" && *pair[0] != *pair[1] {
				return *c, invalid("%s: %q has another %s than before; give each case a name of its own", r.where, short(c.Title()), what)
			}
		}
		return *c, nil
	}
	if len(im.Cases) == store.MaxCases {
		return store.Case{}, invalid("%s: the file has over %d cases, which is all that a bench holds", r.where, store.MaxCases)
	}
	c := r.of
	c.ID = fmt.Sprintf("%04d", len(im.Cases)+1)
	im.cases[r.ofKey] = len(im.Cases)
	im.Cases = append(im.Cases, c)
	return c, nil
}

// done is all that was put together.
func (im *importer) done() (Imported, error) {
	if len(im.Outputs) == 0 {
		why := "it has no results"
		if len(im.Notes) > 0 {
			why = im.Notes[0]
		}
		return Imported{}, invalid("nothing to import: %s", why)
	}
	if im.left > 0 {
		im.Notes = append(im.Notes, fmt.Sprintf("and %d more", im.left))
	}
	return im.Imported, nil
}

// cut is the beginning of a text, at most so many characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
