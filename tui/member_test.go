package tui

import (
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	teams "waymark/store/team"
)

// known is what the lead's store knows of somebody.
func (d *driver) known(name string) teams.MemberView {
	d.t.Helper()
	v, err := teams.ReadMember(catalogue(), d.store, idOf(d.store, name), morning())
	must(err)
	return v
}

// about opens somebody's page.
func about(t *testing.T, name string) *driver {
	d := drive(t, 80, 24, crew).press("6")
	d.send(openMsg{newMember(d.model.(root).env, idOf(d.store, name))})
	return d.see("Team › " + name)
}

func TestALeadGivesWaivesAndTakesBack(t *testing.T) {
	d := about(t, "Wei Chen").press("end", "home", "down", "a").see("Give a module", "● Prompt design", "can read the reason")
	d.press("ctrl+s").see("Say in a few words why").press("up").write("tomorrow").press("down").write("For the new tender").press("ctrl+s").see("Write the day like")
	d.press("ctrl+u").write("1 Dec 2026").press("ctrl+s").see("Given. Wei sees it once you publish: Esc, then p", "due 1 December 2026: For the new tender")
	d.press("w").see("Waive a module").press("right").press("down").write("Done elsewhere").press("ctrl+s")
	given := d.known("Wei Chen").Given
	if len(given) != 2 || given[1].Due != "2026-12-01" || given[0].Module != "model-evaluation" || !given[0].Waived {
		t.Fatalf("given is %+v", given)
	}
	d.press("d").see("What do you take back?", "▸ Prompt design").press("enter").see("Taken back")
	if given = d.known("Wei Chen").Given; len(given) != 1 || !given[0].Waived {
		t.Errorf("given is %+v", given)
	}
}

func TestNothingToTakeBackIsSaid(t *testing.T) {
	about(t, "Amara Okafor").press("d").see("Nothing was given to Amara")
}

// A private note that was begun is there again, until it is kept.
func TestAPrivateNoteIsADraftUntilItIsKept(t *testing.T) {
	d := about(t, "Amara Okafor").press("m").see("never leaves this machine").write("Ask about the tender").press("esc").see("Not saved yet")
	if d.known("Amara Okafor").Talk.Note != "" {
		t.Fatal("a draft was kept as a note")
	}
	d.press("m").see("Ask about the tender", "You were writing this").press("ctrl+s").see("Kept, on this machine alone", "│ Ask about the tender")
	if note := d.known("Amara Okafor").Talk.Note; note != "Ask about the tender" {
		t.Errorf("the note is %q", note)
	}
}

func TestATalkIsNotedAfterAQuestion(t *testing.T) {
	d := about(t, "Amara Okafor").press("t", "enter").see("Team › Amara")
	if !d.known("Amara Okafor").Talk.Last.IsZero() {
		t.Fatal("no was taken for yes")
	}
	d.press("t", "down", "enter").see("Since you talked on 24 November 2026")
}

// The new key is trusted only after a question, and what it signed is taken in by the
// next look.
func TestAChangedKeyIsTrustedAfterAQuestion(t *testing.T) {
	d := about(t, "Marek Nowak")
	change := d.known("Marek Nowak").Member.Changes[0].Key
	d.see("with another key", envelope.Fingerprint(d.known("Marek Nowak").Member.Key), envelope.Fingerprint(change))
	d.press("k", "enter").see("with another key").press("k").see("Is this the key of Marek Nowak", envelope.Fingerprint(change)).press("down", "enter")
	d.see("The new key is trusted").not("with another key").beat().beat().see("told today")
	if m := d.known("Marek Nowak").Member; m.Key != change || len(m.Changes) > 0 {
		t.Errorf("the member is %+v", m)
	}
	d.press("esc").not("Somebody signed", "changed key")
}

// A key that arrives while the lead asks is not the one that they compared.
func TestWhatArrivesMeanwhileIsNotTrusted(t *testing.T) {
	d := about(t, "Marek Nowak")
	compared := d.known("Marek Nowak").Member.Changes[0].Key
	d.press("k").see("Is this the key of Marek Nowak", envelope.Fingerprint(compared))
	forged := store.Member{ID: idOf(d.store, "Marek Nowak"), Key: "did:key:zforged", Made: "2026-11-24", Number: 9}
	_, _, err := d.store.TakeIn([]store.Arrival{{File: store.SeenFile{Name: "forged.json"}, Member: forged}}, nil)
	must(err)
	d.press("down", "enter").see("The new key is trusted", "the new one   "+envelope.Fingerprint(forged.Key))
	if m := d.known("Marek Nowak").Member; m.Key != compared {
		t.Errorf("pinned is %s", m.Key)
	}
}

// What is not theirs is no alarm any more, and what it signed is listed as refused.
func TestAFalseAlarmEnds(t *testing.T) {
	d := about(t, "Marek Nowak")
	known := d.known("Marek Nowak").Member
	d.press("k", "down", "down").see("▸ No, " + envelope.Fingerprint(known.Changes[0].Key) + " is not theirs")
	d.press("enter").see("Refused.").not("with another key").beat().beat().not("with another key")
	if m := d.known("Marek Nowak").Member; m.Key != known.Key || len(m.Changes) > 0 {
		t.Errorf("the member is %+v", m)
	}
	d.press("esc").not("changed key")
}

// Erasing leaves a random number, and what was being typed about the person goes too.
func TestAPersonIsErasedAfterAQuestion(t *testing.T) {
	d := about(t, "Tom Becker").press("m").write("More. ").press("esc", "e").see("is a random number without the name").press("enter").see("Team › Tom Becker")
	id := idOf(d.store, "Tom Becker")
	d.press("e", "down", "enter").see("Erased: nothing is known of Tom Becker", "[Attention]").press("down").beat().beat().not("Tom Becker")
	if draft, found, err := d.store.Draft(noteDraft(id)); found || err != nil {
		t.Errorf("the draft is %+v, %v", draft, err)
	}
	if _, err := d.store.Member(id); err == nil {
		t.Error("the member is still there")
	}
	erased, err := d.store.ErasedMembers()
	if err != nil || len(erased) != 1 || erased[0].Learner != id || strings.Contains(erased[0].Reason, "Tom") {
		t.Errorf("erased is %+v, %v", erased, err)
	}
}

func TestAPageOfSomebodyWhoWithdrewSaysSo(t *testing.T) {
	d := about(t, "Wei Chen")
	must(d.store.EraseMember(idOf(d.store, "Wei Chen"), "they asked"))
	d.send(changedMsg{})
	d.see("Nothing is known of this person here any more").press("a", "m", "t", "e", "esc").see("[Attention]")
}

func TestWhatSomebodyWroteIsCleanOnTheirPage(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		folder := sharedFolder(s)
		shareOf(s, folder, "Ana 🙂 Silva", "finance", raises("foundations", "Why so many  spaces?"))
		look(s, ownTeam(s), folder, 0)
	}).press("6", "enter")
	d.see("Team › Ana 🙂 Silva", "Why so many").press("end").see("Asks for help", "↑ Foundations")
}
