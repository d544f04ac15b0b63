package endpoint

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// What can go wrong. Errors that wrap these name the address's host and say what
// to do next; none ever holds the key. Nothing was kept of an answer that failed.
var (
	ErrSettings    = errors.New("the endpoint is not set up")          // nothing was sent
	ErrKey         = errors.New("the key is missing or refused")       // 401 and 403, too
	ErrUnreachable = errors.New("the endpoint cannot be reached")      // no such host, nobody there, no trust
	ErrRefused     = errors.New("the endpoint refuses the request")    // another 4xx, or it has moved
	ErrBusy        = errors.New("the endpoint is busy")                // 429, after all tries
	ErrFailed      = errors.New("the endpoint failed")                 // 5xx or a lost connection, after all tries
	ErrSlow        = errors.New("the endpoint takes too long")         // a time limit
	ErrAnswer      = errors.New("the answer is not what it should be") // garbage, too long, cut
)

// failure is an error in plain words, of one of the kinds above.
type failure struct {
	kind  error
	words string
	again bool          // another try may help
	wait  time.Duration // the server asks to wait so long before it; 0: it does not say
	all   bool          // every other request would fail alike
}

func (f *failure) Error() string { return f.words }

// Unwrap makes errors.Is find the kind.
func (f *failure) Unwrap() error { return f.kind }

func fail(kind error, format string, args ...any) *failure {
	return &failure{
		kind: kind, words: fmt.Sprintf(format, args...),
		all: slices.Contains([]error{ErrSettings, ErrKey, ErrUnreachable, ErrBusy}, kind),
	}
}

// HitsAll reports that every other request would fail like the one that ended
// with err: there is no sense in going on before something is changed.
func HitsAll(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.all
}

// mostWords is how much of what a server says is told, in characters.
const mostWords = 300

// oneLine makes a text from others short and one line, without signs that steer
// a terminal.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if all := []rune(text); len(all) > mostWords {
		text = string(all[:mostWords]) + "…"
	}
	return text
}

// spoken is a time as people say it, in whole minutes or seconds.
func spoken(d time.Duration) string {
	n, unit := int(d.Round(time.Second)/time.Second), "second"
	if n >= 120 || n == 60 {
		n, unit = (n+59)/60, "minute"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}
