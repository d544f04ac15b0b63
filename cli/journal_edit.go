package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
)

func (a *app) journalEditCommand() *cobra.Command {
	fields := experimentFlags{}
	var reason string
	cmd := a.verb("edit ID", "Change an entry; an empty text empties a field", func(args []string) (result, error) {
		return a.journalEdit(args[0], fields, reason)
	})
	cmd.Long = "Change an entry; an empty text empties a field. What was expected and what counts as success " +
		"stand since the first result: they are amended with --reason, and what they were is kept. " + choicesOf(notTitle)
	fields.add(a, cmd, func(store.Field) bool { return true })
	write(cmd, &reason, "reason", "why a claim changes after the first result")
	cmd.Example = "  waymark journal edit 01M86 --hypothesis \"Fewer follow-up questions\"\n  waymark journal edit 01M86 --tags mail,refunds"
	return cmd
}

// experimentChanged is an entry with what was changed.
type experimentChanged struct {
	experiment
	Changed []string `json:"changed"` // names of fields
}

func (a *app) journalEdit(id string, set experimentFlags, reason string) (result, error) {
	if len(set) == 0 {
		return nil, misuse("say what to change: --title, --hypothesis, --learning or another field; waymark help journal edit lists them")
	}
	if err := a.lessonOf(set); err != nil {
		return nil, err
	}
	s := a.store()
	before, err := s.Experiment(id)
	if err != nil {
		return nil, err
	}
	plain, claims := map[string]string{}, map[string]string{}
	for name, words := range set {
		f, _ := store.FieldOf(name)
		if f.Claim && before.Locked() && reason != "" {
			claims[name] = words
		} else {
			plain[name] = words
		}
	}
	after, err := s.UpdateExperiment(before.ID, plain)
	for _, name := range slices.Sorted(maps.Keys(claims)) {
		if err == nil {
			after, err = s.Amend(before.ID, name, claims[name], reason)
		}
	}
	if err != nil {
		return nil, err
	}
	return experimentChanged{experimentOf(after), changedFields(before, after)}, nil
}

func changedFields(before, after store.Experiment) []string {
	changed := []string{}
	for _, f := range store.Fields() {
		if f.Of(before) != f.Of(after) {
			changed = append(changed, f.Name)
		}
	}
	return changed
}

func (e experimentChanged) notes() []string { return e.withdrawnNotes() }

func (e experimentChanged) text(p *page) {
	if len(e.Changed) == 0 {
		p.say("Nothing changed: the entry says so already.")
		return
	}
	var labels []string
	for _, name := range e.Changed {
		f, _ := store.FieldOf(name)
		labels = append(labels, midSentence(f.Label))
	}
	p.say("Changed in %q: %s.", e.Title, strings.Join(labels, ", "))
}

// closing are the fields that closing an entry asks for.
func closing(f store.Field) bool {
	return slices.Contains([]string{"verdict", "learning", "broke", "next", "met", "outcome", "minutes_after", "cost", "judged", "skill", "reflection"}, f.Name)
}

func (a *app) journalCloseCommand() *cobra.Command {
	fields := experimentFlags{}
	cmd := a.verb("close ID", "Say what came of an entry", func(args []string) (result, error) {
		return a.journalClose(args[0], fields)
	})
	cmd.Long = "Say what came of an entry. The verdict is needed; a try that failed is worth as much as one that worked. " + choicesOf(closing)
	fields.add(a, cmd, closing)
	cmd.Example = "  waymark journal close 01M86 --verdict worked --learning \"Name the tone\""
	return cmd
}

// experimentClosed is an entry that got its verdict.
type experimentClosed struct{ experiment }

func (a *app) journalClose(id string, set experimentFlags) (result, error) {
	if set["verdict"] == "" {
		return nil, misuse("closing needs --verdict: worked, partly, failed or inconclusive")
	}
	e, err := a.store().UpdateExperiment(id, set)
	if err != nil {
		return nil, err
	}
	return experimentClosed{experimentOf(e)}, nil
}

func (e experimentClosed) notes() []string { return e.withdrawnNotes() }

func (e experimentClosed) text(p *page) {
	p.say("Closed: %s. Verdict: %s.", e.Title, e.Verdict)
	if words := predictionWords(e.entry); words != "" {
		p.say("%s", words)
	}
	var open []string
	for _, part := range []struct{ words, name string }{
		{e.Learning, "--learning"}, {e.Next, "--next"}, {e.Met, "--met"}, {brokeOr(e.entry), "--broke"},
	} {
		if part.words == "" {
			open = append(open, part.name)
		}
	}
	if len(open) > 0 {
		p.say("You may still add %s.", strings.Join(open, ", "))
	}
}

// brokeOr is what broke; nothing has to break where it worked.
func brokeOr(e store.Experiment) string {
	if e.Broke == "" && e.Verdict == store.Worked {
		return "nothing"
	}
	return e.Broke
}

// predictionWords say how far a prediction was off.
func predictionWords(e store.Experiment) string {
	switch {
	case e.Prediction == nil || e.Met == "":
		return ""
	case e.Met == store.Yes:
		return fmt.Sprintf("You were %d %% sure of success, and the test was met: %d points off.", *e.Prediction, 100-*e.Prediction)
	}
	return fmt.Sprintf("You were %d %% sure of success, and the test was not met: %d points off.", *e.Prediction, *e.Prediction)
}
