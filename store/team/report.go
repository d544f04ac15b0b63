package team

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/portfolio"
)

// A Report is how a team stands on a day, in a form that a lead can hand on: what the views
// say. It has no field for private notes and talks, and takes over no note that came with a
// hand, since that was for the lead.
type Report struct {
	Team       string // title; empty: everybody
	Department string // title; empty: every department
	Made       string // ISO day
	Attention  Attention
	Board      Board
	Hard       Hard
	Help       HelpMap
	Wall       Wall
	Coverage   Coverage
}

// NewReport makes the report of those whom a filter chooses, as of the day of now. The same
// store, filter and day give the same report. It is store.ErrNotFound where there is no
// such team.
func NewReport(c *curriculum.Catalogue, s *store.Store, f Filter, now time.Time) (Report, error) {
	r := Report{Department: curriculum.DepartmentTitle(f.Department), Made: now.Format(time.DateOnly)}
	var err error
	if r.Team, err = titleOf(s, f.Team); err != nil {
		return r, err
	}
	people, err := taughtPeopleOf(s, f)
	if err != nil {
		return r, err
	}
	details, err := Details(s)
	if err != nil {
		return r, err
	}
	err = r.fill(c, people, details, now)
	return r, err
}

// fill puts what the views say of some people into the report, without what was for the
// lead alone.
func (r *Report) fill(c *curriculum.Catalogue, people []Person, details map[string]Detail, now time.Time) (err error) {
	r.Attention = AttentionOf(c, people, now)
	for i := range r.Attention.Needs {
		for j := range r.Attention.Needs[i].Causes {
			r.Attention.Needs[i].Causes[j].Note = ""
		}
	}
	r.Board, r.Hard, r.Help = NewBoard(c, people, now), HardOf(c, people, now), HelpOf(c, people, now)
	for i := range r.Help.Hands {
		h := &r.Help.Hands[i]
		h.Topic.Note = ""
		for j := range h.Helpers {
			h.Helpers[j].Topic.Note = ""
		}
	}
	r.Wall = WallOf(people, details, now)
	r.Coverage, err = CoverageOf(c, people, details, now)
	return err
}

// titleOf is the title of a team; none has none.
func titleOf(s *store.Store, team string) (string, error) {
	if team == "" {
		return "", nil
	}
	all, err := s.Teams()
	if err != nil {
		return "", err
	}
	for _, t := range all {
		if t.ID == team {
			return t.Title, nil
		}
	}
	return "", fmt.Errorf("the team %s: %w", team, store.ErrNotFound)
}

// Purpose and privacy are said in every report.
func reportNotes() []string {
	return []string{
		"For support and training records; not for appraisal.",
		"It says what the newest snapshot of each person tells, which they saw before it left. There are no answers, scores, attempts, durations or times of day in it: none are collected.",
		"Nobody is ranked. Whoever hands this on hands on what people told their lead: ask them first.",
	}
}

// WriteReport writes a report into a file, whole or not at all, and returns its full path.
// Its form follows from the name, which ends in .html, .md or .csv; another is store.ErrInvalid. A
// file that is there is replaced only by force, and is portfolio.ErrExists otherwise. A link
// is never followed.
func WriteReport(path string, r Report, force bool) (file string, err error) {
	var content []byte
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md":
		content = r.Markdown()
	case ".html", ".htm":
		if content, err = r.HTML(); err != nil {
			return "", err
		}
	case ".csv":
		if content, err = r.CSV(); err != nil {
			return "", err
		}
	default:
		return "", fmt.Errorf("%w: the name of the report, %s: let it end in .html for a page with charts, in .md for a plain one, or in .csv for a table", store.ErrInvalid, filepath.Base(path))
	}
	return portfolio.Write(path, content, force)
}
