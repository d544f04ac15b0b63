package cli

import (
	"cmp"
	"fmt"
	"strings"

	"waymark/store"
)

// talkPage is how many entries are read out at a time.
const talkPage = 20

// journal lists the entries, newest first and a page at a time, and opens one or adds
// one.
func (t *talk) journal() error {
	before, first := "", 1
	for {
		page, err := t.app.store().ListExperiments(store.Listing{Before: before, Limit: talkPage})
		if err != nil {
			return err
		}
		rows := []row{{title: "Write down an experiment"}}
		for _, e := range page.Experiments {
			rows = append(rows, row{e.Title, e.Verdict.String() + ", " + e.Created.Format("2 January 2006")})
		}
		if page.Next != "" {
			rows = append(rows, row{title: "More, older entries"})
		}
		t.say("Journal: %s.", journalPart(page, first))
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			return err
		case n == 0:
			before, first = "", 1 // where the new one will be
			err = t.addEntry()
		case n > len(page.Experiments):
			before, first = page.Next, first+len(page.Experiments)
		default:
			err = t.entry(page.Experiments[n-1].ID)
		}
		if err != nil {
			return err
		}
		t.gap()
	}
}

// journalPart says which entries a page holds.
func journalPart(page store.Page, first int) string {
	if n := len(page.Experiments); n > 0 && n < page.Total {
		return fmt.Sprintf("%s, here %d to %d, newest first", entries(page.Total), first, first+n-1)
	}
	return entries(page.Total)
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return count(n, "entrie")
}

// addEntry notes an experiment: the title is enough.
func (t *talk) addEntry() error {
	title, err := t.ask("What do you want to try? The title is enough; Enter alone goes back:")
	if err != nil || title == "" {
		return err
	}
	hypothesis, err := t.ask("What do you expect? Enter alone leaves it empty:")
	if err != nil {
		return err
	}
	saved, waiting, err := t.app.store().AddExperiment(store.Experiment{Title: title, Hypothesis: hypothesis})
	if err != nil {
		t.failed(err)
		return nil
	}
	t.added(saved, waiting)
	return nil
}

// added confirms a new entry.
func (t *talk) added(e store.Experiment, waiting error) {
	t.say("Logged in your journal: %s", e.Title)
	if waiting != nil {
		t.say("It is safe, but could not join your file yet; your next change takes it in. The reason: %v", waiting)
	}
}

// entry reads an entry, and leads to what can be done with it.
func (t *talk) entry(id string) error {
	for {
		e, err := t.app.experimentShown(id)
		if err != nil {
			return err
		}
		t.gap()
		t.show(e.text)
		typed, err := t.ask("%s", e.prompt())
		if err != nil {
			return err
		}
		switch word := command(typed, free, e.deeds()...); {
		case typed == "" || word == "quit":
			return nil
		case typed == "?":
			t.say("What others would see of it: waymark journal share %s --preview; without --preview it is shared. Its bench is filled by journal variant, case, output and run: waymark help journal says how.", e.ID)
		case word == "":
			t.unknown(typed)
		default:
			if err := t.deed(e, word); err != nil {
				return err
			}
		}
	}
}

// deeds are the words that an entry takes.
func (e experimentShown) deeds() []string {
	words := []string{"write", "claims", "quit"}
	if b := e.Bench; b != nil && b.Variants+b.Cases > 0 {
		words = append(words, "bench")
	}
	if e.Blind || e.Bench != nil && e.Bench.Outputs > 0 {
		words = append(words, "rate")
	}
	if e.Bench != nil && e.Bench.Rated {
		words = append(words, "outcome")
	}
	return words
}

// prompt says in words what can be typed.
func (e experimentShown) prompt() string {
	says := map[string]string{
		"write": "w to write what came of it", "claims": "c to change what you expected", "bench": "b for its bench",
		"rate": "r to rate it blind", "outcome": "o for the outcome of the rating",
	}
	parts := []string{"Enter goes back"}
	for _, word := range e.deeds() {
		if says[word] != "" {
			parts = append(parts, says[word])
		}
	}
	return strings.Join(parts, ", ") + ", ? for what commands do:"
}

func (t *talk) deed(e experimentShown, word string) error {
	switch word {
	case "write":
		return t.outcome(e.entry)
	case "claims":
		return t.claim(e.entry)
	case "rate":
		return t.rating(e.ID)
	}
	b, err := t.app.store().Bench(e.ID)
	if err != nil {
		t.failed(err)
		return nil
	}
	t.gap()
	if word == "bench" {
		t.show(benchOf(b).text)
	} else {
		t.show(journalResultOf(b).text)
	}
	_, err = t.ask("Enter goes back to the entry:")
	return err
}

// claim changes one of the things that were claimed before the result. Once there is
// an output it takes a reason, and what was claimed before is kept.
func (t *talk) claim(e store.Experiment) error {
	var claims []store.Field
	var rows []row
	for _, f := range store.Fields() {
		if f.Claim {
			claims = append(claims, f)
			rows = append(rows, row{f.Label, cmp.Or(f.Of(e), "not said")})
		}
	}
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return err
	}
	f := claims[n]
	typed, err := t.ask("%s, anew; Enter alone leaves it as it is:", f.Label)
	if err != nil || typed == "" {
		return err
	}
	if e.Locked() {
		t.say("There is a result already, so it stands. It can be amended: what it was stays beside it, with your reason.")
		reason, err := t.ask("The reason; Enter alone leaves it as it is:")
		if err != nil || reason == "" {
			return err
		}
		if _, err := t.app.store().Amend(e.ID, f.Name, typed, reason); err != nil {
			t.failed(err)
			return nil
		}
	} else if _, err := t.app.store().UpdateExperiment(e.ID, map[string]string{f.Name: typed}); err != nil {
		t.failed(err)
		return nil
	}
	t.say("Kept.")
	return nil
}

// outcome asks for what came of an experiment, a line each; what is there stays
// where nothing is typed.
func (t *talk) outcome(e store.Experiment) error {
	set := map[string]string{}
	if err := t.fields(e, set, "outcome", "learning"); err != nil {
		return err
	}
	if err := t.field(e, set, "verdict", "How did it go?"); err != nil {
		return err
	}
	if verdict := cmp.Or(set["verdict"], string(e.Verdict)); verdict != "" {
		if verdict != string(store.Worked) {
			if err := t.fields(e, set, "broke"); err != nil {
				return err
			}
		}
		if e.Success != "" || e.Prediction != nil {
			if err := t.field(e, set, "met", "Was the success test met?"); err != nil {
				return err
			}
		}
		if err := t.field(e, set, "next", "What comes next?"); err != nil {
			return err
		}
		if err := t.lessonQuestion(e, set); err != nil {
			return err
		}
	}
	saved, err := t.app.store().UpdateExperiment(e.ID, set)
	if err != nil {
		t.failed(err)
		return nil
	}
	t.say("Kept.")
	if words := predictionWords(saved); words != "" && set["met"] != "" {
		t.say("%s", words)
	}
	return nil
}

// lessonQuestion asks what the lesson of an entry asks at its end, where it does.
func (t *talk) lessonQuestion(e store.Experiment, set map[string]string) error {
	catalogue, err := t.app.catalogue()
	if err != nil || e.Lesson == "" {
		return err
	}
	l, err := catalogue.Lesson(e.Lesson)
	if err != nil || l.Reflection == "" {
		return nil //nolint:nilerr // a lesson that no pack has any more asks nothing
	}
	t.say("The lesson asks: %s", l.Reflection)
	return t.fields(e, set, "reflection")
}

// fields asks for fields of text, a line each.
func (t *talk) fields(e store.Experiment, set map[string]string, names ...string) error {
	for _, name := range names {
		f, _ := store.FieldOf(name)
		now := f.Of(e)
		typed, err := t.ask("%s? Enter alone %s:", f.Label, keeps(now))
		if err != nil {
			return err
		}
		set[name] = cmp.Or(typed, now)
	}
	return nil
}

// field asks for one of the choices of a field.
func (t *talk) field(e store.Experiment, set map[string]string, name, question string) error {
	f, _ := store.FieldOf(name)
	t.say("%s", question)
	var rows []row
	for _, choice := range f.Choices {
		rows = append(rows, row{title: choice})
	}
	n, err := t.choose(rows, -1, "to leave it "+cmp.Or(f.Of(e), "open"))
	if err == nil && n >= 0 {
		set[name] = f.Choices[n]
	}
	return err
}

func keeps(now string) string {
	if now == "" {
		return "leaves it empty"
	}
	return "keeps: " + now
}
