package tui

import (
	"fmt"
	"strings"

	"waymark/store/progress"
)

// progressSections are the sections of Progress, in order.
func progressSections() []progressSection {
	return []progressSection{
		{"Activity", activityMeans, progressScreen.drawWeeks, progressScreen.drawDays, activityHelp()},
		{"Mastery", masteryMeans, progressScreen.drawModules, progressScreen.drawObjectives, progress.MasteryRule()},
		{"Competencies", competencyMeans, progressScreen.drawFirstFrameworks, progressScreen.drawOtherFrameworks, progress.MasteryRule()},
		{"Reviews", reviewsMean, progressScreen.drawForecast, progressScreen.drawRetention, reviewsHelp()},
		{"Sureness", surenessMeans, progressScreen.drawReliability, progressScreen.drawScore, surenessHelp()},
		{"Errors", errorsMean, progressScreen.drawErrors, progressScreen.drawTrend, errorsHelp()},
	}
}

func activityMeans(r progress.Report) []string {
	words := []string{progress.ActivityWords(r.Weeks)}
	if r.Profile.ShowsStreak() && len(r.Days) > 0 {
		words = append(words, progress.StreakWords(r.Streak))
	}
	return words
}

func activityHelp() []string {
	return []string{
		"Minutes are the time between two things that you did, where that is five minutes or less. After a longer pause the clock begins anew, so that a lunch break is no learning.",
		"A day counts when you answered a question, reviewed one, did an exercise or noted an experiment. To turn pages is not enough. It is the day that your own clock showed.",
		"A row of days goes on over one missed day a week. Today is not missed before it is over. You can switch the row off in the settings.",
	}
}

func masteryMeans(r progress.Report) []string {
	return []string{progress.MasteryWords(progress.CountLevels(r.Mastery()))}
}

func competencyMeans(r progress.Report) []string {
	return []string{progress.CompetencyWords(r.Competencies)}
}

func reviewsMean(r progress.Report) []string {
	words := progress.ForecastWords(r.Forecast, r.Profile.DailyReviews())
	if n := len(r.Pile.Cards); n > 0 {
		words = fmt.Sprintf("Up today: %s. ", countOf(n, "question", "questions")) + words
	}
	return []string{words}
}

func reviewsHelp() []string {
	return []string{
		"The forecast counts each question once, on the day on which it comes back next. What is over your number for a day moves on to the next one.",
		"What you still knew is the share of reviews that you did not grade \"again\", in the last weeks. The first review of a question does not count: nothing was there to remember.",
		"Your aim is the share of them that you want to know when they come back. The spacing, FSRS, is set so that you do.",
	}
}

func surenessMeans(r progress.Report) []string {
	if r.Calibration.Answers() == 0 {
		return append(predictionsMean(r), r.Calibration.Words()+" Press s for sure or g for a guess before you answer, and you see here how far you can trust that feeling. Only you see it.")
	}
	return append(predictionsMean(r), r.Calibration.Words(), "Only you see this.")
}

// predictionsMean is how well experiments were predicted; nothing without any.
func predictionsMean(r progress.Report) []string {
	if r.Predictions.N == 0 {
		return nil
	}
	return []string{"Your experiments: " + strings.Join(r.Predictions.Words(), " ")}
}

func surenessHelp() []string {
	return []string{
		"Before an answer you can say that you are sure, or that you guess. Waymark takes \"sure\" as 95% and \"guess\" as 50%; answers without a word are left out.",
		"A point on the dots is right as often as you said. Below them you were too sure, above them not sure enough. The line through a point is where the share may lie in the long run.",
		"The Brier score is the mean of the squared differences between what you said and what came of it. 0 is best; to say 50% each time gives 0.25.",
		"Your experiments count once they are closed and say both how sure you were beforehand and whether their test was met. A prediction that you amended counts as it was. Below 10 of them nothing is said of how well you predict.",
	}
}

func errorsMean(r progress.Report) []string {
	words := progress.DrillWords(r.Drills)
	if len(r.Drills) == 0 {
		return append(words, "In such a text some lines are wrong. Press d to read one and mark them, and you see here how many you find, and how often you suspect a line that is sound.")
	}
	leans := progress.Detected(r.Drills...).Leaning(len(r.Drills))
	return []string{words[0], strings.TrimSpace(strings.Join(words[1:], " ") + " " + leans)}
}

func errorsHelp() []string {
	return []string{
		"Each line of a text is an error that you marked or let pass, or a sound line that you marked or let pass. Who marks everything finds every error, so both counts matter.",
		"Sensitivity is d′ = z(H) - z(F): H is the share of errors that you marked, F the share of sound lines that you marked, and z the inverse of the normal distribution. Only the first reading of a text counts. 0 is marking at random, 3 next to perfect.",
	}
}
