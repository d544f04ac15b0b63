package tui

import (
	"fmt"
	"slices"
	"strings"

	"waymark/store/clean"
	"waymark/store/progress"
	"waymark/tui/chart"
)

// figureHeight is the lines of a figure, with its labels: half of the screen.
func (p progressScreen) figureHeight() int { return max(7, min(p.height/2, 16)) }

// drawWeeks shows the minutes of each week, the newest that fit.
func (p progressScreen) drawWeeks(s *sheet) {
	weeks := p.report.Weeks
	if !slices.ContainsFunc(weeks, func(w progress.Week) bool { return w.Days > 0 }) {
		return
	}
	const widest = 4 // cells of a column, with the gap
	weeks = weeks[max(0, len(weeks)-(s.width+1)/widest):]
	var values []int
	var labels []string
	for i, w := range weeks {
		values = append(values, w.Minutes)
		label := ""
		if i == 0 || w.Monday.Month() != weeks[i-1].Monday.Month() {
			label = w.Monday.Format("Jan")
		}
		labels = append(labels, label)
	}
	labels[len(labels)-1] = "now"
	s.add(noRow, p.look.Title.Render("Minutes in each week"))
	s.gap()
	s.widget(strings.Join(chart.Columns(values, labels, p.figureHeight(), p.look), "\n"), nil)
}

// drawDays shows on which days something was learned.
func (p progressScreen) drawDays(s *sheet) {
	if !slices.ContainsFunc(p.report.Minutes, func(m int) bool { return m > 0 }) {
		return
	}
	s.add(noRow, p.look.Title.Render("Days, a column for each week"))
	s.gap()
	s.widget(strings.Join(chart.Heat(p.report.Minutes, p.look), "\n"), nil)
	s.gap()
	s.widget(chart.HeatLegend(p.look), nil)
}

// levelParts are the levels as the parts of a bar.
func levelParts(count [4]int) []chart.Part {
	var parts []chart.Part
	for _, l := range progress.Levels() {
		parts = append(parts, chart.Part{Name: fmt.Sprintf("%s %d", l, count[l]), Size: count[l]})
	}
	return parts
}

// drawModules shows how much of each module is at which level.
func (p progressScreen) drawModules(s *sheet) {
	if len(p.report.Modules) == 0 {
		return
	}
	s.add(noRow, strings.Join(chart.StackedLegend(levelParts(progress.CountLevels(p.report.Mastery())), p.look), "  "))
	for _, m := range p.report.Modules {
		count := progress.CountLevels(m.Objectives)
		right := fmt.Sprintf("%d of %d shown", len(m.Objectives)-count[progress.NotShown], len(m.Objectives))
		s.gap()
		s.widget(spread(clean.Line(m.Title), p.look.Dim.Render(right), s.width), nil)
		s.widget(chart.Stacked(levelParts(count), s.width-1, p.look), nil)
	}
}

// drawObjectives lists the objectives by lesson, each with its level.
func (p progressScreen) drawObjectives(s *sheet) {
	for _, m := range p.report.Modules {
		if len(s.lines) > 0 {
			s.gap()
		}
		s.add(noRow, p.look.Title.Render(clean.Line(m.Title)))
		lesson := ""
		for _, o := range m.Objectives {
			if o.Lesson != lesson {
				lesson = o.Lesson
				s.hang(noRow, "  ", p.look.Accent.Render(clean.Line(o.Title)))
			}
			text := clean.Line(o.Objective.Text)
			if o.Level != progress.NotShown {
				text += p.look.Dim.Render("  " + o.Level.String())
			}
			s.hang(noRow, "  "+levelSign(p.look, o.Level)+" ", text)
		}
	}
}

// drawFirstFrameworks lists the competencies whose frameworks have words for them.
func (p progressScreen) drawFirstFrameworks(s *sheet) { p.drawFrameworks(s, true) }

func (p progressScreen) drawOtherFrameworks(s *sheet) { p.drawFrameworks(s, false) }

func (p progressScreen) drawFrameworks(s *sheet, titled bool) {
	framework := ""
	for _, c := range p.report.Competencies {
		if (c.Title != "") != titled {
			continue
		}
		if c.Framework != framework {
			framework = c.Framework
			if len(s.lines) > 0 {
				s.gap()
			}
			s.add(noRow, p.look.Title.Render(framework))
		}
		level := competencyLevel(c)
		lead := "  " + levelSign(p.look, c.Level()) + " "
		if titled {
			s.hang(noRow, lead+pad(c.ID, 3)+" ", c.Title)
			s.hang(noRow, strings.Repeat(" ", 8), p.look.Dim.Render(level))
		} else {
			s.hang(noRow, lead+pad(clean.Line(c.ID), 12)+" ", p.look.Dim.Render(level))
		}
	}
}

// competencyLevel is the level in words, or how many objectives lack for the
// first one.
func competencyLevel(c progress.Competency) string {
	shown := fmt.Sprintf("%d of %s shown", c.Total()-c.Count[progress.NotShown], countOf(c.Total(), "objective", "objectives"))
	if c.Level() == progress.NotShown {
		return shown + fmt.Sprintf(", %d needed", c.Needed())
	}
	return c.Level().String() + ", " + shown
}

// drawForecast shows how many cards come up on each of the next days.
func (p progressScreen) drawForecast(s *sheet) {
	up := p.report.Forecast
	if !slices.ContainsFunc(up, func(cards int) bool { return cards > 0 }) {
		return
	}
	const widest = 3
	up = up[:min(len(up), (s.width+1)/widest)]
	labels := make([]string, len(up))
	for i := range labels {
		labels[i] = progress.DayAfter(p.report.Now, i+1).Format("Mon")[:2]
	}
	s.add(noRow, p.look.Title.Render("Questions that come up, from tomorrow on"))
	s.gap()
	s.widget(strings.Join(chart.Columns(up, labels, p.figureHeight(), p.look), "\n"), nil)
}

// drawRetention shows how much of what came back was known, beside the aim.
func (p progressScreen) drawRetention(s *sheet) {
	if len(p.report.Cards) == 0 {
		return
	}
	aim := p.report.Profile.Plan().Retention
	s.add(noRow, p.look.Title.Render("What you still knew"))
	s.gap()
	if share, ok := p.report.Retention.Share(); ok {
		s.widget(chart.Bar(share, aim, 1, min(40, s.width), p.look), nil)
		s.add(noRow, p.look.Dim.Render(fmt.Sprintf("%.0f%% known, the mark is your aim of %.0f%%", 100*share, 100*aim)))
		s.gap()
	}
	s.add(noRow, p.report.Retention.Words(aim))
}

// drawReliability shows how often answers were right beside what was said of them.
func (p progressScreen) drawReliability(s *sheet) {
	var points []chart.Point
	for _, o := range p.report.Calibration.Reliability() {
		points = append(points, chart.Point{Said: o.Stated, Right: o.Right, Low: o.Low, High: o.High, N: o.Answers})
	}
	if len(points) > 0 {
		s.widget(strings.Join(chart.Reliability(points, min(48, s.width), p.figureHeight(), p.look), "\n"), nil)
	}
}

// drawScore says how to read the picture, and the score.
func (p progressScreen) drawScore(s *sheet) {
	if p.report.Calibration.Answers() == 0 {
		return
	}
	for _, line := range chart.ReliabilityLegend(p.look) {
		s.add(noRow, line)
	}
	if words := p.report.Calibration.ScoreWords(); words != "" {
		s.gap()
		s.add(noRow, words)
	}
}

// drawErrors shows how many errors were found, and how many sound lines were
// taken for errors.
func (p progressScreen) drawErrors(s *sheet) {
	sum := progress.Detected(p.report.Drills...)
	bar := func(name string, marked, of int) {
		if of > 0 {
			s.widget(spread(name, p.look.Dim.Render(fmt.Sprintf("%d of %d", marked, of)), s.width), nil)
			s.widget(chart.Bar(float64(marked), 0, float64(of), s.width-1, p.look), nil)
			s.gap()
		}
	}
	bar("Errors that you found", sum.Hits, sum.Hits+sum.Misses)
	bar("Sound lines that you took for errors", sum.FalseAlarms, sum.FalseAlarms+sum.CorrectRejections)
}

// drawTrend shows the sensitivity over time.
func (p progressScreen) drawTrend(s *sheet) {
	trend := progress.Trend(p.report.Drills)
	if len(trend) < 2 {
		return
	}
	s.add(noRow, p.look.Title.Render(fmt.Sprintf("Sensitivity, %d texts at a time", progress.TrendTexts)))
	s.gap()
	s.widget(chart.Spark(trend, s.width, p.look), nil)
	s.add(noRow, p.look.Dim.Render(fmt.Sprintf("%.1f in the first texts, %.1f in the newest", trend[0], trend[len(trend)-1])))
}
