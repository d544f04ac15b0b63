package endpoint

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Inside is a configuration whose connections never leave the process, and whose
// waits are not spread.
func Inside(c Config, dial func(ctx context.Context, network, address string) (net.Conn, error)) Config {
	c.dial = dial
	c.jitter = func(d time.Duration) time.Duration { return d }
	return c
}

// Origin is what a key belongs to.
func Origin(c Config) (string, error) {
	address, err := c.address()
	if err != nil {
		return "", err
	}
	return origin(address), nil
}

// Reachable are parts that the tests look at alone.
var (
	RetryAfter = retryAfter
	Tells      = tells
	Spread     = spread
)

// Read makes a reply of a response with a body, as after a request with a key.
func Read(response *http.Response, body, key string) (Reply, error) {
	address, err := Config{URL: "https://gateway.example.com/v1"}.address()
	if err != nil {
		return Reply{}, err
	}
	c := &caller{Config: Config{Model: "test", Limits: DefaultLimits()}, address: address, key: key}
	response.Body = io.NopCloser(strings.NewReader(body))
	if err := c.judge(response, true); err != nil {
		return Reply{}, err
	}
	return c.read(response, func(Progress) {})
}
