package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strings"

	jsonv1 "github.com/go-json-experiment/json/v1"
)

// Every value in the file is: its version (1 byte), a CRC-32C over bucket, key
// and content (4 bytes), and the content, which is JSON except in the text bucket.
const (
	valueVersion = 1
	sealSize     = 5
)

// pageFill is how full bbolt leaves a page that it splits. Ids grow, so what is new
// comes last, and half-empty pages would stay so.
const pageFill = 0.9

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(bucket, key string, content []byte) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(bucket+"\x00"+key+"\x00"))
	return crc32.Update(sum, castagnoli, content)
}

func seal(bucket, key string, content []byte) []byte {
	value := make([]byte, sealSize, sealSize+len(content))
	value[0] = valueVersion
	binary.BigEndian.PutUint32(value[1:], checksum(bucket, key, content))
	return append(value, content...)
}

// unseal checks a value and returns its content, which lies in the file's map
// and is gone after the transaction.
func unseal(bucket, key string, value []byte) ([]byte, error) {
	if len(value) < sealSize {
		return nil, damaged("%s %q is cut short", bucket, key)
	}
	content := value[sealSize:]
	if binary.BigEndian.Uint32(value[1:]) != checksum(bucket, key, content) {
		return nil, damaged("%s %q has changed since it was saved", bucket, key)
	}
	if value[0] != valueVersion {
		return nil, damaged("%s %q has the unknown version %d", bucket, key, value[0])
	}
	return content, nil
}

// put saves v as JSON, its long texts apart.
func (t *tx) put(bucket, key string, v any) error {
	content, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if content, err = t.shorten(content); err != nil {
		return err
	}
	return t.putBytes(bucket, key, content)
}

func (t *tx) putBytes(bucket, key string, content []byte) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	sums, err := t.summed()
	if err != nil {
		return err
	}
	sealed := seal(bucket, key, content)
	sums.add(bucket, key, sealed, b.Get([]byte(key)))
	t.dirty = true
	b.FillPercent = pageFill
	return b.Put([]byte(key), sealed)
}

// get reads the value of a key into v and reports whether there is one.
func (t *tx) get(bucket, key string, v any) (bool, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return false, err
	}
	value := b.Get([]byte(key))
	if value == nil {
		return false, nil
	}
	return true, t.decode(bucket, key, value, v)
}

// getBytes is the content of a key, or nil. It is gone after the transaction.
func (t *tx) getBytes(bucket, key string) ([]byte, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return nil, err
	}
	value := b.Get([]byte(key))
	if value == nil {
		return nil, nil
	}
	return unseal(bucket, key, value)
}

func (t *tx) decode(bucket, key string, value []byte, v any) error {
	content, err := unseal(bucket, key, value)
	if err != nil {
		return err
	}
	if content, err = t.lengthen(content); err != nil {
		return err
	}
	if err := jsonv1.Unmarshal(content, v); err != nil {
		return damaged("%s %q: %v", bucket, key, err)
	}
	return nil
}

// each calls fn with every key that begins with prefix and its value, in order.
func each[T any](t *tx, bucket, prefix string, fn func(key string, v T) error) error {
	within := func(key string) bool { return strings.HasPrefix(key, prefix) }
	return span(t, bucket, prefix, within, fn)
}

// span calls fn with the keys from one on, for as long as they are within.
func span[T any](t *tx, bucket, from string, within func(key string) bool, fn func(key string, v T) error) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	c := b.Cursor()
	for k, value := c.Seek([]byte(from)); k != nil && within(string(k)); k, value = c.Next() {
		var v T
		if err := t.decode(bucket, string(k), value, &v); err != nil {
			return err
		}
		if err := fn(string(k), v); err != nil {
			return err
		}
	}
	return nil
}

// latest returns the values of the last n keys before one, in order; with no
// such key the last n of all.
func latest[T any](t *tx, bucket, before string, n int) ([]T, error) {
	return latestOr(t, bucket, before, n, func(_ string, err error) (none T, _ error) { return none, err })
}

// latestOr is latest with what stands instead of a value that cannot be read.
func latestOr[T any](t *tx, bucket, before string, n int, instead func(key string, err error) (T, error)) ([]T, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	k, value := c.Last()
	if before != "" {
		if k, _ = c.Seek([]byte(before)); k != nil {
			k, value = c.Prev()
		} else {
			k, value = c.Last()
		}
	}
	var all []T
	for ; k != nil && len(all) < n; k, value = c.Prev() {
		var v T
		err := t.decode(bucket, string(k), value, &v)
		if err != nil {
			v, err = instead(string(k), err)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	slices.Reverse(all)
	return all, nil
}

// remove deletes a key, if it is there.
func (t *tx) remove(bucket, key string) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	sums, err := t.summed()
	if err != nil {
		return err
	}
	sums.add(bucket, key, nil, b.Get([]byte(key)))
	t.dirty = true
	return b.Delete([]byte(key))
}

// removeAll deletes every key that begins with prefix.
func (t *tx) removeAll(bucket, prefix string) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	sums, err := t.summed()
	if err != nil {
		return err
	}
	t.dirty = true
	c := b.Cursor()
	for k, v := c.Seek([]byte(prefix)); bytes.HasPrefix(k, []byte(prefix)) && k != nil; k, v = c.Seek([]byte(prefix)) {
		sums.add(bucket, string(k), nil, v)
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// empty leaves a part with nothing in it, and makes it where it is missing.
func (t *tx) empty(bucket string) error {
	sums, err := t.summed()
	if err != nil {
		return err
	}
	if t.Bucket([]byte(bucket)) != nil {
		if err := t.DeleteBucket([]byte(bucket)); err != nil {
			return err
		}
	}
	sums.clear(bucket)
	t.dirty = true
	_, err = t.CreateBucket([]byte(bucket))
	return err
}
