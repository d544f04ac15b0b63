package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"waymark/store/endpoint"
)

// endpoint is where a model answers, as the person set it up. No call is made.
func (a *app) endpoint() (endpoint.Config, error) {
	p, err := a.store().Profile()
	c := endpoint.FromSettings(p.Setting)
	c.Environ = func(name string) (string, bool) {
		value, found := a.environ[name]
		return value, found
	}
	return c, err
}

// endpointAddress refuses an address that may not be used.
func (a *app) endpointAddress(url string) error {
	c, err := a.endpoint()
	if err != nil || url == "" {
		return err
	}
	if c.URL = url; c.Model == "" {
		c.Model = "any" // which is chosen next
	}
	if err := c.Check(); err != nil {
		return misuse("%v", err)
	}
	return nil
}

// endpointKey puts the key that standard input has into the keyring, or takes it
// away for an empty value. What the profile keeps is only that the key is there.
func (a *app) endpointKey(value string) (string, error) {
	c, err := a.endpoint()
	switch {
	case err != nil:
		return "", err
	case value != "" && value != "-":
		return "", misuse("a key in the words of a call stays in the history of your shell; give it when asked, or by a pipe: waymark settings set %s -", endpoint.SettingKey)
	case c.URL == "":
		return "", misuse("a key is kept for one address; set that first: waymark settings set %s https://…/v1", endpoint.SettingURL)
	case value == "":
		return "", c.KeepKey(context.Background(), "")
	}
	key, err := a.secret("Your key for " + c.URL + " (it is not shown): ")
	switch {
	case err != nil:
		return "", err
	case key == "":
		return "", misuse("there was no key on standard input; nothing was changed")
	}
	return endpoint.InKeyring, c.KeepKey(context.Background(), key)
}

// secret reads a line without showing it; without a terminal it is all that is
// piped in.
func (a *app) secret(question string) (string, error) {
	file, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(file.Fd()) {
		return a.input([]string{"-"}, 0)
	}
	if a.json { // which is all that may stand on standard output
		return unseen(file.Fd(), func() {})
	}
	defer fmt.Fprintln(a.stdout)
	return unseen(file.Fd(), func() { fmt.Fprint(a.stdout, question) })
}

// unseen asks, and reads a line from a terminal that shows nothing of it. What is
// typed afterwards shows again, even where Ctrl+C ended it.
func unseen(terminal uintptr, ask func()) (string, error) {
	before, err := term.GetState(terminal)
	if err != nil {
		return "", fmt.Errorf("cannot read the key: %w", err)
	}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(stopped)
	typed := make(chan []byte, 1)
	go func() {
		line, _ := term.ReadPassword(terminal) // the end of input is an empty line
		typed <- line
	}()
	for range 100 { // whoever answers at once must not be seen either
		if now, err := term.GetState(terminal); err != nil || *now != *before {
			break
		}
		time.Sleep(time.Millisecond)
	}
	ask()
	select {
	case line := <-typed:
		return strings.TrimSpace(string(line)), nil
	case <-stopped:
		term.Restore(terminal, before) //nolint:errcheck // there is nothing else to try
		return "", errors.New("stopped; nothing was changed")
	}
}
