package curriculum

import "strings"

// ItemIDs lists the ids of a lesson's items in order. In Waymark's own pack it
// only looks for them in the text, which is some fifty times as fast as parsing
// it, and a test holds both to the same; the index of an installed pack tells them: where a
// learner stands in many lessons can be told without reading each of them. Errors are those of Body.
func (c *Catalogue) ItemIDs(lesson string) ([]string, error) {
	ids, err := c.lessonIDs(lesson)
	return ids.Items, err
}

// CardIDs lists the ids of a lesson's cards in order, in the way of ItemIDs.
func (c *Catalogue) CardIDs(lesson string) ([]string, error) {
	ids, err := c.lessonIDs(lesson)
	return ids.Cards, err
}

// lessonIDs are the ids of what a lesson asks.
type lessonIDs struct{ Items, Cards []string }

func (c *Catalogue) lessonIDs(lesson string) (lessonIDs, error) {
	l, err := c.Lesson(lesson)
	if err != nil {
		return lessonIDs{}, err
	}
	ids, err := c.ids[l.ID]()
	if err != nil {
		return lessonIDs{}, inPack(l.Pack, err)
	}
	return ids, nil
}

func (c *Catalogue) readIDs(s *source, l Lesson) (lessonIDs, error) {
	if _, own := s.fsys.(embedded); own {
		text, err := s.read(l.File, maxFile)
		return lessonIDs{findItemIDs(string(text)), findIDs(string(text), "yaml cards", "- id:")}, err
	}
	doc, err := c.bodies[l.ID]()
	body := doc.body("")
	return lessonIDs{body.ItemIDs(), body.CardIDs()}, err
}

// findItemIDs lists the ids of the item blocks in the text of a lesson.
func findItemIDs(text string) []string { return findIDs(text, "yaml item", "id:") }

// findIDs lists what stands in a field that begins a line in blocks of a kind.
func findIDs(text, block, field string) []string {
	var ids []string
	inside := false
	for line := range strings.Lines(text) {
		if c := line[0]; c != ' ' && c != '`' && c != '~' && c != field[0] {
			continue // neither a fence nor a field: nearly every line
		}
		fence, info := fenceOf(strings.TrimRight(line, "\n"))
		switch id, found := strings.CutPrefix(line, field); {
		case fence != "":
			inside = strings.Join(strings.Fields(info), " ") == block
		case inside && found:
			id, _, _ = strings.Cut(id, " #")
			ids = append(ids, strings.Trim(strings.TrimSpace(id), `"'`))
		}
	}
	return ids
}
