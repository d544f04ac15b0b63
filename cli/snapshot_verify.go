package cli

import (
	"cmp"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// snapshotVerified says who signed a file, and whether the signature holds.
type snapshotVerified struct {
	File        string `json:"file"`
	Kind        string `json:"kind"` // snapshot, entry or team
	Holds       bool   `json:"holds"`
	Name        string `json:"name"`
	Title       string `json:"title"` // of an entry
	ID          string `json:"id"`    // of the learner, or of the team
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
	Day         string `json:"day"`
	Number      int    `json:"number"`
	Known       string `json:"known"` // what is known here of the key
	Withdrawn   bool   `json:"withdrawn"`

	refused error
}

// What is known of a key.
const (
	keyYours   = "yours"
	keyKnown   = "known"
	keyChanged = "changed"
	keyNew     = "new"
)

func (a *app) snapshotVerifyCommand() *cobra.Command {
	cmd := a.verb("verify FILE", "See who signed a snapshot, and whether the signature holds", a.snapshotVerify)
	cmd.Long = "See who signed a snapshot or a team file, with which key, on which day, and whether the signature holds. " +
		"Nothing is taken in. A signature that does not hold ends with code 6, a file that is none with code 5. " +
		"To be sure whose key it is, have the person read the fingerprint to you: it stands in their own verify."
	cmd.Example = "  waymark snapshot verify waymark-ines-7g3k2m.json"
	return cmd
}

func (a *app) snapshotVerify(args []string) (result, error) {
	path := snapshot.Expand(args[0])
	data, err := bench.ReadUpTo(path, envelope.MaxSize+1)
	if err != nil {
		return nil, err
	}
	found, err := a.verified(path, data)
	if errors.Is(err, envelope.ErrSignature) {
		return snapshotVerified{File: path, Known: keyNew, refused: fmt.Errorf("%s: %w", path, err)}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return found, nil
}

// verified reads what was signed; nothing of it before the signature holds.
func (a *app) verified(path string, data []byte) (snapshotVerified, error) {
	signed, err := envelope.Open(data, snapshot.Kind, snapshot.EntryKind, team.FileKind)
	if err != nil {
		return snapshotVerified{}, err
	}
	found := snapshotVerified{File: path, Holds: true, Key: signed.Signer, Fingerprint: envelope.Fingerprint(signed.Signer)}
	switch signed.Kind {
	case team.FileKind:
		var f team.File
		f, _, err = team.ReadFile(path)
		found.Kind, found.Name, found.ID, found.Day, found.Number = "team", f.Lead.Name, f.Team, f.Made, f.Number
	case snapshot.EntryKind:
		var e snapshot.Entry
		e, _, err = snapshot.OpenEntry(data)
		found.Kind, found.ID, found.Title = "entry", e.Learner, e.Title()
	default:
		var s snapshot.Snapshot
		s, _, err = snapshot.Open(data)
		found.Kind, found.Name, found.ID, found.Day, found.Number = "snapshot", s.Learner.Name, s.Learner.ID, s.Made, s.Number
		found.Withdrawn = s.Withdrawn
	}
	if err != nil {
		return found, err
	}
	found.Known, err = a.knownKey(found)
	return found, err
}

// knownKey says what is known here of the key that signed.
func (a *app) knownKey(v snapshotVerified) (string, error) {
	s := a.store()
	own, err := ownKey(s)
	if err != nil {
		return "", err
	}
	if v.Key == own {
		return keyYours, nil
	}
	var pinned string
	if v.Kind == "team" {
		pinned, err = leadKey(s, v.ID)
	} else {
		pinned, err = memberKey(s, v.ID)
	}
	switch pinned {
	case "":
		return keyNew, err
	case v.Key:
		return keyKnown, err
	}
	return keyChanged, err
}

// ownKey is the did:key of whoever uses this program; empty where they have none yet.
func ownKey(s *store.Store) (string, error) {
	if _, err := os.Stat(s.KeyFile()); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	key, err := s.SigningKey()
	if err != nil {
		return "", err
	}
	return envelope.ID(key.Public().(ed25519.PublicKey)), nil
}

// memberKey is the key that was pinned for a person; empty for a stranger.
func memberKey(s *store.Store, id string) (string, error) {
	members, err := s.Members()
	for _, m := range members {
		if m.ID == id {
			return m.Key, err
		}
	}
	return "", err
}

// leadKey is the key that was pinned for the lead of a team; empty where none was.
func leadKey(s *store.Store, id string) (string, error) {
	teams, err := s.AcceptedTeams()
	for _, t := range teams {
		if t.Team == id {
			return t.Key, err
		}
	}
	return "", err
}

func (v snapshotVerified) fault() error { return v.refused }

func (v snapshotVerified) text(p *page) {
	if !v.Holds {
		p.say("The signature does not hold. Do not rely on what the file says; ask the person for a new one.")
		return
	}
	p.say("The signature holds: %s.", v.what())
	p.table([][]string{
		{"Signed by", cmp.Or(v.Name, "no name in it")},
		{"Day", cmp.Or(v.Day, "none in it")},
		{"Fingerprint", v.Fingerprint},
		{"Key", v.Key},
	})
	p.say("%s", map[string]string{
		keyYours:   "It is your own key.",
		keyKnown:   "It is the key that you know of them.",
		keyChanged: "CAUTION: it is another key than the one you know of them. Ask them whether they have a new one.",
		keyNew:     "The key is new here. Have them read the fingerprint to you, if it matters who they are.",
	}[v.Known])
}

// what is the file in words.
func (v snapshotVerified) what() string {
	switch {
	case v.Kind == "entry":
		return "the full record of the experiment " + v.Title
	case v.Withdrawn:
		return fmt.Sprintf("a withdrawal, number %d", v.Number)
	case v.Kind == "team":
		return fmt.Sprintf("a team file, number %d", v.Number)
	}
	return fmt.Sprintf("a snapshot, number %d", v.Number)
}
