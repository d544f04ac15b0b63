package curriculum

// A Term is an entry of the glossary (glossary.yaml).
type Term struct {
	Term    string
	Meaning string // one or two sentences in plain words
	Lesson  string // id of the lesson that explains it
}

// readGlossary reads the glossary of a pack, which may have none.
func readGlossary(s *source) ([]Term, error) {
	const file = "glossary.yaml"
	if !s.has(file) {
		return nil, nil
	}
	var terms []Term
	if err := readYAML(s, file, &terms); err != nil {
		return nil, err
	}
	return terms, nil
}

// Glossary returns the terms of all packs, in their order. The first call reads
// them.
func (c *Catalogue) Glossary() ([]Term, error) { return c.glossary() }
