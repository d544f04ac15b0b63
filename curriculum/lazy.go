package curriculum

import (
	"regexp"
	"sync"
)

// lazy compiles a pattern when it is first used, so that the many patterns of
// the checker cost nothing when the program starts.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
