package curriculum

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// itemBlock is an item as it is written.
type itemBlock struct {
	Item     `yaml:",inline"`
	Options  orderedMap
	Left     orderedMap
	Answer   string
	Also     []string
	Variants []itemBlock
}

func (p *scanner) item(line int, text string) {
	var b itemBlock
	if !p.decode(line, text, &b) {
		return
	}
	item, ok := p.build(line, b)
	for _, v := range b.Variants {
		if v.Kind == "" {
			v.Kind = b.Kind
		}
		variant, fine := p.build(line, v)
		variant.Objective, variant.Of = item.Objective, item.ID
		item.Variants = append(item.Variants, variant)
		ok = ok && fine
	}
	if ok {
		p.doc.items = append(p.doc.items, item)
		p.addPage(line, Page{ID: item.ID, Item: &item})
	}
}

// build turns a block into an item that can be asked and graded.
func (p *scanner) build(line int, b itemBlock) (Item, bool) {
	item := b.Item
	item.Lesson = p.lesson.ID
	if !p.claim(line, "item", item.ID) {
		return item, false
	}
	bad := func(err error) (Item, bool) {
		p.fault(line, fmt.Sprintf("item %s: %s", item.ID, err), "mend it as docs/authoring.md shows for this kind")
		return item, false
	}
	for _, side := range []struct {
		rows orderedMap
		into *[]Option
	}{{b.Options, &item.Options}, {b.Left, &item.Left}} {
		for _, row := range side.rows {
			option, f := p.option(row)
			if f != nil {
				p.doc.faults = append(p.doc.faults, f)
				return item, false
			}
			*side.into = append(*side.into, option)
		}
	}
	if err := item.askable(); err != nil {
		return bad(err)
	}
	if len(b.Also) > 0 && item.Kind != Order {
		return bad(errors.New("only an order has other right orders"))
	}
	if item.SelfJudged() {
		return item, true
	}
	var err error
	if item.Answer, err = item.ParseAnswer(b.Answer); err != nil {
		return bad(fmt.Errorf("its answer does not fit: %w", err))
	}
	for _, text := range b.Also {
		other, err := item.ParseAnswer(text)
		if err != nil {
			return bad(fmt.Errorf("an order under also does not fit: %w", err))
		}
		item.Also = append(item.Also, other)
	}
	return item, true
}

// option reads "a: text" or "a: {text: …, why: …}".
func (p *scanner) option(row entry) (Option, *fault) {
	o := Option{Key: row.key}
	if strings.ContainsAny(o.Key, " ,=") {
		return o, &fault{p.lesson.File, row.line, fmt.Sprintf("the key %q has a space, a comma or an equals sign", o.Key), "use a single letter or digit"}
	}
	if row.value.Value != "" {
		o.Text = row.value.Value
		return o, nil
	}
	if f := decodeNode(p.lesson.File, row.value, &o); f != nil {
		return o, f
	}
	if o.Text == "" {
		return o, &fault{p.lesson.File, row.line, fmt.Sprintf("%q has no text", o.Key), `write it behind "text:"`}
	}
	return o, nil
}

// askable reports what an item lacks without which nobody could answer it.
func (i Item) askable() error {
	choices := []Kind{Single, Multi, Order, Match}
	switch {
	case !slices.Contains(append(choices, Numeric, Flaw, Free), i.Kind):
		return fmt.Errorf("unknown kind %q", i.Kind)
	case i.Stem == "":
		return errors.New("it has no stem")
	case slices.Contains(choices, i.Kind) && len(i.Options) < 2:
		return errors.New("it has fewer than two options")
	case i.Kind == Match && len(i.Left) < 2:
		return errors.New("it has fewer than two left sides")
	case !(i.Tolerance >= 0) || math.IsInf(i.Tolerance, 0):
		return errors.New("its tolerance is not a number from zero on")
	}
	return nil
}
