package tui

import "testing"

// Hundreds of names must not push the board off the screen.
func TestNamesThatFit(t *testing.T) {
	many := make([]string, 500)
	for i := range many {
		many[i] = "Amara Okafor"
	}
	tests := []struct {
		names []string
		width int
		want  string
	}{
		{[]string{"Amara Okafor", "Jonas Lindqvist"}, 40, "Amara Okafor, Jonas Lindqvist"},
		{[]string{"Amara Okafor", "Jonas Lindqvist", "Wei Chen"}, 30, "Amara Okafor and 2 more"},
		{many, 45, "Amara Okafor, Amara Okafor and 498 more"},
		{many, 10, "Amara Oka…"},
	}
	for _, tt := range tests {
		if got := namesThatFit(tt.names, tt.width); got != tt.want {
			t.Errorf("%d names in %d cells: %q, want %q", len(tt.names), tt.width, got, tt.want)
		}
	}
}
