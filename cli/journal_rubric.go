package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/progress"
)

// rubricList is the rubrics that there are: those of the packs, and the learner's own.
type rubricList struct {
	Rubrics []store.Rubric `json:"rubrics"`
}

func (a *app) journalRubricCommand() *cobra.Command {
	cmd := a.verb("rubric [ID] [RUBRIC]", "List the rubrics, or choose the one that an entry's outputs are rated by", a.journalRubric)
	cmd.Long = "Without words, list the rubrics. With ID, show the rubric of an entry; with RUBRIC as well, choose it: by its id, or its beginning. " +
		"The entry keeps a copy, so that its ratings mean what they meant."
	cmd.Example = "  waymark journal rubric"
	return cmd
}

func (a *app) journalRubric(args []string) (result, error) {
	if len(args) == 1 {
		return shownBench(a.store().Bench(args[0]))
	}
	all, err := a.rubrics()
	if err != nil || len(args) == 0 {
		return rubricList{all}, err
	}
	var found []store.Rubric
	for _, r := range all {
		if r.ID == args[1] {
			found = []store.Rubric{r}
			break
		}
		if strings.HasPrefix(r.ID, args[1]) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%w: no rubric has an id that begins with %q; waymark journal rubric lists them", store.ErrNotFound, args[1])
	case 1:
		return shownBench(a.store().ChooseRubric(args[0], found[0]))
	}
	return nil, misuse("%q fits %d rubrics; give more of it", args[1], len(found))
}

// rubrics are those of the packs, then the learner's own.
func (a *app) rubrics() ([]store.Rubric, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	packed, err := catalogue.Rubrics()
	if err != nil {
		return nil, err
	}
	all := []store.Rubric{}
	for _, r := range packed {
		all = append(all, progress.RubricOf(r))
	}
	own, err := a.store().Rubrics()
	return append(all, own...), err
}

func (l rubricList) text(p *page) {
	rows := make([][]string, len(l.Rubrics))
	for i, r := range l.Rubrics {
		var names []string
		for _, c := range r.Criteria {
			names = append(names, c.Name)
		}
		rows[i] = []string{r.ID, r.Title + ": " + strings.Join(names, ", ")}
	}
	p.table(rows)
}

// rubricText writes a rubric with its scale in words.
func rubricText(p *page, r store.Rubric) {
	p.say("Rubric: %s, version %s", r.Title, r.Version)
	for _, c := range r.Criteria {
		weight := fmt.Sprintf("weight %d", c.Weight)
		if c.Gate {
			weight = "a gate: below the top score the output fails"
		}
		p.inset("%s (%s)", c.Name, weight)
		var rows [][]string
		for _, a := range c.Anchors {
			rows = append(rows, []string{"    " + strconv.Itoa(a.Score), a.Text})
		}
		p.table(rows)
	}
}
