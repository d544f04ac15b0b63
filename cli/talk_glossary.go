package cli

import (
	"slices"
	"strings"

	"waymark/curriculum"
)

// glossary says what a term means, or all terms that the open lesson explains.
func (t *talk) glossary(c *curriculum.Catalogue, lesson string) error {
	terms, err := c.Glossary()
	if err != nil {
		t.failed(err)
		return nil
	}
	typed, err := t.ask("Type a term, or a part of it; Enter alone for all terms of this lesson:")
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(slices.Clone(terms), func(term curriculum.Term) bool {
		if typed == "" {
			return term.Lesson != lesson
		}
		return !strings.Contains(strings.ToLower(term.Term), strings.ToLower(typed))
	})
	for _, term := range found {
		t.say("%s: %s", sentence(term.Term), term.Meaning)
	}
	switch {
	case len(found) == 0 && typed == "":
		t.say("The glossary has no term of this lesson.")
	case len(found) == 0:
		t.say("The glossary has no term with %q.", typed)
	}
	return nil
}
