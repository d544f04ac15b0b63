package curriculum

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// A translation is a folder "translations/LANGUAGE" of a pack that mirrors the files which
// are translated. Ids, keys, numbers, answers and structure are those of the pack; what is
// taken from a translation is words.
type translation struct {
	folder
	language string // BCP 47, as the folder is named
}

const translationsDir = "translations"

// maxLanguages is how many translations of a pack are known: the checker reads all of them.
const maxLanguages = 24

// Why a lesson is not read in the language that was wished for.
const (
	remarkMissing = "not translated yet"
	remarkUnfit   = "its translation cannot be used; waymark pack check says why"
)

// In returns the catalogue in the words of the translations that suit a language best, which is
// given as a BCP 47 tag. A pack without such a translation stays as it is, and so does a lesson
// that is not translated: its Body says so. Where no pack has one, it is the catalogue itself.
func (c *Catalogue) In(wanted string) (*Catalogue, error) {
	if wanted == "" {
		return c, nil
	}
	t := *c
	for i, s := range c.sources {
		tag, err := chooseTranslation(s, c.packs[i].Language, wanted)
		if err == nil && tag != "" {
			err = t.translate(c, i, tag)
		}
		if err != nil {
			return nil, inPack(c.packs[i].ID, err)
		}
	}
	if t.original == nil {
		return c, nil
	}
	t.glossary = gather(c.packs, c.sources, t.packGlossary)
	t.drills = refer(gather(c.packs, c.sources, t.packDrills))
	return &t, nil
}

// Original is the catalogue in the packs' own languages: what others are told is the same in
// whatever language somebody learns.
func (c *Catalogue) Original() *Catalogue {
	if c.original != nil {
		return c.original
	}
	return c
}

// chooseTranslation returns which translation of a pack suits a language best; "" where
// there is none, or the pack's own language suits as well.
func chooseTranslation(s *source, own, wanted string) (string, error) {
	names, err := languagesOf(s)
	if err != nil || len(names) == 0 || own == wanted {
		return "", err
	}
	wish, unknown := language.Parse(wanted)
	if unknown != nil {
		return "", nil //nolint:nilerr // of a locale that is none
	}
	tags := []language.Tag{language.Make(own)}
	for _, name := range names {
		tags = append(tags, language.Make(name))
	}
	if _, at, sure := language.NewMatcher(tags).Match(wish); at > 0 && sure > language.Low {
		return names[at-1], nil
	}
	return "", nil
}

// languagesOf lists the translations of a pack. Other folders there are passed over; the
// checker reports them.
func languagesOf(s *source) ([]string, error) {
	names, err := s.names(translationsDir, "/")
	names = slices.DeleteFunc(names, func(name string) bool { return !isLanguage(name) })
	return names[:min(len(names), maxLanguages)], err
}

// isLanguage reports that a name is a BCP 47 tag of a language.
func isLanguage(name string) bool {
	_, err := language.Parse(name)
	return err == nil && !strings.Contains(name, "_")
}

// openTranslation reads the lists of a translation, as far as they can be read.
func openTranslation(s *source, tag string) (translation, []error) {
	fsys := translationIn(s.fsys, tag)
	if pack, is := s.fsys.(installed); is {
		fsys = installed{translationIn(pack.FS, tag), filepath.Join(pack.dir, translationsDir, tag)}
	}
	f, faults := readLists(&source{fsys: fsys})
	for i, err := range faults {
		faults[i] = inTranslation(tag, err)
	}
	return translation{f, tag}, faults
}

// inTranslation puts the place of a fault in a translation as the whole pack sees it.
func inTranslation(tag string, err error) error {
	if f, ok := errors.AsType[*fault](err); ok {
		there := *f
		there.file = path.Join(translationsDir, tag, f.file)
		return &there
	}
	return err
}

// readTranslation reads everything but the texts of lessons, banks and drills. All of it may
// be missing.
func readTranslation(s *source) (folder, []error) {
	f := folder{source: s}
	var faults []error
	note := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	if s.has("pack.yaml") {
		note(readYAML(s, "pack.yaml", &f.pack))
	}
	note(f.readPathways())
	dirs, err := s.names(".", "/")
	note(err)
	for _, dir := range dirs {
		if !slices.Contains(translatedDirs, dir) {
			faults = append(faults, f.readTranslated(dir)...)
		}
	}
	return f, append(faults, f.misnamed()...)
}

// translatedDirs are the folders of a translation that are no modules.
var translatedDirs = []string{"pathways", "bank", "drills"}

// readTranslated reads what a translation has of a module.
func (f *folder) readTranslated(dir string) (faults []error) {
	files, err := f.source.names(dir, "")
	if err != nil {
		return []error{err}
	}
	var written []string
	for _, name := range files {
		if _, is := lessonID(name); is {
			written = append(written, path.Join(dir, name))
		}
	}
	if slices.Contains(files, "module.yaml") {
		m := Module{file: dir + "/module.yaml"}
		if err := readYAML(f.source, m.file, &m); err != nil {
			return []error{err}
		}
		f.modules = append(f.modules, m)
	}
	lessons, errs := readHeads(f.source, written)
	for i, lesson := range lessons {
		if errs[i] != nil {
			faults = append(faults, errs[i])
			continue
		}
		f.lessons = append(f.lessons, lesson)
	}
	return faults
}

// translate takes the words of a pack's translation; c is the original, from which the
// catalogue parts at the first one.
func (c *Catalogue) translate(original *Catalogue, at int, tag string) error {
	tr, faults := openTranslation(original.sources[at], tag)
	if len(faults) > 0 {
		return faults[0]
	}
	if c.original == nil {
		c.original, c.translations = original, map[string]translation{}
		c.packs, c.pathways, c.modules, c.lessons = slices.Clone(c.packs), slices.Clone(c.pathways), slices.Clone(c.modules), slices.Clone(c.lessons)
		c.bodies, c.banks = maps.Clone(c.bodies), maps.Clone(c.banks)
	}
	if pack, is := tr.source.fsys.(installed); is && tr.asked == nil {
		c.unindexed = append(slices.Clip(c.unindexed), pack)
	}
	pack := &c.packs[at]
	c.translations[pack.ID] = tr
	pack.Title = cmp.Or(tr.pack.Title, pack.Title)
	modules, pathways, lessons := byID(tr.modules, func(m Module) string { return m.ID }), byID(tr.pathways, func(p Pathway) string { return p.ID }), byID(tr.lessons, func(l Lesson) string { return l.ID })
	own := func(id string) string { return strings.TrimPrefix(id, pack.ID+"/") }
	for i := range c.modules {
		if m := &c.modules[i]; m.Pack == pack.ID {
			words := modules[own(m.ID)]
			m.Title, m.Summary = cmp.Or(words.Title, m.Title), cmp.Or(words.Summary, m.Summary)
		}
	}
	for i := range c.pathways {
		if p := &c.pathways[i]; p.Pack == pack.ID {
			words := pathways[own(p.ID)]
			p.Title, p.For, p.Summary = cmp.Or(words.Title, p.Title), cmp.Or(words.For, p.For), cmp.Or(words.Summary, p.Summary)
		}
	}
	for i := range c.lessons {
		if l := &c.lessons[i]; l.Pack == pack.ID {
			c.translateLesson(tr, l, own(l.ID), lessons, pack.Language)
		}
	}
	return nil
}

func byID[T any](all []T, id func(T) string) map[string]T {
	found := make(map[string]T, len(all))
	for _, one := range all {
		found[id(one)] = one
	}
	return found
}

// translateLesson takes the words of a lesson and its bank. A rule of the company is not
// acknowledged in words of another version than the one that holds.
func (c *Catalogue) translateLesson(tr translation, l *Lesson, own string, lessons map[string]Lesson, language string) {
	words, is := lessons[own]
	remark, usable := "", is && (words.Version == l.Version || l.Policy == "")
	switch {
	case !is:
		remark = remarkMissing
	case words.Version != l.Version:
		remark = fmt.Sprintf("translated from version %s; this is %s", words.Version, l.Version)
	}
	first, bank := c.original.bodies[l.ID], c.original.banks[l.ID]
	if usable {
		l.take(words)
	}
	words.ID = l.ID
	c.bodies[l.ID] = sync.OnceValues(func() (document, error) {
		doc, err := first()
		doc.language, doc.remark = language, remark
		if err != nil || !usable {
			return doc, err
		}
		if text, err := readDocument(tr.source, words); err == nil && len(misfits(doc, text)) == 0 {
			return text.like(doc, tr.language), nil
		}
		doc.remark = remarkUnfit
		return doc, nil
	})
	lesson := *l
	c.banks[l.ID] = sync.OnceValues(func() (document, error) {
		doc, err := bank()
		if text, wrong := readBank(tr.source, lesson, bankFile(own)); wrong == nil && len(text.items) > 0 && len(misfits(doc, text)) == 0 {
			return text, err
		}
		return doc, err
	})
}

// take takes the words of a translated front matter.
func (l *Lesson) take(words Lesson) {
	l.Title, l.Skill, l.Reflection = cmp.Or(words.Title, l.Title), cmp.Or(words.Skill, l.Skill), cmp.Or(words.Reflection, l.Reflection)
	if l.Policy != "" {
		l.Policy = cmp.Or(words.Policy, l.Policy)
	}
	if sameObjectives(*l, words) {
		l.Objectives = words.Objectives
	}
}

func sameObjectives(a, b Lesson) bool {
	return slices.EqualFunc(a.Objectives, b.Objectives, func(a, b Objective) bool { return a.ID == b.ID })
}

// like gives a translated document the anchors of its original, which learners' places refer
// to, and what is read from the words of the original alone.
func (d document) like(first document, language string) document {
	for i, p := range first.pages {
		d.pages[i].ID = p.ID
	}
	d.language, d.remark, d.law = language, first.remark, first.body("").StatesLaw()
	return d
}

// packGlossary is the glossary of a pack, translated as a whole or not at all: its terms are
// words themselves, which only their order tells apart.
func (c *Catalogue) packGlossary(s *source, pack string) ([]Term, error) {
	terms, err := readGlossary(s)
	tr, is := c.translations[pack]
	if err != nil || !is {
		return terms, err
	}
	words, err := readGlossary(tr.source)
	if err != nil || !sameTerms(terms, words) {
		return terms, nil //nolint:nilerr // the original is read in place of a translation that cannot be
	}
	return words, nil
}

func sameTerms(a, b []Term) bool {
	return slices.EqualFunc(a, b, func(a, b Term) bool { return a.Lesson == b.Lesson })
}

// packDrills is the drills of a pack, each of them translated or not.
func (c *Catalogue) packDrills(s *source, pack string) ([]Drill, error) {
	drills, err := soundDrills(s, pack)
	tr, is := c.translations[pack]
	if err != nil || !is {
		return drills, err
	}
	words, err := soundDrills(tr.source, pack)
	if err != nil {
		return drills, nil //nolint:nilerr // the originals are read in place of a translation that cannot be
	}
	for i, d := range drills {
		at := slices.IndexFunc(words, func(w Drill) bool { return w.Department == d.Department && w.ID == d.ID })
		if at >= 0 && slices.Equal(marked(d), marked(words[at])) {
			drills[i] = words[at]
		}
	}
	return drills, nil
}

// translationIn is a translation of a pack, as a folder of its own.
func translationIn(pack fs.FS, tag string) fs.FS { return below{pack, path.Join(translationsDir, tag)} }

// below is a folder of a pack. That of io/fs would open a file to describe it.
type below struct {
	pack fs.FS
	dir  string
}

// Open opens a file of the folder.
func (b below) Open(name string) (fs.File, error) { return b.pack.Open(path.Join(b.dir, name)) }

// Stat describes a file.
func (b below) Stat(name string) (fs.FileInfo, error) {
	return fs.Stat(b.pack, path.Join(b.dir, name))
}

// Lstat describes a file, or a link as such.
func (b below) Lstat(name string) (fs.FileInfo, error) {
	return fs.Lstat(b.pack, path.Join(b.dir, name))
}

// ReadLink says where a link leads.
func (b below) ReadLink(name string) (string, error) {
	return fs.ReadLink(b.pack, path.Join(b.dir, name))
}
