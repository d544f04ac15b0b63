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

// Opened again before the entries came, it is told of them twice.
func TestThePaletteListsAnEntryOnce(t *testing.T) {
	d := drive(t, 80, 24, planned).press("ctrl+k")
	d.send(d.model.(root).top().Init()())
	p := d.write("two examples").model.(root).top().(palette)
	if n := len(p.found()); n != 1 {
		t.Errorf("the entry is listed %d times", n)
	}
}

func TestThePaletteMarksWholeLetters(t *testing.T) {
	p := palette{all: []destination{{name: "Über die Straße"}}, input: newInput("ß", 10)}
	if got := p.found()[0].marks; len(got) != 1 || got[0].To-got[0].From != len("ß") {
		t.Errorf("marked: %v", got)
	}
}
