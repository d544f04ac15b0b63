package cli

import (
	"os"

	"waymark/tui"
)

// resizes tells nothing: on Windows changes of the window are input, and wait to be read.
func resizes(*os.File) (sizes <-chan tui.Size, stop func()) { return nil, func() {} }
