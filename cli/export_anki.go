package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/interop"
)

func (a *app) exportAnkiCommand() *cobra.Command {
	var f exportFlags
	all := false
	cmd := a.verb("anki", "Your cards, for Anki", func([]string) (result, error) { return a.exportAnki(all, f) })
	cmd.Long = "Your cards, as a text file that Anki (2.1.55 or later) imports without add-ons: those that come up in your reviews, without those that you set aside; with --all " +
		"those of all lessons on your pathway. Each has a tag for its lesson, and a later file changes the same notes. When a card comes up next stays with " +
		"each program. Questions that are answered, not recalled, are no part of it."
	cmd.Example = "  waymark export anki --to waymark-anki.txt"
	cmd.Flags().BoolVar(&all, "all", false, "the cards of all lessons on your pathway")
	f.add(cmd, false)
	return cmd
}

func (a *app) exportAnki(all bool, f exportFlags) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	if s.lost != nil {
		return nil, s.lost
	}
	var lessons []string
	for _, l := range s.Path.InOrder() {
		lessons = append(lessons, l.ID)
	}
	var want func(string) bool
	if !all {
		for _, l := range s.catalogue.Lessons() { // somebody may have gone beyond the pathway
			if !slices.Contains(lessons, l.ID) {
				lessons = append(lessons, l.ID)
			}
		}
		pile := map[string]bool{}
		for _, c := range s.Cards {
			pile[c.ID] = !c.Suspended
		}
		want = func(id string) bool { return pile[id] }
	}
	notes, err := interop.Notes(s.catalogue, lessons, want)
	if err != nil {
		return nil, err
	}
	if len(notes) == 0 {
		return nil, fmt.Errorf("no card comes up in your reviews yet: %w; every lesson that you do adds some, and --all takes those of your whole pathway", store.ErrNotFound)
	}
	return handedOut(f, "anki", len(notes), interop.Anki(notes))
}
