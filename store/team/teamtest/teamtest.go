// Package teamtest makes learners and their signed snapshots for tests: the same ones for
// the same numbers. No room imports it; tests do.
package teamtest

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// Day is the day on which the snapshots of this package were made last.
const Day = "2026-11-24"

// ID is the random id of the n-th learner.
func ID(n int) string { return fmt.Sprintf("01JDEF%020d", n) }

// Key is the key of the n-th learner.
func Key(n int) ed25519.PrivateKey {
	seed := sha256.Sum256(fmt.Appendf(nil, "learner %d", n))
	return ed25519.NewKeyFromSeed(seed[:])
}

// DID is the name of that key.
func DID(n int) string {
	return envelope.ID(Key(n).Public().(ed25519.PublicKey))
}

// Snap is the snapshot of a learner, made so many days ago.
func Snap(learner int, name string, days int, modules ...snapshot.Module) snapshot.Snapshot {
	s := snapshot.Snapshot{
		Format: snapshot.Format, Purpose: snapshot.Purpose, Profile: snapshot.Standard, Number: 1,
		Learner: snapshot.Learner{ID: ID(learner), Key: DID(learner), Name: name, Department: "hr"},
		Pathway: snapshot.Pathway{ID: "path", Title: "Path"}, Modules: modules,
		MinutesLeft: 30, Made: dayBefore(days),
	}
	if len(modules) > 0 && modules[0].Done > 0 {
		s.LastActiveWeek = "2026-W47"
	}
	return s
}

// Module is a module of which so many lessons are done.
func Module(id string, done, total int) snapshot.Module {
	state := progress.Started
	switch done {
	case 0:
		state = progress.NotStarted
	case total:
		state = progress.Done
	}
	return snapshot.Module{ID: id, Title: "Title of " + id, State: state.String(), Done: done, Total: total}
}

// Signed is a snapshot as the file that the learner would send.
func Signed(t testing.TB, learner int, s snapshot.Snapshot) []byte {
	t.Helper()
	payload, err := s.Encode()
	must(t, err)
	return Sealed(t, learner, payload)
}

// Sealed is any payload under the signature of a learner.
func Sealed(t testing.TB, learner int, payload []byte) []byte {
	t.Helper()
	data, err := envelope.Seal(Key(learner), snapshot.Kind, payload)
	must(t, err)
	return data
}

// Put writes a file into a folder and returns its path.
func Put(t testing.TB, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func dayBefore(days int) string {
	day, _ := time.Parse(time.DateOnly, Day) // a day that is right
	return day.AddDate(0, 0, -days).Format(time.DateOnly)
}

// Full is a snapshot of about 20 kB, as much as a learner's program ever writes: a
// pathway well under way, and the cards of experiments.
func Full(learner, days int) snapshot.Snapshot {
	rnd := rand.New(rand.NewPCG(uint64(learner), 7))
	day := func() string { return dayBefore(days + rnd.IntN(200)) }
	s := Snap(learner, fmt.Sprintf("%s %s %d", pick(rnd, given), pick(rnd, family), learner), days)
	s.Learner.Department, s.Learner.Role = pick(rnd, departments), prose(rnd, 3)
	s.Withheld, s.Number, s.App, s.LastActiveWeek = s.Profile.Withheld(), 1+rnd.IntN(40), "1.0.0", "2026-W47"
	s.Previous = envelope.Hash([]byte(s.Learner.ID))
	s.Packs = []snapshot.Pack{{ID: "waymark", Version: "1.0.0"}}
	for m := range 12 {
		const lessons = 5
		mod := Module(fmt.Sprintf("module-%02d", m), rnd.IntN(lessons+1), lessons)
		mod.Level = progress.Levels()[rnd.IntN(4)].String()
		for l := range mod.Done {
			lesson := snapshot.Lesson{
				ID: fmt.Sprintf("%s-lesson-%d", mod.ID, l), Completed: day(), How: progress.Done.String(),
				Level: mod.Level, Version: "1.0.0",
			}
			lesson.Hash = envelope.Hash([]byte(lesson.ID))
			s.Lessons = append(s.Lessons, lesson)
		}
		if mod.Done == mod.Total {
			mod.Completed = day()
		}
		s.Modules = append(s.Modules, mod)
	}
	for range rnd.IntN(3) {
		s.Hands = append(s.Hands, snapshot.Topic{About: fmt.Sprintf("module-%02d", rnd.IntN(12)), Title: prose(rnd, 4), Note: prose(rnd, 12), Since: day()})
		s.Offers = append(s.Offers, snapshot.Topic{About: fmt.Sprintf("module-%02d", rnd.IntN(12)), Title: prose(rnd, 4), Note: prose(rnd, 12), Since: day()})
	}
	for c := 0; len(s.Cards) < 17; c++ {
		s.Cards = append(s.Cards, snapshot.Card{ID: ID(learner*100 + c), Shared: day(), EntryCard: store.EntryCard{
			Title: prose(rnd, 7), Task: "summarise", Verdict: store.Worked, Learning: prose(rnd, 22), Broke: prose(rnd, 40),
		}})
	}
	return s
}

var (
	given       = strings.Fields("Ada Ben Cem Dana Eva Finn Gül Hana Ida Jon Kofi Lea Mia Nils Olga Pia Quin Rosa Sam Tess Uli Vera Wim Xenia Yara Zoe")
	family      = strings.Fields("Adler Bauer Costa Demir Ekman Fischer García Haas Ito Jansen Klein López Meyer Novak Okafor Petit Quist Rossi Şahin Tan")
	departments = strings.Fields("hr finance nursing sales support legal operations marketing")
	words       = func() []string {
		rnd := rand.New(rand.NewPCG(1, 2))
		var all []string
		for range 4_000 {
			var b strings.Builder
			for range 1 + rnd.IntN(4) {
				b.WriteString(pick(rnd, strings.Fields("ba de fi go ku la me ni po ra se ti vo wu ze sch ent ing")))
			}
			all = append(all, b.String())
		}
		return all
	}()
)

func pick(rnd *rand.Rand, all []string) string { return all[rnd.IntN(len(all))] }

func prose(rnd *rand.Rand, n int) string {
	line := make([]string, n)
	for i := range line {
		line[i] = words[int(float64(len(words))*rnd.Float64()*rnd.Float64())]
	}
	return strings.Join(line, " ")
}

// Fill writes the full snapshots of so many learners into a folder.
func Fill(t testing.TB, dir string, learners int) {
	t.Helper()
	for n := range learners {
		Put(t, dir, fmt.Sprintf("waymark-learner-%05d.json", n), Signed(t, n, Full(n, n%30)))
	}
}
