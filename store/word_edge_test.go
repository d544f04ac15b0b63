package store

import "testing"

// Whoever types no accents finds the words that have some, however they are written.
func TestWordsAreFoldedWithoutAccents(t *testing.T) {
	for text, want := range map[string]string{
		"à la carte": "a la carte", "a\u0300": "a", "a\u036f": "a", "É": "e", "Señor": "senor", "GROẞE": "grosse", "naïve": "naive", "plain": "plain",
	} {
		equal(t, text, fold(text), want)
	}
}
