package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/interop"
	"waymark/store/snapshot"
)

// An exportedFile is something for another system: in a file, or on its way to standard output.
type exportedFile struct {
	File    string `json:"file"`    // empty: none was written
	Format  string `json:"format"`  // xapi, badge, csv, anki, events or ics
	Items   int    `json:"items"`   // statements, badges, rows, cards or events
	Content string `json:"content"` // where no file was written
}

// asCalendar is the form of a calendar.
const asCalendar = "ics"

// exportFlags are what all exports have in common.
type exportFlags struct {
	to    string
	force bool
	name  bool
}

func (a *app) exportCommand() *cobra.Command {
	return a.noun("export", "Your own data, for other systems", a.exportXapiCommand(), a.exportBadgeCommand(), a.exportCSVCommand(), a.exportAnkiCommand(), a.exportCalendarCommand(), a.exportEventsCommand(),
		a.exportLogCommand())
}

func (f *exportFlags) add(cmd *cobra.Command, named bool) {
	cmd.Flags().StringVar(&f.to, "to", "", "write to this `FILE`")
	cmd.Flags().BoolVar(&f.force, "force", false, "write over a file that is there")
	if named {
		cmd.Flags().BoolVar(&f.name, "name", false, "with your name, and not with your random id alone")
	}
}

func (a *app) exportEventsCommand() *cobra.Command {
	var f exportFlags
	cmd := a.verb("events", "Your whole log, a line for each event", func([]string) (result, error) {
		var out bytes.Buffer
		lines, n := json.NewEncoder(&out), 0
		lines.SetEscapeHTML(false)
		err := a.store().Events(func(e store.Event) error {
			n++
			return lines.Encode(e)
		})
		if err != nil {
			return nil, err
		}
		return handedOut(f, "events", n, out.Bytes())
	})
	cmd.Long = "Your whole log, as JSON Lines: everything that you did in Waymark, with times, answers and private entries, also what you took back. " +
		"It is for you. While you rate blind, it tells the labels apart."
	cmd.Example = "  waymark export events --to everything.jsonl"
	f.add(cmd, false)
	return cmd
}

// completed is what the learner completed, and how they are named there.
func (a *app) completed(named bool) (interop.Learner, []interop.Record, error) {
	c, err := a.catalogue()
	if err != nil {
		return interop.Learner{}, nil, err
	}
	who, records, err := interop.Read(c, a.store())
	if err != nil || !named {
		return who, records, err
	}
	p, err := a.store().Profile()
	if err == nil && p.Name == "" {
		err = misuse("you have no name in Waymark: give one with waymark settings set name NAME, or leave --name out")
	}
	who.Name = p.Name
	return who, records, err
}

// handedOut writes an export, or hands it to standard output.
func handedOut(f exportFlags, format string, items int, content []byte) (result, error) {
	if f.to == "" {
		return exportedFile{Format: format, Items: items, Content: string(content)}, nil
	}
	path, err := filepath.Abs(snapshot.Expand(f.to))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return nil, snapshot.MissingError{Message: "there is no folder " + filepath.Dir(path) + "; make it first"}
	}
	if err := writeNew(path, content, f.force); err != nil {
		return nil, err
	}
	return exportedFile{File: path, Format: format, Items: items}, nil
}

func (e exportedFile) notes() []string {
	if e.File == "" {
		return nil
	}
	return []string{fmt.Sprintf("written: %s", count(e.Items, map[string]string{"xapi": "statement", "badge": "badge", "csv": "row", "events": "event", asCalendar: "event", "anki": "card"}[e.Format]))}
}

func (e exportedFile) text(p *page) {
	if e.File != "" {
		p.say("%s", e.File)
		return
	}
	content, marked := strings.CutPrefix(e.Content, "\ufeff")
	if marked { // of a table, as UTF-8
		p.raw([]byte("\ufeff"))
	}
	for line := range strings.Lines(content) { // of which those of a calendar end as its standard wants it
		text, ended := strings.CutSuffix(line, "\r\n")
		p.raw(escapeControls([]byte(text)))
		if ended {
			p.raw([]byte("\r\n"))
		}
	}
}
