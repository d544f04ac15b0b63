package chart

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"waymark/tui/theme"
)

func TestGridCanBeReadWithoutColour(t *testing.T) {
	cells := [][]GridCell{{{Count: 12}, {Planned: true}, {}}, {{Count: 4}, {Count: 9}, {Count: 1, Planned: true}}}
	names := []string{"Ma", "Sales", "H"}
	want := map[bool][]string{
		false: {"            Ma*Sa H", "Draft text  █+ ○  ·", "Übersetzen  ░4 █9 ░1"},
		true:  {"            Ma*Sa H", "Draft text  #+ o  .", "Übersetzen  :4 #9 :1"},
	}
	for ascii, lines := range want {
		var got []string
		for _, line := range Grid([]string{"Draft text", "Übersetzen"}, names, 0, cells, theme.New(theme.Dark(), ascii)) {
			got = append(got, strings.TrimRight(ansi.Strip(line), " "))
		}
		if diff := cmp.Diff(lines, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestGridLegendFitsAndNamesEveryColumn(t *testing.T) {
	names, titles := []string{"Ma", "Sa", "HR"}, []string{"Marketing", "Sales", "HR"}
	for _, width := range []int{40, 56, 76} {
		var text []string
		for _, line := range GridLegend(names, titles, 0, width, theme.New(theme.Dark(), false)) {
			if ansi.StringWidth(line) > width {
				t.Errorf("%d cells, want at most %d: %q", ansi.StringWidth(line), width, ansi.Strip(line))
			}
			text = append(text, ansi.Strip(line))
		}
		for _, words := range []string{"· nothing", "○ planned", "Ma* Marketing (your own)", "Sa Sales", "HR HR"} {
			if !strings.Contains(strings.Join(text, "\n"), words) {
				t.Errorf("%q does not stand on a line of %q", words, text)
			}
		}
	}
}
