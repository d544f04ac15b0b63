package store

import (
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// A save waits once for another program, in a store that was used before and in a new one.
func TestASaveWaitsOnceForAnotherProgram(t *testing.T) {
	t.Parallel()
	used := newStore(t)
	check(t, used.KeepPlace("fnd", "1.0.0", "a", false))
	for name, s := range map[string]*Store{"used": used, "new": New(used.Dir(), used.now)} {
		s.patience = 200 * time.Millisecond
		var took time.Duration
		check(t, used.withFile(false, func(*bbolt.DB) error {
			began := time.Now()
			err := s.KeepPlace("fnd", "1.0.0", "b", false)
			took = time.Since(began)
			wantErr(t, err, ErrBusy)
			return nil
		}))
		if took > 2*s.patience {
			t.Errorf("a %s store waited %v, with a patience of %v", name, took, s.patience)
		}
	}
}
