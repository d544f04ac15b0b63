package store

import (
	"strings"
	"testing"
	"time"
)

// twoLeads are two machines of one lead, who knows some people on both.
func twoLeads(t *testing.T, people ...string) (here, there machine) {
	t.Helper()
	here, there, _ = twoMachines(t, func(m machine, _ Experiment) {
		for _, id := range people {
			arrive(t, m.Store, snapshotOf(id, "did:key:"+id, 1))
		}
	})
	return here.later(time.Minute), there
}

func snapshotOf(id, key string, number int) Arrival {
	a := arrivalOf(id, key, number)
	a.Member.Imported = start.AddDate(0, 0, number)
	a.Member.Hash = strings.Repeat("a", number)
	return a
}

// What a lead said on one machine of a person's key holds for both, whatever came since.
func TestKeysThatALeadDecidedOnElsewhere(t *testing.T) {
	here, there := twoLeads(t, "Amara", "Bo", "Cem", "Dora")
	arrive(t, here.Store, snapshotOf("Eve", "did:key:Eve", 3))
	arrive(t, there.Store, snapshotOf("Eve", "did:key:Eve", 2))
	for _, m := range []machine{here, there} {
		arrive(t, m.Store, snapshotOf("Dora", "did:key:2", 2))
		_ = must(m.TrustKey("Dora", "did:key:2"))(t)
		arrive(t, m.Store, snapshotOf("Dora", "did:key:2", 2))
	}
	for _, m := range []machine{here, there} {
		arrive(t, m.Store, snapshotOf("Amara", "did:key:new", 2))
		arrive(t, m.Store, snapshotOf("Bo", "did:key:other", 2))
	}
	arrive(t, here.Store, snapshotOf("Cem", "did:key:early", 2))
	arrive(t, there.Store, snapshotOf("Cem", "did:key:late", 3))
	_ = must(here.TrustKey("Amara", "did:key:new"))(t)
	arrive(t, here.Store, snapshotOf("Amara", "did:key:new", 2))
	arrive(t, there.Store, snapshotOf("Amara", "did:key:Amara", 5)) // with the key that was left
	_ = must(there.RefuseKey("Bo", "did:key:other"))(t)
	arrive(t, here.Store, snapshotOf("Bo", "did:key:Bo", 4))

	merged := bothWays(t, here, there)
	people := map[string]Member{}
	for _, m := range must(merged.Members())(t) {
		people[m.ID] = m
	}
	amara, bo, cem := people["Amara"], people["Bo"], people["Cem"]
	equal(t, "the key that was trusted", []any{amara.Key, amara.Number, amara.Former["did:key:Amara"]}, []any{"did:key:new", 2, "2026-11-24"})
	equal(t, "the key that was refused", []any{bo.Key, bo.Number, bo.Refused, len(bo.Changes)}, []any{"did:key:Bo", 4, []string{"did:key:other"}, 0})
	waiting := []string{}
	for _, c := range cem.Changes {
		waiting = append(waiting, c.Key)
	}
	equal(t, "alarms of both, oldest first", waiting, []string{"did:key:early", "did:key:late"})
	equal(t, "a key that both trusted", []any{people["Dora"].Key, len(people["Dora"].Former)}, []any{"did:key:2", 1})
	equal(t, "the newer of two, and since when", []any{people["Eve"].Number, people["Eve"].First.Equal(start.AddDate(0, 0, 2))}, []any{3, true})
	equal(t, "whose key it is", arrive(t, merged.Store, snapshotOf("Dan", "did:key:Bo", 1)), Forbidden)
	equal(t, "what a refused key signs", arrive(t, merged.Store, snapshotOf("Bo", "did:key:other", 9)), Forbidden)
}

// Of the words of a lead none is lost, and what was erased or taken back stays away.
func TestTalksAssignmentsAndErasuresOfBothMachines(t *testing.T) {
	here, there := twoLeads(t, "Amara", "Bo", "Cem")
	_ = must(here.KeepTalkNote("Amara", "ask about the audit"))(t)
	_ = must(there.KeepTalkNote("Amara", "praise the test set"))(t)
	_ = must(here.RecordTalk("Amara"))(t)
	_ = must(there.later(time.Hour).RecordTalk("Amara"))(t)
	_ = must(here.Assign(Assignment{Learner: "Amara", Module: "m", Due: "2026-12-01", Reason: "before the audit"}))(t)
	_ = must(there.Assign(Assignment{Learner: "Amara", Module: "m", Due: "2027-01-31", Reason: "after it"}))(t)
	_ = must(here.RecordTalk("Bo"))(t)
	gone := snapshotOf("Bo", "did:key:Bo", 2)
	gone.Member.Withdrawn = true
	arrive(t, there.Store, gone)
	check(t, here.EraseMember("Cem", "left"))
	_ = must(there.Assign(Assignment{Learner: "Cem", Module: "m", Reason: "wanted"}))(t)
	check(t, there.EraseMember("Cem", "asked for it"))

	merged := bothWays(t, here, there)
	talk := must(merged.Talk("Amara"))(t)
	for _, note := range []string{"ask about the audit", "praise the test set"} {
		if !strings.Contains(talk.Note, note) {
			t.Errorf("the note %q is lost: %q", note, talk.Note)
		}
	}
	equal(t, "the last talk", talk.Last.Equal(*there.clock), true)
	assigned := must(merged.Assignments())(t)
	equal(t, "assigned", []any{len(assigned), assigned[0].Reason}, []any{1, "after it"})
	equal(t, "what somebody took back is not in the notes of a talk", len(must(merged.Talk("Bo"))(t).Then), 0)
	erased := must(merged.ErasedMembers())(t)
	equal(t, "erased, as was said first", []any{len(erased), erased[0].Reason}, []any{1, "left"})
	equal(t, "what others see of it", len(must(merged.Members())(t)), 2)

	set(t, merged, must(merged.Experiments())(t)[0].ID, map[string]string{"tool": "chat"})
	again := must(merged.Talk("Amara"))(t).Note
	_ = must(merged.Merge(there.Dir(), false))(t)
	equal(t, "the notes do not grow when it is merged again", must(merged.Talk("Amara"))(t).Note, again)
}

// A team that was made on both machines is one: what was published last counts, and a
// snapshot may tell the less of both.
func TestATeamOfBothMachines(t *testing.T) {
	here, there := twoLeads(t)
	team := Team{ID: "T", Title: "Support", Folder: "/team", Ceiling: "minimal", Wall: true, Created: start}
	_ = must(here.KeepTeam(team))(t)
	team.Title, team.Ceiling, team.Wall, team.Created = "Help desk", "open", false, start.Add(time.Hour)
	_ = must(there.KeepTeam(team))(t)
	check(t, there.RecordPublished("T", 1, "ab", "/team"))
	merged := must(bothWays(t, here, there).Teams())(t)[0]
	equal(t, "the team", []any{merged.Title, merged.Published, merged.Ceiling, merged.Wall, merged.Created.Equal(start)}, []any{"Help desk", 1, "minimal", false, true})
}
