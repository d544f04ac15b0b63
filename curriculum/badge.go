package curriculum

// A Badge stands for evidence, not for time spent (badges.yaml).
type Badge struct {
	ID       string
	Title    string
	Modules  []string   // ids: every lesson of them done
	Badges   []string   // ids of other badges, held first
	Evidence []Evidence // what the journal and the portfolio must hold besides
	Pack     string     `yaml:"-"` // id of the pack
}

// Evidence is so many entries or pieces of a kind.
type Evidence struct {
	Kind     string // one of EvidenceKinds
	Count    int
	Cases    int    // an evaluation or a template card counts from so many cases on; 0: from any number
	Attested bool   // a colleague has to stand for it by name
	Text     string // in words
}

// EvidenceKinds lists what badges can ask for: kinds of portfolio piece, "piece" for
// a piece of any kind, closed entries of the journal ("experiment"), and those among
// them that failed or were inconclusive ("setback"). The store has the same kinds of
// piece; "experiment" means an entry, not a piece that tells of one.
func EvidenceKinds() []string {
	return []string{
		"template-card", "evaluation", "impact-note", "shared-learning", "team-agreement", "pilot", "other",
		"piece", "experiment", "setback",
	}
}

// readBadges reads the badges of a pack, which may have none.
func readBadges(s *source, pack string) ([]Badge, error) {
	const file = "badges.yaml"
	if !s.has(file) {
		return nil, nil
	}
	var badges []Badge
	if err := readYAML(s, file, &badges); err != nil {
		return nil, err
	}
	for i := range badges {
		badges[i].Pack = pack
	}
	return badges, nil
}

// Badges returns the badges of all packs. The first call reads them.
func (c *Catalogue) Badges() ([]Badge, error) { return c.badges() }
