package store

import (
	"encoding/binary"

	"github.com/klauspost/compress/s2"
)

// An Original is a snapshot as it was signed.
type Original struct {
	Payload   []byte
	Signature []byte
}

// maxOriginal is how many bytes a payload may have: more than any file that is read.
const maxOriginal = 1 << 20

// pack is the original as it is kept: the length of the signature, the signature, and the
// payload in the form of S2, which makes a half of it at little cost.
func (o Original) pack() []byte {
	payload := s2.Encode(nil, o.Payload)
	packed := make([]byte, 0, binary.MaxVarintLen64+len(o.Signature)+len(payload))
	packed = binary.AppendUvarint(packed, uint64(len(o.Signature)))
	packed = append(packed, o.Signature...)
	return append(packed, payload...)
}

// unpackOriginal reads what pack made.
func unpackOriginal(learner string, packed []byte) (Original, error) {
	size, n := binary.Uvarint(packed)
	if n <= 0 || size > uint64(len(packed)-n) {
		return Original{}, damaged("%s %q is cut short", snapshotBucket, learner)
	}
	packed = packed[n:]
	if n, err := s2.DecodedLen(packed[size:]); err != nil || n > maxOriginal {
		return Original{}, damaged("%s %q is garbled", snapshotBucket, learner)
	}
	payload, err := s2.Decode(nil, packed[size:])
	if err != nil {
		return Original{}, damaged("%s %q: %v", snapshotBucket, learner, err)
	}
	return Original{payload, append([]byte{}, packed[:size]...)}, nil
}

// Original is the newest snapshot of a person as it was signed, or ErrNotFound.
func (s *Store) Original(learner string) (Original, error) {
	var o Original
	err := s.view(func(t *tx) error {
		packed, err := t.getBytes(snapshotBucket, learner)
		if err == nil && packed != nil {
			o, err = unpackOriginal(learner, packed)
		}
		return err
	})
	if err == nil && o.Payload == nil { // also where there is no file yet
		err = noMember(learner)
	}
	return o, err
}

// EachOriginal calls fn with every snapshot, by learner id.
func (s *Store) EachOriginal(fn func(learner string, o Original) error) error {
	return s.view(func(t *tx) error {
		b, err := t.bucket(snapshotBucket)
		if err != nil {
			return err
		}
		return b.ForEach(func(k, value []byte) error {
			packed, err := unseal(snapshotBucket, string(k), value)
			if err != nil {
				return err
			}
			o, err := unpackOriginal(string(k), packed)
			if err != nil {
				return err
			}
			return fn(string(k), o)
		})
	})
}
