package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/exchange"
)

// The forms in which the journal is written.
const (
	asMarkdown = "md"
	asJSON     = "json"
	asCSV      = "csv"
)

func (a *app) journalExportCommand() *cobra.Command {
	format := asMarkdown
	var outputs, force bool
	var only []string
	cmd := a.verb("export [PATH]", "Write the journal as Markdown, JSON or CSV", func(args []string) (result, error) {
		return a.journalExport(args, exporting{format, only, outputs, force})
	})
	cmd.Long = "Write the journal. md: a file for each entry in the folder PATH. json: everything in one document. csv: a row for each entry, " +
		"or with --outputs for each output of the bench. json and csv go to the file PATH, or without it to standard output. " +
		"An entry that is being rated blind is written without what tells its variants apart."
	choose(cmd, &format, "format", []string{asMarkdown, asJSON, asCSV}, "md, json or csv (md)")
	cmd.Flags().StringArrayVar(&only, "entry", nil, "only the entry `ID`; may be given again")
	cmd.Flags().BoolVar(&outputs, "outputs", false, "with csv: the outputs instead of the entries")
	cmd.Flags().BoolVar(&force, "force", false, "write over files that are there")
	cmd.Example = "  waymark journal export journal\n  waymark journal export --format csv entries.csv"
	return cmd
}

// exporting is how the journal is to be written.
type exporting struct {
	format  string
	only    []string
	outputs bool
	force   bool
}

// exported says what was written.
type exported struct {
	Format  string   `json:"format"`
	Entries int      `json:"entries"`
	Files   []string `json:"files"`

	raw []byte // what goes to standard output where there is no file
}

func (a *app) journalExport(args []string, how exporting) (result, error) {
	if how.outputs && how.format != asCSV {
		return nil, misuse("--outputs goes with --format csv; the other forms hold them anyway")
	}
	if how.format == asMarkdown && len(args) == 0 {
		return nil, misuse("say into which folder: waymark journal export FOLDER")
	}
	benches, err := a.benches(how.only)
	if err != nil {
		return nil, err
	}
	done := exported{Format: how.format, Entries: len(benches), Files: []string{}}
	if how.format == asMarkdown {
		done.Files, err = exportMarkdown(args[0], benches, how.force)
		return done, err
	}
	var out bytes.Buffer
	if err := a.writeJournal(&out, benches, how); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		done.raw = out.Bytes()
		return done, nil
	}
	done.Files = []string{args[0]}
	return done, writeNew(args[0], out.Bytes(), how.force)
}

func (a *app) writeJournal(out *bytes.Buffer, benches []store.Bench, how exporting) error {
	switch {
	case how.format == asJSON:
		return exchange.WriteJSON(out, a.now(), benches)
	case how.outputs:
		return exchange.WriteOutputsCSV(out, benches)
	}
	var entries []store.Experiment
	for _, b := range benches {
		entries = append(entries, b.Experiment)
	}
	return exchange.WriteCSV(out, entries)
}

// benches reads the entries with all that belongs to them: those with the ids, or
// all, newest first.
func (a *app) benches(only []string) ([]store.Bench, error) {
	s := a.store()
	ids := only
	if len(only) == 0 {
		all, err := s.Experiments()
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			ids = append(ids, x.ID)
		}
	}
	var benches []store.Bench
	for _, id := range ids {
		b, err := s.Bench(id)
		if err != nil {
			return nil, err
		}
		benches = append(benches, b)
	}
	return benches, nil
}

func exportMarkdown(dir string, benches []store.Bench, force bool) ([]string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	files := []string{}
	for _, b := range benches {
		path := filepath.Join(dir, exchange.Name(b.Experiment)+".md")
		if err := writeNew(path, exchange.Markdown(b), force); err != nil {
			return files, err
		}
		files = append(files, path)
	}
	return files, nil
}

// writeNew writes a file whole or not at all, for the learner alone. It replaces one
// that is there only where that was asked for, and never through a link.
func writeNew(path string, data []byte, force bool) error {
	info, err := os.Lstat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file; choose another name", path)
	case err == nil && !force:
		return misuse("%s is there already; choose another name, or write over it with --force", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return maybe.WriteFile(path, data, 0o600)
}

func (e exported) text(p *page) {
	if e.raw != nil {
		p.raw(e.raw)
		return
	}
	p.say("Written: %s.", entries(e.Entries))
	for _, file := range e.Files {
		p.inset("%s", file)
	}
}
