package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A text is called one; what is no text, and no file of a learner either, is not.
func TestATextIsNoFileOfALearner(t *testing.T) {
	here := newMachine(t, start)
	check(t, updateProfile(here.Store, "name", "Ines"))
	for name, content := range map[string]string{
		"text": "Dear Ines,", "text.cut": strings.Repeat("a", 511) + "ß and more", "zeros": "text\x00text", "bytes": strings.Repeat("\xff\xfe", 300),
	} {
		path := filepath.Join(t.TempDir(), name)
		check(t, os.WriteFile(path, []byte(content), 0o600))
		_, err := here.PreviewMerge(path, false)
		if isText := err != nil && strings.Contains(err.Error(), "is a text"); isText != strings.HasPrefix(name, "text") || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A merge says of how many people the other lead knows more; keys and teams are none.
func TestPeopleOfAMergeAreCounted(t *testing.T) {
	here, there, _ := twoMachines(t, nil)
	arrive(t, there.Store, Arrival{Member: Member{ID: "B", Key: "did:key:z1", Made: "2026-11-01", Number: 1, Head: "{}"}})
	arrive(t, there.Store, Arrival{Member: Member{ID: "C", Key: "did:key:z2", Made: "2026-11-01", Number: 1, Head: "{}"}})
	_, err := there.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: "before the audit"})
	check(t, err)
	equal(t, "people", must(here.PreviewMerge(there.Dir(), false))(t).People, 2)
	_ = must(here.Merge(there.Dir(), false))(t)
	equal(t, "people afterwards", must(here.PreviewMerge(there.Dir(), false))(t).People, 0)
	equal(t, "members", len(must(here.Members())(t)), 2)
}

// Who changes one field of a piece does not bring back the others.
func TestFieldsOfAPieceThatTwoMachinesChangedAreBothKept(t *testing.T) {
	var id string
	here, there, _ := twoMachines(t, func(m machine, _ Experiment) {
		p := Piece{Kind: PieceKinds()[0].ID, Title: "Tone"}
		for _, f := range PieceKinds()[0].AllFields() {
			if f.Form == TextField {
				check(t, f.Set(&p, "as it was"))
			}
		}
		id = must(m.KeepPiece(p))(t).ID
	})
	change := func(m machine, n int, text string) {
		p := must(m.Piece(id))(t)
		texts := 0
		for _, f := range PieceKinds()[0].AllFields() {
			if f.Form != TextField {
				continue
			}
			if texts == n {
				check(t, f.Set(&p, text))
			}
			texts++
		}
		if texts < 2 {
			t.Fatal(errors.New("the kind has too few texts"))
		}
		_ = must(m.KeepPiece(p))(t)
	}
	change(here.later(2*time.Hour), 0, "from here")
	change(there, 1, "from there")
	merged := must(bothWays(t, here, there).Piece(id))(t)
	var texts []string
	for _, f := range PieceKinds()[0].AllFields() {
		if f.Form == TextField {
			texts = append(texts, f.Of(merged))
		}
	}
	equal(t, "texts", texts[:2], []string{"from here", "from there"})
}

// Where both machines changed several fields, each keeps what the other machine had.
func TestBothVersionsOfSeveralFieldsAreKept(t *testing.T) {
	here, there, id := twoMachines(t, nil)
	set(t, here.later(time.Minute), id, map[string]string{"learning": "Ask twice", "outcome": "Good.", "tool": "chat"})
	set(t, there, id, map[string]string{"learning": "Never ask", "outcome": "Bad.", "tool": "mail"})
	x := must(bothWays(t, here, there).Experiment(id))(t)
	others := map[string]string{}
	for _, v := range x.Others {
		others[v.Field] = v.Text
	}
	equal(t, "the later ones", []string{x.Learning, x.Outcome, x.Tool}, []string{"Never ask", "Bad.", "mail"})
	equal(t, "the earlier ones", others, map[string]string{"learning": "Ask twice", "outcome": "Good.", "tool": "chat"})
}

// What was shared in full stays so, unless the bench was changed where nobody knew of it.
func TestAFullRecordStaysSharedAsItWasSeen(t *testing.T) {
	for name, test := range map[string]struct {
		there func(machine, string)
		want  Visibility
	}{
		"nothing there": {func(machine, string) {}, FullShared},
		"another output there": {func(m machine, id string) {
			_ = must(m.KeepOutputs(id, Output{Variant: "a", Case: "0001", Text: "cold again", Source: FromPaste}))(t)
		}, Private},
	} {
		here, there, id := twoMachines(t, func(m machine, x Experiment) {
			_ = must(m.KeepVariant(x.ID, Variant{Name: "zebra", Prompt: "Answer."}))(t)
			_ = must(m.KeepCases(x.ID, Case{Input: "Letter"}))(t)
			_ = must(m.KeepOutputs(x.ID, Output{Variant: "a", Case: "0001", Text: "cold", Source: FromPaste}))(t)
		})
		test.there(there, id)
		_ = must(here.later(2*time.Hour).ShareExperiment(id, FullShared, ""))(t)
		equal(t, name, must(bothWays(t, here, there).Experiment(id))(t).Visibility, test.want)
	}
}
