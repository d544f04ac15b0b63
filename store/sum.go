package store

import (
	"encoding/binary"
	"slices"
)

// A page that a disk lost and gave back in an older state holds values whose checksums
// are right. So every part of the file carries the sum of the checksums of its values,
// which the save that changes them keeps in step, and the walk through the pages adds up
// what it finds. docs/decisions/028.
const (
	sumsKey     = "sums" // in the meta bucket, and in no sum itself
	sumsVersion = 1
	sumsFormat  = 6 // of the file, from which on it has sums
	sumSize     = 4 // bytes
	sumsHead    = 9 // bytes before the first: the version and the number of the transaction
)

// buckets are all of them in the order of their sums. A new one is added at the end.
var buckets = []string{
	metaBucket, logBucket, subjectBucket, undoneBucket, textBucket, profileBucket, lessonBucket, attemptBucket,
	objectiveBucket, cardBucket, checkBucket, drillBucket, dayBucket, experimentBucket, benchBucket, variantBucket,
	caseBucket, outputBucket, roundBucket, rubricBucket, pieceBucket, waitingBucket, searchBucket, freshBucket,
	handBucket, offerBucket, policyBucket, sentBucket, acceptedBucket, deliveryBucket, teamBucket, memberBucket,
	headBucket, pinnedBucket, snapshotBucket, taughtBucket, fileBucket, assignmentBucket, talkBucket, erasedBucket,
}

// sums are the sums of the parts, in their order, modulo 2^32. They are kept with the number
// of the transaction: an earlier state of the page that they stand in, from which all pages
// of an earlier save would be reached, does not fit the first page.
type sums []uint32

// weight is what a value adds to the sum of its part: its checksum, which covers bucket,
// key and content, well mixed (the finalizer of MurmurHash3), so that values that are
// alike do not cancel each other out.
func weight(value []byte) uint32 {
	if len(value) < sealSize {
		return 0
	}
	h := binary.BigEndian.Uint32(value[1:]) + 1
	h = (h ^ h>>16) * 0x85EBCA6B
	h = (h ^ h>>13) * 0xC2B2AE35
	return h ^ h>>16
}

// add counts a value that came to a part, or takes off one that left it.
func (s sums) add(bucket, key string, came, left []byte) {
	if at := slices.Index(buckets, bucket); at >= 0 && (bucket != metaBucket || key != sumsKey) {
		s[at] += weight(came) - weight(left)
	}
}

// clear is the sum of a part that was emptied.
func (s sums) clear(bucket string) {
	if at := slices.Index(buckets, bucket); at >= 0 {
		s[at] = 0
	}
}

// pack is how sums are kept.
func (s sums) pack(txID uint64) []byte {
	content := binary.BigEndian.AppendUint64([]byte{sumsVersion}, txID)
	for _, sum := range s {
		content = binary.BigEndian.AppendUint32(content, sum)
	}
	return content
}

// unpackSums reads sums. Parts that are newer than the file have none yet.
func unpackSums(content []byte) (s sums, txID uint64, err error) {
	many := (len(content) - sumsHead) / sumSize
	if len(content) < sumsHead || content[0] != sumsVersion || many > len(buckets) || len(content) != sumsHead+many*sumSize {
		return nil, 0, damaged("the sums of its parts cannot be read")
	}
	s = make(sums, len(buckets))
	for at := range many {
		s[at] = binary.BigEndian.Uint32(content[sumsHead+at*sumSize:])
	}
	return s, binary.BigEndian.Uint64(content[1:]), nil
}

// summed returns the sums as this transaction has changed them so far.
func (t *tx) summed() (sums, error) {
	if t.sums != nil {
		return t.sums, nil
	}
	content, err := t.getBytes(metaBucket, sumsKey)
	switch {
	case err != nil:
		return nil, err
	case content == nil:
		t.sums = make(sums, len(buckets))
	default:
		t.sums, _, err = unpackSums(content)
	}
	return t.sums, err
}

// keepSums saves the sums with what they add up. It is the last thing that every
// transaction does.
func (t *tx) keepSums() error {
	sums, err := t.summed()
	if err != nil {
		return err
	}
	b, err := t.bucket(metaBucket)
	if err != nil {
		return err
	}
	return b.Put([]byte(sumsKey), seal(metaBucket, sumsKey, sums.pack(uint64(t.ID()))))
}

// makeFormat6 adds up what is there.
func makeFormat6(t *tx) error {
	t.sums = make(sums, len(buckets))
	for _, part := range buckets {
		b := t.Bucket([]byte(part))
		if b == nil {
			continue
		}
		_ = b.ForEach(func(k, v []byte) error { // which fails where this does
			t.sums.add(part, string(k), v, nil)
			return nil
		})
	}
	t.dirty = true
	return nil
}
