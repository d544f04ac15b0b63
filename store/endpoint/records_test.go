package endpoint_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

const recordsKey = "waymark:" + endpointtest.Password

// records is a connection to a record store inside this process.
func records(t *testing.T, s *endpointtest.RecordStore, key string) *endpoint.Records {
	t.Helper()
	r, err := endpoint.OpenRecords("http://localhost/xapi", key, endpoint.Inside(endpoint.Config{Limits: endpoint.RecordsLimits()}, s.Pipe(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

const (
	anID        = "6f3f0f5e-8d4f-5e3b-9a55-0f4a4ad0a001"
	aStatement  = `{"id":"` + anID + `","timestamp":"2026-11-24T12:00:00Z"}`
	anotherThen = `{"id":"` + anID + `","timestamp":"2026-11-25T12:00:00Z"}`
)

func TestRecordsAreSentAsTheStandardSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &endpointtest.RecordStore{Versions: []string{"2.0.0"}}
		r := records(t, s, recordsKey)
		for range 2 { // the same statement twice is there once
			if err := r.Send(t.Context(), []string{anID}, []string{aStatement}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Send(t.Context(), []string{anID}, []string{anotherThen}); !errors.Is(err, endpoint.ErrConflict) {
			t.Errorf("another one under its id: %v", err)
		}
		if found, err := r.Find(t.Context(), anID); err != nil || !strings.Contains(string(found), "2026-11-24") {
			t.Errorf("found %s, %v", found, err)
		}
		if _, err := r.Find(t.Context(), "none"); !errors.Is(err, endpoint.ErrNoStatement) {
			t.Errorf("one that is not there: %v", err)
		}
		_, times := s.Kept()
		if times[anID] != 1 {
			t.Errorf("stored %d times", times[anID])
		}
		header := s.Requests()[0].Header
		if header.Get("X-Experience-API-Version") != "2.0.0" || header.Get("Content-Type") != "application/json" || header.Get("User-Agent") != "waymark" {
			t.Errorf("header %v", header)
		}
	})
}

// A record store that fails is asked again, with longer and longer waits, as long as it says
// where it says so; then it is left for later.
func TestRecordsAreSentAgainWhereThatMayHelp(t *testing.T) {
	for name, tt := range map[string]struct {
		before func(n int) endpointtest.Step
		want   error
		waited time.Duration
		asked  int
	}{
		"it recovers": {func(n int) endpointtest.Step {
			return []endpointtest.Step{endpointtest.Answering(503), endpointtest.Answering(500), nil}[min(n, 3)-1]
		}, nil, 1500 * time.Millisecond, 3},
		"it loses an answer": {func(n int) endpointtest.Step { return []endpointtest.Step{endpointtest.Losing(), nil}[min(n, 2)-1] }, nil, 500 * time.Millisecond, 2},
		"it keeps failing":   {func(int) endpointtest.Step { return endpointtest.Answering(500) }, endpoint.ErrFailed, 3500 * time.Millisecond, 4},
		"it is silent":       {func(int) endpointtest.Step { return endpointtest.Silent() }, endpoint.ErrSlow, 30 * time.Second, 1},
		"it asks to wait long": {func(int) endpointtest.Step {
			return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
				w.Header().Set("Retry-After", "600")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		}, endpoint.ErrFailed, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &endpointtest.RecordStore{Before: tt.before}
				began := time.Now()
				err := records(t, s, recordsKey).Send(t.Context(), []string{anID}, []string{aStatement})
				if !errors.Is(err, tt.want) || time.Since(began) != tt.waited || len(s.Requests()) != tt.asked {
					t.Errorf("%v after %s and %d requests", err, time.Since(began), len(s.Requests()))
				}
				if _, times := s.Kept(); err == nil && times[anID] != 1 {
					t.Errorf("stored %d times", times[anID])
				}
			})
		})
	}
}

func TestWhatIsNoRecordStoreGetsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := endpointtest.New(endpointtest.Body(http.StatusOK, "text/html", "<h1>Sign in</h1>"))
		open := func(key string) *endpoint.Records {
			r, err := endpoint.OpenRecords("http://localhost/xapi", key, endpoint.Inside(endpoint.Config{}, page.Pipe(t)))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(r.Close)
			return r
		}
		if err := open(recordsKey).Send(t.Context(), []string{anID}, []string{aStatement}); !errors.Is(err, endpoint.ErrAnswer) {
			t.Errorf("a page: %v", err)
		}
		for _, got := range page.Received() {
			if len(got.Fields) > 0 || got.Path != "/xapi/about" {
				t.Errorf("it got %s %v", got.Path, got.Fields)
			}
		}
		old := &endpointtest.RecordStore{Versions: []string{"0.95"}}
		if err := records(t, old, recordsKey).Send(t.Context(), []string{anID}, []string{aStatement}); !errors.Is(err, endpoint.ErrAnswer) {
			t.Errorf("an old one: %v", err)
		}
		err := records(t, &endpointtest.RecordStore{}, "waymark:another-secret").Send(t.Context(), []string{anID}, []string{aStatement})
		if !errors.Is(err, endpoint.ErrKey) || strings.Contains(err.Error(), "another-secret") {
			t.Errorf("a wrong key: %v", err)
		}
		stopped, stop := context.WithCancelCause(t.Context())
		why := errors.New("stopped")
		stop(why)
		if err := records(t, &endpointtest.RecordStore{}, recordsKey).Send(stopped, []string{anID}, []string{aStatement}); !errors.Is(err, why) {
			t.Errorf("stopped: %v", err)
		}
	})
}

func TestAddressesOfRecordStores(t *testing.T) {
	for address, want := range map[string]string{
		"https://Records.example.com/xapi/":           "https://records.example.com/xapi",
		"https://records.example.com/xapi/statements": "https://records.example.com/xapi",
		"http://127.0.0.1:8080/xapi":                  "http://127.0.0.1:8080/xapi",
		"http://records.example.com/xapi":             "",
		"https://ines:secret@records.example.com":     "",
		"https://records.example.com/?key=secret":     "",
		"records.example.com":                         "",
		"":                                            "",
	} {
		got, err := endpoint.RecordsAddress(address)
		if got != want || (err != nil) != (want == "") || err != nil && (!errors.Is(err, endpoint.ErrSettings) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
	for key, good := range map[string]bool{"a:b": true, " a:b:c \n": true, "Bearer abc": true, "abc": false, ":b": false, "a:": false, "": false, "Bearer a b": false} {
		_, err := endpoint.OpenRecords("https://records.example.com", key, endpoint.Config{})
		if good != (err == nil) || err != nil && !errors.Is(err, endpoint.ErrKey) {
			t.Errorf("key %q: %v", key, err)
		}
	}
}
