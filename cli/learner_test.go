//go:build unix

package cli_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waymark/curriculum"
)

// The keys that have no letter, as a terminal sends them.
const (
	enter  = "\r"
	escape = "\x1b"
	space  = " "
	up     = "\x1b[A"
	down   = "\x1b[B"
)

// verdict is how the screen says that an answer is kept.
var verdict = regexp.MustCompile(`[✓✗~] (Right|Not quite|Partly right|Kept)\b`)

// toWrite is what the screen says where an answer is written, not chosen.
const toWrite = "Press Enter to write your answer."

// toMark is what the screen says where an exercise can be marked.
const toMark = "on paper or in a file of your own"

// A learner sits at a terminal and acts on what the screen shows. What the
// screen confirmed must be in the store, whatever happens next.
type learner struct {
	*terminal
	catalogue *curriculum.Catalogue
	lessons   []curriculum.Lesson // of the pathway that the set-up proposes
	items     []curriculum.Item   // of these lessons
	bank      []curriculum.Item   // of the checks of their modules
	confirmed []string            // answers, exercises and entries, as held words them
	awaited   string              // what was sent and is not confirmed yet
	sign      *regexp.Regexp      // what on the screen confirms it
	pressed   func()              // is told of each press; may be nil
}

// newLearner returns somebody who knows the lessons and does not sit at a
// terminal yet.
func newLearner(t testing.TB) *learner {
	t.Helper()
	catalogue, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	pathway, err := catalogue.Pathway("path-essentials")
	if err != nil {
		t.Fatal(err)
	}
	l := &learner{catalogue: catalogue}
	for _, id := range pathway.Lessons {
		lesson, err := catalogue.Lesson(id)
		if err != nil {
			t.Fatal(err)
		}
		l.lessons = append(l.lessons, lesson)
		body, err := catalogue.Body(lesson.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		bank, err := catalogue.Bank(lesson.ID)
		if err != nil {
			t.Fatal(err)
		}
		l.items, l.bank = append(l.items, body.Items...), append(l.bank, bank...)
	}
	return l
}

// setUp answers the questions of the first start.
func (l *learner) setUp(name string) {
	l.t.Helper()
	l.see("What shall we call you?")
	l.press(name + enter)
	l.see("Where do you work?")
	l.press(enter)
	l.see("Which pathway")
	l.press(enter)
	l.see("Which colours")
	l.press(enter)
	l.see("Do you know some of this already?")
	l.press(enter)
	l.see("[1 Today]", name)
}

// press types keys and tells so.
func (l *learner) press(keys string) {
	l.terminal.press(keys)
	if l.pressed != nil {
		l.pressed()
	}
}

// do presses keys until the screen confirms what they asked for.
func (l *learner) do(what, keys string, sign *regexp.Regexp) string {
	l.t.Helper()
	l.awaited, l.sign = what, sign
	l.press(keys)
	text, _ := l.wait("confirmed "+what, sign.MatchString)
	l.confirmed, l.awaited = append(l.confirmed, what), ""
	return text
}

// entered waits until a page of a lesson or a module check is there.
func (l *learner) entered() string {
	l.t.Helper()
	text, _ := l.wait("opened a lesson or a check", func(screen string) bool {
		return inCheck(screen) || strings.Contains(screen, "page ") && strings.TrimSpace(body(screen)) != ""
	})
	return text
}

// turn goes on to the next page, or further down a long one.
func (l *learner) turn() string {
	l.t.Helper()
	before := body(l.text())
	l.press(space)
	text, _ := l.wait("turned the page", func(screen string) bool {
		now := body(screen)
		return now != before && strings.TrimSpace(now) != ""
	})
	return text
}

// body is the screen without the lines of the frame.
func body(screen string) string {
	lines := strings.Split(screen, "\n")
	return strings.Join(lines[min(2, len(lines)):max(2, len(lines)-2)], "\n")
}

// asked is the one of some items that the screen shows.
func asked(items []curriculum.Item, screen string) (curriculum.Item, bool) {
	screen = squeeze(screen)
	for _, item := range items {
		if strings.Contains(screen, squeeze(item.Stem)) {
			return item, true
		}
	}
	return curriculum.Item{}, false
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// answer answers the item that is asked, and returns the verdict.
func (l *learner) answer(item curriculum.Item, right bool) string {
	l.t.Helper()
	a := answerTo(item, right)
	if strings.Contains(l.text(), toWrite) {
		l.press(enter)
		l.wait("could write", func(screen string) bool { return !strings.Contains(screen, toWrite) })
	}
	keys := l.keysOf(item, a) + enter
	if item.SelfJudged() {
		l.press(keys)
		l.see("How does yours compare?")
		if keys = "c"; right {
			keys = "a"
		}
	}
	screen := l.do("answer "+item.Ref()+" "+item.Format(a), keys, verdict)
	return verdict.FindString(screen)
}

// answerTo is the right answer to an item, or a wrong one.
func answerTo(item curriculum.Item, right bool) curriculum.Answer {
	a := item.Answer
	switch {
	case item.SelfJudged():
		return curriculum.Answer{Text: "In my own words: ask for the source, then look it up."}
	case right:
		return a
	}
	switch item.Kind {
	case curriculum.Single:
		i := slices.IndexFunc(item.Options, func(o curriculum.Option) bool { return o.Key != a.Keys[0] })
		return curriculum.Answer{Keys: []string{item.Options[i].Key}}
	case curriculum.Multi:
		i := slices.IndexFunc(item.Options, func(o curriculum.Option) bool { return !slices.Contains(a.Keys, o.Key) })
		keys := append(slices.Clone(a.Keys[1:]), item.Options[i].Key) // as many as are asked for
		slices.Sort(keys)
		return curriculum.Answer{Keys: keys}
	case curriculum.Order:
		wrong := slices.Clone(a.Keys)
		slices.Reverse(wrong)
		return curriculum.Answer{Keys: wrong}
	case curriculum.Match:
		wrong := map[string]string{}
		for i, left := range item.Left {
			wrong[left.Key] = a.Pairs[item.Left[(i+1)%len(item.Left)].Key]
		}
		return curriculum.Answer{Pairs: wrong}
	}
	return curriculum.Answer{Number: a.Number + 1000}
}

// keysOf is what to press for an answer: options are shuffled, so their letters
// and places are read from the screen.
func (l *learner) keysOf(item curriculum.Item, a curriculum.Answer) string {
	l.t.Helper()
	named := map[string]string{} // key to the letter or digit on the screen
	screen := l.text()
	for _, o := range item.Options {
		if named[o.Key] = nameOf(o, screen); named[o.Key] == "" {
			l.t.Fatalf("no option %q of %s on the screen:\n%s", o.Text, item.Ref(), screen)
		}
	}
	switch item.Kind {
	case curriculum.Single, curriculum.Multi:
		keys := ""
		for _, key := range a.Keys {
			keys += named[key]
		}
		return keys
	case curriculum.Order:
		return carry(item, a, named)
	case curriculum.Match:
		keys := ""
		for _, left := range item.Left {
			keys += named[a.Pairs[left.Key]]
		}
		return keys
	}
	return item.Format(a)
}

// nameOf is the letter or digit that stands before an option on the screen.
func nameOf(o curriculum.Option, screen string) string {
	text := squeeze(o.Text)
	if len(text) > 40 { // a longer one may go on in the next line
		text = text[:40]
	}
	found := regexp.MustCompile(`(?m)(?:^|\s)([a-i1-9])  ` + regexp.QuoteMeta(text)).FindStringSubmatch(screen)
	if found == nil {
		return ""
	}
	return found[1]
}

// carry brings steps into an order: the cursor goes to each step in turn, and a
// digit puts the step in its place.
func carry(item curriculum.Item, a curriculum.Answer, named map[string]string) string {
	steps := make([]string, len(item.Options))
	for key, digit := range named {
		place, _ := strconv.Atoi(digit)
		steps[place-1] = key
	}
	keys, at := "", 0
	for to, key := range a.Keys {
		from := slices.Index(steps, key)
		keys += strings.Repeat(down, max(0, from-at)) + strings.Repeat(up, max(0, at-from)) + strconv.Itoa(to+1)
		steps = slices.Insert(slices.Delete(steps, from, from+1), to, key)
		at = to
	}
	return keys
}

// log notes an experiment of which only the title is known.
func (l *learner) log(title string) {
	l.t.Helper()
	l.press("n")
	l.see("What do you want to try?")
	l.do("entry "+title, title+enter, regexp.MustCompile("Logged in your journal: "+regexp.QuoteMeta(title)))
}

// markExercise marks the exercise of the open lesson as done.
func (l *learner) markExercise(screen string) {
	l.t.Helper()
	header, _, _ := strings.Cut(screen, "\n")
	i := slices.IndexFunc(l.lessons, func(lesson curriculum.Lesson) bool { return strings.Contains(header, lesson.Title) })
	l.do("exercise "+l.lessons[i].ID, "x", regexp.MustCompile("Exercise marked as done"))
}
