package tui

import (
	"reflect"
	"testing"
)

func TestThePaletteLeadsToLessonsEntriesPagesAndSettings(t *testing.T) {
	for _, test := range []struct{ words, shows string }{
		{"jagged frontier", "Foundations › The jagged frontier"},
		{"two examples", "Two examples in the reply template"},
		{"portfo", "Portfolio"},
		{"glossary", "Glossary"},
		{"progress", "[5 Progress]"},
		{"check: prompt", "Test out › Prompt design"},
	} {
		drive(t, 100, 30, planned).press("ctrl+k").write(test.words).press("enter").see(test.shows).not("Go to  ")
	}
	d := drive(t, 80, 24).press(":").write("minutes a day").press("enter").see("Settings", "Minutes a day")
	if row, _ := d.model.(root).top().(settings).rows.chosen(); row.value != "goal" {
		t.Errorf("the cursor stands on %q", row.value)
	}
}

func TestThePaletteGoesFromOneLessonToAnother(t *testing.T) {
	d := drive(t, 100, 30).press("enter").see("What AI is, and is not").press("ctrl+k").write("jagged").press("enter").see("The jagged frontier")
	if open := len(d.model.(root).stack); open != 1 {
		t.Errorf("%d screens are open, want the lesson alone", open)
	}
	d.press("esc").see("[1 Today]")
}

func TestThePaletteStaysWhereNothingFits(t *testing.T) {
	d := drive(t, 80, 24).press("ctrl+k").write("xyzzy").see("Nothing is called like that").press("enter").see("Nothing is called like that")
	d.press("esc").see("[1 Today]").press(":").see("Go to").press("ctrl+k").see("[1 Today]")
}

func TestThePaletteIsNotWhereTextIsTyped(t *testing.T) {
	d := drive(t, 80, 24).press("n").write("a: b").press("ctrl+k").see("a: b")
	if top := reflect.TypeOf(d.model.(root).top()); top == reflect.TypeFor[palette]() {
		t.Error("the palette opened over a form")
	}
}
