package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// A leaf is one page as the reader shows it.
type leaf struct {
	id      string // the page's anchor in the lesson
	heading string
	title   string // of a scenario
	kind    leafKind
	text    string // Markdown
	item    *curriculum.Item
}

type leafKind int

const (
	textPage leafKind = iota
	itemPage
	exercisePage
	experimentPage
	endPage
)

// Anchors of the pages that the reader adds to those of the lesson.
const (
	warmUpAnchor = "warm-up"
	endAnchor    = "the-end"

	beginningAnchor = "the-beginning" // of no page: it stands for the first, whichever that is
)

// leaves composes the pages of a lesson: its own, with the objectives on the
// first, the question from an earlier lesson after it, and the end.
func leaves(m lessonMsg) []leaf {
	var pages []leaf
	for i, p := range m.body.Pages {
		page := leaf{id: p.ID, heading: p.Heading, text: p.Text}
		if p.Heading != "" && p.Text != "" {
			page.text = "## " + p.Heading + "\n\n" + p.Text
		}
		switch {
		case p.Item != nil:
			page.kind, page.item = itemPage, p.Item
		case p.Exercise != nil:
			page.kind, page.text = exercisePage, exerciseText(*p.Exercise)
		case p.Trial != nil:
			page.kind, page.text = experimentPage, experimentText(*p.Trial)
		case p.Scenario != nil:
			page.kind, page.item, page.title = itemPage, new(p.Scenario.Item(m.lesson.ID)), p.Scenario.Title
		}
		if i == 0 {
			page.text += "\n\n" + objectivesText(m.lesson)
			if words := m.body.Wording(); words != "" {
				page.text += "\n> **NOTE** " + capital(words) + ".\n"
			}
		}
		if p.ID == curriculum.SourcesID && m.overdue != "" {
			page.text += "\n\n> **NOTE** Its facts were last checked on " + dayWords(m.overdue) + ". Figures and law may have moved since.\n"
		}
		pages = append(pages, page)
		if i == 0 && m.warmUp != nil {
			pages = append(pages, leaf{id: warmUpAnchor, heading: "From an earlier lesson", kind: itemPage, item: m.warmUp})
		}
	}
	return append(pages, leaf{id: endAnchor, heading: "The end", kind: endPage})
}

func objectivesText(l curriculum.Lesson) string {
	var b strings.Builder
	b.WriteString("### After this lesson you can\n\n")
	for _, o := range l.Objectives {
		b.WriteString("- " + o.Text + "\n")
	}
	return b.String()
}

func exerciseText(e curriculum.Exercise) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Exercise\n\n*About %d minutes, on paper or in a file of your own.*\n\n%s\n", e.Minutes, e.Task)
	if e.Sample != nil {
		b.WriteString("\n### The text to work on\n\n> " + strings.ReplaceAll(strings.TrimSpace(e.Sample.Text), "\n", "\n> ") + "\n")
	}
	if e.Without != "" {
		b.WriteString("\n### Without an assistant\n\n" + e.Without + "\n")
	}
	return b.String()
}

func experimentText(e curriculum.Experiment) string {
	return fmt.Sprintf("## Experiment: %s\n\n**Hypothesis:** %s\n\n**Variants:** %s\n\n**Measure:** %s\n\n**Cases:** %s\n\nPress **e** and it opens in your journal, filled in. A negative result is a result.\n",
		e.Title, e.Hypothesis, strings.Join(e.Variants, "; "), e.Measure, e.Cases)
}

// reload fetches again what the learner has done.
func (l lesson) reload() (lesson, tea.Cmd) {
	l.load++
	return l, l.Init()
}

// take takes over what a command fetched. The first time it opens the lesson at
// the place that was kept, and one that was done and read to its end at the
// beginning; later it only refreshes what the learner has done.
func (l lesson) take(msg lessonMsg) (lesson, tea.Cmd) {
	if msg.lesson.ID != l.id || msg.load != l.load {
		return l, nil
	}
	first, here := len(l.pages) == 0, l.page().id
	if first {
		here = msg.did.Page
	}
	l.loaded, l.pages = msg, leaves(msg)
	update := progress.UpdateOf(msg.lesson, msg.did)
	if first && !msg.did.Done.IsZero() && (update != progress.Unchanged || here == endAnchor) {
		here = "" // what is to be read again is read from its beginning
	}
	if first && l.opens != "" {
		here = l.opens
	}
	l.at = max(0, slices.IndexFunc(l.pages, func(p leaf) bool { return p.id == here }))
	l = l.refreshQuizzes()
	if !first {
		return l, l.render()
	}
	if msg.did.Started.IsZero() {
		return l.layout(), l.render() // a look at the first page begins nothing
	}
	var keep, said tea.Cmd
	l.place, keep = l.place.keep(l.env, placeOf(l))
	if update != progress.Unchanged {
		said = notice(updateWords(update))
	}
	return l.layout(), tea.Batch(keep, said, l.render())
}

// updateWords tell a reader what became of a lesson's content.
func updateWords(u progress.Update) string {
	if u == progress.Refresh {
		return "This lesson was rewritten since you read it. What you did stays done."
	}
	return "Something is new here since you read it."
}

// refreshQuizzes makes the items agree with the attempts in the store: answered
// ones show their last answer, and those whose answer was taken back ask again.
// What is being answered stays as it is.
func (l lesson) refreshQuizzes() lesson {
	quizzes := map[string]quiz{}
	for _, p := range l.pages {
		if p.item == nil {
			continue
		}
		q, open := l.quizzes[p.id]
		attempts := attemptsAt(l.loaded.attempts, *p.item)
		switch {
		case open && (q.phase != kept || shows(q, attemptsAt(l.loaded.attempts, q.item))):
			quizzes[p.id] = q
		case len(attempts) > 0 && (open || p.id != warmUpAnchor):
			last := attempts[len(attempts)-1]
			quizzes[p.id] = newQuiz(*p.item, progress.Seed(*p.item, len(attempts)-1), "").recall(last.Answer, curriculum.Judgement(last.Self))
		default:
			quizzes[p.id] = newQuiz(*p.item, progress.Seed(*p.item, len(attempts)), l.env.Drafts.of(p.item.Ref()))
		}
	}
	l.quizzes = quizzes
	return l
}

// shows reports that a kept item shows the last of its attempts.
func shows(q quiz, attempts []store.Attempt) bool {
	if len(attempts) == 0 {
		return false
	}
	last := attempts[len(attempts)-1]
	return last.Answer == q.text && (!q.item.SelfJudged() || curriculum.Judgement(last.Self) == judgementOf(q.grade))
}

// attemptsAt are the attempts at an item, oldest first.
func attemptsAt(all []store.Attempt, item curriculum.Item) []store.Attempt {
	var at []store.Attempt
	for _, a := range all {
		if a.Lesson == item.Lesson && a.Item == item.ID {
			at = append(at, a)
		}
	}
	return at
}

// column is the width of the text's side of the room.
func (l lesson) column() int {
	if l.wide() {
		return l.measure() + 6
	}
	return l.width
}

// layout puts the page into the viewport.
func (l lesson) layout() lesson {
	if len(l.pages) == 0 {
		return l
	}
	page := l.page()
	s := newSheet(l.measure())
	switch q, asked := l.quizzes[page.id]; {
	case asked:
		heading := page.heading
		if page.title != "" {
			heading += " " + crumb(l.look) + " " + page.title
		}
		s.add(noRow, l.look.Accent.Render(clean.Line(heading)))
		s.gap()
		q.draw(s, l.look)
		s.mark(l.marked, l.markNth, l.look.Picked)
	case page.kind == endPage:
		l.drawEnd(s)
	default:
		if page.kind == exercisePage && !l.loaded.did.Exercise.IsZero() {
			s.add(noRow, l.look.Good.Render(l.look.Symbols.Yes+" Exercise marked as done"))
			s.gap()
		}
		s.widget(l.texts[page.id].text, nil)
		s.mark(l.marked, l.markNth, l.look.Picked)
		if page.kind == exercisePage && !l.loaded.did.Exercise.IsZero() {
			l.drawKey(s)
		}
	}
	l.pane = l.hold(s, l.column(), l.height)
	l.toc = l.toc.set(l.tocRows()).choose(l.tocHere()).size(max(10, l.width-l.column()-3), max(1, l.height-tocTop), l.look)
	if l.side = ""; l.wide() {
		contents := "\n " + l.look.Dim.Render("Contents") + "\n" + l.toc.view()
		l.side = indent(contents, l.look.Rule.Render(l.look.Symbols.Bar)+" ")
	}
	return l
}

// scroll moves a page that is longer than the room by a line, unless the key is for an item.
func (l lesson) scroll(msg tea.KeyPressMsg) (scrolled lesson, is bool) {
	q, asked := l.quizzes[l.page().id]
	if asked && q.takes(msg.String()) {
		return l, false
	}
	switch msg.String() {
	case "down", "j":
		l.view.ScrollDown(1)
	case "up", "k":
		l.view.ScrollUp(1)
	default:
		return l, false
	}
	return l, true
}

// reveal scrolls to what the learner is working on: the row under the cursor,
// the line where text is typed, or the words that a search found.
func (l lesson) reveal() lesson {
	if q, asked := l.quizzes[l.page().id]; asked {
		l.pane = l.toQuiz(q)
	}
	if at := l.sheet.marked; at != noRow {
		l.view.EnsureVisible(at, 0, 0)
	}
	return l
}

// drawKey ends the page of an exercise that is done, with what was planted in its
// text.
func (l lesson) drawKey(s *sheet) {
	s.gap()
	s.add(noRow, l.look.Good.Render(l.look.Symbols.Yes+" Exercise marked as done"))
	if sample := l.loaded.body.Exercise.Sample; sample != nil && len(sample.Errors) > 0 {
		s.gap()
		s.add(noRow, l.look.Accent.Render("What was planted in the text"))
		for i, e := range sample.Errors {
			s.hang(noRow, strconv.Itoa(i+1)+". ", l.look.Strong.Render(clean.Line(e.Quote)))
			s.hang(noRow, "   ", clean.Line(e.Kind)+": "+clean.Line(e.Why))
		}
	}
}

// tocTop is the line where the contents begin in the second pane.
const tocTop = 2

// tocRows lists the headings and the questions, each a row.
func (l lesson) tocRows() []choice {
	var rows []choice
	for i, p := range l.pages {
		if l.opensHeading(i) {
			row := choice{value: p.id, title: p.heading}
			if p.kind == exercisePage {
				row.sign = l.doneSign(!l.loaded.did.Exercise.IsZero())
			}
			rows = append(rows, row)
		}
		if p.item != nil {
			answered := l.quizzes[p.id].phase == kept || p.item.Lesson == l.id && slices.Contains(l.loaded.did.Answered, p.item.ID)
			rows = append(rows, choice{value: p.id, title: cmp.Or(p.title, clean.Line(p.item.Stem)), sign: l.doneSign(answered), level: 1})
		}
	}
	return rows
}

// tocHere is the value of the row that the page belongs to.
func (l lesson) tocHere() string {
	at := l.at
	for !l.opensHeading(at) && l.pages[at].item == nil {
		at--
	}
	return l.pages[at].id
}

// opensHeading reports that a page is the first below its heading.
func (l lesson) opensHeading(at int) bool {
	return at == 0 || l.pages[at].heading != l.pages[at-1].heading
}

func (l lesson) doneSign(done bool) string {
	if done {
		return l.look.Symbols.Full
	}
	return l.look.Symbols.Empty
}

// View implements Screen.
func (l lesson) View() tea.View {
	if len(l.pages) == 0 {
		return tea.View{}
	}
	text, cursor := l.draw(l.look), l.caret(l.Typing())
	if !l.wide() {
		return tea.View{Content: text, Cursor: cursor}
	}
	return tea.View{Content: beside(text, l.side, l.column(), l.height), Cursor: cursor}
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(text, "\n", "\n"+by)
}

// wording says in which language the lesson is, where it is not the one asked for, and why if
// there is room.
func (l lesson) wording() string {
	if l.width < 100 {
		return l.loaded.body.InLanguage()
	}
	return l.loaded.body.Wording()
}
