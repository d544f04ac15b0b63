package cli

import (
	"fmt"
	"strings"

	"waymark/store/progress"
	"waymark/tui/config"
)

// statusLine is where the learner stands in one line, for a prompt or a status bar that
// somebody else may see: figures, and nothing that names a person or a subject.
type statusLine struct {
	Line       string `json:"line"`
	NextMin    int    `json:"next_min"`
	Due        int    `json:"due"`
	StreakDays *int   `json:"streak_days"` // nil where the learner does not want to see it
	GoalMet    bool   `json:"goal_met"`
}

// statusLine never fails: a prompt is no place for an error. What keeps it from knowing
// where the learner stands leaves the line empty.
func (a *app) statusLine() statusLine {
	a.glances = true
	s, err := a.standing()
	if err != nil || s.Path.ID == "" {
		return statusLine{}
	}
	experiments, err := progress.Entries(s.store)
	if err != nil {
		return statusLine{}
	}
	day := s.ofToday()
	line := statusLine{
		NextMin: progress.Next(s.Standing, experiments, s.now, 0)[0].Minutes,
		Due:     day.Reviews,
		GoalMet: day.LearnedMin > 0 && day.LearnedMin >= day.GoalMin,
	}
	if s.Profile.ShowsStreak() {
		line.StreakDays = new(progress.Streak(s.Days, s.now))
	}
	line.Line = line.words(day.LearnedMin, a.config().Is(config.ASCII))
	return line
}

// words are the figures that are not nothing.
func (l statusLine) words(learned int, ascii bool) string {
	next, met, between := "▶", "✓", " · "
	if ascii {
		next, met, between = ">", "ok", " | "
	}
	var parts []string
	switch {
	case l.GoalMet:
		parts = append(parts, fmt.Sprintf("%s %d min", met, learned))
	case l.NextMin > 0:
		parts = append(parts, fmt.Sprintf("%s %d min", next, l.NextMin))
	}
	if l.Due > 0 {
		parts = append(parts, fmt.Sprintf("%d due", l.Due))
	}
	if l.StreakDays != nil && *l.StreakDays > 1 {
		parts = append(parts, fmt.Sprintf("%d d", *l.StreakDays))
	}
	return strings.Join(parts, between)
}

func (l statusLine) text(p *page) { p.raw([]byte(l.Line + "\n")) }
