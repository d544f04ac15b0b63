package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	jsonv1 "github.com/go-json-experiment/json/v1"
)

// event reads an event of the log, as it is kept: its long texts apart.
func (h *haul) event(id string) (e Event, ok bool) {
	content := h.content(logBucket, id)
	ok = content != nil && jsonv1.Unmarshal(content, &e) == nil && e.ID == id && e.Action != ""
	return e, ok
}

// indexed are the ids of the events that the index of the log names.
func (h *haul) indexed() map[string]bool {
	ids := map[string]bool{}
	for key := range h.values[subjectBucket] {
		if at := strings.LastIndex(key, "\x00"); at >= 0 {
			ids[key[at+1:]] = true
		}
	}
	return ids
}

// text is a text of the meta bucket; empty if there is none.
func (h *haul) text(key string) string {
	var text string
	if json.Unmarshal(h.content(metaBucket, key), &text) != nil {
		return ""
	}
	return text
}

// format is the format of the file; 0 if that is lost.
func (h *haul) format() int {
	var format int
	if json.Unmarshal(h.content(metaBucket, "format"), &format) != nil {
		return 0
	}
	return format
}

// longText is a text that is kept apart, whole, from whatever sources have its pieces.
func (v *salvage) longText(name string) (text string, ok bool) {
	var whole []byte
	for piece := 0; ; piece++ {
		part, _ := v.content(textBucket, textKey(name, piece))
		if part == nil {
			break
		}
		whole = append(whole, part...)
	}
	sum := sha256.Sum256(whole)
	return string(whole), hex.EncodeToString(sum[:]) == name
}

// longTexts are the names of the texts of a value that are kept apart.
func longTexts(content []byte) (names []string, err error) {
	if !bytes.Contains(content, textMark) {
		return nil, nil
	}
	_, err = rewrite(content, func(v any) (any, error) {
		if m, ok := v.(map[string]any); ok && len(m) == 1 {
			if name, ok := m["$text"].(string); ok {
				names = append(names, name)
				return name, nil
			}
		}
		return v, nil
	})
	return names, err
}

// textsWhole reports that the file has every long text that an event of it names.
func (v *salvage) textsWhole(h *haul) bool {
	for id := range h.values[logBucket] {
		names, err := longTexts(h.content(logBucket, id))
		if err != nil {
			return false
		}
		for _, name := range names {
			if _, whole := v.longText(name); !whole {
				return false
			}
		}
	}
	return true
}
