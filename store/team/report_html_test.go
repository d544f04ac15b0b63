package team

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/snapshot"
)

// company is a report about so many people, the same for the same number: some are through,
// some stopped, some have not begun. They have the given names, in turn, with a number where there
// are not enough.
func company(tb testing.TB, people int, names []string) Report {
	tb.Helper()
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		tb.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(uint64(people), 3))
	var all []Person
	details := map[string]Detail{}
	for n := range people {
		name := names[n%len(names)]
		if n >= len(names) {
			name += fmt.Sprint(" ", n/len(names)+1)
		}
		p, own := colleague(c, rnd, n, name)
		all, details[p.Member.ID] = append(all, p), own
	}
	r := Report{Team: "Fjord Logistics", Made: daysAgo(0)}
	if err := r.fill(c, all, details, today); err != nil {
		tb.Fatal(err)
	}
	return r
}

// colleague is the n-th person of a company.
func colleague(c *curriculum.Catalogue, rnd *rand.Rand, n int, name string) (Person, Detail) {
	departments := []string{"sales", "finance", "hr", "operations", "marketing", ""}
	p := somebody(name, in(departments[n%len(departments)]), made(rnd.IntN(1+[]int{6, 6, 12, 30}[n%4])))
	p.Member.ID = fmt.Sprintf("01JT%022d", n)
	p.Told.Pathway.ID, p.Told.Modules = c.Pathways()[0].ID, nil
	var own Detail
	pace := rnd.Float64() * 1.3
	for i, m := range c.Modules()[:5] {
		done := min(len(m.Lessons), max(0, int(float64(len(m.Lessons))*(pace*3-float64(i))/1.2)))
		told := snapshot.Module{ID: m.ID, Title: m.Title, State: "started", Done: done, Total: len(m.Lessons)}
		switch done {
		case 0:
			told.State = "not started"
		case told.Total:
			told.State = "done"
		}
		if p.Told.Modules = append(p.Told.Modules, told); n%7 == i && i > 2 {
			waived(m.ID)(&p)
		}
		for _, id := range m.Lessons[:done] {
			own.Lessons = append(own.Lessons, snapshot.Lesson{ID: id, Completed: daysAgo(9), How: "done", Level: "holds", Version: "1.0.0"})
		}
	}
	lessons := c.Lessons()
	switch about := lessons[n*5%len(lessons)]; n % 9 {
	case 1:
		asks(about.ID, "HANDNOTE", n%20)(&p)
	case 2, 6:
		offersHelp(about.ID, n%20)(&p)
	case 3:
		due(c.Modules()[n%5].ID, 4)(&p)
	case 5:
		active("2026-W43")(&p)
	}
	if n%3 == 0 {
		own.Cards = append(own.Cards, trial(n))
	}
	return p, own
}

// trial is the card of an experiment.
func trial(n int) snapshot.Card {
	of := [...]store.EntryCard{
		{Title: "Refund replies in a warmer tone", Task: "reword", Verdict: store.Worked, Learning: "Two examples of our own letters did more than any list of rules."},
		{Title: "Minutes from a recording", Task: "summarise", Verdict: store.Failed, Learning: "Names of people and of ships are mixed up; read every line before it is sent.", Broke: "It invented an owner for two of nine actions."},
		{Title: "Checking freight invoices", Task: "extract", Verdict: store.Partly, Learning: "Sums are right when the table is pasted as text, and wrong from a photo."},
		{Title: "Questions for supplier talks", Task: "brainstorm", Verdict: store.Inconclusive, Learning: "Six cases are too few to say."},
	}[n/3%4]
	return snapshot.Card{ID: fmt.Sprintf("C%05d", n), Shared: daysAgo(n % 60), EntryCard: of}
}

func colleagues() []string {
	return []string{
		"Amara Okafor", "Ben Lindqvist", "Chloé Martin", "Dario Rossi", "Emre Demir", "Freya Hansen", "Gita Sharma", "Hugo Petit", "Ines Duarte", "Jonas Weber",
		"Kaja Nowak", "Liam Byrne", "Mina Sato", "Nils Berg", "Olga Ivanova", "Pavel Horák", "Quinn Taylor", "Rosa Jiménez", "Samir Haddad", "Tove Lund",
		"Uma Patel", "Viktor Szabó", "Wanda Zając", "Yusuf Kaya", "Zoë de Vries", "Arne Vik", "Bea Costa", "Cem Yılmaz", "Dana Levi", "Eero Mäkinen",
		"Faye Owens", "Goran Babić", "Helga Krause", "Ivo Marić", "Jana Svoboda", "Karim Aziz",
	}
}

// parsed are the elements of a page, and its text outside of style and script.
func parsed(t testing.TB, page []byte) (elements []*html.Node, text string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	check(t, err)
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode:
			elements = append(elements, n)
		case n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script":
			text += n.Data
		}
	}
	return elements, text
}

// harmful is what a page of a report must not have: what loads, or does something.
func harmful(t testing.TB, page []byte) (found []string) {
	elements, _ := parsed(t, page)
	scripts := 0
	for _, n := range elements {
		scripts += flag(n.Data == "script")
		if slices.Contains(strings.Fields("img iframe object embed link base form video audio image use foreignobject"), n.Data) {
			found = append(found, "an element "+n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				found = append(found, a.Key+"="+a.Val)
			}
		}
	}
	if scripts != 1 || bytes.ContainsAny(page, "\x1b\x07\u202e\u200f") || bytes.Contains(page, []byte("url(")) {
		found = append(found, fmt.Sprint(scripts, " scripts, or control characters, or an address in the style"))
	}
	return found
}

func TestNamesInAReportAreWordsInHTML(t *testing.T) {
	r := company(t, 200, crooks())
	r.Team = crooks()[0]
	page, err := r.HTML()
	check(t, err)
	same(t, "harmful", harmful(t, page), []string(nil))
	_, text := parsed(t, page)
	for _, row := range r.Board.Rows {
		if !strings.Contains(text, clean.Line(row.Name)) {
			t.Errorf("the page does not name %q", row.Name)
		}
	}
	for _, private := range []string{"HANDNOTE", "01JT0000", "knows it", "audit"} {
		if strings.Contains(string(page), private) {
			t.Errorf("the page holds %q", private)
		}
	}
}

func FuzzReportHTML(f *testing.F) {
	for _, words := range crooks()[:16] {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		r := Report{
			Team: words, Department: words, Made: words,
			Attention: Attention{Needs: []Need{{Name: words, Department: words, Causes: []Cause{{Kind: HandUp, Title: words, Since: words}}}}},
			Board:     Board{Modules: []string{words}, Rows: []Row{{Name: words, Department: words, Cells: []Cell{{Present: true, Due: words}}}}},
			Hard:      Hard{Modules: []HardModule{{Title: words, People: 9, Either: 1, Lessons: []HardLesson{{Title: words, Hands: 1}}}}},
			Help:      HelpMap{Hands: []Hand{{Name: words, Department: words, About: words, Helpers: []Helper{{Name: words}}}}},
			Wall: Wall{Cards: []WallCard{{Name: words, Department: words, Card: snapshot.Card{Shared: words, EntryCard: store.EntryCard{
				Title: words, Task: words, Verdict: store.Verdict(words), Learning: words, Broke: words,
			}}}}},
			Coverage: Coverage{Rows: []Covered{{Framework: words, ID: words, Title: words, Holders: []Holder{{Name: words}}}}},
		}
		page, err := r.HTML()
		check(t, err)
		if found := harmful(t, page); found != nil {
			t.Errorf("%q: %v", words, found)
		}
	})
}

func TestThePageOfAReportOfNobody(t *testing.T) {
	r := Report{Made: daysAgo(0)}
	page, err := r.HTML()
	check(t, err)
	_, text := parsed(t, page)
	for _, want := range []string{"Everybody", "Nobody's snapshot was taken in yet.", "No hand is up.", "Nobody shared an experiment yet."} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

func TestTheChartsOfAReport(t *testing.T) {
	alpha := func(done int) Person { return somebody("Amara", in("hr"), has(module("alpha", done))) }
	people := []Person{alpha(5), alpha(1), alpha(0), somebody("Ben", in("finance"), has(module("alpha", 3)), waived("alpha"), made(15)), somebody("Chloe", has(module("beta", 4)), made(40))}
	b := NewBoard(classroom(t), people, today)
	same(t, "modules", progressOf(b), []chartLine{
		{"ALPHA", []part{{"done", "0.00%", "33.33%"}, {"some", "33.33%", "33.33%"}, {"open", "66.67%", "33.33%"}}, []string{"1 done, 1 started, 1 not started, 1 waived", "6 of 15 lessons"}, ""},
		{"BETA", []part{{"some", "0.00%", "100.00%"}}, []string{"0 done, 1 started, 0 not started", "4 of 5 lessons"}, ""},
	})
	var told, departments []string
	for _, line := range toldOf(b) {
		told = append(told, line.Label+": "+line.Words[0])
	}
	same(t, "told", told, []string{"within 7 days: 3 people", "8 to 14 days ago: 0 people", "15 to 28 days ago: 1 person", "longer ago: 1 person"})
	for _, row := range gridOf(b).Rows {
		departments = append(departments, row.Title)
		for _, c := range row.Cells {
			departments = append(departments, c.Words...)
		}
	}
	same(t, "departments", departments, []string{"Finance, 1 person", "HR, 3 people", "1 of 3 done", "No department, 1 person", "0 of 1 done"})
	m, looks := mapOf(b.Sorted(ByName)), ""
	for _, s := range m.Shapes {
		looks += fmt.Sprint(s.Class, " ", strings.Count(s.Path, "z"), " ")
	}
	same(t, "map", looks, "done 1 most 1 some 1 open 1 waived 1 ")
	same(t, "left out", mapOf(Board{Rows: make([]Row, mostOnMap+1)}).TooMany, true)
	same(t, "words", wrapped("Working as an AI generalist", 14, 2), []string{"Working as an", "AI generalist"})
	same(t, "cut", wrapped("Working as an AI generalist", 10, 2), []string{"Working as", "an AI…"})
	same(t, "thousands", grouped(1234567)+grouped(999), "1,234,567999")
}

// Of ten thousand people's experiments a page holds the newest, and says so.
func TestALongReportHoldsTheNewestExperiments(t *testing.T) {
	r := Report{Made: daysAgo(0)}
	for n := range mostCards + 1 {
		r.Wall.Cards = append(r.Wall.Cards, WallCard{Name: "Amara", Card: trial(n)})
	}
	page, err := r.HTML()
	check(t, err)
	elements, text := parsed(t, page)
	cards := 0
	for _, n := range elements {
		cards += flag(n.Data == "article")
	}
	same(t, "cards", cards, mostCards)
	same(t, "it says so", strings.Contains(text, "The newest 200 of 201 are shown."), true)
}
