package store

import (
	"bytes"
	"encoding/binary"
	"io"
	"maps"
	"os"
	"slices"
)

// A haul is what can be read of a file whatever is broken in it: each value whose checksum
// holds, page by page, without bbolt and without a map. It reads a page once, so that its
// time and its memory are bounded by the size of the file. docs/decisions/028.
type haul struct {
	file   io.ReaderAt
	size   int64
	values map[string]map[string]find // by bucket and key
	pages  pagesInUse
	spare  int64  // bytes that may still be read of values that turn out to be none
	last   string // the bucket of the value before
}

// A find is where a value lies, and whether the page is in use. A page that is free holds
// what was true once.
type find struct {
	at   int64
	size int
	live bool
}

const (
	smallestStep = minPageSize // where a page can begin, whatever their size
	usualWindow  = 16 << 10    // bytes; no system has larger pages by default than those
	longestKey   = 1 << 10     // bytes; ids are shorter
	spareBytes   = 256 << 20
)

// lasting are the parts in which a key has the same value for ever, so that also a page that is
// not in use any more tells the truth.
var lasting = []string{logBucket, textBucket}

// lastingMeta are the keys of the meta bucket of which that is true.
var lastingMeta = []string{"learner", "device", "created"}

// gather reads what can be read of a file.
func gather(f *os.File) (*haul, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	h := &haul{file: f, size: info.Size(), values: map[string]map[string]find{}, spare: spareBytes + info.Size()}
	h.pages = findPages(f, info.Size())
	for at := int64(0); at+pageHeader < h.size; at += h.pages.step {
		if id := at / h.pages.step; !h.pages.isInside(id) {
			h.page(at, h.pages.isLive(id))
		}
	}
	for _, bucket := range lasting {
		h.dropUnsaved(bucket)
	}
	return h, nil
}

// dropUnsaved leaves out what lies in pages that are not in use, where those in use hold all
// of a part: it is of a save that never ended. With one first page alone it may be of the last.
func (h *haul) dropUnsaved(bucket string) {
	saved := maps.Clone(h.values[bucket])
	maps.DeleteFunc(saved, func(_ string, at find) bool { return !at.live })
	if h.pages.metas == 2 && len(saved) < len(h.values[bucket]) && h.addsUp(bucket, saved) {
		h.values[bucket] = saved
	}
}

// page reads what lies in the page at an offset, if it is one of values.
func (h *haul) page(at int64, live bool) {
	head := make([]byte, h.pages.window)
	n, err := h.file.ReadAt(head, at)
	if err != nil && n < pageHeader {
		return
	}
	h.leaf(at, head[:n], live, false)
}

// leaf reads the values of a page, which begins with head and can be inside another one.
// The number of values in its header can be wrong: where the first
// key lies tells it as well.
func (h *haul) leaf(at int64, head []byte, live, inside bool) {
	if len(head) < pageHeader+element {
		return
	}
	order := binary.NativeEndian
	count := max(int(order.Uint16(head[10:])), int(order.Uint32(head[pageHeader+4:])/element))
	for n := range min(count, (len(head)-pageHeader)/element) {
		entry := head[pageHeader+n*element:]
		flags, keyAt := order.Uint32(entry), int64(order.Uint32(entry[4:]))
		keySize, size := int64(order.Uint32(entry[8:])), int64(order.Uint32(entry[12:]))
		begins := at + pageHeader + int64(n*element) + keyAt
		if flags > bucketFlag || keySize < 1 || keySize > longestKey || size < sealSize || size > maxRun || begins+keySize+size > h.size {
			continue
		}
		pair := h.read(at, head, begins, keySize+size)
		if pair == nil {
			continue
		}
		key, value := string(pair[:keySize]), pair[keySize:]
		switch {
		case flags == 0:
			h.value(key, value, find{begins + keySize, int(size), live})
		case !inside && slices.Contains(buckets, key) && size > bucketHeader:
			h.leaf(begins+keySize+bucketHeader, value[bucketHeader:], live, true)
		}
	}
}

// read returns bytes of the file, which may lie in the page that was read already.
func (h *haul) read(at int64, head []byte, begins, size int64) []byte {
	if from := begins - at; from >= 0 && from+size <= int64(len(head)) {
		return head[from : from+size]
	}
	if size > h.spare {
		return nil
	}
	content := make([]byte, size)
	if _, err := h.file.ReadAt(content, begins); err != nil {
		return nil
	}
	h.spare -= size
	return content
}

// value keeps a value whose checksum holds. The checksum covers the bucket: it tells to
// which one a value belongs.
func (h *haul) value(key string, value []byte, at find) {
	if value[0] != valueVersion {
		return
	}
	bucket := h.bucketOf(key, value)
	switch {
	case bucket == "":
		return
	case !at.live && !slices.Contains(lasting, bucket) && (bucket != metaBucket || !slices.Contains(lastingMeta, key)):
		return
	}
	h.last = bucket
	h.spare = min(h.spare+int64(len(value)), spareBytes+h.size)
	if h.values[bucket] == nil {
		h.values[bucket] = map[string]find{}
	}
	if known, found := h.values[bucket][key]; !found || at.live && !known.live {
		h.values[bucket][key] = at
	}
}

func (h *haul) bucketOf(key string, value []byte) string {
	sum := binary.BigEndian.Uint32(value[1:])
	if h.last != "" && checksum(h.last, key, value[sealSize:]) == sum {
		return h.last
	}
	for _, bucket := range buckets {
		if checksum(bucket, key, value[sealSize:]) == sum {
			return bucket
		}
	}
	return ""
}

// content reads a value again; nil if there is none.
func (h *haul) content(bucket, key string) []byte {
	at, found := h.values[bucket][key]
	if !found {
		return nil
	}
	value := make([]byte, at.size)
	if _, err := h.file.ReadAt(value, at.at); err != nil {
		return nil
	}
	content, err := unseal(bucket, key, value)
	if err != nil {
		return nil
	}
	return content
}

// keys are the keys of a bucket, in order.
func (h *haul) keys(bucket string) []string {
	keys := make([]string, 0, len(h.values[bucket]))
	for key := range h.values[bucket] {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// holdsAll reports that all values of a part were found, and no others: that they add up
// to the sum that the file has noted.
func (h *haul) holdsAll(bucket string) bool { return h.addsUp(bucket, h.values[bucket]) }

// addsUp reports that values add up to the sum that the file has noted of a part.
func (h *haul) addsUp(bucket string, values map[string]find) bool {
	noted, txID, err := unpackSums(h.content(metaBucket, sumsKey))
	if err != nil || txID != h.pages.newest.TxID || !h.values[metaBucket][sumsKey].live {
		return false
	}
	found := make(sums, len(buckets))
	head := make([]byte, sealSize)
	for key, at := range values {
		if _, err := h.file.ReadAt(head, at.at); err != nil {
			return false
		}
		found.add(bucket, key, bytes.Clone(head), nil)
	}
	i := slices.Index(buckets, bucket)
	return i >= 0 && noted[i] == found[i]
}
