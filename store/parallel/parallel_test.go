package parallel_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"waymark/store/parallel"
)

func TestEachIsDoneOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		done := make([]atomic.Int32, n)
		if err := parallel.For(n, func(i int) error { done[i].Add(1); return nil }); err != nil {
			t.Fatal(err)
		}
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("%d of %d was done %d times", i, n, times)
			}
		}
	}
}

func TestWhatFailsIsTold(t *testing.T) {
	bad := errors.New("bad")
	err := parallel.For(100, func(i int) error {
		if i == 57 {
			return bad
		}
		return nil
	})
	if !errors.Is(err, bad) {
		t.Error(err)
	}
}

func TestAPanicIsThatOfTheCaller(t *testing.T) {
	defer func() {
		if p := recover(); p != "bad" {
			t.Errorf("recovered %v", p)
		}
	}()
	_ = parallel.For(100, func(i int) error {
		if i == 57 {
			panic("bad")
		}
		return nil
	})
}
