package cli

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
)

// errImport is a file that cannot be taken in.
var errImport = errors.New("the file cannot be taken in")

func (a *app) journalImportCommand() *cobra.Command {
	var into, title string
	cmd := a.verb("import PATH", "Take in results that another tool made", func(args []string) (result, error) {
		return a.journalImport(args[0], into, title)
	})
	cmd.Long = "Take in variants, cases and outputs that another tool made: the results of promptfoo (JSON), a table (CSV) or JSON Lines. " +
		"They become an entry of their own, or with --into join one: a variant of the same name and a case of the same input are the same, " +
		"and an output for a place that has one is a further try."
	cmd.Example = "  waymark journal import results.json\n  waymark journal import outputs.csv --into 01JD8"
	write(cmd, &into, "into", "the `ID` of the entry that they join")
	write(cmd, &title, "title", "the title of the new entry (without: the name of the file)")
	return cmd
}

// imported is a bench with what a file brought to it.
type imported struct {
	benchShown
	File     string   `json:"file"`
	Variants int      `json:"new_variants"`
	Cases    int      `json:"new_cases"`
	Outputs  int      `json:"new_outputs"`
	Replaced int      `json:"replaced"`
	Notes    []string `json:"notes"` // what was left out, where and why
}

func (a *app) journalImport(path, into, title string) (result, error) {
	data, err := bench.ReadFile(path)
	if err != nil {
		return nil, err
	}
	read, err := bench.Import(filepath.Base(path), data)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %v", errImport, path, err)
	}
	s, filling := a.store(), store.Filling{Variants: read.Variants, Cases: read.Cases, Outputs: read.Outputs}
	if into == "" {
		if into, err = newEntryFor(s, filling, cmp.Or(title, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))); err != nil {
			return nil, err
		}
	}
	done, err := s.FillBench(into, filling)
	if err != nil {
		return nil, err
	}
	b, err := s.Bench(into)
	return imported{benchOf(b), path, done.Variants, done.Cases, done.Outputs, done.Replaced, append([]string{}, read.Notes...)}, err
}

// newEntryFor makes the entry that a filling goes to, once it is sure to fit.
func newEntryFor(s *store.Store, f store.Filling, title string) (id string, err error) {
	if _, err := (store.Bench{}).Filling(f); err != nil {
		return "", err
	}
	made, waiting, err := s.AddExperiment(store.Experiment{Title: title})
	if err == nil && waiting != nil {
		err = fmt.Errorf("the entry waits beside your file, so nothing can join it yet: %w", waiting)
	}
	return made.ID, err
}

func (i imported) text(p *page) {
	p.say("Taken in from %s: %s, %s, %s.", i.File, count(i.Variants, "new variant"), count(i.Cases, "new case"), count(i.Outputs, "output"))
	if i.Replaced > 0 {
		p.say("%s took the place of an earlier one, as a further try.", count(i.Replaced, "output"))
	}
	for _, reason := range i.Notes {
		p.inset("Left out: %s", reason)
	}
	p.gap()
	i.benchShown.text(p)
}
