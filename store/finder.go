package store

import (
	"math"
	"slices"

	"github.com/oklog/ulid/v2"

	"waymark/store/parallel"
)

// A hit is an entry that fits: one of a segment, or a loose one.
type hit struct {
	segment, entry int32 // segment -1: entry is its place in finder.loose
	worth          int32 // where what each word is worth in it begins, in finder.worths
	score          float32
}

// better is the order of rank.
func (f *finder) better(a, b hit) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return f.newer(a, b)
}

// newer is the order of time.
func (f *finder) newer(a, b hit) int { return f.id(b).Compare(f.id(a)) }

func (f *finder) id(h hit) ulid.ULID {
	if h.segment < 0 {
		return f.loose[h.entry]
	}
	return f.segments[h.segment].id(int(h.entry))
}

// A finder collects the entries that fit a query, and what ranks them.
type finder struct {
	query
	findings
	any      bool // one of the words is enough
	entries  int  // in all
	segments []segment
	loose    []ulid.ULID // entries that no segment holds
	waiting  map[ulid.ULID]Experiment
}

// findings are the entries that fit, of all or of one segment.
type findings struct {
	with   []int // how many entries have each word
	hits   []hit
	worths []uint16
}

// find looks through the index, the fresh entries and those that wait.
func (t *tx) find(q query, waiting []Experiment, any bool) (*finder, error) {
	f := &finder{
		query: q, any: any, waiting: map[ulid.ULID]Experiment{},
		findings: findings{with: make([]int, len(q.words))},
	}
	for _, x := range waiting {
		id, err := ulid.ParseStrict(x.ID)
		if err != nil {
			continue // its file would have another name
		}
		f.waiting[id] = x
		f.addEntry(id, x)
	}
	if t == nil {
		return f, nil
	}
	list, err := t.fresh()
	if err != nil {
		return nil, err
	}
	for _, id := range list {
		x, err := t.shownEntry(id)
		if err != nil {
			return nil, err
		}
		f.addEntry(id, x)
	}
	if f.segments, err = t.segments(); err != nil {
		return nil, err
	}
	return f, f.addSegments(t)
}

// addEntry looks through an entry that no segment holds.
func (f *finder) addEntry(id ulid.ULID, x Experiment) {
	worths := make([]uint16, len(f.words))
	for term, weight := range termsOf(x) {
		for i, w := range f.words {
			worths[i] = addWorth(worths[i], w.fits([]byte(term))*weight)
		}
	}
	for i, worth := range worths {
		if worth > 0 {
			f.with[i]++
		}
	}
	f.entries++
	f.loose = append(f.loose, id)
	f.consider(&f.findings, hit{segment: -1, entry: int32(len(f.loose) - 1)}, id, worths)
}

// addSegments looks through the segments, on all processors. Only where things lie in the
// file is read one after the other: a transaction is not for several goroutines.
func (f *finder) addSegments(t *tx) error {
	b, err := t.bucket(searchBucket)
	if err != nil {
		return err
	}
	blocks := make([][][][]block, len(f.segments)) // of each segment, for each word, for each of its terms
	for i := range f.segments {
		for _, w := range f.words {
			var ofWord [][]block
			for _, begins := range w.terms {
				ofWord = append(ofWord, f.segments[i].blocks(b.Cursor(), begins))
			}
			blocks[i] = append(blocks[i], ofWord)
		}
	}
	found := make([]findings, len(f.segments))
	err = parallel.For(len(f.segments), func(i int) (err error) {
		found[i], err = f.inSegment(i, blocks[i])
		return err
	})
	if err != nil {
		return err
	}
	hits := 0
	for i := range found {
		hits += len(found[i].hits)
	}
	f.hits, f.worths = slices.Grow(f.hits, hits), slices.Grow(f.worths, hits*len(f.words))
	for i := range found {
		f.entries += f.segments[i].live()
		f.join(found[i])
	}
	return nil
}

// join takes over what was found elsewhere.
func (f *findings) join(more findings) {
	for word, n := range more.with {
		f.with[word] += n
	}
	for _, h := range more.hits {
		h.worth += int32(len(f.worths))
		f.hits = append(f.hits, h)
	}
	f.worths = append(f.worths, more.worths...)
}

// inSegment looks through the entries of a segment.
func (f *finder) inSegment(number int, blocks [][][]block) (findings, error) {
	s := &f.segments[number]
	found := findings{with: make([]int, len(f.words))}
	sums := make([][]uint16, len(f.words))
	having := 0 // words that stand in an entry of the segment
	for i, w := range f.words {
		var err error
		if sums[i], found.with[i], err = s.sum(w, blocks[i]); err != nil {
			return findings{}, err
		}
		if found.with[i] > 0 {
			having++
		}
	}
	if having < len(f.words) && (!f.any || having == 0) {
		return found, nil // but its words count for how rare they are
	}
	if err := s.load(); err != nil {
		return findings{}, err
	}
	if most := slices.Min(append(found.with, s.size)); !f.any {
		found.hits, found.worths = make([]hit, 0, most), make([]uint16, 0, most*len(f.words))
	}
	worths := make([]uint16, len(f.words))
	for entry := range s.size {
		if s.isDead(entry) {
			continue
		}
		for i := range worths {
			worths[i] = sums[i][entry]
		}
		f.consider(&found, hit{segment: int32(number), entry: int32(entry)}, s.id(entry), worths)
	}
	return found, nil
}

// sum adds up what a word is worth in each entry of a segment, and counts those that have it.
func (s *segment) sum(w wanted, blocks [][]block) (sums []uint16, with int, err error) {
	sums = make([]uint16, s.size)
	whole := true
	for i, begins := range w.terms {
		err := s.matches(blocks[i], begins, func(term, postings []byte) {
			worth := w.fits(term)
			if worth == 0 || !whole {
				return
			}
			whole = s.eachPosting(postings, func(entry, weight int) {
				if s.isDead(entry) {
					return
				}
				if sums[entry] == 0 {
					with++
				}
				sums[entry] = addWorth(sums[entry], worth*weight)
			})
		})
		if err != nil {
			return nil, 0, err
		}
	}
	if !whole {
		return nil, 0, garbled(s.number)
	}
	return sums, with, nil
}

// addWorth adds up to what fits two bytes.
func addWorth(sum uint16, more int) uint16 { return uint16(min(int(sum)+more, math.MaxUint16)) }

// consider keeps an entry among others if it fits.
func (f *finder) consider(found *findings, h hit, id ulid.ULID, worths []uint16) {
	if shares := shares(worths); shares < len(worths) && (!f.any || shares == 0) || !f.within(id) {
		return
	}
	h.worth = int32(len(found.worths))
	found.hits = append(found.hits, h)
	found.worths = append(found.worths, worths...)
}

// shares is how many words an entry has.
func shares(worths []uint16) int {
	n := 0
	for _, worth := range worths {
		if worth > 0 {
			n++
		}
	}
	return n
}

// worthsOf is what each word is worth in a hit.
func (f *finder) worthsOf(h hit) []uint16 { return f.worths[h.worth : int(h.worth)+len(f.words)] }

// best returns the first n of some hits in an order.
func best(hits []hit, n int, order func(hit, hit) int) []hit {
	if n >= len(hits)/8 {
		sorted := slices.Clone(hits)
		slices.SortFunc(sorted, order)
		return sorted[:min(n, len(sorted))]
	}
	first := make([]hit, 0, n+1)
	for _, h := range slices.Backward(hits) { // the newest come last, and win where others are equal
		if len(first) == n && (n == 0 || order(h, first[n-1]) > 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, h, order)
		first = slices.Insert(first, at, h)
		first = first[:min(n, len(first))]
	}
	return first
}
