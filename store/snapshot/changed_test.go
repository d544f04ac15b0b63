package snapshot_test

import (
	"errors"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// What somebody takes back between the preview and sending does not leave any more.
func TestWhatWasTakenBackSinceThePreviewIsNotSent(t *testing.T) {
	for name, change := range map[string]func(p *person) error{
		"a card was made private": func(p *person) error {
			_, err := p.store.UnshareExperiment(p.shared[store.CardShared][0])
			return err
		},
		"all were made private": func(p *person) error {
			var errs []error
			for _, id := range append(p.shared[store.CardShared], p.shared[store.FullShared]...) {
				_, err := p.store.UnshareExperiment(id)
				errs = append(errs, err)
			}
			return errors.Join(errs...)
		},
		"a card says something else": func(p *person) error {
			_, err := p.store.UpdateExperiment(p.shared[store.CardShared][0], map[string]string{"learning": "Another one"})
			return err
		},
		"an entry is rated blind": func(p *person) error {
			_, err := p.store.StartRound(p.shared[store.CardShared][0], store.ByPair)
			return err
		},
		"less is to be told": func(p *person) error {
			_, err := p.store.UpdateProfile(map[string]string{"sharing": string(snapshot.Minimal)})
			return err
		},
		"a team asks for less": func(p *person) error { return p.accept(`{"ceiling": "minimal"}`) },
		"the hand is down":     func(p *person) error { _, err := p.store.LowerHand("fnd-how-llms-answer"); return err },
		"no help is offered":   func(p *person) error { _, err := p.store.EndOffer("foundations"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			p, folder := newPerson(t, 1), t.TempDir()
			s := p.with(snapshot.Standard, "")
			must(t, change(p))
			_, err := snapshot.Send(p.store, s, folder)
			if !errors.Is(err, snapshot.ErrInvalid) || !strings.Contains(err.Error(), "what you looked at has changed since") || len(files(t, folder)) > 0 {
				t.Errorf("%v, and the folder has %d files", err, len(files(t, folder)))
			}
			if ledger, err := p.store.Ledger(); err != nil || len(ledger) > 0 {
				t.Errorf("the ledger has %+v, %v", ledger, err)
			}
		})
	}
}

// What tells no less, or is new, keeps nobody from sending what they looked at.
func TestWhatIsNewSinceThePreviewKeepsNobodyFromSending(t *testing.T) {
	p := newPerson(t, 1)
	s := p.with(snapshot.Standard, "")
	_, err := p.store.UpdateProfile(map[string]string{"sharing": string(snapshot.Full)})
	must(t, err, p.accept(`{"ceiling": "standard"}`))
	_, err = p.store.RaiseHand("something else", "")
	must(t, err)
	if _, err := snapshot.Send(p.store, s, t.TempDir()); err != nil {
		t.Error(err)
	}
}

// accept accepts a team file.
func (p *person) accept(payload string) error {
	_, err := p.store.AcceptTeam(store.Accepted{
		Team: store.Timeless(p.id()), Key: idOf(keyOf(9)), Number: 1, Hash: envelope.Hash([]byte(payload)), Payload: payload,
	}, false)
	return err
}
