package curriculum

import "strings"

// A Drill is a text that an assistant might have produced for a department, in
// which errors were planted; one without errors shows how often a reader
// raises a false alarm. Its YAML fields are named like those here.
type Drill struct {
	ID         string
	Department string `yaml:"-"` // id
	Title      string // what kind of text it is
	Text       string
	Errors     []PlantedError // in the order of the text
}

// Drills returns the drills of a department in all packs. The first call reads
// the drills of every department.
func (c *Catalogue) Drills(department string) ([]Drill, error) {
	all, err := c.drills()
	if err != nil {
		return nil, err
	}
	var own []Drill
	for _, d := range all {
		if d.Department == department {
			own = append(own, d)
		}
	}
	return own, nil
}

// soundDrills returns the drills of a pack; the error is the first fault in them.
func soundDrills(s *source) ([]Drill, error) {
	files, err := readDrills(s)
	if err != nil {
		return nil, err
	}
	var all []Drill
	for _, f := range files {
		if len(f.faults) > 0 {
			return nil, f.faults[0]
		}
		all = append(all, f.drills...)
	}
	return all, nil
}

// A drillFile is the drills of one department: "drills/DEPARTMENT.md", a file
// of drill blocks.
type drillFile struct {
	document
	department string
	file       string
}

// readDrills reads the drills of a pack, with all their faults in the documents.
func readDrills(s *source) ([]drillFile, error) {
	names, err := s.names("drills", ".md")
	if err != nil {
		return nil, err
	}
	var files []drillFile
	for _, name := range names {
		f := drillFile{file: "drills/" + name, department: strings.TrimSuffix(name, ".md")}
		text, err := s.text(f.file)
		if err != nil {
			return nil, err
		}
		f.document = scan(Lesson{File: f.file}, text, 1)
		for i := range f.drills {
			f.drills[i].Department = f.department
		}
		files = append(files, f)
	}
	return files, nil
}
