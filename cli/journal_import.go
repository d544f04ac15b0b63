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
	"waymark/store/exchange"
)

// errImport is a file that cannot be taken in.
var errImport = errors.New("the file cannot be taken in")

func (a *app) journalImportCommand() *cobra.Command {
	var into, title string
	cmd := a.verb("import PATH", "Take in an export of a journal, or results that another tool made", func(args []string) (result, error) {
		return a.journalImport(args[0], into, title)
	})
	cmd.Long = "Take in what waymark journal export wrote, md, json or csv: an entry that is in the journal already is left as it is. Or take in variants, cases and outputs that another tool made: the results of promptfoo (JSON), a table (CSV) or JSON Lines. " +
		"They become an entry of their own, or with --into join one: a variant of the same name and a case of the same input are the same, " +
		"and an output for a place that has one is a further try."
	cmd.Example = "  waymark journal import results.json\n  waymark journal import outputs.csv --into 01M86"
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
	data, err := bench.ReadUpTo(path, exchange.MaxJSON+1)
	if err != nil {
		return nil, err
	}
	if entries, ours, err := journalIn(path, data); ours {
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %v", errImport, path, err)
		}
		return a.takeIn(path, entries)
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

// journalIn reads a file that journal export wrote; ours is false for any other.
func journalIn(path string, data []byte) (entries []store.Bench, ours bool, err error) {
	var alone []store.Experiment
	switch {
	case strings.EqualFold(filepath.Ext(path), ".md"):
		read := exchange.ReadMarkdown(data)
		if len(read.Problems) > 0 {
			return nil, true, errors.New(read.Problems[0].String())
		}
		x, failed := read.Experiment()
		alone, err = []store.Experiment{x}, failed
	case exchange.IsJSON(data):
		entries, err = exchange.ReadJSON(data)
		return entries, true, err
	case exchange.IsCSV(data):
		alone, err = exchange.ReadCSV(data)
	default:
		return nil, false, nil
	}
	for _, x := range alone {
		entries = append(entries, store.Bench{Experiment: x})
	}
	return entries, true, err
}

// takenIn says which entries of an export are new here.
type takenIn struct {
	File  string   `json:"file"`
	Taken int      `json:"taken"`
	Known []string `json:"known"` // ids of entries that were here already
}

func (a *app) takeIn(path string, entries []store.Bench) (result, error) {
	done, err := a.store().ImportExperiments(entries)
	if errors.Is(err, store.ErrInvalid) {
		err = fmt.Errorf("%w: %s: %v", errImport, path, err)
	}
	return takenIn{path, done.Taken, append([]string{}, done.Known...)}, err
}

func (t takenIn) text(p *page) {
	p.say("Taken in from %s: %s.", t.File, entries(t.Taken))
	if len(t.Known) > 0 {
		p.say("%s in your journal already and stay as they are.", countAre(len(t.Known)))
	}
}

func countAre(n int) string {
	if n == 1 {
		return "1 entry was"
	}
	return fmt.Sprintf("%d entries were", n)
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
