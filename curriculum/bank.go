package curriculum

// The bank of a lesson is its items for module checks and re-tests, which the
// lesson itself does not show: "bank/LESSON.md", a file of item blocks.

func bankFile(lesson string) string { return "bank/" + lesson + ".md" }

// readBank reads and parses the bank of a lesson in a file; a lesson without one has no
// items there. The error is its first fault.
func readBank(s *source, l Lesson, file string) (document, error) {
	l.File = file
	if !s.has(l.File) {
		return document{}, nil
	}
	text, err := s.text(l.File)
	if err != nil {
		return document{}, err
	}
	doc := scan(l, text, 1)
	if len(doc.faults) > 0 {
		return document{}, doc.faults[0]
	}
	for i := range doc.items {
		doc.items[i].Bank = true
	}
	return doc, nil
}

// HasBank reports that a lesson, given by its whole id, has a bank. It reads nothing of it.
func (c *Catalogue) HasBank(lesson string) bool {
	has, known := c.banked[lesson]
	return known && has()
}

// Bank returns the items of a lesson that only checks and re-tests ask. The
// first call parses the file. Errors are as for Body.
func (c *Catalogue) Bank(lesson string) ([]Item, error) {
	l, err := c.Lesson(lesson)
	if err != nil {
		return nil, err
	}
	doc, err := c.banks[l.ID]()
	if err != nil {
		return nil, inPack(l.Pack, err)
	}
	return doc.items, nil
}
