package progress

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// whole is a piece with nothing left open, attested by a colleague.
func whole(t *testing.T, id, kind, title string) store.Piece {
	t.Helper()
	k, found := store.PieceKindOf(kind)
	if !found {
		t.Fatalf("no kind %q", kind)
	}
	p := store.Piece{ID: id, Kind: kind}
	for _, f := range k.AllFields() {
		text := "as it was"
		switch {
		case f.Name == "title":
			text = title
		case f.Name == "cases":
			text = "150"
		case f.Name == "good":
			text = "138"
		case f.Name == "interval":
			text = "87-95%"
		case f.Form == store.ChoiceField:
			text = f.Choices[0]
		case f.Date:
			text = "2026-11-20"
		case f.Name == "experiments":
			text = ""
		}
		if err := f.Set(&p, text); err != nil {
			t.Fatal(err)
		}
	}
	p.AttestedBy = "Beatriz"
	return p
}

// proven is the work of somebody who has earned every badge.
func proven(t *testing.T, c *curriculum.Catalogue) Work {
	t.Helper()
	w := Work{Name: "Salma", Did: map[string]store.Lesson{}, Experiments: []store.Experiment{
		{ID: "X1", Title: "One", Verdict: store.Worked},
		{ID: "X2", Title: "Two", Verdict: store.Inconclusive},
		{ID: "X3", Title: "Three", Verdict: store.Partly},
		{ID: "X4", Title: "Four"},
	}}
	for _, l := range c.Lessons() {
		w.Did[l.ID] = store.Lesson{ID: l.ID, Done: now}
	}
	for i, kind := range []string{"template-card", "evaluation", "impact-note", "shared-learning", "team-agreement", "pilot"} {
		w.Pieces = append(w.Pieces, whole(t, "P"+string(rune('1'+i)), kind, "Piece "+kind))
	}
	return w
}

func badges(t *testing.T, c *curriculum.Catalogue, w Work) (earned []string, left map[string]string) {
	t.Helper()
	all, err := Badges(c, w)
	if err != nil {
		t.Fatal(err)
	}
	left = map[string]string{}
	for _, b := range all {
		if b.Earned {
			earned = append(earned, b.ID)
		}
		for _, p := range b.Parts {
			if p.Met() != (p.Left == "") || p.Text == "" {
				t.Errorf("%s: %+v", b.ID, p)
			}
			if p.Left != "" {
				left[b.ID] += p.Text + ": " + p.Left + "\n"
			}
		}
	}
	return earned, left
}

func TestEveryBadgeCanBeEarned(t *testing.T) {
	c := embedded(t)
	earned, left := badges(t, c, proven(t, c))
	if len(earned) != 5 || len(left) != 0 {
		t.Errorf("earned %v, left %v", earned, left)
	}
	earned, left = badges(t, c, Work{})
	if len(earned) != 0 || len(left) != 5 {
		t.Errorf("nothing was done, and earned %v, left %v", earned, left)
	}
}

// Take one thing away, and the badge that rests on it is gone, with the reason.
func TestMissingEvidenceIsFound(t *testing.T) {
	c := embedded(t)
	generalist := []string{"badge-ai-generalist"}
	for _, test := range []struct {
		name  string
		spoil func(*Work)
		lost  []string // besides the generalist, where its badges are among them
		says  string
	}{
		{"a lesson not done", func(w *Work) { delete(w.Did, "prm-grounding") }, []string{"badge-prompt-designer", generalist[0]}, "1 of 8 lessons left; next: Ground answers in sources"},
		{"a lesson begun only", func(w *Work) { w.Did["led-team-norms"] = store.Lesson{Started: now} }, []string{"badge-team-lead"}, "next: Team norms"},
		{"a card nobody has run", func(w *Work) { w.Pieces[0].AttestedBy = "" }, []string{"badge-prompt-designer", generalist[0]}, "still needs the name"},
		{"a card attested on no day", func(w *Work) { w.Pieces[0].AttestedOn = "" }, []string{"badge-prompt-designer", generalist[0]}, "and the day"},
		{"one's own word", func(w *Work) { w.Pieces[2].AttestedBy = " salma " }, []string{"badge-responsible-user", generalist[0]}, "somebody else"},
		{"29 cases", func(w *Work) { w.Pieces[1].Fields["cases"], w.Pieces[1].Fields["good"] = "29", "27" }, []string{"badge-evaluator", generalist[0]}, "has 29 cases; it counts from 30 on"},
		{"more right than cases", func(w *Work) { w.Pieces[1].Fields["good"] = "151" }, []string{"badge-evaluator", generalist[0]}, "check the counts"},
		{"no interval", func(w *Work) { delete(w.Pieces[1].Fields, "interval") }, []string{"badge-evaluator", generalist[0]}, "still needs: Interval"},
		{"an interval with one end", func(w *Work) { w.Pieces[1].Fields["interval"] = "0.9" }, []string{"badge-evaluator", generalist[0]}, "without two ends"},
		{"an open stop rule", func(w *Work) { delete(w.Pieces[2].Fields, "stop") }, []string{"badge-responsible-user", generalist[0]}, "still needs: Stop rule"},
		{"two closed experiments", func(w *Work) { w.Experiments[2].Verdict = store.Open }, generalist, "2 of 3 so far"},
		{"an experiment twice", func(w *Work) { w.Experiments[2].ID = "X1" }, generalist, "2 of 3 so far"},
		{"no setback", func(w *Work) { w.Experiments[1].Verdict = store.Worked }, generalist, "not there yet"},
		{"a note not finished", func(w *Work) {
			w.Pieces[3].Reflection, w.Pieces[3].Evidence, w.Pieces[3].Mine, w.Pieces[3].Problem = "", "", "", ""
		}, generalist, "still needs: Problem, I did, Evidence and 1 more"},
		{"no agreement", func(w *Work) { w.Pieces[4].Kind = "other" }, []string{"badge-team-lead"}, "not there yet"},
		{"a pilot without a decision", func(w *Work) { delete(w.Pieces[5].Fields, "decision") }, []string{"badge-team-lead"}, "still needs: Decision"},
		{"a pilot that nobody stands for", func(w *Work) {
			w.Pieces = w.Pieces[:5]
			w.Experiments[0].Pilot = &store.Pilot{Ended: now, Decision: store.Adopt}
		}, []string{"badge-team-lead"}, `"One" has ended; a piece about it can name who stands for it`},
		{"the same words in two pieces", func(w *Work) {
			again := w.Pieces[3]
			again.ID = "P9"
			w.Pieces = append(w.Pieces[:4], again)
		}, []string{"badge-ai-generalist", "badge-team-lead"}, "4 of 5 so far"},
	} {
		w := proven(t, c)
		test.spoil(&w)
		earned, left := badges(t, c, w)
		all, _ := badges(t, c, proven(t, c))
		var lost []string
		for _, id := range all {
			if !slices.Contains(earned, id) {
				lost = append(lost, id)
			}
		}
		slices.Sort(lost)
		slices.Sort(test.lost)
		if !slices.Equal(lost, test.lost) {
			t.Errorf("%s: lost %v, want %v", test.name, lost, test.lost)
		}
		if words := strings.Join(slices.Collect(maps.Values(left)), ""); !strings.Contains(words, test.says) {
			t.Errorf("%s: says %q, want %q", test.name, words, test.says)
		}
	}
}

// An entry that was shared is a learning that others can use; a piece about the same
// entry adds none.
func TestALearningCountsOnce(t *testing.T) {
	shared := store.Experiment{ID: "X1", Title: "Tone", Learning: "Shorter is kinder.", Visibility: store.CardShared}
	piece := whole(t, "P1", "shared-learning", "Tone")
	piece.Experiments = []string{"X1"}
	for _, test := range []struct {
		name string
		work Work
		want []string
	}{
		{"the entry alone", Work{Experiments: []store.Experiment{shared}}, []string{"X1"}},
		{"the piece about it, too", Work{Experiments: []store.Experiment{shared}, Pieces: []store.Piece{piece}}, []string{"P1"}},
		{"an entry kept private", Work{Experiments: []store.Experiment{{ID: "X1", Learning: "Shorter is kinder."}}}, nil},
		{"an entry without a learning", Work{Experiments: []store.Experiment{{ID: "X1", Visibility: store.FullShared}}}, nil},
	} {
		if p := test.work.part(curriculum.Evidence{Kind: "shared-learning", Count: 2}); !slices.Equal(p.By, test.want) {
			t.Errorf("%s: %v, want %v", test.name, p.By, test.want)
		}
	}
}

// A badge may rest on one that stands behind it in the file.
func TestBadgesInAnyOrder(t *testing.T) {
	all := []Badge{{Badge: curriculum.Badge{ID: "a", Title: "A"}, Earned: false}, {Badge: curriculum.Badge{ID: "b", Title: "B"}, Earned: true}}
	parts := badgeParts(all, []string{"b", "a", "gone"})
	if !parts[0].Met() || parts[1].Met() || parts[2].Met() || parts[2].Left != "no pack in use has it" {
		t.Errorf("%+v", parts)
	}
}

// The kinds of evidence are those of the store.
func TestEvidenceIsWhatThePortfolioHolds(t *testing.T) {
	for _, id := range store.PieceKindIDs() {
		if !slices.Contains(curriculum.EvidenceKinds(), id) {
			t.Errorf("no badge can ask for a piece of the kind %q", id)
		}
	}
	for _, id := range curriculum.EvidenceKinds() {
		if _, found := store.PieceKindOf(id); !found && id != "piece" && id != "setback" {
			t.Errorf("badges can ask for %q, which no portfolio holds", id)
		}
	}
}

// The types of task and the classes of data are those of the store.
func TestTheVocabulariesAreOne(t *testing.T) {
	var tasks []curriculum.Task
	for _, task := range store.Tasks() {
		tasks = append(tasks, curriculum.Task{ID: task.ID, Title: task.Name, Text: task.Text})
	}
	if !slices.Equal(tasks, curriculum.Tasks()) {
		t.Errorf("the store has %v, the curriculum %v", tasks, curriculum.Tasks())
	}
	data, _ := store.FieldOf("data")
	if !slices.Equal(data.Choices, curriculum.DataClasses()) {
		t.Errorf("the store has %v, the curriculum %v", data.Choices, curriculum.DataClasses())
	}
}

// Every rubric of the lessons can lie on a bench, gates and all.
func TestRubricsLieOnTheBench(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "data"), time.Now)
	x, _, err := s.AddExperiment(store.Experiment{Title: "Tone"})
	if err != nil {
		t.Fatal(err)
	}
	rubrics, err := embedded(t).Rubrics()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rubrics {
		bench, err := s.ChooseRubric(x.ID, RubricOf(r))
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		kept := bench.Rubric
		if kept.ID != r.ID || kept.Version != r.Version || len(kept.Criteria) != len(r.Criteria) {
			t.Errorf("kept %+v of %+v", kept, r)
		}
		for i, c := range kept.Criteria {
			if c.Gate != r.Criteria[i].Gate || len(c.Anchors) != len(r.Criteria[i].Anchors) {
				t.Errorf("%s: kept %+v of %+v", r.ID, c, r.Criteria[i])
			}
		}
	}
}
