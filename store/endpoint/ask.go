package endpoint

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Progress is how far one request is.
type Progress struct {
	Chars int           // characters of the answer so far
	Wait  time.Duration // above 0: it waits so long before the next try
	Why   string        // why it waits
}

// Ask sends one request, again where that may help, and returns the whole
// answer. Progress, unless nil, is told how far it is, at most ten times a
// second. When ctx ends, so does Ask, with the cause; other errors wrap one of
// this package's.
func (c Config) Ask(ctx context.Context, request Request, progress func(Progress)) (Reply, error) {
	call, err := c.caller(ctx)
	if err != nil {
		return Reply{}, err
	}
	defer call.close()
	if progress == nil {
		progress = func(Progress) {}
	}
	return call.ask(ctx, request, progress)
}

func (c *caller) ask(ctx context.Context, request Request, progress func(Progress)) (Reply, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Limits.Total, c.late("did not finish within %s", spoken(c.Limits.Total)))
	defer cancel()
	for try := 1; ; try++ {
		reply, err := c.try(ctx, request, progress)
		if err == nil {
			reply.Tries = try
			return reply, nil
		}
		f, known := errors.AsType[*failure](err)
		if !known || !f.again {
			return Reply{}, err
		}
		wait := c.pause(f, try)
		if try == c.Limits.Tries || wait > c.Limits.Wait {
			return Reply{}, f.last(try, wait)
		}
		progress(Progress{Wait: wait, Why: f.words})
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return Reply{}, context.Cause(ctx)
		}
	}
}

// pause is how long to wait after the n-th try: as long as the server asks, and
// otherwise half a second, then twice as long each time, up to eight seconds.
func (c *caller) pause(f *failure, n int) time.Duration {
	if f.wait > 0 {
		return f.wait
	}
	wait := min(500*time.Millisecond<<(n-1), 8*time.Second)
	if c.jitter != nil {
		return c.jitter(wait)
	}
	return spread(wait)
}

// try sends the request once.
func (c *caller) try(ctx context.Context, request Request, progress func(Progress)) (Reply, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	silence := time.AfterFunc(c.Limits.FirstByte, func() { cancel(c.late("sent nothing for %s", spoken(c.Limits.FirstByte))) })
	defer func() { silence.Stop() }()
	heard := func() {
		silence.Stop()
		silence = time.AfterFunc(c.Limits.Stall, func() { cancel(c.late("sent nothing more for %s", spoken(c.Limits.Stall))) })
	}
	began := time.Now()
	response, err := c.send(ctx, request, heard)
	var reply Reply
	if err == nil {
		reply, err = c.read(response, progress)
	}
	switch {
	case err == nil:
		reply.Latency = time.Since(began)
		return reply, nil
	case ctx.Err() != nil:
		return Reply{}, context.Cause(ctx)
	}
	return Reply{}, err
}

// send returns the response of the address to a request, if it is one that may
// hold an answer. The body, which the caller closes, calls heard with each piece.
func (c *caller) send(ctx context.Context, request Request, heard func()) (*http.Response, error) {
	renamed := c.renamed.Load()
	service := openai.NewChatCompletionService( // which, unlike NewClient, reads no environment
		option.WithBaseURL(c.address.String()),
		option.WithHTTPClient(c.http),
		option.WithMaxRetries(0), // ask tries again, and tells
		option.WithHeader("Accept", "text/event-stream, application/json"),
		option.WithHeader("User-Agent", "waymark"),
		option.WithMiddleware(func(r *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			r.Header = plain(r.Header)
			response, err := next(r)
			if err != nil {
				return nil, c.unreachable(err)
			}
			response.Body = &watched{ReadCloser: response.Body, heard: heard, left: mostWire}
			if err := c.judge(response, request.Settings.MaxTokens > 0 && !renamed); err != nil {
				response.Body.Close()
				return nil, err
			}
			return response, nil
		}),
	)
	options := []option.RequestOption{option.WithJSONSet("stream", true)}
	if c.key != "" {
		options = append(options, option.WithAPIKey(c.key))
	}
	var response *http.Response
	_, err := service.New(ctx, c.parameters(request, renamed), append(options, option.WithResponseBodyInto(&response))...)
	return response, err
}

// plain is the headers without those that tell the machine and its system.
func plain(all http.Header) http.Header {
	kept := http.Header{}
	for _, name := range []string{"Accept", "Authorization", "Content-Type", "User-Agent"} {
		if value := all.Get(name); value != "" {
			kept.Set(name, value)
		}
	}
	return kept
}

func (c *caller) parameters(request Request, renamed bool) openai.ChatCompletionNewParams {
	p := openai.ChatCompletionNewParams{
		Model:         c.Model,
		StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)},
	}
	if request.System != "" {
		p.Messages = append(p.Messages, openai.SystemMessage(request.System))
	}
	p.Messages = append(p.Messages, openai.UserMessage(request.Prompt))
	s := request.Settings
	if s.Temperature != nil {
		p.Temperature = openai.Float(*s.Temperature)
	}
	if s.Seed != nil {
		p.Seed = openai.Int(*s.Seed)
	}
	switch {
	case s.MaxTokens > 0 && renamed:
		p.MaxCompletionTokens = openai.Int(int64(s.MaxTokens))
	case s.MaxTokens > 0:
		p.MaxTokens = openai.Int(int64(s.MaxTokens))
	}
	return p
}
