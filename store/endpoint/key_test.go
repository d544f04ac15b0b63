package endpoint_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

type responseWriter = http.ResponseWriter

// However an address repeats the key, no error and no reply holds it.
func TestTheKeyIsNeverTold(t *testing.T) {
	json := `{"error":{"message":"` + strings.ReplaceAll(secret, "/", `\/`) + `"}}`
	stream := func(text string) endpointtest.Answer {
		return endpointtest.Stream(`{"choices":[{"index":0,"delta":{"content":"`+text[:5]+`"}}]}`, `{"choices":[{"index":0,"delta":{"content":"`+text[5:]+`"},"finish_reason":"stop"}]}`, "[DONE]")
	}
	answers := map[string]endpointtest.Answer{
		"401": endpointtest.Echo(401), "400": endpointtest.Echo(400), "404": endpointtest.Echo(404), "429": endpointtest.Echo(429), "500": endpointtest.Echo(500),
		"a page":               endpointtest.Body(500, "text/html", "<p>"+secret),
		"JSON":                 endpointtest.Body(400, "application/json", json),
		"in the stream":        endpointtest.Stream(json),
		"as the answer":        stream(secret),
		"in two lines":         endpointtest.Status(400, secret[:6]+"\n"+secret[6:]),
		"at the end of much":   endpointtest.Status(400, strings.Repeat("x", 290)+secret),
		"as base64":            endpointtest.Status(400, base64.StdEncoding.EncodeToString([]byte(secret))),
		"as a type":            endpointtest.Body(200, "text/"+strings.NewReplacer("/", "", "=", "").Replace(secret), ""),
		"as the address to go": endpointtest.Body(302, "text/html", "", "Location", "https://elsewhere.example/"+secret+"?key="+secret),
		"as the reason":        endpointtest.Stream(`{"choices":[{"index":0,"delta":{"content":" "},"finish_reason":"` + secret + `"}]}`),
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				config, server := inside(t, answer)
				var told []string
				err := config.Run(t.Context(), grid(1), 1, func(e endpoint.Event) error {
					told = append(told, e.Progress.Why, e.Reply.Text, e.Reply.Finish)
					if e.Err != nil {
						told = append(told, e.Err.Error())
					}
					if e.State == endpoint.Answered {
						t.Errorf("answered %q", e.Reply.Text)
					}
					return nil
				})
				if err != nil {
					told = append(told, err.Error())
				}
				if all := strings.Join(told, "\n"); endpoint.Tells(all, secret) || strings.Contains(all, secret[:8]) {
					t.Errorf("told: %s", all)
				}
				if server.Received()[0].Header.Get("Authorization") != "Bearer "+secret {
					t.Error("the key was not sent")
				}
			})
		})
	}
}

func TestWhereTheKeyIs(t *testing.T) {
	keyring.MockInit()
	t.Cleanup(keyring.MockInit)
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t, endpointtest.OK("Yes."))
		ask := func(want error, says string) {
			t.Helper()
			_, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil)
			if !errors.Is(err, want) || err != nil && !strings.Contains(err.Error(), says) {
				t.Errorf("error %v, want %q", err, says)
			}
		}
		sent := func() string {
			all := server.Received()
			return all[len(all)-1].Header.Get("Authorization")
		}
		config.KeyEnv = "OTHER"
		ask(endpoint.ErrKey, "the environment variable OTHER, which should hold the key for localhost, is empty or not set: set it")
		config.Environ = environ("OTHER", "two\nlines")
		ask(endpoint.ErrKey, "the key holds a space, a line break")
		config.KeyEnv, config.Keyring = "", true
		ask(endpoint.ErrKey, "the keyring holds no key for localhost: put it there with waymark settings set endpoint.key -")
		if err := config.KeepKey(t.Context(), secret+"\n"); err != nil {
			t.Fatal(err)
		}
		ask(nil, "")
		if sent() != "Bearer "+secret {
			t.Errorf("sent %q", sent())
		}
		elsewhere := config
		elsewhere.URL = "http://localhost:8080/v1"
		if _, err := elsewhere.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil); !errors.Is(err, endpoint.ErrKey) {
			t.Errorf("another address gets the key: %v", err)
		}
		if err := config.KeepKey(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		if err := config.KeepKey(t.Context(), ""); err != nil {
			t.Errorf("taking away what is not there: %v", err)
		}
		ask(endpoint.ErrKey, "holds no key")
		keyring.MockInitWithError(errors.New("no D-Bus"))
		ask(endpoint.ErrKey, "no keyring that can be used (no D-Bus): put the key into an environment variable")
		config.Keyring = false
		ask(nil, "")
		if sent() != "" {
			t.Errorf("sent %q without a key", sent())
		}
	})
}

func TestOrigin(t *testing.T) {
	for url, want := range map[string]string{
		"https://Gateway.example.com/v1":         "https://gateway.example.com:443",
		"https://gateway.example.com:443/v2":     "https://gateway.example.com:443",
		"http://127.0.0.1:11434":                 "http://127.0.0.1:11434",
		"http://[::1]:8080/v1/chat/completions/": "http://::1:8080",
	} {
		if got, err := endpoint.Origin(endpoint.Config{URL: url}); got != want || err != nil {
			t.Errorf("%s: %s, %v", url, got, err)
		}
	}
}

func TestTells(t *testing.T) {
	if endpoint.Tells("ollama is down", "ollama") {
		t.Error("a word that servers take for a key is no secret")
	}
	if !endpoint.Tells("key SK-PROJ%2F7hF3%2BkQ9%3Dx", secret) {
		t.Error("an encoded key is one")
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, header := range []string{"7", "1.5", "-1", "1e300", "NaN", "Wed, 01 Jan 2000 00:00:09 GMT", "soon", ""} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if d := endpoint.RetryAfter(header, synctestStart); d < 0 || d > 30*24*time.Hour {
			t.Errorf("%q: %v", header, d)
		}
	})
}

func TestSpread(t *testing.T) {
	for range 1000 {
		if d := endpoint.Spread(8 * time.Second); d < 6*time.Second || d > 8*time.Second {
			t.Fatal(d)
		}
	}
}
