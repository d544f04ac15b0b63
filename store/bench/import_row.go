package bench

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"waymark/store"
	"waymark/store/lazy"
)

// meanings are the names under which tools keep what a row can hold, as letters and
// digits only. The first is our own.
var meanings = map[string][]string{
	"variant":    {"variant", "promptname", "promptlabel", "condition", "arm"},
	"prompt":     {"prompt", "prompttemplate", "template"},
	"case":       {"case", "caseid", "casename", "test", "testcase", "testid"},
	"input":      {"input", "question", "query", "userinput"},
	"expected":   {"expected", "expectedoutput", "expectedanswer", "reference", "ideal", "target", "groundtruth"},
	"output":     {"output", "answer", "response", "completion"},
	"model":      {"model", "modelname", "modelid"},
	"tool":       {"tool", "provider"},
	"settings":   {"settings"},
	"latency_ms": {"latencyms", "latency", "durationms"},
	"tokens_in":  {"tokensin", "inputtokens", "prompttokens"},
	"tokens_out": {"tokensout", "outputtokens", "completiontokens"},
	"cost":       {"cost", "price"},
	"currency":   {"currency"},
	"minutes":    {"minutes"},
}

// meaningOf is what a column or key of a row means; for a cost in a currency, as
// cost_usd, also which. Nothing is known of other names.
func meaningOf(name string) (meaning, currency string) {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	for meaning, names := range meanings {
		if slices.Contains(names, letters) {
			return meaning, ""
		}
	}
	if currency, found := strings.CutPrefix(letters, "cost"); found && len(currency) == 3 {
		return "cost", strings.ToUpper(currency)
	}
	return "", ""
}

// A heading is the names of a file's columns, read.
type heading struct {
	meanings []string // of each column; empty: not read
	currency string   // of the costs
}

// readHeading reads names of columns. Two may not mean the same, and without a
// variant, an output, and a case or an input there is nothing to compare.
func readHeading(where string, names []string) (heading, []string, error) {
	h := heading{}
	var unknown []string
	for i, name := range names {
		meaning, currency := meaningOf(name)
		if meaning == "" {
			if strings.TrimSpace(name) != "" {
				unknown = append(unknown, short(name))
			}
		} else if first := slices.Index(h.meanings, meaning); first >= 0 {
			return h, nil, invalid("%s: %q and %q both hold the %s; keep one of them", where, short(names[first]), short(names[i]), meaning)
		}
		if currency != "" {
			h.currency = currency
		}
		h.meanings = append(h.meanings, meaning)
	}
	return h, unknown, nil
}

// complete reports what a heading lacks.
func (h heading) complete(where string) error {
	for _, needed := range [][]string{{"variant"}, {"output"}, {"case", "input"}} {
		if !slices.ContainsFunc(needed, func(m string) bool { return slices.Contains(h.meanings, m) }) {
			return invalid("%s: no column is called %s; it needs variant, output, and case or input", where, strings.Join(needed, " or "))
		}
	}
	return nil
}

// rowOf reads a row: texts by what they mean. The currency is that of the heading.
func rowOf(where, currency string, row map[string]string) (result, error) {
	r := result{
		where:   where,
		variant: store.Variant{Name: row["variant"], Prompt: row["prompt"], Model: row["model"], Tool: row["tool"], Settings: row["settings"]},
		of:      store.Case{Name: row["case"], Input: row["input"], Expected: row["expected"]},
		output:  store.Output{Text: row["output"], Model: row["model"]},
	}
	r.variantKey, r.ofKey = strings.ToLower(strings.TrimSpace(row["variant"])), strings.TrimSpace(row["case"])
	if r.ofKey == "" {
		r.ofKey = "input " + strings.TrimSpace(row["input"])
	}
	counts := map[string]float64{}
	for _, name := range []string{"latency_ms", "tokens_in", "tokens_out", "minutes"} {
		n, err := count(where, name, row[name])
		if err != nil {
			return r, err
		}
		counts[name] = n
	}
	r.output.LatencyMS = int64(math.Round(counts["latency_ms"]))
	r.output.TokensIn, r.output.TokensOut = int(counts["tokens_in"]), int(counts["tokens_out"])
	if row["minutes"] != "" {
		minutes := int(math.Round(counts["minutes"]))
		r.output.Minutes = &minutes
	}
	if row["currency"] != "" {
		currency = strings.ToUpper(strings.TrimSpace(row["currency"]))
	}
	var err error
	r.output.Cost, err = costOf(where, row["cost"], currency)
	return r, err
}

// decimalComma is a number like 2210,5. With three digits behind the comma it may as
// well part thousands, so it is refused.
var decimalComma = lazy.Regexp(`^\d+,(?:\d{1,2}|\d{4,})$`)

// count reads a number that is not negative. Its limit is far above what anyone
// measures, and keeps sums in range.
func count(where, name, text string) (float64, error) {
	const most = 1e9
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	number := text
	if decimalComma().MatchString(text) {
		number = strings.Replace(text, ",", ".", 1)
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n >= 0 && n <= most) {
		return 0, invalid("%s: %s is %q; give a number from 0 up, without separators of thousands, or leave it empty", where, name, short(text))
	}
	if name == "minutes" && n > 100_000 {
		return 0, invalid("%s: %s minutes; give the time of one output", where, short(text))
	}
	return n, nil
}

// costOf reads an amount, "0.0012", "0,0012 EUR" or "$0.0012", and rounds it to
// millionths.
func costOf(where, text, currency string) (*store.Money, error) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	amount := text
	for sign, code := range map[string]string{"$": "USD", "€": "EUR", "£": "GBP"} {
		if rest := strings.ReplaceAll(amount, sign, ""); rest != amount {
			amount, currency = rest, code
		}
	}
	if number, code, found := strings.Cut(strings.TrimSpace(amount), " "); found {
		amount, currency = number, strings.ToUpper(strings.TrimSpace(code))
	}
	if currency == "" {
		return nil, invalid("%s: the cost %q has no currency; call the column cost_usd, or write 0.0012 USD", where, short(text))
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.Replace(amount, ",", ".", 1)), 64)
	if err != nil || !(n >= 0 && n <= 1e9) || len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return nil, invalid("%s: the cost is %q; write it like 0.0012 USD, or leave it empty", where, short(text))
	}
	return &store.Money{Micros: int64(math.Round(n * 1e6)), Currency: currency}, nil
}
