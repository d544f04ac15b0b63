package cli

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/team"
)

// teamReport is a report that was written, or one on its way to standard output.
type teamReport struct {
	File   string `json:"file"`   // empty: none was written
	Format string `json:"format"` // md or csv
	Report string `json:"report"` // where no file was written
}

func (a *app) teamReportCommand() *cobra.Command {
	var csv, md string
	var of chosen
	var force bool
	cmd := a.verb("report", "Write how the team stands, to hand on", func([]string) (result, error) {
		return a.teamReport(of, csv, md, force)
	})
	cmd.Long = "Write how the team stands, to hand on: as a table (--csv FILE) or as Markdown (--md FILE, or without either to standard " +
		"output). It says what your views say. Private notes and talks have no place in it."
	cmd.Example = "  waymark team report --md team.md\n  waymark team report --csv team.csv --team Sales"
	cmd.Flags().StringVar(&csv, "csv", "", "write a table to this `FILE`")
	cmd.Flags().StringVar(&md, "md", "", "write Markdown to this `FILE`")
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	choose(cmd, &of.department, "department", departments(), "only people of this department")
	a.teamFlag(cmd, &of.team)
	cmd.MarkFlagsMutuallyExclusive("csv", "md")
	return cmd
}

func (a *app) teamReport(of chosen, csv, md string, force bool) (result, error) {
	path, format := md, "md"
	if csv != "" {
		path, format = csv, "csv"
	}
	if path != "" && !strings.EqualFold(filepath.Ext(path), "."+format) {
		return nil, misuse("%q does not end in .%s, which says what is in it", path, format)
	}
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	r, err := team.NewReport(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	if path == "" {
		content := string(r.Markdown())
		return teamReport{"", format, content}, nil
	}
	file, err := team.WriteReport(path, r, force)
	if err != nil {
		return nil, err
	}
	return teamReport{file, format, ""}, nil
}

func (r teamReport) text(p *page) {
	if r.File == "" {
		p.raw([]byte(clean.Text(r.Report))) // Markdown is not broken into lines
		return
	}
	p.say("%s", r.File)
}
