package store

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"go.etcd.io/bbolt"
)

// inspect checks, once for each Store, that the pages of the file hang together:
// bbolt follows them without looking, into endless loops and over live data.
// The shared lock keeps writers out meanwhile.
func (s *Store) inspect() error {
	if s.inspected.Load() {
		return nil
	}
	db, err := s.open(true)
	if err != nil {
		return err
	}
	err = inspectFile(s.File())
	err = errors.Join(err, db.Close())
	s.inspected.Store(err == nil)
	return err
}

func inspectFile(path string) error {
	both, err := readMetas(path)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	m := both.newest()
	i := inspector{file: f, meta: m, used: make([]bool, m.Pages)}
	i.used[0], i.used[1] = true, true
	if err := i.tree(m.Root, 0, true); err != nil {
		return err
	}
	if err := i.freelist(m.Freelist); err != nil {
		return err
	}
	for page, used := range i.used {
		if !used {
			return damaged("page %d is lost", page)
		}
	}
	return nil
}

// An inspector walks the pages of a file and ticks them off.
type inspector struct {
	file io.ReaderAt
	meta meta
	used []bool
}

const (
	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	maxDepth     = 32
	element      = 16 // bytes of the entry of a key in a page
	bucketFlag   = 0x01
)

// page reads a page, with the pages that it runs over, and ticks it off.
func (i *inspector) page(id uint64) (data []byte, flags uint16, count int, err error) {
	var head [pageHeader]byte
	size := int64(i.meta.PageSize)
	if id >= i.meta.Pages {
		return nil, 0, 0, damaged("it refers to page %d of %d", id, i.meta.Pages)
	}
	if _, err := i.file.ReadAt(head[:], int64(id)*size); err != nil {
		return nil, 0, 0, damaged("page %d cannot be read", id)
	}
	order := binary.NativeEndian
	more := uint64(order.Uint32(head[12:]))
	if order.Uint64(head[0:]) != id || more >= i.meta.Pages-id {
		return nil, 0, 0, damaged("page %d is not what it should be", id)
	}
	for p := id; p <= id+more; p++ {
		if i.used[p] {
			return nil, 0, 0, damaged("page %d is used twice", p)
		}
		i.used[p] = true
	}
	data = make([]byte, size*int64(1+more))
	if _, err := i.file.ReadAt(data, int64(id)*size); err != nil {
		return nil, 0, 0, damaged("page %d cannot be read", id)
	}
	return data, order.Uint16(head[8:]), int(order.Uint16(head[10:])), nil
}

// tree walks the pages of a bucket. The values of the root bucket are buckets.
func (i *inspector) tree(id uint64, depth int, root bool) error {
	data, flags, count, err := i.page(id)
	if err != nil {
		return err
	}
	switch {
	case depth > maxDepth:
		return damaged("page %d lies too deep", id)
	case flags == leafPage:
		return i.leaf(id, data, count, root)
	case flags != branchPage || count == 0:
		return damaged("page %d is of an unknown kind", id)
	}
	children, ok := branch(data, count)
	if !ok {
		return damaged("page %d is garbled", id)
	}
	for _, child := range children {
		if err := i.tree(child, depth+1, root); err != nil {
			return err
		}
	}
	return nil
}

// branch returns the pages below a branch page, if its keys are in order.
func branch(data []byte, count int) (children []uint64, ok bool) {
	order, last := binary.NativeEndian, ""
	for n := range count {
		at := pageHeader + n*element
		if at+element > len(data) {
			return nil, false
		}
		key, ok := slice(data, at, order.Uint32(data[at:]), order.Uint32(data[at+4:]))
		if !ok || n > 0 && string(key) <= last {
			return nil, false
		}
		last = string(key)
		children = append(children, order.Uint64(data[at+8:]))
	}
	return children, true
}

// leaf checks that keys and values lie in the page, in order, and walks the
// buckets among them. A small bucket lies in its value as a page of its own.
func (i *inspector) leaf(id uint64, data []byte, count int, root bool) error {
	order, last := binary.NativeEndian, ""
	for n := range count {
		at := pageHeader + n*element
		if at+element > len(data) {
			return damaged("page %d is garbled", id)
		}
		pos, keySize, valueSize := order.Uint32(data[at+4:]), order.Uint32(data[at+8:]), order.Uint32(data[at+12:])
		key, ok := slice(data, at, pos, keySize)
		value, fits := slice(data, at, pos+keySize, valueSize)
		if !ok || !fits || n > 0 && string(key) <= last {
			return damaged("page %d is garbled", id)
		}
		last = string(key)
		if isBucket := order.Uint32(data[at:])&bucketFlag != 0; isBucket != root {
			return damaged("page %d mixes buckets and values", id)
		}
		if !root {
			continue
		}
		if err := i.bucket(id, value); err != nil {
			return err
		}
	}
	return nil
}

// bucket walks a bucket from its value: root page 8, sequence 8, perhaps a page.
func (i *inspector) bucket(id uint64, value []byte) error {
	const bucketHeader = 16
	order := binary.NativeEndian
	if len(value) < bucketHeader {
		return damaged("page %d is garbled", id)
	}
	if page := order.Uint64(value); page != 0 {
		return i.tree(page, 1, false)
	}
	inline := value[bucketHeader:]
	if len(inline) < pageHeader || order.Uint16(inline[8:]) != leafPage {
		return damaged("page %d is garbled", id)
	}
	return i.leaf(id, inline, int(order.Uint16(inline[10:])), false)
}

// slice returns size bytes at an offset that counts from the element at.
func slice(data []byte, at int, offset, size uint32) ([]byte, bool) {
	from := uint64(at) + uint64(offset)
	if from+uint64(size) > uint64(len(data)) {
		return nil, false
	}
	return data[from : from+uint64(size)], true
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
