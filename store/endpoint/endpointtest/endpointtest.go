// Package endpointtest is a server that speaks the protocol of OpenAI-compatible endpoints, and answers as a test
// scripts it; and a record store for xAPI statements. Only tests import it.
package endpointtest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Server answers requests with its answers, one after the other; the last one
// again and again.
type Server struct {
	answers []Answer

	mu       sync.Mutex
	received []Received
}

// Received is a request as the server got it.
type Received struct {
	At     time.Time
	Path   string
	Header http.Header
	Fields map[string]any // of its JSON
	System string         // the message of the role system
	Prompt string         // the message of the role user
}

// An Answer is how one request is answered.
type Answer func(w http.ResponseWriter, r Received, gone <-chan struct{})

// New makes a server that does not listen yet.
func New(answers ...Answer) *Server { return &Server{answers: answers} }

// Start listens on this machine until the test ends, and returns the address to
// configure.
func (s *Server) Start(t testing.TB) string {
	t.Helper()
	return listen(t, s) + "/v1"
}

// listen serves on this machine until the test ends, and returns where.
func listen(t testing.TB, handler http.Handler) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serve(t, listener, handler)
	return "http://" + listener.Addr().String()
}

// Pipe serves connections that never leave the process, as testing/synctest needs
// them, and returns how to dial.
func (s *Server) Pipe(t testing.TB) func(ctx context.Context, network, address string) (net.Conn, error) {
	t.Helper()
	return inside(t, s)
}

// inside serves connections inside the process, and returns how to dial.
func inside(t testing.TB, handler http.Handler) func(ctx context.Context, network, address string) (net.Conn, error) {
	t.Helper()
	listener := &pipe{connections: make(chan net.Conn), closed: make(chan struct{})}
	serve(t, listener, handler)
	return listener.dial
}

func serve(t testing.TB, listener net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler} //nolint:gosec // a test needs no limit for headers
	go server.Serve(listener)                //nolint:errcheck // it ends with the test
	t.Cleanup(func() { server.Close() })
}

// Received is what the server got so far, in its order.
func (s *Server) Received() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Received(nil), s.received...)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	got := Received{At: time.Now(), Path: r.URL.Path, Header: r.Header.Clone()}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	json.Unmarshal(body, &got.Fields) //nolint:errcheck // what is no JSON has no fields
	messages, _ := got.Fields["messages"].([]any)
	for _, m := range messages {
		message, _ := m.(map[string]any)
		text, _ := message["content"].(string)
		switch message["role"] {
		case "system":
			got.System = text
		case "user":
			got.Prompt = text
		}
	}
	s.mu.Lock()
	s.received = append(s.received, got)
	answer := s.answers[min(len(s.received), len(s.answers))-1]
	s.mu.Unlock()
	answer(w, got, r.Context().Done())
}

// OK streams a text word by word, and the tokens that it took: 7 in, and 1 out
// for each word.
func OK(text string) Answer { return Say(func(Received) string { return text }) }

// Say streams what a function makes of the request.
func Say(text func(Received) string) Answer {
	return func(w http.ResponseWriter, r Received, _ <-chan struct{}) {
		words := write(w, text(r), 0, nil)
		event(w, `{"model":"test-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`)
		event(w, fmt.Sprintf(`{"model":"test-1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":%d}}`, words))
		event(w, "[DONE]")
	}
}

// Slow streams a text with a pause before each word.
func Slow(text string, pause time.Duration) Answer {
	return func(w http.ResponseWriter, _ Received, gone <-chan struct{}) {
		write(w, text, pause, gone)
		event(w, `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`)
		event(w, "[DONE]")
	}
}

// Whole answers in one piece of JSON, though a stream was asked for.
func Whole(text string) Answer {
	content, _ := json.Marshal(text) //nolint:errchkjson // a text can be marshalled
	return Body(http.StatusOK, "application/json", `{"model":"test-1","choices":[{"index":0,"message":{"role":"assistant","content":`+
		string(content)+`},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}`)
}

// Stream sends events as they are given.
func Stream(events ...string) Answer {
	return func(w http.ResponseWriter, _ Received, _ <-chan struct{}) {
		for _, e := range events {
			event(w, e)
		}
	}
}

// Cut begins a text and breaks the connection off.
func Cut(text string) Answer {
	return func(w http.ResponseWriter, _ Received, _ <-chan struct{}) {
		write(w, text, 0, nil)
		panic(http.ErrAbortHandler)
	}
}

// Stall begins a text and goes silent until the client gives up.
func Stall(text string) Answer {
	return func(w http.ResponseWriter, _ Received, gone <-chan struct{}) {
		write(w, text, 0, nil)
		<-gone
	}
}

// Hang takes the request and never answers.
func Hang() Answer {
	return func(_ http.ResponseWriter, _ Received, gone <-chan struct{}) { <-gone }
}

// Reset breaks the connection off without an answer.
func Reset() Answer {
	return func(http.ResponseWriter, Received, <-chan struct{}) { panic(http.ErrAbortHandler) }
}

// Status answers with an error, and headers as pairs of name and value.
func Status(code int, message string, headers ...string) Answer {
	words, _ := json.Marshal(message) //nolint:errchkjson // a text can be marshalled
	return Body(code, "application/json", `{"error":{"message":`+string(words)+`}}`, headers...)
}

// Busy is a 429 that asks to wait: "7" seconds, or until a date.
func Busy(retryAfter string) Answer {
	return Status(http.StatusTooManyRequests, "slow down", "Retry-After", retryAfter)
}

// Body answers with any body.
func Body(code int, kind, body string, headers ...string) Answer {
	return func(w http.ResponseWriter, _ Received, _ <-chan struct{}) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(code)
		io.WriteString(w, body) //nolint:errcheck // the client may be gone
	}
}

// Echo answers with an error that repeats the key, as a careless server may.
func Echo(code int) Answer {
	return func(w http.ResponseWriter, r Received, gone <-chan struct{}) {
		Status(code, "you sent Authorization: "+r.Header.Get("Authorization"))(w, r, gone)
	}
}

// write streams the words of a text, and returns how many they are.
func write(w http.ResponseWriter, text string, pause time.Duration, gone <-chan struct{}) int {
	words := strings.SplitAfter(text, " ")
	for _, word := range words {
		if pause > 0 {
			timer := time.NewTimer(pause)
			select {
			case <-timer.C:
			case <-gone:
				timer.Stop()
				return 0
			}
		}
		content, _ := json.Marshal(word) //nolint:errchkjson // a text can be marshalled
		event(w, `{"model":"test-1","choices":[{"index":0,"delta":{"content":`+string(content)+`}}]}`)
	}
	return len(words)
}

func event(w http.ResponseWriter, data string) {
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprintf(w, "data: %s\n\n", data)
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
}

// pipe is a listener for connections inside the process.
type pipe struct {
	connections chan net.Conn
	closed      chan struct{}
	once        sync.Once
}

func (p *pipe) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.connections <- server:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept implements net.Listener.
func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.connections:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipe) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr implements net.Listener.
func (p *pipe) Addr() net.Addr { return address{} }

type address struct{}

func (address) Network() string { return "pipe" }
func (address) String() string  { return "pipe" }
