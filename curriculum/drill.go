package curriculum

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// A Drill is a text that an assistant might have produced for a department, in
// which errors were planted; one without errors shows how often a reader
// raises a false alarm. Its YAML fields are named like those here.
type Drill struct {
	ID         string
	Ref        string         `yaml:"-"` // what records name it by: "marketing/spring-newsletter"
	Department string         `yaml:"-"` // id
	Title      string         // what kind of text it is
	Text       string         // what the assistant was given, an empty line, and what it wrote
	Errors     []PlantedError // in the order of the text

	pack string // id
}

// Drills returns the drills of a department in all packs, in the order in which
// they are read: texts with errors and texts without are mixed, and nothing tells
// which is which. The first call reads the drills of every department.
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
	return mixed(own, department), nil
}

// Drill returns the drill that a reference names: "department/id", or its id
// alone, where both may be shortened. Errors are as for Pathway.
func (c *Catalogue) Drill(ref string) (Drill, error) {
	all, err := c.drills()
	if err != nil {
		return Drill{}, err
	}
	name := func(d Drill) (id, pack string) { return d.ID, "" }
	if strings.Contains(ref, "/") {
		name = func(d Drill) (id, pack string) { return d.Ref, "" }
	}
	return find("drill", all, name, ref)
}

// DrillDepartment is the department for whose work a lesson is, and so whose
// drills practise it: that of the pathways which hold it. A lesson of any other
// pathway is for everyone, and has no drills of its own: "".
func (c *Catalogue) DrillDepartment(lesson string) string {
	department := ""
	for _, p := range c.pathways {
		if !slices.Contains(p.Lessons, lesson) {
			continue
		}
		if p.Department == "" || department != "" && department != p.Department {
			return ""
		}
		department = p.Department
	}
	return department
}

// The longest runs of texts of one sort that mixed leaves, where it can. Longer
// ones would show what comes next, and shorter ones as well.
const (
	mostFlawed = 4
	mostSound  = 2
)

// mixed puts drills in an order that is always the same for one name and is not
// that of the file.
func mixed(drills []Drill, name string) []Drill {
	seed := fnv.New64a()
	seed.Write([]byte(name))
	random := rand.New(rand.NewPCG(seed.Sum64(), 0))
	const tries = 100 // for drills of one sort only
	for range tries {
		random.Shuffle(len(drills), func(a, b int) { drills[a], drills[b] = drills[b], drills[a] })
		if wellMixed(drills) {
			break
		}
	}
	return drills
}

func wellMixed(drills []Drill) bool {
	flawed, sound := 0, 0
	for _, d := range drills {
		if len(d.Errors) > 0 {
			flawed, sound = flawed+1, 0
		} else {
			flawed, sound = 0, sound+1
		}
		if flawed > mostFlawed || sound > mostSound {
			return false
		}
	}
	return true
}

// refer makes a reader of drills that gives them their references.
func refer(read func() ([]Drill, error)) func() ([]Drill, error) {
	return sync.OnceValues(func() ([]Drill, error) {
		all, err := read()
		return withRefs(all), err
	})
}

// withRefs gives drills their references. One that a pack before has taken gets
// the pack's id in front.
func withRefs(drills []Drill) []Drill {
	taken := map[string]bool{}
	for i := range drills {
		d := &drills[i]
		d.Ref = freeID(d.Department+"/"+d.ID, d.pack, func(ref string) bool { return taken[ref] })
		taken[d.Ref] = true
	}
	return drills
}

// soundDrills returns the drills of a pack; the error is the first fault in them.
func soundDrills(s *source, pack string) ([]Drill, error) {
	files, err := readDrills(s)
	if err != nil {
		return nil, err
	}
	var all []Drill
	for _, f := range files {
		if len(f.faults) > 0 {
			return nil, f.faults[0]
		}
		for _, d := range f.drills {
			d.pack = pack
			all = append(all, d)
		}
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
