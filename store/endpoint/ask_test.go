package endpoint_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
)

const secret = "sk-proj/7hF3+kQ9=x"

// inside is a configuration for a server of this test, with the key in the variable GATEWAY_KEY.
func inside(t *testing.T, answers ...endpointtest.Answer) (endpoint.Config, *endpointtest.Server) {
	t.Helper()
	server := endpointtest.New(answers...)
	return endpoint.Inside(endpoint.Config{
		URL: "http://localhost/v1", Model: "test", KeyEnv: "GATEWAY_KEY", Environ: environ("GATEWAY_KEY", secret),
	}, server.Pipe(t)), server
}

func environ(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func TestAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t, endpointtest.OK("Dear Ms Jones, thank you."))
		temperature, seed := 0.2, int64(7)
		request := endpoint.Request{System: "Be brief.", Prompt: "Answer <this> & that.", Settings: endpoint.Settings{Temperature: &temperature, MaxTokens: 300, Seed: &seed}}
		reply, err := config.Ask(t.Context(), request, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := endpoint.Reply{Text: "Dear Ms Jones, thank you.", Model: "test-1", TokensIn: 7, TokensOut: 5, Finish: "stop", Tries: 1}
		if diff := cmp.Diff(want, reply); diff != "" {
			t.Error(diff)
		}
		got := server.Received()[0]
		wantFields := map[string]any{
			"model": "test", "stream": true, "stream_options": map[string]any{"include_usage": true},
			"temperature": 0.2, "max_tokens": 300.0, "seed": 7.0,
			"messages": []any{
				map[string]any{"role": "system", "content": "Be brief."},
				map[string]any{"role": "user", "content": "Answer <this> & that."},
			},
		}
		if diff := cmp.Diff(wantFields, got.Fields); diff != "" {
			t.Errorf("sent (-want +got):\n%s", diff)
		}
		if got.Path != "/v1/chat/completions" {
			t.Errorf("asked at %s", got.Path)
		}
	})
}

// Nothing is sent that nobody chose: neither what the environment holds for other
// programs nor what tells of the machine.
func TestWhatIsSent(t *testing.T) {
	for _, name := range []string{"OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"} {
		t.Setenv(name, "https://from-the-environment.example")
	}
	t.Setenv("OPENAI_CUSTOM_HEADERS", "X-Custom: from-the-environment")
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t, endpointtest.OK("Yes."))
		for _, keyEnv := range []string{"GATEWAY_KEY", ""} {
			config.KeyEnv = keyEnv
			if _, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil); err != nil {
				t.Fatal(err)
			}
		}
		want := http.Header{
			"Accept": {"text/event-stream, application/json"}, "Authorization": {"Bearer " + secret},
			"Content-Length": server.Received()[0].Header["Content-Length"], "Content-Type": {"application/json"}, "User-Agent": {"waymark"},
		}
		if diff := cmp.Diff(want, server.Received()[0].Header); diff != "" {
			t.Errorf("headers (-want +got):\n%s", diff)
		}
		want.Del("Authorization")
		if diff := cmp.Diff(want, server.Received()[1].Header); diff != "" {
			t.Errorf("headers without a key (-want +got):\n%s", diff)
		}
		if len(server.Received()[1].Fields) != 4 {
			t.Errorf("sent %v", server.Received()[1].Fields)
		}
	})
}

// A trial is one way in which an address may answer: what kind of error it is,
// what that says, how often the request is sent, how long that takes, and whether
// every other request would fail alike.
type trial struct {
	name    string
	answers script
	want    error
	says    string
	sent    int
	took    time.Duration
	all     bool
}

type script = []endpointtest.Answer

// late are trials in which time or another try matters.
func late() []trial {
	date := func(d time.Duration) string { return synctestStart.Add(d).Format(http.TimeFormat) }
	busy, ok := endpointtest.Busy, endpointtest.OK("Yes.")
	return []trial{
		{"ok", script{ok}, nil, "", 1, 0, false},
		{"in one piece", script{endpointtest.Whole("Yes.")}, nil, "", 1, 0, false},
		{"slow", script{endpointtest.Slow("One word after the other.", 50*time.Second)}, nil, "", 1, 250 * time.Second, false},
		{"429 with seconds", script{busy("7"), ok}, nil, "", 2, 7 * time.Second, false},
		{"429 with a date", script{busy(date(9 * time.Second)), ok}, nil, "", 2, 9 * time.Second, false},
		{"429 with a date gone by", script{busy(date(-time.Hour)), ok}, nil, "", 2, 500 * time.Millisecond, false},
		{"429 with nonsense", script{busy("soon"), ok}, nil, "", 2, 500 * time.Millisecond, false},
		{"429 for ever", script{busy("2")}, endpoint.ErrBusy, "localhost takes no more requests for now (429), saying: slow down, and asks to wait for 2 seconds, 4 times: try again later", 4, 6 * time.Second, true},
		{"429 for an hour", script{busy("3600")}, endpoint.ErrBusy, "asks to wait for 60 minutes: try again later", 1, 0, true},
		{"429, no money left", script{endpointtest.Body(429, "application/json", `{"error":{"message":"Quota exceeded","code":"insufficient_quota"}}`)}, endpoint.ErrBusy, "saying: Quota exceeded", 1, 0, true},
		{"500, then ok", script{endpointtest.Status(500, "oops"), ok}, nil, "", 2, 500 * time.Millisecond, false},
		{"500 for ever", script{endpointtest.Status(500, "oops")}, endpoint.ErrFailed, "localhost failed (500), saying: oops, 4 times: try again later", 4, 3500 * time.Millisecond, false},
		{"503 with Retry-After", script{endpointtest.Status(503, "", "Retry-After", "3"), ok}, nil, "", 2, 3 * time.Second, false},
		{"connection reset, then ok", script{endpointtest.Reset(), ok}, nil, "", 2, 500 * time.Millisecond, false},
		{"connection reset for ever", script{endpointtest.Reset()}, endpoint.ErrFailed, "the connection to localhost was lost", 4, 3500 * time.Millisecond, false},
		{"cut, then ok", script{endpointtest.Cut("Dear Ms"), ok}, nil, "", 2, 500 * time.Millisecond, false},
		{"cut for ever", script{endpointtest.Cut("Dear Ms")}, endpoint.ErrFailed, "the connection to localhost was lost", 4, 3500 * time.Millisecond, false},
		{"ends in the middle", script{endpointtest.Stream(`{"choices":[{"index":0,"delta":{"content":"Dear"}}]}`)}, endpoint.ErrFailed, "breaks off in the middle", 4, 3500 * time.Millisecond, false},
		{"error in the stream", script{endpointtest.Stream(`{"error":{"message":"out of memory"}}`)}, endpoint.ErrFailed, "failed in the middle of the answer, saying: out of memory", 4, 3500 * time.Millisecond, false},
		{"hang", script{endpointtest.Hang()}, endpoint.ErrSlow, "localhost sent nothing for 2 minutes: try again later", 1, 2 * time.Minute, false},
		{"stall", script{endpointtest.Stall("Dear Ms Jones")}, endpoint.ErrSlow, "localhost sent nothing more for 1 minute", 1, time.Minute, false},
		{"too slow in all", script{endpointtest.Slow(strings.Repeat("word ", 1000), 50*time.Second)}, endpoint.ErrSlow, "localhost did not finish within 10 minutes", 1, 10 * time.Minute, false},
		{"busy for too long in all", script{busy("110"), busy("110"), busy("110"), endpointtest.Slow(strings.Repeat("word ", 1000), 50*time.Second)}, endpoint.ErrSlow, "did not finish within 10 minutes", 4, 10 * time.Minute, false},
	}
}

// wrong are trials that end with the first response.
func wrong() []trial {
	return []trial{
		{"too long", script{endpointtest.OK(strings.Repeat("x", 1<<20+1))}, endpoint.ErrAnswer, "longer than 1024 KiB", 1, 0, false},
		{"one endless line", script{endpointtest.Body(200, "text/event-stream", "data: "+strings.Repeat("x", 40<<20))}, endpoint.ErrAnswer, "longer than 1024 KiB", 1, 0, false},
		{"not JSON", script{endpointtest.Body(200, "application/json", "hello")}, endpoint.ErrAnswer, "no model's answer: look whether endpoint.url", 1, 0, false},
		{"events that are not JSON", script{endpointtest.Stream("hello")}, endpoint.ErrAnswer, "no model's answer", 1, 0, false},
		{"nothing", script{endpointtest.Body(200, "text/event-stream", "")}, endpoint.ErrAnswer, "no model's answer", 1, 0, false},
		{"no choices", script{endpointtest.Body(200, "application/json", `{"choices":[]}`)}, endpoint.ErrAnswer, "no model's answer", 1, 0, false},
		{"no choices in a stream", script{endpointtest.Stream(`{"choices":[]}`, "[DONE]")}, endpoint.ErrAnswer, "no model's answer", 1, 0, false},
		{"an empty answer", script{endpointtest.Stream(`{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}`, "[DONE]")}, endpoint.ErrAnswer, `is empty (it ended with "length")`, 1, 0, false},
		{"a web page", script{endpointtest.Body(200, "text/html; charset=utf-8", "<h1>Sign in</h1>")}, endpoint.ErrAnswer, "a web page instead of a model's answer", 1, 0, true},
		{"a web page as an error", script{endpointtest.Body(403, "text/html", "<h1>Forbidden</h1>")}, endpoint.ErrKey, "localhost does not allow this with your key (403): ask", 1, 0, false},
		{"another type", script{endpointtest.Body(200, "image/png", "")}, endpoint.ErrAnswer, `("image/png")`, 1, 0, false},
		{"401", script{endpointtest.Status(401, "bad key")}, endpoint.ErrKey, "localhost does not accept the key (401), saying: bad key: look", 1, 0, true},
		{"404", script{endpointtest.Body(404, "application/json", `{"detail":"Not Found"}`)}, endpoint.ErrRefused, `no model "test" (404), saying: Not Found: look at endpoint.url`, 1, 0, true},
		{"400", script{endpointtest.Body(400, "application/json", `{"error":"prompt too long"}`)}, endpoint.ErrRefused, "localhost refuses the request (400), saying: prompt too long: change", 1, 0, false},
		{"a redirect", script{endpointtest.Body(307, "text/plain", "", "Location", "https://elsewhere.example/v1?token=1")}, endpoint.ErrRefused, "localhost sends on to https://elsewhere.example/v1 (307); Waymark does not follow", 1, 0, true},
		{"words that steer a terminal", script{endpointtest.Status(400, "\x1b[2Jgone\u202e\nnext")}, endpoint.ErrRefused, "saying: [2Jgone next: change", 1, 0, false},
	}
}

func TestFailures(t *testing.T) {
	for _, tt := range append(late(), wrong()...) {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				config, server := inside(t, tt.answers...)
				began := time.Now()
				reply, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil)
				if took := time.Since(began); took != tt.took {
					t.Errorf("took %v, want %v", took, tt.took)
				}
				if n := len(server.Received()); n != tt.sent {
					t.Errorf("sent %d times, want %d", n, tt.sent)
				}
				if endpoint.HitsAll(err) != tt.all {
					t.Errorf("hits all: %v, want %v", !tt.all, tt.all)
				}
				if !errors.Is(err, tt.want) || err != nil && (!strings.Contains(err.Error(), tt.says) || reply != (endpoint.Reply{})) {
					t.Errorf("error %v, reply %v; want %q", err, reply, tt.says)
				}
				if err == nil && (reply.Text == "" || reply.Tries != tt.sent) {
					t.Errorf("reply %+v", reply)
				}
			})
		})
	}
}

// synctestStart is what time it is in every bubble of testing/synctest.
var synctestStart = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// OpenAI's own address wants another name for the limit of tokens than the rest.
func TestTheLimitOfTokensByItsNewerName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, server := inside(t,
			endpointtest.Status(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."), endpointtest.OK("Yes."))
		if _, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x", Settings: endpoint.Settings{MaxTokens: 5}}, nil); err != nil {
			t.Fatal(err)
		}
		first, second := server.Received()[0].Fields, server.Received()[1].Fields
		if first["max_tokens"] != 5.0 || second["max_completion_tokens"] != 5.0 || second["max_tokens"] != nil {
			t.Errorf("sent %v, then %v", first, second)
		}
	})
}

// An address that keeps the connection open with comments is alive; one that ends
// without a last word has ended all the same once it gave its reason.
func TestStreamsAsTheyAre(t *testing.T) {
	streams := map[string]string{
		"comments":        ": one\n\n: two\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\n: three\n\ndata: [DONE]\n\n",
		"no last word":    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\n",
		"no reason":       "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"}}]}\n\ndata: [DONE]\n\n",
		"no space":        "data:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"}}]}\n\ndata:[DONE]\n\n",
		"Windows lines":   "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"}}]}\r\n\r\ndata: [DONE]\r\n\r\n",
		"null":            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":null}],\"usage\":null}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
		"a second choice": "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"No.\"}},{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
	}
	for name, stream := range streams {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				config, _ := inside(t, endpointtest.Body(200, "text/event-stream;charset=utf-8", stream))
				reply, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, nil)
				if err != nil || reply.Text != "Yes." {
					t.Errorf("reply %q, error %v", reply.Text, err)
				}
			})
		})
	}
}

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		config, _ := inside(t, endpointtest.Busy("3"), endpointtest.Slow("Größe ist gut", time.Second))
		var got []endpoint.Progress
		if _, err := config.Ask(t.Context(), endpoint.Request{Prompt: "x"}, func(p endpoint.Progress) { got = append(got, p) }); err != nil {
			t.Fatal(err)
		}
		want := []endpoint.Progress{{Wait: 3 * time.Second, Why: "localhost takes no more requests for now (429), saying: slow down"}, {Chars: 6}, {Chars: 10}, {Chars: 13}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Cancelling ends a request at once, whatever it does.
func TestCancel(t *testing.T) {
	for name, answer := range map[string]endpointtest.Answer{
		"hanging": endpointtest.Hang(), "writing": endpointtest.Stall("Dear"), "waiting to try again": endpointtest.Busy("100"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				config, server := inside(t, answer)
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				began := time.Now()
				_, err := config.Ask(ctx, endpoint.Request{Prompt: "x"}, nil)
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 3*time.Second || len(server.Received()) != 1 {
					t.Errorf("error %v after %v and %d requests", err, time.Since(began), len(server.Received()))
				}
			})
		})
	}
}
