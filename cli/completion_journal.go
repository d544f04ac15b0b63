package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
)

// mostCompleted bounds the entries that a shell is offered: more would be no help.
const mostCompleted = 100

// quietly offers words in their order, and no files.
const quietly = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder

// completeJournal completes the words of the journal: ids of entries with their titles, then what
// their benches hold; the fields of a query.
func (a *app) completeJournal(noun *cobra.Command) *cobra.Command {
	more := map[string][]func(store.Bench) []string{"output": {variantWords, caseWords}, "rubric": {a.rubricWords}}
	for _, cmd := range noun.Commands() {
		_, words, _ := strings.Cut(cmd.Use, " ")
		first, _, _ := strings.Cut(words, " ")
		switch strings.Trim(first, "[].") {
		case "ID":
			cmd.ValidArgsFunction = a.entryCompletion(more[cmd.Name()])
		case "QUERY":
			cmd.ValidArgsFunction = queryWords
		}
		for _, name := range []string{"into", "before"} {
			if cmd.Flags().Lookup(name) != nil {
				_ = cmd.RegisterFlagCompletionFunc(name, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
					return a.entryWords(typed), quietly
				})
			}
		}
	}
	return noun
}

// entryCompletion completes the id of an entry, then what more says of its bench.
// The newest entries come first.
func (a *app) entryCompletion(more []func(store.Bench) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		switch {
		case len(args) == 0:
			return a.entryWords(typed), quietly
		case cmd.Name() == "run":
			return nil, cobra.ShellCompDirectiveDefault // a command, and its files
		case len(args) > len(more):
			return nil, quietly
		}
		b, err := a.store().Bench(args[0])
		if err != nil {
			return nil, quietly // a shell has no place for an error
		}
		return beginning(more[len(args)-1](b), typed), quietly
	}
}

// entryWords are ids of entries, with their titles.
func (a *app) entryWords(typed string) []string {
	all, err := a.store().LatestExperiments(mostCompleted)
	if err != nil {
		return nil
	}
	var words []string
	for _, e := range all {
		if strings.HasPrefix(e.ID, strings.ToUpper(typed)) {
			words = append(words, described(e.ID, e.Title))
		}
	}
	return words
}

// described is a word with what it means.
func described(word, about string) string {
	return cobra.CompletionWithDesc(word, cut(about, 50))
}

// beginning keeps the words that begin as typed.
func beginning(words []string, typed string) []string {
	var kept []string
	for _, w := range words {
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(typed)) {
			kept = append(kept, w)
		}
	}
	return kept
}

func variantWords(b store.Bench) []string {
	var words []string
	for _, v := range b.Variants {
		words = append(words, described(v.ID, v.Name))
	}
	return words
}

func caseWords(b store.Bench) []string {
	var words []string
	for _, c := range b.Cases {
		words = append(words, described(strings.TrimLeft(c.ID, "0"), caseLine(c)))
	}
	return words
}

// rubricWords are the ids of the rubrics that an entry may take.
func (a *app) rubricWords(store.Bench) []string {
	all, err := a.rubrics()
	if err != nil {
		return nil
	}
	var words []string
	for _, r := range all {
		words = append(words, described(r.ID, r.Title))
	}
	return words
}

// queryWords are the fields that a query of the journal may name, with the choices
// of those that have some.
func queryWords(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, quietly
	}
	var words []string
	for _, f := range store.Fields() {
		switch {
		case f.Kind == store.ChoiceField && (f.Name != "met"):
			for _, c := range f.Choices {
				words = append(words, f.Name+":"+c)
			}
		case f.Name == "tags":
			words = append(words, "tag:")
		case f.Name == "lesson", f.Name == "model", f.Name == "tool", f.Name == "domain", f.Name == "title":
			words = append(words, f.Name+":")
		}
	}
	return beginning(append(words, "status:open", "after:", "before:"), typed), quietly | cobra.ShellCompDirectiveNoSpace
}
