package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// teamAccepted is a team file that was accepted, as far as it is about the learner.
type teamAccepted struct {
	Team        string       `json:"team"` // id
	Title       string       `json:"title"`
	Lead        string       `json:"lead"`
	Key         string       `json:"key"`
	Fingerprint string       `json:"fingerprint"`
	Number      int          `json:"number"`
	Made        string       `json:"made"`
	Accepted    string       `json:"accepted"` // day
	Ceiling     string       `json:"ceiling"`
	Given       []assignment `json:"given"`
	Wall        int          `json:"wall"` // cards
}

type teamAcceptedList struct {
	Teams []teamAccepted `json:"teams"`
}

func (a *app) teamAcceptCommand() *cobra.Command {
	var trust bool
	cmd := a.verb("accept [FILE]", "Take in the team file of your lead, or see what you accepted", func(args []string) (result, error) {
		if len(args) == 0 {
			return a.teamAcceptedAll()
		}
		return a.teamAccept(args[0], trust)
	})
	cmd.Long = "Take in the team file of your lead: FILE, or the folder with " + team.FileName + " in it. The lead's key is remembered with " +
		"the first one; a file that another key signed is refused (code 7) unless you say --trust, after you asked. It can lower what " +
		"your snapshots tell, and never raise it. Without FILE: see what you accepted from whom."
	cmd.Example = "  waymark team accept /shared/team\n  waymark team accept"
	cmd.Flags().BoolVar(&trust, "trust", false, "the lead has a new key: you asked them")
	return cmd
}

func (a *app) teamAccept(path string, trust bool) (result, error) {
	path, err := filepath.Abs(snapshot.Expand(path))
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, team.FileName)
	}
	f, kept, err := team.Accept(a.store(), path, trust)
	switch {
	case errors.Is(err, store.ErrPrivacy):
		return nil, a.otherKey(path, err)
	case errors.Is(err, store.ErrInvalid):
		return nil, fmt.Errorf("%s: %w: it is older than the one that you accepted", path, team.ErrFile)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return a.acceptedOf(f, kept)
}

// otherKey says which keys they are, so that the learner can ask.
func (a *app) otherKey(path string, refused error) error {
	f, signed, err := team.ReadFile(path)
	if err != nil {
		return err
	}
	before, err := leadKey(a.store(), f.Team)
	if err != nil {
		return err
	}
	return fmt.Errorf("%w; the key so far is %s, that of the file is %s; if it is right: --trust", refused, envelope.Fingerprint(before), envelope.Fingerprint(signed.Signer))
}

func (a *app) acceptedOf(f team.File, kept store.Accepted) (teamAccepted, error) {
	c, err := a.catalogue()
	if err != nil {
		return teamAccepted{}, err
	}
	me, _, err := a.store().Identity()
	if err != nil {
		return teamAccepted{}, err
	}
	accepted := teamAccepted{
		Team: f.Team, Title: f.Title, Lead: f.Lead.Name, Key: kept.Key, Fingerprint: envelope.Fingerprint(kept.Key), Number: f.Number,
		Made: f.Made, Accepted: day(kept.At), Ceiling: string(f.Ceiling), Given: []assignment{}, Wall: len(f.Wall),
	}
	for _, g := range f.For(me) {
		accepted.Given = append(accepted.Given, assignment{g.Learner, "", g.Module, titleOf(c, g.Module), g.Due, g.Waived, g.Reason, g.Made})
	}
	return accepted, nil
}

func (a *app) teamAcceptedAll() (result, error) {
	all, err := a.store().AcceptedTeams()
	if err != nil {
		return nil, err
	}
	list := teamAcceptedList{[]teamAccepted{}}
	for _, kept := range all {
		f, err := team.DecodeFile([]byte(kept.Payload))
		if err != nil {
			return nil, err
		}
		accepted, err := a.acceptedOf(f, kept)
		if err != nil {
			return nil, err
		}
		list.Teams = append(list.Teams, accepted)
	}
	return list, nil
}

func (t teamAccepted) text(p *page) {
	p.say("%s, from %s: file %d of %s", t.Title, nameOr(t.Lead), t.Number, t.Made)
	p.inset("Key %s; accepted on %s", t.Fingerprint, t.Accepted)
	if t.Ceiling != "" {
		p.inset("Your snapshots tell no more than the profile %s.", t.Ceiling)
	}
	for _, g := range t.Given {
		p.inset("%s: %s", sentence(g.what()), joined(nameOrID(g.Title, g.Module), g.Reason))
	}
	if t.Wall > 0 {
		p.inset("%s on the wall: waymark team wall", count(t.Wall, "card"))
	}
}

func (l teamAcceptedList) text(p *page) {
	if len(l.Teams) == 0 {
		p.say("You have accepted no team file. Your lead says where it lies: waymark team accept FILE")
	}
	for _, t := range l.Teams {
		p.gap()
		t.text(p)
	}
}
