package endpoint

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// keyringService is under which name the keyring keeps the keys.
const keyringService = "waymark"

// keyringPatience is how long the keyring may take: it may ask the person to
// unlock it.
const keyringPatience = time.Minute

// KeepKey puts the key for the configuration's address into the system's
// keyring, in place of an older one. It is kept for scheme, host and port, so that
// no other address ever gets it. An empty key takes it away.
func (c Config) KeepKey(ctx context.Context, key string) error {
	address, err := c.address()
	if err != nil {
		return err
	}
	key, err = tidyKey(key)
	if err != nil {
		return err
	}
	return fromKeyring(ctx, func() error {
		if key != "" {
			return keyring.Set(keyringService, origin(address), key)
		}
		if err := keyring.Delete(keyringService, origin(address)); !errors.Is(err, keyring.ErrNotFound) {
			return err
		}
		return nil
	})
}

// readKey reads the key where the configuration says that it is. Without such a
// place there is none, and none is sent.
func (c Config) readKey(ctx context.Context, address *url.URL) (key string, err error) {
	switch {
	case c.KeyEnv != "":
		if key = c.environ(c.KeyEnv); key == "" {
			return "", fail(ErrKey, "the environment variable %s, which should hold the key for %s, is empty or not set: "+
				"set it and start Waymark again, or name another one with waymark settings set %s NAME", c.KeyEnv, address.Host, SettingKeyEnv)
		}
	case c.Keyring:
		found := make(chan string, 1)
		err = fromKeyring(ctx, func() error {
			value, err := keyring.Get(keyringService, origin(address))
			found <- value
			return err
		})
		switch {
		case errors.Is(err, keyring.ErrNotFound):
			return "", fail(ErrKey, "the keyring holds no key for %s: put it there with waymark settings set %s -", address.Host, SettingKey)
		case err != nil:
			return "", err
		}
		key = <-found
	}
	return tidyKey(key)
}

// fromKeyring does something with the keyring, which may hang or not be there.
func fromKeyring(ctx context.Context, do func() error) error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	late := time.NewTimer(keyringPatience)
	defer late.Stop()
	const instead = "put the key into an environment variable and name that with waymark settings set " + SettingKeyEnv + " NAME"
	select {
	case err := <-done:
		if err == nil || errors.Is(err, keyring.ErrNotFound) {
			return err
		}
		return fail(ErrKey, "this machine has no keyring that can be used (%s): %s", oneLine(err.Error()), instead)
	case <-late.C:
		return fail(ErrKey, "the keyring does not answer: unlock it and try again, or %s", instead)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// tidyKey takes the line break off that copying leaves, and refuses what no
// header can hold. The error tells nothing of the key.
func tidyKey(key string) (string, error) {
	key = strings.TrimSpace(key)
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return "", fail(ErrKey, "the key holds a space, a line break or a sign that no key has: copy it anew, alone")
		}
	}
	return key, nil
}

// origin is the scheme, host and port of an address, which a key belongs to.
func origin(address *url.URL) string {
	port := address.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[address.Scheme]
	}
	return address.Scheme + "://" + strings.ToLower(address.Hostname()) + ":" + port
}

// shortestSecret is from which length on a key is taken for a secret. Servers on
// the person's own machine take any word for a key.
const shortestSecret = 8

// tells reports that a text gives the key away: plain, without its spaces and
// line breaks, in other case, or in the encodings of URLs, base64 and JSON.
func tells(text, key string) bool {
	if len(key) < shortestSecret {
		return false
	}
	squeezed := strings.ToLower(strings.Join(strings.Fields(text), ""))
	for _, form := range []string{key, url.QueryEscape(key), url.PathEscape(key), base64.StdEncoding.EncodeToString([]byte(key)), strings.ReplaceAll(key, "/", `\/`)} {
		if strings.Contains(squeezed, strings.ToLower(form)) {
			return true
		}
	}
	return false
}
