package curriculum

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// An Answer is what a learner, or the key, gives to an item, by stable keys.
// It is written the same way in lesson files, on the command line and in the
// store: single "b"; multi "a,c"; order "b,a,c"; match "1=b,2=a";
// numeric "0.75"; flaw and free: text.
type Answer struct {
	Keys   []string          // single, multi, order
	Pairs  map[string]string // match: left key to right key
	Number float64           // numeric
	Text   string            // flaw, free
}

// ParseAnswer reads an answer to the item as people write it. Keys may be
// written in either case and in any order. A number may have a decimal comma,
// groups of three digits, its unit, and a per cent sign: 75% is 75 where the
// unit is "%", and 0.75 where there is no unit and the key is a share. The
// error says what is expected.
func (i Item) ParseAnswer(text string) (Answer, error) {
	text = strings.TrimSpace(clean(strings.ToValidUTF8(text, "\uFFFD")))
	switch i.Kind {
	case Single, Multi, Order:
		return i.parseKeys(text)
	case Match:
		return i.parsePairs(text)
	case Numeric:
		n, err := i.parseNumber(text)
		return Answer{Number: n}, err
	}
	if text == "" {
		return Answer{}, errors.New("the answer is empty; write it in your own words")
	}
	return Answer{Text: text}, nil
}

// Format writes an answer in the one form that ParseAnswer turns back into it.
func (i Item) Format(a Answer) string {
	switch i.Kind {
	case Single, Multi, Order:
		return strings.Join(a.Keys, ",")
	case Match:
		var pairs []string
		for _, left := range i.Left {
			if right, ok := a.Pairs[left.Key]; ok {
				pairs = append(pairs, left.Key+"="+right)
			}
		}
		return strings.Join(pairs, ",")
	case Numeric:
		return strconv.FormatFloat(a.Number, 'f', -1, 64)
	}
	return a.Text
}

// parseKeys reads keys: one for single, some for multi, which come out in the
// item's order, and all for order.
func (i Item) parseKeys(text string) (Answer, error) {
	var keys []string
	for _, word := range words(text) {
		key, ok := keyOf(i.Options, word)
		if !ok {
			return Answer{}, fmt.Errorf("%q is none of the options; %s", shorten(word), i.expected())
		}
		if slices.Contains(keys, key) {
			return Answer{}, fmt.Errorf("%s is given twice; %s", key, i.expected())
		}
		keys = append(keys, key)
	}
	switch {
	case len(keys) == 0, i.Kind == Single && len(keys) > 1, i.Kind == Order && len(keys) < len(i.Options):
		return Answer{}, fmt.Errorf("the answer has %d of the keys; %s", len(keys), i.expected())
	case i.Kind == Multi:
		slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(indexOf(i.Options, a), indexOf(i.Options, b)) })
	}
	return Answer{Keys: keys}, nil
}

// Enough is an error where an answer to a multi item has fewer options than its stem asks
// for: it is not finished, and not wrong.
func (i Item) Enough(a Answer) error {
	missing := len(i.Answer.Keys) - len(a.Keys)
	switch {
	case i.Kind != Multi || missing <= 0:
		return nil
	case missing == 1:
		return errors.New("choose one more")
	}
	return fmt.Errorf("choose %d more", missing)
}

func (i Item) parsePairs(text string) (Answer, error) {
	pairs := map[string]string{}
	for _, word := range words(text) {
		l, r, _ := strings.Cut(word, "=")
		left, leftOK := keyOf(i.Left, l)
		right, rightOK := keyOf(i.Options, r)
		switch {
		case !leftOK || !rightOK:
			return Answer{}, fmt.Errorf("%q is no pair of this question; %s", shorten(word), i.expected())
		case pairs[left] != "":
			return Answer{}, fmt.Errorf("%s is matched twice; %s", left, i.expected())
		}
		pairs[left] = right
	}
	if len(pairs) < len(i.Left) {
		return Answer{}, fmt.Errorf("the answer has %d of %d pairs; %s", len(pairs), len(i.Left), i.expected())
	}
	return Answer{Pairs: pairs}, nil
}

// Example shows how an answer is typed. It is not the right one, but for a single
// item, where it is always the last key; and it is empty where the answer is a text.
func (i Item) Example() string {
	keys := keysOf(i.Options)
	switch {
	case i.Kind == Numeric:
		return "98.7"
	case len(keys) == 0:
		return ""
	case i.Kind == Single:
		return keys[len(keys)-1]
	case i.Kind == Multi:
		return strings.Join(i.exampleKeys(), ",")
	case i.Kind == Order:
		return strings.Join(keysOf(i.Shuffled(0)), ",")
	}
	var pairs []string
	for n, left := range i.Left {
		pairs = append(pairs, left.Key+"="+keys[n%len(keys)])
	}
	return strings.Join(pairs, ",")
}

// exampleKeys are two keys of a multi item that are not its answer.
func (i Item) exampleKeys() []string {
	var two []string
	for seed := range uint64(9) {
		shown := keysOf(i.Shuffled(seed))
		two = slices.Sorted(slices.Values(shown[:min(2, len(shown))]))
		if !slices.Equal(two, i.Answer.Keys) {
			break
		}
	}
	return two
}

// expected says how an answer to the item is written, with its keys.
func (i Item) expected() string {
	keys := keysOf(i.Options)
	all := strings.Join(keys, ",")
	switch i.Kind {
	case Single:
		return "answer with one of " + all
	case Multi:
		return fmt.Sprintf("answer with all that are right of %s, such as %s", all, i.Example())
	case Order:
		return fmt.Sprintf("answer with each of %s once, in order", all)
	}
	return fmt.Sprintf("answer with a pair for each of %s, with %s on the right, such as %s", strings.Join(keysOf(i.Left), ","), all, i.Example())
}

func keysOf(options []Option) []string {
	keys := make([]string, len(options))
	for n, o := range options {
		keys[n] = o.Key
	}
	return keys
}

// keyOf returns the stable key that a word names, in whatever case.
func keyOf(options []Option, word string) (string, bool) {
	if at := indexOf(options, word); at >= 0 {
		return word, true
	}
	at := slices.IndexFunc(options, func(o Option) bool { return strings.EqualFold(o.Key, word) })
	if at < 0 {
		return "", false
	}
	return options[at].Key, true
}

func indexOf(options []Option, key string) int {
	return slices.IndexFunc(options, func(o Option) bool { return o.Key == key })
}

var aroundEquals = lazy(`\s*=\s*`)

// words splits at commas and spaces, and joins what stands round an "=".
func words(text string) []string {
	text = aroundEquals().ReplaceAllString(text, "=")
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
}
