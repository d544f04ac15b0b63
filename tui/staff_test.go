package tui

import (
	"crypto/ed25519"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// mate is a person of a team as a snapshot would tell of them.
type mate struct {
	name, department string
	daysAgo          int            // the age of the snapshot
	week             string         // in which they were last active
	done             map[string]int // lessons done of each module of four
	lessons          []snapshot.Lesson
	hands, offers    []snapshot.Topic
	cards            []snapshot.Card
	accepted         int // number of the team file
}

// memberID is the n-th id of a test: those of a store are random.
func memberID(n int) string {
	return "01J00000000000000000000" + string("ABCDEFGHJKMNPQRSTVWXYZ"[n]) + "AB"
}

// told is the snapshot of the n-th person of a team.
func (m mate) told(n int, team string, key ed25519.PrivateKey) snapshot.Snapshot {
	s := snapshot.Snapshot{
		Format: snapshot.Format, Profile: snapshot.Full, Number: 1, Made: morning().AddDate(0, 0, -m.daysAgo).Format(time.DateOnly),
		Learner:        snapshot.Learner{ID: memberID(n), Key: envelope.ID(key.Public().(ed25519.PublicKey)), Name: m.name, Department: m.department},
		Pathway:        snapshot.Pathway{ID: "path-essentials", Title: "Essentials", Version: "1.0.0"},
		LastActiveWeek: m.week, Lessons: m.lessons, Hands: m.hands, Offers: m.offers, Cards: m.cards, MinutesLeft: 60,
	}
	for _, id := range []string{"foundations", "prompt-design", "ethical-ai"} {
		module, err := catalogue().Module(id)
		must(err)
		told := snapshot.Module{ID: id, Title: module.Title, State: "not started", Done: m.done[id], Total: 4}
		if told.Done > 0 {
			told.State = "started"
		}
		if told.Done == told.Total {
			told.State, told.Level, told.Completed = "done", "shown once", "2026-10-01"
		}
		s.Modules = append(s.Modules, told)
	}
	if m.accepted > 0 {
		s.Teams = []snapshot.Team{{ID: team, Number: m.accepted}}
	}
	return s
}

// staffed is a lead who took in the snapshots of a team of these people.
func staffed(people ...mate) func(*store.Store) {
	return func(s *store.Store) {
		folder := filepath.Join(s.Dir(), "snapshots")
		must(os.MkdirAll(folder, 0o700))
		keyed(3)(s)
		team, err := s.KeepTeam(store.Team{Title: "Support", Folder: folder, Wall: true})
		must(err)
		for n, m := range people {
			key := ed25519.NewKeyFromSeed([]byte(strings.Repeat(memberID(n), 2)[:32]))
			_, err := snapshot.Write(folder, key, m.told(n, team.ID, key))
			must(err)
		}
		report, err := teams.Import(s, team.ID, folder, morning())
		must(err)
		if len(report.Taken) != len(people) {
			panic("not everybody was taken in")
		}
	}
}

// onTopic is a hand or an offer, raised some days before the test.
func onTopic(id, title, note string, daysAgo int) snapshot.Topic {
	return snapshot.Topic{About: id, Title: title, Note: note, Since: morning().AddDate(0, 0, -daysAgo).Format(time.DateOnly)}
}

// tried is a card that was shared some days before the test.
func tried(n, daysAgo int, title string, verdict store.Verdict, learning string) snapshot.Card {
	return snapshot.Card{
		ID: "01J0000000000000000000000" + string("ABCDEFGHJKMNPQRSTVWXYZ"[n]), Shared: morning().AddDate(0, 0, -daysAgo).Format(time.DateOnly),
		EntryCard: store.EntryCard{Title: title, Task: "draft", Verdict: verdict, Learning: learning},
	}
}

// completed are the lessons of modules that somebody completed and that hold.
func completed(modules ...string) []snapshot.Lesson {
	var all []snapshot.Lesson
	for _, l := range catalogue().Lessons() {
		if slices.Contains(modules, l.Module) {
			all = append(all, snapshot.Lesson{ID: l.ID, Completed: "2026-10-01", How: "done", Level: "holds", Version: l.Version})
		}
	}
	return all
}

// support is a team of six in which people ask, offer, try and wait.
func support() []mate {
	refund := tried(0, 3, "Warmer tone in refund replies", store.Worked, "Two examples of the tone beat a list of adjectives.")
	refund.Record = strings.Repeat("ab", 32)
	sources := tried(1, 6, "Ask for sources in market summaries", store.Failed, "Asking for sources made it invent them.")
	sources.Broke = "4 of 10 sources did not exist."
	return []mate{
		{
			name: "Amara Okafor", department: "finance", week: "2026-W48", done: map[string]int{"foundations": 4, "prompt-design": 2}, accepted: 2,
			lessons: completed("foundations", "prompt-design"),
			offers:  []snapshot.Topic{onTopic("prm-brief-clearly", "Brief clearly", "", 5)}, cards: []snapshot.Card{refund},
		},
		{name: "Ben Sato", department: "operations", week: "2026-W44", done: map[string]int{"foundations": 2}, daysAgo: 19, accepted: 1},
		{
			name: "Chiara Russo", department: "hr", week: "2026-W48", done: map[string]int{"foundations": 4, "prompt-design": 1}, accepted: 2,
			lessons: completed("foundations"), cards: []snapshot.Card{sources},
			hands: []snapshot.Topic{onTopic("prm-brief-clearly", "Brief clearly", "My briefs get too long.", 4)},
		},
		{
			name: "Jonas Lindqvist", department: "operations", week: "2026-W43", done: map[string]int{"foundations": 1}, daysAgo: 2,
			hands: []snapshot.Topic{onTopic("pivot tables from exports", "", "Does anybody have a prompt for this?", 9)},
		},
		{
			name: "Mira Novak", department: "finance", week: "2026-W47", done: map[string]int{"foundations": 4, "prompt-design": 3}, accepted: 2,
			cards: []snapshot.Card{tried(2, 1, "Refund replies in a warmer tone", store.Inconclusive, "Too few cases to tell.")},
		},
		{name: "Wei Chen", department: "hr", daysAgo: 1},
	}
}

// assigned is a lead who also gave and waived modules.
func assigned(s *store.Store) {
	staffed(support()...)(s)
	kept, err := s.Teams()
	must(err)
	kept[0].Folder = "/srv/teams/support" // a path that is the same in every run
	_, err = s.KeepTeam(kept[0])
	must(err)
	_, err = s.Assign(store.Assignment{Learner: memberID(0), Module: "ethical-ai", Due: "2026-12-31", Reason: "before the audit in January"})
	must(err)
	_, err = s.Assign(store.Assignment{Learner: memberID(5), Module: "foundations", Waived: true, Reason: "did the same course elsewhere"})
	must(err)
}

// publishedTwice is a lead whose team file is out twice already.
func publishedTwice(s *store.Store) {
	assigned(s)
	for range 2 {
		all, err := s.Teams()
		must(err)
		_, _, err = teams.Publish(s, all[0], s.Dir(), morning())
		must(err)
	}
}
