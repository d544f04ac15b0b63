package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
)

// experiment is an entry of the journal.
type experiment struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Verdict    string `json:"verdict"`
	Lesson     string `json:"lesson"`
	Hypothesis string `json:"hypothesis"`
	Variants   string `json:"variants"`
	Measure    string `json:"measure"`
	Outcome    string `json:"outcome"`
	Learning   string `json:"learning"`
	Created    string `json:"created"`
	Updated    string `json:"updated"`

	day string // when it was noted, where the learner was then
}

// experimentAdded is a new entry; spooled, it waits beside the learner's file.
type experimentAdded struct {
	experiment
	Spooled bool `json:"spooled"`

	waiting error // why it is spooled
}

type experimentList struct {
	Query       string       `json:"query"`
	Experiments []experiment `json:"experiments"`

	shortest int // characters that tell every entry of the journal by its id
}

func (a *app) journalCommand() *cobra.Command {
	return a.noun("journal", "Log your AI experiments and read them again",
		a.journalAddCommand(),
		a.verb("list [QUERY]", "List entries, those with all words of QUERY", a.journalList),
		a.verb("show ID", "Show an entry", a.journalShow),
	)
}

func (a *app) journalAddCommand() *cobra.Command {
	var e store.Experiment
	cmd := a.verb("add [TITLE]", "Log an experiment; the title is enough", func(args []string) (result, error) {
		return a.journalAdd(e, args)
	})
	cmd.Long = "Log an experiment; the title is enough, and everything else may come later. " +
		"Without TITLE, or with -, the title is read from standard input."
	write(cmd, &e.Lesson, "lesson", "the `ID` of the lesson that it belongs to")
	write(cmd, &e.Hypothesis, "hypothesis", "what you expect")
	write(cmd, &e.Variants, "variants", "the ways of working that you compare")
	write(cmd, &e.Measure, "measure", "how you will know which is better")
	write(cmd, &e.Outcome, "outcome", "what came out")
	write(cmd, &e.Learning, "learning", "the one sentence that others can use")
	choose(cmd, &e.Verdict, "verdict", store.Verdicts(), "how it went: worked, partly, failed or inconclusive")
	_ = cmd.RegisterFlagCompletionFunc("lesson", a.ids(lessonIDs))
	return cmd
}

func (a *app) journalAdd(e store.Experiment, args []string) (result, error) {
	title, err := a.input(args, 0)
	if err != nil {
		return nil, err
	}
	if e.Title = title; title == "" {
		return nil, misuse(`an entry needs a title: waymark journal add "What you try"`)
	}
	if e.Lesson != "" {
		catalogue, err := a.catalogue()
		if err != nil {
			return nil, err
		}
		lesson, err := catalogue.Lesson(e.Lesson)
		if err != nil {
			return nil, err
		}
		e.Lesson = lesson.ID
	}
	saved, waiting, err := a.store().AddExperiment(e)
	if err != nil {
		return nil, err
	}
	return experimentAdded{experimentOf(saved), waiting != nil, waiting}, nil
}

func (a *app) journalList(args []string) (result, error) {
	all, err := a.store().Experiments()
	if err != nil {
		return nil, err
	}
	found := experimentList{Query: strings.Join(args, ""), Experiments: []experiment{}, shortest: shortestPrefix(all)}
	for _, e := range all {
		if e.Holds(found.Query) {
			found.Experiments = append(found.Experiments, experimentOf(e))
		}
	}
	return found, nil
}

func (a *app) journalShow(args []string) (result, error) {
	e, err := a.store().Experiment(args[0])
	if err != nil {
		return nil, err
	}
	return experimentOf(e), nil
}

func experimentOf(e store.Experiment) experiment {
	return experiment{
		ID: e.ID, Title: e.Title, Verdict: e.Verdict.String(), Lesson: e.Lesson,
		Hypothesis: e.Hypothesis, Variants: e.Variants, Measure: e.Measure, Outcome: e.Outcome, Learning: e.Learning,
		Created: stamp(e.Created), Updated: stamp(e.Updated), day: e.Created.Format(time.DateOnly),
	}
}

// shortestPrefix is how many characters of an id tell all entries apart.
func shortestPrefix(all []store.Experiment) int {
	const least, whole = 8, 26
	for n := least; n < whole; n++ {
		seen := make(map[string]bool, len(all))
		for _, e := range all {
			seen[e.ID[:min(n, len(e.ID))]] = true
		}
		if len(seen) == len(all) {
			return n
		}
	}
	return whole
}

func (e experimentAdded) notes() []string {
	if !e.Spooled {
		return nil
	}
	return []string{
		"waymark: the entry is safe, but could not join your file yet; your next change takes it in",
		"the reason: " + clean.Line(e.waiting.Error()),
	}
}

func (e experimentAdded) text(p *page) {
	p.say("Logged: %s", e.Title)
	p.inset("waymark journal show %s", e.ID)
}

func (l experimentList) text(p *page) {
	switch {
	case len(l.Experiments) == 0 && l.Query == "":
		p.say(`The journal is empty. Log what you try: waymark journal add "What you try"`)
	case len(l.Experiments) == 0:
		p.say("No entry holds %s.", fmt.Sprintf("%q", l.Query))
	}
	rows := make([][]string, len(l.Experiments))
	for i, e := range l.Experiments {
		rows[i] = []string{e.ID[:min(l.shortest, len(e.ID))], e.day, e.Verdict, e.Title}
	}
	p.table(rows)
}

func (e experiment) text(p *page) {
	p.say("%s", e.Title)
	rows := [][]string{
		{"Logged", e.day},
		{"Verdict", e.Verdict},
		{"Lesson", e.Lesson},
		{"Hypothesis", e.Hypothesis},
		{"Variants", e.Variants},
		{"Measure", e.Measure},
		{"Outcome", e.Outcome},
		{"Learning", e.Learning},
		{"Id", e.ID},
	}
	p.table(slices.DeleteFunc(rows, func(row []string) bool { return row[1] == "" }))
}
