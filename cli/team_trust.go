package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/envelope"
)

// teamTrust is a person whose key is, or may be, another one than before.
type teamTrust struct {
	Learner        string `json:"learner"`
	Name           string `json:"name"`
	Key            string `json:"key"` // the one that is known
	Fingerprint    string `json:"fingerprint"`
	NewKey         string `json:"new_key"`
	NewFingerprint string `json:"new_fingerprint"`
	File           string `json:"file"` // where the new key came from
	Trusted        bool   `json:"trusted"`

	refused error
}

func (a *app) teamTrustCommand() *cobra.Command {
	var yes bool
	cmd := a.memberCommand("trust ID", "Accept the new key of somebody", func(args []string) (result, error) {
		return a.teamTrust(args[0], yes)
	})
	cmd.Long = "Accept the new key of somebody: they have another machine, or set up Waymark anew. Ask them, by voice, and compare the " +
		"fingerprints. Whoever has the key can speak in their name. Without a terminal it needs --yes."
	cmd.Example = "  waymark team trust Amara\n  waymark team trust Amara --yes"
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask: you compared the fingerprints")
	return cmd
}

func (a *app) teamTrust(typed string, yes bool) (result, error) {
	id, name, err := a.anyMember(typed)
	if err != nil {
		return nil, err
	}
	m, err := a.store().Member(id)
	if err != nil {
		return nil, err
	}
	if m.Change == nil {
		return nil, fmt.Errorf("the key of %s has not changed: %w", name, store.ErrNotFound)
	}
	asked := teamTrust{
		Learner: id, Name: name, Key: m.Key, Fingerprint: envelope.Fingerprint(m.Key),
		NewKey: m.Change.Key, NewFingerprint: envelope.Fingerprint(m.Change.Key), File: m.Change.File,
	}
	switch {
	case yes:
		return a.trusted(asked)
	case a.terminal && !a.json:
		return nil, a.converse(func(t *talk) error { return t.trust(asked) })
	}
	asked.refused = misuse("nothing was changed: compare the fingerprints with %s, by voice, and say --yes", name)
	return asked, nil
}

// trusted accepts the new key.
func (a *app) trusted(asked teamTrust) (result, error) {
	if _, err := a.store().TrustKey(asked.Learner); err != nil {
		return nil, err
	}
	asked.Trusted = true
	return asked, nil
}

// trust asks before it accepts a new key.
func (t *talk) trust(asked teamTrust) error {
	t.show(asked.text)
	typed, err := t.ask("Type yes to accept the new key, or Enter alone to leave it as it is:")
	if err != nil {
		return err
	}
	if command(typed, free, "yes") == "" {
		t.say("Nothing was changed.")
		return nil
	}
	return t.result(t.app.trusted(asked))
}

func (k teamTrust) fault() error { return k.refused }

func (k teamTrust) text(p *page) {
	if k.Trusted {
		p.say("The new key of %s is accepted (%s). Take in their snapshot again: waymark team import DIR", k.Name, k.NewFingerprint)
		return
	}
	p.say("Somebody signed in the name of %s with another key than before.", k.Name)
	p.table([][]string{{"The key so far", k.Fingerprint}, {"The new key", k.NewFingerprint}, {"It came with", k.File}})
	p.say("Have %s read the fingerprint to you: waymark snapshot verify FILE shows it there. If it is another one, do not accept it.", k.Name)
}
