package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"time"
)

// inspect checks, once for each Store, that the pages of the file hang together:
// bbolt follows them without looking, into endless loops and over live data.
// The shared lock keeps writers out meanwhile. One that was left sound is not checked
// again: see checked.go.
func (s *Store) inspect() error {
	if s.inspected.Load() && !s.isReplaced() {
		return nil
	}
	s.usable.Store(false)
	db, err := s.open(true)
	if err != nil {
		return err
	}
	if !s.isChecked() {
		var txID uint64
		if txID, err = inspectFile(s.File()); err == nil {
			s.walked.Store(time.Now().UnixMilli())
			s.noteChecked(txID)
		}
	}
	if info, missing := os.Stat(s.File()); missing == nil {
		s.seen.Store(&info)
	}
	err = errors.Join(err, db.Close())
	s.inspected.Store(err == nil)
	return err
}

// isReplaced reports that the file is another one than that which was inspected: a backup
// was restored, here or by another program.
func (s *Store) isReplaced() bool {
	seen := s.seen.Load()
	info, err := os.Stat(s.File())
	return err == nil && seen != nil && !os.SameFile(*seen, info)
}

// inspectFile walks through a file and returns its newest transaction.
func inspectFile(path string) (txID uint64, err error) {
	both, err := readMetas(path)
	if err != nil {
		return 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	m := both.newest()
	i := inspector{file: f, meta: m, used: make([]bool, m.Pages), sums: make(sums, len(buckets))}
	i.used[0], i.used[1] = true, true
	if err := i.tree(m.Root, 0, stretch{}); err != nil {
		return 0, err
	}
	if err := i.freelist(m.Freelist); err != nil {
		return 0, err
	}
	for page, used := range i.used {
		if !used {
			return 0, damaged("page %d is lost", page)
		}
	}
	return m.TxID, i.compare()
}

// An inspector walks the pages of a file, ticks them off and adds up their values. It
// reads each page once, and goes no deeper than maxDepth, so that its time and its
// memory are bounded by the size of the file, whatever is in it.
type inspector struct {
	file io.ReaderAt
	meta meta
	used []bool

	bucket string // whose pages are being read; empty for the root
	sums   sums   // of what was read
	format int    // as the file says; 0 if it does not
	noted  []byte // the sums, as the file has them
	parts  int    // how many of the buckets there are
}

// A stretch is where the keys of a page have to lie: from low on, and before high. A search
// goes by them, so a value elsewhere would not be found. Where one is nil there is no limit.
type stretch struct{ low, high []byte }

func (s stretch) holds(key []byte) bool {
	return bytes.Compare(key, s.low) >= 0 && (s.high == nil || bytes.Compare(key, s.high) < 0)
}

const (
	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	maxDepth     = 32
	element      = 16 // bytes of the entry of a key in a page
	bucketFlag   = 0x01
	bucketHeader = 16        // bytes before the page inside the value of a bucket
	maxRun       = 256 << 20 // bytes of a page with those that it runs over, which is read at once
)

// page reads a page, with the pages that it runs over, and ticks it off.
func (i *inspector) page(id uint64) (data []byte, flags uint16, count int, err error) {
	size := int64(i.meta.PageSize)
	if id >= i.meta.Pages {
		return nil, 0, 0, damaged("it refers to page %d of %d", id, i.meta.Pages)
	}
	data = make([]byte, size)
	if _, err := i.file.ReadAt(data, int64(id)*size); err != nil {
		return nil, 0, 0, damaged("page %d cannot be read", id)
	}
	order := binary.NativeEndian
	more := uint64(order.Uint32(data[12:]))
	if order.Uint64(data) != id || more >= i.meta.Pages-id || more >= maxRun/uint64(size) {
		return nil, 0, 0, damaged("page %d is not what it should be", id)
	}
	for p := id; p <= id+more; p++ {
		if i.used[p] {
			return nil, 0, 0, damaged("page %d is used twice", p)
		}
		i.used[p] = true
	}
	if more > 0 {
		data = make([]byte, size*int64(1+more))
		if _, err := i.file.ReadAt(data, int64(id)*size); err != nil {
			return nil, 0, 0, damaged("page %d cannot be read", id)
		}
	}
	return data, order.Uint16(data[8:]), int(order.Uint16(data[10:])), nil
}

// tree walks the pages of a bucket. The values of the root bucket are buckets.
func (i *inspector) tree(id uint64, depth int, within stretch) error {
	data, flags, count, err := i.page(id)
	if err != nil {
		return err
	}
	switch {
	case depth > maxDepth:
		return damaged("page %d lies too deep", id)
	case count == 0:
		return damaged("page %d is empty", id)
	case flags == leafPage:
		_, err := i.leaf(id, data, count, within)
		return err
	case flags != branchPage:
		return damaged("page %d is of an unknown kind", id)
	}
	children, ok := branch(data, count, within)
	if !ok {
		return damaged("page %d is garbled", id)
	}
	for _, c := range children {
		if err := i.tree(c.page, depth+1, c.stretch); err != nil {
			return err
		}
	}
	return nil
}

// A child is a page below a branch page, and where its keys lie.
type child struct {
	page uint64
	stretch
}

// branch returns the pages below a branch page, if its keys are in order and in their place.
func branch(data []byte, count int, within stretch) (children []child, ok bool) {
	order := binary.NativeEndian
	keys := packed{data: data, at: pageHeader + count*element, within: within}
	for n := range count {
		head, ok := keys.head(n)
		if !ok {
			return nil, false
		}
		if !keys.key(n, order.Uint32(head), order.Uint32(head[4:])) {
			return nil, false
		}
		if n > 0 {
			children[n-1].high = keys.last
		}
		children = append(children, child{order.Uint64(head[8:]), stretch{keys.last, within.high}})
	}
	return children, true
}

// leaf checks the keys and values of a leaf page, walks the buckets among
// them, and returns where the last value ends.
func (i *inspector) leaf(id uint64, data []byte, count int, within stretch) (end int, err error) {
	order, root := binary.NativeEndian, i.bucket == ""
	keys := packed{data: data, at: pageHeader + count*element, within: within}
	for n := range count {
		head, ok := keys.head(n)
		if !ok || !keys.key(n, order.Uint32(head[4:]), order.Uint32(head[8:])) {
			return 0, damaged("page %d is garbled", id)
		}
		value, ok := keys.take(order.Uint32(head[12:]))
		if !ok {
			return 0, damaged("page %d is garbled", id)
		}
		if isBucket := order.Uint32(head)&bucketFlag != 0; isBucket != root {
			return 0, damaged("page %d mixes buckets and values", id)
		}
		if !root {
			i.value(string(keys.last), value)
			continue
		}
		if err := i.part(id, string(keys.last), value); err != nil {
			return 0, err
		}
	}
	return keys.at, nil
}

// value adds a value to the sum of its part, and keeps what the file says of itself.
func (i *inspector) value(key string, value []byte) {
	i.sums.add(i.bucket, key, value, nil)
	if i.bucket != metaBucket || key != "format" && key != sumsKey {
		return
	}
	content, err := unseal(metaBucket, key, value)
	if err != nil {
		return // it is read again, and told, by whoever opens the file
	}
	if key == sumsKey {
		i.noted = bytes.Clone(content)
	} else if format, err := strconv.Atoi(string(content)); err == nil {
		i.format = format
	}
}

// compare reports a part that holds other values than those that were saved. A file of
// another format has other parts, or no sums.
func (i *inspector) compare() error {
	if i.format < sumsFormat || i.format > len(formats) {
		return nil
	}
	noted, txID, err := unpackSums(i.noted)
	if err != nil {
		return err
	}
	if i.format == len(formats) && i.parts < len(buckets) {
		return damaged("%d of its %d parts are missing", len(buckets)-i.parts, len(buckets))
	}
	for at, sum := range noted {
		if sum != i.sums[at] {
			return damaged("the part %q does not hold what was saved in it", buckets[at])
		}
	}
	if txID != i.meta.TxID {
		return damaged("its pages are those of save %d, and its first page is that of save %d", txID, i.meta.TxID)
	}
	return nil
}

// packed reads what follows the entries of a page: keys and values without a
// gap, so that a page with a wrong number of entries shows.
type packed struct {
	data   []byte
	at     int
	last   []byte // key
	within stretch
}

// head is the entry of a key.
func (p *packed) head(n int) ([]byte, bool) {
	at := pageHeader + n*element
	if at+element > len(p.data) {
		return nil, false
	}
	return p.data[at : at+element], true
}

// key takes the key of an entry, which has to come after the key before, in its place.
func (p *packed) key(n int, offset, size uint32) bool {
	begins := pageHeader + n*element + int(offset)
	key, ok := p.take(size)
	if !ok || begins != p.at-len(key) || n > 0 && bytes.Compare(key, p.last) <= 0 || !p.within.holds(key) {
		return false
	}
	p.last = key
	return true
}

func (p *packed) take(size uint32) ([]byte, bool) {
	if int64(p.at)+int64(size) > int64(len(p.data)) {
		return nil, false
	}
	p.at += int(size)
	return p.data[p.at-int(size) : p.at], true
}

// part walks a bucket from its value: root page 8, sequence 8. A small bucket
// has no page of its own; its only page follows here.
func (i *inspector) part(id uint64, name string, value []byte) error {
	order := binary.NativeEndian
	if name == "" {
		return damaged("page %d is garbled", id)
	}
	if slices.Contains(buckets, name) {
		i.parts++
	}
	i.bucket = name
	defer func() { i.bucket = "" }()
	if len(value) < bucketHeader {
		return damaged("page %d is garbled", id)
	}
	if page := order.Uint64(value); page != 0 {
		return i.tree(page, 1, stretch{})
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || order.Uint16(inline[8:]) != leafPage {
		return damaged("page %d is garbled", id)
	}
	end, err := i.leaf(id, inline, int(order.Uint16(inline[10:])), stretch{})
	if err == nil && end != len(inline) {
		return damaged("page %d is garbled", id)
	}
	return err
}

// freelist checks that no page is both free and used.
func (i *inspector) freelist(id uint64) error {
	data, flags, count, err := i.page(id)
	if err != nil {
		return err
	}
	ids := data[pageHeader:]
	if count == 0xFFFF && len(ids) >= 8 { // too many for the header
		count = int(min(binary.NativeEndian.Uint64(ids), i.meta.Pages))
		ids = ids[8:]
	}
	if flags != freelistPage || count*8 > len(ids) {
		return damaged("the list of free pages is garbled")
	}
	for n := range count {
		free := binary.NativeEndian.Uint64(ids[n*8:])
		if free >= i.meta.Pages || i.used[free] {
			return damaged("page %d is free and used", free)
		}
		i.used[free] = true
	}
	return nil
}
