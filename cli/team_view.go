package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/team"
)

// freshness says how new the snapshots are that a view is drawn from.
type freshness struct {
	Fresh      int `json:"fresh"`
	Total      int `json:"total"`
	OldestDays int `json:"oldest_days"`

	words string
}

func freshnessOf(f team.Freshness) freshness {
	return freshness{f.Fresh, f.Total, f.OldestDays, f.Words()}
}

// header is the first line of every view; it is not shown where there is nobody.
func (f freshness) header(p *page) bool {
	if f.Total == 0 {
		p.say("There is nobody here yet. Collect your people's snapshots in a folder, then:")
		p.inset("waymark team import DIR")
		return false
	}
	p.say("Snapshots: %s", f.words)
	return true
}

// chosen is what the flags of a view choose.
type chosen struct{ team, department string }

// viewCommand makes a command that shows one of a lead's views. Its help says by which
// rules somebody is named.
func (a *app) viewCommand(use, short, more string, view team.View, do func(args []string, of chosen) (result, error)) *cobra.Command {
	var of chosen
	cmd := a.verb(use, short, func(args []string) (result, error) { return do(args, of) })
	cmd.Long = strings.TrimSpace(short+". "+more) + "\n"
	for _, rule := range team.Rules(view) {
		cmd.Long += "\n- " + rule
	}
	choose(cmd, &of.department, "department", departments(), "only people of this department")
	a.teamFlag(cmd, &of.team)
	return cmd
}

// view is what a view is made from.
func (a *app) view(of chosen) (c *curriculum.Catalogue, s *store.Store, f team.Filter, err error) {
	if c, err = a.catalogue(); err != nil {
		return nil, nil, f, err
	}
	s, f.Department = a.store(), of.department
	if of.team == "" {
		return c, s, f, nil
	}
	teams, err := s.Teams()
	if err != nil {
		return nil, nil, f, err
	}
	t, err := namedTeam(teams, of.team)
	f.Team = t.ID
	return c, s, f, err
}

// person is somebody as every view names them.
type person struct {
	Learner    string `json:"learner"`
	Name       string `json:"name"`
	Department string `json:"department"`
}

// named is the person with their department.
func (n person) named() string {
	if n.Department == "" {
		return n.Name
	}
	return n.Name + " (" + curriculum.DepartmentTitle(n.Department) + ")"
}

// teamCause is why somebody needs their lead.
type teamCause struct {
	Kind  string `json:"kind"`
	About string `json:"about"`
	Title string `json:"title"`
	Note  string `json:"note"`
	Since string `json:"since"`
	Words string `json:"words"`
}

func causesOf(all []team.Cause) []teamCause {
	causes := []teamCause{}
	for _, c := range all {
		causes = append(causes, teamCause{c.Kind.String(), c.About, c.Title, c.Note, c.Since, c.Words()})
	}
	return causes
}

// day is an ISO day of a time; none is empty.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
