package tui

import (
	"strings"
	"testing"

	"waymark/store"
)

// careless is a person whose entry holds what should not be shared.
func careless(s *store.Store) {
	id := one(s, map[string]string{
		"title": "Warmer tone in refund replies", "task": "reword", "verdict": "partly", "learning": "Ask kai@fjord.no before the first mail goes out.",
		"broke": "It put 030 / 901820-17 into three replies, and once wrote CONFIDENTIAL above the text.", "outcome": "4 of 6 were warmer.",
		"data": "internal",
	})
	_, err := s.KeepVariant(id, store.Variant{Name: "plain", Prompt: "Answer the customer at lee_89@mail.example.co.jp."})
	must(err)
}

// discreet is a person whose entry can be shared.
func discreet(s *store.Store) {
	one(s, map[string]string{"title": "Warmer tone in refund replies", "task": "reword", "verdict": "partly", "learning": "Ask first.", "broke": "Sums."})
}

func disclosureStories() []story {
	open := []string{"4", "enter", "S"}
	return []story{
		{name: "disclosure", keys: open, with: careless},
		{name: "disclosure-ascii", keys: open, with: careless, ascii: true},
		{name: "disclosure-full", keys: append(open[:3:3], "S"), with: careless},
		{name: "disclosure-redacting", keys: append(open[:3:3], "r"), with: careless},
		{name: "disclosure-shared", keys: append(open[:3:3], "enter"), with: discreet},
	}
}

func only(t *testing.T, s *store.Store) store.Experiment {
	t.Helper()
	all, err := s.Experiments()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	return all[0]
}

func TestACardIsSeenBeforeItIsShared(t *testing.T) {
	d := drive(t, 80, 24, discreet).press("4", "enter", "S")
	d.see("What others see: the card", "Private so far", "Translate or reword", "Ask first.", "Prompts, cases and outputs are not on the card.")
	if only(t, d.store).Visibility != store.Private {
		t.Fatal("it was shared by looking")
	}
	d.press("enter").see("The card is shared.")
	if got := only(t, d.store).Visibility; got != store.CardShared {
		t.Errorf("visibility: %q", got)
	}
	d.press("x").see("Private so far")
	if got := only(t, d.store).Visibility; got != store.Private {
		t.Errorf("visibility: %q", got)
	}
	d.press("u")
	if got := only(t, d.store).Visibility; got != store.CardShared {
		t.Errorf("visibility after undo: %q", got)
	}
	d.press("S").see("What others see: the full record").press("enter")
	if got := only(t, d.store).Visibility; got != store.FullShared {
		t.Errorf("visibility: %q", got)
	}
}

func TestWhatIsMarkedIsNotSharedByAccident(t *testing.T) {
	d := drive(t, 80, 40, careless).press("4", "enter", "S")
	d.see("[!kai@fjord.no!]", "[!030 / 901820-17!]", "[!CONFIDENTIAL!]", "r to take out").not("lee_89")
	d.press("enter").see("Not shared")
	if got := only(t, d.store); got.Visibility != store.Private || !strings.Contains(got.Learning, "kai@") {
		t.Fatalf("%+v", got)
	}
	d.press("r").see("Without what is marked", "[e-mail address]", "[!CONFIDENTIAL!]", "Esc leaves it").press("esc").see("[!kai@fjord.no!]")
	d.press("r", "enter").see("2 marks taken out", "Ask [e-mail address] before").not("[!kai")
	d.press("enter").see("Not shared: change the entry")
	d.press("o").see("Why may it be shared?").write("ask kai@fjord.no").press("enter").see("the reason itself holds")
	d.press("esc", "o").write("The word was part of a form.").press("enter").see("The card is shared.", "Your reason: The word was part of a form.")
	if got := only(t, d.store); got.Visibility != store.CardShared || got.Overruled != "The word was part of a form." {
		t.Errorf("%+v", got)
	}
	d.press("S").see("[!lee_89@mail.example.co.jp!]")
}

func TestAnEntryThatBecamePrivateSaysWhy(t *testing.T) {
	d := drive(t, 80, 30, discreet)
	x := only(t, d.store)
	_, err := d.store.ShareExperiment(x.ID, store.CardShared, "")
	must(err)
	_, err = d.store.UpdateExperiment(x.ID, map[string]string{"broke": "kai@fjord.no"})
	must(err)
	d.press("4", "enter").see("Private again", "S shows what").press("S").see(`Private again: an e-mail address came into "What broke".`)
}
