package cli

import (
	"github.com/spf13/cobra"

	"waymark/store/clean"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// snapshotPreview is a snapshot before it leaves the machine.
type snapshotPreview struct {
	snapshot.Snapshot
	encoded []byte
}

// snapshotFile is a snapshot that was written.
type snapshotFile struct {
	File     string            `json:"file"`
	Snapshot snapshot.Snapshot `json:"snapshot"`
	Withheld []string          `json:"withheld"`
}

func (a *app) snapshotCommand() *cobra.Command {
	preview := a.verb("preview", "See exactly what a snapshot holds", a.snapshotPreview)
	preview.Long = "See exactly what a snapshot holds: the bytes that write would write, on standard " +
		"output. What it never holds is listed on standard error."
	write := a.verb("write [PATH]", "Write a snapshot for your team lead", a.snapshotWrite)
	write.Long = "Write a snapshot for your team lead: into a folder (without PATH, this one) under a " +
		"name of its own, or to a file."
	return a.noun("snapshot", "Share where you stand, and nothing else", preview, write)
}

func (a *app) snapshotPreview([]string) (result, error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	encoded, err := s.Encode()
	if err != nil {
		return nil, err
	}
	return snapshotPreview{s, encoded}, nil
}

func (a *app) snapshotWrite(args []string) (result, error) {
	s, err := a.snapshot()
	if err != nil {
		return nil, err
	}
	path := "."
	if len(args) > 0 {
		path = args[0]
	}
	if path == "" {
		return nil, misuse("the path is empty; name a folder, or leave it out for this one")
	}
	file, err := snapshot.Send(a.store(), s, path)
	if err != nil {
		return nil, err
	}
	return snapshotFile{file, s, s.Withheld}, nil
}

// snapshot states where the learner stands today.
func (a *app) snapshot() (snapshot.Snapshot, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	files, err := team.Accepted(a.store())
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	in, err := snapshot.Read(catalogue, a.store(), appVersion(), a.now())
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	in.Ceiling = team.Ceiling(files)
	return snapshot.Make(in)
}

func (s snapshotPreview) notes() []string {
	notes := []string{"never in a snapshot:"}
	for _, what := range s.Withheld {
		notes = append(notes, "- "+what)
	}
	return notes
}

func (s snapshotPreview) text(p *page) { p.raw(s.encoded) }

func (s snapshotFile) text(p *page) { p.raw([]byte(clean.Line(s.File) + "\n")) }
