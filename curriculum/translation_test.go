package curriculum

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const (
	germanLesson = "translations/de/cups/two-cups.md"
	germanBank   = "translations/de/bank/two-cups.md"
	germanDrills = "translations/de/drills/hr.md"
)

// languages is the pack under testdata/languages, to be changed: two lessons, one of them in
// German and Arabic.
func languages(t testing.TB) fstest.MapFS {
	t.Helper()
	return packIn(t, "testdata/languages")
}

// in loads a pack in a language.
func in(t testing.TB, pack fs.FS, wanted string) *Catalogue {
	t.Helper()
	c, err := Load(pack)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = c.In(wanted); err != nil {
		t.Fatal(err)
	}
	return c
}

func bodyOf(t testing.TB, c *Catalogue, lesson string) Body {
	t.Helper()
	body, err := c.Body(lesson, "hr")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestTheLanguageThatSuits(t *testing.T) {
	pack := languages(t)
	for wanted, title := range map[string]string{
		"": "Fair cups", "en": "Fair cups", "en-US": "Fair cups", "fr": "Fair cups", "not a tag": "Fair cups", "C": "Fair cups",
		"de": "Faire Tassen", "de-AT": "Faire Tassen", "de-Latn-CH": "Faire Tassen", "ar-EG": "أكواب عادلة",
	} {
		if got := in(t, pack, wanted).Modules()[0].Title; got != title {
			t.Errorf("for %q the module is called %q, not %q", wanted, got, title)
		}
	}
	delete(pack, "pack.yaml")
	pack["pack.yaml"] = &fstest.MapFile{Data: []byte("id: cups\nlanguage: pt-PT\n")}
	pack["translations/pt-BR/cups/module.yaml"] = &fstest.MapFile{Data: []byte("id: cups\ntitle: Xícaras justas\n")}
	pack["translations/zh-Hant/cups/module.yaml"] = &fstest.MapFile{Data: []byte("id: cups\ntitle: 公平的杯子\n")}
	for wanted, title := range map[string]string{"pt": "Xícaras justas", "pt-BR": "Xícaras justas", "pt-PT": "Fair cups", "zh-TW": "公平的杯子"} {
		if got := in(t, pack, wanted).Modules()[0].Title; got != title {
			t.Errorf("for %q the module is called %q, not %q", wanted, got, title)
		}
	}
}

// All texts of a lesson are those of the translation, and all that records refer to is that of
// the original.
func TestALessonInAnotherLanguage(t *testing.T) {
	c := in(t, languages(t), "de")
	first, words := bodyOf(t, c.Original(), "two-cups"), bodyOf(t, c, "two-cups")
	l, err := c.Lesson("two-cups")
	if err != nil || l.Title != "Zwei Tassen ohne Namen" || l.Objectives[0].Text != "Erklären, warum ein Blindtest die Namen verdeckt" || l.Version != "1.1.0" || l.Minutes != 8 {
		t.Errorf("%+v, %v", l, err)
	}
	if words.Language != "de" || words.Remark != "" || !words.StatesLaw() || first.Language != "" {
		t.Errorf("language %q, remark %q, law %v", words.Language, words.Remark, words.StatesLaw())
	}
	if !strings.Contains(words.Pages[1].Text, "EXAMPLE** Zwei Bewerbungen") || words.Pages[1].Heading != "Namen verändern den Geschmack" {
		t.Errorf("%+v", words.Pages[1])
	}
	ids := func(b Body) (all []string) {
		for _, p := range b.Pages {
			all = append(all, p.ID)
		}
		return all
	}
	if !slices.Equal(ids(first), ids(words)) || !slices.Contains(ids(words), SourcesID) {
		t.Errorf("the pages are %q, those of the original %q", ids(words), ids(first))
	}
	item, err := c.Item("two-cups#why-blind")
	if err != nil || !strings.HasPrefix(item.Stem, "Warum") || item.Ref() != "two-cups#why-blind" || !reflect.DeepEqual(item.Answer, first.Items[0].Answer) {
		t.Errorf("%+v, %v", item, err)
	}
	bank, err := c.Bank("two-cups")
	if err != nil || len(bank) != 1 || !strings.HasPrefix(bank[0].Stem, "Welche") || !bank[0].Bank {
		t.Errorf("%+v, %v", bank, err)
	}
	drills, err := c.Drills("hr")
	if err != nil || len(drills) != 1 || drills[0].Title != "Notiz zu einer Verkostung" || drills[0].Ref != "hr/tasting-note" || len(drills[0].Errors) != 2 {
		t.Errorf("%+v, %v", drills, err)
	}
	terms, err := c.Glossary()
	if err != nil || terms[0].Term != "Blindtest" {
		t.Errorf("%+v, %v", terms, err)
	}
	if c.Pathways()[0].Title != "Von der Tasse zum Ergebnis" || c.Packs()[0].Title != "Tee bei der Arbeit" || c.Original().Packs()[0].Title != "Tea at work" {
		t.Errorf("%+v, %+v", c.Pathways(), c.Packs())
	}
	there, err := c.Text("two-cups")
	here, wrong := c.Original().Text("two-cups")
	if string(there) != string(here) || errors.Join(err, wrong) != nil {
		t.Error("what is taught, to the letter, is another file")
	}
}

// A lesson is translated as a whole or not at all, and says so.
func TestFallingBack(t *testing.T) {
	for what, c := range map[string]struct {
		lesson, file, old, new string
		remark, title          string
	}{
		"none":          {lesson: "ten-cups", remark: "not translated yet", title: "Ten cups say more"},
		"other answer":  {"two-cups", germanLesson, "answer: b", "answer: a", remarkUnfit, ""},
		"no YAML":       {"two-cups", germanLesson, "kind: single", "kind: [", remarkUnfit, ""},
		"a page less":   {"two-cups", germanLesson, "## Zum Merken\n\n- Sind die Namen verdeckt, wird nur die Arbeit beurteilt.\n", "", remarkUnfit, ""},
		"older version": {"two-cups", germanLesson, "version: 1.1.0", "version: 1.0.0", "translated from version 1.0.0; this is 1.1.0", "Zwei Tassen ohne Namen"},
	} {
		pack := languages(t)
		if c.file != "" {
			replace(t, pack, c.file, c.old, c.new)
		}
		german := in(t, pack, "de")
		body, l := bodyOf(t, german, c.lesson), keep(german.Lesson(c.lesson))
		if body.Remark != c.remark || c.title != "" && l.Title != c.title {
			t.Errorf("%s: %q, %q", what, body.Remark, l.Title)
		}
		if c.remark == remarkUnfit && (body.Language != "en-GB" || !strings.HasPrefix(body.Items[0].Stem, "Why")) {
			t.Errorf("%s: in %q: %q", what, body.Language, body.Items[0].Stem)
		}
	}
	pack := languages(t)
	replace(t, pack, germanBank, "answer: a,c", "answer: a,b")
	replace(t, pack, germanDrills, "das sind 80 % von ihnen\n", "das sind 85 % von ihnen\n")
	replace(t, pack, "translations/de/glossary.yaml", "lesson: two-cups", "lesson: ten-cups")
	c := in(t, pack, "de")
	if bank := keep(c.Bank("two-cups")); !strings.HasPrefix(bank[0].Stem, "Which") {
		t.Error(bank[0].Stem)
	}
	if drills := keep(c.Drills("hr")); drills[0].Title != "Note on a tasting" {
		t.Error(drills[0].Title)
	}
	if terms := keep(c.Glossary()); terms[0].Term != "blind test" {
		t.Error(terms[0].Term)
	}
}

func keep[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Nobody acknowledges a rule in the words of another version than the one that holds.
func TestARuleInAnOldTranslation(t *testing.T) {
	pack := languages(t)
	for _, file := range []string{"cups/two-cups.md", germanLesson} {
		replace(t, pack, file, "skill: ", "policy: I follow it.\nskill: ")
	}
	if body := bodyOf(t, in(t, pack, "de"), "two-cups"); body.Language != "de" {
		t.Errorf("%q, %q", body.Language, body.Remark)
	}
	replace(t, pack, germanLesson, "version: 1.1.0", "version: 1.0.0")
	c := in(t, pack, "de")
	if body := bodyOf(t, c, "two-cups"); body.Language != "en-GB" || !strings.HasPrefix(body.Remark, "translated from version 1.0.0") {
		t.Errorf("%q, %q", body.Language, body.Remark)
	}
	if l := keep(c.Lesson("two-cups")); l.Title != "Two cups without names" {
		t.Error(l.Title)
	}
}

// Whoever uses no translation gets the very catalogue that was loaded.
func TestNoTranslationCostsNothing(t *testing.T) {
	for _, pack := range []fs.FS{Embedded(), goodPack(t)} {
		c := keep(Load(pack))
		for _, wanted := range []string{"", "en-GB", "de"} {
			if same := keep(c.In(wanted)); same != c || c.Original() != c {
				t.Errorf("in %q it is another catalogue", wanted)
			}
		}
	}
}

func TestCheckOfTranslations(t *testing.T) {
	found := Check(languages(t), time.Time{})
	var notes []string
	for _, f := range found {
		if f.Level != LevelNote {
			t.Error(f)
		}
		notes = append(notes, f.File+": "+f.Message)
	}
	want := []string{
		"translations/ar: not translated yet, banks of translated lessons: two-cups", "translations/ar: not translated yet, drills: hr",
		"translations/ar: not translated yet, lessons: ten-cups", "translations/ar: not translated yet, the glossary: glossary.yaml",
		"translations/de: not translated yet, lessons: ten-cups",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("%q", notes)
	}
	for _, c := range []struct{ rule, file, old, new, message string }{
		{"F01", germanLesson, "kind: single", "kint: single", "unknown field"},
		{"F01", germanBank, "answer: a,c", "answer: a,x", "does not fit"},
		{"F01", "translations/de/cups/module.yaml", "id: ", "ids: ", "unknown field"},
		{"T01", "translations/de/cups/module.yaml", "id: cups", "id: cup", `no module "cup"`},
		{"T01", "translations/de/pathways/path-cups.yaml", "id: path-cups", "id: path-cup", `no pathway "path-cup"`},
		{"T01", "translations/de/pack.yaml", "id: cups", "id: mugs", `"mugs"`},
		{"T02", germanLesson, "answer: b", "answer: c", `item why-blind: answer is "c", and in the original "b"`},
		{"T02", germanLesson, "objective: O1\nstem", "objective: O2\nstem", "item why-blind: objective"},
		{"T02", germanLesson, "id: why-blind\nkind", "id: why-blynd\nkind", `its block is "item why-blynd"`},
		{"T02", germanLesson, "  c:\n    text: Der Händler hat darum gebeten\n    why: Der Test dient denen, die kaufen.\n", "", "the keys of the options"},
		{"T02", germanLesson, "\n## Quellen", "\n---\n\nMehr.\n\n## Quellen", "page 7"},
		{"T02", germanLesson, "for: [hr]", "for: [sales]", "for whom a text is"},
		{"T02", germanLesson, "minutes: 5", "minutes: 6", "the exercise: minutes"},
		{"T02", germanLesson, "- id: why-blind", "- id: why", "card why"},
		{"T02", germanLesson, "  O1: Erkl", "  O2: Erkl", "objectives are others"},
		{"T02", germanLesson, "skill: ", "policy: Ich halte mich daran.\nskill: ", "only in one of the two"},
		{"T02", germanBank, "answer: a,c", "answer: b,c", "item covered-cards: answer"},
		{"T02", germanDrills, "das sind 80 % von ihnen\n", "das sind 85 % von ihnen\n", "drill tasting-note: the lines"},
		{"T02", "translations/de/glossary.yaml", "lesson: two-cups", "lesson: ten-cups", "not those of the original"},
		{"T03", germanLesson, "version: 1.1.0", "version: 1.0.0", `a translation of version "1.0.0", and the lesson is at 1.1.0`},
		{"C11", germanLesson, "- Die Namen", "\t- Die Namen", "a tab"},
	} {
		pack := languages(t)
		replace(t, pack, c.file, c.old, c.new)
		found := slices.DeleteFunc(Check(pack, time.Time{}), func(f Finding) bool { return f.Level == LevelNote })
		at := slices.IndexFunc(found, func(f Finding) bool {
			return f.Rule == c.rule && f.File == c.file && strings.Contains(f.Message, c.message)
		})
		if at < 0 || len(found) > 2 {
			t.Errorf("%s, %q to %q: %v", c.file, c.old, c.new, found)
		}
	}
}

// What is no translation of anything is named.
func TestCheckOfStrangeTranslations(t *testing.T) {
	for file, message := range map[string]string{
		"translations/german/cups/module.yaml": "no folder of a language", "translations/notes.md": "no folder of a language",
		"translations/en-GB/pack.yaml": "the language of the pack itself", "translations/de/badges.yaml": "nothing of this is read",
		"translations/de/facts/tea.yaml": "nothing of this is read", "translations/de/bank/ten-cups.md": `no bank of a lesson "ten-cups"`,
		"translations/de/drills/sales.md": `no file of drills for "sales"`,
	} {
		pack := languages(t)
		pack[file] = &fstest.MapFile{Data: []byte("id: cups\n")}
		if strings.HasSuffix(file, "sales.md") {
			pack[file] = pack[germanDrills]
		}
		if found := Check(pack, time.Time{}); !slices.ContainsFunc(found, func(f Finding) bool { return f.Level == LevelError && strings.Contains(f.Message, message) }) {
			t.Errorf("%s: %v", file, found)
		}
	}
	pack := languages(t)
	pack["translations/de/cups/other-cups.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(pack[germanLesson].Data), "id: two-cups", "id: other-cups", 1))}
	if found := Check(pack, time.Time{}); !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == "T01" && strings.Contains(f.Message, "other-cups") }) {
		t.Errorf("%v", found)
	}
}

// An installed pack has its translations, each with an index that is true to its files.
func TestATranslationIsInstalled(t *testing.T) {
	packs := t.TempDir()
	p, err := Install(packs, os.DirFS("testdata/languages"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(packs, p.ID)
	german := func() *Catalogue { return keep(keep(Load(AsInstalled(dir, os.DirFS(dir)))).In("de")) }
	c := german()
	if len(c.unindexed) > 0 || c.Modules()[0].Title != "Faire Tassen" || bodyOf(t, c, "two-cups").Language != "de" {
		t.Fatalf("without an index: %v; %+v", c.unindexed, c.Modules())
	}
	if got, want := fmt.Sprint(all(t, c)), fmt.Sprint(all(t, in(t, os.DirFS(dir), "de"))); got != want {
		t.Errorf("the index tells\n%s\nand the files\n%s", got, want)
	}
	edited(t, dir, "translations/de/cups/module.yaml", "Faire Tassen", "Faire TASSEN")
	if c = german(); len(c.unindexed) != 1 || c.Modules()[0].Title != "Faire TASSEN" {
		t.Errorf("%d without an index, title %q", len(c.unindexed), c.Modules()[0].Title)
	}
	aged(t, dir)
	german().Reindex()
	german().Reindex() // the folders of the pack itself were dated back too
	if c = german(); len(c.unindexed) > 0 || c.Modules()[0].Title != "Faire TASSEN" {
		t.Errorf("without an index: %v, title %q", c.unindexed, c.Modules()[0].Title)
	}
	wrong := languages(t)
	replace(t, wrong, germanLesson, "answer: b", "answer: a")
	if _, err := Install(packs, wrong); !errors.Is(err, ErrMalformed) {
		t.Errorf("a translation with another answer is installed: %v", err)
	}
}
