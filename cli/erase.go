package cli

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store/endpoint"
)

// erased says what became of the learner's folder, and what is elsewhere.
type erased struct {
	Folder    string   `json:"folder"`
	Left      []string `json:"left"`      // names in the folder that are not the learner's
	Elsewhere []string `json:"elsewhere"` // what left this machine, and cannot be erased from here
}

func (a *app) eraseCommand() *cobra.Command {
	var yes string
	cmd := a.verb("erase", "Remove everything you did from this machine", func([]string) (result, error) {
		return a.erase(yes)
	})
	cmd.Long = "Remove everything you did from this machine: your file and its backups in your folder, what waits to be saved, drafts, and " +
		"your key. It cannot be undone. Packs that you installed stay, and so does what left this machine: backups that you put " +
		"elsewhere, snapshots that you sent, what you exported."
	cmd.Example = "  waymark snapshot withdraw\n  waymark erase --yes Ines"
	cmd.Flags().StringVar(&yes, "yes", "", "your `NAME`; where you gave none, your folder")
	return cmd
}

func (a *app) erase(yes string) (result, error) {
	s := a.store()
	folder, err := filepath.Abs(s.Dir())
	if err != nil {
		return nil, err
	}
	profile, unread := s.Profile() // one that cannot be read may be erased
	name := cmp.Or(strings.TrimSpace(profile.Name), folder)
	if unread != nil {
		name = folder
	}
	if strings.TrimSpace(yes) != name {
		return nil, misuse("this removes everything you did from %s, with its backups and your key, for good. If you want that: waymark erase --yes %q", folder, name)
	}
	out := erased{Folder: folder, Elsewhere: []string{}}
	if unread == nil {
		if out.Elsewhere, err = a.elsewhere(); err != nil {
			return nil, err
		}
		if profile.EndpointKey == endpoint.InKeyring {
			if _, err := a.endpointKey(""); err != nil {
				return nil, err
			}
		}
	}
	out.Left, err = s.Erase()
	out.Left = append([]string{}, out.Left...)
	return out, err
}

// elsewhere names what others have of the learner, as far as this machine knows.
func (a *app) elsewhere() ([]string, error) {
	s := a.store()
	all := []string{}
	sent, err := s.Ledger()
	if err != nil {
		return nil, err
	}
	for _, one := range sent {
		all = append(all, "a snapshot in "+one.Folder())
	}
	stores, err := s.RecordStores()
	if err != nil {
		return nil, err
	}
	for _, address := range stores {
		all = append(all, "statements in the record store "+address)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

func (e erased) text(p *page) {
	p.say("Erased: everything of yours that was in")
	p.inset("%s", e.Folder)
	if len(e.Left) > 0 {
		p.say("What is not yours alone stays there: %s.", strings.Join(e.Left, ", "))
	}
	if len(e.Elsewhere) > 0 {
		p.say("What left this machine is where you sent it:")
		for _, place := range e.Elsewhere {
			p.inset("%s", place)
		}
	}
	p.say("Backups and exports that you put elsewhere are still there.")
}
