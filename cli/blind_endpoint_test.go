//go:build unix

package cli_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/endpoint/endpointtest"
)

// A whole experiment with an endpoint that has every mood: it streams, wants to be asked
// later, fails, loses the connection, answers with garbage and hangs. The run is
// cancelled and taken up again.
func TestBlindExperimentByEndpoint(t *testing.T) {
	t.Parallel()
	moods := &moody{asked: map[string]int{}}
	server := endpointtest.New(moods.answer)
	w := &blindWalk{data: setUpData(t)}
	for name, value := range map[string]string{"endpoint.url": server.Start(t), "endpoint.model": houseModel, "endpoint.key-env": "GATEWAY_KEY"} {
		if code, _, err := call(t, w.data, "settings", "set", name, value); code != 0 {
			t.Fatal(err)
		}
	}
	w.fillBench(t)
	w.terminal = start(t, setting{data: w.data, env: []string{allowSockets + "=allowed", "GATEWAY_KEY=" + aKey}})
	w.see("[1 Today]", " pathway")
	w.openBench()
	w.press("f")
	w.wait("was asked", shows("Send 12 requests to 127.0.0.1"))
	w.press(enter)
	w.wait("stood still", func(screen string) bool {
		return there(screen) == 6 && strings.Count(screen, "✗ no answer") == 2 && strings.Count(screen, "◐ fetching") == 2
	})
	w.press(escape)
	w.wait("stopped", shows("Fetched 6 of 12 outputs. f asks for the rest."))
	moods.calm()
	w.press("f")
	w.wait("was asked again", shows("Send 6 requests to 127.0.0.1"))
	w.press(enter)
	w.wait("had all", shows("Fetched 6 of 6 outputs."))
	w.see("12 of 12 outputs")
	w.rateAll(t, houseModel, "test-1")
	w.close(t)
	moods.check(t, server.Received())
	if strings.Contains(w.wrote(), aKey) {
		t.Error("the screen showed the key")
	}
}

// houseModel is the model that is asked for.
const houseModel = "model-of-the-house"

// fillBench makes an entry with two variants and six cases, in the file.
func (w *blindWalk) fillBench(t *testing.T) {
	t.Helper()
	s := store.New(w.data, time.Now)
	e, _, err := s.AddExperiment(store.Experiment{Title: blindTitle})
	if err != nil {
		t.Fatal(err)
	}
	w.entry = e.ID
	f := store.Filling{Variants: []store.Variant{{Name: warmName, Prompt: warmPrompt}, {Name: curtName, Prompt: curtPrompt}}}
	for i := range 6 {
		f.Cases = append(f.Cases, store.Case{Input: fmt.Sprintf("Letter number %d.", i+1)})
	}
	if _, err := s.FillBench(e.ID, f); err != nil {
		t.Fatal(err)
	}
}

// moody answers by the number of the letter, and by how often it was asked.
type moody struct {
	mu     sync.Mutex
	asked  map[string]int // by prompt
	calmer bool
}

// calm lets it answer everything from now on.
func (m *moody) calm() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calmer = true
}

// letter is the number of a letter in a prompt.
var letter = regexp.MustCompile(`Letter number (\d)`)

func (m *moody) answer(w http.ResponseWriter, r endpointtest.Received, gone <-chan struct{}) {
	m.mu.Lock()
	m.asked[r.Prompt]++
	first, calmer := m.asked[r.Prompt] == 1, m.calmer
	m.mu.Unlock()
	number, way := 0, "briefly"
	fmt.Sscan(letter.FindStringSubmatch(r.Prompt + "Letter number 0")[1], &number) //nolint:errcheck // a digit is a number
	if strings.Contains(r.Prompt, "kindly") {
		way = "kindly"
	}
	mood := endpointtest.OK(answerOf(way, number-1))
	switch {
	case number == 2 && first:
		mood = endpointtest.Busy("1")
	case number == 3 && first && way == "kindly":
		mood = endpointtest.Status(http.StatusInternalServerError, "out of memory")
	case number == 3 && first:
		mood = endpointtest.Cut("Dear gu")
	case number == 4 && !calmer:
		mood = endpointtest.Stream("garbage")
	case number == 5 && !calmer:
		mood = endpointtest.Hang()
	}
	mood(w, r, gone)
}

// check holds what the endpoint was asked: nothing but the prompts with their cases, by
// the key that it was given, and again only where it had asked for that.
func (m *moody) check(t *testing.T, received []endpointtest.Received) {
	t.Helper()
	waited := map[string]time.Time{}
	for _, r := range received {
		if r.Header.Get("Authorization") != "Bearer "+aKey || r.Fields["model"] != houseModel || r.Fields["stream"] != true {
			t.Errorf("it was asked with %v", r.Fields)
		}
		if strings.Contains(r.Prompt+r.System, warmName) || strings.Contains(r.Prompt+r.System, "Refund") {
			t.Errorf("it was told more than the prompt: %q", r.Prompt)
		}
		if before, again := waited[r.Prompt]; again && strings.Contains(r.Prompt, "number 2") && r.At.Sub(before) < time.Second {
			t.Errorf("it was asked again after %v, and had asked for a second", r.At.Sub(before))
		}
		waited[r.Prompt] = r.At
	}
	want := map[byte]int{'1': 2, '2': 4, '3': 4, '4': 4, '5': 4, '6': 2}
	got := map[byte]int{}
	for prompt, n := range m.asked {
		got[letter.FindStringSubmatch(prompt)[1][0]] += n
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("each letter was asked for so often: %v, want %v", got, want)
	}
}
