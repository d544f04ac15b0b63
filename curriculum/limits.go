package curriculum

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// What a pack may ask of the renderer, which takes seconds or for ever on some
// short texts beyond these sizes.
const (
	maxFiles    = 2_000    // entries of a pack's folders
	maxFile     = 64 << 10 // bytes
	maxPack     = 2 << 20  // bytes of all texts: the checker takes a second and 60 MB for each MB
	maxLine     = 2_000    // characters
	maxNesting  = 8        // quotes and lists in each other, square brackets in each other
	maxColumns  = 20       // of a table
	maxRows     = 200      // of a table
	maxHeadings = 300      // of a lesson
	maxBlocks   = 100      // of a lesson
	maxMinutes  = 600      // of a lesson
)

// overLimit returns the first place where Markdown goes over a limit, nil where
// it never does. The text begins on the given line.
func overLimit(text string, line int) *fault {
	headings, rows, brackets := 0, 0, 0
	for l := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimLeft(l, " >"), "#") {
			headings++
		}
		if rows++; !strings.Contains(l, "|") {
			rows = 0
		}
		if strings.TrimSpace(l) == "" {
			brackets = 0
		}
		deepest := bracketDepth(l, &brackets)
		for _, limit := range []struct {
			is, most int
			message  string
			remedy   string
		}{
			{utf8.RuneCountInString(l), maxLine, "a line of %d characters", "begin a new paragraph"},
			{nesting(l), maxNesting, "quotes or lists nested %d deep", "flatten them"},
			{deepest, maxNesting, "brackets nested %d deep", "take some brackets out"},
			{strings.Count(l, "|") - 1, maxColumns, "a table of %d columns", "make it a list, or two tables"},
			{rows, maxRows, "a table of %d rows", "split the table"},
			{headings, maxHeadings, "%d headings in one text", "split the lesson"},
		} {
			if limit.is > limit.most {
				return &fault{
					line: line, message: fmt.Sprintf(limit.message, limit.is),
					remedy: fmt.Sprintf("%s; at most %d are read", limit.remedy, limit.most),
				}
			}
		}
		line++
	}
	return nil
}

// bracketDepth follows the square brackets through a line and returns how deep
// they get. What is open at the end of the line stays in open.
func bracketDepth(line string, open *int) int {
	deepest := *open
	for _, r := range line {
		switch r {
		case '[':
			*open++
			deepest = max(deepest, *open)
		case ']':
			*open = max(0, *open-1)
		}
	}
	return deepest
}

// nesting counts the quotes and lists that a line stands in, by its markers and
// by the indentation before a list marker.
func nesting(line string) int {
	depth := 0
	for {
		rest := strings.TrimLeft(line, " \t")
		indent := len(line) - len(rest)
		length := marker(rest)
		if length == 0 {
			return depth
		}
		if rest[0] != '>' {
			depth += indent / 2
		}
		depth++
		line = rest[length:]
	}
}

// marker is the length of the quote or list marker that a line begins with, 0
// where there is none.
func marker(line string) int {
	if strings.HasPrefix(line, ">") {
		return 1
	}
	sign := strings.TrimLeft(line, "0123456789")
	digits, signs := len(line)-len(sign), "-+*"
	if digits > 0 {
		signs = ".)"
	}
	if sign == "" || !strings.Contains(signs, sign[:1]) {
		return 0
	}
	if after := sign[1:]; after != "" && !strings.Contains(" \t\n", after[:1]) {
		return 0
	}
	return digits + 1
}
