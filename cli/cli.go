// Package cli is how Waymark is typed: a file for each noun. A command returns
// what it found and cannot print; Run prints it, as text or as JSON, and turns
// its error into the exit code.
package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/endpoint"
	"waymark/store/envelope"
	"waymark/store/evidence"
	"waymark/store/snapshot"
	"waymark/store/team"
	"waymark/tui/config"
)

// A result is what a command found. It marshals to the JSON that docs/json.md
// describes, and lays itself out as text.
type result interface{ text(*page) }

// A noted result has something to say beside the data, on standard error.
type noted interface{ notes() []string }

// A faulty result is shown like any other, and yet may end with an error.
type faulty interface{ fault() error }

// A verbatim result is a document already: the same bytes are printed as text and as JSON.
type verbatim interface{ document() []byte }

// exitCodes are the errors that end the program with a code of their own. Every
// other error ends it with 1, and a usageError with 2.
var exitCodes = []struct {
	err  error
	code int
}{
	{curriculum.ErrAmbiguous, 2},
	{store.ErrInvalid, 2},
	{config.ErrInvalid, 2},
	{store.ErrLocked, 2},
	{store.ErrBlind, 2},
	{store.ErrRevealed, 2},
	{curriculum.ErrNotFound, 3},
	{store.ErrNotFound, 3},
	{fs.ErrNotExist, 3},
	{store.ErrBusy, 4},
	{store.ErrDamaged, 5},
	{errImport, 5},
	{errSettings, 5},
	{endpoint.ErrSettings, 2},
	{store.ErrNewer, 5},
	{curriculum.ErrMalformed, 5},
	{snapshot.ErrInvalid, 5},
	{team.ErrFile, 5},
	{evidence.ErrPack, 5},
	{envelope.ErrMalformed, 5},
	{envelope.ErrSignature, 6},
	{evidence.ErrChanged, 6},
	{store.ErrPrivacy, 7},
}

func init() {
	cobra.EnableCommandSorting = false
	cobra.MousetrapHelpText = "" // or Windows would refuse to start the screens by a double click
}

// Run carries out one call of the program and returns its exit code. Data goes
// to stdout and everything else to stderr; environ is as from os.Environ.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	a := newApp(stdin, stdout, environ)
	a.stderr = stderr
	root := a.rootCommand()
	if slices.ContainsFunc(args, func(word string) bool { return strings.HasPrefix(word, cobra.ShellCompRequestCmd) }) {
		a.completeRest(root)
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteC()
	if !isCompletion(cmd) {
		a.sayFaults(stderr)
	}
	if err != nil && !a.reached {
		err = flagError(cmd, err)
	}
	if err == nil && a.found != nil {
		err = a.show(stdout, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, wrapped(stderr, "waymark: "+clean.Text(err.Error())))
	}
	if _, wrong := errors.AsType[usageError](err); wrong {
		fmt.Fprintf(stderr, "how to call it: %s --help\n", cmd.CommandPath())
	}
	code := exitCode(err)
	if code != 4 && code != 5 && !a.busy && !isCompletion(cmd) {
		a.upkeep()
	}
	return code
}

// isCompletion reports that a shell asked for words, and waits for them.
func isCompletion(cmd *cobra.Command) bool { return strings.HasPrefix(cmd.Name(), "__complete") }

// wrapped breaks a message between words where a person reads it; a script gets
// it on one line.
func wrapped(out io.Writer, text string) string {
	if isTerminal(out) {
		return ansi.Wordwrap(text, columns, "")
	}
	return text
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if _, wrong := errors.AsType[usageError](err); wrong {
		return 2
	}
	for _, e := range exitCodes {
		if errors.Is(err, e.err) {
			return e.code
		}
	}
	return 1
}

// show prints what the command found, and returns the fault in it.
func (a *app) show(stdout, stderr io.Writer) error {
	if n, ok := a.found.(noted); ok {
		for _, note := range n.notes() {
			fmt.Fprintln(stderr, clean.Line(note))
		}
	}
	var out []byte
	forPerson := false
	if v, ok := a.found.(verbatim); ok {
		out = escapeControls(v.document())
	} else if a.json {
		encoded, err := encode(a.found)
		if err != nil {
			return err
		}
		out = encoded
	} else {
		p := new(page)
		a.found.text(p)
		out, forPerson = p.bytes(), true
	}
	if err := a.print(stdout, out, forPerson); err != nil {
		return fmt.Errorf("cannot write the result, though the command did its work: %w", err)
	}
	if f, ok := a.found.(faulty); ok {
		return f.fault()
	}
	return nil
}

// encode returns v as indented JSON, in which characters that steer a terminal
// are escaped.
func encode(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("cannot write the result as JSON: %w", err)
	}
	return escapeControls(buffer.Bytes()), nil
}
