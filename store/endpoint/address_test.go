package endpoint_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

func TestCheck(t *testing.T) {
	tests := []struct {
		url, says string
		any       bool
	}{
		{"", "no endpoint is set up", false},
		{"gateway.example.com/v1", "is not one: write it like https://", false},
		{"ftp://gateway.example.com", "is not one", false},
		{"https://", "is not one", false},
		{"https://:443/v1", "is not one", false},
		{"https://ines:secret@gateway.example.com/v1", "holds a name or password", false},
		{"https://gateway.example.com/v1?key=secret", "ends in ? or #", false},
		{"http://gateway.example.com/v1", "anybody on the way can read your prompts and your key", false},
		{"http://localhost.example.com/v1", "anybody on the way", false},
		{"http://192.168.1.5:8000/v1", "allow it with waymark settings set endpoint.http any", false},
		{"http://192.168.1.5:8000/v1", "", true},
		{"https://gateway.example.com/v1", "", false},
		{"http://localhost:11434/v1", "", false},
		{"http://127.0.0.1:8080", "", false},
		{"http://[::1]:8080/v1", "", false},
	}
	for _, tt := range tests {
		err := endpoint.Config{URL: tt.url, Model: "m", AnyHTTP: tt.any}.Check()
		switch {
		case tt.says == "" && err != nil, tt.says != "" && (!errors.Is(err, endpoint.ErrSettings) || !strings.Contains(err.Error(), tt.says)):
			t.Errorf("%s: %v, want %q", tt.url, err, tt.says)
		case err != nil && strings.Contains(err.Error(), "secret"):
			t.Errorf("%s: the error tells a secret: %v", tt.url, err)
		}
	}
	if err := (endpoint.Config{URL: "https://gateway.example.com/v1"}).Check(); err == nil || !strings.Contains(err.Error(), "no model is named") {
		t.Errorf("without a model: %v", err)
	}
}

func TestFromSettings(t *testing.T) {
	chosen := map[string]string{"endpoint.url": "https://a.example", "endpoint.model": "m", "endpoint.key-env": "K", "endpoint.key": "keyring", "endpoint.http": "any"}
	c := endpoint.FromSettings(func(name string) string { return chosen[name] })
	if c.URL != "https://a.example" || c.Model != "m" || c.KeyEnv != "K" || !c.Keyring || !c.AnyHTTP {
		t.Errorf("%+v", c)
	}
}

// What stands between this machine and the address is said in plain words, and
// nothing of it is tried again.
func TestUnreachable(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	plain := endpointtest.New(endpointtest.OK("Yes.")).Start(t)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	unknown := endpoint.Inside(endpoint.Config{URL: "https://gateway.example.com/v1"}, func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Name: "gateway.example.com", IsNotFound: true}}
	})
	away := endpoint.Inside(unknown, func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: errors.New("network is unreachable")}
	})
	tests := []struct {
		name, says string
		config     endpoint.Config
	}{
		{"nobody there", "nobody answers at 127.0.0.1:", endpoint.Config{URL: closed.URL}},
		{"no trust", "is not trusted on this machine", endpoint.Config{URL: secure.URL}},
		{"http spoken", "speaks http, not https", endpoint.Config{URL: strings.Replace(plain, "http:", "https:", 1)}},
		{"no such host", "there is no host gateway.example.com: look at its spelling", unknown},
		{"no network", "gateway.example.com cannot be reached (network is unreachable)", away},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.config.Model = "m"
			reply, err := tt.config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil)
			if !errors.Is(err, endpoint.ErrUnreachable) || !strings.Contains(err.Error(), tt.says) || !endpoint.HitsAll(err) {
				t.Errorf("error %v, reply %v", err, reply)
			}
		})
	}
}

// A proxy is used for https alone, and never for this machine. It gets no key.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.Host+" "+r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	atProxy := strings.TrimPrefix(proxy.URL, "http://")
	tests := []struct{ name, url, noProxy, dialled string }{
		{"this machine", "https://localhost:8443/v1", "", "localhost:8443"},
		{"http", "http://gateway.example.com/v1", "", "gateway.example.com:80"},
		{"NO_PROXY", "https://gateway.example.com/v1", "example.com", "gateway.example.com:443"},
		{"https", "https://gateway.example.com/v1", "", atProxy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var dialled string
			config := endpoint.Inside(endpoint.Config{
				URL: tt.url, Model: "m", KeyEnv: "K", AnyHTTP: true, Limits: endpoint.Limits{Tries: 1},
				Environ: environ("K", secret, "HTTPS_PROXY", proxy.URL, "HTTP_PROXY", proxy.URL, "NO_PROXY", tt.noProxy),
			}, func(ctx context.Context, network, address string) (net.Conn, error) {
				if dialled = address; address != atProxy {
					return nil, errors.New("no network in this test")
				}
				return (&net.Dialer{}).DialContext(ctx, network, address)
			})
			if _, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil); err == nil || dialled != tt.dialled {
				t.Errorf("dialled %s, want %s; error %v", dialled, tt.dialled, err)
			}
		})
	}
	if diff := cmp.Diff([]string{"CONNECT gateway.example.com:443 "}, asked); diff != "" {
		t.Error(diff)
	}
}

// Whatever a server sends, a call ends with a reply or an error of this package.
func FuzzAnswer(f *testing.F) {
	f.Add("text/event-stream", 200, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	f.Add("application/json", 200, `{"choices":[{"index":0,"message":{"content":"Yes."},"finish_reason":"stop"}]}`)
	f.Add("application/json", 429, `{"error":{"message":"slow down"}}`)
	f.Add("text/html", 404, "<h1>")
	f.Fuzz(func(t *testing.T, kind string, code int, body string) {
		if code < 200 || code > 599 {
			t.Skip()
		}
		answered := &http.Response{StatusCode: code, Header: http.Header{"Content-Type": {kind}}, Body: http.NoBody}
		reply, err := endpoint.Read(answered, body, secret)
		if err == nil && (reply.Text == "" || endpoint.Tells(reply.Text, secret)) || err != nil && endpoint.Tells(err.Error(), secret) {
			t.Errorf("reply %+v, error %v", reply, err)
		}
	})
}
