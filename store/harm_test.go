package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"
)

func bucketsOf(t *testing.T, file []byte) (names []string) {
	t.Helper()
	check(t, onFile(t, file, func(b *bbolt.Tx) error {
		return b.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			names = append(names, string(name))
			return nil
		})
	}))
	return names
}

// harms are what happens to a bucket.
var harms = []func(b *bbolt.Tx, bucket []byte) error{
	func(b *bbolt.Tx, bucket []byte) error { return b.DeleteBucket(bucket) },
	func(b *bbolt.Tx, bucket []byte) error { // a bit of every value
		in := b.Bucket(bucket)
		c := in.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			if len(v) == 0 {
				continue
			}
			other := slices.Clone(v)
			other[len(v)/2] ^= 4
			if err := in.Put(slices.Clone(k), other); err != nil {
				return err
			}
		}
		return nil
	},
}

func harmed(t *testing.T, file []byte, bucket string, harm func(*bbolt.Tx, []byte) error) (changed []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "waymark.db")
	check(t, os.WriteFile(path, file, 0o600))
	db := must(bbolt.Open(path, 0o600, nil))(t)
	check(t, db.Update(func(b *bbolt.Tx) error {
		if err := harm(b, []byte(bucket)); err != nil || bucket == metaBucket {
			return err
		}
		t := &tx{Tx: b}
		return errors.Join(makeFormat6(t), t.keepSums()) // the walk through the pages finds nothing
	}))
	check(t, db.Close())
	return must(os.ReadFile(path))(t)
}

func onFile(t *testing.T, file []byte, do func(*bbolt.Tx) error) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "waymark.db")
	check(t, os.WriteFile(path, file, 0o600))
	db := must(bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true}))(t)
	defer db.Close()
	return db.View(do)
}
