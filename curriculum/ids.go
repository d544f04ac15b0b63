package curriculum

import "strings"

// ItemIDs lists the ids of a lesson's items in order. In Waymark's own pack it
// only looks for them in the text, which is some fifty times as fast as parsing
// it, and a test holds both to the same: where a learner stands in many lessons
// can be told without reading each of them. Errors are those of Body.
func (c *Catalogue) ItemIDs(lesson string) ([]string, error) {
	l, err := c.Lesson(lesson)
	if err != nil {
		return nil, err
	}
	ids, err := c.itemIDs[l.ID]()
	if err != nil {
		return nil, inPack(l.Pack, err)
	}
	return ids, nil
}

func (c *Catalogue) readItemIDs(s *source, l Lesson) ([]string, error) {
	if _, own := s.fsys.(embedded); own {
		text, err := s.read(l.File, maxFile)
		return findItemIDs(string(text)), err
	}
	doc, err := c.bodies[l.ID]()
	return doc.body("").ItemIDs(), err
}

// findItemIDs lists the ids of the item blocks in the text of a lesson.
func findItemIDs(text string) []string {
	var ids []string
	inside := false
	for line := range strings.Lines(text) {
		fence, info := fenceOf(strings.TrimRight(line, "\n"))
		switch id, found := strings.CutPrefix(line, "id:"); {
		case fence != "":
			inside = strings.Join(strings.Fields(info), " ") == "yaml item"
		case inside && found:
			id, _, _ = strings.Cut(id, " #")
			ids = append(ids, strings.Trim(strings.TrimSpace(id), `"'`))
			inside = false
		}
	}
	return ids
}
