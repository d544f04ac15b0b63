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
	Format string `json:"format"` // html, md or csv
	Report string `json:"report"` // where no file was written
}

func (a *app) teamReportCommand() *cobra.Command {
	var html, csv, md string
	var of chosen
	var force bool
	cmd := a.verb("report", "Write how the team stands, to hand on", func([]string) (result, error) {
		return a.teamReport(of, map[string]string{"html": html, "csv": csv, "md": md}, force)
	})
	cmd.Long = "Write how the team stands, to hand on: as a page for a browser, with charts (--html FILE), as a table (--csv FILE), or as " +
		"Markdown (--md FILE, or to standard output without any of them). It says what your views say. Private notes and talks have no place in it."
	cmd.Example = "  waymark team report --html team.html\n  waymark team report --department sales\n  waymark team report --csv team.csv --team Sales"
	cmd.Flags().StringVar(&html, "html", "", "write a page for a browser to this `FILE`")
	cmd.Flags().StringVar(&csv, "csv", "", "write a table to this `FILE`")
	cmd.Flags().StringVar(&md, "md", "", "write Markdown to this `FILE`")
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	choose(cmd, &of.department, "department", departments(), "only people of this department")
	a.teamFlag(cmd, &of.team)
	cmd.MarkFlagsMutuallyExclusive("html", "csv", "md")
	return cmd
}

// teamReport writes a report into the file of the one form that has one.
func (a *app) teamReport(of chosen, files map[string]string, force bool) (result, error) {
	path, format := "", "md"
	for form, file := range files {
		if file != "" {
			path, format = file, form
		}
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
