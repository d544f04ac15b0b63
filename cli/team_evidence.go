package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/envelope"
	"waymark/store/evidence"
	"waymark/store/team"
)

// teamEvidence is a pack of evidence that was written.
type teamEvidence struct {
	Folder      string            `json:"folder"`
	Team        string            `json:"team"`       // title; empty: everybody
	Department  string            `json:"department"` // title; empty: all
	Day         string            `json:"day"`
	Key         string            `json:"key"`
	Fingerprint string            `json:"fingerprint"`
	People      int               `json:"people"`
	Records     int               `json:"records"`
	Lessons     int               `json:"lessons"`  // texts that are in it
	NotHeld     int               `json:"not_held"` // texts that are named and not in it
	Without     int               `json:"without"`  // people of whom no lesson is recorded
	Untold      int               `json:"untold"`   // people who share no lessons
	Frameworks  []evidenceMissing `json:"frameworks"`
}

// evidenceMissing is a framework with the areas of which nobody completed a lesson.
type evidenceMissing struct {
	Framework string   `json:"framework"`
	Areas     int      `json:"areas"`
	Missing   []string `json:"missing"`
}

func (a *app) teamEvidenceCommand() *cobra.Command {
	var to string
	cmd := a.viewCommand("evidence", "Write what was taught, for an auditor", "It writes a folder with the records, a report, the "+
		"map of frameworks and the lessons to the letter, signed with your key. It names people, and holds the reasons of what you gave and waived: "+
		"read the report before you hand it on. Whoever gets it checks it with waymark evidence verify.", team.EvidenceView,
		func(_ []string, of chosen) (result, error) { return a.teamEvidence(to, of) })
	cmd.Example = "  waymark team evidence\n  waymark team evidence --to /audit/2026 --team Sales"
	cmd.Flags().StringVar(&to, "to", "", "the new `FOLDER` (waymark-evidence- and the day)")
	return cmd
}

func (a *app) teamEvidence(to string, of chosen) (result, error) {
	c, s, f, err := a.view(of)
	if err != nil {
		return nil, err
	}
	p, err := evidence.Make(c, s, f, a.now())
	if err != nil {
		return nil, err
	}
	if len(p.People) == 0 {
		return nil, misuse("there is nobody to write about: take in snapshots first, with waymark team import DIR, or choose other people")
	}
	folder, err := evidence.Write(s, p, cmp.Or(to, p.FolderName()))
	if err != nil {
		return nil, err
	}
	done := teamEvidence{
		Folder: folder, Team: p.Team, Department: p.Department, Day: p.Made, Key: p.Lead.Key, Fingerprint: envelope.Fingerprint(p.Lead.Key),
		People: len(p.People), Records: len(p.Records), Lessons: len(p.Lessons) - len(p.NotHeld()), NotHeld: len(p.NotHeld()),
		Without: len(p.Without()), Untold: len(p.Untold()), Frameworks: []evidenceMissing{},
	}
	for _, f := range p.Frameworks() {
		lacking := evidenceMissing{f.Name, f.Areas, []string{}}
		for _, area := range f.Missing {
			lacking.Missing = append(lacking.Missing, area.ID)
		}
		done.Frameworks = append(done.Frameworks, lacking)
	}
	return done, nil
}

func (d teamEvidence) text(p *page) {
	p.say("Written: %s of %s, signed with your key (fingerprint %s)", count(d.Records, "record"), people(d.People), d.Fingerprint)
	p.inset("%s", d.Folder)
	p.say("What is missing:")
	rows := [][]string{}
	for _, f := range d.Frameworks {
		words := "each of its areas was taught to somebody"
		if len(f.Missing) > 0 {
			words = fmt.Sprintf("%d of %d areas were taught to nobody: %s", len(f.Missing), f.Areas, strings.Join(f.Missing, ", "))
		}
		rows = append(rows, []string{f.Framework, words})
	}
	rows = append(rows,
		[]string{"People", fmt.Sprintf("%s without a lesson, and %s who share none", people(d.Without), people(d.Untold))},
		[]string{"Texts", fmt.Sprintf("%s in it, %d named that your packs do not hold", count(d.Lessons, "lesson"), d.NotHeld)},
	)
	p.table(rows)
	p.say("Read REPORT.html before you hand it on: it names people. To check it: waymark evidence verify %s", d.Folder)
}
