package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// experimentAdded is a new entry; spooled, it waits beside the learner's file.
type experimentAdded struct {
	experiment
	Spooled bool `json:"spooled"`

	waiting error // why it is spooled
}

func (a *app) journalCommand() *cobra.Command {
	return a.completeJournal(a.noun("journal", "Log your AI experiments, test them fairly and read them again",
		a.journalAddCommand(),
		a.journalListCommand(),
		a.journalSearchCommand(),
		example(a.verb("show ID", "Show an entry", a.journalShow), "waymark journal show 01M86"),
		a.journalEditCommand(),
		a.journalCloseCommand(),
		a.journalPilotCommand(),
		example(a.verb("bench ID", "Show what an entry compares, on which cases, and what is missing", a.journalBench),
			"waymark journal bench 01M86"),
		a.journalVariantCommand(),
		a.journalCaseCommand(),
		a.journalOutputCommand(),
		a.journalRunCommand(),
		a.journalImportCommand(),
		a.journalExportCommand(),
		a.journalRubricCommand(),
		a.journalRateCommand(),
		a.journalResultCommand(),
		example(a.verb("range", "See which types of task you tried, and for whom", a.journalRange), "waymark journal range"),
		a.journalShareCommand(),
		example(a.verb("unshare ID", "Make an entry private again", a.journalUnshare), "waymark journal unshare 01M86"),
		example(a.verb("check ID [CHECK]...", "Set the automatic checks of an entry's outputs", a.journalCheck),
			"waymark journal check 01M86 \"words <= 120\""),
	))
}

func (a *app) journalAddCommand() *cobra.Command {
	fields := experimentFlags{}
	var template bool
	cmd := a.verb("add [TITLE]", "Log an experiment; the title is enough", func(args []string) (result, error) {
		return a.journalAdd(fields, args, template)
	})
	cmd.Long = "Log an experiment; the title is enough, and everything else may come later. " +
		"Without TITLE, or with -, it is read from standard input: the first line is the title, and what follows is what you expect. " +
		"With --lesson ID --template the entry is filled in from the experiment of the lesson, and TITLE may be left out: then nothing is read. " + choicesOf(notTitle)
	cmd.Flags().BoolVar(&template, "template", false, "begin with the experiment of --lesson")
	fields.add(a, cmd, notTitle)
	cmd.Example = "  waymark journal add \"Warmer tone in refund replies\"\n  waymark journal add \"Ask for three sources\" --tags research,mail"
	return cmd
}

func notTitle(f store.Field) bool { return f.Name != "title" }

// experimentFlags are the fields of an entry that were given as flags, in their text
// form.
type experimentFlags map[string]string

// add gives a command a flag for each of the wanted fields.
func (e experimentFlags) add(a *app, cmd *cobra.Command, wanted func(store.Field) bool) {
	for _, f := range store.Fields() {
		if !wanted(f) {
			continue
		}
		name := flagName(f)
		cmd.Flags().Var(fieldFlag{e, f}, name, flagUsage(f))
		switch {
		case f.Kind == store.ChoiceField:
			_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(f.Choices, cobra.ShellCompDirectiveNoFileComp))
		case f.Name == "lesson", f.Name == "lessons":
			_ = cmd.RegisterFlagCompletionFunc(name, a.ids(lessonIDs))
		}
	}
}

// flagName is the flag of a field. --data is the learner's folder already.
func flagName(f store.Field) string {
	if f.Name == "data" {
		return "data-class"
	}
	return strings.ReplaceAll(f.Name, "_", "-")
}

// flagUsage says what a field is, in what a line of help has room for.
func flagUsage(f store.Field) string {
	const room = 46
	usage := midSentence(f.Label)
	for _, more := range []string{": " + strings.Join(f.Choices, ", "), " (" + f.Help + ")"} {
		if len(more) > 3 && len(usage+more) <= room {
			return usage + more
		}
	}
	return usage
}

// choicesOf lists the words that the choices among the fields take, for the text of
// a command's help.
func choicesOf(wanted func(store.Field) bool) string {
	var lines []string
	for _, f := range store.Fields() {
		if f.Kind == store.ChoiceField && wanted(f) {
			lines = append(lines, fmt.Sprintf("--%s takes %s.", flagName(f), strings.Join(f.Choices, ", ")))
		}
	}
	return strings.Join(lines, " ")
}

// midSentence begins a label with a small letter.
func midSentence(label string) string { return strings.ToLower(label[:1]) + label[1:] }

// A fieldFlag is a flag whose value a field of an entry can hold.
type fieldFlag struct {
	set   experimentFlags
	field store.Field
}

func (f fieldFlag) String() string { return f.set[f.field.Name] }

func (f fieldFlag) Set(words string) error {
	if err := f.field.Set(&store.Experiment{}, words); err != nil {
		if f.field.Kind == store.ChoiceField {
			return fmt.Errorf("it takes one of: %s%s", strings.Join(f.field.Choices, ", "), closest(words, "", f.field.Choices))
		}
		return errors.New(strings.TrimPrefix(clean.Line(err.Error()), store.ErrInvalid.Error()+": "))
	}
	f.set[f.field.Name] = words
	return nil
}

func (f fieldFlag) Type() string {
	switch {
	case f.field.Kind == store.NumberField && f.field.Unit == "min":
		return "MINUTES"
	case f.field.Kind == store.NumberField:
		return "PERCENT"
	case f.field.Kind == store.MoneyField:
		return "AMOUNT"
	case f.field.Name == "lesson", f.field.Name == "lessons":
		return "ID"
	case f.field.Kind == store.ChoiceField:
		return "WORD"
	}
	return "TEXT"
}

var _ pflag.Value = fieldFlag{}

// lessonOf writes out the id of the lesson that was given, whose beginning is enough.
func (a *app) lessonOf(set map[string]string) error {
	if set["lesson"] == "" {
		return nil
	}
	catalogue, err := a.catalogue()
	if err != nil {
		return err
	}
	lesson, err := catalogue.Lesson(set["lesson"])
	if err == nil {
		set["lesson"] = lesson.ID
	}
	return err
}

func (a *app) journalAdd(set experimentFlags, args []string, template bool) (result, error) {
	if err := a.lessonOf(set); err != nil {
		return nil, err
	}
	var t progress.Template
	var err error
	if template {
		if t, err = a.template(set["lesson"]); err != nil {
			return nil, err
		}
	}
	expected := ""
	if !template || len(args) > 0 {
		if expected, err = a.titled(&t.Entry, args); err != nil {
			return nil, err
		}
	}
	for name, words := range set {
		f, _ := store.FieldOf(name)
		if err := f.Set(&t.Entry, words); err != nil {
			return nil, err
		}
	}
	t.Entry.Hypothesis = strings.TrimSpace(t.Entry.Hypothesis + "\n\n" + expected)
	saved, waiting, err := a.store().AddExperimentWith(t.Entry, t.Variants, t.Rubric)
	if err != nil {
		return nil, err
	}
	a.busy = errors.Is(waiting, store.ErrBusy)
	return experimentAdded{experimentOf(saved), waiting != nil, waiting}, nil
}

// template is the experiment of a lesson, as an entry begins with it.
func (a *app) template(lesson string) (progress.Template, error) {
	if lesson == "" {
		return progress.Template{}, misuse("--template needs the lesson: --lesson ID")
	}
	s, err := a.standing()
	if err != nil {
		return progress.Template{}, err
	}
	l, body, err := s.lesson(lesson)
	if err == nil && body.Experiment.Title == "" {
		err = fmt.Errorf("%w: the lesson %s has no experiment", store.ErrNotFound, l.ID)
	}
	if err != nil {
		return progress.Template{}, err
	}
	return progress.TemplateOf(s.catalogue, l, body.Experiment), nil
}

// titled gives an entry the title that was typed. Of what a pipe brings the first
// line is the title and the rest is what is expected, as the two lines of the capture
// are; a line too long for a title stands there whole as well: no idea is refused for
// its length.
func (a *app) titled(e *store.Experiment, args []string) (expected string, err error) {
	words, err := a.input(args, 0)
	if err != nil {
		return "", err
	}
	if len(args) > 0 && args[0] != "-" {
		e.Title = words
	} else {
		const longest = 200
		first, rest, _ := strings.Cut(strings.TrimSpace(clean.Text(words)), "\n")
		e.Title = clean.Line(first)
		if title := []rune(e.Title); len(title) > longest {
			e.Title, rest = string(title[:longest-3])+"...", first+"\n"+rest
		}
		expected = strings.TrimSpace(rest)
	}
	if clean.Line(e.Title) == "" {
		return "", misuse(`an entry needs a title: waymark journal add "What you try"`)
	}
	return expected, nil
}

func (a *app) journalShow(args []string) (result, error) {
	return shownEntry(a.experimentShown(args[0]))
}

func shownEntry(e experimentShown, err error) (result, error) {
	if err != nil {
		return nil, err
	}
	return e, nil
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

// rowsOf are rows of a table, without those that say nothing.
func rowsOf(rows ...[]string) [][]string {
	return slices.DeleteFunc(rows, func(row []string) bool { return row[len(row)-1] == "" })
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
