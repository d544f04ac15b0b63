// Package parallel uses all processors for work on many things of one kind.
package parallel

import (
	"errors"
	"runtime"
	"runtime/debug"
	"sync"
)

// For calls fn with 0 to n-1, on all processors, and returns the errors of those that
// failed first. A panic of fn, or a fault in memory that it reads, is a panic of For: in a
// goroutine of its own nobody could catch it, and the terminal would be left as it was.
func For(n int, fn func(int) error) error {
	workers := min(n, runtime.GOMAXPROCS(0))
	errs, panics := make([]error, workers), make([]any, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
			defer func() { panics[w] = recover() }()
			for i := w; i < n && errs[w] == nil; i += workers {
				errs[w] = fn(i)
			}
		})
	}
	all.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
	return errors.Join(errs...)
}
