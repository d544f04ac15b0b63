// Command waymark teaches people outside engineering to work well with AI.
package main

import (
	"os"

	"waymark/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
