package curriculum

// ItemIDs lists the ids of a lesson's items in order. Where the pack has an index it tells
// them: where a learner stands in many lessons can be told without reading each of them.
// Errors are those of Body.
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

// readIDs reads a lesson for the ids of what it asks.
func (c *Catalogue) readIDs(l Lesson) (lessonIDs, error) {
	doc, err := c.bodies[l.ID]()
	body := doc.body("")
	return lessonIDs{body.ItemIDs(), body.CardIDs()}, err
}
