package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/oklog/ulid/v2"
	"go.etcd.io/bbolt"
)

// A segment is the index of some entries. It is written once and only read then;
// what is not true any more of it is noted as dead beside it. In the search bucket
// its values lie together, under its number and a letter:
//
//	number, entriesPart        the ids of the entries, in order, 16 bytes each
//	number, deadPart           a bit for each entry that has changed since
//	number, termsPart, term    terms from this one on, each with its postings
//
// Terms are in order; each is how many bytes it shares with the one before, how many
// follow, and these. After it stand the length of its postings in bytes, and they:
// how many entries further, and the weight there (1 byte). Numbers are varints.
type segment struct {
	number uint64
	size   int    // how many entries
	sealed []byte // their ids, not looked at yet
	ids    []byte // the ids, after load
	dead   []byte // nil: none
}

// The parts of a segment.
const (
	entriesPart = 'e'
	deadPart    = 'f'
	termsPart   = 't'
)

const (
	idSize    = len(ulid.ULID{})
	blockSize = 3900 // bytes of terms in a value, so that it fits a page
)

// A posting says that a term stands in an entry.
type posting struct {
	entry  uint16 // by its place in the segment
	weight uint8
}

// errStale says that the index does not fit the entries: it is made anew.
var errStale = errors.New("the index of the journal has to be made anew")

func stale(err error) error {
	if err == nil || !errors.Is(err, ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w (%v)", errStale, err)
}

func garbled(number uint64) error {
	return stale(damaged("%s %d is garbled", searchBucket, number))
}

func segmentKey(number uint64, part byte, term string) []byte {
	key := make([]byte, 9, 9+len(term))
	binary.BigEndian.PutUint64(key, number)
	key[8] = part
	return append(key, term...)
}

// load reads the ids.
func (s *segment) load() (err error) {
	if s.ids == nil {
		s.ids, err = unseal(searchBucket, string(segmentKey(s.number, entriesPart, "")), s.sealed)
	}
	return stale(err)
}

func (s *segment) id(entry int) ulid.ULID { return ulid.ULID(s.ids[entry*idSize : (entry+1)*idSize]) }

func (s *segment) isDead(entry int) bool {
	return s.dead != nil && s.dead[entry/8]&(1<<(entry%8)) != 0
}

// live is how many entries are not dead.
func (s *segment) live() int {
	n := s.size
	for _, eight := range s.dead {
		n -= bits.OnesCount8(eight)
	}
	return n
}

// find returns the place of an entry in the segment.
func (s *segment) find(id ulid.ULID) (entry int, found bool) {
	low, high := 0, s.size
	for low < high {
		middle := (low + high) / 2
		switch bytes.Compare(s.ids[middle*idSize:(middle+1)*idSize], id[:]) {
		case 0:
			return middle, true
		case -1:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0, false
}

// segments returns the segments of the file, oldest first. What they hold lies in
// the file's map.
func (t *tx) segments() ([]segment, error) {
	b, err := t.bucket(searchBucket)
	if err != nil {
		return nil, err
	}
	var all []segment
	c := b.Cursor()
	for k, v := c.First(); k != nil; {
		if len(k) != 9 || k[8] != entriesPart {
			return nil, stale(damaged("%s %q is out of place", searchBucket, k))
		}
		s := segment{number: binary.BigEndian.Uint64(k), sealed: v, size: (len(v) - sealSize) / idSize}
		if k, v = c.Next(); bytes.Equal(k, segmentKey(s.number, deadPart, "")) {
			if s.dead, err = unseal(searchBucket, string(k), v); err != nil {
				return nil, stale(err)
			}
		}
		if len(s.sealed) != sealSize+s.size*idSize || s.dead != nil && len(s.dead) != (s.size+7)/8 {
			return nil, garbled(s.number)
		}
		all = append(all, s)
		k, v = c.Seek(segmentKey(s.number+1, 0, ""))
	}
	return all, nil
}

// A block is some terms of a segment, as they lie in the file.
type block struct{ key, value []byte }

// blocks returns the blocks that may hold terms which begin with some letters.
func (s *segment) blocks(c *bbolt.Cursor, prefix string) (all []block) {
	first, from := segmentKey(s.number, termsPart, ""), segmentKey(s.number, termsPart, prefix)
	k, v := c.Seek(from)
	if !bytes.Equal(k, from) {
		if before, value := c.Prev(); bytes.HasPrefix(before, first) {
			k, v = before, value
		} else {
			k, v = c.Next()
		}
	}
	for ; bytes.HasPrefix(k, first); k, v = c.Next() {
		if begins := k[len(first):]; string(begins) > prefix && !bytes.HasPrefix(begins, []byte(prefix)) {
			break
		}
		all = append(all, block{k, v})
	}
	return all
}

// matches calls fn with the terms in some blocks that begin with some letters, and their
// postings.
func (s *segment) matches(blocks []block, prefix string, fn func(term []byte, postings []byte)) error {
	for _, b := range blocks {
		content, err := unseal(searchBucket, string(b.key), b.value)
		if err != nil {
			return stale(err)
		}
		if !eachTerm(content, prefix, fn) {
			return garbled(s.number)
		}
	}
	return nil
}

// eachTerm calls fn with the terms of a value that begin with a prefix, and reports
// that the value could be read.
func eachTerm(block []byte, prefix string, fn func(term []byte, postings []byte)) bool {
	var term []byte
	for len(block) > 0 {
		shared, ok1 := takeNumber(&block)
		suffix, ok2 := takeBytes(&block)
		postings, ok3 := takeBytes(&block)
		if !ok1 || !ok2 || !ok3 || shared > len(term) {
			return false
		}
		term = append(term[:shared], suffix...)
		switch {
		case bytes.HasPrefix(term, []byte(prefix)):
			fn(term, postings)
		case string(term) > prefix:
			return true
		}
	}
	return true
}

// eachPosting calls fn with the postings of a term, and reports that they could be
// read.
func (s *segment) eachPosting(postings []byte, fn func(entry int, weight int)) bool {
	entry := -1
	for at := 0; at < len(postings); at++ { // a search goes through here 100,000 times
		further, size := numberIn(postings[at:])
		entry, at = entry+further, at+size
		if size == 0 || further == 0 || entry >= s.size || at == len(postings) {
			return false
		}
		fn(entry, int(postings[at]))
	}
	return true
}

func takeNumber(from *[]byte) (int, bool) {
	n, size := numberIn(*from)
	*from = (*from)[size:]
	return n, size > 0
}

// numberIn is the number that some bytes begin with, and how many of them it takes: 0
// where they begin with none.
func numberIn(data []byte) (n, size int) {
	if len(data) > 0 && data[0] < 0x80 {
		return int(data[0]), 1
	}
	long, size := binary.Uvarint(data)
	if size <= 0 || long > 1<<31 {
		return 0, 0
	}
	return int(long), size
}

func takeBytes(from *[]byte) ([]byte, bool) {
	n, ok := takeNumber(from)
	if !ok || n > len(*from) {
		return nil, false
	}
	taken := (*from)[:n]
	*from = (*from)[n:]
	return taken, true
}

// A draft is a segment that is being put together.
type draft struct {
	ids   []ulid.ULID
	terms map[string][]posting
}

func newDraft() *draft { return &draft{terms: map[string][]posting{}} }

// add adds an entry, which has a higher id than those before.
func (d *draft) add(id ulid.ULID, x Experiment) {
	entry := uint16(len(d.ids))
	d.ids = append(d.ids, id)
	scanTerms(x, func(term string, weight int) {
		list := d.terms[term]
		if last := len(list) - 1; last >= 0 && list[last].entry == entry {
			list[last].weight = uint8(addedWeight(int(list[last].weight), weight))
			return
		}
		d.terms[term] = append(list, posting{entry, uint8(addedWeight(0, weight))})
	})
}

// addSegments adds the entries of segments that are not dead.
func (d *draft) addSegments(t *tx, all []segment) error {
	b, err := t.bucket(searchBucket)
	if err != nil {
		return err
	}
	for i := range all {
		s := &all[i]
		if err := s.load(); err != nil {
			return err
		}
		for entry := range s.size {
			if !s.isDead(entry) {
				d.ids = append(d.ids, s.id(entry))
			}
		}
	}
	slices.SortFunc(d.ids, ulid.ULID.Compare)
	for i := range all {
		s := &all[i]
		places := make([]int, s.size)
		for entry := range places {
			places[entry] = -1
			if !s.isDead(entry) {
				places[entry], _ = slices.BinarySearchFunc(d.ids, s.id(entry), ulid.ULID.Compare)
			}
		}
		whole := true
		err := s.matches(s.blocks(b.Cursor(), ""), "", func(term, postings []byte) {
			list := d.terms[string(term)]
			whole = s.eachPosting(postings, func(entry, weight int) {
				if places[entry] >= 0 {
					list = append(list, posting{uint16(places[entry]), uint8(weight)})
				}
			}) && whole
			if len(list) > 0 {
				d.terms[string(term)] = list
			}
		})
		if err != nil {
			return err
		}
		if !whole {
			return garbled(s.number)
		}
	}
	return nil
}

// save writes the segment under a number.
func (d *draft) save(t *tx, number uint64) error {
	ids := make([]byte, 0, len(d.ids)*idSize)
	for _, id := range d.ids {
		ids = append(ids, id[:]...)
	}
	if err := t.putBytes(searchBucket, string(segmentKey(number, entriesPart, "")), ids); err != nil {
		return err
	}
	var block []byte
	var first, last string
	flush := func() error {
		if len(block) == 0 {
			return nil
		}
		err := t.putBytes(searchBucket, string(segmentKey(number, termsPart, first)), block)
		block, last = block[:0], ""
		return err
	}
	for _, term := range slices.Sorted(maps.Keys(d.terms)) {
		postings := encode(d.terms[term])
		if len(block)+len(term)+len(postings) > blockSize {
			if err := flush(); err != nil {
				return err
			}
		}
		if len(block) == 0 {
			first = term
		}
		block = appendTerm(block, last, term, postings)
		last = term
	}
	return flush()
}

func encode(list []posting) []byte {
	slices.SortFunc(list, func(a, b posting) int { return int(a.entry) - int(b.entry) })
	out := make([]byte, 0, 2*len(list))
	last := -1
	for _, p := range list {
		out = binary.AppendUvarint(out, uint64(int(p.entry)-last))
		out = append(out, p.weight)
		last = int(p.entry)
	}
	return out
}

func appendTerm(block []byte, last, term string, postings []byte) []byte {
	shared := 0
	for shared < min(len(last), len(term)) && last[shared] == term[shared] {
		shared++
	}
	block = binary.AppendUvarint(block, uint64(shared))
	block = binary.AppendUvarint(block, uint64(len(term)-shared))
	block = append(block, term[shared:]...)
	block = binary.AppendUvarint(block, uint64(len(postings)))
	return append(block, postings...)
}
