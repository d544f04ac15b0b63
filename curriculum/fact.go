package curriculum

// A Fact is a claim that lessons may make, with its source.
type Fact struct {
	ID     string `yaml:"-"` // "S-01"
	Claim  string
	Source string // author, title, year, place
	Status string // V1 read in the primary text, V2 two independent sources, V3 one secondary source
	AsOf   string `yaml:"as_of"` // ISO date: when it was checked
	Pack   string `yaml:"-"`     // id of the pack, whose lessons may cite it

	file string // path inside the pack
	line int
}

// readFacts reads the fact files of a pack, as far as they can be read.
func readFacts(s *source) (facts []Fact, faults []error) {
	files, err := s.names("facts", ".yaml")
	if err != nil {
		return nil, []error{err}
	}
	for _, name := range files {
		found, err := readFactFile(s, "facts/"+name)
		if err != nil {
			faults = append(faults, err)
		}
		facts = append(facts, found...)
	}
	return facts, faults
}

// soundFacts returns the facts of a pack; the error is the first fault in them.
func soundFacts(s *source, pack string) ([]Fact, error) {
	facts, faults := readFacts(s)
	if len(faults) > 0 {
		return nil, faults[0]
	}
	for i := range facts {
		facts[i].Pack = pack
	}
	return facts, nil
}

func readFactFile(s *source, file string) ([]Fact, error) {
	text, err := s.text(file)
	if err != nil {
		return nil, err
	}
	var rows orderedMap
	if f := decode(file, 1, text, &rows); f != nil {
		return nil, f
	}
	facts := make([]Fact, len(rows))
	for i, row := range rows {
		if f := decodeNode(file, row.value, &facts[i]); f != nil {
			return nil, f
		}
		facts[i].ID, facts[i].file, facts[i].line = row.key, file, row.line
	}
	return facts, nil
}
