package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in millionths of a currency, since one answer of a model may
// cost less than a cent.
type Money struct {
	Micros   int64  `json:"micros"`   // millionths of the currency's main unit
	Currency string `json:"currency"` // ISO 4217: "EUR"
}

// String is the amount with at least two decimals: "1.25 EUR", "0.000350 EUR".
func (m Money) String() string {
	sign, micros := "", uint64(m.Micros)
	if m.Micros < 0 {
		sign, micros = "-", -micros
	}
	fraction := fmt.Sprintf("%06d", micros%1_000_000)
	for len(fraction) > 2 && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	return fmt.Sprintf("%s%d.%s %s", sign, micros/1_000_000, fraction, m.Currency)
}

// tidied is the amount as ReadMoney reads it, and refuses what it would not read.
func (m *Money) tidied() (*Money, error) {
	if m == nil {
		return nil, nil
	}
	return ReadMoney(m.String())
}

// ReadMoney reads an amount as String writes it; a point or a comma parts the
// decimals, at most six. Nothing is nil. What is no amount is ErrInvalid.
func ReadMoney(text string) (*Money, error) {
	if text == "" {
		return nil, nil
	}
	amount, currency, _ := strings.Cut(text, " ")
	currency = strings.ToUpper(strings.TrimSpace(currency))
	whole, fraction, _ := strings.Cut(strings.Replace(amount, ",", ".", 1), ".")
	wrong := invalid("%q for an amount: write it like 1.25 EUR, with at most six decimals", text)
	if len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || len(fraction) > 6 || whole+fraction == "" {
		return nil, wrong
	}
	micros, err := strconv.ParseInt(whole+(fraction + "000000")[:6], 10, 64)
	if err != nil || micros == math.MaxInt64 || strings.ContainsAny(amount, "+-") {
		return nil, wrong
	}
	return &Money{micros, currency}, nil
}
