package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"waymark/store"
	"waymark/store/lazy"
)

// readingOnly parts what is read back from what only shows the bench.
const readingOnly = "<!-- waymark: from here on for reading only -->"

// Form is an entry as Markdown to be edited: every field, short ones in the front
// matter with what they mean, long ones under a heading each. ReadMarkdown reads it.
func Form(x store.Experiment) []byte {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, f := range store.Fields() {
		if f.Kind != store.TextField {
			fmt.Fprintf(&b, "# %s\n%s:%s\n", hint(f), f.Name, spaced(scalar(f, f.Of(x))))
		}
	}
	b.WriteString("---\n")
	writeSections(&b, x, true)
	return b.Bytes()
}

// Markdown is an entry with its bench as Markdown to be kept: what it holds, and
// below the line that says so what was compared and how it was rated. ReadMarkdown
// reads the entry back; JSON is the form in which the bench comes back too.
func Markdown(bench store.Bench) []byte {
	x := bench.Experiment
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, a := range abouts() {
		if text := a.of(x); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", a.name, quoted(text))
		}
	}
	for _, f := range store.Fields() {
		if text := f.Of(x); text != "" && f.Kind != store.TextField {
			fmt.Fprintf(&b, "%s: %s\n", f.Name, scalar(f, text))
		}
	}
	b.WriteString("---\n")
	fmt.Fprintf(&b, "\n# %s\n", x.Title)
	writeSections(&b, x, false)
	writeBench(&b, bench)
	return b.Bytes()
}

// hint says what a field of the front matter holds.
func hint(f store.Field) string {
	parts := []string{f.Label}
	if f.Help != "" {
		parts = append(parts, f.Help)
	}
	if f.Kind == store.ChoiceField {
		parts = append(parts, strings.Join(f.Choices, ", "))
	}
	return strings.Join(parts, " – ")
}

func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// scalar is a value of the front matter: a list in brackets, a number bare.
func scalar(f store.Field, text string) string {
	switch {
	case text == "" || f.Kind == store.NumberField:
		return text
	case f.Kind == store.ListField:
		var list []string
		for part := range strings.SplitSeq(text, ", ") {
			list = append(list, quoted(part))
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	return quoted(text)
}

var (
	bareWord = lazy.Regexp(`^[A-Za-z](?:[A-Za-z0-9 ._()/-]*[A-Za-z0-9._()/])?$`)
	taken    = lazy.Regexp(`^(?i:true|false|yes|no|on|off|null|y|n)$`) // by YAML, which makes no text of them
)

// quoted is a text as YAML reads it back: bare if it is of plain words, else in
// quotes, with what cannot be printed escaped.
func quoted(text string) string {
	if bareWord().MatchString(text) && !taken().MatchString(text) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"', r == '\\':
			b.WriteString(`\` + string(r))
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// writeSections writes the long fields, those without a text only if all are asked
// for. A heading bears the name of its field, so that its words may change.
func writeSections(b *bytes.Buffer, x store.Experiment, all bool) {
	for _, f := range store.Fields() {
		text := f.Of(x)
		if f.Kind != store.TextField || text == "" && !all {
			continue
		}
		fmt.Fprintf(b, "\n## %s <!-- %s -->\n", f.Label, f.Name)
		if f.Help != "" && all && text == "" {
			fmt.Fprintf(b, "\n<!-- %s -->\n", f.Help)
		}
		if text != "" {
			b.WriteString("\n" + escape(text) + "\n")
		}
	}
}

// escape puts a backslash before the lines of a text that would be read as
// something else: as a heading of the form, as its end, as a hint.
func escape(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if isMark(strings.TrimLeft(line, `\`)) {
			lines[i] = `\` + line
		}
	}
	return strings.Join(lines, "\n")
}

// unescape takes that backslash off.
func unescape(line string) string {
	if rest, found := strings.CutPrefix(line, `\`); found && isMark(strings.TrimLeft(rest, `\`)) {
		return rest
	}
	return line
}

var sectionMark = lazy.Regexp(`^## .*<!-- *([a-z_]+) *-->\s*$`)

// isMark reports that the form gives a line a meaning of its own.
func isMark(line string) bool {
	_, heading := sectionOf(line)
	return heading || isHint(line) || strings.TrimRight(line, " ") == readingOnly
}

// isHint reports that a line is the help of a field, as Form writes it.
func isHint(line string) bool {
	help, found := strings.CutPrefix(line, "<!-- ")
	if !found {
		return false
	}
	for _, f := range store.Fields() {
		if f.Help != "" && strings.TrimRight(help, " ") == f.Help+" -->" {
			return true
		}
	}
	return false
}

// sectionOf is the name of the field under a heading. Without the name behind it a
// heading counts if it has the words of a field.
func sectionOf(line string) (name string, heading bool) {
	if m := sectionMark().FindStringSubmatch(line); m != nil {
		return m[1], true
	}
	title, found := strings.CutPrefix(line, "## ")
	if !found {
		return "", false
	}
	for _, f := range store.Fields() {
		if f.Kind == store.TextField && strings.EqualFold(strings.TrimSpace(title), f.Label) {
			return f.Name, true
		}
	}
	return "", false
}
