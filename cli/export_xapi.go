package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/endpoint"
	"waymark/store/interop"
	"waymark/store/snapshot"
)

// recordsKeyEnv is the variable of the environment that holds the key of a record store.
const recordsKeyEnv = "WAYMARK_LRS_KEY"

// xapiFlags are how statements leave.
type xapiFlags struct {
	exportFlags
	send, keyFile string
	again, yes    bool
}

// xapiSent says what a record store has, and what waits.
type xapiSent struct {
	To      string          `json:"to"`
	As      string          `json:"as"`      // who the statements are about, there
	Waiting []sentStatement `json:"waiting"` // before
	Sent    bool            `json:"sent"`    // something was
	There   int             `json:"there"`   // statements that it has
	Later   int             `json:"later"`   // of today, which go from noon UTC on
	Left    int             `json:"left"`    // that still wait
	Refused []sentStatement `json:"refused"`

	ended error // why it ended early, or was not begun
}

func (a *app) exportXapiCommand() *cobra.Command {
	var f xapiFlags
	cmd := a.verb("xapi", "What you completed, as xAPI statements", func([]string) (result, error) { return a.exportXapi(f) })
	cmd.Long = "What you completed, as xAPI statements (1.0.3 and 2.0): lessons, modules and the pathway that you completed, and checks that you " +
		"passed, each with the day. No answer, no score, no time. Without --to and --send they go to standard output. --send hands what is new to a " +
		"learning record store, and asks before; what was taken back since is voided there. The key is read from " + recordsKeyEnv + " or from --key-file: " +
		"NAME:SECRET, or Bearer TOKEN. What does not arrive waits: the same call sends it."
	cmd.Example = "  waymark export xapi\n  waymark export xapi --send https://records.example.com/xapi --key-file key.txt"
	f.add(cmd, true)
	cmd.Flags().StringVar(&f.send, "send", "", "send to the record store at this `URL`")
	cmd.Flags().StringVar(&f.keyFile, "key-file", "", "its key is in this `FILE`, yours alone (mode 0600)")
	cmd.Flags().BoolVar(&f.again, "again", false, "also what it refused before")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do not ask before it is sent")
	cmd.MarkFlagsMutuallyExclusive("to", "send")
	return cmd
}

func (a *app) exportXapi(f xapiFlags) (result, error) {
	if f.send == "" && (f.keyFile != "" || f.again || f.yes) {
		return nil, misuse("--key-file, --again and --yes go with --send URL")
	}
	who, records, err := a.completed(f.name)
	if err != nil {
		return nil, err
	}
	statements := interop.Statements(who, records)
	if f.send != "" {
		return a.exportSend(who, statements, f)
	}
	content, err := interop.EncodeStatements(statements)
	if err != nil {
		return nil, err
	}
	return handedOut(f.exportFlags, "xapi", len(statements), content)
}

// exportSend shows what would be sent, and sends it once that was confirmed.
func (a *app) exportSend(who interop.Learner, statements []interop.Statement, f xapiFlags) (result, error) {
	to, err := endpoint.RecordsAddress(f.send)
	if err != nil {
		return nil, err
	}
	outbox, err := interop.ReadOutbox(a.store(), to, statements, a.now(), f.again)
	if err != nil {
		return nil, err
	}
	found := xapiSent{To: to, As: who.ID, Waiting: shownStatements(outbox.Waiting), There: outbox.There, Later: outbox.Later, Left: len(outbox.Waiting), Refused: shownStatements(outbox.Refused)}
	if who.Name != "" {
		found.As = who.Name + ", " + who.ID
	}
	if len(outbox.Waiting) == 0 {
		return found, nil
	}
	key, err := a.recordsKey(f.keyFile)
	if err != nil {
		return nil, err
	}
	config := endpoint.Config{Limits: endpoint.RecordsLimits(), Environ: func(name string) (string, bool) {
		value, found := a.environ[name]
		return value, found
	}}
	records, err := endpoint.OpenRecords(to, key, config)
	if err != nil {
		return nil, err
	}
	defer records.Close()
	send := func() (result, error) { return a.sendStatements(outbox, records, found) }
	switch {
	case f.yes:
		return send()
	case a.terminal && !a.json:
		return nil, a.converse(func(t *talk) error { return t.sendStatements(found, send) })
	}
	found.ended = misuse("nothing was sent: look at what would be, and say --yes")
	return found, nil
}

// sendStatements asks before anything is sent.
func (t *talk) sendStatements(found xapiSent, send func() (result, error)) error {
	t.show(found.text)
	typed, err := t.ask("Type yes to send this, or Enter alone to leave it:")
	if err != nil {
		return err
	}
	if command(typed, free, "yes") == "" {
		t.say("Nothing was sent.")
		return nil
	}
	sent, err := send()
	if err := t.result(sent, err); err != nil {
		return err
	}
	if f, ok := sent.(faulty); ok {
		return f.fault()
	}
	return nil
}

func (a *app) sendStatements(outbox interop.Outbox, records *endpoint.Records, found xapiSent) (result, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	sent, err := outbox.Send(ctx, a.store(), records, func(s interop.Sent) {
		a.saySo("%d of %d are there", s.There, len(outbox.Waiting))
	})
	if ctx.Err() != nil && errors.Is(err, context.Cause(ctx)) {
		err = errors.New("stopped")
	}
	found.Sent, found.There, found.Left, found.ended = true, found.There+sent.There, sent.Left, err
	found.Refused = append(found.Refused, shownStatements(sent.Refused)...)
	return found, nil
}

// recordsKey reads the key of a record store: from a file that nobody else may read, or from
// the environment. It is never a word of the call, which stays in the history of the shell.
func (a *app) recordsKey(file string) (string, error) {
	if file == "" {
		if key := a.environ[recordsKeyEnv]; key != "" {
			return key, nil
		}
		return "", misuse("the key of the record store is missing: set the variable %s, or name a file that holds it with --key-file FILE", recordsKeyEnv)
	}
	path := snapshot.Expand(file)
	const most = 4 << 10
	key, err := bench.ReadUpTo(path, most)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", misuse("others may read %s, which holds a key: make it yours alone with chmod 600", path)
	}
	return strings.TrimSpace(string(key)), nil
}

func shownStatements(all []store.Delivery) []sentStatement {
	shown := []sentStatement{}
	for _, d := range all {
		shown = append(shown, sentStatementOf(d))
	}
	return shown
}

func (x xapiSent) fault() error {
	if x.ended != nil && x.Sent {
		return fmt.Errorf("%w; what is left waits, and the same call sends it", x.ended)
	}
	return x.ended
}

func (x xapiSent) text(p *page) {
	p.say("%s", x.To)
	switch {
	case x.Sent:
		p.say("There now: %s. Still waiting: %d.", count(x.There, "statement"), x.Left)
	case len(x.Waiting) == 0:
		p.say("Nothing waits to be sent. There: %s.", count(x.There, "statement"))
	default:
		p.say("Would be sent: %s, as %s.", count(len(x.Waiting), "statement"), x.As)
		for _, s := range x.Waiting {
			p.inset("%s  %s", s.Day, s.What)
		}
		p.say("Never sent: answers, scores, attempts, how long anything took, times of day, your journal. To the letter: waymark export xapi")
	}
	if x.Later > 0 {
		p.say("%s of today: from noon UTC on, or it would be dated in the future.", count(x.Later, "statement"))
	}
	if len(x.Refused) > 0 {
		p.say("It does not take:")
		for _, s := range x.Refused {
			p.inset("%s  %s: %s", s.Day, s.What, s.Why)
		}
		p.say("Give this to whoever runs it. To try once more: --again")
	}
}
