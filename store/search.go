package store

import (
	"errors"
	"math"

	"github.com/oklog/ulid/v2"
)

const (
	// saturation is k1 of BM25: how soon more of the same word counts for less. It is
	// doubled, as the worth of a whole word is.
	saturation = 2 * 1.2
	phraseMost = 1000 // entries that are read to see whether they hold a phrase
	alike      = 0.5  // the share of a title's words, weighted by rarity, that a similar title has
)

// Found is what a search found.
type Found struct {
	Total   int      // how many entries fit
	More    bool     // Total counts only the best; entries after these were not read for the phrase
	Results []Result // the best of them, best first
}

// A Result is an entry that fits a query, and where.
type Result struct {
	Experiment
	Title   []Span // what fits in the title
	Field   string // the text that fits best besides, or ""
	Excerpt string // a line of it
	Marks   []Span // what fits in the excerpt
}

// A Span is a stretch of a text, in bytes.
type Span struct{ From, To int }

// SearchExperiments returns the entries of the journal that fit a query, the best
// limit of them. Each word of the query has to begin a word of the entry; parseQuery
// tells what else there is. An empty query finds all, newest first. A query that
// cannot be understood is ErrInvalid.
//
// The rank is the sum over the words of idf · w / (w + k1), which is BM25F (Robertson
// and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", 3.5.2)
// without the length of the entries, with idf = ln(1 + (N − n + 0.5) / (n + 0.5)) for a
// word in n of N entries. W adds up where the word stands: 8 in the title, 4 in the
// learning, 1 elsewhere; half where it only begins a word. Equals are ordered newest first.
func (s *Store) SearchExperiments(text string, limit int) (Found, error) {
	q, err := parseQuery(text, s.now().Location())
	if err != nil {
		return Found{}, err
	}
	var found Found
	err = s.searching(func(t *tx, waiting []Experiment) error {
		f, err := t.find(q, waiting, false)
		if err != nil {
			return err
		}
		f.rank()
		found, err = f.results(t, max(limit, 0))
		return err
	})
	return found, err
}

// Similar returns at most n entries whose titles or questions share rare words with a title
// that is being typed, the most similar first.
func (s *Store) Similar(title string, n int) ([]Experiment, error) {
	q := titleQuery(title)
	if len(q.words) == 0 {
		return nil, nil
	}
	var similar []Experiment
	err := s.searching(func(t *tx, waiting []Experiment) error {
		f, err := t.find(q, waiting, true)
		if err != nil {
			return err
		}
		f.keepAlike()
		for _, h := range best(f.hits, n, f.better) {
			x, err := f.entry(t, f.id(h))
			if err != nil {
				return err
			}
			similar = append(similar, x)
		}
		return nil
	})
	return similar, err
}

// searching runs fn on the file with the entries that wait beside it. An index that
// does not fit the entries is made anew first.
func (s *Store) searching(fn func(t *tx, waiting []Experiment) error) error {
	waiting, err := s.waiting()
	if err != nil {
		return err
	}
	read := false
	look := func(t *tx) error {
		read = true
		unknown, err := t.unknown(waiting)
		if err != nil {
			return err
		}
		return fn(t, unknown)
	}
	err = s.view(look)
	if errors.Is(err, errStale) {
		if err = s.Reindex(); err == nil {
			err = s.view(look)
		}
	}
	if err == nil && !read { // there is no file yet
		var all []Experiment
		for _, x := range waiting {
			all = append(all, x.Experiment)
		}
		return fn(nil, all)
	}
	return err
}

// unknown leaves out the entries that were taken in.
func (t *tx) unknown(waiting []newEntry) (unknown []Experiment, err error) {
	for _, x := range waiting {
		known, err := t.isKnown(experimentSubject(x.ID))
		if err != nil {
			return nil, err
		}
		if !known {
			unknown = append(unknown, x.Experiment)
		}
	}
	return unknown, nil
}

// rarity is the inverse document frequency of a word.
func (f *finder) rarity(word int) float64 {
	n := float64(f.with[word])
	return math.Log(1 + (float64(f.entries)-n+0.5)/(n+0.5))
}

// rank gives the hits their scores.
func (f *finder) rank() {
	rarity := make([]float64, len(f.words))
	for i, w := range f.words {
		if !w.filter {
			rarity[i] = f.rarity(i)
		}
	}
	for n, h := range f.hits {
		score := 0.0
		for i, worth := range f.worthsOf(h) {
			score += rarity[i] * float64(worth) / (float64(worth) + saturation)
		}
		f.hits[n].score = float32(score)
	}
}

// keepAlike leaves the hits that share enough of a title, with the share as score. One
// word is enough only for a title that has no other.
func (f *finder) keepAlike() {
	all := 0.0
	for i := range f.words {
		all += f.rarity(i)
	}
	var kept []hit
	for _, h := range f.hits {
		shared, worths := 0.0, f.worthsOf(h)
		for i, worth := range worths {
			if worth > 0 {
				shared += f.rarity(i)
			}
		}
		if h.score = float32(shared / all); h.score >= alike && shares(worths) >= min(2, len(f.words)) {
			kept = append(kept, h)
		}
	}
	f.hits = kept
}

// titleQuery asks for the words of a title, each once, in the titles and questions of
// entries.
func titleQuery(title string) query {
	var q query
	seen := map[string]bool{}
	eachWord(title, func(w word) {
		if !w.last && !seen[w.text] {
			q.words = append(q.words, wanted{terms: []string{fieldTerm("title", w.text), fieldTerm("question", w.text)}})
		}
		seen[w.text] = true
	})
	return q
}

// results reads the best entries, after those were dropped that do not hold the
// phrases.
func (f *finder) results(t *tx, limit int) (Found, error) {
	found := Found{Total: len(f.hits)}
	if len(f.phrases) > 0 {
		found.More = len(f.hits) > phraseMost
		if err := f.keepPhrases(t); err != nil {
			return Found{}, err
		}
		found.Total = len(f.hits)
	}
	for _, h := range best(f.hits, limit, f.better) {
		x, err := f.entry(t, f.id(h))
		if err != nil {
			return Found{}, err
		}
		found.Results = append(found.Results, f.result(x))
	}
	return found, nil
}

// keepPhrases leaves those of the best hits that hold the phrases.
func (f *finder) keepPhrases(t *tx) error {
	var kept []hit
	for _, h := range best(f.hits, phraseMost, f.better) {
		x, err := f.entry(t, f.id(h))
		if err != nil {
			return err
		}
		if f.holdsPhrases(x) {
			kept = append(kept, h)
		}
	}
	f.hits = kept
	return nil
}

// entry reads an entry that was found.
func (f *finder) entry(t *tx, id ulid.ULID) (Experiment, error) {
	if x, waits := f.waiting[id]; waits {
		return x, nil
	}
	return t.shownEntry(id)
}
