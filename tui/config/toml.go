package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable" // the part of it that tells where in a file a value stands
)

// An entry is a key with its value, and where in the file they are.
type entry struct {
	key        string
	text       string
	kind       unstable.Kind
	line       int
	from, to   int // of the value
	begin, end int // of its lines
}

// parse finds the entries of a file that has no sections, and all that is wrong with it. Where
// the file cannot be understood none of it holds.
func parse(file string, data []byte) (entries []entry, faults []Fault) {
	p := new(unstable.Parser)
	data = bytes.Clone(data)
	p.Reset(data)
	seen := map[string]int{}
	for p.NextExpression() {
		node := p.Expression()
		if node.Kind != unstable.KeyValue {
			line := p.Shape(node.Child().Raw).Start.Line
			return entries, append(faults, Fault{file, line, "there are no sections in [brackets] here; what follows is passed over"})
		}
		e := entryOf(p, data, node)
		if first := seen[e.key]; first > 0 {
			faults = append(faults, Fault{file, e.line, fmt.Sprintf("%q is in line %d already, which holds; take one away", e.key, first)})
			continue
		}
		seen[e.key] = e.line
		entries = append(entries, e)
	}
	if err := p.Error(); err != nil {
		return nil, []Fault{unreadable(file, p, err)}
	}
	return entries, faults
}

func entryOf(p *unstable.Parser, data []byte, node *unstable.Node) entry {
	var parts []string
	from := 0
	for key := node.Key(); key.Next(); {
		parts = append(parts, string(key.Node().Data))
		from = int(key.Node().Raw.Offset + key.Node().Raw.Length)
	}
	from += bytes.IndexByte(data[from:], '=') + 1
	from += len(data[from:]) - len(bytes.TrimLeft(data[from:], " \t"))
	value := node.Value()
	begin, to := int(node.Raw.Offset), int(node.Raw.Offset+node.Raw.Length)
	e := entry{
		key: strings.Join(parts, "."), text: string(value.Data), kind: value.Kind,
		line: p.Shape(node.Raw).Start.Line,
		from: from, to: to,
	}
	e.begin = bytes.LastIndexByte(data[:begin], '\n') + 1
	e.end = len(data)
	if newline := bytes.IndexByte(data[to:], '\n'); newline >= 0 {
		e.end = to + newline + 1
	}
	return e
}

// unreadable says why a file cannot be understood, and where.
func unreadable(file string, p *unstable.Parser, err error) Fault {
	f := Fault{File: file, What: err.Error() + `; write each line like theme = "dark", or with true or false behind the =. Until then nothing in this file holds`}
	if at, ok := errors.AsType[*unstable.ParserError](err); ok && len(at.Highlight) > 0 {
		f.Line = p.Shape(p.Range(at.Highlight)).Start.Line
	}
	return f
}

// value is what an entry says of a setting.
func (e entry) value(s Setting) (string, error) {
	switch {
	case s.Switch && e.kind == unstable.Bool:
		return map[string]string{"true": On, "false": Off}[e.text], nil
	case s.Switch:
		return "", fmt.Errorf("write %s = true or %s = false, without quotes", s.Key, s.Key)
	}
	return e.words()
}

// words is the text that an entry says.
func (e entry) words() (string, error) {
	if e.kind != unstable.String {
		return "", fmt.Errorf(`write the value of %s in quotes, like %s = "…"`, e.key, e.key)
	}
	return e.text, nil
}
