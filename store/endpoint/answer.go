package endpoint

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/packages/ssestream"
)

// between is the least time between two reports of how far an answer is.
const between = 100 * time.Millisecond

// An answer is what came so far.
type answer struct {
	Reply
	text  strings.Builder
	began bool // the address named a choice
	whole bool // the address said that it is all
}

// read makes a reply of a response, and closes it.
func (c *caller) read(r *http.Response, progress func(Progress)) (Reply, error) {
	defer r.Body.Close()
	var a answer
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "text/event-stream") {
		err = c.readStream(r, &a, progress)
	} else {
		err = c.readWhole(r, &a)
	}
	if err != nil {
		return Reply{}, err
	}
	return c.finish(&a)
}

// readStream reads events until the address says that it was all.
func (c *caller) readStream(r *http.Response, a *answer, progress func(Progress)) error {
	events := ssestream.NewDecoder(r)
	var chars int
	var told time.Time
	for events.Next() {
		data := bytes.TrimSpace(events.Event().Data)
		switch {
		case len(data) == 0: // a comment that keeps the connection open
			continue
		case bytes.HasPrefix(data, []byte("[DONE]")):
			a.whole = true
			return nil
		}
		before := a.text.Len()
		if err := c.take(a, data); err != nil {
			return err
		}
		chars += utf8.RuneCountInString(a.text.String()[before:])
		if now := time.Now(); a.text.Len() > before && now.Sub(told) >= between {
			told = now
			progress(Progress{Chars: chars})
		}
	}
	if err := events.Err(); err != nil && !a.whole {
		return c.broken(err)
	}
	return nil
}

// take adds one event to an answer.
func (c *caller) take(a *answer, data []byte) error {
	var chunk openai.ChatCompletionChunk
	if err := json.Unmarshal(data, &chunk); err != nil {
		return c.garbage()
	}
	if _, failed := chunk.JSON.ExtraFields["error"]; failed {
		f := fail(ErrFailed, "%s failed in the middle of the answer%s", c.address.Host, c.says(data))
		f.again = true
		return f
	}
	a.count(chunk.Model, chunk.Usage)
	for _, choice := range chunk.Choices {
		if choice.Index == 0 {
			a.add(choice.Delta.Content+choice.Delta.Refusal, choice.FinishReason)
		}
	}
	return c.fits(a)
}

// readWhole reads an answer that comes in one piece, as some gateways send it
// though they were asked for a stream.
func (c *caller) readWhole(r *http.Response, a *answer) error {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return c.broken(err)
	}
	var all openai.ChatCompletion
	if err := json.Unmarshal(data, &all); err != nil {
		return c.garbage()
	}
	a.count(all.Model, all.Usage)
	for _, choice := range all.Choices {
		if choice.Index == 0 {
			a.add(choice.Message.Content+choice.Message.Refusal, choice.FinishReason)
		}
	}
	a.whole = a.began
	return c.fits(a)
}

func (a *answer) count(model string, usage openai.CompletionUsage) {
	if model != "" {
		a.Model = model
	}
	if usage.PromptTokens > 0 {
		a.TokensIn, a.TokensOut = int(usage.PromptTokens), int(usage.CompletionTokens)
	}
}

func (a *answer) add(text, finish string) {
	a.began = true
	a.text.WriteString(text)
	if finish != "" {
		a.Finish, a.whole = finish, true
	}
}

// fits refuses an answer over the limit.
func (c *caller) fits(a *answer) error {
	if a.text.Len() > c.Limits.Bytes {
		return c.tooLong()
	}
	return nil
}

// finish is the reply, if it is one.
func (c *caller) finish(a *answer) (Reply, error) {
	host, text := c.address.Host, a.text.String()
	switch {
	case !a.began:
		return Reply{}, c.garbage()
	case !a.whole:
		f := fail(ErrFailed, "the answer of %s breaks off in the middle", host)
		f.again = true
		return Reply{}, f
	case strings.TrimSpace(text) == "":
		return Reply{}, fail(ErrAnswer, "the answer of %s is empty (it ended with %q): change the prompt, or allow more tokens: "+
			"a model may use them up for thinking", host, c.shown(a.Finish))
	case tells(text+a.Model+a.Finish, c.key):
		f := fail(ErrAnswer, "the answer of %s repeats your key, so it is not kept: do not trust that address, and have the key replaced", host)
		f.all = true
		return Reply{}, f
	}
	a.Text, a.Model, a.Finish = text, oneLine(a.Model), oneLine(a.Finish)
	return a.Reply, nil
}

func (c *caller) broken(err error) error {
	if errors.Is(err, errTooLong) || errors.Is(err, bufio.ErrTooLong) {
		return c.tooLong()
	}
	return c.lost(err)
}

func (c *caller) tooLong() error {
	return fail(ErrAnswer, "the answer of %s is longer than %d KiB: ask for a shorter one, or limit the tokens", c.address.Host, c.Limits.Bytes>>10)
}

func (c *caller) garbage() error {
	return fail(ErrAnswer, "%s answers in a form that is no model's answer: look whether %s names an OpenAI-compatible address, which often ends in /v1",
		c.address.Host, SettingURL)
}
