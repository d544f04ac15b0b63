package team_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/portfolio"
	"waymark/store/snapshot"
	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

// reported is a team whose people wrote what must not become markup or a formula, and
// whose lead keeps private words about them.
func reported(t *testing.T) (*store.Store, *curriculum.Catalogue) {
	t.Helper()
	s, dir := newStore(t), t.TempDir()
	asks := Snap(1, "=cmd|' /C calc'!A0", 2, Module("foundations", 1, 5))
	asks.Hands = []snapshot.Topic{{About: "pivot tables", Note: "HANDNOTE", Since: "2026-11-20"}}
	helps := Full(2, 1)
	helps.Learner.Name = "Ben | <b>"
	helps.Offers = []snapshot.Topic{{About: "pivot tables", Note: "HANDNOTE", Since: "2026-11-01"}}
	helps.Cards[0].Learning, helps.Cards[0].Broke = "[click](http://evil.example) `x`", "two\nlines"
	Put(t, dir, "1.json", Signed(t, 1, asks))
	Put(t, dir, "2.json", Signed(t, 2, helps))
	imported(t, s, dir)
	_, err := s.KeepTalkNote(ID(1), "PRIVATENOTE")
	check(t, err)
	_, err = s.RecordTalk(ID(1))
	check(t, err)
	_, err = s.Assign(store.Assignment{Learner: ID(1), Module: "foundations", Due: "2026-11-25", Reason: "GIVENREASON"})
	check(t, err)
	c, err := curriculum.Load(curriculum.Embedded())
	check(t, err)
	return s, c
}

func TestAReportSaysWhatTheViewsSayAndNothingPrivate(t *testing.T) {
	s, c := reported(t)
	r, err := team.NewReport(c, s, team.Filter{}, now)
	check(t, err)
	table, err := r.CSV()
	check(t, err)
	again, err := team.NewReport(c, s, team.Filter{}, now)
	check(t, err)
	same(t, "the same again", string(again.Markdown()), string(r.Markdown()))
	for form, content := range map[string]string{"CSV": string(table), "Markdown": string(r.Markdown())} {
		for _, private := range []string{"PRIVATENOTE", "HANDNOTE", ID(1), DID(1)} {
			if strings.Contains(content, private) {
				t.Errorf("the %s holds %s", form, private)
			}
		}
		for _, view := range []string{"Attention", "Board", "Modules", "Help map", "Wall", "Coverage", "not for appraisal", "hand up"} {
			if !strings.Contains(content, view) {
				t.Errorf("the %s says nothing of %s", form, view)
			}
		}
	}
}

func TestAReportIsOfThoseWhomTheFilterLeaves(t *testing.T) {
	s := newStore(t)
	c, err := curriculum.Load(curriculum.Embedded())
	check(t, err)
	sales, err := s.KeepTeam(store.Team{Title: "Sales"})
	check(t, err)
	dir := t.TempDir()
	for n, department := range []string{"hr", "finance", "hr"} {
		snap := Snap(n, "Person "+strconv.Itoa(n), 1, Module("foundations", 1, 5))
		snap.Learner.Department = department
		Put(t, dir, strconv.Itoa(n)+".json", Signed(t, n, snap))
	}
	_, err = team.Import(s, sales.ID, dir, now)
	check(t, err)
	for _, tt := range []struct {
		filter team.Filter
		title  string
		people int
	}{
		{team.Filter{}, "Everybody", 3},
		{team.Filter{Team: sales.ID}, "Sales", 3},
		{team.Filter{Department: "finance"}, "Everybody, Finance", 1},
		{team.Filter{Team: sales.ID, Department: "hr"}, "Sales, HR", 2},
		{team.Filter{Department: "sales"}, "Everybody, Sales", 0},
	} {
		r, err := team.NewReport(c, s, tt.filter, now)
		check(t, err)
		same(t, tt.title, len(r.Board.Rows), tt.people)
		title, _, _ := strings.Cut(string(r.Markdown()), "\n")
		same(t, "title", title, "# Report: "+clean.Literal(tt.title))
	}
	if _, err := team.NewReport(c, s, team.Filter{Team: "none"}, now); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a team that is not there: %v", err)
	}
}

func TestACellOfAReportIsNoFormula(t *testing.T) {
	s, c := reported(t)
	r, err := team.NewReport(c, s, team.Filter{}, now)
	check(t, err)
	content, err := r.CSV()
	check(t, err)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff")))).ReadAll()
	check(t, err)
	if len(rows) < 20 || strings.Count(string(content), "\n") != len(rows) || strings.Count(string(content), "\r\n") != len(rows) {
		t.Errorf("%d rows; each should be a line that ends in CR LF", len(rows))
	}
	defused := false
	for _, row := range rows {
		same(t, "cells", len(row), len(rows[0]))
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
				t.Errorf("a spreadsheet would run %q", cell)
			}
			defused = defused || strings.HasPrefix(cell, "'=cmd")
		}
	}
	same(t, "the formula is there as a text", defused, true)
}

func TestMarkupInAReportIsShown(t *testing.T) {
	s, c := reported(t)
	r, err := team.NewReport(c, s, team.Filter{}, now)
	check(t, err)
	r.Team = "*HR*"
	page := string(r.Markdown())
	for _, want := range []string{`# Report: \*HR\*`, `Ben \| \<b\>`, "\\[click\\](http://evil.example) \\`x\\`", "two lines"} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestAReportIsWrittenWholeAndOverNothing(t *testing.T) {
	s, c := reported(t)
	r, err := team.NewReport(c, s, team.Filter{}, now)
	check(t, err)
	dir := t.TempDir()
	path := filepath.Join(dir, "report.md")
	_, err = team.WriteReport(path, r, false)
	check(t, err)
	if _, err = team.WriteReport(path, r, false); !errors.Is(err, portfolio.ErrExists) {
		t.Errorf("%v, want ErrExists", err)
	}
	_, err = team.WriteReport(path, r, true)
	check(t, err)
	if _, err = team.WriteReport(filepath.Join(dir, "report.docx"), r, false); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("%v, want ErrInvalid", err)
	}
	link := filepath.Join(dir, "link.csv")
	if os.Symlink(path, link) == nil {
		if _, err = team.WriteReport(link, r, true); err == nil {
			t.Error("a link is followed")
		}
	}
	names, err := os.ReadDir(dir)
	check(t, err)
	same(t, "files", len(names), 2)
}
