package cli

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store/envelope"
	"waymark/store/evidence"
)

// evidenceVerified says whether a pack of evidence is what was signed, and what is not.
type evidenceVerified struct {
	Folder      string           `json:"folder"`
	Holds       bool             `json:"holds"`
	Name        string           `json:"name"` // of whoever signed
	Key         string           `json:"key"`
	Fingerprint string           `json:"fingerprint"`
	Day         string           `json:"day"`
	Team        string           `json:"team"`
	Department  string           `json:"department"`
	People      int              `json:"people"`
	Records     int              `json:"records"`
	Files       int              `json:"files"`
	Changes     []evidenceChange `json:"changes"`
	More        int              `json:"more"` // changes that are not listed

	wrong error
}

// evidenceChange is a file or a row that is not what was signed.
type evidenceChange struct {
	File   string `json:"file"`
	What   string `json:"what"` // changed, missing, added or moved
	Row    int    `json:"row"`
	Line   int    `json:"line"`
	Person string `json:"person"`
	Lesson string `json:"lesson"`
	Module string `json:"module"`
	Words  string `json:"words"`
}

func (a *app) evidenceCommand() *cobra.Command {
	var key string
	verify := a.verb("verify DIR", "See whether a pack of evidence is what was signed", func(args []string) (result, error) {
		return evidenceVerify(args[0], key)
	})
	verify.Long = "See whether a pack of evidence is what was signed: the signature, every file, and the records with their chain. What " +
		"was changed is named: the file, and of the records the row, with the person and the lesson. It needs no data of your own. " +
		"With --key it also has to be signed by that key; have the lead read the fingerprint to you. A pack that was changed ends with code 6, " +
		"a folder that holds none with code 5."
	verify.Example = "  waymark evidence verify waymark-evidence-2026-11-24\n  waymark evidence verify /audit/pack --key did:key:z6Mk..."
	write(verify, &key, "key", "the did:key that should have signed")
	return a.noun("evidence", "Check a pack of evidence", verify)
}

func evidenceVerify(folder, key string) (result, error) {
	if key != "" {
		if _, err := envelope.Key(key); err != nil {
			return nil, misuse("%q is no key: write it as it stands in the report, did:key:z6Mk...", key)
		}
	}
	f, err := evidence.Verify(folder, key)
	if err != nil {
		return nil, err
	}
	m := f.Manifest
	v := evidenceVerified{
		Folder: f.Folder, Holds: f.Err() == nil, Name: m.Lead.Name, Key: m.Lead.Key, Day: m.Made, Team: m.Team, Department: m.Department,
		People: m.People, Records: m.Records, Files: len(m.Files), Changes: []evidenceChange{}, More: f.More,
	}
	if m.Lead.Key != "" {
		v.Fingerprint = envelope.Fingerprint(m.Lead.Key)
	}
	for _, c := range f.Changes {
		v.Changes = append(v.Changes, evidenceChange{c.File, string(c.What), c.Row, c.Line, c.Record.Person, c.Record.Lesson, c.Record.Module, c.Words()})
	}
	if err := f.Err(); err != nil {
		v.wrong = fmt.Errorf("%s: %w", f.Folder, err)
	}
	return v, nil
}

func (v evidenceVerified) fault() error { return v.wrong }

func (v evidenceVerified) text(p *page) {
	if v.Holds {
		p.say("Nothing was changed: every file and every record is what was signed.")
	} else {
		p.say("This is not what was signed:")
		rows := make([][]string, len(v.Changes))
		for i, c := range v.Changes {
			rows[i] = []string{c.File, c.Words}
		}
		p.table(rows)
		if v.More > 0 {
			p.say("%d more are not listed.", v.More)
		}
	}
	if v.Key == "" {
		return
	}
	p.gap()
	p.table([][]string{
		{"About", joined(cmp.Or(v.Team, "everybody"), v.Department)},
		{"Holds", fmt.Sprintf("%s of %s, in %s", count(v.Records, "record"), people(v.People), count(v.Files, "file"))},
		{"Signed by", cmp.Or(v.Name, "no name in it")},
		{"Day", v.Day},
		{"Fingerprint", v.Fingerprint},
		{"Key", v.Key},
	})
	p.say("Have them read the fingerprint to you: the signature proves that nothing was changed, not who signed, nor that the records were complete.")
}
