package tui

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"sync"
	"time"

	"waymark/store"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

func teamStories() []story {
	return []story{
		{name: "team-empty", keys: []string{"6"}},
		{name: "team", keys: []string{"6"}, with: leads},
		{name: "team-attention", keys: []string{"6"}, with: crew},
		{name: "team-attention-ascii", keys: []string{"6"}, with: crew, ascii: true},
		{name: "team-attention-fine", keys: []string{"6"}, with: calm},
		{name: "team-board", keys: []string{"6", "right"}, with: crew},
		{name: "team-board-order", keys: []string{"6", "right", "o", "o", "down"}, with: crew},
		{name: "team-board-ascii", keys: []string{"6", "right"}, with: crew, ascii: true},
		{name: "team-filter", keys: []string{"6", "f"}, with: crew},
		{name: "team-filtered", keys: []string{"6", "f", "down", "enter", "right"}, with: crew},
		{name: "team-lead", keys: []string{"6", "i"}},
		{name: "team-import", keys: []string{"6", "i", "down", "enter"}},
		{name: "team-files", keys: []string{"6"}, with: crew, over: filesOf},
		{name: "team-rules", keys: []string{"6", "?"}, with: crew},
	}
}

// leads is a team lead who imported the snapshots of three learners, one of whom has not
// started.
func leads(s *store.Store) {
	folder := sharedFolder(s)
	shareOf(s, folder, "Amara Okafor", "finance", did("fnd-what-ai-is", true), did("fnd-how-llms-answer", true), did("prm-brief-clearly", false))
	shareOf(s, folder, "Jonas Lindqvist", "operations")
	shareOf(s, folder, "Wei Chen", "hr", did("fnd-what-ai-is", true))
	_, err := teams.Import(s, "", folder, morning())
	must(err)
}

// buildCrew makes a lead of seven people of whom all but two need something, each something else,
// with a folder in which a file is no snapshot.
func buildCrew(s *store.Store) {
	folder, kept := sharedFolder(s), ownTeam(s)
	shareAgo(s, folder, 30, "Marek Nowak", "sales", did("fnd-what-ai-is", true))
	shareAgo(s, folder, 30, "Tom Becker", "finance")
	look(s, kept, folder, 30)
	prepared(s.RecordTalk(idOf(s, "Tom Becker")))
	shareAgo(s, folder, 19, "Priya Nair", "marketing", daysAgo(40, did("fnd-what-ai-is", true)))
	shareAgo(s, folder, 9, "Wei Chen", "hr", did("fnd-what-ai-is", true), offers("fnd-what-ai-is", "Tuesdays after two"))
	shareOf(s, folder, "Marek Nowak", "sales", signed("another key"))
	shareOf(s, folder, "Amara Okafor", "finance", did("fnd-what-ai-is", true), did("fnd-how-llms-answer", true), raises("prm-brief-clearly", "My briefs come back too long."))
	shareOf(s, folder, "Jonas Lindqvist", "operations")
	shareOf(s, folder, "Tom Becker", "finance", did("fnd-what-ai-is", true), did("fnd-how-llms-answer", false))
	shareOf(s, folder, "Lena Fischer", "hr", did("fnd-what-ai-is", true), did("fnd-how-llms-answer", true))
	must(os.WriteFile(filepath.Join(folder, "rota.json"), []byte("{}"), 0o600))
	look(s, kept, folder, 0)
	prepared(s.Assign(store.Assignment{Learner: idOf(s, "Tom Becker"), Module: "foundations", Due: "2026-11-27", Reason: "For the month's end"}))
	prepared(s.Assign(store.Assignment{Learner: idOf(s, "Tom Becker"), Module: "model-evaluation", Waived: true, Reason: "Not needed in this role"}))
	prepared(s.KeepTalkNote(idOf(s, "Tom Becker"), "Ask how the new ledger works out.\nHoliday cover in December?"))
}

// crew puts the lead of buildCrew into a store: it is built once, since that takes a
// second, and copied.
func crew(s *store.Store) {
	for name, content := range crewFiles() {
		path := filepath.Join(s.Dir(), name)
		must(os.MkdirAll(filepath.Dir(path), 0o700))
		must(os.WriteFile(path, content, 0o600))
	}
	all, err := s.Teams()
	must(err)
	all[0].Folder = sharedFolder(s)
	prepared(s.KeepTeam(all[0]))
}

var crewFiles = sync.OnceValue(func() map[string][]byte {
	dir, err := os.MkdirTemp("", "crew")
	must(err)
	defer os.RemoveAll(dir)
	s := store.New(dir, morning)
	setUp(s)
	buildCrew(s)
	files := map[string][]byte{}
	for _, pattern := range []string{"*", "shared/*"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		must(err)
		for _, path := range paths {
			if content, err := os.ReadFile(path); err == nil { // not a folder
				name, err := filepath.Rel(dir, path)
				must(err)
				files[name] = content
			}
		}
	}
	return files
})

// calm is a lead of people who need nothing.
func calm(s *store.Store) {
	folder := sharedFolder(s)
	shareOf(s, folder, "Wei Chen", "hr", did("fnd-what-ai-is", true))
	shareOf(s, folder, "Lena Fischer", "hr", did("fnd-what-ai-is", true))
	look(s, ownTeam(s), folder, 0)
}

// ownTeam is the lead's team, whose folder is watched.
func ownTeam(s *store.Store) store.Team {
	t, err := s.KeepTeam(store.Team{Title: "Back office", Folder: sharedFolder(s)})
	must(err)
	return t
}

func sharedFolder(s *store.Store) string {
	folder := filepath.Join(s.Dir(), "shared")
	must(os.MkdirAll(folder, 0o700))
	return folder
}

// look takes the folder in as it is, some days before the test.
func look(s *store.Store, t store.Team, folder string, days int) {
	at := morning().AddDate(0, 0, -days)
	past := store.New(s.Dir(), func() time.Time { return at })
	_, err := teams.Import(past, t.ID, folder, at)
	must(err)
}

// idOf is the random id of somebody whose snapshot was taken in.
func idOf(s *store.Store, name string) string {
	people, err := teams.People(s)
	must(err)
	for _, p := range people {
		if p.Name() == name {
			return p.Member.ID
		}
	}
	panic("nobody is called " + name)
}

// shareOf writes the snapshot of another learner to a folder.
func shareOf(s *store.Store, folder, name, department string, doing ...func(*store.Store)) {
	shareAgo(s, folder, 0, name, department, doing...)
}

// shareAgo does so some days before the test. The key is made of the name, so that it is
// the same in every run.
func shareAgo(s *store.Store, folder string, days int, name, department string, doing ...func(*store.Store)) {
	at := func() time.Time { return morning().AddDate(0, 0, -days) }
	other := store.New(filepath.Join(s.Dir(), name), at)
	prepared(other.UpdateProfile(map[string]string{"name": name, "department": department, "pathway": "path-essentials"}))
	signed(name)(other)
	for _, do := range doing {
		do(other)
	}
	must(os.MkdirAll(folder, 0o700))
	msg, ok := loadShare(Env{Catalogue: catalogue(), Store: other, Now: at}, 0)().(shareMsg)
	if !ok {
		panic("no snapshot of " + name)
	}
	prepared(snapshot.Send(other, msg.snap, folder))
}

// signed gives a learner the key that follows from a seed.
func signed(seed string) func(*store.Store) {
	return func(s *store.Store) {
		sum := sha256.Sum256([]byte(seed))
		der, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(sum[:]))
		must(err)
		must(os.MkdirAll(s.Dir(), 0o700))
		must(os.WriteFile(s.KeyFile(), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
	}
}

func raises(about, note string) func(*store.Store) {
	return func(s *store.Store) { prepared(s.RaiseHand(about, note)) }
}

func offers(about, note string) func(*store.Store) {
	return func(s *store.Store) { prepared(s.MakeOffer(about, note)) }
}

// filesOf is the page of the files of a folder, of which each came to something else.
func filesOf(*store.Store) func(Env) Screen {
	kept := store.Team{ID: "1", Title: "Back office", Folder: "/shared/ai-learning"}
	o := teams.Outcome{
		Taken: []string{"waymark-amara-okafor-3f9a01.json"}, Same: 3,
		Alarms:  []teams.Alarm{{File: "waymark-marek-nowak-77d2aa.json", Learner: "01ARZ3NDEKTSV4RRFFQ69G5FAV", Name: "Marek Nowak"}},
		Refused: []teams.Refusal{{File: "rota.json", Reason: "it is not signed by Waymark"}, {File: "scan.json", Reason: "it is larger than 1 MB"}},
		Others:  []string{"waymark-team.json"},
	}
	return func(e Env) Screen {
		return newIntake(e, teamMsg{teams: []store.Team{kept}}, teamWatch{outcomes: map[string]teams.Outcome{teamFolder(kept): o}})
	}
}
