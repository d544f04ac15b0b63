package tui

import (
	"path/filepath"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	teams "waymark/store/team"
)

// overPublish opens the page that publishes the first team.
func overPublish(*store.Store) func(Env) Screen {
	return func(e Env) Screen { return newPublish(e, "") }
}

// unplaced is a lead with a small team that has no folder yet.
func unplaced(s *store.Store) {
	staffed(support()[4:]...)(s)
	kept, err := s.Teams()
	must(err)
	kept[0].Folder = ""
	_, err = s.KeepTeam(kept[0])
	must(err)
}

func publishStories() []story {
	return []story{
		{name: "publish-none", over: overPublish},
		{name: "publish-first", over: overPublish, with: unplaced},
		{name: "publish", over: overPublish, with: publishedTwice},
		{name: "publish-ceiling", over: overPublish, with: publishedTwice, keys: []string{"down", "enter", "enter"}},
		{name: "publish-wall", over: overPublish, with: publishedTwice, keys: []string{"down", "down", "pgdown"}},
		{name: "publish-accepted", over: overPublish, with: publishedTwice, keys: []string{"end"}},
		{name: "publish-ascii", over: overPublish, with: publishedTwice, keys: []string{"pgdown"}, ascii: true},
		{name: "team-new", over: overPublish, keys: []string{"enter"}},
	}
}

func onlyTeam(t *testing.T, s *store.Store) store.Team {
	t.Helper()
	all, err := s.Teams()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d teams: %v", len(all), err)
	}
	return all[0]
}

func publishing(t *testing.T, prepare ...func(*store.Store)) *driver {
	t.Helper()
	d := drive(t, 100, 60, prepare...)
	d.send(openMsg{newPublish(d.model.(root).env, "")})
	return d
}

func TestWhatShowsIsWhatIsPublished(t *testing.T) {
	d := publishing(t, publishedTwice)
	folder := t.TempDir()
	team := onlyTeam(t, d.store)
	team.Folder = folder
	_, err := d.store.KeepTeam(team)
	must(err)
	d.send(changedMsg{})
	d.see("What team file number 3 of Support says", "Your key  "+envelope.Fingerprint(keyOf(d.store)), "Amara Okafor: Ethical AI", "until 31 December 2026", "before the audit",
		"Wei Chen", "is waived", "Wall: 3 cards", "What broke: 4 of 10", "Chiara Russo: number 2", "Ben Sato: number 1", "Wei Chen: not known yet")
	d.press("p").see("Published number 3", "What team file number 4")
	file, _, err := teams.ReadFile(filepath.Join(folder, teams.FileName))
	if err != nil || file.Number != 3 || len(file.Given) != 2 || len(file.Wall) != 3 {
		t.Errorf("the file says %+v: %v", file, err)
	}
}

// Something that was given after the page was read must not go out unseen.
func TestWhatDoesNotShowIsNotPublished(t *testing.T) {
	d := publishing(t, assigned)
	team := onlyTeam(t, d.store)
	team.Folder = t.TempDir()
	_, err := d.store.KeepTeam(team)
	must(err)
	d.send(changedMsg{})
	_, err = d.store.Assign(store.Assignment{Learner: memberID(1), Module: "ethical-ai", Reason: "not seen"})
	must(err)
	d.press("p").see("Published number 1", "not seen") // the next one has it
	file, _, err := teams.ReadFile(filepath.Join(team.Folder, teams.FileName))
	if err != nil || len(file.Given) != 2 {
		t.Errorf("the file gives %+v: %v", file.Given, err)
	}
}

func TestTheFolderIsAskedForOnce(t *testing.T) {
	d := publishing(t, assigned)
	team := onlyTeam(t, d.store)
	team.Folder = ""
	_, err := d.store.KeepTeam(team)
	must(err)
	d.send(changedMsg{})
	folder := t.TempDir()
	d.press("p").see("Which folder is the team's?").write("/nowhere/at/all").press("enter").see("no folder", "Which folder")
	d.press("esc")
	d.press("p").write(folder).press("enter").see("Published number 1", "What team file number 2")
	if got := onlyTeam(t, d.store).Folder; got != folder {
		t.Errorf("the folder is %q", got)
	}
}

func TestTeamSettings(t *testing.T) {
	d := publishing(t, assigned).see("what each person chooses", "3 cards in the file")
	d.press("down").see("There is no ceiling").press("enter").see("the profile standard", "leave out, in the words that they read")
	d.press("enter").see("the profile minimal", "in the words that they read", "help you offer")
	d.press("enter").see("what each person chooses")
	d.press("enter", "down", "enter").see("stays here", "Wall: not in the file").not("4 of 10 sources")
	if team := onlyTeam(t, d.store); team.Wall || team.Ceiling != "standard" {
		t.Errorf("the team is %+v", team)
	}
}

func TestATeamIsMadeFromThePage(t *testing.T) {
	d := publishing(t).see("You have no team yet").press("p").see("You have no team yet")
	d.press("enter").write("Customer support").press("down").write("shared").press("ctrl+s").see("Made: Customer support", "number 1 of Customer support")
	if folder := onlyTeam(t, d.store).Folder; !filepath.IsAbs(folder) {
		t.Errorf("the folder is %q, another one wherever Waymark is started", folder)
	}
}

func TestSeveralTeamsAreShownInTurn(t *testing.T) {
	second := func(s *store.Store) {
		_, err := s.KeepTeam(store.Team{Title: "Sales"})
		must(err)
	}
	d := publishing(t, assigned, second).see("number 1 of Support", "Support (1 of 2)").press("enter").see("number 1 of Sales", "Sales (2 of 2)")
	d.press("enter").see("number 1 of Support")
}
