package endpoint

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	mostWire  = 64 << 20 // bytes of a response: an answer of a mebibyte, streamed word by word
	mostError = 64 << 10 // bytes of the body of an error
)

// watched is a body of at most so many bytes that tells when more of it came.
type watched struct {
	io.ReadCloser
	heard func()
	left  int
}

// errTooLong ends a body that never ends.
var errTooLong = errors.New("longer than any answer")

// Read implements io.Reader.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if n > 0 {
		w.heard()
	}
	if w.left -= n; w.left < 0 {
		return n, errTooLong
	}
	return n, err
}

// judge refuses a response that cannot hold an answer. A request that limits the
// tokens by their older name may be sent again with the newer one.
func (c *caller) judge(r *http.Response, olderName bool) error {
	host := c.address.Host
	switch {
	case r.StatusCode == http.StatusOK:
		return c.judgeType(r)
	case r.StatusCode >= 300 && r.StatusCode < 400:
		return c.moved(r)
	}
	body, _ := io.ReadAll(io.LimitReader(r.Body, mostError))
	words := c.says(body)
	switch code := r.StatusCode; {
	case code == http.StatusUnauthorized:
		f := fail(ErrKey, "%s does not accept the key (401)%s: look whether it is whole, and still valid", host, words)
		if c.key == "" {
			f.words = host + " wants a key (401): name the environment variable that holds it with waymark settings set " + SettingKeyEnv + " NAME"
		}
		return f
	case code == http.StatusForbidden:
		f := fail(ErrKey, "%s does not allow this with your key (403)%s: ask who gave it to you", host, words)
		f.all = false // some answer so to one text only
		return f
	case code == http.StatusNotFound:
		f := fail(ErrRefused, "%s knows no such address or no model %q (404)%s: look at %s, which often ends in /v1, and at %s",
			host, c.Model, words, SettingURL, SettingModel)
		f.all = true
		return f
	case code == http.StatusBadRequest && olderName && strings.Contains(string(body), "max_completion_tokens"):
		c.renamed.Store(true)
		f := fail(ErrRefused, "%s wants the limit of tokens by another name", host)
		f.again, f.wait = true, time.Millisecond
		return f
	case code == http.StatusTooManyRequests:
		f := fail(ErrBusy, "%s takes no more requests for now (429)%s", host, words)
		f.again, f.wait = !strings.Contains(string(body), "insufficient_quota"), retryAfter(r.Header.Get("Retry-After"), time.Now())
		return f
	case code == http.StatusRequestTimeout, code >= 500:
		f := fail(ErrFailed, "%s failed (%d)%s", host, code, words)
		f.again, f.wait = true, retryAfter(r.Header.Get("Retry-After"), time.Now())
		return f
	default:
		return fail(ErrRefused, "%s refuses the request (%d)%s: change the prompt or the settings", host, code, words)
	}
}

// judgeType refuses what is neither a stream of events nor JSON.
func (c *caller) judgeType(r *http.Response) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err == nil && (kind == "text/event-stream" || kind == "application/json"):
		return nil
	case kind == "text/html":
		f := fail(ErrAnswer, "%s answers with a web page instead of a model's answer: look at %s, which often ends in /v1, "+
			"and whether you must sign in or join a VPN first", c.address.Host, SettingURL)
		f.all = true
		return f
	}
	return fail(ErrAnswer, "%s answers with something else than a model's answer (%q): look at %s, which often ends in /v1",
		c.address.Host, c.shown(kind), SettingURL)
}

// moved says where a redirect leads, which is not followed.
func (c *caller) moved(r *http.Response) error {
	to := "another address"
	if u, err := r.Location(); err == nil {
		u = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path} // a query may hold anything
		to = c.shown(u.String())
	}
	f := fail(ErrRefused, "%s sends on to %s (%d); Waymark does not follow, so that your key and prompts go nowhere else: "+
		"if you trust that address, set it with waymark settings set %s", c.address.Host, to, r.StatusCode, SettingURL)
	f.all = true
	return f
}

// unreachable says in plain words why there is no response.
func (c *caller) unreachable(err error) error {
	host := c.address.Host
	unknown, isDNS := errors.AsType[*net.DNSError](err)
	_, isTrust := errors.AsType[*tls.CertificateVerificationError](err)
	operation, isNet := errors.AsType[*net.OpError](err)
	if outer, is := errors.AsType[*url.Error](err); is {
		err = outer.Err // which does not repeat the address
	}
	switch {
	case isDNS && unknown.IsNotFound:
		return fail(ErrUnreachable, "there is no host %s: look at its spelling in %s, at your network, and whether you must join a VPN first", host, c.where)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fail(ErrUnreachable, "nobody answers at %s: if it is a server on your machine, start it; otherwise look at the port in %s", host, c.where)
	case isTrust:
		return fail(ErrUnreachable, "the certificate of %s is not trusted on this machine: if it is your company's, ask for its root certificate to be installed", host)
	case strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return fail(ErrUnreachable, "%s speaks http, not https: look at %s", host, c.where)
	case isNet && (operation.Op == "dial" || operation.Op == "proxyconnect"):
		return fail(ErrUnreachable, "%s cannot be reached (%s): look at your network, and at HTTPS_PROXY if you need a proxy", host, c.shown(operation.Err.Error()))
	}
	return c.lost(err)
}

// lost says that the connection broke; another try may help.
func (c *caller) lost(err error) error {
	f := fail(ErrFailed, "the connection to %s was lost (%s)", c.address.Host, c.shown(err.Error()))
	f.again = true
	return f
}

func (c *caller) late(format string, args ...any) error {
	return fail(ErrSlow, "%s "+format+": try again later, or ask for less", append([]any{c.address.Host}, args...)...)
}

// last is the failure of the n-th try, after which there is none.
func (f *failure) last(n int, wait time.Duration) error {
	end := *f
	if f.wait > 0 {
		end.words += ", and asks to wait for " + spoken(wait)
	}
	if n > 1 {
		end.words += ", " + strconv.Itoa(n) + " times"
	}
	end.words += ": try again later"
	return &end
}

// says is the reason that the body of an error gives, as an end of a sentence.
// Only what is JSON is told: of a page of HTML nobody would be the wiser.
func (c *caller) says(body []byte) string {
	var e struct {
		Error, Message, Detail json.RawMessage
	}
	if json.Unmarshal(body, &e) != nil {
		return ""
	}
	for _, raw := range []json.RawMessage{e.Error, e.Message, e.Detail} {
		var text string
		var inner struct{ Message string }
		if json.Unmarshal(raw, &text) != nil && json.Unmarshal(raw, &inner) == nil {
			text = inner.Message
		}
		if text = c.shown(text); text != "" {
			return ", saying: " + text
		}
	}
	return ""
}

// shown is a text from others as an error may hold it: never with the key.
func (c *caller) shown(text string) string {
	if tells(text, c.key) {
		return "(words that repeat your key)"
	}
	return strings.TrimRight(oneLine(text), ".:")
}

// retryAfter is how long a server asks to wait, in seconds or as a date; 0 if it
// does not say.
func retryAfter(header string, now time.Time) time.Duration {
	const longest = 30 * 24 * time.Hour
	if seconds, err := strconv.ParseFloat(header, 64); err == nil && !math.IsNaN(seconds) {
		return time.Duration(min(max(seconds, 0), longest.Seconds()) * float64(time.Second))
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(at.Sub(now), 0), longest)
	}
	return 0
}

// spread shortens a wait by up to a quarter, or all who were refused at once
// would come again at once.
func spread(wait time.Duration) time.Duration { return wait - rand.N(wait/4+1) }
