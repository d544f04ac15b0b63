package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// longestWord is how many bytes of a word count; what is longer is no word, but a
// key or a picture as text.
const longestWord = 64

// A word is a stretch of letters and digits in a text, as it is compared: small
// and without accents. In a script that puts no spaces between its words it is
// two characters that follow each other.
type word struct {
	text     string
	from, to int  // bytes in the text
	pair     bool // two such characters
	last     bool // the last one of a stretch of them, alone
}

// Words are the words of a text as a search compares them: small, without accents, and in
// a script without spaces two characters that follow each other.
func Words(text string) []string {
	var all []string
	eachWord(text, func(w word) { all = append(all, w.text) })
	return all
}

// eachWord calls fn with the words of a text, in order.
func eachWord(text string, fn func(word)) {
	for from := 0; from < len(text); {
		r, size := utf8.DecodeRuneInString(text[from:])
		if !inWord(r) {
			from += size
			continue
		}
		to, spaceless := from+size, isSpaceless(r)
		for to < len(text) {
			r, size := utf8.DecodeRuneInString(text[to:])
			if !continuesWord(r) || !unicode.IsMark(r) && isSpaceless(r) != spaceless {
				break
			}
			to += size
		}
		if spaceless {
			eachPair(text, from, to, fn)
		} else {
			fn(word{text: fold(text[from:to]), from: from, to: to})
		}
		from = to
	}
}

// eachPair calls fn with each character of a stretch and the one that follows it.
func eachPair(text string, from, to int, fn func(word)) {
	for from < to {
		_, first := utf8.DecodeRuneInString(text[from:])
		_, second := utf8.DecodeRuneInString(text[from+first : to])
		end := from + first + second
		fn(word{text: fold(text[from:end]), from: from, to: end, pair: second > 0, last: second == 0})
		from += first
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func continuesWord(r rune) bool { return inWord(r) || unicode.IsMark(r) }

// isSpaceless reports a script that puts no spaces between its words.
func isSpaceless(r rune) bool {
	const prolonged = 'ー' // the sign for a long sound, common to both kana
	return r >= 0x0E00 && (r == prolonged ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// fold makes letters small and takes their accents away: É is e, ß is ss.
func fold(s string) string {
	if isASCII(s) {
		return cut(strings.ToLower(s))
	}
	bare := strings.Map(func(r rune) rune {
		if r >= 0x0300 && r <= 0x036F { // accents that stand after their letter
			return -1
		}
		return r
	}, norm.NFKD.String(cases.Fold().String(s)))
	return cut(norm.NFC.String(bare))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cut leaves what counts of a long word.
func cut(s string) string { return upTo(s, longestWord) }

// upTo is as much of the beginning of a text as fits into some bytes.
func upTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
