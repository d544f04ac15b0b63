package curriculum

// A Badge stands for evidence, not for time spent (badges.yaml).
type Badge struct {
	ID       string
	Title    string
	Modules  []string   // ids: every lesson of them done
	Badges   []string   // ids of other badges, held first
	Evidence []Evidence // what the journal and the portfolio must hold besides
}

// Evidence is so many entries or pieces of a kind.
type Evidence struct {
	Kind     string // of a portfolio piece, or "experiment", or "setback" for one that failed or was inconclusive
	Count    int
	Attested bool   // a colleague has to stand for it by name
	Text     string // in words
}

// readBadges reads the badges of a pack, which may have none.
func readBadges(s *source) ([]Badge, error) {
	const file = "badges.yaml"
	if !s.has(file) {
		return nil, nil
	}
	var badges []Badge
	if err := readYAML(s, file, &badges); err != nil {
		return nil, err
	}
	return badges, nil
}

// Badges returns the badges of all packs. The first call reads them.
func (c *Catalogue) Badges() ([]Badge, error) { return c.badges() }
