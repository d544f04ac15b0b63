package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/progress"
)

// awaited completes the questions that wait for an answer, those of a module check under
// way and those that are up for review, then those of any lesson.
func (a *app) awaited(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	s, err := a.standing()
	if err != nil {
		return nil, quietly
	}
	if len(args) > 0 {
		return optionWords(s.catalogue, args[0]), quietly
	}
	var refs []string
	for _, c := range s.Checks {
		for _, i := range c.Items {
			if c.Open() && !i.Answered {
				refs = append(refs, described(i.Ref, "for the check of "+c.Module))
			}
		}
	}
	_, recalls, _ := progress.Recalls(s.catalogue, s.store, s.Standing, s.now, 0)
	for _, r := range recalls {
		if r.Item != nil {
			refs = append(refs, described(r.Item.Ref(), r.Item.Stem))
		}
	}
	if lesson, _, whole := strings.Cut(typed, "#"); whole {
		return beginning(append(refs, itemWords(s.catalogue, lesson)...), typed), quietly
	}
	for _, l := range s.catalogue.Lessons() {
		refs = append(refs, described(l.ID+"#", l.Title))
	}
	return beginning(refs, typed), quietly | cobra.ShellCompDirectiveNoSpace
}

// itemWords are the questions of a lesson.
func itemWords(c *curriculum.Catalogue, lesson string) []string {
	body, err := c.Body(lesson, "")
	if err != nil {
		return nil
	}
	var words []string
	for _, i := range body.Items {
		words = append(words, described(i.Ref(), i.Stem))
	}
	return words
}

// optionWords are the answers of a question that takes one of a few.
func optionWords(c *curriculum.Catalogue, ref string) []string {
	item, err := c.Item(ref)
	if err != nil || item.Kind != curriculum.Single {
		return nil
	}
	var words []string
	for _, o := range item.Options {
		words = append(words, described(o.Key, o.Text))
	}
	return words
}

func (a *app) answer(flags answerFlags, args []string) (result, error) {
	if err := flags.fit(len(args) > 1); err != nil {
		return nil, err
	}
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	item, err := s.catalogue.Item(args[0])
	if err != nil {
		return nil, err
	}
	if len(args) == 1 {
		return askedOf(item), nil
	}
	text, err := a.input(args, 1)
	if err != nil {
		return nil, err
	}
	found, err := s.record(item, text, flags)
	if err != nil {
		return nil, err
	}
	return found, nil
}
