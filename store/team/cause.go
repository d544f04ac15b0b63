package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// An assessor finds why people need a lead.
type assessor struct {
	contents
	majors
	today int     // number of the day
	found []Cause // of the person at hand
}

func newAssessor(c *curriculum.Catalogue, now time.Time) *assessor {
	return &assessor{contents: contentsOf(c), majors: majorsOf(c), today: dayNumber(now)}
}

// causes are why a person needs a lead, the strongest first.
func (in *assessor) causes(p *Person) []Cause {
	in.found = in.found[:0]
	if alarms := p.Member.Changes; len(alarms) > 0 {
		in.add(Cause{Kind: KeyChanged, Since: alarms[0].At.Format(time.DateOnly)})
	}
	for _, hand := range p.Told.Hands {
		in.add(Cause{Kind: HandUp, Since: hand.Since, About: hand.About, Title: in.titleOf(hand), Note: hand.Note})
	}
	for i := range p.Given {
		in.addDue(p, &p.Given[i])
	}
	in.addStanding(p)
	in.addRefresh(p)
	slices.SortStableFunc(in.found, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Since, b.Since), strings.Compare(a.About, b.About))
	})
	return slices.Clone(in.found)
}

// add notes a cause, with the days that passed since.
func (in *assessor) add(c Cause) {
	if day, ok := dayOf(c.Since); ok {
		c.Days = in.today - day
	}
	in.found = append(in.found, c)
}

// addDue notes a module that was given to a person, if it is due soon, or was due, and is
// not complete.
func (in *assessor) addDue(p *Person, a *store.Assignment) {
	day, ok := dayOf(a.Due)
	if !ok || a.Waived || day-in.today > dueDays {
		return
	}
	c := Cause{Kind: DueAtRisk, Since: a.Due, About: a.Module, Title: cmp.Or(in.title(a.Module), a.Module)}
	if m := p.module(a.Module); m != nil {
		if m.Done >= m.Total {
			return
		}
		c.Done, c.Total = m.Done, m.Total
	}
	in.add(c)
}

// addStanding notes that a person has not started or stalled, or that the snapshot is too
// old to say so. Of whoever is through there is nothing to note.
func (in *assessor) addStanding(p *Person) {
	at := p.standing(in.today)
	switch monday, stalled := p.stalledSince(at); {
	case at.complete:
	case !at.hasNews():
		in.add(Cause{Kind: NoNews, Since: p.Told.Made})
	case !at.started:
		in.add(Cause{Kind: NotStartedYet, Since: p.Member.First.Format(time.DateOnly)})
	case stalled:
		in.add(Cause{Kind: Stalled, Since: isoDay(monday)})
	}
}

// addRefresh notes the lessons that changed a lot since the person completed them.
func (in *assessor) addRefresh(p *Person) {
	var titles []string
	for _, id := range in.outdated(p.Taught) {
		if !p.waived(in.module(id)) {
			titles = append(titles, in.title(id))
		}
	}
	if titles != nil {
		in.add(Cause{Kind: RefreshDue, Titles: titles})
	}
}

// Words say the cause in one sentence without a name: "has not started yet; the first
// snapshot came 12 days ago".
func (c Cause) Words() string {
	switch c.Kind {
	case KeyChanged:
		return "on " + dayWords(c.Since) + " another key signed in this name: ask whether they have a new computer before you trust it"
	case HandUp:
		words := "asks for help with " + quote(c.Title) + " since " + dayWords(c.Since)
		if c.Note != "" {
			words += ": " + c.Note
		}
		return words
	case DueAtRisk:
		return c.dueWords()
	case Stalled:
		return "was last active in the week of " + dayWords(c.Since)
	case NotStartedYet:
		return "has not started yet; the first snapshot came " + agoWords(c.Days)
	case NoNews:
		return "no news since " + dayWords(c.Since)
	}
	const most = 3
	words := counted(len(c.Titles), "completed lesson") + " changed a lot since: " + strings.Join(quoted(c.Titles[:min(most, len(c.Titles))]), ", ")
	if more := len(c.Titles) - most; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words
}

func (c Cause) dueWords() string {
	words := quote(c.Title) + " "
	switch {
	case c.Days > 0:
		words += fmt.Sprintf("was due on %s, %s", dayWords(c.Since), agoWords(c.Days))
	case c.Days == 0:
		words += "is due today"
	case c.Days == -1:
		words += "is due tomorrow"
	default:
		words += fmt.Sprintf("is due on %s, in %d days", dayWords(c.Since), -c.Days)
	}
	if c.Total == 0 {
		return words + "; it is not on the pathway that the snapshot tells of"
	}
	return words + fmt.Sprintf("; %d of %s done", c.Done, counted(c.Total, "lesson"))
}

// quote puts a title into quotation marks, to the letter.
func quote(title string) string { return `"` + title + `"` }

func quoted(titles []string) []string {
	all := make([]string, len(titles))
	for i, title := range titles {
		all[i] = quote(title)
	}
	return all
}
