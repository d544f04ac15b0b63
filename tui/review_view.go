package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/chart"
)

// column is the width of the first pane.
func (s reviewScreen) column() int {
	if s.wide() {
		return s.measure() + 6
	}
	return s.width
}

// layout draws what there is to do into the viewport.
func (s reviewScreen) layout() reviewScreen {
	page := newSheet(s.measure())
	if s.up.now.IsZero() {
		return s
	}
	switch {
	case s.up.cards == 0:
		s.drawEmpty(page)
	case s.isUp():
		s.drawUp(page)
	default:
		s.drawDone(page)
	}
	if s.up.aside > 0 {
		page.gap()
		page.add(asideRow, s.look.Dim.Render(countOf(s.up.aside, "question is", "questions are")+" set aside. Press ")+s.look.HelpKey.Render("a")+s.look.Dim.Render(" for the list."))
	}
	if !s.wide() && s.planned() {
		page.gap()
		s.drawForecast(page, 5)
	}
	s.pane = s.hold(page, s.column(), s.height)
	return s
}

// drawEmpty tells somebody who has no cards yet where they come from.
func (s reviewScreen) drawEmpty(page *sheet) {
	page.add(noRow, s.look.Title.Render("Nothing to review yet"))
	page.gap()
	page.add(noRow, "The questions that you answer in a lesson come back here, and so do the cards of a lesson that is done: first after a day or two, then less and less often, each shortly before you would forget it. A few minutes a day keep what you learned.")
	page.gap()
	page.add(noRow, s.look.Accent.Render("Press 1 for Today: it proposes your next lesson."))
}

// drawUp says how much is up, and from which lessons.
func (s reviewScreen) drawUp(page *sheet) {
	n := len(s.up.pile.Cards)
	title := countOf(n, "question", "questions") + " to recall today"
	if done := s.up.pile.Done; done > 0 {
		title = fmt.Sprintf("%d done today, %d to go", done, n)
	}
	page.add(noRow, spread(s.look.Title.Render(title), s.look.Dim.Render("about "+countOf(s.up.pile.Minutes(), "minute", "minutes")), page.width))
	page.gap()
	page.add(beginRow, s.look.Accent.Render(s.look.Symbols.Cursor)+" "+s.look.Strong.Render("Begin")+s.look.Dim.Render("  Enter"))
	page.gap()
	for _, l := range s.up.lessons {
		page.add(noRow, spread("  "+clip(clean.Line(l.title), page.width-8), s.look.Dim.Render(fmt.Sprint(l.cards)), page.width))
	}
	page.gap()
	page.add(noRow, s.look.Dim.Render("The one you are most likely to forget comes first. Leave at any time: what you answered is kept, and the rest can wait."))
}

// drawDone ends the day, or says that it asks for nothing.
func (s reviewScreen) drawDone(page *sheet) {
	switch done := s.up.pile.Done; {
	case done > 0:
		page.add(noRow, s.look.Good.Render(s.look.Symbols.Yes+" Done for today")+s.look.Dim.Render("  "+countOf(done, "question", "questions")))
	case s.up.daily == 0 && s.offers():
		page.add(noRow, s.look.Title.Render("You asked for no reviews in a day"))
	default:
		page.add(noRow, s.look.Title.Render("Nothing to review today"))
	}
	page.gap()
	page.add(noRow, s.nextWords())
	if s.offers() {
		page.gap()
		page.add(moreRow, s.look.Accent.Render(s.look.Symbols.Cursor)+" "+s.look.Strong.Render("Five more, if you like")+s.look.Dim.Render("  m"))
	}
}

// nextWords say when the next cards come up.
func (s reviewScreen) nextWords() string {
	at := slices.IndexFunc(s.up.forecast, func(n int) bool { return n > 0 })
	switch {
	case at < 0 && s.up.daily == 0:
		return "Nothing comes up by itself: your daily number is 0. It is in the settings, behind the comma key."
	case at < 0:
		return "Nothing is planned. Questions come here from the lessons that you do."
	case at == 0:
		return "Tomorrow: " + countOf(s.up.forecast[0], "question", "questions") + "."
	}
	day := progress.DayAfter(s.up.now, at+1)
	return fmt.Sprintf("The next come on %s, in %d days: %s.", progress.DayInWords(day, s.up.now), at+1, countOf(s.up.forecast[at], "question", "questions"))
}

// week is the days that the forecast shows.
const week = 7

// planned reports that cards come up within the week.
func (s reviewScreen) planned() bool {
	return slices.ContainsFunc(s.up.forecast[:week], func(n int) bool { return n > 0 })
}

// drawForecast shows how many cards come up on the days of the next week.
func (s reviewScreen) drawForecast(page *sheet, height int) {
	labels := make([]string, week)
	for i := range labels {
		labels[i] = progress.DayAfter(s.up.now, i+1).Format("Mon")
	}
	page.add(noRow, s.look.Dim.Render("The next seven days"))
	page.widget(strings.Join(chart.Columns(s.up.forecast[:week], labels, height, s.look), "\n"), nil)
}

// View implements Screen.
func (s reviewScreen) View() tea.View {
	if s.up.now.IsZero() {
		return tea.View{}
	}
	text := s.draw(s.look)
	if s.wide() {
		text = beside(text, indent(s.aside(s.width-s.column()-4), s.look.Rule.Render(s.look.Symbols.Bar)+"  "), s.column(), s.height)
	}
	return tea.View{Content: text}
}

// aside is the second pane: what is to come, and how the days are chosen.
func (s reviewScreen) aside(width int) string {
	page := newSheet(max(10, width))
	page.gap()
	if s.planned() {
		s.drawForecast(page, 9)
		page.gap()
		page.gap()
	}
	page.add(noRow, s.look.Title.Render("How the days are chosen"))
	page.gap()
	page.add(noRow, "What you know well comes back late, what was hard comes back soon. The longer you remember something, the longer it stays away.")
	page.gap()
	page.add(noRow, s.look.Dim.Render(fmt.Sprintf("At most %d a day are asked. What does not fit into a day waits; that costs you nothing.", s.up.daily)))
	return fill(page.text(), page.width, s.height)
}
