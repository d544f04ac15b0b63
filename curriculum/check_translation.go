package curriculum

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// A translationDraft is a translation as the checker reads it.
type translationDraft struct {
	translation
	texts    []*lessonDraft
	banks    []*lessonDraft
	drills   []drillFile
	glossary []Term
	others   []string // files and folders of which nothing is translated
}

// file is the path of a file of the translation in the pack.
func (t *translationDraft) file(name string) string {
	return path.Join(translationsDir, t.language, name)
}

// readTranslations reads the translations of a pack, as far as they can be read.
func (d *draft) readTranslations(s *source) (faults []error) {
	names, err := s.names(translationsDir, "")
	if err != nil {
		return []error{err}
	}
	tags, _ := languagesOf(s)
	for _, tag := range tags {
		tr, errs := openTranslation(s, tag)
		one := &translationDraft{translation: tr}
		for _, err := range one.readTexts(d) {
			errs = append(errs, inTranslation(tag, err))
		}
		faults, d.translations = append(faults, errs...), append(d.translations, one)
	}
	d.noLanguages = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(tags, name) })
	return faults
}

func (t *translationDraft) readTexts(d *draft) (faults []error) {
	note := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	read := func(l Lesson, parse func(Lesson, string) document) *lessonDraft {
		text, err := t.source.text(l.File)
		note(err)
		one := &lessonDraft{Lesson: l, pack: d, lines: strings.Split(text, "\n")}
		if err == nil {
			one.doc = parse(l, text)
		}
		for _, f := range one.doc.faults {
			note(f)
		}
		one.File, one.passages = t.file(l.File), one.allPassages()
		return one
	}
	for _, l := range t.lessons {
		t.texts = append(t.texts, read(l, parseDocument))
	}
	banks, err := t.source.names("bank", ".md")
	note(err)
	for _, name := range banks {
		l := Lesson{ID: strings.TrimSuffix(name, ".md"), File: "bank/" + name}
		t.banks = append(t.banks, read(l, func(l Lesson, text string) document { return scan(l, text, 1) }))
	}
	t.drills, err = readDrills(t.source)
	note(err)
	for _, f := range t.drills {
		for _, f := range f.faults {
			note(f)
		}
	}
	t.glossary, err = readGlossary(t.source)
	note(err)
	names, err := t.source.names(".", "")
	note(err)
	t.others = slices.DeleteFunc(names, t.isTranslated)
	return faults
}

// isTranslated reports that something is read of a file or folder of the translation.
func (t *translationDraft) isTranslated(name string) bool {
	if slices.Contains([]string{"pack.yaml", "glossary.yaml", "README.md"}, name) || slices.Contains(translatedDirs, name) {
		return true
	}
	return slices.ContainsFunc(t.modules, func(m Module) bool { return path.Dir(m.file) == name }) ||
		slices.ContainsFunc(t.lessons, func(l Lesson) bool { return path.Dir(l.File) == name })
}

// checkLanguages: a folder of translations is named by a language, and everything in it is the
// translation of something.
func checkLanguages(d *draft, say report) {
	for _, name := range d.noLanguages {
		say(path.Join(translationsDir, name), 0, "this is no folder of a language, or one more than are read",
			fmt.Sprintf("name it by a BCP 47 tag, such as de or pt-BR; at most %d are read", maxLanguages))
	}
	for _, t := range d.translations {
		if t.language == d.folder.pack.Language {
			say(t.file(""), 0, "this is the language of the pack itself", "take the folder out, or correct language in pack.yaml")
		}
		unknown := func(file, noun, id string) {
			say(t.file(file), 1, fmt.Sprintf("the pack has no %s %q", noun, id), "write ids as the original has them, or take this out")
		}
		if id := t.pack.ID; id != "" && id != d.folder.pack.ID {
			say(t.file("pack.yaml"), 1, fmt.Sprintf("the id is %q, and that of the pack %q", id, d.folder.pack.ID), "write the pack's own id")
		}
		for _, m := range t.modules {
			if !slices.ContainsFunc(d.folder.modules, func(o Module) bool { return o.ID == m.ID }) {
				unknown(m.file, "module", m.ID)
			}
		}
		for _, p := range t.pathways {
			if !slices.ContainsFunc(d.folder.pathways, func(o Pathway) bool { return o.ID == p.ID }) {
				unknown(p.file, "pathway", p.ID)
			}
		}
		for _, l := range t.lessons {
			if draftOf(d.lessons, l.ID) == nil {
				unknown(l.File, "lesson", l.ID)
			}
		}
		for _, b := range t.banks {
			if draftOf(d.banks, b.ID) == nil {
				unknown(bankFile(b.ID), "bank of a lesson", b.ID)
			}
		}
		for _, f := range t.drills {
			if !slices.ContainsFunc(d.drills, func(o drillFile) bool { return o.department == f.department }) {
				unknown(f.file, "file of drills for", f.department)
			}
		}
		for _, name := range t.others {
			say(t.file(name), 0, "nothing of this is read from a translation", "take it out; docs/authoring.md lists what is translated")
		}
	}
}

func draftOf(all []*lessonDraft, id string) *lessonDraft {
	at := slices.IndexFunc(all, func(l *lessonDraft) bool { return l.ID == id })
	if at < 0 {
		return nil
	}
	return all[at]
}

// checkTranslated: a translation differs from its original in words only.
func checkTranslated(d *draft, say report) {
	compare := func(file string, original, words document) {
		for _, m := range misfits(original, words) {
			say(file, m.line, m.message, m.remedy)
		}
	}
	for _, t := range d.translations {
		for _, l := range t.texts {
			original := draftOf(d.lessons, l.ID)
			if original == nil {
				continue
			}
			if !sameObjectives(original.Lesson, l.Lesson) {
				say(l.File, l.frontLine("objectives"), "the objectives are others than in the original", "translate their words, and keep their ids and order")
			}
			if (original.Policy == "") != (l.Policy == "") {
				say(l.File, l.frontLine("policy"), "the rule of the company is only in one of the two", "translate the sentence of the original")
			}
			compare(l.File, original.doc, l.doc)
		}
		for _, b := range t.banks {
			if original := draftOf(d.banks, b.ID); original != nil {
				compare(b.File, original.doc, b.doc)
			}
		}
		for _, f := range t.drills {
			if at := slices.IndexFunc(d.drills, func(o drillFile) bool { return o.department == f.department }); at >= 0 {
				compare(t.file(f.file), d.drills[at].document, f.document)
			}
		}
		if len(t.glossary) > 0 && !sameTerms(d.glossary, t.glossary) {
			say(t.file("glossary.yaml"), 1, "the terms are not those of the original", "keep all of them in their order, each with its lesson")
		}
	}
}

// checkTranslatedWidth: what is not wrapped fits a narrow terminal in every language.
func checkTranslatedWidth(d *draft, say report) {
	for _, t := range d.translations {
		for _, l := range slices.Concat(t.texts, t.banks) {
			checkWidth(l, say)
		}
	}
}

// checkStale: a translation is of the version of the lesson that is there.
func checkStale(d *draft, say report) {
	for _, t := range d.translations {
		for _, l := range t.lessons {
			if o := draftOf(d.lessons, l.ID); o != nil && o.Version != l.Version {
				say(t.file(l.File), draftOf(t.texts, l.ID).frontLine("version"), fmt.Sprintf("it is a translation of version %q, and the lesson is at %s", l.Version, o.Version),
					"translate what changed since, and write that version")
			}
		}
	}
}

// checkMissing: what is not translated yet.
func checkMissing(d *draft, say report) {
	for _, t := range d.translations {
		missing := func(noun string, ids []string) {
			if len(ids) > 0 {
				say(t.file(""), 0, fmt.Sprintf("not translated yet, %s: %s", noun, strings.Join(firstOf(ids, 8), ", ")), "translate what is to be read in this language; the rest is read in that of the pack")
			}
		}
		var lessons, banks, lists, drills []string
		for _, l := range d.lessons {
			if draftOf(t.texts, l.ID) == nil {
				lessons = append(lessons, l.ID)
			} else if draftOf(d.banks, l.ID) != nil && draftOf(t.banks, l.ID) == nil {
				banks = append(banks, l.ID)
			}
		}
		for _, m := range d.folder.modules {
			if !slices.ContainsFunc(t.modules, func(w Module) bool { return w.ID == m.ID }) {
				lists = append(lists, m.ID)
			}
		}
		for _, p := range d.folder.pathways {
			if p.Title != "" && !slices.ContainsFunc(t.pathways, func(w Pathway) bool { return w.ID == p.ID }) {
				lists = append(lists, p.ID)
			}
		}
		for _, f := range d.drills {
			if !slices.ContainsFunc(t.drills, func(w drillFile) bool { return w.department == f.department }) {
				drills = append(drills, f.department)
			}
		}
		missing("lessons", lessons)
		missing("banks of translated lessons", banks)
		missing("modules and pathways", lists)
		missing("drills", drills)
		if len(d.glossary) > 0 && len(t.glossary) == 0 {
			missing("the glossary", []string{"glossary.yaml"})
		}
	}
}
