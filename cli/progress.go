package cli

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/bench"
	"waymark/store/progress"
)

// progressReport is what the learner sees of their own progress.
type progressReport struct {
	Weeks        []week            `json:"weeks"`
	Streak       *int              `json:"streak_days"`
	Levels       levelCount        `json:"levels"`
	Modules      []moduleMastery   `json:"modules"`
	Competencies []competency      `json:"competencies"`
	Forecast     []reviewDay       `json:"forecast"`
	Retention    retentionFigures  `json:"retention"`
	Calibration  calibrationReport `json:"calibration"`
	Errors       errorsReport      `json:"errors"`
	Predictions  predictionsReport `json:"predictions"`

	report progress.Report
	lost   error // why the pathway of the learner is not there
}

type week struct {
	Monday    string `json:"monday"`
	ActiveMin int    `json:"active_min"`
	Days      int    `json:"days"`
}

// levelCount is how many objectives are at each level.
type levelCount struct {
	NotShown  int `json:"not_shown"`
	ShownOnce int `json:"shown_once"`
	Holds     int `json:"holds"`
	Applied   int `json:"applied"`
}

type moduleMastery struct {
	ID         string           `json:"id"`
	Title      string           `json:"title"`
	Objectives []objectiveLevel `json:"objectives"`
}

type objectiveLevel struct {
	Lesson string `json:"lesson"`
	ID     string `json:"id"`
	Text   string `json:"text"`
	Level  string `json:"level"`
}

type competency struct {
	Framework string     `json:"framework"`
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Level     string     `json:"level"`
	Levels    levelCount `json:"levels"`
}

type retentionFigures struct {
	Reviews  int      `json:"reviews"`
	Recalled int      `json:"recalled"`
	Share    *float64 `json:"share"`
	Expected float64  `json:"expected"`
	Target   float64  `json:"target"`
}

type calibrationReport struct {
	Bins      []calibrationBin `json:"bins"`
	Brier     *float64         `json:"brier"`
	Reference *float64         `json:"reference"`
	Bias      *float64         `json:"bias"`
}

type calibrationBin struct {
	Stated float64 `json:"stated"`
	Said   int     `json:"said"`
	Right  int     `json:"right_answers"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// predictionsReport is how well experiments were predicted.
type predictionsReport struct {
	Settled int      `json:"settled"`
	Brier   *float64 `json:"brier"`
	Sure    *float64 `json:"sure"`
	Met     *float64 `json:"met"`
	Bias    *float64 `json:"bias"`
	Recent  *float64 `json:"recent"`
	Before  *float64 `json:"before"`
}

func predictionsReportOf(p progress.Predictions) predictionsReport {
	return predictionsReport{
		p.N, known(p.Brier, p.Enough()), known(p.Sure, p.Enough()), known(p.Met, p.Enough()), known(p.Bias(), p.Enough()),
		known(p.Recent, p.Trend), known(p.Before, p.Trend),
	}
}

type errorsReport struct {
	drillFigures
	Criterion *float64  `json:"criterion"`
	Trend     []float64 `json:"trend"`
}

func (a *app) progressCommand() *cobra.Command {
	weeks := progress.DefaultWeeks
	cmd := a.verb("progress", "See what you learned, and how well it holds", func([]string) (result, error) {
		return a.progress(weeks)
	})
	cmd.Example = "  waymark progress\n  waymark progress --weeks 4 --json"
	whole(cmd, &weeks, "weeks", 1, progress.MostWeeks, fmt.Sprintf("how many `WEEKS` to look back on (without: %d)", weeks))
	return cmd
}

func (a *app) progress(weeks int) (result, error) {
	r, err := a.progressOver(weeks)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (a *app) progressOver(weeks int) (progressReport, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return progressReport{}, err
	}
	r, err := progress.ReadReport(catalogue, a.store(), a.now(), weeks)
	if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
		return progressReport{}, err
	}
	return progressReportOf(r, err), nil
}

func progressReportOf(r progress.Report, lost error) progressReport {
	found := progressReport{
		Weeks: []week{}, Modules: []moduleMastery{}, Competencies: []competency{}, Forecast: []reviewDay{},
		Levels: levelCountOf(progress.CountLevels(r.Mastery())),
		Errors: errorsReportOf(r.Drills), Calibration: calibrationReportOf(r.Calibration),
		Predictions: predictionsReportOf(r.Predictions),
		report:      r, lost: lost,
	}
	if r.Profile.ShowsStreak() {
		found.Streak = new(r.Streak)
	}
	for _, w := range r.Weeks {
		found.Weeks = append(found.Weeks, week{w.Monday.Format(time.DateOnly), w.Minutes, w.Days})
	}
	for _, m := range r.Modules {
		module := moduleMastery{m.ID, m.Title, []objectiveLevel{}}
		for _, o := range m.Objectives {
			module.Objectives = append(module.Objectives, objectiveLevel{o.Lesson, o.Objective.ID, o.Objective.Text, o.Level.String()})
		}
		found.Modules = append(found.Modules, module)
	}
	for _, c := range r.Competencies {
		found.Competencies = append(found.Competencies, competency{c.Framework, c.ID, c.Title, c.Level().String(), levelCountOf(c.Count)})
	}
	for i, n := range r.Forecast {
		found.Forecast = append(found.Forecast, reviewDay{progress.DayAfter(r.Now, i+1).Format(time.DateOnly), n})
	}
	found.Retention = retentionFigures{
		r.Retention.Reviews, r.Retention.Recalled, known(r.Retention.Share()), rounded(r.Retention.Expected), r.Profile.Plan().Retention,
	}
	return found
}

func levelCountOf(count [4]int) levelCount {
	return levelCount{count[progress.NotShown], count[progress.ShownOnce], count[progress.Holds], count[progress.Applied]}
}

func calibrationReportOf(c progress.Calibration) calibrationReport {
	found := calibrationReport{[]calibrationBin{}, known(c.Brier()), known(c.Reference()), known(c.Bias())}
	for _, b := range c {
		low, high := bench.Wilson(b.Right, b.Said)
		found.Bins = append(found.Bins, calibrationBin{b.Stated, b.Said, b.Right, rounded(low), rounded(high)})
	}
	return found
}

func errorsReportOf(first []store.Drill) errorsReport {
	found := errorsReport{drillFigures: figuresOf(first), Criterion: known(progress.Detected(first...).Criterion()), Trend: []float64{}}
	for _, d := range progress.Trend(first) {
		found.Trend = append(found.Trend, rounded(d))
	}
	return found
}

// known is a figure, or null where there is too little to count.
func known(figure float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return new(rounded(figure))
}

// rounded keeps the decimals that mean something, and that are the same on every
// machine.
func rounded(figure float64) float64 { return math.Round(figure*1e4) / 1e4 }

func (r progressReport) notes() []string { return lostNotes(r.lost) }

// A part is one of the parts of a report, under its title.
type part struct {
	title string
	text  func(*page)
}

func (r progressReport) parts() []part {
	return []part{
		{"Activity", r.activity},
		{"Mastery", r.mastery},
		{"Competencies", r.competencies},
		{"Reviews", r.reviews},
		{"Sureness", r.sureness},
		{"Errors", r.errors},
	}
}

func (r progressReport) text(p *page) {
	for _, of := range r.parts() {
		p.gap()
		p.say("%s", of.title)
		of.text(p)
	}
}

// sentences writes those that say something.
func sentences(p *page, all ...string) {
	for _, s := range all {
		if s != "" {
			p.say("%s", s)
		}
	}
}

func (r progressReport) activity(p *page) {
	sentences(p, progress.ActivityWords(r.report.Weeks))
	if r.Streak != nil && len(r.report.Days) > 0 {
		p.say("%s", progress.StreakWords(*r.Streak))
	}
	var rows [][]string
	for _, w := range r.report.Weeks {
		if w.Days > 0 {
			rows = append(rows, []string{"week of " + w.Monday.Format("2 January 2006"), progress.MinutesInWords(w.Minutes), count(w.Days, "day")})
		}
	}
	p.table(rows)
}

func (r progressReport) mastery(p *page) {
	sentences(p, progress.MasteryWords(progress.CountLevels(r.report.Mastery())))
	for _, m := range r.Modules {
		p.say("%s", m.Title)
		var rows [][]string
		for _, o := range m.Objectives {
			rows = append(rows, []string{o.Level, o.Text})
		}
		p.table(rows)
	}
}

func (r progressReport) competencies(p *page) {
	sentences(p, progress.CompetencyWords(r.report.Competencies))
	var rows [][]string
	for _, c := range r.report.Competencies {
		shown := fmt.Sprintf("%d of %d shown", c.Total()-c.Count[progress.NotShown], c.Total())
		rows = append(rows, []string{c.Level().String(), shown, joined(c.Framework+" "+c.ID, c.Title)})
	}
	p.table(rows)
}

func (r progressReport) reviews(p *page) {
	sentences(p, progress.ForecastWords(r.report.Forecast, r.report.Profile.DailyReviews()))
	r.forecast(p)
	p.say("%s", r.report.Retention.Words(r.Retention.Target))
}

func (r progressReport) sureness(p *page) {
	sentences(p, r.report.Calibration.Words(), r.report.Calibration.ScoreWords())
	if r.report.Predictions.N > 0 {
		sentences(p, "Your experiments: "+strings.Join(r.report.Predictions.Words(), " "))
	}
}

func (r progressReport) errors(p *page) {
	leans := progress.Detected(r.report.Drills...).Leaning(r.Errors.Texts)
	sentences(p, strings.TrimSpace(strings.Join(r.Errors.Words, " ")+" "+leans))
}

func (r progressReport) forecast(p *page) {
	var rows [][]string
	for i, n := range r.report.Forecast {
		if n > 0 {
			rows = append(rows, []string{progress.DayInWords(progress.DayAfter(r.report.Now, i+1), r.report.Now), count(n, "card")})
		}
	}
	p.table(rows)
}
