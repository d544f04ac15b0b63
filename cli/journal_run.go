package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
)

// ran is a bench whose missing outputs a command or the endpoint made.
type ran struct {
	benchShown
	Made   int         `json:"made"`
	Failed []runFailed `json:"failed"`

	cancelled bool
	ended     error // why the rest was not made
}

// runFailed is a place of the bench that got no output, and why.
type runFailed struct {
	Variant string `json:"variant"`
	Case    string `json:"case"`
	Reason  string `json:"reason"`
}

// runFlags are how a run is made.
type runFlags struct {
	seconds          int
	again            bool
	endpoint, anyway bool
}

func (a *app) journalRunCommand() *cobra.Command {
	f := runFlags{seconds: 300}
	cmd := a.verb("run ID [CMD]...", "Let a command or your endpoint make the missing outputs of an entry", func(args []string) (result, error) {
		return a.journalRun(args[0], args[1:], f)
	})
	cmd.Use = "run ID -- [CMD]..."
	cmd.Args = cobra.MinimumNArgs(1)
	cmd.Long = "Make the missing outputs of an entry. A command is run once for each, one after the other: it gets the prompt with the case's input on " +
		"standard input, and what it prints is the output. It is run as it is given, without a shell. With --endpoint your configured endpoint is " +
		"asked instead (waymark settings list). Confidential or personal data is sent only with --send-anyway. Each output is kept as it comes; what is missing after an interruption is made by the next call."
	cmd.Example = "  waymark journal run 01M86 -- ollama run llama3.2\n  waymark journal run 01M86 --seconds 60 -- ./ask.sh\n  waymark journal run 01M86 --endpoint"
	whole(cmd, &f.seconds, "seconds", 1, 86_400, "how many `SECONDS` one output may take (300)")
	cmd.Flags().BoolVar(&f.again, "again", false, "make all outputs anew, as further tries")
	cmd.Flags().BoolVar(&f.endpoint, "endpoint", false, "ask the endpoint of your settings")
	cmd.Flags().BoolVar(&f.anyway, "send-anyway", false, "send confidential or personal data, too")
	return cmd
}

func (a *app) journalRun(id string, command []string, f runFlags) (result, error) {
	switch {
	case f.endpoint && len(command) > 0:
		return nil, misuse("either --endpoint or a command makes the outputs, not both")
	case f.anyway && !f.endpoint:
		return nil, misuse("--send-anyway belongs to --endpoint: a command is run as it is")
	case !f.endpoint && len(command) == 0:
		return nil, misuse("say what makes the outputs: waymark journal run %s -- CMD, or --endpoint", id)
	}
	s := a.store()
	b, err := s.Bench(id)
	if err != nil {
		return nil, err
	}
	if b.Experiment.Blind {
		return nil, fmt.Errorf("%w: rate the rest, or reveal early, before you change the outputs", store.ErrBlind)
	}
	if len(b.Variants) == 0 || len(b.Cases) == 0 {
		return nil, misuse("the entry needs variants and cases first: waymark journal bench %s", id)
	}
	places := b.Missing()
	if f.again {
		places = allPlaces(b)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	r := ran{Failed: []runFailed{}}
	if f.endpoint {
		err = a.fetch(ctx, b, places, f.anyway, &r)
	} else {
		err = a.runAll(ctx, b, places, command, time.Duration(f.seconds)*time.Second, &r)
	}
	if err != nil {
		return nil, err
	}
	r.cancelled = ctx.Err() != nil && r.Made+len(r.Failed) < len(places)
	if b, err = s.Bench(b.Experiment.ID); err != nil {
		return nil, err
	}
	r.benchShown = benchOf(b)
	return r, nil
}

func allPlaces(b store.Bench) []store.Output {
	var all []store.Output
	for _, c := range b.Cases {
		for _, v := range b.Variants {
			all = append(all, store.Output{Variant: v.ID, Case: c.ID})
		}
	}
	return all
}

// runAll lets a command make outputs, and keeps each as it comes.
func (a *app) runAll(ctx context.Context, b store.Bench, places []store.Output, command []string, limit time.Duration, r *ran) error {
	program, err := exec.LookPath(command[0])
	if err != nil {
		return fmt.Errorf("the command %q cannot be run: %w", command[0], err)
	}
	s, began := a.store(), time.Now()
	for i, place := range places {
		var left time.Duration
		if i > 0 {
			left = time.Since(began) / time.Duration(i) * time.Duration(len(places)-i)
		}
		a.saySo("%d of %d: %s%s", i+1, len(places), placeWords(b, place), leftWords(left))
		o, err := runOne(ctx, program, command[1:], limit, b, place)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // what was stopped did not fail
		}
		if err != nil {
			r.Failed = append(r.Failed, runFailed{place.Variant, place.Case, clean.Line(err.Error())})
			continue
		}
		if _, r.ended = s.KeepOutputs(b.Experiment.ID, o); r.ended != nil {
			return nil //nolint:nilerr // it is told with what was made; the rest could not be kept either
		}
		r.Made++
	}
	return nil
}

// saySo says on standard error how far a run is.
func (a *app) saySo(format string, words ...any) {
	fmt.Fprintln(a.stderr, clean.Line(fmt.Sprintf(format, words...)))
}

func placeWords(b store.Bench, place store.Output) string {
	v, _ := b.Variant(place.Variant)
	c, _ := b.Case(place.Case)
	return v.Name + ", " + c.Title()
}

// leftWords say about how long something will take yet; nothing where nobody knows.
func leftWords(left time.Duration) string {
	if left < time.Second {
		return ""
	}
	return ", about " + left.Round(time.Second).String() + " left"
}

// errTooMuch ends a command that prints more than an output may have.
var errTooMuch = fmt.Errorf("it printed more than %d KB", maxOutput>>10)

// runOne makes one output. A command that is ended takes what it started with it.
func runOne(ctx context.Context, program string, args []string, limit time.Duration, b store.Bench, place store.Output) (store.Output, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it took longer than %s", limit))
	defer cancel()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	v, _ := b.Variant(place.Variant)
	c, _ := b.Case(place.Case)
	out, trouble := &capped{full: func() { end(errTooMuch) }}, &capped{full: func() {}}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(v.For(c)), out, trouble
	cmd.WaitDelay = time.Second // for its children that keep the pipe open
	endsTogether(cmd)
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	text := strings.TrimSpace(out.kept.String())
	switch {
	case ctx.Err() != nil:
		return place, context.Cause(ctx)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay): // it is done, and left a child that keeps its output open
		return place, fmt.Errorf("%w: %s", err, cut(trouble.kept.String(), 200))
	case text == "":
		return place, errors.New("it printed nothing")
	}
	place.Text, place.Source, place.LatencyMS = text, store.FromCommand, took.Milliseconds()
	return place, nil
}

// capped keeps what a command prints, up to the size of an output; full is called
// when there is more. The buffer is no embedded one: its ReadFrom would be taken
// instead of Write, and know no end.
type capped struct {
	kept bytes.Buffer
	full func()
}

func (c *capped) Write(p []byte) (int, error) {
	if room := maxOutput - c.kept.Len(); len(p) > room {
		c.kept.Write(p[:room])
		c.full()
		return len(p), nil
	}
	return c.kept.Write(p)
}

func (r ran) text(p *page) {
	p.say("%s made.", count(r.Made, "output"))
	for _, f := range r.Failed {
		p.inset("Variant %s, case %s: %s", f.Variant, strings.TrimLeft(f.Case, "0"), f.Reason)
	}
	if r.cancelled {
		p.say("Stopped. The same call goes on with what is missing.")
	}
	p.gap()
	r.benchShown.text(p)
}

// fault is an error where something is missing.
func (r ran) fault() error {
	switch {
	case r.cancelled:
		return errors.New("stopped before all outputs were made")
	case r.ended != nil:
		return r.ended
	case len(r.Failed) > 0:
		return fmt.Errorf("it failed for %s; the same call makes what is missing", count(len(r.Failed), "output"))
	}
	return nil
}
