package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/snapshot"
)

// snapshotPreview is a snapshot before it leaves the machine: the bytes that are signed.
type snapshotPreview struct {
	snapshot snapshot.Snapshot
	encoded  []byte
	changes  []string // since the one that was sent last
	first    bool     // none was sent yet
}

// snapshotFile is a snapshot that was written.
type snapshotFile struct {
	File      string            `json:"file"`
	Number    int               `json:"number"`
	Hash      string            `json:"hash"`
	Snapshot  snapshot.Snapshot `json:"snapshot"`
	Withheld  []string          `json:"withheld"`
	Withdrawn bool              `json:"withdrawn"`
}

func (a *app) snapshotCommand() *cobra.Command {
	preview := a.verb("preview", "See exactly what a snapshot holds", a.snapshotPreview)
	preview.Long = "See exactly what a snapshot holds: the bytes that write would sign, on standard " +
		"output. What is withheld, and what changed since the last one that was sent, is on standard error. " +
		"How much a snapshot tells is a setting: waymark settings set sharing minimal, standard or open."
	preview.Example = "  waymark snapshot preview\n  waymark snapshot preview > /tmp/look.json"
	write := a.verb("write [FILE|DIR]", "Write a snapshot for your team lead", a.snapshotWrite)
	write.Long = "Write a snapshot for your team lead, signed with your key: into a folder (without one, this one) under a " +
		"name of its own, or to a file. It is noted in the ledger, waymark snapshot log."
	write.Example = "  waymark snapshot write /shared/team\n  waymark snapshot write mine.json"
	withdraw := a.verb("withdraw [FILE|DIR]", "Take back what you shared", a.snapshotWithdraw)
	withdraw.Long = "Take back what you shared: writes a signed file, as write does, that says nothing but that. Whoever " +
		"takes it in does not see you in their team any more. Raise a hand or write a snapshot again whenever you like."
	withdraw.Example = "  waymark snapshot withdraw /shared/team"
	return a.noun("snapshot", "Share where you stand, and nothing else",
		preview, write, a.snapshotVerifyCommand(), a.snapshotLogCommand(), withdraw)
}

func (a *app) snapshotPreview([]string) (result, error) {
	in, err := a.snapshotSource()
	if err != nil {
		return nil, err
	}
	s, err := snapshot.Make(in)
	if err != nil {
		return nil, err
	}
	encoded, err := s.Encode()
	if err != nil {
		return nil, err
	}
	changes, err := snapshot.ChangesSince(in.Last, s)
	if err != nil {
		return nil, err
	}
	return snapshotPreview{s, encoded, changes, in.Last.Number == 0}, nil
}

func (a *app) snapshotWithdraw(args []string) (result, error) {
	path, err := whereTo(args)
	if err != nil {
		return nil, err
	}
	file, err := snapshot.Withdraw(a.store(), path, a.now())
	if err != nil {
		return nil, err
	}
	return a.snapshotSent(file)
}

func (a *app) snapshotWrite(args []string) (result, error) {
	in, err := a.snapshotSource()
	if err != nil {
		return nil, err
	}
	s, err := snapshot.Make(in)
	if err != nil {
		return nil, err
	}
	path, err := whereTo(args)
	if err != nil {
		return nil, err
	}
	file, err := snapshot.Send(a.store(), s, path)
	if err != nil {
		return nil, err
	}
	return a.snapshotSent(file)
}

// snapshotSent is what was written, as the ledger has it.
func (a *app) snapshotSent(file string) (result, error) {
	last, err := a.store().LastSent()
	if err != nil {
		return nil, err
	}
	s, err := snapshot.Decode([]byte(last.Payload))
	if err != nil {
		return nil, err
	}
	return snapshotFile{file, last.Number, last.Hash, s, some(s.Withheld), s.Withdrawn}, nil
}

// whereTo is the file or folder that an argument names; without one it is this folder.
func whereTo(args []string) (string, error) {
	if len(args) == 0 {
		return ".", nil
	}
	if args[0] == "" {
		return "", misuse("the path is empty; name a folder, or leave it out for this one")
	}
	return args[0], nil
}

// snapshotSource is what a snapshot is made from today.
func (a *app) snapshotSource() (snapshot.Source, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return snapshot.Source{}, err
	}
	return snapshot.Read(catalogue, a.store(), appVersion(), a.now())
}

func (s snapshotPreview) notes() []string {
	notes := []string{"not in this snapshot:"}
	for _, what := range s.snapshot.Withheld {
		notes = append(notes, "- "+what)
	}
	for _, c := range s.snapshot.Cards {
		if c.Record != "" {
			notes = append(notes, fmt.Sprintf("with it goes the full record of %s: waymark journal share %s --full --preview", c.Title, c.ID))
		}
	}
	return append(notes, s.difference()...)
}

// difference says what is new since the snapshot that was sent last.
func (s snapshotPreview) difference() []string {
	switch {
	case s.first:
		return []string{"It would be the first one that you send."}
	case len(s.changes) == 0:
		return []string{"It says what the last one said that you sent."}
	}
	notes := []string{"changed since the last one that you sent:"}
	for _, line := range s.changes {
		notes = append(notes, "- "+line)
	}
	return notes
}

func (s snapshotPreview) document() []byte { return s.encoded }

func (s snapshotPreview) text(p *page) { p.raw(s.encoded) }

func (s snapshotFile) text(p *page) { p.raw([]byte(clean.Line(s.File) + "\n")) }
