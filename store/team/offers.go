package team

import (
	"cmp"
	"slices"
	"strings"

	"waymark/store"
	"waymark/store/snapshot"
)

// A hand or an offer, and by whom: a place in the order of names.
type (
	hand struct {
		by int
		snapshot.Topic
	}
	offer struct {
		by int
		snapshot.Topic
	}
)

// offers are what people offer to help with, by what a hand may be about.
type offers struct {
	contents
	people       []Person
	order        []int // of people, by name
	byTopic      map[string][]offer
	byModule     map[string][]offer
	byDepartment map[string][]offer
	proposed     []int // how often each was proposed so far, in the order of names
}

func newOffers(at contents, people []Person) *offers {
	o := &offers{
		contents: at, people: people, order: inNameOrder(people), proposed: make([]int, len(people)),
		byTopic: map[string][]offer{}, byModule: map[string][]offer{}, byDepartment: map[string][]offer{},
	}
	for by := range o.order {
		p := o.person(by)
		for _, t := range p.Told.Offers {
			o.add(p.Told.Learner.Department, offer{by, t})
		}
	}
	return o
}

// person is the one at a place in the order of names.
func (o *offers) person(by int) *Person { return &o.people[o.order[by]] }

func (o *offers) add(department string, t offer) {
	topic := o.topic(t.About)
	o.byTopic[topic] = append(o.byTopic[topic], t)
	if module := o.module(t.About); module != "" {
		o.byModule[module] = append(o.byModule[module], t)
	}
	if department != "" {
		o.byDepartment[department] = append(o.byDepartment[department], t)
	}
}

// topic is what makes hands and offers be about the same: the id of a lesson or module,
// and of other words those that a search compares.
func (o *offers) topic(about string) string {
	if o.title(about) != "" {
		return about
	}
	return cmp.Or(strings.Join(store.Words(about), " "), about)
}

// A candidate is an offer that fits a hand.
type candidate struct {
	offer
	fit Fit
}

// fitting are those who can help with a hand, the best first.
func (o *offers) fitting(h hand) []Helper {
	var best []candidate
	best = o.choose(best, h, o.byTopic[o.topic(h.About)], SameTopic)
	if module := o.module(h.About); module != "" {
		best = o.choose(best, h, o.byModule[module], SameModule)
	}
	if department := o.person(h.by).Told.Learner.Department; len(best) == 0 && department != "" {
		best = o.choose(best, h, o.byDepartment[department], SameDepartment)
	}
	helpers := make([]Helper, len(best))
	for i, c := range best {
		p := o.person(c.by)
		helpers[i] = Helper{Learner: p.Member.ID, Name: p.Name(), About: o.titleOf(c.Topic), Fit: c.fit, Topic: c.Topic}
	}
	if len(best) > 0 {
		o.proposed[best[0].by]++
	}
	return helpers
}

// choose keeps the best of those who were found, and of some offers: each person once,
// and nobody for a hand of their own.
func (o *offers) choose(best []candidate, h hand, found []offer, fit Fit) []candidate {
	for _, t := range found {
		c := candidate{t, fit}
		if t.by == h.by || len(best) == mostHelpers && o.compare(c, best[mostHelpers-1]) >= 0 {
			continue
		}
		if at := slices.IndexFunc(best, func(other candidate) bool { return other.by == t.by }); at >= 0 {
			if o.compare(c, best[at]) >= 0 {
				continue
			}
			best = slices.Delete(best, at, at+1)
		}
		at, _ := slices.BinarySearchFunc(best, c, o.compare)
		best = slices.Insert(best, at, c)
		best = best[:min(len(best), mostHelpers)]
	}
	return best
}

// compare orders candidates: the nearest first, then who was proposed least, then whose
// offer is the oldest, then by name.
func (o *offers) compare(a, b candidate) int {
	return cmp.Or(
		cmp.Compare(a.fit, b.fit), o.proposed[a.by]-o.proposed[b.by],
		strings.Compare(a.Since, b.Since), a.by-b.by, strings.Compare(a.About, b.About),
	)
}
