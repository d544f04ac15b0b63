//go:build unix

package cli_test

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// A window that changes its size while the program starts is drawn in its new size. Each
// moment of the start is tried, in small steps: a change was once lost between the first
// look at the size and the moment from which Bubble Tea is told of changes.
func TestWindowChangesWhileTheProgramStarts(t *testing.T) {
	t.Parallel()
	const starts, step = 12, 200 * time.Microsecond
	data := t.TempDir()
	for i := range starts {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			x := start(t, setting{data: data, width: 10, height: 3, env: []string{"GOMAXPROCS=1"}})
			for len(x.wrote()) == 0 && !x.isRaw() {
			}
			time.Sleep(time.Duration(i) * step)
			x.resize(60, 20)
			x.wait("drew 60 x 20 cells", func(screen string) bool { return fills(screen, 60, 20) })
			x.kill()
		})
	}
}

// fills reports that a frame of the program fills a window.
func fills(screen string, width, height int) bool {
	lines := strings.Split(screen, "\n")
	rule := strings.Repeat("─", width)
	return len(lines) == height && lines[1] == rule && lines[height-2] == rule
}
