package curriculum

// A frameworkFile is the competency map of one module (frameworks/MODULE.yaml):
// which outside frameworks each objective supports, as of a day.
type frameworkFile struct {
	AsOf       string                           `yaml:"as_of"`
	Objectives map[string]map[string]Frameworks // by lesson id, then by objective id

	file string
}

func readFrameworks(s *source) ([]frameworkFile, error) {
	names, err := s.names("frameworks", ".yaml")
	if err != nil {
		return nil, err
	}
	var files []frameworkFile
	for _, name := range names {
		f := frameworkFile{file: "frameworks/" + name}
		if err := readYAML(s, f.file, &f); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// literacyAreas are the areas of AI literacy that the lessons are mapped to: our
// own breakdown of Art. 3(56) and Art. 4(1) of the EU AI Act, no official list.
var literacyAreas = map[string]string{
	"L1": "How AI works, and its chances and dangers",
	"L2": "Roles, rules and duties",
	"L3": "Informed use at work",
	"L4": "Risks and what to do about them",
	"L5": "Context, and the people affected",
}

// digCompAreas are the areas of DigComp 3.0.
var digCompAreas = map[string]string{
	"1": "Information search, evaluation and management",
	"2": "Communication and collaboration",
	"3": "Content creation",
	"4": "Safety, wellbeing and responsible use",
	"5": "Problem identification and solving",
}

// LiteracyTitle is an area of AI literacy ("L1") in words; empty for other ids.
func LiteracyTitle(id string) string { return literacyAreas[id] }

// DigCompTitle is an area of DigComp 3.0 ("1") in words; empty for other ids.
func DigCompTitle(id string) string { return digCompAreas[id] }

// Frameworks returns which outside frameworks an objective of a lesson supports,
// and the ISO date of that statement; zero where no pack says so. The first call
// reads the competency map.
func (c *Catalogue) Frameworks(lesson, objective string) (f Frameworks, asOf string, err error) {
	files, err := c.frameworks()
	if err != nil {
		return Frameworks{}, "", err
	}
	for _, file := range files {
		if f, ok := file.Objectives[lesson][objective]; ok {
			return f, file.AsOf, nil
		}
	}
	return Frameworks{}, "", nil
}
