package progress

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

// A report sums up what is in a real file: the lessons of the pathway, and those
// elsewhere that were answered.
func TestReport(t *testing.T) {
	c := catalogue(t)
	at := now.AddDate(0, 0, -8)
	s := store.New(filepath.Join(t.TempDir(), "data"), func() time.Time { at = at.Add(time.Minute); return at })
	done := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	answer := func(lesson string, right bool, confidence string) {
		t.Helper()
		done(s.RecordAttempt(store.Attempt{Lesson: lesson, Item: "item-0", Objective: "O1", Right: right, Confidence: confidence}, store.Requirement{}))
	}
	done(s.UpdateProfile(map[string]string{"pathway": "path"}))
	answer("a-one", true, store.Sure)
	answer("b-one", true, "")
	answer("a-three", true, store.Guess)
	done(s.RecordDrill(store.Drill{Drill: "hr/letter", Hits: 1, Misses: 1, Rejections: 5}))
	done(s.RecordDrill(store.Drill{Drill: "hr/letter", Hits: 2, Rejections: 5})) // again: it does not count
	at = now.Add(-time.Hour)
	answer("a-one", true, "")
	_, _, err := s.AddExperiment(store.Experiment{Title: "Tone", Lesson: "b-one", Verdict: store.Failed})
	done(nil, err)

	r, err := ReadReport(c, s, now, 2)
	done(nil, err)
	levels := map[string]Level{}
	var modules []string
	for _, m := range r.Modules {
		modules = append(modules, m.ID)
	}
	for _, o := range r.Mastery() {
		levels[o.Lesson] = o.Level
	}
	if diff := cmp.Diff([]string{"alpha", "beta"}, modules); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]Level{"a-one": Holds, "a-two": NotShown, "a-three": NotShown, "b-one": Applied}, levels); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Calibration{{SureMeans, 1, 1}, {GuessMeans, 1, 1}}, r.Calibration); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Detection{Hits: 1, Misses: 1, CorrectRejections: 5}, Detected(r.Drills...)); diff != "" {
		t.Error(diff)
	}
	if len(r.Weeks) != 2 || len(r.Minutes) != 14 || len(r.Forecast) != ForecastDays || r.Streak != 1 {
		t.Errorf("weeks %v, minutes %v, forecast %v, streak %d", r.Weeks, r.Minutes, r.Forecast, r.Streak)
	}

	done(s.UpdateProfile(map[string]string{"streak": "off"}))
	r, err = ReadReport(c, s, now, 1)
	done(nil, err)
	if r.Streak != 0 || r.Calibration.Answers() != 0 || len(r.Drills) != 1 {
		t.Errorf("streak %d, calibration %v, drills %v", r.Streak, r.Calibration, r.Drills)
	}
}

// What a clock that was ahead counted is not of these weeks: not in their days, and
// not in what was known or sure in them either.
func TestReportLeavesOutDaysToCome(t *testing.T) {
	day := store.Day{Learned: 1, Known: 1, Recalled: 1, Sure: 1, SureRight: 1}
	today, ahead := day, day
	today.Date, ahead.Date = now.Format(time.DateOnly), DayAfter(now, 3).Format(time.DateOnly)
	r, err := ReportOf(catalogue(t), Standing{Days: []store.Day{today, ahead}}, Evidence{}, now, 2)
	if err != nil {
		t.Fatal(err)
	}
	if r.Weeks[1].Days != 1 || r.Retention.Reviews != 1 || r.Calibration.Answers() != 1 {
		t.Errorf("weeks %v, retention %v, calibration %v", r.Weeks, r.Retention, r.Calibration)
	}
}

// Without its pathway a report still holds what was answered.
func TestReportOfALostPathway(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "data"), func() time.Time { return now })
	if _, err := s.UpdateProfile(map[string]string{"pathway": "gone"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RecordAttempt(store.Attempt{Lesson: "b-one", Item: "item-0", Objective: "O1", Right: true}, store.Requirement{}); err != nil {
		t.Fatal(err)
	}
	r, err := ReadReport(catalogue(t), s, now, 1)
	if !errors.Is(err, curriculum.ErrNotFound) {
		t.Errorf("got the error %v", err)
	}
	if got := r.Mastery(); len(got) != 1 || got[0].Level != ShownOnce {
		t.Errorf("got %v", got)
	}
}

// A learner who did nothing has a report too, and no file.
func TestReportOfNothing(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "data"), func() time.Time { return now })
	r, err := ReadReport(catalogue(t), s, now, DefaultWeeks)
	if err != nil || len(r.Mastery()) != 0 || len(r.Weeks) != DefaultWeeks {
		t.Errorf("got %v, %v", r, err)
	}
}
