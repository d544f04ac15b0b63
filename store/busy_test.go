package store

import (
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"
)

// A save waits once for another program, in a store that was used before and in a new one.
func TestASaveWaitsOnceForAnotherProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the clock moves only while all wait
		used := newStore(t)
		check(t, used.KeepPlace("fnd", "1.0.0", "a", false))
		for name, s := range map[string]*Store{"used": used, "new": New(used.Dir(), used.now)} {
			s.patience = 200 * time.Millisecond
			check(t, used.withFile(false, func(*bbolt.DB) error {
				began := time.Now()
				err := s.KeepPlace("fnd", "1.0.0", "b", false)
				wantErr(t, err, ErrBusy)
				if took := time.Since(began); took > s.patience*5/4 {
					t.Errorf("a %s store waited %v, with a patience of %v", name, took, s.patience)
				}
				return nil
			}))
		}
	})
}
