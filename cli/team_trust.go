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
	NotTheirs      bool   `json:"not_theirs"`

	others  [][]string // more new keys
	refused error
}

func (a *app) teamTrustCommand() *cobra.Command {
	var theirs, notTheirs string
	cmd := a.memberCommand("trust ID", "Accept the new key of somebody, or refuse it", func(args []string) (result, error) {
		return a.teamTrust(args[0], theirs, notTheirs)
	})
	cmd.Long = "Accept the new key of somebody: they have another machine, or set up Waymark anew. Ask them, by voice, and have them read all of " +
		"the fingerprint. Whoever has the key can speak in their name. Without a terminal say the fingerprint of their key with --key. One that is not " +
		"theirs ends with --not-theirs: what it signed is refused, and raises no alarm again."
	cmd.Example = "  waymark team trust Amara\n  waymark team trust Amara --key \"3f9a 01bc 77d2 8e10 45ac\""
	write(cmd, &theirs, "key", "fingerprint of the key that they read to you")
	write(cmd, &notTheirs, "not-theirs", "fingerprint of a key that is not theirs")
	cmd.MarkFlagsMutuallyExclusive("key", "not-theirs")
	return cmd
}

func (a *app) teamTrust(typed, theirs, notTheirs string) (result, error) {
	id, name, err := a.anyMember(typed)
	if err != nil {
		return nil, err
	}
	m, err := a.store().Member(id)
	if err != nil {
		return nil, err
	}
	for _, key := range m.Refused { // said by mistake
		if theirs != "" && envelope.IsFingerprint(theirs, key) {
			return a.decided(teamTrustOf(m, name, store.KeyChange{Key: key}), true)
		}
	}
	if len(m.Changes) == 0 {
		return nil, fmt.Errorf("the key of %s has not changed: %w", name, store.ErrNotFound)
	}
	if said := theirs + notTheirs; said != "" {
		for _, c := range m.Changes {
			if envelope.IsFingerprint(said, c.Key) {
				return a.decided(teamTrustOf(m, name, c), theirs != "")
			}
		}
		return nil, misuse("no key with the fingerprint %q signed in the name of %s; see which did: waymark team trust %s", said, name, id)
	}
	if a.terminal && !a.json {
		return nil, a.converse(func(t *talk) error { return t.trust(m, name) })
	}
	asked := teamTrustOf(m, name, m.Changes[0])
	asked.refused = misuse("nothing was changed: have %s read the fingerprint to you, and say --key with it, or --not-theirs", name)
	return asked, nil
}

func teamTrustOf(m store.Member, name string, c store.KeyChange) teamTrust {
	asked := teamTrust{
		Learner: m.ID, Name: name, Key: m.Key, Fingerprint: envelope.Fingerprint(m.Key),
		NewKey: c.Key, NewFingerprint: envelope.Fingerprint(c.Key), File: c.File,
	}
	for _, other := range m.Changes {
		if other.Key != c.Key {
			asked.others = append(asked.others, []string{"Another new key", envelope.Fingerprint(other.Key)}, []string{"It came with", other.File})
		}
	}
	return asked
}

// decided accepts the new key, or refuses it.
func (a *app) decided(asked teamTrust, theirs bool) (result, error) {
	decide := a.store().RefuseKey
	if theirs {
		decide = a.store().TrustKey
	}
	if _, err := decide(asked.Learner, asked.NewKey); err != nil {
		return nil, err
	}
	asked.Trusted, asked.NotTheirs = theirs, !theirs
	return asked, nil
}

// trust asks of one new key after the other.
func (t *talk) trust(m store.Member, name string) error {
	for _, c := range m.Changes {
		asked := teamTrustOf(m, name, c)
		asked.others = nil
		t.show(asked.text)
		typed, err := t.ask("Type yes to accept the new key, no if it is not theirs, or Enter alone to leave it as it is:")
		if err != nil {
			return err
		}
		word := command(typed, free, "yes", "no")
		if word == "" {
			t.say("Nothing was changed.")
			continue
		}
		return t.result(t.app.decided(asked, word == "yes"))
	}
	return nil
}

func (k teamTrust) fault() error { return k.refused }

func (k teamTrust) text(p *page) {
	if k.Trusted {
		p.say("The new key of %s is accepted (%s). Take in their snapshot again: waymark team import DIR", k.Name, k.NewFingerprint)
		return
	}
	if k.NotTheirs {
		p.say("Refused: %s is not the key of %s. What it signed raises no alarm any more.", k.NewFingerprint, k.Name)
		return
	}
	p.say("Somebody signed in the name of %s with another key than before.", k.Name)
	p.table(append([][]string{{"The key so far", k.Fingerprint}, {"The new key", k.NewFingerprint}, {"It came with", k.File}}, k.others...))
	p.say("Have %s read all of the fingerprint to you: waymark snapshot verify FILE shows it there. If it is another one, do not accept it.", k.Name)
}
