package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
)

// An asking is an item that is put to the person.
type asking struct {
	*talk
	item   curriculum.Item
	helps  bool     // hints may be asked for
	hints  int      // how many were shown; the last one is the worked answer
	enter  string   // what Enter alone does, in words
	others []string // other words that are taken instead of an answer
	more   string   // what they do, in a sentence; may be empty
}

// given is what the person made of an item: an answer, or a word instead: "skip",
// "quit" or one of the others.
type given struct {
	text  string
	flags answerFlags
	word  string
}

// question writes the item as it is asked, and how it is answered.
func (q *asking) question() {
	q.show(func(p *page) {
		p.prose(strings.TrimSpace(q.item.Stem))
		for _, o := range q.item.Left {
			p.wrap("", "   ", o.Key+": "+clean.Line(o.Text))
		}
		if len(q.item.Left) > 0 {
			p.say("To choose from:")
		}
		for _, o := range q.item.Options {
			p.wrap("", "   ", o.Key+": "+clean.Line(o.Text))
		}
		p.say("%s", how(q.item))
	})
}

// how says how an item is answered.
func how(i curriculum.Item) string {
	switch i.Kind {
	case curriculum.Single:
		return "One of them is right."
	case curriculum.Multi:
		return "More than one is right: type the letters, with commas between them."
	case curriculum.Order:
		return "Put them into order: type all letters, with commas between them."
	case curriculum.Match:
		return "Give each number a letter."
	case curriculum.Numeric:
		return strings.TrimSuffix("Type a number, in "+i.Unit, ", in ") + "."
	}
	return "Write in your own words, on one line. Then you see a good answer, and judge yours."
}

// answer asks until the person gives an answer that can be graded, or a word
// instead.
func (q *asking) answer() (given, error) {
	for {
		typed, err := q.ask("Your answer%s, %s:", q.such(), strings.Join(q.keys(), ", "))
		if err != nil {
			return given{}, err
		}
		words := append([]string{"hint", "quit"}, q.others...)
		switch word := command(typed, q.isKey, words...); {
		case typed == "":
			return given{word: "skip"}, nil
		case typed == "?":
			q.explain()
		case word == "hint":
			q.hint()
		case word != "":
			return given{word: word}, nil
		default:
			g, ok, err := q.take(typed)
			if err != nil || ok {
				return g, err
			}
		}
	}
}

// such is an example in brackets, where there is one.
func (q *asking) such() string {
	if e := q.item.Example(); e != "" {
		return " (for example " + e + ")"
	}
	return ""
}

// keys are what can be typed instead of an answer.
func (q *asking) keys() []string {
	var keys []string
	all := len(q.allHints())
	switch {
	case !q.helps || q.hints == all:
	case q.hints == all-1 && q.item.Worked != "":
		keys = append(keys, q.key("hint")+" for the worked answer")
	default:
		keys = append(keys, q.key("hint")+" for a hint")
	}
	return append(keys, "Enter alone "+q.enter, q.key("quit")+" to leave")
}

// key is the letter for a word, or the word where the letter is an answer.
func (q *asking) key(word string) string {
	if q.isKey(word[:1]) {
		return word
	}
	return word[:1]
}

// isKey reports that a letter is an answer to the item.
func (q *asking) isKey(letter string) bool {
	is := func(o curriculum.Option) bool { return strings.EqualFold(o.Key, letter) }
	return slices.ContainsFunc(q.item.Options, is) || slices.ContainsFunc(q.item.Left, is)
}

func (q *asking) explain() {
	q.say("%s", how(q.item))
	if !q.item.SelfJudged() {
		q.say("Behind the answer you may say how sure you are: %s sure, or %s guess. It tells you later how well you know what you know.", q.item.Example(), q.item.Example())
	}
	if q.more != "" {
		q.say("%s", q.more)
	}
}

func (q *asking) allHints() []string {
	hints := slices.Clone(q.item.Hints)
	if q.item.Worked != "" {
		hints = append(hints, q.item.Worked)
	}
	return hints
}

// hint shows one more.
func (q *asking) hint() {
	all := q.allHints()
	switch {
	case !q.helps:
		q.say("There are no hints here: it is to show what you know.")
	case q.hints == len(all):
		q.say("There is no further hint.")
	default:
		name := fmt.Sprintf("Hint %d", q.hints+1)
		if q.hints == len(q.item.Hints) {
			name = "Worked answer"
		}
		q.say("%s: %s", name, all[q.hints])
		q.hints++
	}
}

// used is how much help was taken: after the worked answer as much as there is.
func (q *asking) used() int {
	if q.item.Worked != "" && q.hints == len(q.allHints()) {
		return store.WorkedHint
	}
	return min(q.hints, store.WorkedHint-1)
}

// take reads an answer. It is not ok where it cannot be graded, which is said, or
// where the person wants to write it again.
func (q *asking) take(typed string) (g given, ok bool, err error) {
	g.text, g.flags.hints = typed, q.used()
	if !q.item.SelfJudged() {
		g.text, g.flags.sure, g.flags.guess = confidenceOf(typed)
	}
	answer, err := q.item.ParseAnswer(g.text)
	if err == nil {
		err = q.item.Enough(answer)
	}
	if err != nil {
		q.say("%s.", sentence(err.Error()))
		return g, false, nil
	}
	if !q.item.SelfJudged() {
		return g, true, nil
	}
	return q.judge(g)
}

// confidenceOf takes what the person says of an answer from behind it.
func confidenceOf(typed string) (text string, sure, guess bool) {
	fields := strings.Fields(typed)
	if len(fields) < 2 {
		return typed, false, false
	}
	switch last := fields[len(fields)-1]; {
	case strings.EqualFold(last, store.Sure):
		sure = true
	case strings.EqualFold(last, store.Guess):
		guess = true
	default:
		return typed, false, false
	}
	return strings.TrimRight(strings.Join(fields[:len(fields)-1], " "), ",; "), sure, guess
}

// judge shows the model answer, and lets the person judge the own one.
func (q *asking) judge(g given) (given, bool, error) {
	q.show(func(p *page) {
		p.gap()
		p.prose("A good answer: " + strings.TrimSpace(q.item.Model))
		for _, point := range q.item.Rubric {
			p.wrap("", "  ", "- "+clean.Line(point))
		}
		p.say("Your answer: %s", g.text)
		p.say("How does yours compare? Only you see this.")
		p.say("Met: it says the same in substance. Partly: something is missing. Not: it misses the point.")
	})
	for {
		typed, err := q.ask("Type met, partly or not, or m, p or n; Enter alone to write it again, q to leave:")
		if err != nil {
			return g, false, err
		}
		switch word := command(typed, free, "met", "partly", "not", "quit"); {
		case typed == "":
			return g, false, nil
		case word == "quit":
			q.say("That answer is not kept: you did not judge it.")
			return given{word: word}, true, nil
		case word != "":
			g.flags.self = curriculum.Judgement(word)
			return g, true, nil
		}
		q.unknown(typed)
	}
}

// feedback explains an answer that was kept.
func (t *talk) feedback(i curriculum.Item, a answered, hints int) {
	t.show(func(p *page) {
		p.say("%s", a.verdict())
		switch i.Kind {
		case curriculum.Single, curriculum.Multi:
			a.sayOptions(p)
		case curriculum.Order:
			saySteps(p, i, a.Answer)
		case curriculum.Match:
			a.sayPairs(p, i)
		case curriculum.Numeric:
			p.say("The right answer: %s", a.Solution)
		}
		p.prose(strings.TrimSpace(a.Why))
		if !a.Right && a.Worked != "" && !i.SelfJudged() && hints < store.WorkedHint {
			p.prose("Worked answer: " + strings.TrimSpace(a.Worked))
		}
	})
}

func (a answered) sayOptions(p *page) {
	for _, f := range a.Feedback {
		var said string
		switch {
		case f.Chosen && f.Right:
			said = "your choice, right"
		case f.Chosen:
			said = "your choice, not right"
		case f.Right:
			said = "right, and not your choice"
		default:
			continue
		}
		p.wrap("", "   ", fmt.Sprintf("%s, %s: %s", f.Key, said, clean.Line(f.Text)))
		p.wrap("   ", "   ", clean.Line(f.Why))
	}
}

// saySteps says the right order, and where each step stood in the answer.
func saySteps(p *page, i curriculum.Item, answer string) {
	given, err := i.ParseAnswer(answer)
	if err != nil {
		return
	}
	grade, err := i.Grade(given)
	if err != nil {
		return
	}
	p.say("The right order:")
	for n, key := range grade.Order {
		at := slices.IndexFunc(i.Options, func(o curriculum.Option) bool { return o.Key == key })
		said := "as you had it"
		if given.Keys[n] != key {
			said = fmt.Sprintf("you had it in place %d", 1+slices.Index(given.Keys, key))
		}
		p.wrap("", "   ", fmt.Sprintf("%d. %s: %s; %s", n+1, key, clean.Line(i.Options[at].Text), said))
	}
}

// sayPairs says each right pair, and what the answer had instead.
func (a answered) sayPairs(p *page, i curriculum.Item) {
	texts := map[string]string{}
	for _, o := range i.Options {
		texts[o.Key] = clean.Line(o.Text)
	}
	given, err := i.ParseAnswer(a.Answer)
	if err != nil {
		return
	}
	p.say("The right pairs:")
	for _, left := range i.Left {
		right, chosen := i.Answer.Pairs[left.Key], given.Pairs[left.Key]
		said := "as you had it"
		if right != chosen {
			said = "you chose " + cmp.Or(texts[chosen], chosen)
		}
		p.wrap("", "   ", fmt.Sprintf("%s: %s, with %s; %s", left.Key, clean.Line(left.Text), texts[right], said))
	}
}
