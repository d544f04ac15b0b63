package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	Accepted    string       `json:"accepted"` // day; empty: not yet
	Ceiling     string       `json:"ceiling"`
	Given       []assignment `json:"given"`
	Wall        int          `json:"wall"` // cards

	refused error
}

type teamAcceptedList struct {
	Teams []teamAccepted `json:"teams"`
}

func (a *app) teamAcceptCommand() *cobra.Command {
	var key string
	cmd := a.verb("accept [FILE]", "Take in the team file of your lead, or see what you accepted", func(args []string) (result, error) {
		if len(args) == 0 {
			return a.teamAcceptedAll()
		}
		return a.teamAccept(args[0], key)
	})
	cmd.Long = "Take in the team file of your lead: FILE, or the folder with " + team.FileName + " in it. What is in it shows before it is accepted, " +
		"with the key that signed it: have your lead read out all of theirs. Without a terminal it is accepted with --key, from that key alone. The key is " +
		"remembered; a file that another one signed is refused (code 7) until you say that key. A team file can lower what your snapshots tell, and never raise it. " +
		"Without FILE: see what you accepted from whom."
	cmd.Example = "  waymark team accept /shared/team\n  waymark team accept /shared/team --key \"3f9a 01bc 77d2 8e10 45ac\"\n  waymark team accept"
	write(cmd, &key, "key", "fingerprint of your lead's key, as they read it to you")
	return cmd
}

// An offeredFile is a team file as it was read, and what was accepted of the team before.
type offeredFile struct {
	path   string
	file   team.File
	signed envelope.Statement
	before store.Accepted // zero where nothing was
}

// changed reports that another key signed it than the file before.
func (o offeredFile) changed() bool {
	return o.before.Key != "" && o.before.Key != o.signed.Signer
}

// same reports that this very file was accepted.
func (o offeredFile) same() bool {
	return !o.changed() && o.before.Hash == envelope.Hash(o.signed.Payload)
}

func (a *app) teamAccept(path, key string) (result, error) {
	o, err := a.offeredFile(path)
	if err != nil {
		return nil, err
	}
	switch {
	case key != "" && !envelope.IsFingerprint(key, o.signed.Signer):
		return nil, fmt.Errorf("%s: %w: it was signed with the key %s, and you said another one; ask your lead", o.path, store.ErrPrivacy, envelope.Fingerprint(o.signed.Signer))
	case key != "" || o.same():
		return a.accepts(o)
	case a.terminal && !a.json:
		return nil, a.converse(func(t *talk) error { return t.accept(o) })
	}
	shown, err := a.acceptedOf(o.file, store.Accepted{Key: o.signed.Signer})
	if err != nil {
		return nil, err
	}
	shown.refused = misuse("nothing was accepted: have your lead read out all of their key, and say it with --key")
	if o.changed() {
		shown.refused = fmt.Errorf("%w: the key so far is %s, that of the file is %s; ask your lead, and say theirs with --key",
			store.ErrPrivacy, envelope.Fingerprint(o.before.Key), shown.Fingerprint)
	}
	return shown, nil
}

func (a *app) offeredFile(path string) (offeredFile, error) {
	path, err := filepath.Abs(snapshot.Expand(path))
	if err != nil {
		return offeredFile{}, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, team.FileName)
	}
	o := offeredFile{path: path}
	if o.file, o.signed, err = team.ReadFile(path); err != nil {
		return o, fmt.Errorf("%s: %w", path, err)
	}
	all, err := a.store().AcceptedTeams()
	if i := slices.IndexFunc(all, func(k store.Accepted) bool { return k.Team == o.file.Team }); i >= 0 {
		o.before = all[i]
	}
	if !o.changed() && o.before.Number > o.file.Number {
		return o, fmt.Errorf("%s: %w: it is older than the one that you accepted", path, team.ErrFile)
	}
	return o, err
}

// accepts keeps the file that was read, to the letter.
func (a *app) accepts(o offeredFile) (result, error) {
	kept, err := team.AcceptRead(a.store(), o.file, o.signed, o.path, o.changed())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.path, err)
	}
	return a.acceptedOf(o.file, kept)
}

// accept shows a team file, and asks before it is accepted.
func (t *talk) accept(o offeredFile) error {
	if o.same() {
		return t.result(t.app.accepts(o))
	}
	shown, err := t.app.acceptedOf(o.file, store.Accepted{Key: o.signed.Signer})
	if err != nil {
		return err
	}
	t.show(shown.text)
	switch {
	case o.changed():
		t.say("CAUTION: the key so far is %s. Perhaps your lead has a new machine; perhaps it is not your lead. Have them read out all of the new key.", envelope.Fingerprint(o.before.Key))
	case o.before.Key == "":
		t.say("Have your lead read out all of their key. It is remembered.")
	}
	typed, err := t.ask("Type yes to accept the file, or Enter alone to leave it:")
	if err != nil {
		return err
	}
	if command(typed, free, "yes") == "" {
		t.say("Nothing was accepted.")
		return nil
	}
	return t.result(t.app.accepts(o))
}

func (t teamAccepted) fault() error { return t.refused }

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
	when := "accepted on " + t.Accepted
	if t.Accepted == "" {
		when = "not accepted yet"
	}
	p.inset("Key %s; %s", t.Fingerprint, when)
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
