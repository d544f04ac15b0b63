package curriculum

import (
	"errors"
	"fmt"
)

// The errors that callers tell apart with errors.Is.
var (
	ErrMalformed = errors.New("malformed curriculum") // a pack breaks the format; the message names file, line and remedy
	ErrNotFound  = errors.New("not found")            // no such id
	ErrAmbiguous = errors.New("ambiguous")            // a prefix of several ids
)

// A fault is a place in a pack that breaks the format. It is an ErrMalformed.
type fault struct {
	file    string
	line    int // from 1; 0 for the whole file
	message string
	remedy  string
}

func (f *fault) Error() string {
	return fmt.Sprintf("%s: %s; %s", position(f.file, f.line), f.message, f.remedy)
}

func (f *fault) Unwrap() error { return ErrMalformed }

// position writes a place as editors and compilers do: "file:line".
func position(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}
