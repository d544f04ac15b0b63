package tui

import (
	"strings"
	"testing"

	"waymark/tui/theme"
)

// A sign in a colour of its own once ended the colour of the row under the
// cursor.
func TestPickedRowIsColouredToItsEnd(t *testing.T) {
	look := theme.New(theme.Dark(), false)
	rows := newPicker(choice{value: "one", title: "What AI is", sign: look.Warn.Render("◐"), right: "12 min"}).size(40, 1, look)
	picked := rows.view()
	if codes := strings.Count(picked, "\x1b["); codes != 2 {
		t.Errorf("%d codes in the row, want one before it and one behind: %q", codes, picked)
	}
}

// A heading leads to its first page, which may be a question with a row of its own.
func TestContentsHaveOneRowForEachHeadingAndQuestion(t *testing.T) {
	d := drive(t, 120, 40).press("enter")
	seen := map[string]bool{}
	for _, row := range d.reader().tocRows() {
		if seen[row.title] {
			t.Errorf("the contents list %q twice", row.title)
		}
		seen[row.title] = true
	}
	if !seen["Check yourself"] {
		t.Error("the contents lack the heading Check yourself")
	}
	for range d.reader().pages {
		at, ok := d.reader().toc.chosen()
		if q, asked := d.reader().quizzes[d.reader().page().id]; !ok || asked && at.title != q.item.Stem {
			t.Errorf("the contents show %q on the page %q", at.title, d.reader().page().id)
		}
		d.press("right")
	}
}
