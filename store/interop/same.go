package interop

import (
	"encoding/json"
	"reflect"
	"time"
)

// same reports that two statements say the same, as xAPI has it (1.0.3, part two, 2.3.1): a
// record store may write the time in another way, fill in what it knows, and merge what is
// said of an activity.
func same(ours string, theirs []byte) bool {
	var a, b map[string]any
	if json.Unmarshal([]byte(ours), &a) != nil || json.Unmarshal(theirs, &b) != nil {
		return false
	}
	for _, s := range []map[string]any{a, b} {
		for _, filled := range []string{"stored", "authority", "version"} {
			delete(s, filled)
		}
		if text, ok := s["timestamp"].(string); ok {
			if at, err := time.Parse(time.RFC3339, text); err == nil {
				s["timestamp"] = at.UTC().Format(time.RFC3339)
			}
		}
		strip(s, "verb", "display")
		strip(s, "object", "definition")
		strip(s, "actor", "name")
		strip(s, "actor", "objectType") // "Agent" and "Activity" go without saying
		if o, ok := s["object"].(map[string]any); ok && o["objectType"] == "Activity" {
			delete(o, "objectType")
		}
	}
	return reflect.DeepEqual(a, b)
}

func strip(s map[string]any, part, field string) {
	if m, ok := s[part].(map[string]any); ok {
		delete(m, field)
	}
}
