package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/interop"
)

// exportLog is every statement that was sent to a record store.
type exportLog struct {
	Statements []sentStatement `json:"statements"`
}

// sentStatement is a statement on its way to a record store, or there.
type sentStatement struct {
	ID    string `json:"id"`
	To    string `json:"to"`
	What  string `json:"what"`
	Day   string `json:"day"` // that the statement tells
	At    string `json:"at"`  // when it was sent first
	State string `json:"state"`
	Why   string `json:"why"` // it was refused, in the words of the record store
}

// statementSent is a statement as it was sent, to the letter.
type statementSent []byte

func (a *app) exportLogCommand() *cobra.Command {
	cmd := a.verb("log [STATEMENT]", "What you sent to record stores, when and where", a.exportLog)
	cmd.Long = "What you sent to record stores, when and where. \"there\": it has the statement. \"refused\": it does not take it. \"going\": it was sent, and " +
		"no answer came yet. With the id of a STATEMENT, print that one as it was sent, to the letter. Snapshots have a log of their own: waymark snapshot log."
	cmd.Example = "  waymark export log"
	return cmd
}

func (a *app) exportLog(args []string) (result, error) {
	all, err := a.store().Deliveries("")
	if err != nil {
		return nil, err
	}
	if len(args) > 0 {
		return statementNamed(all, args[0])
	}
	slices.SortStableFunc(all, func(x, y store.Delivery) int { return cmp.Or(cmp.Compare(x.To, y.To), x.At.Compare(y.At)) })
	log := exportLog{[]sentStatement{}}
	for _, d := range all {
		log.Statements = append(log.Statements, sentStatementOf(d))
	}
	return log, nil
}

func statementNamed(all []store.Delivery, typed string) (result, error) {
	for _, d := range all {
		if typed != "" && strings.HasPrefix(d.ID, strings.ToLower(typed)) {
			return statementSent(d.Statement + "\n"), nil
		}
	}
	return nil, fmt.Errorf("you sent no statement %q: %w; waymark export log --json lists their ids", typed, store.ErrNotFound)
}

func sentStatementOf(d store.Delivery) sentStatement {
	shown := sentStatement{ID: d.ID, To: d.To, What: d.About, At: stamp(d.At), State: d.State, Why: d.Why}
	if s, err := interop.Told(d); err == nil {
		shown.What, shown.Day = s.Words()
	}
	return shown
}

func (l exportLog) text(p *page) {
	if len(l.Statements) == 0 {
		p.say("You have sent no statement to a record store. See what one would get: waymark export xapi")
		return
	}
	to := ""
	for _, s := range l.Statements {
		if s.To != to {
			p.gap()
			p.say("%s", s.To)
			to = s.To
		}
		p.inset("%s  %s  %s", s.State, s.Day, s.What)
		if s.Why != "" {
			p.inset("  %s", s.Why)
		}
	}
}

func (s statementSent) document() []byte { return s }

func (s statementSent) text(p *page) { p.raw(s) }
