package curriculum

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxYAML is the longest YAML read at once, in bytes: a front matter, a block
// or a file. Parsing takes milliseconds up to this size and grows faster than
// the size beyond it.
const maxYAML = 16 << 10

// maxYAMLDepth is how deep YAML may nest.
const maxYAMLDepth = 12

// decode reads YAML that begins on the given line of a file into v, which must
// be a pointer to a struct or map. Fields that v does not know are refused, and
// so are aliases; all texts come out clean, trimmed and within the limits of
// Markdown. The fault it returns, if any, carries the line in the file.
func decode(file string, line int, text string, v any) *fault {
	if len(text) > maxYAML {
		return &fault{
			file, line, fmt.Sprintf("%d KB of YAML in one piece", kilobytes(len(text))),
			fmt.Sprintf("keep it under %d KB", maxYAML>>10),
		}
	}
	// The empty lines let the parser count the lines of the file.
	var root yaml.Node
	if err := yaml.Load([]byte(strings.Repeat("\n", line-1)+text), &root); err != nil {
		return yamlFault(file, line, err)
	}
	if f := tidy(&root, 0); f != nil {
		f.file = file
		return f
	}
	return decodeNode(file, &root, v)
}

// decodeNode is decode for YAML that is parsed and tidy.
func decodeNode(file string, n *yaml.Node, v any) *fault {
	if err := n.Load(v, yaml.WithKnownFields(), yaml.WithUniqueKeys()); err != nil {
		return yamlFault(file, n.Line, err)
	}
	return nil
}

// tidy cleans every text below a node and holds it to the limits.
func tidy(n *yaml.Node, depth int) *fault {
	switch {
	case n.Kind == yaml.AliasNode, n.Anchor != "":
		return &fault{
			line: n.Line, message: "YAML anchors and aliases (& and *) are not used in lessons",
			remedy: `write the text out, or put quotes around a text that begins with & or *`,
		}
	case depth > maxYAMLDepth:
		return &fault{line: n.Line, message: "YAML nested too deep", remedy: "compare with docs/authoring.md"}
	case n.Kind == yaml.ScalarNode:
		n.Value = strings.TrimSpace(clean(n.Value))
		return overLimit(n.Value, n.Line)
	case n.Kind == yaml.MappingNode:
		if f := sameKey(n); f != nil {
			return f
		}
	}
	for _, child := range n.Content {
		if f := tidy(child, depth+1); f != nil {
			return f
		}
	}
	return nil
}

// sameKey returns the first key that a mapping has twice. The parser would name each pair
// of them: a megabyte for a thousand.
func sameKey(n *yaml.Node) *fault {
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if first := lines[key.Value]; first > 0 && key.Kind == yaml.ScalarNode {
			return &fault{line: key.Line, message: fmt.Sprintf("mapping key %q already defined at line %d", shorten(key.Value), first), remedy: yamlRemedy}
		}
		lines[key.Value] = key.Line
	}
	return nil
}

// An orderedMap is a YAML mapping whose order counts.
type orderedMap []entry

type entry struct {
	key   string
	line  int
	value *yaml.Node
}

// UnmarshalYAML keeps the order of the mapping.
func (m *orderedMap) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return errors.New(`expected fields, one on a line, such as "a: text"`)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if key == "" || seen[key] {
			return fmt.Errorf("key %q is empty or used twice", key)
		}
		seen[key] = true
		*m = append(*m, entry{key, n.Content[i].Line, n.Content[i+1]})
	}
	return nil
}

// yamlFault says in an author's words what the YAML parser found.
func yamlFault(file string, line int, err error) *fault {
	var found *yaml.LoadError
	if !errors.As(err, &found) {
		return &fault{file, line, err.Error(), yamlRemedy}
	}
	if found.Mark.Line > 0 {
		line = found.Mark.Line
	}
	for _, w := range yamlWords {
		if m := regexp.MustCompile(w.message).FindStringSubmatch(found.Message); m != nil {
			return &fault{file, line, fmt.Sprintf(w.words, typeWords(m[1:])...), w.remedy}
		}
	}
	return &fault{file, line, found.Message, yamlRemedy}
}

const yamlRemedy = "compare the block with docs/authoring.md"

// yamlWords translates what the YAML parser says most often.
var yamlWords = []struct{ message, words, remedy string }{
	{`^field (\S+) not found`, "unknown field %q", "check its spelling against docs/authoring.md"},
	{
		`mapping values are not allowed|did not find expected`, "the YAML does not fit together here",
		`check the indentation, and quote a text that has ": " in it or put it on its own line after ">"`,
	},
	{"^cannot construct \\S+ `(.*)` into (.*)", "%q stands where %s is expected", yamlRemedy},
	{`^cannot construct (\S+) into (.*)`, "%s stands where %s is expected", yamlRemedy},
	{`unexpected end of stream`, "a quote or a bracket is never closed", "close it, or put the text on its own line after \">\""},
	{`tab character`, "a tab stands where spaces are expected", "indent with spaces"},
	{`no documents in stream`, "the block is empty", "fill it in or take it out"},
	{`found multiple`, `"---" begins a second document`, "keep one document in a block"},
}

// typeWords puts the parser's names of types into words; other text stays.
func typeWords(parts []string) []any {
	words := make([]any, len(parts))
	for i, p := range parts {
		switch {
		case p == "string":
			p = "a text"
		case p == "int", p == "float64":
			p = "a number"
		case p == "bool":
			p = "true or false"
		case p == "!!seq", strings.HasPrefix(p, "[]"):
			p = "a list"
		case p == "!!map", strings.HasPrefix(p, "curriculum."), strings.HasPrefix(p, "map["):
			p = "a group of fields"
		}
		words[i] = p
	}
	return words
}
