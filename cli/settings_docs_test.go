package cli

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"testing"

	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// docs/settings.md has a row for each setting and each colour, as the program knows them.
func TestSettingsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, s := range config.Settings() {
		rows = append(rows, fmt.Sprintf("| `%s` | %s | %s | %s | `%s` |", s.Key, s.About, s.Choices, cmp.Or(s.Default, "–"), s.Variable))
	}
	for _, s := range settingsOf(store.Profile{}) {
		rows = append(rows, fmt.Sprintf("| `%s` | %s | %s | %s |", s.Key, s.About, s.Choices, cmp.Or(s.Value, "–")))
	}
	for _, part := range theme.Parts() {
		rows = append(rows, fmt.Sprintf("| `%s` | %s |", part.Name, part.About))
	}
	for _, row := range rows {
		if !strings.Contains(string(page), row+"\n") {
			t.Errorf("docs/settings.md misses a row:\n%s", row)
		}
	}
	if said := strings.Count(string(page), "\n| `"); said != len(rows) {
		t.Errorf("docs/settings.md has %d rows, there are %d settings and colours", said, len(rows))
	}
}
