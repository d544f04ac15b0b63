package snapshot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/snapshot"
)

type change struct {
	name   string
	change func(*snapshot.Snapshot)
	want   []string
}

// changes are what may become of the example, and what is said of it.
func changes() []change {
	minimal := func(s *snapshot.Snapshot) {
		s.Profile, s.Learner.Department, s.Learner.Role, s.Offers, s.Lessons, s.Cards = snapshot.Minimal, "", "", nil, nil, nil
		for i := range s.Modules {
			s.Modules[i].Level = ""
		}
	}
	return []change{
		{"nothing", func(*snapshot.Snapshot) {}, nil},
		{"progress", func(s *snapshot.Snapshot) {
			s.Modules = []snapshot.Module{
				{ID: "foundations", Title: "Foundations", State: "started", Done: 3, Total: 6, Level: "holds"},
				{ID: "ethical-ai", Title: "Ethical AI", State: "started", Total: 1, Level: "not shown"},
			}
			s.Lessons = append(s.Lessons, snapshot.Lesson{ID: "fnd-two", Completed: "2026-11-29", How: "tested out", Level: "shown once"})
			s.LastActiveWeek, s.MinutesLeft = "2026-W48", 50
		}, []string{
			"Foundations: 3 of 6 lessons, was 2", "Foundations, level: holds, was shown once", "Ethical AI: started, was not started",
			"Lesson fnd-two: tested out on 2026-11-29, shown once", "Last active: 2026-W48, was 2026-W47", "Minutes left: 50, was 61",
		}},
		{"hands and offers", func(s *snapshot.Snapshot) {
			s.Hands = []snapshot.Topic{{About: "Formulas", Since: "2026-11-29"}}
			s.Offers = []snapshot.Topic{{About: "Spreadsheets", Note: "Tuesdays", Since: "2026-11-22"}}
		}, []string{"Hand raised: Formulas", "Hand taken down: Two", "Offer on Spreadsheets, note: Tuesdays, was none"}},
		{"cards", func(s *snapshot.Snapshot) {
			s.Cards = []snapshot.Card{{ID: s.Cards[0].ID, Shared: "2026-11-21", EntryCard: s.Cards[0].EntryCard}, {ID: "00000000000123456789ABCDEJ", EntryCard: store.EntryCard{Title: "Tables"}}}
		}, []string{"Full record no longer told: Warm tone", "Experiment told: Tables"}},
		{"another profile", minimal, []string{
			"Profile: minimal, was open",
			"Now withheld: department and role; completed lessons with their days and levels; help offered; cards of shared experiments",
			"Now withheld: full records of experiments shared in full",
		}},
		{"another pathway", func(s *snapshot.Snapshot) {
			s.Pathway = snapshot.Pathway{ID: "path-x", Title: "X", Version: "2"}
			s.Modules = []snapshot.Module{{ID: "other", Title: "Other", State: "not started", Total: 3, Level: "not shown"}}
		}, []string{"Pathway: X, was HR <all>"}},
		{"versions", func(s *snapshot.Snapshot) {
			s.App, s.Packs[0].Version, s.Teams[0].Number, s.Policies[0].Day = "1.3.0", "1.1.0", 4, "2026-11-29"
		}, []string{
			"Policy acknowledged: pol-one, on 2026-11-29", "Team file accepted: number 4 of 00000000000123456789ABCDEH, was 3",
			"Waymark: 1.3.0, was 1.2.3", "Pack waymark: 1.1.0, was 1.0.0",
		}},
		{"withdrawn", func(s *snapshot.Snapshot) {
			*s = snapshot.Snapshot{Profile: snapshot.Minimal, Withdrawn: true, Learner: s.Learner}
		}, []string{"Withdrawn: everything that was sent before"}},
	}
}

// changesOfLists are what may become of its modules, lessons, cards, policies and teams.
func changesOfLists() []change {
	return []change{
		{"other modules", func(s *snapshot.Snapshot) {
			s.Modules = []snapshot.Module{
				{ID: "foundations", Title: "Foundations", State: "started", Done: 2, Total: 7, Level: "shown once"},
				{ID: "tone", Title: "Tone", State: "not started", Total: 3},
			}
			s.Lessons = nil
		}, []string{
			"Foundations: 2 of 7 lessons, was 2 of 6", "Tone: new on the pathway", "Ethical AI: no longer on the pathway", "Lesson fnd-one: no longer told",
		}},
		{"other records", func(s *snapshot.Snapshot) {
			told := s.Cards[0]
			told.Learning, told.Record = "Ask twice", strings.Repeat("f", 64)
			s.Cards = []snapshot.Card{told, {ID: "00000000000123456789ABCDEJ", EntryCard: store.EntryCard{Title: "Tables"}, Record: told.Record}}
			s.Policies, s.Teams = nil, nil
		}, []string{
			"Experiment told otherwise: Warm tone", "Full record told otherwise: Warm tone", "Experiment told, with its full record: Tables",
			"Policy no longer told: pol-one", "Team left: 00000000000123456789ABCDEH",
		}},
		{"no cards", func(s *snapshot.Snapshot) { s.Cards = nil }, []string{"Experiment no longer told: Warm tone"}},
	}
}

func TestChanges(t *testing.T) {
	later := func(change func(*snapshot.Snapshot)) snapshot.Snapshot {
		s := example()
		s.Number, s.Made, s.Previous = 3, "2026-11-30", ""
		change(&s)
		return s
	}
	for _, tt := range append(changes(), changesOfLists()...) {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, snapshot.Changes(example(), later(tt.change))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What was withdrawn is told again as a whole, and a full record where there was none.
func TestChangesAfterAWithdrawal(t *testing.T) {
	withdrawn := snapshot.Snapshot{Profile: snapshot.Minimal, Withdrawn: true, Learner: example().Learner}
	if lines := snapshot.Changes(withdrawn, withdrawn); lines != nil {
		t.Errorf("twice withdrawn: %q", lines)
	}
	if lines := snapshot.Changes(withdrawn, example()); len(lines) == 0 || lines[0] != "Told again, after it was withdrawn" {
		t.Errorf("told again: %q", lines)
	}
	without := example()
	without.Cards = slices.Clone(without.Cards)
	without.Cards[0].Record = ""
	if diff := cmp.Diff([]string{"Full record told: Warm tone"}, snapshot.Changes(without, example())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The change is told since what the ledger has; before the first there is none.
func TestChangesSinceTheLedger(t *testing.T) {
	p := newPerson(t, 1)
	first := p.with(snapshot.Standard, "")
	if lines, err := snapshot.ChangesSince(store.Sent{}, first); err != nil || lines != nil {
		t.Errorf("%q, %v", lines, err)
	}
	if lines, err := snapshot.ChangesSince(store.Sent{Number: 7, Payload: "{}"}, first); !errors.Is(err, snapshot.ErrInvalid) || !strings.Contains(err.Error(), "snapshot 7 of the ledger") {
		t.Errorf("since what cannot be read: %q, %v", lines, err)
	}
	p.send(snapshot.Standard, t.TempDir())
	_, err := p.store.LowerHand("fnd-how-llms-answer")
	must(t, err)
	last, err := p.store.LastSent()
	must(t, err)
	lines, err := snapshot.ChangesSince(last, p.with(snapshot.Standard, ""))
	must(t, err)
	if diff := cmp.Diff([]string{"Hand taken down: How a language model builds an answer"}, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
