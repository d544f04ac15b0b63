package endpoint

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// address is the URL of the configuration, checked: where it may not be used,
// ErrSettings says why.
func (c Config) address() (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(c.URL))
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return nil, fail(ErrSettings, "the address of the endpoint is not one: write it like https://gateway.example.com/v1")
	case u.User != nil:
		return nil, fail(ErrSettings, "the address of the endpoint holds a name or password; leave it out, "+
			"and keep the key with waymark settings set %s -", SettingKey)
	case u.RawQuery != "" || u.Fragment != "":
		return nil, fail(ErrSettings, "the address of the endpoint ends in ? or #: leave that out, as it may hold a key")
	case u.Scheme == "http" && !isLoopback(u.Hostname()) && !c.AnyHTTP:
		return nil, fail(ErrSettings, "%s is another machine, and with http anybody on the way can read your prompts and your key: "+
			"use https, or allow it with waymark settings set %s %s", u.Host, SettingHTTP, AnyHTTP)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.Path = strings.TrimSuffix(u.Path, "/chat/completions") // as documentation often shows it
	u.RawPath = ""
	return u, nil
}

// isLoopback reports that a host is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// client makes connections to the address only: it follows no redirect, so that
// neither key nor prompt reaches a host that the person did not name.
func (c Config) client(address *url.URL) *http.Client {
	dial := c.dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: c.Limits.FirstByte}).DialContext
	}
	transport := &http.Transport{
		DialContext: dial, Proxy: c.proxy(address), ForceAttemptHTTP2: true,
		DisableCompression:  true, // or words that were written wait to be packed
		TLSHandshakeTimeout: c.Limits.FirstByte, MaxResponseHeaderBytes: 64 << 10,
	}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

// proxy is what HTTPS_PROXY and NO_PROXY say, for https alone: through a proxy
// runs the encrypted connection, of which it sees the host and nothing more.
func (c Config) proxy(address *url.URL) func(*http.Request) (*url.URL, error) {
	either := func(upper, lower string) string {
		if value := c.environ(upper); value != "" {
			return value
		}
		return c.environ(lower)
	}
	if address.Scheme != "https" || isLoopback(address.Hostname()) {
		return nil
	}
	choose := (&httpproxy.Config{
		HTTPSProxy: either("HTTPS_PROXY", "https_proxy"), NoProxy: either("NO_PROXY", "no_proxy"),
	}).ProxyFunc()
	return func(r *http.Request) (*url.URL, error) { return choose(r.URL) }
}
