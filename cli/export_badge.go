package cli

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/bench"
	"waymark/store/envelope"
	"waymark/store/interop"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// badgeVerified says who signed a badge, and whether the signature holds.
type badgeVerified struct {
	File        string `json:"file"`
	Holds       bool   `json:"holds"`
	Title       string `json:"title"`
	Name        string `json:"name"` // of who signed, in their own words
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
	Day         string `json:"day"`
	SelfIssued  bool   `json:"self_issued"`
	Criteria    string `json:"criteria"`

	refused error
}

func (a *app) exportBadgeCommand() *cobra.Command {
	var f exportFlags
	cmd := a.verb("badge BADGE", "A badge that you earned, as Open Badge 3.0", func(args []string) (result, error) {
		return a.exportBadge(args[0], f)
	})
	cmd.Long = "A badge that you earned, as Open Badge 3.0: a verifiable credential that is signed with your key (a JWT, EdDSA). You issue it to " +
		"yourself, and it says so: it proves that it comes from your key and was not changed, not that anybody else attests it. It says what the badge " +
		"asks for, and nothing of your pieces, entries or colleagues."
	cmd.Example = "  waymark export badge badge-evaluator --to evaluator.jwt --name\n  waymark badge verify evaluator.jwt"
	f.add(cmd, true)
	return completing(cmd, a.ids(func(c *curriculum.Catalogue) []string {
		badges, err := c.Badges()
		if err != nil {
			return nil
		}
		var ids []string
		for _, b := range badges {
			ids = append(ids, described(b.ID, b.Title))
		}
		return ids
	}))
}

func (a *app) exportBadge(typed string, f exportFlags) (result, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	w, err := progress.ReadWork(a.store())
	if err != nil {
		return nil, err
	}
	badges, err := progress.Badges(c, w)
	if err != nil {
		return nil, err
	}
	b, err := namedBadge(badges, typed)
	if err != nil {
		return nil, err
	}
	who, _, err := a.completed(f.name)
	if err != nil {
		return nil, err
	}
	key, err := a.store().SigningKey()
	if err != nil {
		return nil, err
	}
	credential, err := interop.NewCredential(b, who, key.Public().(ed25519.PublicKey), a.now())
	if err != nil {
		return nil, err
	}
	signed, err := credential.Sign(key)
	if err != nil {
		return nil, err
	}
	return handedOut(f, "badge", 1, signed)
}

// namedBadge is the badge with an id, which may do without its first word.
func namedBadge(badges []progress.Badge, typed string) (progress.Badge, error) {
	var ids []string
	for _, b := range badges {
		if b.ID == typed || strings.TrimPrefix(b.ID, "badge-") == typed {
			return b, nil
		}
		ids = append(ids, b.ID)
	}
	return progress.Badge{}, fmt.Errorf("badge %q %w%s", typed, curriculum.ErrNotFound, closest(typed, "", ids))
}

func (a *app) badgeVerifyCommand() *cobra.Command {
	cmd := a.verb("verify FILE", "See who signed a badge, and whether the signature holds", a.badgeVerify)
	cmd.Long = "See who signed a badge (Open Badge 3.0, as waymark export badge writes it), on which day, and whether the signature holds. A signature " +
		"that does not hold ends with code 6, a file that is no such badge with code 5."
	cmd.Example = "  waymark badge verify evaluator.jwt"
	return cmd
}

func (a *app) badgeVerify(args []string) (result, error) {
	path := snapshot.Expand(args[0])
	data, err := bench.ReadUpTo(path, interop.MaxCredential+1)
	if err != nil {
		return nil, err
	}
	c, err := interop.OpenCredential(data, a.now())
	if errors.Is(err, envelope.ErrSignature) {
		return badgeVerified{File: path, refused: fmt.Errorf("%s: %w", path, err)}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return badgeVerified{
		File: path, Holds: true, Title: c.Subject.Achievement.Name, Name: c.Issuer.Name, Key: c.Issuer.ID, Fingerprint: envelope.Fingerprint(c.Issuer.ID),
		Day: c.ValidFrom[:len("2006-01-02")], SelfIssued: c.SelfIssued(), Criteria: c.Subject.Achievement.Criteria.Narrative,
	}, nil
}

func (b badgeVerified) fault() error { return b.refused }

func (b badgeVerified) text(p *page) {
	if !b.Holds {
		p.say("The signature does not hold: do not trust this file.")
		return
	}
	p.say("The signature holds.")
	name := b.Name
	if name == "" {
		name = "no name is told"
	}
	p.table([][]string{{"Badge", b.Title}, {"Signed by", name}, {"Key", b.Fingerprint}, {"Signed on", b.Day}})
	p.gap()
	p.prose(b.Criteria)
	p.gap()
	if b.SelfIssued {
		p.say("Whoever has the badge issued it to themselves. To be sure whose key it is, have them read the fingerprint to you.")
	}
}
