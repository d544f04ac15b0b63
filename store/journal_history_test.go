package store

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The journal that the benchmarks fill: about 2 KB an entry, over years, always the same.
const (
	journalWords  = 30_000 // in the vocabulary
	journalBatch  = 2_000  // entries saved in one transaction
	journalPeriod = 37 * time.Minute
)

// A scribe writes made-up entries. Its words follow Zipf's law, as those of a
// language do: few are in every entry, most in hardly any.
type scribe struct {
	random *rand.Rand
	words  []string
	upTo   []float64 // the share of the words up to each
}

func newScribe(seed uint64) *scribe {
	w := &scribe{random: rand.New(rand.NewPCG(seed, 5))}
	syllables := strings.Fields("re ta con mo li ne fund sal pro ver in ger wa sto ka bel dis mi tu form ex an der che lo na pu gra si ment")
	seen := map[string]bool{}
	total := 0.0
	for len(w.words) < journalWords {
		var word strings.Builder
		for range 1 + w.random.IntN(4) {
			word.WriteString(syllables[w.random.IntN(len(syllables))])
		}
		if seen[word.String()] {
			continue
		}
		seen[word.String()] = true
		w.words = append(w.words, word.String())
		total += 1 / math.Pow(float64(len(w.words))+2.7, 1.05)
		w.upTo = append(w.upTo, total)
	}
	for i := range w.upTo {
		w.upTo[i] /= total
	}
	return w
}

// word is one word, a frequent one more often.
func (w *scribe) word() string {
	at := w.random.Float64()
	low, high := 0, len(w.upTo)-1
	for low < high {
		if middle := (low + high) / 2; w.upTo[middle] < at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return w.words[low]
}

// text is sentences of about n words in all.
func (w *scribe) text(n int) string {
	var b strings.Builder
	for i := range n {
		word := w.word()
		switch {
		case i == 0:
			word = strings.ToUpper(word[:1]) + word[1:]
		case w.random.IntN(12) == 0:
			b.WriteString(".")
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		if i > 0 {
			b.WriteString(" ")
		}
		b.WriteString(word)
	}
	return b.String() + "."
}

// pickOne is one of several, the first ones more often.
func pickOne[T any](w *scribe, several ...T) T {
	return several[min(w.random.IntN(len(several)), w.random.IntN(len(several)))]
}

// entry writes the entry with a number, which says when it was made.
func (w *scribe) entry(number int) Experiment {
	at := start.Add(time.Duration(number) * journalPeriod).Truncate(time.Millisecond)
	id := newID(at)
	for i := 6; i < len(id); i++ {
		id[i] = byte(w.random.Uint32())
	}
	return Experiment{
		ID: id.String(), Created: at, Updated: at,
		Title:      strings.TrimSuffix(w.text(4+w.random.IntN(6)), "."),
		Question:   w.text(8 + w.random.IntN(10)),
		Hypothesis: w.text(20 + w.random.IntN(20)),
		Variants:   w.text(15 + w.random.IntN(30)),
		Success:    w.text(10 + w.random.IntN(20)),
		Tool:       pickOne(w, "chat", "assistant in the mail", "notebook"),
		Model:      pickOne(w, "gpt-5 mini", "claude opus 4.7", "llama 4", "mistral large", ""),
		Task:       pickOne(w, TaskIDs()...),
		Data:       pickOne(w, Internal, Public, Confidential, Personal),
		Lesson:     fmt.Sprintf("%s-%02d", pickOne(w, "prm", "fnd", "ver", "aut"), w.random.IntN(20)),
		Tags:       []string{pickOne(w, "refund", "mail", "tone", "report"), w.word()},
		Outcome:    w.text(40 + w.random.IntN(40)),
		Broke:      w.text(10 + w.random.IntN(20)),
		Learning:   strings.TrimSuffix(w.text(10+w.random.IntN(15)), "."),
		Verdict:    pickOne(w, Worked, Partly, Failed, Inconclusive, Open),
		Next:       pickOne(w, Adopt, Adapt, Drop, Repeat, ""),
	}
}

// TestFillJournal makes a journal of 100,000 entries, or as many as WAYMARK_ENTRIES says,
// in the folder that WAYMARK_JOURNAL names, for the measurements of the program and for a
// look at it; and, where WAYMARK_LINES names a file, that with an entry in each line.
func TestFillJournal(t *testing.T) {
	dir := os.Getenv("WAYMARK_JOURNAL")
	if dir == "" {
		t.Skip("WAYMARK_JOURNAL names no folder")
	}
	n := 100_000
	if text := os.Getenv("WAYMARK_ENTRIES"); text != "" {
		n = must(strconv.Atoi(text))(t)
	}
	lines := cmp.Or(os.Getenv("WAYMARK_LINES"), filepath.Join(t.TempDir(), "lines"))
	fillWithLines(t, New(dir, time.Now), n, lines)
}

// fillWithLines fills the journal, and a file with an entry in each line.
func fillWithLines(t *testing.T, s *Store, n int, path string) {
	t.Helper()
	f := must(os.Create(path))(t)
	w := bufio.NewWriter(f)
	fillJournal(t, s, n, func(x Experiment) {
		check(t, errorOf(w.Write(append(must(json.Marshal(x))(t), '\n'))))
	})
	check(t, w.Flush())
	check(t, f.Close())
}

func errorOf(_ int, err error) error { return err }

// fillJournal saves n made-up entries and hands each to also.
func fillJournal(t testing.TB, s *Store, n int, also func(Experiment)) {
	t.Helper()
	w := newScribe(1)
	for from := 0; from < n; from += journalBatch {
		check(t, s.update(func(t *tx) error {
			t.rebuilding = true // the index is made at the end
			for number := from; number < min(n, from+journalBatch); number++ {
				x := w.entry(number)
				t.now, t.action = x.Created, ""
				if err := t.append(experimentSubject(x.ID), experimentAdded, x); err != nil {
					return err
				}
				if also != nil {
					also(x)
				}
			}
			return nil
		}))
	}
	check(t, s.Reindex())
}
