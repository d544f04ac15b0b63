package curriculum

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// checkItem: an item has what its kind needs.
func checkItem(i Item) []trouble {
	var found []trouble
	want := func(ok bool, message, remedy string) {
		if !ok {
			found = append(found, trouble{message, remedy})
		}
	}
	switch i.Kind {
	case Single, Multi:
		for _, o := range i.Options {
			want(o.Why != "", fmt.Sprintf("option %s has no reason", o.Key), "say under why: why it is right or wrong")
		}
		want(i.Kind == Single || len(i.Answer.Keys) >= 2, "only one option is right", "have two or more right, or make it a single")
		want(i.Kind == Single || len(i.Answer.Keys) < len(i.Options), "every option is right", "add one that is wrong")
		if said := chooseSome().FindStringSubmatch(i.Stem); said != nil {
			n := len(i.Answer.Keys)
			want(n < len(numerals) && strings.EqualFold(said[1], numerals[n]), fmt.Sprintf("the stem says %q, and %d options are right", said[0], n), "make both agree")
		}
	case Order:
		want(len(i.Options) >= 3 && len(i.Options) <= 7, fmt.Sprintf("%d steps", len(i.Options)), "have three to seven")
		want(!i.givenAway(i.Options), "the steps are written in the right order", "key them in another order, so that the keys give nothing away")
	case Match:
		want(len(i.Left) >= 3 && len(i.Left) <= 6, fmt.Sprintf("%d left sides", len(i.Left)), "have three to six")
		rights := map[string]bool{}
		for _, right := range i.Answer.Pairs {
			want(!rights[right], fmt.Sprintf("two left sides go with %s", right), "give each its own right side")
			rights[right] = true
		}
	case Flaw:
		want(i.Model != "", "there is no model answer", "say under model: what is wrong and how to mend it")
	case Free:
		want(i.Model != "" && len(i.Rubric) >= 2, "there is no model answer, or no rubric", "add model: and two or more points under rubric:")
	}
	if i.Kind == Order || i.Kind == Match || i.Kind == Numeric {
		want(i.Why != "", "there is no reason for the answer", "say under why: why it is right, and what the commonest slip is")
	}
	want(!hasTwins(i.Options) && !hasTwins(i.Left), "two options have the same text", "make them different")
	return found
}

// chooseSome is how a stem says the number of right options.
var chooseSome = lazy(`(?i)\bchoose (one|two|three|four|five)\b`)

var numerals = []string{"none", "one", "two", "three", "four", "five"}

func hasTwins(options []Option) bool {
	seen := map[string]bool{}
	for _, o := range options {
		text := strings.ToLower(o.Text)
		if seen[text] {
			return true
		}
		seen[text] = true
	}
	return false
}

// checkHints: help comes in three steps.
func checkHints(i Item) []trouble {
	var found []trouble
	if len(i.Hints) != 2 {
		found = append(found, trouble{fmt.Sprintf("%d hints", len(i.Hints)), "write two, from vague to near"})
	}
	if i.Worked == "" {
		found = append(found, trouble{"there is no worked answer", "write the way to the answer under worked:"})
	}
	return found
}

// checkCalc: the formula of a numeric item gives its answer, rounded like it.
func checkCalc(i Item) []trouble {
	if i.Calc == "" {
		return nil
	}
	value, err := calculate(i.Calc)
	if err != nil {
		return []trouble{{fmt.Sprintf("calc cannot be worked out: %s", err), "use numbers, + - * / ( ) and sqrt(…)"}}
	}
	_, decimals, _ := strings.Cut(i.Format(i.Answer), ".")
	if math.Abs(value-i.Answer.Number) > 0.5*math.Pow10(-len(decimals))+1e-9 {
		return []trouble{{fmt.Sprintf("calc gives %g and the answer is %g", value, i.Answer.Number), "correct the one that is wrong"}}
	}
	return nil
}

// checkSample: the hidden key quotes the sample word for word.
func checkSample(l *lessonDraft, say report) {
	for _, e := range l.doc.exercises {
		if e.Sample == nil {
			continue
		}
		text := oneLine(e.Sample.Text)
		for _, planted := range e.Sample.Errors {
			if planted.Quote == "" || !strings.Contains(text, oneLine(planted.Quote)) {
				say(l.File, l.find("quote: "+planted.Quote, l.doc.lines["exercise"]), fmt.Sprintf("the sample does not hold the quote %q", shorten(planted.Quote)), "copy the words as they stand in the text")
			}
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A single is a single-choice item with its place.
type single struct {
	Item
	lesson *lessonDraft
	line   int
}

func singles(drafts []*lessonDraft) []single {
	var all []single
	for _, l := range drafts {
		for _, i := range l.doc.items {
			if i.Kind == Single {
				all = append(all, single{i, l, l.doc.lines[i.ID]})
			}
		}
	}
	return all
}

// lengths are the characters of the right option and of the longest other one.
func (s single) lengths() (right, next int) {
	for _, o := range s.Options {
		n := utf8.RuneCountInString(o.Text)
		if slices.Contains(s.Answer.Keys, o.Key) {
			right = n
		} else {
			next = max(next, n)
		}
	}
	return right, next
}

func (s single) rightIsLongest() bool {
	right, next := s.lengths()
	return right > next
}

// enough is how many singles a share of them needs to mean something.
const enough = 20

// checkKeys: nobody can guess the right option by its key, in the lessons nor in
// the banks.
func checkKeys(d *draft, say report) {
	checkKeysOf(singles(d.lessons), say)
	checkKeysOf(singles(d.banks), say)
}

func checkKeysOf(all []single, say report) {
	count := map[string]int{}
	perLesson := map[*lessonDraft]map[string]int{}
	run := 0
	for n, s := range all {
		key := s.Answer.Keys[0]
		count[key]++
		if perLesson[s.lesson] == nil {
			perLesson[s.lesson] = map[string]int{}
		}
		perLesson[s.lesson][key]++
		if run++; n > 0 && all[n-1].Answer.Keys[0] != key {
			run = 1
		}
		if run == 4 {
			say(s.lesson.File, s.line, fmt.Sprintf("four single items in a row have the key %s", key), "key the options of one of them in another order")
		}
	}
	for l, keys := range perLesson {
		for key, n := range keys {
			if n > 1 && len(keys) == 1 {
				say(l.File, 1, fmt.Sprintf("all %d single items of the lesson have the key %s", n, key), "key the options of one of them in another order")
			}
		}
	}
	for key, n := range count {
		if part := share(n, len(all)); len(all) >= enough && len(count) <= 4 && (part < 0.2 || part > 0.3) {
			say("pack.yaml", 0, fmt.Sprintf("%.0f%% of the single items have the key %s", 100*part, key), "spread the keys: 20 to 30% each")
		}
	}
}

// checkLengths: nobody can guess the right option by its length.
func checkLengths(d *draft, say report) {
	checkLengthsOf(singles(d.lessons), say)
	checkLengthsOf(singles(d.banks), say)
}

func checkLengthsOf(all []single, say report) {
	longest := 0
	for _, s := range all {
		right, next := s.lengths()
		if s.rightIsLongest() {
			longest++
		}
		if float64(right) > 1.6*float64(next) {
			say(s.lesson.File, s.line, fmt.Sprintf("item %s: the right option has %d characters, the next longest %d", s.ID, right, next), "make the options alike in length")
		}
	}
	if part := share(longest, len(all)); len(all) >= enough && part > 0.3 {
		say("pack.yaml", 0, fmt.Sprintf("in %.0f%% of the single items the right option is the longest", 100*part), "keep it under 30%")
	}
}
