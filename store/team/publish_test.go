package team

import (
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

func day() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }

// publisher is a lead with a team.
func publisher(t *testing.T) (*store.Store, store.Team) {
	t.Helper()
	s := store.New(t.TempDir(), day)
	if _, err := s.UpdateProfile(map[string]string{"name": "Ines"}); err != nil {
		t.Fatal(err)
	}
	kept, err := s.KeepTeam(store.Team{Title: "Support", Wall: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, kept
}

// shares takes in the snapshot of a person with cards.
func shares(t *testing.T, s *store.Store, team, id, name string, cards ...snapshot.Card) {
	t.Helper()
	folder := t.TempDir()
	key := ed25519.NewKeyFromSeed([]byte((id + name + strings.Repeat("-", 32))[:32]))
	snap := snapshot.Snapshot{
		Format: snapshot.Format, Profile: snapshot.Standard, Number: 1, Made: "2026-11-24", Cards: cards,
		Learner: snapshot.Learner{ID: id, Key: envelope.ID(key.Public().(ed25519.PublicKey)), Name: name},
		Pathway: snapshot.Pathway{ID: "p", Title: "P", Version: "1"},
	}
	if _, err := snapshot.Write(folder, key, snap); err != nil {
		t.Fatal(err)
	}
	if report, err := Import(s, team, folder, day()); err != nil || len(report.Taken) != 1 {
		t.Fatalf("imported %+v: %v", report, err)
	}
}

func sharedCard(id, day, broke string) snapshot.Card {
	return snapshot.Card{ID: id, Shared: day, EntryCard: store.EntryCard{Title: "Try " + id[len(id)-1:], Verdict: store.Failed, Learning: "Ask first.", Broke: broke}}
}

const amara = "01ARZ3NDEKTSV4RRFFQ69G5FAV"

// What a lead looked at is what is written, to the letter.
func TestWhatIsWrittenIsWhatWasMade(t *testing.T) {
	s, kept := publisher(t)
	shares(t, s, kept.ID, amara, "Amara", sharedCard(amara[:25]+"A", "2026-11-01", "old"), sharedCard(amara[:25]+"B", "2026-11-20", "new"))
	if _, err := s.Assign(store.Assignment{Learner: amara, Module: "m", Reason: "before the audit"}); err != nil {
		t.Fatal(err)
	}
	made, err := NewFile(s, kept, day())
	if err != nil {
		t.Fatal(err)
	}
	if made.Wall[0].Card.Title != "Try B" || len(made.Given) != 1 {
		t.Fatalf("made %+v", made)
	}
	if _, err := s.Assign(store.Assignment{Learner: amara, Module: "later", Reason: "not looked at"}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path, err := Write(s, made, folder)
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := ReadFile(path)
	if err != nil || len(read.Given) != 1 || read.Number != 1 {
		t.Fatalf("read %+v: %v", read, err)
	}
	if now, err := teamOf(s, kept.ID); err != nil || now.Published != 1 || now.Folder != folder {
		t.Errorf("the team is %+v: %v", now, err)
	}
	if _, err := Write(s, made, folder); !errors.Is(err, ErrFile) {
		t.Errorf("the same file a second time: %v", err)
	}
}

// Whoever reads a team file while the next one takes its place reads all of the old one.
func TestATeamFileIsReplacedAsAWhole(t *testing.T) {
	s, kept := publisher(t)
	folder := t.TempDir()
	path, _, err := Publish(s, kept, folder, day())
	if err != nil {
		t.Fatal(err)
	}
	before, unread := os.ReadFile(path)
	reading, closed := os.Open(path)
	kept, gone := teamOf(s, kept.ID)
	if err := errors.Join(unread, closed, gone); err != nil {
		t.Fatal(err)
	}
	defer reading.Close()
	if next, _, err := Publish(s, kept, folder, day()); err != nil || next != path {
		t.Fatalf("the next one is %s: %v", next, err)
	}
	if read, err := io.ReadAll(reading); err != nil || string(read) != string(before) {
		t.Errorf("the file that was being read has become %q: %v", read, err)
	}
}

// A folder is the same one wherever Waymark is started next.
func TestTheFolderOfATeamIsKeptWhole(t *testing.T) {
	s, kept := publisher(t)
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("team", 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Publish(s, kept, "team", day()); err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if now, err := teamOf(s, kept.ID); err != nil || now.Folder != filepath.Join(here, "team") {
		t.Errorf("published into %q: %v", now.Folder, err)
	}
	if now, err := Keep(s, store.Team{Title: "Sales", Folder: "sales"}); err != nil || now.Folder != filepath.Join(here, "sales") {
		t.Errorf("kept as %q: %v", now.Folder, err)
	}
	if now, err := Keep(s, store.Team{Title: "None yet"}); err != nil || now.Folder != "" {
		t.Errorf("no folder became %q: %v", now.Folder, err)
	}
}

func TestATeamFileTakesTheRightPlaceOnly(t *testing.T) {
	s, kept := publisher(t)
	_, _, err := Publish(s, kept, filepath.Join(t.TempDir(), "none"), day())
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, FileName), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Publish(s, kept, folder, day()); err == nil || !strings.Contains(err.Error(), "no file of this team") {
		t.Errorf("over another file: %v", err)
	}
}

// Many long cards would make a file that no learner's program accepts: the oldest stay
// out.
func TestAFullWallCanBeRead(t *testing.T) {
	s, kept := publisher(t)
	long := strings.Repeat("語", 990) // three bytes each
	for i := range 60 {
		id := amara[:24] + string(rune('A'+i/20)) + string("0123456789ABCDEFGHJK"[i%20])
		shares(t, s, kept.ID, id, "Person "+id, sharedCard(amara[:25]+"X", "2026-11-01", long), sharedCard(amara[:25]+"Y", "2026-11-02", long), sharedCard(amara[:25]+"Z", "2026-11-03", long))
	}
	path, made, err := Publish(s, kept, t.TempDir(), day())
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Wall) < 60 || len(made.Wall) == 180 || made.Wall[0].Card.Title != "Try Z" {
		t.Errorf("%d cards, the first %s", len(made.Wall), made.Wall[0].Card.Title)
	}
	if _, _, err := ReadFile(path); err != nil {
		t.Error(err)
	}
}

// What a learner's program shows is bounded and calm, whoever signed it.
func TestATeamFileHoldsWhatALeadsProgramWrites(t *testing.T) {
	card := sharedCard(amara, "2026-11-01", "old")
	good := func() File {
		return File{
			Format: FileFormat, Team: amara, Title: "Support", Number: 1, Made: "2026-11-24",
			Given: []Given{{Learner: amara, Module: "m", Reason: "the audit", Made: "2026-11-24"}}, Wall: []Shared{{"Ada", card}},
		}
	}
	if err := good().check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*File){
		"a card of no day":     func(f *File) { f.Wall[0].Card.Shared = "\x1b]0;gone\a" },
		"a card without an id": func(f *File) { f.Wall[0].Card.ID = "x" },
		"a card with a record": func(f *File) { f.Wall[0].Card.Record = "ab" },
		"a long card":          func(f *File) { f.Wall[0].Card.Broke = strings.Repeat("x", 1_001) },
		"made on no day":       func(f *File) { f.Made = "no day" },
		"given on no day":      func(f *File) { f.Given[0].Made = "" },
		"given for no day":     func(f *File) { f.Given[0].Due = "soon" },
		"a long title":         func(f *File) { f.Title = strings.Repeat("x", 301) },
		"a long reason":        func(f *File) { f.Given[0].Reason = strings.Repeat("x", 301) },
		"a name that blinks":   func(f *File) { f.Wall[0].Name = "\x1b[5mAda" },
	} {
		f := good()
		if change(&f); !errors.Is(f.check(), ErrFile) {
			t.Errorf("%s is accepted", name)
		}
	}
}
