package scan

import (
	"strings"

	"waymark/store/lazy"
)

// lengths is how many characters an IBAN of each country has, from the IBAN
// registry of SWIFT, release 99.
const lengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29" +
	"ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21" +
	"LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33" +
	"SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30"

// ibans finds account numbers: a country and two check digits begin one, and
// its length and the check digits of ISO 7064 (mod 97) have to fit.
func ibans(s source) []Mark {
	var marks []Mark
	for i := 2; i+1 < len(s.lower); i++ {
		start := i - 2
		if start > 0 && s.text[i-1] == ' ' { // DE 89
			start--
		}
		if !isDigit(s.lower[i]) || !isDigit(s.lower[i+1]) || !isLetter(s.lower[start]) || !isLetter(s.lower[start+1]) || start > 0 && isAlnum(s.lower[start-1]) {
			continue
		}
		if end := ibanEnd(s.text, start); end > 0 {
			marks = append(marks, Mark{start, end, IBAN, "an account number (IBAN)"})
			i = end
		}
	}
	return marks
}

// ibanEnd is where the IBAN that begins at start ends, or 0.
func ibanEnd(text string, start int) int {
	country := strings.ToUpper(text[start : start+2])
	i := 0
	for ; i < len(lengths) && lengths[i:i+2] != country; i += 4 {
	}
	if i == len(lengths) {
		return 0
	}
	want := int(lengths[i+2]-'0')*10 + int(lengths[i+3]-'0')
	var number []byte
	digits, end := 0, start
	for gap := 0; end < len(text) && len(number) < want; end++ {
		switch c := text[end]; {
		case isAlnum(c):
			number, gap = append(number, c), 0
			if isDigit(c) {
				digits++
			}
		case strings.IndexByte(" \n-.", c) >= 0 && gap < 2:
			gap++
		default:
			return 0
		}
	}
	if len(number) < want || digits < 10 || end < len(text) && isAlnum(text[end]) || mod97(number) != 1 {
		return 0
	}
	return end
}

// mod97 is the remainder of an IBAN as ISO 13616 reads it: the first four
// characters last, letters as 10 to 35.
func mod97(iban []byte) int {
	rest := 0
	for i := range iban {
		c := iban[(i+4)%len(iban)]
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c|0x20-'a') + 10) % 97
		}
	}
	return rest
}

// Runs of digits that may be a card; a card has 14 to 19, in usual groups.
var (
	cardRun    = lazy.Regexp(`\d(?:(?:[ .-]|[ -]?\n)?\d){13,}`)
	cardWord   = lazy.Regexp(`(?i)card|visa|amex|karte|carte|tarjeta`)
	cardGroups = " 14 15 16 17 18 19 4-4-4-4 4-4-4-4-3 4-6-5 4-6-4 "
)

// cards finds numbers of payment cards by Luhn's sum (ISO/IEC 7812-1), the
// first digits of the issuers, their lengths, and how cards are printed.
func cards(s source) []Mark {
	var marks []Mark
	for _, w := range s.numbers() {
		for _, run := range cardRun().FindAllStringIndex(s.text[w.start:w.end], -1) {
			marks = append(marks, cardsIn(s.text, w.start+run[0], w.start+run[1])...)
		}
	}
	return marks
}

// cardsIn finds cards in one run of digits.
func cardsIn(text string, start, end int) []Mark {
	if start > 0 && isAlnum(text[start-1]) || end < len(text) && isAlnum(text[end]) {
		return nil
	}
	var marks []Mark
	named := cardWord().MatchString(text[max(0, start-30):start])
	for at := start; at < end; {
		if stop := cardEnd(text[:end], at, named); stop > 0 {
			marks = append(marks, Mark{at, stop, Card, "the number of a payment card"})
			at = stop
		}
		for at < end && isDigit(text[at]) { // on to the next group
			at++
		}
		for at < end && !isDigit(text[at]) {
			at++
		}
	}
	return marks
}

// cardEnd is where the card that begins at start ends, or 0. After a word for
// cards its digits may stand in any groups.
func cardEnd(text string, start int, named bool) int {
	var digits, groups []byte // groups: "4-4-4-4"
	for at, size := start, 0; at < len(text); at++ {
		if !isDigit(text[at]) {
			continue
		}
		if digits, size = append(digits, text[at]), size+1; len(digits) > 19 {
			return 0
		}
		if at+1 < len(text) && isDigit(text[at+1]) {
			continue
		}
		if len(groups) > 0 {
			groups = append(groups, '-')
		}
		groups = append(groups, itoa(size)...)
		size = 0
		if (named || strings.Contains(cardGroups, " "+string(groups)+" ")) && isIssued(string(digits)) && luhn(digits) {
			return at + 1
		}
	}
	return 0
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return "1" + string(rune('0'+n-10))
}

// issued is the first digits of the large issuers with the lengths that they
// print. Old Visa cards of 13 digits are left out: they look like the bar code
// on a packet.
var issued = lazy.Regexp(`^(?:4\d{15}(?:\d{3})?|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|` +
	`(?:6011|64[4-9]\d|65\d\d)\d{12,15}|(?:30[0-5]|3[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}|62\d{14,17}|(?:5[0678]|6[37])\d{14,17})$`)

func isIssued(number string) bool { return issued().MatchString(number) }

func luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }
