package snapshot_test

import (
	"os"
	"path/filepath"
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// A person is a learner with a real store, who wrote marks into every place there is.
type person struct {
	*gardener
	t      testing.TB
	store  *store.Store
	shared map[store.Visibility][]string // ids of entries
}

// must gives the test up for lost.
func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// newPerson makes a learner who did something of everything.
func newPerson(t testing.TB, seed uint64) *person {
	p := &person{newGardener(seed), t, store.New(t.TempDir(), now), map[store.Visibility][]string{}}
	_, err := p.store.UpdateProfile(map[string]string{
		"name": p.word(minimal), "department": "hr", "role": p.word(standard), "pathway": "path-essentials",
		"endpoint.url": "https://" + p.word(private) + ".example/v1", "endpoint.model": p.word(private), "endpoint.key-env": "ZQXWPRIVATE_KEY",
	})
	must(t, err)
	p.learn("fnd-what-ai-is", true)
	p.learn("fnd-how-llms-answer", false)
	p.train()
	p.ask()
	p.journal()
	return p
}

// learn answers the items of a lesson, or half of them.
func (p *person) learn(lesson string, all bool) {
	meta, err := catalogue().Lesson(lesson)
	must(p.t, err)
	body, err := catalogue().Body(lesson, "")
	must(p.t, err)
	need := progress.Requirement(meta, body)
	must(p.t, p.store.KeepPlace(lesson, meta.Version, p.word(private), true))
	for i, item := range body.Items {
		if !all && i > 1 {
			break
		}
		a := store.Attempt{Lesson: lesson, Item: item.ID, Answer: p.word(private), Right: i%2 == 0, Score: 0.97531234, Objective: item.Objective, Confidence: store.Sure}
		if item.SelfJudged() {
			a.Self = string(curriculum.Met)
		}
		_, err := p.store.RecordAttempt(a, need)
		must(p.t, err)
	}
	if all {
		_, err := p.store.MarkExercise(lesson, need)
		must(p.t, err)
	}
	_, err = p.store.Reflect(lesson, p.word(private))
	must(p.t, err)
}

// train does what is neither a lesson nor an entry.
func (p *person) train() {
	_, err := p.store.RecordDrill(store.Drill{Drill: p.word(private), Hits: 97_531_001, Misses: 97_531_002})
	must(p.t, err)
	_, err = p.store.StartCheck(store.Check{Module: "foundations", Items: []store.CheckItem{{Ref: p.word(private) + "#q", Objective: "O1"}}})
	must(p.t, err)
	must(p.t, p.store.KeepDraft("capture", map[string]string{"title": p.word(private)}))
	r := p.rubric(private)
	r.ID = ""
	_, err = p.store.KeepRubric(*r)
	must(p.t, err)
	piece := store.Piece{Kind: store.PieceKinds()[0].ID, Title: p.word(private), Problem: p.word(private), Reflection: p.word(private)}
	_, err = p.store.KeepPiece(piece)
	must(p.t, err)
}

// ask raises a hand, offers help, acknowledges a policy and accepts a team file.
func (p *person) ask() {
	_, err := p.store.RaiseHand("fnd-how-llms-answer", p.word(minimal))
	must(p.t, err)
	_, err = p.store.MakeOffer("foundations", p.word(standard))
	must(p.t, err)
	_, err = p.store.AcknowledgePolicy(store.Policy{Lesson: "pol-" + p.word(minimal), Version: "1.0.0", Hash: envelope.Hash(nil)})
	must(p.t, err)
	team, err := store.New(p.t.TempDir(), now).KeepTeam(store.Team{Title: "Ward 3"}) // as a lead's program names it
	must(p.t, err)
	_, err = p.store.AcceptTeam(store.Accepted{Team: team.ID, Key: idOf(keyOf(9)), Number: 3, Hash: envelope.Hash(nil), Payload: `{"title": "` + p.word(private) + `"}`, From: "/" + p.word(private)}, false)
	must(p.t, err)
}

// journal writes entries of all kinds: private ones, shared ones, and one whose card is
// shared while its outputs are being rated.
func (p *person) journal() {
	for _, as := range []store.Visibility{store.Private, store.CardShared, store.FullShared} {
		for range 2 {
			b := p.bench(as)
			_, err := p.store.ImportExperiments([]store.Bench{b})
			must(p.t, err)
			p.shared[as] = append(p.shared[as], b.Experiment.ID)
		}
	}
	blind := p.bench(store.CardShared)
	blind.Experiment.Title, blind.Experiment.Learning, blind.Experiment.Broke = p.word(private), p.word(private), p.word(private)
	_, err := p.store.ImportExperiments([]store.Bench{blind})
	must(p.t, err)
	_, err = p.store.StartRound(blind.Experiment.ID, store.ByPair)
	must(p.t, err)
}

// bench is an entry with all that may belong to one. Where it is not shared in full its
// texts are private, but for those of a card that is shared.
func (p *person) bench(as store.Visibility) store.Bench {
	mark := private
	if as == store.FullShared {
		mark = full
	}
	word := func() string { return p.word(mark) }
	minutes := 60
	made := p.day()
	x := store.Experiment{ID: p.id(), Created: made, Updated: made, Closed: made, Overruled: p.word(private), MinutesBefore: &minutes}
	for _, f := range store.Fields() {
		if f.Kind == store.LineField || f.Kind == store.TextField || f.Kind == store.ListField {
			must(p.t, f.Set(&x, word()))
		}
	}
	x.Lesson = "fnd-what-ai-is"
	if as != store.Private {
		x = p.tell(x, as)
	}
	x.Amendments = []store.Amendment{{Field: "hypothesis", From: word(), To: word(), Reason: word(), At: made}}
	x.Pilot = &store.Pilot{Scope: word(), Guard: word(), Stop: word(), Ends: "2026-12-31", Started: made, Ended: made, Decision: store.Adopt, Why: word()}
	b := store.Bench{Experiment: x, Rubric: p.rubric(mark)}
	for _, id := range []string{"a", "b"} {
		b.Variants = append(b.Variants, store.Variant{ID: id, Name: word(), Prompt: word(), Tool: word(), Model: word(), Settings: word(), Note: word()})
	}
	b.Cases = []store.Case{{ID: "0001", Name: word(), Input: word(), Expected: word()}}
	for _, v := range b.Variants {
		b.Outputs = append(b.Outputs, store.Output{Variant: v.ID, Case: "0001", Text: word(), Source: store.FromPaste, Model: word(), LatencyMS: p.number(), At: made})
	}
	b.Rounds = []store.Round{{
		Number: 1, Mode: store.ByPair, Items: []store.RoundItem{{Case: "0001", Left: "a", Right: "b"}}, Started: made, Revealed: made,
		Judgements: []store.Judgement{{Item: 0, Choice: store.LeftBetter, Note: word(), At: made}},
	}}
	return b
}

func (p *person) rubric(mark string) *store.Rubric {
	return &store.Rubric{ID: "r", Version: "1", Title: p.word(mark), Criteria: []store.Criterion{{
		ID: "1", Name: p.word(mark), Weight: 1, Anchors: []store.Anchor{{Score: 1, Text: p.word(mark)}, {Score: 3, Text: p.word(mark)}},
	}}}
}

// with is the snapshot of a profile.
func (p *person) with(profile snapshot.Profile, ceiling string) snapshot.Snapshot {
	p.t.Helper()
	_, err := p.store.UpdateProfile(map[string]string{"sharing": string(profile)})
	must(p.t, err)
	in, err := snapshot.Read(catalogue(), p.store, "1.2.3", now())
	must(p.t, err)
	in.Ceiling = ceiling
	s, err := snapshot.Make(in)
	must(p.t, err)
	return s
}

// send sends the snapshot of a profile to a folder or a file.
func (p *person) send(profile snapshot.Profile, path string) (snapshot.Snapshot, string) {
	p.t.Helper()
	s := p.with(profile, "")
	file, err := snapshot.Send(p.store, s, path)
	must(p.t, err)
	return s, file
}

// files are what a folder holds, by name.
func files(t testing.TB, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(folder)
	must(t, err)
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		must(t, err)
		all[e.Name()] = string(content)
	}
	return all
}
