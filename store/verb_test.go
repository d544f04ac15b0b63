package store

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store/review"
)

// A world is a file with something in every bucket, and what the verbs of a store find in
// it to act upon.
type world struct {
	file             []byte
	told, rated, new Experiment // revealed and shared; in the middle of a rating; with a place for an output
	check            Check
	piece            Piece
	team             Team
}

const (
	person  = "01JD0000000000000000000000" // whose snapshot makeExampleTeam takes in
	another = "01JD0000000000000000000001"
)

func eventful(t *testing.T) (w world) {
	t.Helper()
	s := newStore(t)
	_ = must(s.UpdateProfile(map[string]string{"name": "Ines", "pathway": "path-foundations"}))(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "end", true))
	_ = must(s.MarkExercise("fnd", need))(t)
	_ = must(s.RecordAttempt(shownBy("one", true), need))(t)
	_ = must(s.RecordAttempt(attempt("two", true), need))(t)
	_ = must(s.ReviewCard("fnd#a", review.Hard))(t)
	_ = must(s.RecordDrill(Drill{Drill: "hr/letter", Marked: []int{2}, Hits: 1, Rejections: 6}))(t)
	w.check = must(s.StartCheck(exampleCheck()))(t)
	_ = must(s.RecordAttempt(inCheck(w.check, true), need))(t)
	w.check = newestCheck(t, s)
	makeExampleBench(t, s)
	w.piece = must(s.Pieces())(t)[0]
	w.told = must(s.Experiment(w.piece.Experiments[0]))(t)
	_, _, err := s.AddExperiment(Experiment{Title: "Taken back"})
	check(t, err)
	_ = must(s.Undo(time.Time{}))(t)
	w.rated = trial(t, s, 2)
	_ = must(s.StartRound(w.rated.ID, ByPair))(t)
	w.new = trial(t, s, 1)
	_ = must(s.KeepCases(w.new.ID, Case{Input: "A letter without answers"}))(t)
	_ = must(s.KeepVariant(w.new.ID, Variant{Name: "quagga"}))(t)
	_ = must(s.UpdateExperiment(w.new.ID, map[string]string{"outcome": strings.Repeat("long ", 1000)}))(t)
	_ = must(s.StartPilot(w.new.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}))(t)
	makeExampleTeam(t, s)
	_ = must(s.RecordTalk(person))(t)
	arrive(t, s, arrivalOf(another, "did:key:z2", 1))
	check(t, s.EraseMember(another, "asked for it"))
	arrive(t, s, arrivalOf(person, "did:key:z3", 1)) // an alarm
	w.team = must(s.Teams())(t)[0]
	check(t, s.Reindex())
	w.file = must(os.ReadFile(s.File()))(t)
	return w
}

func arrivalOf(id, key string, number int) Arrival {
	return Arrival{
		File:     SeenFile{Folder: "/team", Name: id},
		Member:   Member{ID: id, Key: key, Made: "2026-11-01", Number: number, Head: "{}"},
		Original: Original{Payload: []byte("{}"), Signature: []byte("s")}, Taught: "fnd 1.0.0",
	}
}

// A verb is one call of a store that does what it is for.
type verb struct {
	name string // of the method
	do   func(s *Store) error
}

func (w world) learning() []verb {
	return []verb{
		{"AcknowledgePolicy", func(s *Store) error {
			return failed(s.AcknowledgePolicy(Policy{Lesson: "own", Version: "2", Hash: "cd"}))
		}},
		{"AllAttempts", func(s *Store) error { return failed(s.AllAttempts()) }},
		{"Attempts", func(s *Store) error { return failed(s.Attempts("fnd")) }},
		{"Reviews", func(s *Store) error { return failed(s.Reviews()) }},
		{"BuryCard", func(s *Store) error { return failed(s.BuryCard("fnd#a")) }},
		{"Cards", func(s *Store) error { return failed(s.Cards()) }},
		{"Checks", func(s *Store) error { return failed(s.Checks()) }},
		{"Completions", func(s *Store) error { return failed(s.Completions()) }},
		{"Days", func(s *Store) error { return failed(s.Days()) }},
		{"Drills", func(s *Store) error { return failed(s.Drills()) }},
		{"DropCheck", func(s *Store) error { return s.DropCheck(w.check.ID) }},
		{"EndOffer", func(s *Store) error { return failed(s.EndOffer("prm")) }},
		{"Events", func(s *Store) error { return s.Events(func(Event) error { return nil }) }},
		{"Hands", func(s *Store) error { return failed(s.Hands()) }},
		{"Identity", func(s *Store) error { _, _, err := s.Identity(); return err }},
		{"KeepPlace", func(s *Store) error { return s.KeepPlace("fnd", "1.1.0", "page", false) }},
		{"LastDays", func(s *Store) error { return failed(s.LastDays(7, "")) }},
		{"Lesson", func(s *Store) error { return failed(s.Lesson("fnd")) }},
		{"Lessons", func(s *Store) error { return failed(s.Lessons()) }},
		{"LowerHand", func(s *Store) error { return failed(s.LowerHand("fnd")) }},
		{"MakeOffer", func(s *Store) error { return failed(s.MakeOffer("evl", "on Mondays")) }},
		{"MarkExercise", func(s *Store) error { return failed(s.MarkExercise("other", need)) }},
		{"Objectives", func(s *Store) error { return failed(s.Objectives()) }},
		{"Offers", func(s *Store) error { return failed(s.Offers()) }},
		{"Policies", func(s *Store) error { return failed(s.Policies()) }},
		{"Profile", func(s *Store) error { return failed(s.Profile()) }},
		{"RaiseHand", func(s *Store) error { return failed(s.RaiseHand("evl", "")) }},
		{"Rebuild", (*Store).Rebuild},
		{"RecordAttempt", func(s *Store) error { return failed(s.RecordAttempt(shownBy("one", false), need)) }},
		{"RecordAttempt", func(s *Store) error { return failed(s.RecordAttempt(inCheck(w.check, true), need)) }},
		{"RecordDrill", func(s *Store) error {
			return failed(s.RecordDrill(Drill{Drill: "hr/letter", Misses: 1, Rejections: 6}))
		}},
		{"Reflect", func(s *Store) error { return failed(s.Reflect("fnd", strings.Repeat("what I saw ", 400))) }},
		{"ReviewCard", func(s *Store) error { return failed(s.ReviewCard("fnd#b", review.Good)) }},
		{"SigningKey", func(s *Store) error { return failed(s.SigningKey()) }},
		{"Stamp", func(s *Store) error { return failed(s.Stamp()) }},
		{"StartCheck", func(s *Store) error { return failed(s.StartCheck(exampleCheck())) }},
		{"SuspendCard", func(s *Store) error { return failed(s.SuspendCard("fnd#a", true)) }},
		{"Undo", func(s *Store) error { return failed(s.Undo(time.Time{})) }},
		{"UpdateProfile", func(s *Store) error { return failed(s.UpdateProfile(map[string]string{"role": "nurse"})) }},
	}
}

func (w world) writing() []verb {
	title := func(title string) Experiment { return Experiment{Title: title, Outcome: strings.Repeat("long ", 1000)} }
	return []verb{
		{"AddExperiment", func(s *Store) error { _, _, err := s.AddExperiment(title("New")); return err }},
		{"AddExperimentWith", func(s *Store) error {
			x, variants, rubric := filled()
			_, _, err := s.AddExperimentWith(x, variants, rubric)
			return err
		}},
		{"Amend", func(s *Store) error { return failed(s.Amend(w.told.ID, "prediction", "70", "mistyped")) }},
		{"BeginEdit", func(s *Store) error { return failed(s.BeginEdit(w.new.ID, []byte("text"))) }},
		{"Disclosure", func(s *Store) error { return failed(s.Disclosure(w.told.ID, FullShared)) }},
		{"Draft", func(s *Store) error { _, _, err := s.Draft("new"); return err }},
		{"Drafts", func(s *Store) error { return failed(s.Drafts()) }},
		{"DropDraft", func(s *Store) error { return s.DropDraft("new") }},
		{"Edited", func(s *Store) error { _, _, err := s.Edited(w.new.ID); return err }},
		{"EndEdit", func(s *Store) error { return s.EndEdit(w.new.ID) }},
		{"EndPilot", func(s *Store) error { return failed(s.EndPilot(w.new.ID, Drop, "it did not hold")) }},
		{"Experiment", func(s *Store) error { return failed(s.Experiment(w.new.ID)) }},
		{"Experiments", func(s *Store) error { return failed(s.Experiments()) }},
		{"ImportExperiments", func(s *Store) error {
			x := title("From elsewhere")
			x.ID, x.Created, x.Updated = "01JD00000000000000000000ZZ", start, start
			return failed(s.ImportExperiments([]Bench{{Experiment: x, Variants: []Variant{{ID: "a", Name: "one"}}, Cases: []Case{{ID: "0001", Input: "A letter"}}}}))
		}},
		{"KeepDraft", func(s *Store) error { return s.KeepDraft("new", map[string]string{"title": "Dra"}) }},
		{"KeepPiece", func(s *Store) error { return failed(s.KeepPiece(Piece{Kind: "evaluation", Title: "Second"})) }},
		{"LatestExperiments", func(s *Store) error { return failed(s.LatestExperiments(2)) }},
		{"ListExperiments", func(s *Store) error { return failed(s.ListExperiments(Listing{Limit: 2})) }},
		{"ListExperiments", func(s *Store) error {
			return failed(s.ListExperiments(Listing{Query: "tag:tone zebra", Limit: 1, Before: w.new.ID}))
		}},
		{"Piece", func(s *Store) error { return failed(s.Piece(w.piece.ID)) }},
		{"Pieces", func(s *Store) error { return failed(s.Pieces()) }},
		{"Redact", func(s *Store) error { _, _, err := s.Redact(w.told.ID, FullShared); return err }},
		{"Reindex", (*Store).Reindex},
		{"RemovePiece", func(s *Store) error { return failed(s.RemovePiece(w.piece.ID)) }},
		{"RewriteExperiment", func(s *Store) error {
			_, _, err := s.RewriteExperiment(w.new, map[string]string{"learning": "Ask first"})
			return err
		}},
		{"SearchExperiments", func(s *Store) error { return failed(s.SearchExperiments("warmer -nothing verdict:open", 5)) }},
		{"ShareExperiment", func(s *Store) error { return failed(s.ShareExperiment(w.new.ID, CardShared, "")) }},
		{"Similar", func(s *Store) error { return failed(s.Similar("Does the zebra sound warmer?", 3)) }},
		{"StartPilot", func(s *Store) error {
			return failed(s.StartPilot(w.told.ID, Pilot{Scope: "Team", Guard: "Complaints", Stop: "More than 2", Ends: "2026-12-31"}))
		}},
		{"UnshareExperiment", func(s *Store) error { return failed(s.UnshareExperiment(w.told.ID)) }},
		{"UpdateExperiment", func(s *Store) error {
			return failed(s.UpdateExperiment(w.new.ID, map[string]string{"title": "Other words"}))
		}},
		{"WaitingExperiments", func(s *Store) error { return failed(s.WaitingExperiments()) }},
	}
}

func (w world) testing() []verb {
	ten := 10
	return []verb{
		{"Bench", func(s *Store) error { return failed(s.Bench(w.told.ID)) }},
		{"ChooseRubric", func(s *Store) error {
			return failed(s.ChooseRubric(w.new.ID, Rubric{ID: "other", Title: "Other", Criteria: tone().Criteria}))
		}},
		{"FillBench", func(s *Store) error {
			return failed(s.FillBench(w.new.ID, Filling{
				Variants: []Variant{{ID: "v", Name: "kudu"}}, Cases: []Case{{ID: "c", Input: "New"}}, Outputs: []Output{{Variant: "v", Case: "c", Text: "t", Source: FromPaste}},
			}))
		}},
		{"Judge", func(s *Store) error { return failed(s.Judge(w.rated.ID, Judgement{Item: 0, Choice: LeftBetter})) }},
		{"KeepCases", func(s *Store) error {
			return failed(s.KeepCases(w.new.ID, Case{ID: "0002", Input: "Other"}, Case{Input: "New"}))
		}},
		{"KeepOutputs", func(s *Store) error {
			return failed(s.KeepOutputs(w.new.ID, Output{Variant: "a", Case: "0002", Text: strings.Repeat("warm ", 1000), Source: FromPaste}))
		}},
		{"KeepRubric", func(s *Store) error { return failed(s.KeepRubric(tone())) }},
		{"KeepVariant", func(s *Store) error { return failed(s.KeepVariant(w.new.ID, Variant{Name: "gnu", Parent: "b"})) }},
		{"RemoveCase", func(s *Store) error { return s.RemoveCase(w.new.ID, "0002") }},
		{"RemoveOutput", func(s *Store) error { return failed(s.RemoveOutput(w.new.ID, "a", "0001")) }},
		{"RemoveVariant", func(s *Store) error { return s.RemoveVariant(w.new.ID, "c") }},
		{"Reveal", func(s *Store) error { return failed(s.Reveal(w.rated.ID, true)) }},
		{"Rubrics", func(s *Store) error { return failed(s.Rubrics()) }},
		{"SetChecks", func(s *Store) error { return failed(s.SetChecks(w.new.ID, []string{"words <= 90"})) }},
		{"SetMinutes", func(s *Store) error { return failed(s.SetMinutes(w.new.ID, "a", "0001", &ten)) }},
		{"Sheet", func(s *Store) error { return failed(s.Sheet(w.rated.ID)) }},
		{"StartRound", func(s *Store) error { return failed(s.StartRound(w.told.ID, ByPair)) }},
	}
}

func (w world) sharing() []verb {
	return []verb{
		{"AcceptTeam", func(s *Store) error {
			return failed(s.AcceptTeam(Accepted{Team: "01JT", Key: "did:key:z1", Number: 2, Hash: "ef", Payload: "{}"}, false))
		}},
		{"AcceptedTeams", func(s *Store) error { return failed(s.AcceptedTeams()) }},
		{"Arrive", func(s *Store) error { return s.Arrive(lrs, []Receipt{{ID: "a", State: There}}) }},
		{"Assign", func(s *Store) error {
			return failed(s.Assign(Assignment{Learner: person, Module: "evaluation", Reason: "wanted"}))
		}},
		{"Assignments", func(s *Store) error { return failed(s.Assignments()) }},
		{"AssignmentsOf", func(s *Store) error { return failed(s.AssignmentsOf(person)) }},
		{"Deliver", func(s *Store) error { return s.Deliver(lrs, []Delivery{{ID: "c", Statement: `{"id":"c"}`}}) }},
		{"Deliveries", func(s *Store) error { return failed(s.Deliveries(lrs)) }},
		{"EachOriginal", func(s *Store) error { return s.EachOriginal(func(string, Original) error { return nil }) }},
		{"EraseMember", func(s *Store) error { return s.EraseMember(person, "asked for it") }},
		{"ErasedMembers", func(s *Store) error { return failed(s.ErasedMembers()) }},
		{"KeepTalkNote", func(s *Store) error { return failed(s.KeepTalkNote(person, "ask again")) }},
		{"KeepTeam", func(s *Store) error { return failed(s.KeepTeam(Team{Title: "Sales"})) }},
		{"LastNoted", func(s *Store) error { return failed(s.LastNoted()) }},
		{"LastSent", func(s *Store) error { return failed(s.LastSent()) }},
		{"LeaveTeam", func(s *Store) error { return s.LeaveTeam("01JT") }},
		{"Ledger", func(s *Store) error { return failed(s.Ledger()) }},
		{"Member", func(s *Store) error { return failed(s.Member(person)) }},
		{"Members", func(s *Store) error { return failed(s.Members()) }},
		{"NewestHashes", func(s *Store) error { return failed(s.NewestHashes()) }},
		{"Original", func(s *Store) error { return failed(s.Original(person)) }},
		{"ReadmitMember", func(s *Store) error { return s.ReadmitMember(another) }},
		{"RecordPublished", func(s *Store) error { return s.RecordPublished(w.team.ID, 1, "ab", "/team") }},
		{"RecordSent", func(s *Store) error { return s.RecordSent(Sent{Number: 2, Hash: "cd", To: "/x", Payload: "{}"}) }},
		{"RecordTalk", func(s *Store) error { return failed(s.RecordTalk(person)) }},
		{"RecordUnsent", func(s *Store) error { return s.RecordUnsent(1, "the folder is full") }},
		{"RefuseKey", func(s *Store) error { return failed(s.RefuseKey(person, "did:key:z3")) }},
		{"SeenFiles", func(s *Store) error { return failed(s.SeenFiles("/team")) }},
		{"SeenFilesNamed", func(s *Store) error {
			return failed(s.SeenFilesNamed("/team", []string{strings.ToLower(person) + ".json"}))
		}},
		{"Sending", func(s *Store) error { return s.Sending(func() error { return nil }) }},
		{"StopLeading", func(s *Store) error { return s.StopLeading() }},
		{"TakeIn", func(s *Store) error {
			_, _, err := s.TakeIn([]Arrival{arrivalOf(person, "did:key:z1", 2)}, nil)
			return err
		}},
		{"TakeIn", func(s *Store) error {
			_, _, err := s.TakeIn(nil, []SeenFile{{Folder: "/team", Name: another}})
			return err
		}},
		{"Talk", func(s *Store) error { return failed(s.Talk(person)) }},
		{"Talks", func(s *Store) error { return failed(s.Talks()) }},
		{"Taught", func(s *Store) error { return failed(s.Taught()) }},
		{"Teams", func(s *Store) error { return failed(s.Teams()) }},
		{"TrustKey", func(s *Store) error { return failed(s.TrustKey(person, "did:key:z3")) }},
		{"Unassign", func(s *Store) error { return s.Unassign(person, "ethical-ai") }},
	}
}

func failed[T any](_ T, err error) error { return err }

func (w world) verbs() []verb {
	return slices.Concat(w.learning(), w.writing(), w.testing(), w.sharing())
}

// ofTheFile are the methods about the file as a whole, which have tests of their own.
var ofTheFile = strings.Fields("BackUp BackUpTo Backups Compact Erase Examine Merge PreviewMerge RecordStores Repair ReportCrash Restore RestoreFrom Upkeep")

// Every method that can fail is tried: who adds one adds it here.
func TestEveryVerbIsTried(t *testing.T) {
	tried := slices.Clone(ofTheFile)
	for _, v := range eventful(t).verbs() {
		tried = append(tried, v.name)
	}
	store := reflect.TypeFor[*Store]()
	for m := range store.Methods() {
		if n := m.Type.NumOut(); n > 0 && m.Type.Out(n-1) == reflect.TypeFor[error]() && !slices.Contains(tried, m.Name) {
			t.Errorf("%s is not tried", m.Name)
		}
	}
}

func TestVerbsDoWhatTheyAreFor(t *testing.T) {
	w := eventful(t)
	for _, v := range w.verbs() {
		if err := v.do(storeOf(t, w.file)); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
	}
}

// storeOf is a store whose file has the given bytes.
func storeOf(t *testing.T, file []byte) *Store {
	t.Helper()
	s := New(t.TempDir(), func() time.Time { return start.AddDate(0, 0, 1) })
	check(t, os.WriteFile(s.File(), file, 0o600))
	return s
}
