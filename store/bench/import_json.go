package bench

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deep the JSON of a result may be nested.
const maxDepth = 100

// ImportJSONLines reads one JSON object a line, each an output, with the names that
// the columns of a table have.
func ImportJSONLines(data []byte) (Imported, error) {
	data, err := readable(data)
	if err != nil {
		return Imported{}, err
	}
	im := newImporter()
	unknown := map[string]bool{}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		where := fmt.Sprintf("line %d", number)
		if err := checkJSON(where, line); err != nil {
			return Imported{}, err
		}
		if line[0] != '{' {
			return Imported{}, invalid("%s: it is no JSON object; write one object a line", where)
		}
		if err := im.addObject(where, line, unknown); err != nil {
			return Imported{}, err
		}
	}
	return im.done()
}

// addObject takes a JSON object in whose keys mean what columns do.
func (im *importer) addObject(where string, object []byte, unknown map[string]bool) error {
	var names []string
	var cells []string
	err := eachMember(object, func(name string, value jsontext.Value) error {
		if value.Kind() == 'n' {
			return nil
		}
		if meaning, _ := meaningOf(name); meaning == "" {
			if !unknown[name] {
				unknown[name] = true
				im.note("%s: not read, %q", where, short(name))
			}
			return nil
		}
		names, cells = append(names, name), append(cells, textOf(value))
		return nil
	})
	if err != nil {
		return err
	}
	h, _, err := readHeading(where, names)
	if err != nil {
		return err
	}
	return im.addCells(where, h, cells)
}

// checkJSON refuses what is not one value of JSON, has a key twice, or is nested
// too deeply.
func checkJSON(where string, data []byte) error {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	for values := 0; ; {
		if d.StackDepth() > maxDepth {
			return invalid("%s: it is nested more than %d deep", where, maxDepth)
		}
		_, err := d.ReadToken()
		if errors.Is(err, io.EOF) && values == 1 {
			return nil
		}
		if err != nil {
			return noJSON(where, data, err)
		}
		if d.StackDepth() == 0 {
			if values++; values > 1 {
				return invalid("%s: something follows the end of the JSON", where)
			}
		}
	}
}

// noJSON says in words what jsontext found, with the line if there are several.
func noJSON(where string, data []byte, err error) error {
	wrong, is := errors.AsType[*jsontext.SyntacticError](err)
	if !is {
		return invalid("%s: the JSON is cut short", where)
	}
	if bytes.Contains(data, []byte("\n")) {
		where = fmt.Sprintf("line %d", lineOf(data, int(wrong.ByteOffset)))
	}
	switch {
	case errors.Is(wrong.Err, jsontext.ErrDuplicateName):
		return invalid("%s: it has the key %q twice; keep one", where, short(wrong.JSONPointer.LastToken()))
	case errors.Is(wrong.Err, io.ErrUnexpectedEOF):
		return invalid("%s: the JSON is cut short", where)
	}
	return invalid("%s: it is no JSON (%s); have it written by a program", where, short(wrong.Err.Error()))
}

// eachMember calls fn for each member of an object, in order.
func eachMember(object []byte, fn func(name string, value jsontext.Value) error) error {
	d := jsontext.NewDecoder(bytes.NewReader(object))
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return err
		}
		key := name.String()
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := fn(key, value.Clone()); err != nil {
			return err
		}
	}
	return nil
}

// textOf is a JSON value as a text: a string without quotes, nothing for null,
// anything else as JSON.
func textOf(value jsontext.Value) string {
	switch value.Kind() {
	case '"':
		var s string
		if err := json.Unmarshal(value, &s); err == nil {
			return s
		}
	case 'n', 0:
		return ""
	case '{', '[':
		if err := value.Indent(jsontext.WithIndent("  ")); err == nil {
			return string(value)
		}
	}
	return strings.TrimSpace(string(value))
}
