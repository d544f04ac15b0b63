package endpointtest

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"sync"
	"testing"
)

// A RecordStore is a learning record store, which takes xAPI statements as the standard
// says: all of a request or none, the same statement once, another one under the same id not
// at all. It may be changed between requests only.
type RecordStore struct {
	Versions []string                            // that it speaks; nil: 1.0.3 alone
	Refuses  func(statement map[string]any) bool // does not take it (400); may be nil

	// Before is asked with the number of each request to /statements, from 1 on. The step
	// that it returns, unless nil, takes the place of the answer.
	Before func(n int) Step

	mu       sync.Mutex
	kept     map[string]map[string]any
	stored   map[string]int // how often a statement was stored anew
	requests []RecordsRequest
}

// A RecordsRequest is a request as the record store got it.
type RecordsRequest struct {
	Method, Path string
	Header       http.Header
	Statements   int // in its body
}

// A Step answers a request: carry does what was asked, and writes the usual answer to a
// writer.
type Step func(w http.ResponseWriter, r *http.Request, carry func(http.ResponseWriter))

// Answering answers with a code, and does nothing.
func Answering(code int) Step {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) { w.WriteHeader(code) }
}

// Silent never answers.
func Silent() Step {
	return func(_ http.ResponseWriter, r *http.Request, _ func(http.ResponseWriter)) { <-r.Context().Done() }
}

// Losing does what was asked, and the connection breaks before the answer.
func Losing() Step {
	return func(_ http.ResponseWriter, _ *http.Request, carry func(http.ResponseWriter)) {
		carry(httptest.NewRecorder())
		panic(http.ErrAbortHandler)
	}
}

// Then does something else after what was asked, and breaks the connection.
func Then(do func()) Step {
	return func(_ http.ResponseWriter, _ *http.Request, carry func(http.ResponseWriter)) {
		carry(httptest.NewRecorder())
		do()
		panic(http.ErrAbortHandler)
	}
}

// Start listens on this machine until the test ends, and returns the address.
func (s *RecordStore) Start(t testing.TB) string {
	t.Helper()
	return listen(t, s) + "/xapi"
}

// Pipe serves connections that never leave the process, and returns how to dial.
func (s *RecordStore) Pipe(t testing.TB) func(ctx context.Context, network, address string) (net.Conn, error) {
	t.Helper()
	return inside(t, s)
}

// Requests is what it got at /statements so far, in its order.
func (s *RecordStore) Requests() []RecordsRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Kept is the statements that it has, by id, and how often each was stored.
func (s *RecordStore) Kept() (statements map[string]map[string]any, times map[string]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	statements, times = map[string]map[string]any{}, map[string]int{}
	for id, one := range s.kept {
		statements[id], times[id] = one, s.stored[id]
	}
	return statements, times
}

// Put stores a statement of somebody else.
func (s *RecordStore) Put(statement map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(statement)
}

func (s *RecordStore) put(statement map[string]any) {
	if s.kept == nil {
		s.kept, s.stored = map[string]map[string]any{}, map[string]int{}
	}
	id, _ := statement["id"].(string)
	s.kept[id] = statement
	s.stored[id]++
}

// ServeHTTP implements http.Handler.
func (s *RecordStore) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/xapi/about" {
		versions := s.Versions
		if versions == nil {
			versions = []string{"1.0.3"}
		}
		answerJSON(w, map[string]any{"version": versions})
		return
	}
	if name, password, _ := r.BasicAuth(); name != "waymark" || password != Password {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var statements []map[string]any
	wrong := json.Unmarshal(body, &statements) != nil && r.Method == http.MethodPost
	s.mu.Lock()
	s.requests = append(s.requests, RecordsRequest{r.Method, r.URL.Path, r.Header.Clone(), len(statements)})
	n := len(s.requests)
	s.mu.Unlock()
	carry := func(w http.ResponseWriter) { s.carry(w, r, statements, wrong) }
	if s.Before != nil {
		if step := s.Before(n); step != nil {
			step(w, r, carry)
			return
		}
	}
	carry(w)
}

// Password is what the record store wants from its user, waymark.
const Password = "s3cret-of-records"

func (s *RecordStore) carry(w http.ResponseWriter, r *http.Request, statements []map[string]any, wrong bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := []string{"1.0.3", "2.0.0"}
	switch {
	case !slices.Contains(versions, r.Header.Get("X-Experience-API-Version")) || wrong:
		w.WriteHeader(http.StatusBadRequest)
	case r.Method == http.MethodGet:
		s.find(w, r)
	case slices.ContainsFunc(statements, func(one map[string]any) bool { return s.Refuses != nil && s.Refuses(one) }):
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"message":"one statement is not valid"}`) //nolint:errcheck // the client may be gone
	case slices.ContainsFunc(statements, s.conflicts):
		w.WriteHeader(http.StatusConflict)
	default:
		ids := []string{}
		for _, one := range statements {
			id, _ := one["id"].(string)
			ids = append(ids, id)
			if s.kept[id] == nil {
				s.put(one)
			}
		}
		answerJSON(w, ids)
	}
}

func (s *RecordStore) conflicts(one map[string]any) bool {
	id, _ := one["id"].(string)
	return s.kept[id] != nil && !reflect.DeepEqual(s.kept[id], one)
}

// find answers with a statement: one that was voided has its own parameter.
func (s *RecordStore) find(w http.ResponseWriter, r *http.Request) {
	name, id := "statementId", r.URL.Query().Get("statementId")
	if id == "" {
		name, id = "voidedStatementId", r.URL.Query().Get("voidedStatementId")
	}
	one := s.kept[id]
	if one == nil || s.isVoided(id) != (name == "voidedStatementId") {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	answerJSON(w, one)
}

func (s *RecordStore) isVoided(id string) bool {
	for _, one := range s.kept {
		verb, _ := one["verb"].(map[string]any)
		object, _ := one["object"].(map[string]any)
		if verb["id"] == "http://adlnet.gov/expapi/verbs/voided" && object["id"] == id {
			return true
		}
	}
	return false
}

func answerJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v) //nolint:errcheck,errchkjson // the client may be gone
}
