package curriculum

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

// A folder is one pack as its files hold it: each list file in order, whether
// or not what it names exists.
type folder struct {
	source   *source
	pack     packFile
	pathways []Pathway
	modules  []Module
	lessons  []Lesson // front matter only, by module, in the order of module.yaml
	missing  []string // lesson files that a module.yaml names and nobody wrote
	unlisted []string // lesson files that no module.yaml names

	asked map[string]lessonIDs // by lesson id; nil where no index told them
}

// packFile is pack.yaml.
type packFile struct {
	Pack     `yaml:",inline"`
	Modules  []string // module ids in the order of the pack; the others follow by name
	Pathways []string // pathway ids, in the same way
}

// readFolder reads everything but the bodies of the lessons and the facts, as
// far as it can be read.
func readFolder(s *source) (folder, []error) {
	f := folder{source: s}
	var faults []error
	note := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	note(readYAML(s, "pack.yaml", &f.pack))
	if f.pack.ID == "" && len(faults) == 0 {
		note(&fault{"pack.yaml", 1, "the pack has no id", `add a line "id: …"`})
	}
	note(f.readPathways())
	dirs, err := s.names(".", "/")
	note(err)
	for _, dir := range inOrder(dirs, f.pack.Modules) {
		faults = append(faults, f.readModule(dir)...)
	}
	return f, append(faults, f.misnamed()...)
}

// misnamed returns a fault for each pathway, module and lesson without an id of
// its own: nothing could refer to it.
func (f *folder) misnamed() (faults []error) {
	owner := map[string]string{}
	claim := func(noun, id, file string) {
		key := noun + " " + id
		switch first, taken := owner[key]; {
		case id == "":
			faults = append(faults, &fault{file, 1, "the " + noun + " has no id", `add a line "id: …"`})
		case taken:
			faults = append(faults, &fault{file, 1, fmt.Sprintf("the %s id %q is taken by %s", noun, id, first), "give one of them another id"})
		}
		owner[key] = file
	}
	for _, p := range f.pathways {
		claim("pathway", p.ID, p.file)
	}
	for _, m := range f.modules {
		claim("module", m.ID, m.file)
	}
	for _, l := range f.lessons {
		claim("lesson", l.ID, l.File)
		if id, _ := lessonID(path.Base(l.File)); l.ID != "" && l.ID != id {
			faults = append(faults, &fault{l.File, 2, fmt.Sprintf("the lesson id %q is not the file's name", l.ID), fmt.Sprintf("write %q, or rename the file", "id: "+id)})
		}
	}
	return faults
}

// inOrder puts names into the order of pack.yaml; those that it does not list
// follow by name.
func inOrder(names, order []string) []string {
	rank := func(name string) int {
		if at := slices.Index(order, name); at >= 0 {
			return at
		}
		return len(order)
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

func (f *folder) readPathways() error {
	names, err := f.source.names("pathways", ".yaml")
	if err != nil {
		return err
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, ".yaml")
	}
	for _, id := range inOrder(names, f.pack.Pathways) {
		p := Pathway{file: "pathways/" + id + ".yaml"}
		if err := readYAML(f.source, p.file, &p); err != nil {
			return err
		}
		f.pathways = append(f.pathways, p)
	}
	return nil
}

// readModule reads a folder and the front matter of its lessons. A folder
// without a module.yaml is none of ours.
func (f *folder) readModule(dir string) (faults []error) {
	files, err := f.source.names(dir, "")
	if err != nil {
		return []error{err}
	}
	if !slices.Contains(files, "module.yaml") {
		return nil
	}
	m := Module{file: dir + "/module.yaml"}
	if err := readYAML(f.source, m.file, &m); err != nil {
		return []error{err}
	}
	f.modules = append(f.modules, m)
	var written []string
	for _, id := range m.Lessons {
		if strings.ContainsAny(id, `/\`) {
			return []error{&fault{m.file, 1, fmt.Sprintf("lists %q, which is no name of a file", shorten(id)), "write the name of the lesson's file, without .md"}}
		}
		if file := path.Join(dir, id+".md"); slices.Contains(files, id+".md") {
			written = append(written, file)
		} else {
			f.missing = append(f.missing, file)
		}
	}
	lessons, errs := readHeads(f.source, written)
	for i, lesson := range lessons {
		if errs[i] != nil {
			faults = append(faults, errs[i])
			continue
		}
		lesson.Module = m.ID
		f.lessons = append(f.lessons, lesson)
	}
	for _, name := range files {
		if id, is := lessonID(name); is && !slices.Contains(m.Lessons, id) {
			f.unlisted = append(f.unlisted, path.Join(dir, name))
		}
	}
	return faults
}

// lessonID is the id of the lesson in a file of that name, if it is a lesson.
func lessonID(name string) (string, bool) {
	ext := path.Ext(name)
	id := name[:len(name)-len(ext)]
	return id, ext == ".md" && id != "README"
}

// readHeads reads the front matter of lesson files, all at once: the first frame
// of the program waits for it.
func readHeads(s *source, files []string) ([]Lesson, []error) {
	lessons, errs := make([]Lesson, len(files)), make([]error, len(files))
	var all sync.WaitGroup
	for i, file := range files {
		all.Go(func() { lessons[i], errs[i] = readHead(s, file) })
	}
	all.Wait()
	return lessons, errs
}

func readHead(s *source, file string) (Lesson, error) {
	text, err := s.head(file)
	if err != nil {
		return Lesson{}, err
	}
	lesson, f := parseHead(file, text)
	if f != nil {
		return Lesson{}, f
	}
	return lesson, nil
}

// readYAML reads a file that is YAML as a whole.
func readYAML(s *source, file string, v any) error {
	text, err := s.text(file)
	if err != nil {
		return err
	}
	if f := decode(file, 1, text, v); f != nil {
		return f
	}
	return nil
}
