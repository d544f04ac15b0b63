package bench

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/lazy"
)

// A Check is a question to an output that a program can answer. It informs, and
// never stands for a verdict.
type Check struct {
	text string
	of   func(output, expected string) Checked
}

// A Checked is the answer of a check.
type Checked struct {
	Known bool   // false where it could not be asked, as of an expected text that is not there
	Pass  bool   // only if known
	Value string // what was found, in few words: "84 words"
}

// CheckForms are the forms of check, as examples to type.
func CheckForms() []string {
	return []string{
		"contains: refund", "not contains: sorry", "regex: ^Dear", "not regex: [0-9]{4}",
		"words <= 120", "characters >= 20", "json", "similar >= 0.8",
	}
}

// String is the check as it is typed.
func (c Check) String() string { return c.text }

// Of asks the check of an output; expected is what a right answer says, or empty.
func (c Check) Of(output, expected string) Checked { return c.of(output, expected) }

var comparing = lazy.Regexp(`^(words?|characters?|chars?|similar(?:ity)?)\s*(<=|>=|<|>|=|≤|≥|at most|at least)\s*(\S+)$`)

// ParseCheck reads a check as CheckForms shows it. What is none is
// store.ErrInvalid with a reason.
func ParseCheck(text string) (Check, error) {
	text = clean.Line(text)
	lower := strings.ToLower(text)
	if name, value, found := strings.Cut(text, ":"); found {
		name = strings.Join(strings.Fields(strings.ToLower(name)), " ")
		without := strings.TrimPrefix(name, "not ")
		switch value = strings.TrimSpace(value); without {
		case "contains", "regex":
			return textCheck(without, value, without != name)
		}
	}
	switch m := comparing().FindStringSubmatch(lower); {
	case lower == "json":
		return Check{"json", isJSON}, nil
	case m != nil && strings.HasPrefix(m[1], "similar"):
		return similarCheck(m[2], m[3])
	case m != nil && strings.HasPrefix(m[1], "word"):
		return measure("words", countWords, m[2], m[3])
	case m != nil:
		return measure("characters", countCharacters, m[2], m[3])
	}
	return Check{}, invalid("%q is no check: write one like %s", short(text), strings.Join(CheckForms(), "; "))
}

// textCheck is contains or regex, or the opposite. For contains it does not matter
// which letters are capital.
func textCheck(form, value string, not bool) (Check, error) {
	if value == "" {
		return Check{}, invalid("the check %q looks for nothing: write what behind the colon", form)
	}
	expr := value
	if form == "contains" {
		expr = "(?i)" + regexp.QuoteMeta(value)
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return Check{}, invalid("the regular expression %q cannot be read (%s); a sign that stands for itself has a \\ before it",
			short(value), strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	name := form + ": " + value
	if not {
		name = "not " + name
	}
	return Check{name, func(output, _ string) Checked {
		n := len(re.FindAllStringIndex(output, -1))
		found := "not found"
		if n > 0 {
			found = fmt.Sprintf("found %d×", n)
		}
		return Checked{true, n > 0 != not, found}
	}}, nil
}

// measure is a check of a length.
func measure(unit string, count func(string) int, sign, number string) (Check, error) {
	limit, err := strconv.Atoi(number)
	if err != nil || limit < 0 || limit > 10_000_000 {
		return Check{}, invalid("%q for a number of %s: give a whole number, like %s <= 120", short(number), unit, unit)
	}
	sign = signOf(sign)
	return Check{fmt.Sprintf("%s %s %d", unit, sign, limit), func(output, _ string) Checked {
		n := count(output)
		return Checked{true, holds(float64(n), sign, float64(limit)), fmt.Sprintf("%d %s", n, unit)}
	}}, nil
}

func countCharacters(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

func countWords(text string) int { return len(strings.Fields(text)) }

func similarCheck(sign, number string) (Check, error) {
	least, err := strconv.ParseFloat(number, 64)
	if err != nil || !(least >= 0 && least <= 1) {
		return Check{}, invalid("%q for a similarity: give a number from 0 to 1, like similar >= 0.8", short(number))
	}
	sign = signOf(sign)
	return Check{"similar " + sign + " " + strconv.FormatFloat(least, 'f', -1, 64), func(output, expected string) Checked {
		if strings.TrimSpace(expected) == "" {
			return Checked{Value: "no expected text"}
		}
		share, known := Similarity(output, expected)
		if !known {
			return Checked{Value: "too long, or without words"}
		}
		return Checked{true, holds(share, sign, least), strconv.FormatFloat(share, 'f', 2, 64)}
	}}, nil
}

func isJSON(output, _ string) Checked {
	text := strings.TrimSpace(output)
	switch {
	case json.Valid([]byte(text)):
		return Checked{true, true, "JSON"}
	case strings.HasPrefix(text, "```"):
		return Checked{true, false, "a code block, not JSON alone"}
	}
	return Checked{true, false, "no JSON"}
}

func signOf(sign string) string {
	switch sign {
	case "≤", "at most":
		return "<="
	case "≥", "at least":
		return ">="
	}
	return sign
}

func holds(a float64, sign string, b float64) bool {
	switch sign {
	case "<=":
		return a <= b
	case ">=":
		return a >= b
	case "<":
		return a < b
	case ">":
		return a > b
	}
	return a == b
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", store.ErrInvalid, fmt.Sprintf(format, args...))
}

// short is the beginning of a text from outside, for a message.
func short(s string) string {
	s = clean.Line(s)
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
