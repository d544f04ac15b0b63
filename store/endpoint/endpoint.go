// Package endpoint asks a model behind an OpenAI-compatible address: a company's gateway, a provider, or a server on
// this machine. It also hands xAPI statements to a record store. It makes no call by itself: only Ask and Run, Send and
// Find do, which a person starts. It is a leaf, and the only room that may use the network and the system's keyring.
package endpoint

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync/atomic"
	"time"
)

// A Config is where a model answers, and how it is asked. The key itself is no
// part of it: it is read at the moment of a call.
type Config struct {
	URL     string // such as "https://gateway.example.com/v1"
	Model   string // as the address calls it
	KeyEnv  string // name of the environment variable that holds the key; empty: none
	Keyring bool   // the key is in the system's keyring, kept for this address
	AnyHTTP bool   // http without encryption is allowed to other machines, too
	Limits  Limits

	// Environ looks a variable of the environment up. Nil is os.LookupEnv.
	Environ func(name string) (value string, found bool)

	dial   func(ctx context.Context, network, address string) (net.Conn, error) // nil: the network
	jitter func(time.Duration) time.Duration                                    // nil: up to a quarter less
}

// Limits end a call that takes too long or answers too much. A field that is
// zero has its value of DefaultLimits.
type Limits struct {
	FirstByte time.Duration // nothing of the answer came
	Stall     time.Duration // nothing more of it came
	Total     time.Duration // one request with all its tries
	Wait      time.Duration // the longest wait between two tries; a server that asks for more is not waited for
	Tries     int           // how often a request is sent, at most
	Bytes     int           // length of the text, in bytes
}

// DefaultLimits suit a slow model: one on the person's own machine may take a
// minute to be loaded.
func DefaultLimits() Limits {
	return Limits{
		FirstByte: 2 * time.Minute, Stall: time.Minute, Total: 10 * time.Minute,
		Wait: 2 * time.Minute, Tries: 4, Bytes: 1 << 20,
	}
}

func (l Limits) filled() Limits {
	normal := DefaultLimits()
	fill := func(d *time.Duration, otherwise time.Duration) {
		if *d == 0 {
			*d = otherwise
		}
	}
	fill(&l.FirstByte, normal.FirstByte)
	fill(&l.Stall, normal.Stall)
	fill(&l.Total, normal.Total)
	fill(&l.Wait, normal.Wait)
	if l.Tries == 0 {
		l.Tries = normal.Tries
	}
	if l.Bytes == 0 {
		l.Bytes = normal.Bytes
	}
	return l
}

// The settings of the endpoint, as waymark settings names them.
const (
	SettingURL    = "endpoint.url"
	SettingModel  = "endpoint.model"
	SettingKeyEnv = "endpoint.key-env"
	SettingKey    = "endpoint.key"  // "keyring" where the key is there
	SettingHTTP   = "endpoint.http" // "any" where http is allowed to other machines
)

// Values of the settings that have few.
const (
	InKeyring = "keyring"
	LocalHTTP = "local"
	AnyHTTP   = "any"
)

// FromSettings makes the configuration of what the person chose: get returns the
// value of a setting, as Profile.Setting of the store does.
func FromSettings(get func(setting string) string) Config {
	return Config{
		URL: get(SettingURL), Model: get(SettingModel), KeyEnv: get(SettingKeyEnv),
		Keyring: get(SettingKey) == InKeyring, AnyHTTP: get(SettingHTTP) == AnyHTTP,
	}
}

// Check says what is wrong with a configuration, without a call: ErrSettings
// where the address or the model is missing, or the address may not be used.
func (c Config) Check() error {
	if c.URL == "" {
		return fail(ErrSettings, "no endpoint is set up: name its address with waymark settings set %s https://…/v1", SettingURL)
	}
	if _, err := c.address(); err != nil {
		return err
	}
	if c.Model == "" {
		return fail(ErrSettings, "no model is named: choose one with waymark settings set %s NAME", SettingModel)
	}
	return nil
}

// Settings are how a model answers. What is nil or zero is not sent, and the
// model's own default holds.
type Settings struct {
	Temperature *float64
	MaxTokens   int
	Seed        *int64
}

// A Request is one question to the model.
type Request struct {
	System   string // instructions; empty: none are sent
	Prompt   string // what the person asks, with the case in it
	Settings Settings
}

// A Reply is one whole answer.
type Reply struct {
	Text      string        // as the model wrote it: text from others
	Model     string        // as the address names the model that answered
	Latency   time.Duration // from sending the request that was answered to the end of the answer
	TokensIn  int           // as the address counted them; 0: it told none
	TokensOut int
	Finish    string // "stop"; "length": the answer was cut at MaxTokens; or another word of the address
	Tries     int    // how often the request was sent
}

func (c Config) environ(name string) string {
	look := c.Environ
	if look == nil {
		look = os.LookupEnv
	}
	value, _ := look(name)
	return value
}

// caller is a checked configuration with its connections, for one Ask or Run.
type caller struct {
	Config
	address *url.URL
	key     string
	where   string // what names the address, for messages
	http    *http.Client
	renamed atomic.Bool // it wants max_completion_tokens, as OpenAI's own address does; most others know max_tokens only
}

func (c Config) caller(ctx context.Context) (*caller, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	address, err := c.address()
	if err != nil {
		return nil, err
	}
	c.Limits = c.Limits.filled()
	key, err := c.readKey(ctx, address)
	if err != nil {
		return nil, err
	}
	return &caller{Config: c, address: address, key: key, where: SettingURL, http: c.client(address)}, nil
}

func (c *caller) close() { c.http.CloseIdleConnections() }
