package review

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // a machine may have none

	"pgregory.net/rapid"
)

const today = "2026-11-24"

// after reviews a card once more.
func after(t testing.TB, m Memory, g Grade, day string, p Plan) Memory {
	t.Helper()
	next, err := m.After(g, day, p)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// good is a card that was recalled well n times, each time when it was due.
func good(t testing.TB, n int) Memory {
	t.Helper()
	var m Memory
	for day := today; n > 0; n-- {
		m = after(t, m, Good, day, DefaultPlan())
		day = m.Due
	}
	return m
}

// The vectors are of the algorithm's reference scheduler: long-term mode without
// fuzz, each review on the day on which it was due. 0 is a value not given there.
func TestVectors(t *testing.T) {
	free := Plan{Retention: 0.90, Longest: 36500}
	sixGood := []float64{2.1181, 2.1112, 2.1043, 2.0975, 2.0906, 2.0837}
	tests := []struct {
		grades     string
		plan       Plan
		stability  []float64
		difficulty []float64
		interval   []int
	}{
		{"GGGGGG", free, []float64{2.3065, 13.8269, 56.9567, 196.2353, 586.4835, 1559.3567}, sixGood, []int{3, 14, 57, 196, 586, 1559}},
		{"AGGG", free, []float64{0.2120, 1.8868, 7.6382, 21.6078}, []float64{6.4133, 6.4021, 6.3909, 6.3798}, []int{1, 3, 8, 22}},
		{"GGAGG", free, []float64{2.3065, 13.8269, 1.7264, 5.1238, 12.6030}, []float64{2.1181, 2.1112, 7.3922, 7.3801, 7.3679}, []int{3, 14, 2, 5, 13}},
		{"HGG", free, []float64{1.2931, 6.5747, 22.5340}, []float64{5.1122, 5.1023, 5.0924}, []int{2, 7, 23}},
		{"EGG", free, []float64{8.2956, 38.9051, 153.0001}, []float64{1, 1, 1}, []int{8, 39, 153}},
		{"GGGGGG", DefaultPlan(), []float64{2.3065, 13.8269, 56.9567, 196.2353, 563.2148, 941.5129}, sixGood, []int{3, 14, 57, 180, 180, 180}},
		{"GGGG", Plan{0.85, 36500}, []float64{2.3065, 16.1773, 90.9889, 405.3098}, sixGood[:4], []int{4, 31, 173, 773}},
	}
	for _, tt := range tests {
		var m Memory
		day := today
		for at, letter := range tt.grades {
			m = after(t, m, Grade(strings.IndexRune("AHGE", letter)+1), day, tt.plan)
			if math.Abs(m.Stability-tt.stability[at]) > 0.00005 || math.Abs(m.Difficulty-tt.difficulty[at]) > 0.00005 || m.Interval != tt.interval[at] {
				t.Errorf("%s at %v, review %d: stability %.4f, difficulty %.4f, %d days; want %.4f, %.4f, %d",
					tt.grades, tt.plan, at+1, m.Stability, m.Difficulty, m.Interval, tt.stability[at], tt.difficulty[at], tt.interval[at])
			}
			day = m.Due
		}
	}
}

func TestAReviewIsKept(t *testing.T) {
	first := after(t, Memory{}, Good, today, DefaultPlan())
	if first.Reviews != 1 || first.Lapses != 0 || first.Last != today || first.Due != "2026-11-27" || first.Interval != 3 || first.New() {
		t.Errorf("after the first review: %+v", first)
	}
	if lapsed := after(t, first, Again, first.Due, DefaultPlan()); lapsed.Reviews != 2 || lapsed.Lapses != 1 {
		t.Errorf("after a lapse: %+v", lapsed)
	}
	if failed := after(t, Memory{}, Again, today, DefaultPlan()); failed.Lapses != 0 {
		t.Errorf("a card that was not known yet has lapsed: %+v", failed)
	}
	var read Memory
	text, err := json.Marshal(first)
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err != nil || read != first {
		t.Errorf("%s is read as %+v (%v), not as %+v", text, read, err, first)
	}
	if text, _ := json.Marshal(Memory{}); string(text) != "{}" {
		t.Errorf("a new card is kept as %s", text)
	}
}

func TestAClockThatWasSetBackCountsAsTheLastDay(t *testing.T) {
	m := good(t, 3)
	want := after(t, m, Good, m.Last, DefaultPlan())
	if got := after(t, m, Good, "2020-02-29", DefaultPlan()); got != want || got.Last != m.Last {
		t.Errorf("%+v, not %+v", got, want)
	}
	back, err := m.Intervals("2020-02-29", DefaultPlan())
	if err != nil || back[Good] != want.Interval || m.Recall("2020-02-29") != 1 {
		t.Errorf("intervals %v (%v), recall %v", back, err, m.Recall("2020-02-29"))
	}
}

func TestASecondReviewOnTheSameDay(t *testing.T) {
	m := good(t, 2)
	for _, g := range []Grade{Hard, Good, Easy} {
		if again := after(t, m, g, m.Last, DefaultPlan()); again.Stability != m.Stability || again.Reviews != 3 {
			t.Errorf("%s on the same day: stability %v, not %v", g, again.Stability, m.Stability)
		}
	}
	lapsed := after(t, m, Again, m.Last, DefaultPlan())
	if lapsed.Stability >= m.Stability || lapsed.Lapses != 1 {
		t.Errorf("again on the same day: %+v", lapsed)
	}
	if after(t, Memory{}, Again, today, DefaultPlan()).Due <= today {
		t.Error("a card that was failed comes back on the same day")
	}
}

func TestZonesAndDaylightSavingHaveNoSay(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	before := time.Local
	defer func() { time.Local = before }()
	want := after(t, after(t, Memory{}, Good, "2026-03-27", DefaultPlan()), Good, "2026-03-30", DefaultPlan())
	time.Local = zone // in which 29 March 2026 has 23 hours
	if got := after(t, after(t, Memory{}, Good, "2026-03-27", DefaultPlan()), Good, "2026-03-30", DefaultPlan()); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}

func TestRecall(t *testing.T) {
	m := good(t, 3)
	m.Stability = 57
	last, _ := time.Parse(time.DateOnly, m.Last)
	w20 := 0.1542
	factor := math.Pow(0.9, -1/w20) - 1
	for _, days := range []int{0, 1, 20, 57, 180, 3650} {
		want := math.Pow(1+factor*float64(days)/57, -w20)
		if got := m.Recall(last.AddDate(0, 0, days).Format(time.DateOnly)); math.Abs(got-want) > 1e-12 {
			t.Errorf("after %d days %v, want %v", days, got, want)
		}
	}
	if got := m.Recall(last.AddDate(0, 0, 57).Format(time.DateOnly)); math.Abs(got-0.9) > 1e-12 {
		t.Errorf("when as many days have passed as its stability says, recall is %v", got)
	}
	if (Memory{}).Recall(today) != 0 || m.Recall("today") != 0 {
		t.Error("recall without a review or a day")
	}
}

func TestGradesInWords(t *testing.T) {
	for _, g := range Grades() {
		for _, word := range []string{g.String(), strings.ToUpper(g.String()), " " + g.String() + "\n"} {
			if got, err := ParseGrade(word); got != g || err != nil {
				t.Errorf("%q is %v (%v)", word, got, err)
			}
		}
	}
	_, err := ParseGrade("3")
	if want := `"3" is no grade; use again, hard, good or easy`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if got := Grade(7).String(); got != "grade 7" {
		t.Error(got)
	}
}

func TestPlans(t *testing.T) {
	for _, p := range []Plan{DefaultPlan(), {0.80, 1}, {0.95, 36500}} {
		if err := p.Check(); err != nil {
			t.Errorf("%v: %v", p, err)
		}
	}
	for _, p := range []Plan{{}, {0.79, 180}, {0.96, 180}, {math.NaN(), 180}, {math.Inf(1), 180}, {0.9, 0}, {0.9, -5}, {0.9, 36501}} {
		if p.Check() == nil {
			t.Errorf("%v passes", p)
		}
		if m, err := (Memory{}).After(Good, today, p); err == nil {
			t.Errorf("%v schedules %+v", p, m)
		}
	}
}

func TestNonsenseIsAnError(t *testing.T) {
	tests := map[string]func(m *Memory){
		"negative stability":   func(m *Memory) { m.Stability = -1 },
		"no stability":         func(m *Memory) { m.Stability = 0 },
		"endless stability":    func(m *Memory) { m.Stability = math.Inf(1) },
		"stability NaN":        func(m *Memory) { m.Stability = math.NaN() },
		"no difficulty":        func(m *Memory) { m.Difficulty = 0 },
		"high difficulty":      func(m *Memory) { m.Difficulty = 10.5 },
		"difficulty NaN":       func(m *Memory) { m.Difficulty = math.NaN() },
		"no reviews, not new":  func(m *Memory) { m.Reviews = 0 },
		"negative reviews":     func(m *Memory) { m.Reviews = -1 },
		"too many reviews":     func(m *Memory) { m.Reviews = math.MaxInt },
		"negative lapses":      func(m *Memory) { m.Lapses = -1 },
		"lapses as reviews":    func(m *Memory) { m.Lapses = m.Reviews },
		"no last day":          func(m *Memory) { m.Last = "" },
		"last day is none":     func(m *Memory) { m.Last = "2026-02-30" },
		"last day far away":    func(m *Memory) { m.Last = "9999-12-31" },
		"no day it is due":     func(m *Memory) { m.Due = "" },
		"due on another day":   func(m *Memory) { m.Due = m.Last },
		"no interval":          func(m *Memory) { m.Interval = 0 },
		"an interval too long": func(m *Memory) { m.Interval = math.MaxInt },
	}
	for name, spoil := range tests {
		m := good(t, 2)
		spoil(&m)
		next, err := m.After(Good, "2027-01-01", DefaultPlan())
		days, errDays := m.Intervals("2027-01-01", DefaultPlan())
		if err == nil || errDays == nil {
			t.Errorf("%s: %+v, %v", name, next, days)
		}
		if recall := m.Recall("2027-01-01"); recall != 0 {
			t.Errorf("%s: recall %v", name, recall)
		}
	}
	for _, day := range []string{"", "today", "2026-13-01", "24.11.2026", "1969-12-31", "2200-01-01", "2026-11-24T00:00:00Z"} {
		if m, err := (Memory{}).After(Good, day, DefaultPlan()); err == nil {
			t.Errorf("on %q: %+v", day, m)
		}
	}
	for _, g := range []Grade{-1, 0, 5, 1 << 40} {
		if m, err := (Memory{}).After(g, today, DefaultPlan()); err == nil {
			t.Errorf("%s: %+v", g, m)
		}
	}
}

var plans = rapid.Custom(func(t *rapid.T) Plan {
	return Plan{rapid.Float64Range(0.80, 0.95).Draw(t, "retention"), rapid.IntRange(1, 36500).Draw(t, "longest")}
})

// The four intervals grow with the grade up to the longest, the reviews come out
// as Intervals said, and what comes out can be gone on with.
func TestIntervalsGrowWithTheGrade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plans.Draw(t, "plan")
		now := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		var m Memory
		for range rapid.IntRange(1, 20).Draw(t, "reviews") {
			day := now.Format(time.DateOnly)
			days, err := m.Intervals(day, p)
			if err != nil {
				t.Fatal(err)
			}
			grown := days[Again] >= 1 && days[Easy] <= p.Longest
			for _, g := range []Grade{Hard, Good, Easy} {
				grown = grown && (days[g] > days[g-1] || days[g] == p.Longest)
			}
			g := rapid.SampledFrom(Grades()).Draw(t, "grade")
			if m, err = m.After(g, day, p); err != nil || !grown || m.Interval != days[g] {
				t.Fatalf("%s on %s by %v: intervals %v, then %+v (%v)", g, day, p, days, m, err)
			}
			if recall := m.Recall(m.Due); !(recall > 0 && recall <= 1) {
				t.Fatalf("recall %v of %+v", recall, m)
			}
			now = now.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "days"))
		}
	})
}

// Whatever a file holds, a review fails, or gives a memory that can be gone on with.
func TestAnyMemory(t *testing.T) {
	days := rapid.SampledFrom([]string{"", "2026-11-24", "2026-11-25", "2199-12-31", "0000-00-00", "9999-12-31"})
	rapid.Check(t, func(t *rapid.T) {
		m := Memory{
			rapid.Float64().Draw(t, "stability"), rapid.Float64().Draw(t, "difficulty"), rapid.Int().Draw(t, "reviews"),
			rapid.IntRange(-1, 3).Draw(t, "lapses"), days.Draw(t, "last"), days.Draw(t, "due"), rapid.IntRange(-1, 3).Draw(t, "interval"),
		}
		if rapid.Bool().Draw(t, "nearly right") {
			m.Stability, m.Difficulty = rapid.Float64Range(0.001, 36500).Draw(t, "stability"), rapid.Float64Range(1, 10).Draw(t, "difficulty")
			m.Reviews, m.Lapses, m.Last, m.Due, m.Interval = 9, 3, "2026-11-24", "2026-11-25", 1
		}
		p := plans.Draw(t, "plan")
		next, err := m.After(rapid.SampledFrom(Grades()).Draw(t, "grade"), days.Draw(t, "day"), p)
		if err != nil {
			return
		}
		if _, err := next.check(); err != nil {
			t.Fatalf("%+v became %+v: %v", m, next, err)
		}
	})
}

func TestGradesAreInOrder(t *testing.T) {
	if got := Grades(); !slices.Equal(got, []Grade{1, 2, 3, 4}) {
		t.Error(got)
	}
}

func BenchmarkAfter(b *testing.B) {
	m := good(b, 3)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.After(Good, "2027-06-01", DefaultPlan()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIntervals(b *testing.B) {
	m := good(b, 3)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Intervals("2027-06-01", DefaultPlan()); err != nil {
			b.Fatal(err)
		}
	}
}
