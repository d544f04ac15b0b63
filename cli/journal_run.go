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
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
)

// ran is a bench whose missing outputs a command made.
type ran struct {
	benchShown
	Made   int         `json:"made"`
	Failed []runFailed `json:"failed"`

	cancelled bool
}

// runFailed is a place of the bench that got no output, and why.
type runFailed struct {
	Variant string `json:"variant"`
	Case    string `json:"case"`
	Reason  string `json:"reason"`
}

func (a *app) journalRunCommand() *cobra.Command {
	seconds := 300
	var again bool
	cmd := a.verb("run ID [CMD]...", "Let a command make the missing outputs of an entry", func(args []string) (result, error) {
		return a.journalRun(args[0], args[1:], time.Duration(seconds)*time.Second, again)
	})
	cmd.Use = "run ID -- [CMD]..."
	cmd.Args = cobra.MinimumNArgs(1)
	cmd.Long = "Let a command make the missing outputs of an entry, one after the other: it gets the prompt with the case's input on " +
		"standard input, and what it prints is the output. Each is kept as it comes; what is missing after an interruption is made by the next call. " +
		"The command is run as it is given, without a shell."
	cmd.Example = "  waymark journal run 01JD8 -- ollama run llama3.2\n  waymark journal run 01JD8 --seconds 60 -- ./ask.sh"
	whole(cmd, &seconds, "seconds", 1, 86_400, "how long `SECONDS` one output may take (300)")
	cmd.Flags().BoolVar(&again, "again", false, "make all outputs anew, as further tries")
	return cmd
}

func (a *app) journalRun(id string, command []string, limit time.Duration, again bool) (result, error) {
	if len(command) == 0 {
		return nil, misuse("say which command makes the outputs: waymark journal run %s -- CMD", id)
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
	program, err := exec.LookPath(command[0])
	if err != nil {
		return nil, fmt.Errorf("the command %q cannot be run: %w", command[0], err)
	}
	places := b.Missing()
	if again {
		places = allPlaces(b)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	r := ran{Failed: []runFailed{}}
	for i, place := range places {
		if ctx.Err() != nil {
			r.cancelled = true
			break
		}
		a.sayProgress(i, len(places), b, place)
		o, err := runOne(ctx, program, command[1:], limit, b, place)
		if err == nil {
			_, err = s.KeepOutputs(b.Experiment.ID, o)
		}
		switch {
		case err == nil:
			r.Made++
		case ctx.Err() == nil:
			r.Failed = append(r.Failed, runFailed{place.Variant, place.Case, clean.Line(err.Error())})
		}
	}
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

// sayProgress says on standard error how far a run is.
func (a *app) sayProgress(done, of int, b store.Bench, place store.Output) {
	v, _ := b.Variant(place.Variant)
	c, _ := b.Case(place.Case)
	fmt.Fprintln(a.stderr, clean.Line(fmt.Sprintf("%d of %d: %s, %s", done+1, of, v.Name, c.Title())))
}

// runOne makes one output.
func runOne(ctx context.Context, program string, args []string, limit time.Duration, b store.Bench, place store.Output) (store.Output, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	v, _ := b.Variant(place.Variant)
	c, _ := b.Case(place.Case)
	var out, trouble capped
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(v.For(c)), &out, &trouble
	cmd.WaitDelay = time.Second // for its children that keep the pipe open
	began := time.Now()
	err := cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return place, fmt.Errorf("it took longer than %s", limit)
	case err != nil:
		return place, fmt.Errorf("%w: %s", err, cut(trouble.String(), 200))
	case out.over:
		return place, fmt.Errorf("it printed more than %d KB", maxOutput>>10)
	}
	place.Text, place.Source, place.LatencyMS = strings.TrimSpace(out.String()), store.FromCommand, time.Since(began).Milliseconds()
	return place, nil
}

// capped keeps what a command prints, up to the size of an output.
type capped struct {
	bytes.Buffer
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	if room := maxOutput - c.Len(); len(p) > room {
		c.over = true
		c.Buffer.Write(p[:room])
		return len(p), nil
	}
	return c.Buffer.Write(p)
}

func (r ran) text(p *page) {
	p.say("%s made by the command.", count(r.Made, "output"))
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
	case len(r.Failed) > 0:
		return fmt.Errorf("the command failed for %s", count(len(r.Failed), "output"))
	}
	return nil
}
