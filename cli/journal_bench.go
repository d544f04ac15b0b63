package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/clean"
)

// benchShown is an entry with what it compares.
type benchShown struct {
	Experiment experiment      `json:"experiment"`
	Variants   []store.Variant `json:"variants"`
	Cases      []store.Case    `json:"cases"`
	Outputs    []output        `json:"outputs"`
	Missing    int             `json:"missing"` // places without an output; 0 during a blind rating
	Rubric     *store.Rubric   `json:"rubric"`
	Checks     []string        `json:"checks"`
	Rounds     int             `json:"rounds"`

	of store.Bench
}

// output is what a variant made of a case.
type output struct {
	Variant   string       `json:"variant"`
	Case      string       `json:"case"`
	Text      string       `json:"text"`
	Source    string       `json:"source"`
	Model     string       `json:"model"`
	LatencyMS int64        `json:"latency_ms"`
	TokensIn  int          `json:"tokens_in"`
	TokensOut int          `json:"tokens_out"`
	Cost      *store.Money `json:"cost"`
	Minutes   *int         `json:"effort_min"`
	At        string       `json:"at"`
	Tries     int          `json:"tries"`
}

func benchOf(b store.Bench) benchShown {
	shown := benchShown{
		Experiment: experimentOf(b.Experiment),
		Variants:   append([]store.Variant{}, b.Variants...), Cases: append([]store.Case{}, b.Cases...),
		Outputs: []output{}, Missing: len(b.Missing()), Rubric: b.Rubric, Checks: append([]string{}, b.Checks...),
		Rounds: len(b.Rounds), of: b,
	}
	for _, o := range b.Outputs {
		shown.Outputs = append(shown.Outputs, output{
			o.Variant, o.Case, o.Text, o.Source, o.Model, o.LatencyMS, o.TokensIn, o.TokensOut, o.Cost, o.Minutes, stamp(o.At), o.Tries,
		})
	}
	return shown
}

func (a *app) journalBench(args []string) (result, error) {
	return shownBench(a.store().Bench(args[0]))
}

func shownBench(b store.Bench, err error) (result, error) {
	if err != nil {
		return nil, err
	}
	return benchOf(b), nil
}

func (b benchShown) text(p *page) {
	p.say("%s", b.Experiment.Title)
	if b.Experiment.Blind {
		p.say("A blind rating is under way: %s to rate. Until then it is withheld which variant made what.",
			count(b.Experiment.ToRate, "output"))
		p.inset("waymark journal rate %s", b.Experiment.ID)
		return
	}
	for _, v := range b.Variants {
		p.table(rowsOf(
			[]string{"Variant " + v.ID, v.Name},
			[]string{"  builds on", v.Parent},
			[]string{"  prompt", cut(v.Prompt, 60)},
			[]string{"  model", v.Model},
		))
	}
	var rows [][]string
	for _, c := range b.Cases {
		rows = append(rows, []string{"Case " + strings.TrimLeft(c.ID, "0"), b.cells(c), cut(caseLine(c), 50)})
	}
	p.table(rows)
	if b.Rubric != nil {
		rubricText(p, *b.Rubric)
	}
	for _, c := range b.Checks {
		p.say("Check: %s", c)
	}
	p.say("%s", b.next())
}

// caseLine is a case in a line of a list; its number stands before it.
func caseLine(c store.Case) string {
	if c.Name != "" && c.Input != "" {
		return c.Name + ": " + c.Input
	}
	return c.Name + c.Input
}

// cells says which variants have an output for a case: their letters, or a dot.
func (b benchShown) cells(c store.Case) string {
	var cells []string
	for _, v := range b.Variants {
		if _, found := b.of.Output(v.ID, c.ID); found {
			cells = append(cells, v.ID)
		} else {
			cells = append(cells, ".")
		}
	}
	return strings.Join(cells, " ")
}

// next says what the bench needs.
func (b benchShown) next() string {
	id := b.Experiment.ID
	switch {
	case len(b.Variants) < 2:
		return "Name what you compare: waymark journal variant " + id + ` "NAME" --prompt "…"`
	case len(b.Cases) == 0:
		return "Add the cases that each variant gets: waymark journal case " + id + ` "TEXT"`
	case b.Missing > 0:
		return fmt.Sprintf("%s missing: waymark journal output %s VARIANT CASE, or waymark journal run %s -- CMD", count(b.Missing, "output"), id, id)
	}
	return "Every variant has an output for every case. Rate them blind: waymark journal rate " + id
}

func (a *app) journalVariantCommand() *cobra.Command {
	var v store.Variant
	var remove bool
	cmd := a.verb("variant ID [NAME]", "Add a variant to an entry, or change one", func(args []string) (result, error) {
		return a.journalVariant(args, v, remove)
	})
	cmd.Long = "Add a variant to an entry: a prompt or a way of working under test. In a prompt, " + store.InputSlot +
		" stands where the input of a case goes; without it the input follows the prompt. With --change the variant of that letter is changed; " +
		"once it has outputs, only its name and note."
	write(cmd, &v.Prompt, "prompt", "what is sent; - reads it from standard input")
	write(cmd, &v.Parent, "parent", "the letter of the variant that it builds on")
	write(cmd, &v.Tool, "tool", "the tool, if not that of the entry")
	write(cmd, &v.Model, "model", "the model, if not that of the entry")
	write(cmd, &v.Settings, "settings", "such as temperature 0.2")
	write(cmd, &v.Note, "note", "what else to know")
	write(cmd, &v.ID, "change", "the letter of the variant to change")
	cmd.Flags().BoolVar(&remove, "remove", false, "with --change: take the variant away")
	cmd.Example = "  waymark journal variant 01M86 \"Plain\" --prompt \"Answer this letter: {input}\"\n  waymark journal variant 01M86 --change a --note \"As we do it today\""
	return cmd
}

func (a *app) journalVariant(args []string, v store.Variant, remove bool) (result, error) {
	s := a.store()
	b, err := s.Bench(args[0])
	if err != nil {
		return nil, err
	}
	if v.Prompt == "-" {
		if v.Prompt, err = a.input(nil, 0); err != nil {
			return nil, err
		}
	}
	switch {
	case remove && v.ID == "":
		return nil, misuse("say which variant: --change LETTER --remove")
	case remove:
		err = s.RemoveVariant(b.Experiment.ID, v.ID)
	case v.ID == "" && len(args) < 2:
		return nil, misuse(`a variant needs a name: waymark journal variant %s "NAME"`, args[0])
	default:
		if len(args) > 1 {
			v.Name = args[1]
		}
		if v.ID != "" {
			old, found := b.Variant(v.ID)
			if !found {
				return nil, fmt.Errorf("%w: the bench has no variant %q; waymark journal bench %s shows them", store.ErrNotFound, v.ID, args[0])
			}
			v = variantFrom(old, v)
		}
		_, err = s.KeepVariant(b.Experiment.ID, v)
	}
	if err != nil {
		return nil, err
	}
	return shownBench(s.Bench(b.Experiment.ID))
}

// variantFrom is a variant of which some things are changed.
func variantFrom(old, v store.Variant) store.Variant {
	for _, part := range []struct{ now, before *string }{
		{&v.Name, &old.Name},
		{&v.Prompt, &old.Prompt},
		{&v.Parent, &old.Parent},
		{&v.Tool, &old.Tool},
		{&v.Model, &old.Model},
		{&v.Settings, &old.Settings},
		{&v.Note, &old.Note},
	} {
		if *part.now == "" {
			*part.now = *part.before
		}
	}
	return v
}

func (a *app) journalCaseCommand() *cobra.Command {
	var c store.Case
	var lines, remove bool
	cmd := a.verb("case ID [TEXT]", "Add cases to an entry: inputs that each variant gets", func(args []string) (result, error) {
		return a.journalCase(args, c, lines, remove)
	})
	cmd.Long = "Add a case to an entry, an input that each variant gets; without TEXT, or with -, it is read from standard input. " +
		"With --lines every line is a case. With --change the case of that number is changed; once it has outputs, its input stays."
	write(cmd, &c.Name, "name", "a name for lists")
	write(cmd, &c.Expected, "expected", "what a right answer says")
	cmd.Flags().BoolVar(&lines, "lines", false, "every line is a case")
	write(cmd, &c.ID, "change", "the number of the case to change")
	cmd.Flags().BoolVar(&remove, "remove", false, "with --change: take the case away")
	cmd.Example = "  waymark journal case 01M86 \"My order never came.\"\n  waymark journal case 01M86 --change 1 --expected \"An apology and a refund\""
	return cmd
}

func (a *app) journalCase(args []string, c store.Case, lines, remove bool) (result, error) {
	s := a.store()
	b, err := s.Bench(args[0])
	if err != nil {
		return nil, err
	}
	if c.ID != "" {
		old, found := b.Case(caseID(c.ID))
		if !found {
			return nil, fmt.Errorf("%w: the bench has no case %q", store.ErrNotFound, c.ID)
		}
		if c.ID = old.ID; remove {
			return shownAfter(s, b, s.RemoveCase(b.Experiment.ID, c.ID))
		}
		c = caseFrom(old, c)
		if len(args) > 1 {
			c.Input = args[1]
		}
		_, err = s.KeepCases(b.Experiment.ID, c)
		return shownAfter(s, b, err)
	}
	if remove {
		return nil, misuse("say which case: --change NUMBER --remove")
	}
	if c.Input, err = a.input(args, 1); err != nil {
		return nil, err
	}
	cases := []store.Case{c}
	if lines {
		cases = nil
		for line := range strings.Lines(c.Input) {
			if line = strings.TrimSpace(line); line != "" {
				cases = append(cases, store.Case{Input: line, Expected: c.Expected})
			}
		}
	}
	_, err = s.KeepCases(b.Experiment.ID, cases...)
	return shownAfter(s, b, err)
}

func shownAfter(s *store.Store, b store.Bench, err error) (result, error) {
	if err != nil {
		return nil, err
	}
	return shownBench(s.Bench(b.Experiment.ID))
}

// caseID is the id of a case of which the number was given.
func caseID(number string) string {
	return fmt.Sprintf("%04s", strings.TrimLeft(number, "0"))
}

func caseFrom(old, c store.Case) store.Case {
	c.Input = old.Input
	if c.Name == "" {
		c.Name = old.Name
	}
	if c.Expected == "" {
		c.Expected = old.Expected
	}
	return c
}

func (a *app) journalOutputCommand() *cobra.Command {
	var file string
	minutes := -1
	var remove bool
	cmd := a.verb("output ID VARIANT CASE [TEXT]", "Keep what a variant made of a case", func(args []string) (result, error) {
		return a.journalOutput(args, file, minutes, remove)
	})
	cmd.Long = "Keep what a variant made of a case; without TEXT, or with -, it is read from standard input. " +
		"The first output of an entry locks what was expected and what counts as success."
	write(cmd, &file, "file", "read it from a `FILE`")
	whole(cmd, &minutes, "minutes", 0, 100_000, "the `MINUTES` a person needed to get it ready for use")
	cmd.Flags().BoolVar(&remove, "remove", false, "take the output away")
	cmd.Example = "  waymark journal output 01M86 a 1 \"We are sorry. Your refund is on its way.\"\n  waymark journal output 01M86 b 1 --file answer.txt"
	return cmd
}

func (a *app) journalOutput(args []string, file string, minutes int, remove bool) (result, error) {
	s := a.store()
	o := store.Output{Variant: strings.ToLower(args[1]), Case: caseID(args[2]), Source: store.FromPaste}
	if remove {
		return shownBench(s.RemoveOutput(args[0], o.Variant, o.Case))
	}
	var err error
	if o.Text, err = a.outputText(args, file); err != nil {
		return nil, err
	}
	if file != "" {
		o.Source = store.FromFile
	}
	if minutes >= 0 {
		o.Minutes = &minutes
	}
	return shownBench(s.KeepOutputs(args[0], o))
}

// maxOutput bounds an output that is read from a file or a command, in bytes.
const maxOutput = 1 << 20

func (a *app) outputText(args []string, file string) (string, error) {
	var text []byte
	var err error
	switch {
	case file != "":
		text, err = bench.ReadUpTo(file, maxOutput+1)
	case len(args) > 3 && args[3] != "-":
		return args[3], nil
	case isTerminal(a.stdin):
		return "", misuse("say what came out: as TEXT, with --file, or through a pipe")
	default:
		text, err = io.ReadAll(io.LimitReader(a.stdin, maxOutput+1))
	}
	if err == nil && len(text) > maxOutput {
		err = misuse("the output is longer than %d KB; shorten it", maxOutput>>10)
	}
	return clean.Text(string(text)), err
}

func (a *app) journalCheck(args []string) (result, error) {
	return shownBench(a.store().SetChecks(args[0], args[1:]))
}
