package interop

import (
	"bytes"
	"encoding/csv"

	"waymark/store/clean"
)

// columns are the columns of the table, which docs/interoperability.md describes.
func columns() []string {
	return []string{"learner_id", "learner_name", "type", "id", "title", "version", "status", "completed_on"}
}

// Table is records as a table for a learning management system: a row for each, in CSV
// (RFC 4180). What a spreadsheet would run as a formula has an apostrophe before it.
func Table(who Learner, records []Record) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	rows := [][]string{columns()}
	for _, r := range records {
		rows = append(rows, []string{who.ID, who.Name, r.Kind, r.ID, r.Title, r.Version, r.Status, r.Day})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = clean.Cell(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
