package endpoint

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The errors of a record store that are about a statement: the others are those of asking a
// model.
var (
	ErrConflict    = errors.New("the record store has another statement under this id")
	ErrStatement   = errors.New("the record store does not take the statement")
	ErrNoStatement = errors.New("the record store has no such statement")
)

// Records is a learning record store: it takes xAPI statements (1.0.3, and 2.0 as IEEE
// 9274.1.1). Only Send and Find make calls.
type Records struct {
	call    *caller
	auth    string // value of the header
	version string // of xAPI, as the record store speaks it; empty before it was asked
}

// The versions of xAPI, as the header names them. What Waymark says is the same in both.
const (
	versionHeader = "X-Experience-API-Version"
	version1      = "1.0.3"
	version2      = "2.0.0"
)

// RecordsLimits suit a record store, which answers quickly or not at all.
func RecordsLimits() Limits {
	return Limits{FirstByte: 30 * time.Second, Total: 2 * time.Minute, Wait: 30 * time.Second, Tries: 4}
}

// OpenRecords checks address and key of a record store, without a call. The key is
// "NAME:SECRET" for Basic authentication, or "Bearer TOKEN". Of the configuration only the
// environment and the limits count.
func OpenRecords(address, key string, c Config) (*Records, error) {
	u, err := RecordsAddress(address)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(u)
	if err != nil {
		return nil, fail(ErrSettings, "the address of the record store is not one")
	}
	auth, secret, err := authorization(key)
	if err != nil {
		return nil, err
	}
	c.Limits = c.Limits.filled()
	return &Records{call: &caller{Config: c, address: at, key: secret, http: c.client(at), where: "the address"}, auth: auth}, nil
}

// RecordsAddress is the address of a record store in the one form in which it is kept.
func RecordsAddress(address string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http":
		return "", fail(ErrSettings, "the address of the record store is not one: write it like https://records.example.com/xapi")
	case u.User != nil:
		return "", fail(ErrSettings, "the address of the record store holds a name or a password, which would stay in the history of your shell: leave it out")
	case u.RawQuery != "" || u.Fragment != "":
		return "", fail(ErrSettings, "the address of the record store ends in ? or #: leave that out")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "", fail(ErrSettings, "%s is another machine, and with http anybody on the way can read what you send and your key: use https", u.Host)
	}
	u.Host = strings.ToLower(u.Host)
	u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/statements") // as documentation often shows it
	u.RawPath = ""
	return u.String(), nil
}

// authorization makes the header of a key; secret is the part that must not be shown.
func authorization(key string) (header, secret string, err error) {
	key = strings.TrimSpace(key)
	if token, is := strings.CutPrefix(key, "Bearer "); is {
		secret, err = tidyKey(token)
		return "Bearer " + secret, secret, err
	}
	name, secret, found := strings.Cut(key, ":")
	if !found || name == "" || secret == "" {
		return "", "", fail(ErrKey, "the key of the record store has another form: write NAME:SECRET, or Bearer TOKEN")
	}
	r := http.Request{Header: http.Header{}}
	r.SetBasicAuth(name, secret)
	return r.Header.Get("Authorization"), secret, nil
}

// Close ends the connections.
func (r *Records) Close() { r.call.close() }

// Send hands statements over in one request; ids are theirs. Nil says that the record store
// confirmed each of them. ErrConflict and ErrStatement are about the statements; after any
// other error it is not known whether they arrived.
func (r *Records) Send(ctx context.Context, ids, statements []string) error {
	if err := r.meet(ctx); err != nil {
		return err
	}
	body, err := r.ask(ctx, http.MethodPost, "/statements", []byte("["+strings.Join(statements, ",")+"]"))
	if err != nil {
		return err
	}
	var stored []string
	if json.Unmarshal(body, &stored) != nil || len(stored) != len(ids) {
		return r.noStore()
	}
	for _, id := range stored {
		if !slices.Contains(ids, strings.ToLower(id)) {
			return r.noStore()
		}
	}
	return nil
}

// Find fetches a statement, also one that was voided: ErrNoStatement where there is none.
func (r *Records) Find(ctx context.Context, id string) ([]byte, error) {
	if err := r.meet(ctx); err != nil {
		return nil, err
	}
	for _, name := range []string{"statementId", "voidedStatementId"} {
		body, err := r.ask(ctx, http.MethodGet, "/statements?"+name+"="+url.QueryEscape(id), nil)
		if !errors.Is(err, ErrNoStatement) {
			return body, err
		}
	}
	return nil, ErrNoStatement
}

// meet asks once which version of xAPI is spoken. Where something else than a record store
// answers, nothing of the learner was sent yet.
func (r *Records) meet(ctx context.Context) error {
	if r.version != "" {
		return nil
	}
	body, err := r.ask(ctx, http.MethodGet, "/about", nil)
	if err != nil {
		return err
	}
	var about struct{ Version []string }
	if json.Unmarshal(body, &about) != nil {
		return r.noStore()
	}
	for _, v := range about.Version {
		switch {
		case strings.HasPrefix(v, "1.0"):
			r.version = version1
			return nil
		case strings.HasPrefix(v, "2.0"):
			r.version = version2
		}
	}
	if r.version == "" {
		return fail(ErrAnswer, "%s speaks no version of xAPI that Waymark knows (%s): 1.0.3 or 2.0 is needed",
			r.call.address.Host, r.call.shown(strings.Join(about.Version, ", ")))
	}
	return nil
}

func (r *Records) noStore() error {
	return fail(ErrAnswer, "what answers at %s is no record store: look at the address, and whether you must sign in or join a VPN first", r.call.address.Host)
}

// ask sends one request, again where that may help, and returns the body of the answer.
func (r *Records) ask(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	c := r.call
	ctx, cancel := context.WithTimeoutCause(ctx, c.Limits.Total, c.late("did not finish within %s", spoken(c.Limits.Total)))
	defer cancel()
	for try := 1; ; try++ {
		answer, err := r.try(ctx, method, path, body)
		f, known := errors.AsType[*failure](err)
		if !known || !f.again {
			return answer, err
		}
		wait := c.pause(f, try)
		if try == c.Limits.Tries || wait > c.Limits.Wait {
			return nil, f.last(try, wait)
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, context.Cause(ctx)
		}
	}
}

func (r *Records) try(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	c := r.call
	ctx, cancel := context.WithTimeoutCause(ctx, c.Limits.FirstByte, c.late("sent nothing for %s", spoken(c.Limits.FirstByte)))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, c.address.String()+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("asking the record store: %w", err)
	}
	version := r.version
	if version == "" {
		version = version1
	}
	request.Header.Set(versionHeader, version)
	request.Header.Set("Authorization", r.auth)
	request.Header.Set("User-Agent", "waymark")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.http.Do(request)
	if err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		return nil, c.unreachable(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, c.lost(err)
	}
	return answer, r.judge(response, answer)
}

// judge says in plain words what an answer means that is none.
func (r *Records) judge(response *http.Response, body []byte) error {
	c, code := r.call, response.StatusCode
	host, words := c.address.Host, c.says(body)
	switch {
	case code == http.StatusOK:
		return nil
	case code == http.StatusConflict:
		return fail(ErrConflict, "%s has another statement under this id (409)%s", host, words)
	case code == http.StatusBadRequest, code == http.StatusRequestEntityTooLarge, code == http.StatusUnprocessableEntity:
		return fail(ErrStatement, "%s does not take it (%d)%s", host, code, words)
	case code == http.StatusUnauthorized:
		return fail(ErrKey, "%s does not accept the key (401)%s: look whether it is whole, and still valid", host, words)
	case code == http.StatusForbidden:
		return fail(ErrKey, "%s does not allow this with your key (403)%s: ask who gave it to you", host, words)
	case code == http.StatusNotFound && strings.Contains(response.Request.URL.RawQuery, "tatementId="):
		return ErrNoStatement
	case code == http.StatusNotFound:
		return fail(ErrRefused, "%s knows no such address (404)%s: it often ends in /xapi", host, words)
	case code >= 300 && code < 400:
		return fail(ErrRefused, "%s sends on to another address (%d); Waymark does not follow, so that your key goes nowhere else: look at the address", host, code)
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		f := fail(ErrFailed, "%s failed (%d)%s", host, code, words)
		f.again, f.wait = true, retryAfter(response.Header.Get("Retry-After"), time.Now())
		return f
	}
	return fail(ErrRefused, "%s refuses the request (%d)%s", host, code, words)
}
