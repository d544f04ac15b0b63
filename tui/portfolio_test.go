package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/store"
)

// showing is a person with pieces of work, one of them complete.
func showing(s *store.Store) {
	busy(s)
	all, err := s.Experiments()
	must(err)
	for _, p := range []store.Piece{
		{
			Kind: "evaluation", Title: "Refund replies, 30 cases", Problem: "Nobody knew whether the assistant got sums right.", Mine: "I drew 30 cases and rated them.",
			AI: "It answered them.", Evidence: "26 of 30 right on 12 November 2026.", Reflection: "It fails on partial refunds; next: a table of sums.", Date: "2026-11-12",
			AttestedBy: "Ben Okoro", AttestedOn: "2026-11-20", Experiments: []string{all[0].ID}, Lessons: []string{"evl-rubrics"},
			Fields: map[string]string{"question": "May it answer refunds?", "criteria": "Sum, tone, no promise", "drawn": "At random from four weeks", "cases": "30", "good": "26", "interval": "70-95%"},
		},
		{Kind: "template-card", Title: "Refund reply with two examples", Problem: "40 replies a week.", Fields: map[string]string{"owner": "Ines, ines@shop.example", "prompt": "Answer {letter} warmly."}},
		{Kind: "experiment", Title: "Ask for sources in market summaries", Evidence: "4 of 10 sources did not exist.", Experiments: []string{all[1].ID}},
	} {
		_, err := s.KeepPiece(p)
		must(err)
	}
}

func portfolioStories() []story {
	list := []string{"4", "p"}
	return []story{
		{name: "portfolio-empty", keys: list},
		{name: "portfolio", keys: list, with: showing},
		{name: "portfolio-ascii", keys: list, with: showing, ascii: true},
		{name: "portfolio-page", keys: append(list[:2:2], "w", "down", "space"), with: showing},
		{name: "portfolio-page-empty", keys: append(list[:2:2], "w")},
		{name: "piece", keys: append(list[:2:2], "down", "enter"), with: showing},
		{name: "piece-form", keys: append(list[:2:2], "enter", "enter", "down"), with: showing},
		{name: "piece-new", keys: append(list[:2:2], "a", "enter")},
		{name: "piece-attest", keys: append(list[:2:2], "enter", "t"), with: showing},
		{name: "piece-kinds", keys: append(list[:2:2], "a")},
		{name: "badges", keys: append(list[:2:2], "b"), with: showing},
	}
}

func TestAPieceIsWrittenAndChangedAndTakenOut(t *testing.T) {
	d := drive(t, 80, 30).press("4", "p").see("Your portfolio is empty", "0 of 5 badges earned")
	d.press("a").see("What kind of piece is it?", "A prompt that a colleague can use").press("enter").see("New: Template card")
	d.press("ctrl+s").see("A title is needed")
	d.write("Refund replies").press("ctrl+s").see("Added to your portfolio", "Refund replies", "Template card")
	d.press("enter").see("Still needs").press("enter", "tab").write("40 a week").press("esc").see("Saved.", "40 a week")
	p := pieces(t, d.store)[0]
	if p.Title != "Refund replies" || p.Problem != "40 a week" {
		t.Errorf("%+v", p)
	}
	d.press("t").see("Nobody can stand for their own work").write("Ben Okoro").press("esc").see("Attested", "Ben Okoro, 24 November 2026")
	d.press("x").see("Your portfolio is empty", "u takes it back")
	d.press("u").see("Refund replies")
	if got := pieces(t, d.store); len(got) != 1 || got[0].AttestedBy != "Ben Okoro" {
		t.Errorf("after undo: %+v", got)
	}
}

func pieces(t *testing.T, s *store.Store) []store.Piece {
	t.Helper()
	all, err := s.Pieces()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAPieceBeginsWithTheWordsOfAnEntry(t *testing.T) {
	d := drive(t, 80, 30, busy).press("4", "down", "enter").see("Ask for sources")
	d.press("p").see("What kind of piece is it?").press("enter").see("4 of 10 sources did not exist.", "Still needs", "1 entry of your journal")
	got := pieces(t, d.store)
	if len(got) != 1 || got[0].Kind != "experiment" || len(got[0].Experiments) != 1 {
		t.Fatalf("%+v", got)
	}
	d.press("u")
	if got := pieces(t, d.store); len(got) > 0 {
		t.Errorf("after undo: %+v", got)
	}
}

func TestAPieceThatIsGoneKeepsTheWords(t *testing.T) {
	d := drive(t, 80, 30, showing).press("4", "p", "enter", "enter")
	before := pieces(t, d.store)
	for _, p := range before {
		_, err := d.store.RemovePiece(p.ID)
		must(err)
	}
	d.press("tab").write("New words. ").press("esc").see("kept as a new one")
	if got := pieces(t, d.store); len(got) != 1 || !strings.Contains(got[0].Problem, "New words.") {
		t.Errorf("%+v", got)
	}
}

func TestAPageIsWrittenWithAWarning(t *testing.T) {
	d := drive(t, 80, 24, showing).press("4", "p", "w")
	d.see("One page to show", "1 mark", "Before you hand the page on, look at 1 mark", "ines@shop.example")
	file := filepath.Join(t.TempDir(), "page.html")
	d.press("enter").see("Which file", "1 mark on it")
	for range len("portfolio.html") {
		d.press("backspace")
	}
	d.write(file).press("enter").see("Written: ")
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "ines@shop.example") || !strings.Contains(string(text), "26 of 30 right") {
		t.Fatalf("%v\n%s", err, text)
	}
	d.press("space").not("ines@shop.example").see("left out").press("enter")
	for range len("portfolio.html") {
		d.press("backspace")
	}
	d.write(file).press("enter").see("There is such a file already")
	for range len(".html") {
		d.press("backspace")
	}
	d.write(".md").press("enter").see("Written: ")
	text, err = os.ReadFile(strings.TrimSuffix(file, ".html") + ".md")
	if err != nil || strings.Contains(string(text), "ines@shop.example") || !strings.HasPrefix(string(text), "# Portfolio of Ines\n") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestBadgesSayWhatIsLeft(t *testing.T) {
	drive(t, 80, 60, showing).press("4", "p", "b").see("Evaluator", "not earned yet", "8 of 8 lessons left", "✓ One test of 30 or more cases")
}
