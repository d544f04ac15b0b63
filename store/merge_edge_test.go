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
