package exchange

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/store"
	"waymark/store/lazy"
)

// Read is what a Markdown file of an entry holds. A field that is not in the file is
// not in Fields; one without a text is, so that it can be emptied.
type Read struct {
	Fields   map[string]string // the text of each field, by its name
	About    map[string]string // what only the store sets: id, created, …
	Problems []Problem
}

// A Problem is a part of a file that could not be read. Its text is kept here, so
// that nothing is lost.
type Problem struct {
	Line int // where it begins, from 1
	Text string
	Why  string // and what to do
}

// String is the problem in one line.
func (p Problem) String() string { return fmt.Sprintf("line %d, %q: %s", p.Line, short(p.Text), p.Why) }

// Experiment is an entry made of all that was read. What the store gives, such as
// the id, is only set if the file had it.
func (r Read) Experiment() (store.Experiment, error) {
	var x store.Experiment
	for _, f := range store.Fields() {
		if err := f.Set(&x, r.Fields[f.Name]); err != nil {
			return x, err
		}
	}
	for _, a := range abouts() {
		if err := a.set(&x, r.About[a.name]); err != nil {
			return x, err
		}
	}
	return x, nil
}

// ReadMarkdown reads what Form or Markdown wrote and people may have changed. It
// always reads what it can; the rest is in Problems.
func ReadMarkdown(data []byte) Read {
	r := Read{Fields: map[string]string{}, About: map[string]string{}}
	text := strings.TrimPrefix(strings.ToValidUTF8(string(data), "\ufffd"), "\ufeff")
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	start := 0
	if strings.TrimRight(lines[0], " ") == "---" {
		end := 1
		for end < len(lines) && strings.TrimRight(lines[end], " ") != "---" {
			end++
		}
		if end == len(lines) {
			r.problem(1, text, "the lines at the top have no end; put --- on a line of its own below them")
			return r
		}
		r.readFront(lines[1:end])
		start = end + 1
	}
	r.readBody(lines, start)
	return r
}

func (r *Read) problem(line int, text, why string) {
	r.Problems = append(r.Problems, Problem{line, strings.Trim(text, "\n"), why})
}

// readFront reads the short fields. A line that YAML cannot read is put aside, as
// long as there are few of them.
func (r *Read) readFront(front []string) {
	front = slices.Clone(front)
	if !slices.ContainsFunc(front, func(line string) bool { return strings.Trim(line, " ") != "" && !strings.HasPrefix(line, "#") }) {
		return
	}
	typed := make([]string, len(front))
	for i := range front {
		typed[i] = asTyped(front, i)
	}
	for range 50 {
		var root yaml.Node
		err := yaml.Load([]byte(strings.Join(typed, "\n")+"\n"), &root)
		if err == nil {
			if len(root.Content) == 1 {
				r.readMapping(front, root.Content[0])
			}
			return
		}
		bad := badLine(err)
		if bad < 1 || bad > len(front) || strings.TrimSpace(typed[bad-1]) == "" {
			break
		}
		r.problem(bad+1, front[bad-1], "it is not in the form name: value; put the value in quotes")
		front[bad-1], typed[bad-1] = "", ""
	}
	r.problem(2, strings.Join(front, "\n"), "the lines between --- and --- cannot be read; write each as name: value")
}

var (
	oneLine  = lazy.Regexp(`^([a-z_]+):[ \t]+(\S.*)$`)
	inQuotes = lazy.Regexp(`^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:#.*)?$`)
	inYAML   = lazy.Regexp(`^(?:[|>][-+0-9]*$|# |#$|~$|null$)`)
)

// asTyped is a line of the front matter with its text in quotes, where a person may
// have typed what YAML reads as something else: "Issue #12: solved" has no comment.
// What is in quotes already, or goes on in the next line, stays as it is.
func asTyped(front []string, i int) string {
	m := oneLine().FindStringSubmatch(front[i])
	if m == nil || inQuotes().MatchString(m[2]) || inYAML().MatchString(m[2]) || i+1 < len(front) && strings.HasPrefix(front[i+1], " ") {
		return front[i]
	}
	f, known := store.FieldOf(m[1])
	if list := f.Kind == store.ListField && strings.HasPrefix(m[2], "["); !known || list || f.Kind != store.LineField && f.Kind != store.ListField {
		return front[i]
	}
	return m[1] + ": " + quoted(strings.TrimSpace(m[2]))
}

func (r *Read) readMapping(front []string, m *yaml.Node) {
	if m.Kind == yaml.ScalarNode && m.Tag == "!!null" {
		return
	}
	if m.Kind != yaml.MappingNode {
		r.problem(m.Line+1, strings.Join(front, "\n"), "write each line as name: value")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, value := m.Content[i], m.Content[i+1]
		end := len(front)
		if i+2 < len(m.Content) {
			end = m.Content[i+2].Line - 1
		}
		source := strings.Join(front[min(key.Line-1, end):end], "\n")
		if seen[key.Value] {
			r.problem(key.Line+1, source, "it stands there twice; keep one")
			continue
		}
		seen[key.Value] = true
		text, plain := valueText(value)
		if !plain {
			r.problem(key.Line+1, source, "write the value as one text, or as a list in brackets")
			continue
		}
		if why := r.take(key.Value, text, false); why != "" {
			r.problem(key.Line+1, source, why)
		}
	}
}

// valueText is the text of a value as it was written: also of a list of texts.
func valueText(n *yaml.Node) (text string, plain bool) {
	if n.Anchor != "" {
		return "", false
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return "", true
		}
		return n.Value, true
	case yaml.SequenceNode:
		var list []string
		for _, part := range n.Content {
			if part.Kind != yaml.ScalarNode || strings.Contains(part.Value, ",") || part.Anchor != "" {
				return "", false
			}
			list = append(list, part.Value)
		}
		return strings.Join(list, ", "), true
	}
	return "", false
}

// take keeps the text of a field, or says why it cannot be one.
func (r *Read) take(name, text string, long bool) (why string) {
	for _, a := range abouts() {
		if a.name == name && !long {
			if err := a.set(&store.Experiment{}, text); err != nil {
				return plainly(err)
			}
			r.About[name] = text
			return ""
		}
	}
	f, known := store.FieldOf(name)
	if !known {
		return "an entry has no such field; move the text to one that it has"
	}
	var x store.Experiment
	if err := f.Set(&x, text); err != nil {
		return plainly(err)
	}
	if _, twice := r.Fields[name]; twice {
		return "it stands there twice; keep one"
	}
	r.Fields[name] = f.Of(x)
	return ""
}

// plainly is an error without what it wraps.
func plainly(err error) string {
	return strings.TrimPrefix(err.Error(), store.ErrInvalid.Error()+": ")
}

// badLine is the line that YAML stumbled over, or 0.
func badLine(err error) int {
	if found, is := errors.AsType[*yaml.LoadError](err); is {
		return found.Mark.Line
	}
	return 0
}

// readBody reads the long fields.
func (r *Read) readBody(lines []string, start int) {
	name, at := "", start // of the section that is open, and where its text begins
	fields := maps.Clone(r.Fields)
	flush := func(end int) {
		var text []string
		for _, line := range lines[at:end] {
			shown := name == "" && line == "# "+fields["title"] // as Markdown writes it
			if !shown && !isHint(line) {
				text = append(text, unescape(line))
			}
		}
		heading := ""
		if name != "" {
			heading = lines[at-1] + "\n"
		}
		r.section(name, heading, at, strings.Trim(strings.Join(text, "\n"), "\n"))
	}
	for i := start; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " ") == readingOnly {
			flush(i)
			return
		}
		if next, heading := sectionOf(lines[i]); heading {
			flush(i)
			name, at = next, i+1
		}
	}
	flush(len(lines))
}

// section keeps a long field that was read; at is the index of its first line below
// the heading.
func (r *Read) section(name, heading string, at int, text string) {
	if name == "" {
		if strings.TrimSpace(text) != "" {
			r.problem(at+1, text, "it stands above the first heading and belongs to no field; move it below one, or up between --- and ---")
		}
		return
	}
	if why := r.take(name, text, true); why != "" {
		r.problem(at, heading+text, why)
	}
}
