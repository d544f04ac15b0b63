package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

const (
	longText  = 1 << 10  // bytes; a longer text is kept apart from its value
	textPiece = 64 << 10 // bytes of one piece of a long text
)

// textMark is how a value names a long text: {"$text": hash}. Inside a JSON
// string the quotes are escaped, so nobody's words can look like it.
var textMark = []byte(`{"$text":`)

// shorten moves the long texts of a JSON value into the text bucket. A text is
// named by its SHA-256, so that the event and the records that hold the same
// text share it.
func (t *tx) shorten(content []byte) ([]byte, error) {
	if !holdsLong(content) {
		return content, nil
	}
	return rewrite(content, func(v any) (any, error) {
		s, ok := v.(string)
		if !ok || len(s) <= longText {
			return v, nil
		}
		name, err := t.putText(s)
		return map[string]any{"$text": name}, err
	})
}

// holdsLong reports that a JSON value may hold a long text. As JSON, no text is shorter
// than it is.
func holdsLong(content []byte) bool {
	began := -1 // where the text at hand begins
	for i := 0; i < len(content); i++ {
		switch {
		case content[i] == '\\' && began >= 0:
			i++
		case content[i] != '"':
		case began < 0:
			began = i + 1
		case i-began > longText:
			return true
		default:
			began = -1
		}
	}
	return false
}

// lengthen puts the long texts back.
func (t *tx) lengthen(content []byte) ([]byte, error) {
	if !bytes.Contains(content, textMark) {
		return content, nil
	}
	return rewrite(content, func(v any) (any, error) {
		m, ok := v.(map[string]any)
		if !ok || len(m) != 1 {
			return v, nil
		}
		name, ok := m["$text"].(string)
		if !ok {
			return v, nil
		}
		return t.getText(name)
	})
}

// rewrite passes every part of a JSON value through fn, outer parts first.
func rewrite(content []byte, fn func(any) (any, error)) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, damaged("a value is not JSON: %v", err)
	}
	v, err := walk(v, fn)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

func walk(v any, fn func(any) (any, error)) (any, error) {
	v, err := fn(v)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			if v[key], err = walk(v[key], fn); err != nil {
				return nil, err
			}
		}
	case []any:
		for i := range v {
			if v[i], err = walk(v[i], fn); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}

func textKey(name string, piece int) string { return fmt.Sprintf("%s\x00%06d", name, piece) }

func (t *tx) putText(s string) (name string, err error) {
	sum := sha256.Sum256([]byte(s))
	name = hex.EncodeToString(sum[:])
	for piece := 0; piece*textPiece < len(s); piece++ {
		part := s[piece*textPiece : min((piece+1)*textPiece, len(s))]
		if err := t.putBytes(textBucket, textKey(name, piece), []byte(part)); err != nil {
			return "", err
		}
	}
	return name, nil
}

func (t *tx) getText(name string) (string, error) {
	b, err := t.bucket(textBucket)
	if err != nil {
		return "", err
	}
	var text []byte
	for piece := 0; ; piece++ {
		key := textKey(name, piece)
		value := b.Get([]byte(key))
		if value == nil {
			break
		}
		part, err := unseal(textBucket, key, value)
		if err != nil {
			return "", err
		}
		text = append(text, part...)
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != name {
		return "", damaged("%s %q is not whole", textBucket, name)
	}
	return string(text), nil
}
