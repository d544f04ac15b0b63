package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Only a text that is longer than may stand in a record is kept apart from it.
func TestWhichTextsAreLong(t *testing.T) {
	for text, isLong := range map[string]bool{
		"": false, strings.Repeat("x", longText): false, strings.Repeat("x", longText+1): true, strings.Repeat(`"`, longText+1): true,
	} {
		for _, around := range []string{`{"a":"b","text":%s,"z":1}`, `[%s]`, `%s`, `{"a\"b":%s}`} {
			content := fmt.Sprintf(around, must(json.Marshal(text))(t))
			equal(t, fmt.Sprintf(around, fmt.Sprint(len(text), " characters")), holdsLong([]byte(content)), isLong)
		}
	}
}
