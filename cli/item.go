package cli

import (
	"slices"
	"strings"

	"waymark/curriculum"
)

// question is an item as it is asked: without the key to its answer.
type question struct {
	Ref       string   `json:"ref"`
	Kind      string   `json:"kind"`
	Objective string   `json:"objective"`
	Stem      string   `json:"stem"`
	Left      []option `json:"left,omitempty"`
	Options   []option `json:"options,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Answer    string   `json:"answer_form"`
}

type option struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

func questionOf(i curriculum.Item) question {
	return question{
		Ref: i.Ref(), Kind: string(i.Kind), Objective: i.Objective, Stem: i.Stem,
		Left: optionsOf(i.Left), Options: optionsOf(i.Options), Unit: i.Unit, Answer: answerForm(i),
	}
}

func optionsOf(options []curriculum.Option) []option {
	found := make([]option, len(options))
	for i, o := range options {
		found[i] = option{o.Key, o.Text}
	}
	return found
}

// answerForm is how an answer to the item is written on the command line.
func answerForm(i curriculum.Item) string {
	switch i.Kind {
	case curriculum.Single:
		var keys []string
		for _, o := range i.Options {
			keys = append(keys, o.Key)
		}
		return "one of " + strings.Join(keys, ", ")
	case curriculum.Multi:
		return "all that are right, such as " + i.Example()
	case curriculum.Order:
		return "all in order, such as " + i.Example()
	case curriculum.Match:
		return "all pairs, such as " + i.Example()
	case curriculum.Numeric:
		if i.Unit != "" {
			return "a number, in " + i.Unit
		}
		return "a number"
	}
	return "your own words in quotes, with --self met, partly or not"
}

func (q question) text(p *page) {
	q.asks(p)
	p.say("Answer with: waymark answer %s ANSWER", q.Ref)
	p.say("ANSWER is %s.", q.Answer)
}

// asks lays out what is asked, without how to answer it.
func (q question) asks(p *page) {
	p.say("Question %s (%s)", q.Ref, q.Kind)
	p.prose(strings.TrimSpace(q.Stem))
	var rows [][]string
	for _, o := range slices.Concat(q.Left, q.Options) {
		rows = append(rows, []string{o.Key, o.Text})
	}
	p.table(rows)
}
