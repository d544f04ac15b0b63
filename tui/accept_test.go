package tui

import (
	"os"
	"path/filepath"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	teams "waymark/store/team"
)

// A ward is a learner's lead, with a store and a folder beside the learner's.
type ward struct {
	lead   *store.Store
	folder string
	team   store.Team
}

// ledBy makes the lead of a learner, who took in their snapshot.
func ledBy(s *store.Store) ward {
	ines(s)
	c := ward{lead: store.New(filepath.Join(s.Dir(), "lead"), morning), folder: filepath.Join(s.Dir(), "shared")}
	keyed(2)(c.lead)
	keeps(c.lead.UpdateProfile(map[string]string{"name": "Ana Ribeiro"}))
	must(os.MkdirAll(c.folder, 0o700))
	msg, err := readShare(Env{Catalogue: catalogue(), Store: s, Now: morning})
	must(err)
	if sent := sendSnapshot(Env{Store: s}, msg.snap, c.folder); sent.err != nil {
		panic(sent.err)
	}
	c.team = keeps(c.lead.KeepTeam(store.Team{Title: "Ward 3", Folder: c.folder, Ceiling: "standard"}))
	keeps(teams.Import(c.lead, c.team.ID, c.folder, morning()))
	return c
}

// gives assigns or waives a module to the only member.
func (c ward) gives(module, due, reason string) {
	m := keeps(c.lead.Members())[0]
	keeps(c.lead.Assign(store.Assignment{Learner: m.ID, Module: module, Due: due, Waived: due == "", Reason: reason}))
}

// publishes writes the team file and returns its path.
func (c ward) publishes() string {
	team := keeps(c.lead.Teams())[0]
	path, _, err := teams.Publish(c.lead, team, c.folder, morning())
	must(err)
	return path
}

// accepts keeps a file as if it had lain in a place with a name that does not change.
func accepts(s *store.Store, path string) {
	f, signed, err := teams.ReadFile(path)
	must(err)
	keeps(teams.AcceptRead(s, f, signed, "/srv/ward-3/"+teams.FileName, false))
}

func published(s *store.Store) ward {
	c := ledBy(s)
	c.gives("prompt-design", "2026-12-12", "The new desk needs it.")
	c.gives("foundations", "", "You taught it to us.")
	return c
}

// underCeiling is a person who accepted a team file.
func underCeiling(s *store.Store) { accepts(s, published(s).publishes()) }

// opens shows the file that a lead publishes.
func opens(prepare func(*store.Store) string) func(*store.Store) func(Env) Screen {
	return func(s *store.Store) func(Env) Screen {
		path := prepare(s)
		return func(e Env) Screen { return newAccept(e, path) }
	}
}

// later is a second file of the same lead, which gives something else.
func later(s *store.Store) string {
	c := published(s)
	accepts(s, c.publishes())
	c.gives("prompt-design", "2026-12-19", "The desk opens a week later.")
	must(c.lead.Unassign(keeps(c.lead.Members())[0].ID, "foundations"))
	return c.publishes()
}

// stranger is a file of the same team that another key signed.
func stranger(s *store.Store) string {
	c := published(s)
	accepts(s, c.publishes())
	keyed(3)(c.lead)
	return c.publishes()
}

func acceptStories() []story {
	return []story{
		{name: "accept", over: opens(func(s *store.Store) string { return published(s).publishes() })},
		{name: "accept-later", over: opens(later)},
		{name: "accept-alarm", over: opens(stranger)},
		{name: "accept-trust", over: opens(stranger), keys: []string{"t"}},
		{name: "accept-path", keys: []string{"6", "s", "t", "a"}, with: ines},
		{name: "my-teams", keys: []string{"6", "s", "t"}, with: underCeiling},
		{name: "my-teams-empty", keys: []string{"6", "s", "t"}, with: ines},
		{name: "my-teams-leave", keys: []string{"6", "s", "t", "x"}, with: underCeiling},
		{name: "today-assigned", with: underCeiling},
		{name: "pathways-assigned", keys: []string{"2", "up"}, with: underCeiling},
	}
}

// Whoever sent into a folder with a team file is shown it, accepts it, and sees on Today
// what was given.
func TestATeamFileIsFoundByTheSendingAndAccepted(t *testing.T) {
	d := drive(t, 120, 40, ines)
	c := published(d.store)
	c.publishes()
	d.send(changedMsg{})
	d.press("6", "s").see("t  Ana Ribeiro published something for you", "Nothing new to send", "number 1")
	d.press("t").see("Is this your lead?", "Ana Ribeiro", envelope.Fingerprint(keyOf(c.lead)), "Prompt design: asked of you by 12 December 2026", "Foundations: waived")
	d.press("a").see("Accepted", "What my lead sees").not("published something for you")
	d.press("esc", "1").see("Assigned", "due 12 Dec, ", "Ana Ribeiro gave you Prompt design, due on 12 December 2026: The new", "waived, not started", "0 of 16 lessons")
	d.press("2", "up").see("waived, 0 of 5", "waived by Ana Ribeiro: \"You taught it to us.\"", "it stays open")
}

// A later file is noticed wherever the learner looks, without anything being sent.
func TestALaterFileIsNoticed(t *testing.T) {
	drive(t, 120, 40, underCeiling).not("published something")
	d := drive(t, 120, 40, func(s *store.Store) {
		c := published(s)
		accepts(s, c.publishes())
		c.gives("ethical-ai", "2026-12-31", "The audit.")
		c.publishes()
	})
	d.see("▸ Assigned", "Your lead", "Ana Ribeiro published something for you", "not accepted yet").press("down").see("Enter looks at it").press("enter").see("Ethical AI: asked of you by 31 December 2026").press("esc")
	d.press("6").see("Ana Ribeiro published something for you: Enter looks at it", "Last sent today to ").press("enter").see("New in it for you").press("esc")
	d.press("s").see("t  Ana Ribeiro published something for you")
	d.send(openMsg{newMyTeams(d.model.(root).env)})
	d.see("Ana Ribeiro published something for you: Enter looks at it").press("enter").see("New in it for you").press("a")
	d.see("Accepted. What your lead gave you").not("published something").press("1").not("published something")
}

// Whoever is given nothing is not sent to look for it.
func TestAFileWithNothingForTheLearner(t *testing.T) {
	d := drive(t, 120, 40, ines)
	path := ledBy(d.store).publishes()
	d.send(openMsg{newAccept(d.model.(root).env, path)})
	d.see("Nothing is given to you").press("a").see("Accepted.").not("What your lead gave you")
}

func keyOf(s *store.Store) string {
	f := keeps(teams.NewFile(s, keeps(s.Teams())[0], morning()))
	return f.Lead.Key
}

func TestALaterFileSaysWhatChanged(t *testing.T) {
	d := drive(t, 80, 24)
	path := later(d.store)
	d.send(openMsg{newAccept(d.model.(root).env, path)})
	d.see("The key is the one that you accepted", "New in it for you", "Prompt design: asked of you by 19 December 2026", "No longer given or waived: Foundations").press("a").see("Accepted")
	d.send(openMsg{newAccept(d.model.(root).env, path)})
	d.see("You have accepted this file").press("a").see("You have accepted this file")
}

// Another key is an alarm: the key that accepts does nothing, and trust is asked for.
func TestAnotherKeyIsAnAlarm(t *testing.T) {
	d := drive(t, 80, 24)
	path := stranger(d.store)
	before := keeps(d.store.AcceptedTeams())[0].Key
	d.send(openMsg{newAccept(d.model.(root).env, path)})
	d.see("Another key signed this file", "Do not accept it before you have asked them").press("a").see("Another key signed")
	d.press("t").see("is the new key theirs?").press("esc").see("Another key signed")
	if now := keeps(d.store.AcceptedTeams())[0].Key; now != before {
		t.Fatal("the key was replaced without a word")
	}
	d.press("t", "y").see("Accepted, with the new key")
	if now := keeps(d.store.AcceptedTeams())[0].Key; now == before {
		t.Error("the key was not replaced")
	}
}

// What is accepted is what was looked at, though another file took its place meanwhile.
func TestWhatWasLookedAtIsAccepted(t *testing.T) {
	d := drive(t, 80, 24)
	c := published(d.store)
	path := c.publishes()
	d.send(openMsg{newAccept(d.model.(root).env, path)})
	d.see("number 1")
	c.publishes()
	d.press("a").see("Accepted")
	if n := keeps(d.store.AcceptedTeams())[0].Number; n != 1 {
		t.Errorf("number %d was accepted", n)
	}
}

func TestATeamIsLeftAfterAQuestion(t *testing.T) {
	d := drive(t, 80, 24, underCeiling).press("6", "s", "t").see("Ward 3", "pinned on").press("x").see("Leave Ward 3?").press("esc").see("Ward 3")
	d.press("x", "y").see("You left Ward 3", "You accepted no team file").press("esc", "esc", "1").not("Assigned", "waived")
	d.see("published something for you") // it is there to be accepted again
	d.send(openMsg{newMyTeams(d.model.(root).env)})
	d.press("a").write("/nowhere").press("enter").see("There is no team file", "check the")
}
