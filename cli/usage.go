package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A usageError says which words of the call are off.
type usageError struct{ reason string }

func (e usageError) Error() string { return e.reason }

func misuse(format string, a ...any) error { return usageError{fmt.Sprintf(format, a...)} }

// flagError makes a usageError of what cobra found wrong with the flags.
func flagError(cmd *cobra.Command, err error) error {
	if _, done := errors.AsType[usageError](err); done {
		return err
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return misuse("%v%s", err, closest(unknown.GetSpecifiedName(), "--", flagNames(cmd)))
	}
	return usageError{err.Error()}
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// oneOf is how a noun ends that got no verb, or one that it does not know.
func oneOf(cmd *cobra.Command, args []string) error {
	var verbs []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	switch {
	case len(args) > 0:
		return misuse("there is no %s%s", typed(cmd, args[0]), closest(args[0], "", verbs))
	case cmd.HasParent():
		return misuse("%s needs one of: %s", typed(cmd), strings.Join(verbs, ", "))
	}
	return nil
}

// typed is how a command is typed, with more words behind it.
func typed(cmd *cobra.Command, more ...string) string {
	return fmt.Sprintf("%q", strings.Join(append([]string{cmd.CommandPath()}, more...), " "))
}

// closest proposes the names that were probably meant, by cobra's own measure.
func closest(word, prefix string, names []string) string {
	all := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	meant := all.SuggestionsFor(word)
	if len(meant) == 0 {
		return ""
	}
	return "; did you mean " + prefix + strings.Join(meant, " or "+prefix) + "?"
}

// wordsOfUse checks the arguments against the words of the command's Use.
func wordsOfUse(cmd *cobra.Command, args []string) error {
	words := strings.Fields(cmd.Use)[1:]
	needed := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "[") })
	if needed < 0 {
		needed = len(words)
	}
	switch {
	case len(args) < needed:
		return misuse("%s needs %s", typed(cmd), strings.Join(words[len(args):needed], " and "))
	case strings.HasSuffix(cmd.Use, "..."), len(args) <= len(words):
		return nil
	case len(words) == 0:
		return misuse("%s takes no more words, and got %q", typed(cmd), args[0])
	}
	return misuse("%s takes no more than %s; put a text of several words in quotes", typed(cmd), strings.Join(words, " "))
}

// A text is the value of a flag that takes any words.
type text struct{ value *string }

func (t text) String() string {
	if t.value == nil {
		return ""
	}
	return *t.value
}

func (t text) Set(words string) error {
	*t.value = words
	return nil
}

func (t text) Type() string { return "TEXT" }

// write adds a flag that takes any words.
func write(cmd *cobra.Command, p *string, name, usage string) {
	cmd.Flags().Var(text{p}, name, usage)
}

// whole adds a flag that takes a whole number.
func whole(cmd *cobra.Command, p *int, name string, least, most int, usage string) {
	cmd.Flags().Func(name, usage, func(text string) error {
		n, err := strconv.Atoi(text)
		if err != nil || n < least || n > most {
			return fmt.Errorf("choose a whole number from %d to %d", least, most)
		}
		*p = n
		return nil
	})
}

// choose adds a flag that takes one of a few words.
func choose[T ~string](cmd *cobra.Command, p *T, name string, of []T, usage string) {
	c := &choice[T]{p, of}
	cmd.Flags().Var(c, name, usage)
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.words(), cobra.ShellCompDirectiveNoFileComp))
}

// A choice is the value of a flag that takes one of a few words.
type choice[T ~string] struct {
	value *T
	of    []T
}

func (c *choice[T]) String() string {
	if c.value == nil {
		return ""
	}
	return string(*c.value)
}

func (c *choice[T]) Set(word string) error {
	i := slices.IndexFunc(c.of, func(known T) bool { return strings.EqualFold(string(known), word) })
	if i < 0 {
		return fmt.Errorf("it takes one of: %s%s", strings.Join(c.words(), ", "), closest(word, "", c.words()))
	}
	*c.value = c.of[i]
	return nil
}

func (c *choice[T]) Type() string { return "WORD" }

func (c *choice[T]) words() []string {
	words := make([]string, len(c.of))
	for i, word := range c.of {
		words[i] = string(word)
	}
	return words
}
