package curriculum

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A DrillLine is a line of a drill that can be marked: as it stands in the file,
// however wide it is shown.
type DrillLine struct {
	Number int // counted from 1
	Text   string
	Errors []PlantedError // that begin in it; one each in a drill that passes the check
}

// Wrong reports that an error was planted in the line.
func (l DrillLine) Wrong() bool { return len(l.Errors) > 0 }

// Reason says what is wrong in the line by an error in it, with the words that
// are, unless they are all of it: `wrong sum in "80% of them": 18 of 24 is 75%.`
func (l DrillLine) Reason(e PlantedError) string {
	const around = ` ".`
	quote := strings.Trim(oneLine(e.Quote), around)
	if quote == strings.Trim(l.Text, around) {
		return e.Kind + ": " + e.Why
	}
	return e.Kind + ` in "` + quote + `": ` + e.Why
}

// Given is what the assistant was given, the first paragraph of the text: it is
// to be trusted, and no part of it can be marked. A text of one paragraph has none.
func (d Drill) Given() string {
	given, _ := d.parts()
	return strings.Join(given, "\n")
}

// Lines are the lines of a drill that can be marked: what stands below the first
// empty line.
func (d Drill) Lines() []DrillLine {
	_, texts := d.parts()
	lines := make([]DrillLine, len(texts))
	for i, text := range texts {
		lines[i] = DrillLine{Number: i + 1, Text: text}
	}
	for i, at := range d.planted(texts) {
		if at >= 0 {
			lines[at].Errors = append(lines[at].Errors, d.Errors[i])
		}
	}
	return lines
}

// parts are the lines of the text, each on one line and none empty.
func (d Drill) parts() (given, lines []string) {
	first, rest := true, strings.Split(strings.TrimSpace(d.Text), "\n")
	for _, line := range rest {
		switch line = oneLine(line); {
		case line == "":
			first = false
		case first:
			given = append(given, line)
		default:
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return nil, given
	}
	return given, lines
}

// planted is the index of the line in which each error begins, or -1.
func (d Drill) planted(lines []string) []int {
	text, begins := "", make([]int, len(lines))
	for i, line := range lines {
		begins[i] = len(text)
		text += line + " "
	}
	found, from := make([]int, len(d.Errors)), 0
	for i, e := range d.Errors {
		quote := oneLine(e.Quote)
		at := strings.Index(text[from:], quote)
		if found[i] = -1; quote == "" || at < 0 {
			continue
		}
		line, exact := slices.BinarySearch(begins, from+at)
		if !exact {
			line--
		}
		found[i], from = line, from+at+len(quote)
	}
	return found
}

// ParseMarks reads the numbers of marked lines, as in "2,5"; an empty text marks
// none. The marks come back in order, each once.
func (d Drill) ParseMarks(text string) ([]int, error) {
	_, lines := d.parts()
	var marks []int
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(lines) {
			return nil, fmt.Errorf("%q is no line of this text; write numbers from 1 to %d with commas, such as 2,5", shorten(word), len(lines))
		}
		marks = append(marks, n)
	}
	slices.Sort(marks)
	return slices.Compact(marks), nil
}

// FormatMarks writes marks as ParseMarks reads them.
func FormatMarks(marks []int) string {
	words := make([]string, len(marks))
	for i, n := range marks {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ",")
}
