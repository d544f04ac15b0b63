package curriculum

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed content
var content embed.FS

// Embedded is Waymark's own pack.
func Embedded() fs.FS {
	pack, err := fs.Sub(content, "content")
	if err != nil {
		panic(err) // "content" is a valid path
	}
	return embedded{pack}
}

// A Catalogue is all there is to learn: the packs in use. It is safe for
// concurrent use; what it returns is shared and must not be changed.
type Catalogue struct {
	packs    []Pack
	pathways []Pathway
	modules  []Module
	lessons  []Lesson
	places   map[string]int                       // of the lessons, by id
	bodies   map[string]func() (document, error)  // by lesson id; each parses once
	banks    map[string]func() (document, error)  // by lesson id; each parses once
	ids      map[string]func() (lessonIDs, error) // by lesson id
	texts    map[string]func() ([]byte, error)    // by lesson id
	banked   map[string]func() bool               // by lesson id
	facts    func() ([]Fact, error)
	drills   func() ([]Drill, error)
	glossary func() ([]Term, error)
	badges   func() ([]Badge, error)
	rubrics  func() ([]Rubric, error)
	helps    func() ([]Helps, error)

	unindexed []installed // packs and translations that were read from their files

	sources      []*source              // of the packs, in their order
	original     *Catalogue             // what was translated; nil in the packs' own languages
	translations map[string]translation // by pack id

	frameworks func() ([]frameworkFile, error)
}

// Load reads packs in order. It reads the lists and the front matter of the
// lessons; bodies and facts follow on first use. A lesson that a module or
// pathway names and no pack holds is left out of it: Check reports it.
//
// An id stays with the first pack that uses it. A later pack's pathway, module
// or lesson of the same id is called "pack/id". A pathway that extends one of an
// earlier pack adds its lessons to that; where there is no such pathway it stands
// alone.
//
// The error is an ErrMalformed that names file, line and remedy, or that of
// reading the files.
func Load(packs ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{
		places: map[string]int{},
		bodies: map[string]func() (document, error){},
		banks:  map[string]func() (document, error){},
		ids:    map[string]func() (lessonIDs, error){},
		texts:  map[string]func() ([]byte, error){},
		banked: map[string]func() bool{},
	}
	for i, l := range readAllLists(packs) {
		f := l.folder
		if len(l.faults) > 0 {
			return nil, inPack(f.pack.ID, l.faults[0])
		}
		if slices.ContainsFunc(c.packs, func(p Pack) bool { return p.ID == f.pack.ID }) {
			return nil, inPack(f.pack.ID, &fault{"pack.yaml", 1, "a pack of this id is already in use", "give one of the two another id, or leave one out"})
		}
		c.add(f)
		if pack, is := packs[i].(installed); is && f.asked == nil {
			c.unindexed = append(c.unindexed, pack)
		}
		c.sources = append(c.sources, f.source)
	}
	sources := c.sources
	c.facts = gather(c.packs, sources, soundFacts)
	c.drills = refer(gather(c.packs, sources, soundDrills))
	c.glossary = gather(c.packs, sources, ofAny(readGlossary))
	c.badges = gather(c.packs, sources, readBadges)
	c.rubrics = renameRubrics(gather(c.packs, sources, c.packRubrics))
	c.helps = gather(c.packs, sources, c.packHelps)
	c.frameworks = gather(c.packs, sources, ofAny(readFrameworks))
	return c, nil
}

func inPack(id string, err error) error {
	if id == "" {
		return err
	}
	return fmt.Errorf("pack %s: %w", id, err)
}

// add takes a pack into the catalogue.
func (c *Catalogue) add(f folder) {
	pack := f.pack.ID
	own := map[string]string{} // id in the pack to id in the catalogue
	for _, l := range f.lessons {
		own[l.ID] = freeID(l.ID, pack, c.hasLesson)
	}
	for _, l := range f.lessons {
		bank := bankFile(l.ID)
		asked, told := f.asked[l.ID]
		l.ID, l.Pack = own[l.ID], pack
		l.Needs = renamed(l.Needs, own)
		if lesson, item, ok := strings.Cut(l.WarmUp, "#"); ok && own[lesson] != "" {
			l.WarmUp = own[lesson] + "#" + item
		}
		c.places[l.ID] = len(c.lessons)
		c.lessons = append(c.lessons, l)
		c.bodies[l.ID] = sync.OnceValues(func() (document, error) { return readDocument(f.source, l) })
		c.texts[l.ID] = func() ([]byte, error) { return f.source.read(l.File, maxFile) }
		c.ids[l.ID] = sync.OnceValues(func() (lessonIDs, error) { return c.readIDs(l) })
		if told {
			c.ids[l.ID] = func() (lessonIDs, error) { return asked, nil }
		}
		c.banked[l.ID] = sync.OnceValue(func() bool { return f.source.has(bank) })
		c.banks[l.ID] = sync.OnceValues(func() (document, error) { return readBank(f.source, l, bank) })
	}
	for _, m := range f.modules {
		id := freeID(m.ID, pack, c.hasModule)
		for i := range c.lessons {
			if l := &c.lessons[i]; l.Pack == pack && l.Module == m.ID {
				l.Module = id
			}
		}
		m.ID, m.Pack, m.Lessons = id, pack, c.known(renamed(m.Lessons, own))
		c.modules = append(c.modules, m)
	}
	for _, p := range f.pathways {
		if at := slices.IndexFunc(c.pathways, func(other Pathway) bool { return other.ID == p.Extends }); at >= 0 {
			more := c.known(renamed(p.Lessons, own))
			c.pathways[at].Lessons = append(slices.Clip(c.pathways[at].Lessons), more...)
			continue
		}
		p.ID, p.Pack, p.Lessons = freeID(p.ID, pack, c.hasPathway), pack, c.known(renamed(p.Lessons, own))
		c.pathways = append(c.pathways, p)
	}
	c.packs = append(c.packs, f.pack.Pack)
}

func (c *Catalogue) hasLesson(id string) bool {
	_, has := c.places[id]
	return has
}

func (c *Catalogue) hasModule(id string) bool {
	return slices.ContainsFunc(c.modules, func(m Module) bool { return m.ID == id })
}

func (c *Catalogue) hasPathway(id string) bool {
	return slices.ContainsFunc(c.pathways, func(p Pathway) bool { return p.ID == id })
}

func freeID(id, pack string, taken func(string) bool) string {
	if taken(id) {
		return pack + "/" + id
	}
	return id
}

// known leaves out the lessons that no pack holds.
func (c *Catalogue) known(lessons []string) []string {
	return slices.DeleteFunc(lessons, func(id string) bool { return !c.hasLesson(id) })
}

// renamed turns ids as a pack writes them into those of the catalogue.
func renamed(ids []string, own map[string]string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		if out[i] = id; own[id] != "" {
			out[i] = own[id]
		}
	}
	return out
}

// Packs lists the packs in the order they were loaded.
func (c *Catalogue) Packs() []Pack { return c.packs }

// Pathways lists the pathways in pack order.
func (c *Catalogue) Pathways() []Pathway { return c.pathways }

// Modules lists the modules in pack order.
func (c *Catalogue) Modules() []Module { return c.modules }

// Lessons lists the lessons in pack order: by module, as its module.yaml says.
func (c *Catalogue) Lessons() []Lesson { return c.lessons }

// Pathway returns the pathway of an id or an unambiguous beginning of one. The
// error is an ErrNotFound that names the nearest ids, or an ErrAmbiguous that
// lists what it may be.
func (c *Catalogue) Pathway(id string) (Pathway, error) {
	return find("pathway", c.pathways, func(p Pathway) (string, string) { return p.ID, p.Pack }, id)
}

// Module returns the module of an id, in the way of Pathway.
func (c *Catalogue) Module(id string) (Module, error) {
	return find("module", c.modules, func(m Module) (string, string) { return m.ID, m.Pack }, id)
}

// Lesson returns the lesson of an id, in the way of Pathway.
func (c *Catalogue) Lesson(id string) (Lesson, error) {
	if at, exact := c.places[id]; exact { // nearly every call, and there may be hundreds
		return c.lessons[at], nil
	}
	return find("lesson", c.lessons, func(l Lesson) (string, string) { return l.ID, l.Pack }, id)
}

// Body returns the text of a lesson with the examples of one department in
// place, each as a quote that begins "> **EXAMPLE** ". The first call parses
// the file. The error is one of Lesson, or an ErrMalformed.
func (c *Catalogue) Body(lesson, department string) (Body, error) {
	_, doc, err := c.document(lesson)
	if err != nil {
		return Body{}, err
	}
	return doc.body(department), nil
}

// Text returns the file of a lesson to the letter: what is taught, for all departments.
// Errors are as for Body.
func (c *Catalogue) Text(lesson string) ([]byte, error) {
	l, err := c.Lesson(lesson)
	if err != nil {
		return nil, err
	}
	return c.texts[l.ID]()
}

func (c *Catalogue) document(lesson string) (Lesson, document, error) {
	l, err := c.Lesson(lesson)
	if err != nil {
		return Lesson{}, document{}, err
	}
	doc, err := c.bodies[l.ID]()
	if err != nil {
		return Lesson{}, document{}, inPack(l.Pack, err)
	}
	return l, doc, nil
}

// Item returns the item, or the variant of one, of a lesson or its bank, or the
// scenario that a reference names: "lesson#item", where both may be shortened. Errors are as for Body.
func (c *Catalogue) Item(ref string) (Item, error) {
	lesson, id, ok := strings.Cut(ref, "#")
	if !ok {
		return Item{}, fmt.Errorf(`no item %q: %w; write it as lesson#item`, shorten(ref), ErrNotFound)
	}
	l, doc, err := c.document(lesson)
	if err != nil {
		return Item{}, err
	}
	bank, err := c.Bank(l.ID)
	if err != nil {
		return Item{}, err
	}
	var all []Item
	for _, page := range doc.pages {
		if page.Scenario != nil {
			all = append(all, page.Scenario.Item(l.ID))
		}
	}
	for _, item := range append(slices.Clone(doc.items), bank...) {
		all = append(append(all, item), item.Variants...)
	}
	return find("item in "+l.ID, all, func(i Item) (string, string) { return i.ID, "" }, id)
}

// Fact returns the fact of an id, in the way of Pathway. The first call reads
// the fact sheets of all packs.
func (c *Catalogue) Fact(id string) (Fact, error) {
	facts, err := c.facts()
	if err != nil {
		return Fact{}, err
	}
	return find("fact", facts, func(f Fact) (string, string) { return f.ID, f.Pack }, id)
}

// gather makes a reader of what all packs hold of a kind, which reads once. Read is
// told the id of the pack.
func gather[T any](packs []Pack, sources []*source, read func(*source, string) ([]T, error)) func() ([]T, error) {
	return sync.OnceValues(func() ([]T, error) {
		var all []T
		for i, s := range sources {
			found, err := read(s, packs[i].ID)
			if err != nil {
				return nil, inPack(packs[i].ID, err)
			}
			all = append(all, found...)
		}
		return all, nil
	})
}

// ofAny makes a reader that need not know the pack fit for gather.
func ofAny[T any](read func(*source) ([]T, error)) func(*source, string) ([]T, error) {
	return func(s *source, _ string) ([]T, error) { return read(s) }
}
