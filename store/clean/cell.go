package clean

import (
	"strings"
	"unicode/utf8"
)

// formula is what a spreadsheet takes for the beginning of a formula, also in wide
// letters (OWASP, "CSV Injection").
const formula = "=+-@\t\r\n＝＋－＠"

// Cell is a text as a cell of a table: what a spreadsheet would run as a formula has
// an apostrophe before it. FromCell takes it off again, of these texts only.
func Cell(s string) string {
	if rest := strings.TrimLeft(s, "'"); startsFormula(rest) {
		return "'" + s
	}
	return s
}

// FromCell is the text that Cell made a cell of.
func FromCell(s string) string {
	if rest, found := strings.CutPrefix(s, "'"); found && startsFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

func startsFormula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(formula, r)
}
