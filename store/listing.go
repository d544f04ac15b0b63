package store

import (
	"errors"
	"slices"
	"strings"

	"github.com/oklog/ulid/v2"
	"go.etcd.io/bbolt"
)

// A Listing asks for a page of the journal.
type Listing struct {
	Query  string // only entries that fit it: see SearchExperiments
	Before string // the id of the last entry of the page before; empty: the first page
	Limit  int    // how many entries at most
}

// A Page is a part of the journal, newest entry first.
type Page struct {
	Total       int // of all pages
	Experiments []Experiment
	Next        string // Before of the next page; empty: this is the last
	Short       int    // characters that tell each id of the page from every other of the journal
}

// ListExperiments returns a page of the journal, with the entries that wait in the
// spool folder. It reads no more entries than it returns.
func (s *Store) ListExperiments(l Listing) (Page, error) {
	q, err := parseQuery(l.Query, s.now().Location())
	if err != nil {
		return Page{}, err
	}
	var before ulid.ULID
	if l.Before != "" {
		if before, err = ulid.ParseStrict(l.Before); err != nil {
			return Page{}, invalid("the id %q: a page goes on before a whole id", l.Before)
		}
		l.Before = before.String()
	}
	var page Page
	err = s.searching(func(t *tx, waiting []Experiment) (err error) {
		page, err = t.page(q, l, before, waiting)
		return err
	})
	return page, err
}

func (t *tx) page(q query, l Listing, before ulid.ULID, waiting []Experiment) (Page, error) {
	if t != nil && q.isEmpty() {
		return t.plainPage(l, waiting)
	}
	f, err := t.find(q, waiting, false)
	if err != nil {
		return Page{}, err
	}
	if len(f.phrases) > 0 {
		f.rank()
		if err := f.keepPhrases(t); err != nil {
			return Page{}, err
		}
	}
	page := Page{Total: len(f.hits)}
	if l.Before != "" {
		f.hits = slices.DeleteFunc(f.hits, func(h hit) bool { return f.id(h).Compare(before) >= 0 })
	}
	for _, h := range best(f.hits, l.Limit, f.newer) {
		x, err := f.entry(t, f.id(h))
		if err != nil {
			x, err = unreadable(f.id(h).String(), err)
		}
		if err != nil {
			return Page{}, err
		}
		page.Experiments = append(page.Experiments, x)
	}
	if n := len(page.Experiments); n > 0 && n < len(f.hits) {
		page.Next = page.Experiments[n-1].ID
	}
	page.Short, err = t.shortest(page.Experiments, waiting)
	return page, err
}

// plainPage is a page of all entries. It reads no more of the index than how many
// there are.
func (t *tx) plainPage(l Listing, waiting []Experiment) (Page, error) {
	list, err := t.fresh()
	if err != nil {
		return Page{}, err
	}
	segments, err := t.segments()
	if err != nil {
		return Page{}, err
	}
	page := Page{Total: len(list) + len(waiting)}
	for i := range segments {
		page.Total += segments[i].live()
	}
	some, err := t.latestEntries(l.Before, min(l.Limit, page.Total)+1)
	if err != nil {
		return Page{}, err
	}
	for _, x := range waiting {
		if l.Before == "" || x.ID < l.Before {
			some = append(some, x)
		}
	}
	slices.SortFunc(some, func(a, b Experiment) int { return strings.Compare(b.ID, a.ID) })
	page.Experiments = some[:min(l.Limit, len(some))]
	if n := len(page.Experiments); n > 0 && n < len(some) {
		page.Next = some[n-1].ID
	}
	page.Short, err = t.shortest(page.Experiments, waiting)
	return page, err
}

// latestEntries are the last n entries before an id, or of all. One that cannot be read
// does not hide the others: it stands among them as what it is.
func (t *tx) latestEntries(before string, n int) ([]Experiment, error) {
	some, err := latestOr(t, experimentBucket, before, n, unreadable)
	for i, x := range some {
		if err != nil {
			return nil, err
		}
		if some[i], err = t.asShown(x); err != nil {
			some[i], err = unreadable(x.ID, err)
		}
	}
	return some, err
}

// unreadable is what stands in a list for an entry that the disk has changed. When it was
// made, its id tells.
func unreadable(id string, why error) (x Experiment, err error) {
	made, err := ulid.ParseStrict(id)
	if !errors.Is(why, ErrDamaged) || err != nil {
		return x, why
	}
	return Experiment{ID: id, Title: "This entry cannot be read: waymark doctor helps", Created: made.Timestamp(), Verdict: Open}, nil
}

// shortest is how many characters of their ids tell some entries from all others: the
// ids nearest to one are the ones that could be taken for it.
func (t *tx) shortest(some, waiting []Experiment) (int, error) {
	const least = 8
	short := least
	apart := func(id, other string) {
		if id != other {
			short = max(short, common(id, other)+1)
		}
	}
	var c *bbolt.Cursor
	if t != nil {
		b, err := t.bucket(experimentBucket)
		if err != nil {
			return 0, err
		}
		c = b.Cursor()
	}
	for _, x := range some {
		for _, w := range waiting {
			apart(x.ID, w.ID)
		}
		if c == nil {
			continue
		}
		k, _ := c.Seek([]byte(x.ID))
		if string(k) == x.ID {
			k, _ = c.Next()
		}
		apart(x.ID, string(k))
		if k, _ = c.Seek([]byte(x.ID)); k == nil {
			k, _ = c.Last()
		} else {
			k, _ = c.Prev()
		}
		apart(x.ID, string(k))
	}
	return short, nil
}

// common is how many bytes two texts begin with together.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
