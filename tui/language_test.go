package tui

import (
	"os"
	"testing"

	"waymark/curriculum"
	"waymark/store"
)

// speaking is the catalogue with a pack that is translated in part, in a language.
func speaking(tag string) func() (*curriculum.Catalogue, error) {
	return func() (*curriculum.Catalogue, error) {
		c, err := curriculum.Load(curriculum.Embedded(), os.DirFS("../curriculum/testdata/languages"))
		if err != nil {
			return nil, err
		}
		return c.In(tag)
	}
}

func toLesson(id string) func(*store.Store) func(Env) Screen {
	return func(*store.Store) func(Env) Screen {
		return func(e Env) Screen { return newLesson(e, id) }
	}
}

func languageStories() []story {
	return []story{
		{name: "lesson-german", language: "de", over: toLesson("two-cups"), keys: []string{"right"}},
		{name: "lesson-arabic", language: "ar", over: toLesson("two-cups"), keys: []string{"right"}},
		{name: "quiz-arabic", language: "ar", over: toLesson("two-cups"), keys: []string{"right", "right", "b", "enter"}},
		{name: "lesson-untranslated", language: "de", over: toLesson("ten-cups")},
		{name: "glossary-german", language: "de", over: toLesson("two-cups"), keys: []string{"g"}},
	}
}

// A lesson that is not translated says so in its header and on its first page, and a place kept in one
// language is found in another.
func TestALessonSaysWhichLanguageItIsIn(t *testing.T) {
	d := driveWith(t, 120, 30, Options{Dark: true, Catalogue: speaking("de")}, setUp)
	env := func() Env { return d.model.(root).env }
	d.send(openMsg{newLesson(env(), "ten-cups")})
	d.see("in English: not translated yet", "In English: not translated yet.").press("esc")
	d.send(openMsg{newLesson(env(), "two-cups")})
	d.see("Zwei Tassen ohne Namen").not("translated").press("right", "right").see("Warum sieht die Person").press("b", "enter").see("weckt Hoffnungen").press("right").press("esc")
	did := keeps(d.store.Lesson("two-cups"))
	if did.Page != "exercise" {
		t.Errorf("the place is kept as %q", did.Page)
	}
	attempts := keeps(d.store.Attempts("two-cups"))
	if len(attempts) != 1 || attempts[0].Item != "why-blind" || attempts[0].Answer != "b" {
		t.Errorf("%+v", attempts)
	}
}
