package progress

import (
	"errors"
	"slices"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// A Report is what learners see of their own progress, and nobody else does.
type Report struct {
	Standing
	Now          time.Time
	Minutes      []int  // see Activity
	Weeks        []Week // of the same time, oldest first; the last one holds Now
	Streak       int    // see the function Streak; 0 where the person wants to see none
	Modules      []ModuleMastery
	Competencies []Competency
	Pile         Pile
	Forecast     []int         // see the function Forecast, of ForecastDays
	Retention    Retention     // in these weeks
	Calibration  Calibration   // in these weeks
	Drills       []store.Drill // see FirstReadings
	Predictions  Predictions   // of the entries that were read
}

// ForecastDays is how far the forecast of a report goes.
const ForecastDays = 14

// The weeks that a report looks back on.
const (
	DefaultWeeks = 12
	MostWeeks    = 260
)

// A ModuleMastery is the objectives of a module and how well they are shown.
type ModuleMastery struct {
	ID, Title  string
	Objectives []Mastery
}

// Evidence is the records that a report sums up beside the standing.
type Evidence struct {
	Objectives  []store.Objective
	Experiments []store.Experiment
	Drills      []store.Drill
}

// ReadReport fetches and sums up the progress of the learner of a store, with
// the last weeks, of which the running one is one. Of the journal it reads the newest
// EntriesSummedUp entries. Where the learner's pathway is in no pack the error is
// curriculum.ErrNotFound, as that of Read, and the rest is there all the same. It
// reads tallies and no single answer: five years of them take no longer than their
// days.
func ReadReport(c *curriculum.Catalogue, s *store.Store, now time.Time, weeks int) (Report, error) {
	at, lost := Read(c, s)
	if lost != nil && !errors.Is(lost, curriculum.ErrNotFound) {
		return Report{}, lost
	}
	var e Evidence
	var err error
	if at.Days, err = s.Days(); err != nil {
		return Report{}, err
	}
	if e.Objectives, err = s.Objectives(); err != nil {
		return Report{}, err
	}
	if e.Experiments, err = s.LatestExperiments(EntriesSummedUp); err != nil {
		return Report{}, err
	}
	if e.Drills, err = s.Drills(); err != nil {
		return Report{}, err
	}
	r, err := ReportOf(c, at, e, now, weeks)
	if err != nil {
		return Report{}, err
	}
	return r, lost
}

// ReportOf sums up progress. The error is that of reading a pack.
func ReportOf(c *curriculum.Catalogue, at Standing, e Evidence, now time.Time, weeks int) (Report, error) {
	from := monday(now).AddDate(0, 0, -7*(weeks-1))
	past := slices.DeleteFunc(slices.Clone(at.Days), func(d store.Day) bool { return d.Date > now.Format(time.DateOnly) }) // not by a clock that was ahead
	r := Report{
		Standing: at, Now: now,
		Minutes: Activity(at.Days, now, weeks), Weeks: Weeks(at.Days, now, weeks),
		Modules: modulesOf(c, at, e),
		Pile:    PileOf(at, now), Forecast: Forecast(at, now, ForecastDays),
		Retention: RetentionOf(past, from), Calibration: CalibrationOf(past, from),
		Drills: FirstReadings(e.Drills), Predictions: PredictionsOf(e.Experiments),
	}
	if at.Profile.ShowsStreak() {
		r.Streak = Streak(at.Days, now)
	}
	var err error
	r.Competencies, err = Competencies(c, r.Mastery())
	return r, err
}

// Mastery is the objectives of all modules.
func (r Report) Mastery() []Mastery {
	var all []Mastery
	for _, m := range r.Modules {
		all = append(all, m.Objectives...)
	}
	return all
}

// modulesOf are the objectives of the lessons of the pathway, and of those
// elsewhere to whose objectives there was an answer, by module.
func modulesOf(c *curriculum.Catalogue, at Standing, e Evidence) []ModuleMastery {
	modules := slices.Clone(at.Path.Modules)
	for _, m := range c.Modules() {
		n := slices.IndexFunc(modules, func(known Module) bool { return known.ID == m.ID })
		for _, id := range m.Lessons {
			answered := slices.ContainsFunc(e.Objectives, func(o store.Objective) bool { return o.Lesson == id })
			if !answered || n >= 0 && modules[n].holds(id) {
				continue
			}
			meta, err := c.Lesson(id)
			if err != nil {
				continue // Check reports it
			}
			if n < 0 {
				n = len(modules)
				modules = append(modules, Module{Module: m})
			}
			modules[n].Lessons = append(slices.Clip(modules[n].Lessons), Lesson{Lesson: meta})
		}
	}
	var all []ModuleMastery
	for _, m := range modules {
		all = append(all, ModuleMastery{m.ID, m.Title, MasteryOf(m.Lessons, e.Objectives, e.Experiments)})
	}
	return all
}

func (m Module) holds(lesson string) bool {
	return slices.ContainsFunc(m.Lessons, func(l Lesson) bool { return l.ID == lesson })
}
