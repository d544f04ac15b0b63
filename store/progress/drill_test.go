package progress

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store"
)

// Five lines, of which 2 and 4 are wrong; each row is graded by hand.
func TestADrillIsGraded(t *testing.T) {
	d := curriculum.Drill{
		Ref:    "hr/letter",
		Text:   "Given: two teas.\n\nDear all,\nwe drank three teas.\nOmar poured.\nEverybody loved it.\nBye.",
		Errors: []curriculum.PlantedError{{Quote: "three teas"}, {Quote: "Everybody loved it"}},
	}
	clean := d
	clean.Errors = nil
	for _, row := range []struct {
		drill                                 curriculum.Drill
		marked, kept                          []int
		hits, misses, falseAlarms, rejections int
		words                                 string
	}{
		{d, nil, nil, 0, 2, 0, 3, "0 of 2 found"},
		{d, []int{2}, []int{2}, 1, 1, 0, 3, "1 of 2 found"},
		{d, []int{4, 2}, []int{2, 4}, 2, 0, 0, 3, "2 of 2 found"},
		{d, []int{1, 4, 5}, []int{1, 4, 5}, 1, 1, 2, 1, "1 of 2 found, 2 false alarms"},
		{d, []int{1, 2, 3, 4, 5}, []int{1, 2, 3, 4, 5}, 2, 0, 3, 0, "2 of 2 found, 3 false alarms"},
		{d, []int{0, 2, 2, 6}, []int{2}, 1, 1, 0, 3, "1 of 2 found"},
		{clean, nil, nil, 0, 0, 0, 5, "nothing to find"},
		{clean, []int{3}, []int{3}, 0, 0, 1, 4, "nothing to find, 1 false alarm"},
	} {
		got := DrillReading(row.drill, row.marked)
		want := store.Drill{
			Drill: "hr/letter", Marked: row.kept,
			Hits: row.hits, Misses: row.misses, FalseAlarms: row.falseAlarms, Rejections: row.rejections,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v marked: %s", row.marked, diff)
		}
		if words := DrillResult(got); words != row.words {
			t.Errorf("%v marked: %q, want %q", row.marked, words, row.words)
		}
	}
}

func TestOnlyTheFirstReadingOfATextCounts(t *testing.T) {
	first := FirstReadings([]store.Drill{
		{Drill: "hr/a", Hits: 1, Misses: 2, Rejections: 6}, {Drill: "hr/b", FalseAlarms: 1, Rejections: 8}, {Drill: "hr/a", Hits: 3, Rejections: 6},
	})
	if want := (Detection{1, 2, 1, 14}); Detected(first...) != want {
		t.Errorf("counted %+v, want %+v", Detected(first...), want)
	}
}

func TestTheWordsOfDrills(t *testing.T) {
	var readings []store.Drill
	for n := range 12 {
		r := store.Drill{Drill: string(rune('a' + n)), Hits: 1, Misses: 2, FalseAlarms: 1, Rejections: 6}
		if n >= 7 {
			r = store.Drill{Drill: r.Drill, Hits: 3, Rejections: 7}
		}
		readings = append(readings, r)
	}
	for n, want := range map[int]string{
		0: "You have not looked for errors in a text yet.",
		2: "So far you find 2 of 6 errors and raise 2 false alarms in 2 texts.|Sensitivity d′ is shown from 3 texts on: too early to tell.",
		// H = 3.5/10, F = 3.5/22: -0.3853 + 0.9985
		3: "So far you find 3 of 9 errors and raise 3 false alarms in 3 texts.|Sensitivity d′ 0.6: 0 is marking at random, 3 next to perfect.",
		// Lately H = 15.5/16, F = 0.5/36; before H = 7.5/22, F = 7.5/50; in all H = 22.5/37, F = 7.5/85.
		12: "So far you find 22 of 36 errors and raise 7 false alarms in 12 texts.|Sensitivity d′ 1.6: 0 is marking at random, 3 next to perfect.|" +
			"Lately you find 15 of 15 errors and raise no false alarm in 5 texts (d′ 4.1). Before that it was 7 of 21 and 7 false alarms in 7 texts (d′ 0.6).",
	} {
		if got := strings.Join(DrillWords(readings[:n]), "|"); got != want {
			t.Errorf("%d texts:\n%s\nwant:\n%s", n, got, want)
		}
	}
}

func TestTheNextDrillIsOneThatWasNotRead(t *testing.T) {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(t.TempDir(), func() time.Time { return now })
	if _, err := s.UpdateProfile(map[string]string{"department": "sales"}); err != nil {
		t.Fatal(err)
	}
	read := []string{}
	for {
		all, err := ReadDrills(c, s)
		if err != nil {
			t.Fatal(err)
		}
		next, ok := all.Next("hr")
		if !ok {
			break
		}
		if slices.Contains(read, next.Ref) || len(all.First) != len(read) {
			t.Fatalf("%s comes a second time, after %v", next.Ref, read)
		}
		if all.Shelves[0].Department.ID != "sales" {
			t.Fatalf("%s comes first", all.Shelves[0].Department.ID)
		}
		read = append(read, next.Ref)
		if _, err := s.RecordDrill(DrillReading(next, nil)); err != nil {
			t.Fatal(err)
		}
	}
	if len(read) != 90 || !strings.HasPrefix(read[8], "hr/") || !strings.HasPrefix(read[9], "sales/") {
		t.Errorf("read %v", read)
	}
}
