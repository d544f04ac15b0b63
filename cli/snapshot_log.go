package cli

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"waymark/store"
)

// snapshotLog is the ledger: everything that was sent.
type snapshotLog struct {
	Sent []snapshotEntry `json:"sent"`
}

type snapshotEntry struct {
	Number  int    `json:"number"`
	At      string `json:"at"`
	Profile string `json:"profile"`
	To      string `json:"to"`
	Hash    string `json:"hash"`
	Failed  string `json:"failed"` // why it did not arrive; empty where it did

	day string
}

// snapshotPayload is a snapshot as it was sent, to the letter.
type snapshotPayload []byte

func (a *app) snapshotLogCommand() *cobra.Command {
	cmd := a.verb("log [NUMBER]", "See what you sent, when and where", a.snapshotLog)
	cmd.Long = "See everything that you sent, when and where. With a NUMBER, print that snapshot as it was sent, to the letter."
	cmd.Example = "  waymark snapshot log\n  waymark snapshot log 3"
	return completing(cmd, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		sent, err := a.store().Ledger()
		if err != nil {
			return nil, quietly
		}
		var words []string
		for _, s := range sent {
			words = append(words, described(strconv.Itoa(s.Number), s.To))
		}
		return beginning(words, typed), quietly
	})
}

func (a *app) snapshotLog(args []string) (result, error) {
	sent, err := a.store().Ledger()
	if err != nil {
		return nil, err
	}
	if len(args) > 0 {
		return snapshotNumber(sent, args[0])
	}
	log := snapshotLog{[]snapshotEntry{}}
	for _, s := range sent {
		log.Sent = append(log.Sent, snapshotEntry{s.Number, stamp(s.At), s.Profile, s.To, s.Hash, s.Failed, s.At.Format("2006-01-02 15:04")})
	}
	return log, nil
}

func snapshotNumber(sent []store.Sent, typed string) (result, error) {
	number, err := strconv.Atoi(typed)
	if err != nil {
		return nil, misuse("%q is no number; waymark snapshot log lists them", typed)
	}
	for _, s := range sent {
		if s.Number == number {
			return snapshotPayload(s.Payload), nil
		}
	}
	return nil, fmt.Errorf("you sent no snapshot %d: %w; waymark snapshot log lists them", number, store.ErrNotFound)
}

func (l snapshotLog) text(p *page) {
	if len(l.Sent) == 0 {
		p.say("You have sent no snapshot. See what one would hold: waymark snapshot preview")
		return
	}
	for _, s := range l.Sent {
		p.say("%d. %s, %s", s.Number, s.day, s.Profile)
		p.inset("%s", s.To)
		if s.Failed != "" {
			p.inset("It did not arrive: %s", s.Failed)
		}
	}
}

func (s snapshotPayload) document() []byte { return s }

func (s snapshotPayload) text(p *page) { p.raw(s) }
