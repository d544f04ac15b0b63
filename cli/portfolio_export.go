package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/portfolio"
)

// portfolioPage is a page on its way out.
type portfolioPage struct {
	portfolio.Page
	encoded  []byte // for standard output
	warnings []portfolio.Warning
}

// portfolioFile is a page that was written.
type portfolioFile struct {
	File     string        `json:"file"`
	Format   string        `json:"format"`
	Pieces   int           `json:"pieces"`
	Warnings []pageWarning `json:"warnings"`
}

type pageWarning struct {
	Where string `json:"where"`
	What  string `json:"what"`
	Part  string `json:"part"`
}

func (a *app) portfolioExportCommand() *cobra.Command {
	var format string
	var pieces []string
	var force bool
	cmd := a.verb("export [PATH]", "Make one page of pieces, badges and lessons", func(args []string) (result, error) {
		return a.portfolioExport(strings.Join(args, ""), format, pieces, force)
	})
	cmd.Long = "Make one page of your pieces, the badges that you earned and the lessons that you did: Markdown, one HTML file " +
		"that needs no other, or JSON; to a file, or without PATH to standard output. What looks like an address, a number or a key is " +
		"named on standard error: look at it before you hand the page on."
	cmd.Example = "  waymark portfolio export portfolio.html\n  waymark portfolio export --format md --piece 01M86"
	choose(cmd, &format, "format", []string{"md", "html", "json"}, "md, html or json (without: by the name of the file)")
	cmd.Flags().StringArrayVar(&pieces, "piece", nil, "only the piece with this `ID`; may be given again")
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	return cmd
}

func (a *app) portfolioExport(path, format string, ids []string, force bool) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	w, _, err := a.work()
	if err != nil {
		return nil, err
	}
	profile, err := a.store().Profile()
	if err != nil {
		return nil, err
	}
	chosen := w.Pieces
	if len(ids) > 0 {
		chosen = nil
	}
	for _, id := range ids {
		p, err := a.store().Piece(id)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, p)
	}
	page, err := portfolio.Make(catalogue, w, profile.Department, chosen, a.now())
	if err != nil {
		return nil, err
	}
	if format == "" {
		format = portfolio.FormatOf(path)
	}
	encoded, err := page.Encode(format)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return portfolioPage{page, encoded, page.Warnings()}, nil
	}
	file, err := portfolio.Write(path, encoded, force)
	if errors.Is(err, portfolio.ErrExists) {
		return nil, fmt.Errorf("%w: give --force to write over it, or another name", err)
	}
	if err != nil {
		return nil, err
	}
	written := portfolioFile{file, format, len(chosen), []pageWarning{}}
	for _, m := range page.Warnings() {
		written.Warnings = append(written.Warnings, pageWarning(m))
	}
	return written, nil
}

func warningNotes(all []portfolio.Warning) []string {
	var notes []string
	for _, m := range all {
		notes = append(notes, fmt.Sprintf("look at this before you hand the page on: %s, %s: %s", m.Where, m.What, m.Part))
	}
	return notes
}

func (p portfolioPage) notes() []string { return warningNotes(p.warnings) }

func (p portfolioPage) text(out *page) { out.raw([]byte(clean.Text(string(p.encoded)))) }

func (f portfolioFile) notes() []string {
	all := make([]portfolio.Warning, len(f.Warnings))
	for i, m := range f.Warnings {
		all[i] = portfolio.Warning(m)
	}
	return warningNotes(all)
}

func (f portfolioFile) text(p *page) {
	p.raw([]byte(clean.Line(f.File) + "\n"))
}
