package curriculum

import (
	"strings"
	"unicode"
)

// Slug is the anchor of a heading: its letters and digits in lower case, with
// one hyphen for whatever stands between them; "page" where there are none.
// Pages of one lesson that share a slug are told apart by "-2", "-3", ….
func Slug(heading string) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	slug := strings.ReplaceAll(strings.Join(words, "-"), "'", "")
	if slug == "" {
		return "page"
	}
	return slug
}
