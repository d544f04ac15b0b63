// Package lazy puts work off until it is needed: nothing that the first frame does
// not show delays it.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp compiles an expression when it is first used. It panics then if the
// expression is wrong.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
