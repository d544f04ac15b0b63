package curriculum

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The digits that a number may have: enough for any item, few enough that a
// number keeps its value when it is written and read again.
const (
	maxDigits   = 15 // before the decimal point
	maxDecimals = 12
)

var (
	numberShape = lazy(`^([-+]?)(\d[\d ,.]*|[.,]\d+)$`)
	wholeShape  = lazy(`^(\d+|\d{1,3}( \d{3})+|\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+)$`)
)

// parseNumber reads a number as people write it, in the unit of the item.
func (i Item) parseNumber(text string) (float64, error) {
	digits, percent := i.withoutUnit(text)
	digits, ok := plainNumber(digits)
	isShare := i.Unit == "" && math.Abs(i.Answer.Number) <= 1
	if !ok || percent && i.Unit != "%" && !isShare {
		return 0, fmt.Errorf("%q is not a number that fits; %s", shorten(text), i.expectedNumber())
	}
	if percent && isShare {
		digits += "e-2"
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number that fits; %s", shorten(text), i.expectedNumber())
	}
	return n, nil
}

func (i Item) expectedNumber() string {
	switch {
	case i.Unit == "%":
		return "answer with a number of per cent, such as 75 or 75%"
	case i.Unit != "":
		return fmt.Sprintf("answer with a number of %s, such as 1200 or 1,200", i.Unit)
	}
	return "answer with a number, such as 0.75"
}

// withoutUnit takes the unit off a number, before or behind it.
func (i Item) withoutUnit(text string) (digits string, percent bool) {
	if digits, percent = strings.CutSuffix(text, "%"); percent {
		return strings.TrimSpace(digits), true
	}
	if unit := len(text) - len(i.Unit); i.Unit != "" && unit > 0 {
		if strings.EqualFold(text[unit:], i.Unit) {
			return strings.TrimSpace(text[:unit]), false
		}
		if strings.EqualFold(text[:len(i.Unit)], i.Unit) {
			return strings.TrimSpace(text[len(i.Unit):]), false
		}
	}
	return text, false
}

// plainNumber turns "8,000", "8 000", ",75", "1.234,5" and "−3" into digits with
// a decimal point. One comma before three digits groups them, unless a 0 stands
// before it.
func plainNumber(text string) (string, bool) {
	text = strings.NewReplacer("−", "-", "\u00a0", " ", "\u202f", " ", "'", " ", "’", " ").Replace(text)
	match := numberShape().FindStringSubmatch(text)
	if match == nil {
		return "", false
	}
	whole, decimals := match[2], ""
	if at := decimalMark(whole); at >= 0 {
		whole, decimals = whole[:at], whole[at+1:]
	}
	if whole != "" && !wholeShape().MatchString(whole) {
		return "", false
	}
	whole = strings.NewReplacer(" ", "", ",", "", ".", "").Replace(whole)
	if len(whole) > maxDigits || len(decimals) > maxDecimals || strings.ContainsAny(decimals, " ,.") {
		return "", false
	}
	return match[1] + "0" + whole + "." + decimals + "0", true
}

// decimalMark is the index of the mark before the decimals, -1 where there is
// none.
func decimalMark(number string) int {
	at := strings.LastIndexAny(number, ",.")
	if at < 0 {
		return -1
	}
	before, after := number[:at], number[at+1:]
	groups := len(after) == 3 && before != "" && len(strings.TrimLeft(before, "0")) == len(before)
	switch mark := number[at : at+1]; {
	case strings.Contains(before, mark):
		return -1
	case mark == "," && groups && !strings.ContainsAny(before, ". "):
		return -1
	}
	return at
}
