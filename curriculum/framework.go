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
