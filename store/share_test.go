package store

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waymark/store/scan"
)

// seeds are the texts of the scan's list, each with one thing that must be marked.
func seeds(t *testing.T) map[string]scan.Kind {
	t.Helper()
	data, err := os.ReadFile("scan/testdata/seeds.txt")
	check(t, err)
	all := map[string]scan.Kind{}
	for line := range strings.Lines(string(data)) {
		kind, text, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.NewReplacer("«", "", "»", "", "¦", "").Replace(text), `"`, `\"`) + `"`)
		check(t, err)
		all[text] = scan.Kind(kind)
	}
	return all
}

func TestNoSeedIsSharedByAccident(t *testing.T) {
	s := newStore(t)
	all := seeds(t)
	equal(t, "seeds", len(all), 50)
	for text, kind := range all {
		x, _, err := s.AddExperiment(Experiment{Title: "Tone", Broke: text, Outcome: text})
		check(t, err)
		_, err = s.ShareExperiment(x.ID, CardShared, "")
		wantErr(t, err, ErrPrivacy)
		_, err = s.ShareExperiment(x.ID, FullShared, "")
		wantErr(t, err, ErrPrivacy)

		_, done, err := s.Redact(x.ID, CardShared)
		check(t, err)
		_, err = s.ShareExperiment(x.ID, CardShared, "")
		if kind == scan.Label {
			equal(t, "redacted in "+text, len(done), 0)
			wantErr(t, err, ErrPrivacy)
			_, err = s.ShareExperiment(x.ID, CardShared, "The words are those of a form.")
			check(t, err)
			continue
		}
		if err != nil {
			t.Errorf("%q after its redaction: %v", text, err)
		}
		shared, err := s.Experiment(x.ID)
		check(t, err)
		if strings.Contains(shared.Broke, done[0].Was) || !strings.Contains(shared.Broke, "["+string(kind)+"]") {
			t.Errorf("%q became %q", text, shared.Broke)
		}
		_, err = s.ShareExperiment(x.ID, FullShared, "") // the outcome was not in the card
		wantErr(t, err, ErrPrivacy)
	}
}

func TestTheClassOfTheDataForbidsSharing(t *testing.T) {
	s := newStore(t)
	for class, want := range map[Data]error{"": nil, Public: nil, Internal: nil, Confidential: ErrPrivacy, Personal: ErrPrivacy} {
		x, _, err := s.AddExperiment(Experiment{Title: "Tone", Data: class, Visibility: FullShared, Overruled: "smuggled"})
		check(t, err)
		equal(t, "visibility of a new entry", must(s.Experiment(x.ID))(t).Visibility, Private)
		x, err = s.ShareExperiment(x.ID, CardShared, "")
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", class, err)
		}
		if want == nil {
			equal(t, "reason", x.Overruled, "")
			_ = must(s.ShareExperiment(x.ID, FullShared, ""))(t) // where the class stands
			continue
		}
		x, err = s.ShareExperiment(x.ID, CardShared, "All cases are\ninvented.")
		check(t, err)
		equal(t, "reason", x.Overruled, "All cases are invented.")
		_, err = s.ShareExperiment(x.ID, CardShared, "ask anna.meier@kontor-nord.de")
		wantErr(t, err, ErrInvalid)
		x = must(s.UnshareExperiment(x.ID))(t)
		equal(t, "reason after unsharing", x.Overruled, "")
		equal(t, "visibility", x.Visibility, Private)
	}
}

// full is an entry with a bench, each of whose texts holds an e-mail address.
func full(t *testing.T, s *Store) Experiment {
	t.Helper()
	const mail = "write to kai@fjord.no"
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Hypothesis: mail, Learning: "Ask first."})
	check(t, err)
	v := must(s.KeepVariant(x.ID, Variant{Name: "plain", Prompt: mail}))(t)
	c := must(s.KeepCases(x.ID, Case{Name: "one", Input: mail}))(t)
	_ = must(s.KeepOutputs(x.ID, Output{Variant: v.ID, Case: c[0].ID, Text: mail, Source: FromPaste}))(t)
	_ = must(s.Amend(x.ID, "hypothesis", mail+" again", "kai@fjord.no is new"))(t)
	_ = must(s.StartPilot(x.ID, Pilot{Scope: mail, Guard: "g", Stop: "s", Ends: "2026-12-31"}))(t)
	return x
}

func TestRedactionReachesEveryText(t *testing.T) {
	s := newStore(t)
	x := full(t, s)
	_ = must(s.ShareExperiment(x.ID, CardShared, ""))(t) // nothing of it is on the card
	before := must(s.Bench(x.ID))(t)
	_, done, err := s.Redact(x.ID, FullShared)
	check(t, err)
	equal(t, "replaced", len(done), 8)
	b := must(s.Bench(x.ID))(t)
	equal(t, "marks left", must(s.Disclosure(x.ID, FullShared))(t).Marks(), 0)
	equal(t, "prompt", b.Variants[0].Prompt, "write to [e-mail address]")
	equal(t, "output", b.Outputs[0].Text, "write to [e-mail address]")
	equal(t, "tries", b.Outputs[0].Tries, 1)
	last := b.Experiment.Amendments[1]
	equal(t, "amendment", last, Amendment{"hypothesis", b.Experiment.Hypothesis, "write to [e-mail address] again", "redacted", last.At})
	_ = must(s.ShareExperiment(x.ID, FullShared, ""))(t)

	check(t, s.Rebuild())
	again := must(s.Bench(x.ID))(t)
	equal(t, "amendments after a rebuild", again.Experiment.Amendments, b.Experiment.Amendments)
	equal(t, "outputs after a rebuild", again.Outputs, b.Outputs)
	for range 2 { // the sharing, the redaction
		_ = must(s.Undo(start))(t)
	}
	equal(t, "after undo", must(s.Bench(x.ID))(t), before)
}

func TestASecretInASharedEntryMakesItPrivate(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Learning: "Call 030 / 901820-17 first"})
	check(t, err)
	_ = must(s.ShareExperiment(x.ID, CardShared, "A number of our own switchboard."))(t)

	x = must(s.UpdateExperiment(x.ID, map[string]string{"learning": "Call 030 / 901820-17 before noon", "outcome": "kai@fjord.no"}))(t)
	equal(t, "overruled before, and not on the card", x.Visibility, CardShared)
	x = must(s.UpdateExperiment(x.ID, map[string]string{"broke": "kai@fjord.no"}))(t)
	equal(t, "visibility", x.Visibility, Private)
	equal(t, "why", x.Withdrawn, `an e-mail address came into "What broke"`)
	equal(t, "the change", x.Broke, "kai@fjord.no")
	_ = must(s.Undo(start))(t)
	x = must(s.Experiment(x.ID))(t)
	equal(t, "after undo", x.Visibility, CardShared)
	equal(t, "what broke after undo", x.Broke, "")

	x = must(s.UpdateExperiment(x.ID, map[string]string{"data": "personal"}))(t)
	equal(t, "visibility of personal data", x.Visibility, Private)
	equal(t, "why", x.Withdrawn, "it deals with personal data now")
	x = must(s.ShareExperiment(x.ID, FullShared, "All of it is invented."))(t)
	equal(t, "why, once shared again", x.Withdrawn, "")
	v := must(s.KeepVariant(x.ID, Variant{Name: "plain", Prompt: "Be kind."}))(t)
	equal(t, "visibility after a harmless prompt", must(s.Experiment(x.ID))(t).Visibility, FullShared)
	v.Prompt = "Answer lee_89@mail.example.co.jp"
	_ = must(s.KeepVariant(x.ID, v))(t)
	x = must(s.Experiment(x.ID))(t)
	equal(t, "visibility after a prompt with an address", x.Visibility, Private)
	equal(t, "why", x.Withdrawn, `an e-mail address came into "Variant a: prompt"`)
}

// An export may have been written by hand.
func TestAnImportIsNotSharedByAccident(t *testing.T) {
	s, other := newStore(t), newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Broke: "kai@fjord.no"})
	check(t, err)
	b := must(s.Bench(x.ID))(t)
	b.Experiment.Visibility = CardShared
	_ = must(other.ImportExperiments([]Bench{b}))(t)
	got := must(other.Experiment(x.ID))(t)
	equal(t, "visibility", got.Visibility, Private)
	equal(t, "why", got.Withdrawn, `"What broke" holds an e-mail address`)
}

// A card cannot hold what has no field in it.
func TestACardHasNoPlaceForPromptsOrOutputs(t *testing.T) {
	var names []string
	for f := range reflect.TypeFor[EntryCard]().Fields() {
		names = append(names, f.Name)
	}
	equal(t, "fields", names, []string{"Title", "Task", "Verdict", "Learning", "Broke"})
	s := newStore(t)
	x := full(t, s)
	var places []string
	for _, text := range must(s.Disclosure(x.ID, CardShared))(t).Texts {
		places = append(places, text.Place)
	}
	equal(t, "places", places, []string{"field/title", "field/learning"})
}

// Every text of a full record is scanned: a new field is found by this test, not by
// a stranger.
func TestTheScanKnowsEveryText(t *testing.T) {
	var b Bench
	want := 0
	fillText(reflect.ValueOf(&b).Elem(), "", func(path string) string {
		want++
		return path
	})
	known := map[string]bool{}
	for _, p := range b.disclosed(FullShared) {
		for part := range strings.SplitSeq(p.get(), ", ") {
			known[part] = true
		}
	}
	// Ids, dates, words of closed vocabularies, what tells of the sharing itself, and what a
	// field holds on another machine, which is not shared.
	closed := []string{
		".Others.Field", ".Others.Text", ".Aside", ".SharedBy",
		".Experiment.ID", ".Experiment.Visibility", ".Experiment.Overruled", ".Experiment.Withdrawn", ".Amendments.Field", ".Cost.Currency",
		".Pilot.Ends", ".Pilot.Decision", ".ID", ".Version", ".Lesson", ".Parent", ".Variant", ".Case", ".Source", ".Mode", ".Left", ".Right", ".Choice",
	}
	fillText(reflect.ValueOf(&b).Elem(), "", func(path string) string {
		if !known[path] && !slices.ContainsFunc(closed, func(end string) bool { return strings.HasSuffix(path, end) }) {
			t.Errorf("%s is shared without having been scanned", path)
		}
		return path
	})
	if want < 60 {
		t.Errorf("only %d texts were looked at", want)
	}
}

// fillText puts a text into every string of a value.
func fillText(v reflect.Value, path string, text func(path string) string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text(path))
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fillText(v.Elem(), path, text)
	case reflect.Slice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		fillText(v.Index(0), path, text)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillText(v.Field(i), path+"."+v.Type().Field(i).Name, text)
			}
		}
	}
}

func TestRedactedNamesStayApart(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 2)
	for letter, name := range map[string]string{"a": "of mia@corp-mail.com", "b": "of lee@corp-mail.com"} {
		b := must(s.Bench(x.ID))(t)
		v, _ := b.Variant(letter)
		v.Name = name
		_ = must(s.KeepVariant(x.ID, v))(t)
	}
	_ = must(s.StartRound(x.ID, ByPair))(t)
	for item := range 2 {
		_ = must(s.Judge(x.ID, Judgement{Item: item, Choice: LeftBetter}))(t)
	}
	_ = must(s.Reveal(x.ID, false))(t)
	for _, rater := range []string{"ben.lee@corp-mail.com", "adam", "zoe@corp-mail.com"} {
		for item := range 2 {
			_ = must(s.Judge(x.ID, Judgement{Item: item, Rater: rater, Choice: RightBetter}))(t)
		}
	}
	_, _, err := s.Redact(x.ID, FullShared)
	check(t, err)
	b := must(s.Bench(x.ID))(t)
	equal(t, "variants", []string{b.Variants[0].Name, b.Variants[1].Name}, []string{"of [e-mail address]", "of [e-mail address] 2"})
	for _, rater := range []string{"", "adam", "[e-mail address]", "[e-mail address] 2"} {
		for item := range 2 {
			if _, found := b.Rounds[0].Of(item, rater); !found {
				t.Errorf("the judgement of item %d by %q is not found", item, rater)
			}
		}
	}
	_ = must(newStore(t).ImportExperiments([]Bench{b}))(t)
	check(t, s.Rebuild())
	equal(t, "after a rebuild", must(s.Bench(x.ID))(t), b)
}
