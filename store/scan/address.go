package scan

import (
	"regexp"
	"strings"

	"waymark/store/lazy"
)

// An address with an @, or with the words that people write for it and for the
// dot.
var address = formOf("@|(at|[at|(ät|[ät", `(?i)[\p{L}\p{N}_][\p{L}\p{N}._%+'-]*(?:@| @ | ?[(\[](?:at|ät)[)\]] ?)`+
	`(?:[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.| ?[(\[](?:dot|punkt|point)[)\]] ?))+\p{L}{2,}`)

// noAddress is what looks like one: a picture for fine screens, and the host
// of a repository.
var noAddress = lazy.Regexp(`(?i)@\dx\.(?:png|jpe?g|gif|svg|webp)$|^git@`)

func emails(s source) []Mark {
	var marks []Mark
	for _, at := range s.find(address) {
		if found := s.text[at[0]:at[1]]; !noAddress().MatchString(found) || strings.HasPrefix(found, "git@") && !strings.HasPrefix(s.text[at[1]:], ":") {
			marks = append(marks, Mark{at[0], at[1], Email, "an e-mail address"})
		}
	}
	return marks
}

// The forms of phone numbers. The first group of each is the number.
var (
	// +49 (0) 171 2345678, 0049 89 636 048018
	international = lazy.Regexp(`((?:\+|\b00)[1-9](?:[ \n./()-]{0,3}\d){6,14})`)
	// 030 / 901820-17, (01) 42 68 53 00, 07700 900123, 03-1234-5678
	national = lazy.Regexp(`((?:\(0\) ?\d{2,5}|\(?\b0[1-9]\d{0,4}\)?)(?: ?/ ?\d{4,8}| ?- ?\d{5,8}|-\d{3,4}-\d{4}|[ .]\d{2,8}(?:[ .]\d{2,6}){0,4})(?:-\d{1,4})?)`)
	// (415) 555-0132, 415-555-0132
	american = lazy.Regexp(`((?:\b1[-. ])?(?:\([2-9]\d\d\) ?|\b[2-9]\d\d[-.])[2-9]\d\d[-. ]\d{4}\b)`)
	// what stands behind a word for it
	called = lazy.Regexp(`(?i)\b(?:t[eé]l(?:[eé](?:f|ph)on\pL*)?|fon|(?:ruf|handy)nummer|phone|mobile?|mob|cell|handy|fax|whatsapp|call|ring|dial)\b` +
		`(?:[ :.#]|\b(?:number|no|nr|is|on|at|us|me|her|him|them|back|unter)\b){0,8}(\(?\d(?:[ ./()-]{0,3}\d){5,14})`)
	// what begins with a date or an hour
	dates = lazy.Regexp(`^(?:\d{4}[-./]\d\d?[-./]\d\d?|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)?\d\d|(?:[01]\d|2[0-3])\.[0-5]\d)(?:[ -]|$)`)
	// words before a number that is none of a phone
	counted = lazy.Regexp(`(?i)\b(?:order|invoice|project|ticket|case|batch|lot|article|part|serial|item|document|version|contract|account|` +
		`isbn|orcid|id|no|nr|ref|reference|number|room|line)\b[ .:#]*$`)
)

// phones finds phone numbers as they are written for other countries, in one's
// own, and behind words such as "call". Without a country a number is a guess
// by its form, so words that number other things speak against it.
func phones(s source) []Mark {
	var marks []Mark
	for _, w := range s.numbers() {
		add := func(form *regexp.Regexp, least, most int, guessed bool) {
			for _, at := range form.FindAllStringSubmatchIndex(s.text[w.start:w.end], -1) {
				start, end := w.start+at[2], w.start+at[3]
				if end = oneLine(s.text, start, end); isPhone(s.text, start, end, least, most, guessed) {
					marks = append(marks, Mark{start, end, Phone, "a phone number"})
				}
			}
		}
		if near := s.text[w.start:w.end]; strings.Contains(near, "+") || strings.Contains(near, "00") {
			add(international(), 9, 17, false)
		}
		add(national(), 9, 13, true)
		add(american(), 10, 11, true)
		add(called(), 6, 15, false)
	}
	return marks
}

// isPhone reports that what has the form of a phone number can be one.
func isPhone(text string, start, end, least, most int, guessed bool) bool {
	if n := countDigits(text[start:end]); n < least || n > most || touches(text, start, end) {
		return false
	}
	if guessed && counted().MatchString(text[max(0, start-24):start]) {
		return false
	}
	return !dates().MatchString(text[start:end])
}

// oneLine ends a number at the end of its line if it is whole by then.
func oneLine(text string, start, end int) int {
	if i := strings.IndexByte(text[start:end], '\n'); i > 0 && countDigits(text[start:start+i]) > 8 {
		return start + i
	}
	return end
}

// touches reports that a number is only a part of something longer.
func touches(text string, start, end int) bool {
	before := start > 0 && (isAlnum(text[start-1]) || strings.IndexByte("+-./_=", text[start-1]) >= 0)
	after := end < len(text) && (isAlnum(text[end]) || text[end] == '_' || text[end] == '%')
	if end+1 < len(text) && strings.IndexByte("-./,:", text[end]) >= 0 && isDigit(text[end+1]) {
		after = true
	}
	return before || after
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}
