package store

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAnAmountIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := Money{rapid.Int64Range(0, math.MaxInt64-1).Draw(r, "micros"), rapid.StringMatching("[A-Z]{3}").Draw(r, "currency")}
		got, err := ReadMoney(m.String())
		check(t, err)
		equal(t, m.String(), *got, m)
	})
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"1.25 EUR": "1.25 EUR", "1,25 eur": "1.25 EUR", "3 CHF": "3.00 CHF", ".5 USD": "0.50 USD", "0.000350 EUR": "0.00035 EUR",
		"9223372036854.775806 EUR": "9223372036854.775806 EUR",
	} {
		equal(t, text, must(ReadMoney(text))(t).String(), want)
	}
	for _, text := range []string{
		"1.25", "EUR", " EUR", ". EUR", "EUR 1.25", "1.25EUR", "-1 EUR", "-0 EUR", "+1 EUR", "1.0000001 EUR", "1.2.3 EUR", "1 EURO", "1 €",
		"9223372036854.775807 EUR", "9223372036855 EUR", "1e3 EUR", "1.-5 EUR", "1_0 EUR", "NaN EUR",
	} {
		m, err := ReadMoney(text)
		if err == nil {
			t.Errorf("%q is read as %v", text, m)
			continue
		}
		wantErr(t, err, ErrInvalid)
	}
	equal(t, "nothing", must(ReadMoney(""))(t) == nil, true)
	equal(t, "less than nothing", Money{-1_250_000, "EUR"}.String(), "-1.25 EUR")
	equal(t, "the least", Money{math.MinInt64, "EUR"}.String(), "-9223372036854.775808 EUR")
}
