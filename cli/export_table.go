package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/exchange"
	"waymark/store/interop"
)

// ofCompleted names the table that is no learner's own business alone.
const ofCompleted = "completed"

func (a *app) exportCSVCommand() *cobra.Command {
	var f exportFlags
	of := ofCompleted
	cmd := a.verb("csv", "What you completed, or all that you did, as a table", func([]string) (result, error) {
		if of == ofCompleted {
			return a.exportCompleted(f)
		}
		if f.name {
			return nil, misuse("--name goes with --of %s; the other tables name nobody", ofCompleted)
		}
		return a.exportTable(of, f)
	})
	names := []string{ofCompleted}
	var tables []string
	for _, t := range exchange.Tables() {
		names = append(names, t.Name)
		tables = append(tables, fmt.Sprintf("%s (%s)", t.Name, t.About))
	}
	cmd.Long = "What you completed, as a table for a learning management system: lessons, checks, modules and the pathway, each with the day. " +
		"No answer, no score and no time is in it. docs/interoperability.md describes the columns.\n\nWith --of another table, for a spreadsheet of your own: " + strings.Join(tables, ", ") +
		". These hold answers and times. The journal is waymark journal export --format csv."
	cmd.Example = "  waymark export csv --to completed.csv\n  waymark export csv --of answers --to answers.csv"
	choose(cmd, &of, "of", names, "which table (completed)")
	f.add(cmd, true)
	return cmd
}

func (a *app) exportCompleted(f exportFlags) (result, error) {
	who, records, err := a.completed(f.name)
	if err != nil {
		return nil, err
	}
	table, err := interop.Table(who, records)
	if err != nil {
		return nil, err
	}
	return handedOut(f, "csv", len(records), table)
}

func (a *app) exportTable(name string, f exportFlags) (result, error) {
	table, _ := exchange.TableOf(name)
	var out bytes.Buffer
	rows, err := table.Write(&out, a.store())
	if err != nil {
		return nil, err
	}
	return handedOut(f, "csv", rows, out.Bytes())
}
