package evidence_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/evidence"
	"waymark/store/portfolio"
	"waymark/store/snapshot"
	"waymark/store/team"
	. "waymark/store/team/teamtest"
)

var now = time.Date(2026, 11, 24, 17, 43, 29, 0, time.UTC)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var catalogue = sync.OnceValue(func() *curriculum.Catalogue {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		panic(err)
	}
	return c
})

// hostileNames are names that would be a formula, markup, a row, a control or a path.
func hostileNames() []string {
	return []string{
		"=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "'=1+1", "''=1", "Ben | <b>", "<script>alert(1)</script>", "[click](javascript:x)", "`x`",
		"# Report", `"quoted", he said`, "a,b;c", "{{.}}", "]}", `{"row":1}`, "../../etc/passwd", "Ünïcödé 名前", "ＳＵＭ＝", "＝1+1", "José\\", "&lt;", "1. one", "row,record,chain",
	}
}

// staff is a team of 60 people.
func staff(t testing.TB) (*store.Store, *curriculum.Catalogue) {
	t.Helper()
	return staffOf(t, 60)
}

// staffOf is a team of so many people, with lessons of the embedded pack to the letter, others of
// unknown packs, rules, hands, offers and cards; many have hostile names, and some share one.
func staffOf(t testing.TB, people int) (*store.Store, *curriculum.Catalogue) {
	t.Helper()
	s, dir := store.New(t.TempDir(), func() time.Time { return now }), t.TempDir()
	_, err := s.UpdateProfile(map[string]string{"name": "Lea Lindt"})
	check(t, err)
	kept, err := s.KeepTeam(store.Team{Title: "Front | office"})
	check(t, err)
	for n := range people {
		snap := Full(n, n%30)
		snap.Learner.Name = hostileNames()[n%len(hostileNames())]
		snap.Learner.Department = []string{"hr", "finance"}[n%2]
		snap.Lessons = snap.Lessons[:min(len(snap.Lessons), 5)]
		for i, l := range catalogue().Lessons()[:n%9] {
			text, err := catalogue().Text(l.ID)
			check(t, err)
			snap.Lessons = append(snap.Lessons, snapshot.Lesson{ID: l.ID, Completed: fmt.Sprintf("2026-10-%02d", i+1), How: "done", Level: "holds", Version: l.Version, Hash: envelope.Hash(text)})
		}
		snap.Hands = []snapshot.Topic{{About: "foundations", Note: "HANDNOTE", Since: "2026-11-20"}}
		snap.Offers = []snapshot.Topic{{About: "foundations", Note: "OFFERNOTE", Since: "2026-11-20"}}
		snap.Cards[0].Title = "CARDTITLE"
		snap.Policies = []snapshot.Policy{{Lesson: "our-data-rules", Version: "1.0.0", Hash: envelope.Hash([]byte("rules")), Day: "2026-11-02"}}
		if n%20 == 7 {
			snap.Profile, snap.Learner.Department, snap.Learner.Role = snapshot.Minimal, "", ""
			snap.Lessons, snap.Cards, snap.Offers = nil, nil, nil
			for i := range snap.Modules {
				snap.Modules[i].Level, snap.Modules[i].Completed = "", ""
			}
			snap.Withheld = snap.Profile.Withheld()
		}
		Put(t, dir, fmt.Sprintf("%02d.json", n), Signed(t, n, snap))
	}
	out, err := team.Import(s, kept.ID, dir, now)
	check(t, err)
	if len(out.Taken) != people {
		t.Fatalf("%d snapshots taken in: %+v", len(out.Taken), out.Refused)
	}
	_, err = s.KeepTalkNote(ID(1), "PRIVATENOTE")
	check(t, err)
	_, err = s.Assign(store.Assignment{Learner: ID(1), Module: "foundations", Due: "2026-12-01", Reason: "=NEEDED"})
	check(t, err)
	_, err = s.Assign(store.Assignment{Learner: ID(2), Module: "prompt-design", Waived: true, Reason: "done | elsewhere"})
	check(t, err)
	return s, catalogue()
}

// written is a pack of the staff in a folder.
func written(t testing.TB) (p evidence.Pack, s *store.Store, folder string) {
	t.Helper()
	return writtenOf(t, 60)
}

func writtenOf(t testing.TB, people int) (p evidence.Pack, s *store.Store, folder string) {
	t.Helper()
	s, c := staffOf(t, people)
	p, err := evidence.Make(c, s, team.Filter{}, now)
	check(t, err)
	folder, err = evidence.Write(s, p, filepath.Join(t.TempDir(), "pack"))
	check(t, err)
	return p, s, folder
}

// contents are the files of a folder, by their names with slashes.
func contents(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	root := os.DirFS(folder)
	check(t, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[name], err = fs.ReadFile(root, name)
		}
		return err
	}))
	return all
}

func TestAPackHoldsTheRecordsAndNothingPrivate(t *testing.T) {
	p, _, folder := written(t)
	files := contents(t, folder)
	var doc struct {
		Format, Made string
		Records      []evidence.Record
	}
	check(t, json.Unmarshal(files["records.json"], &doc))
	if doc.Format != evidence.Format || doc.Made != "2026-11-24" || len(doc.Records) != len(p.Records) || len(p.Records) < 500 {
		t.Errorf("%s of %s with %d records, the pack has %d", doc.Format, doc.Made, len(doc.Records), len(p.Records))
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["records.csv"], []byte("\ufeff")))).ReadAll()
	check(t, err)
	if len(rows) != len(p.Records)+1 {
		t.Errorf("%d rows for %d records", len(rows), len(p.Records))
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t＝＋－＠", []rune(cell)[0]) {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	for name, content := range files {
		for _, private := range []string{"PRIVATENOTE", "HANDNOTE", "OFFERNOTE", "CARDTITLE", "2026-W", "17:43"} {
			if bytes.Contains(content, []byte(private)) {
				t.Errorf("%s holds %s", name, private)
			}
		}
	}
	for _, want := range []string{"PRIVATENOTE", "HANDNOTE"} {
		if strings.Contains(fmt.Sprintf("%+v", p), want) {
			t.Errorf("the pack has a place for %s", want)
		}
	}
}

// The lessons are there to the letter, under their hashes, and those that are not are named.
func TestThePackHoldsTheLessonsAsTaught(t *testing.T) {
	p, _, folder := written(t)
	files, held := contents(t, folder), 0
	for _, l := range p.Lessons {
		text, there := files["lessons/"+l.Hash+".md"]
		switch {
		case there && envelope.Hash(text) != l.Hash:
			t.Errorf("%s is not the text with its hash", l.ID)
		case there:
			held++
		case !bytes.Contains(files["REPORT.md"], []byte(l.Hash)):
			t.Errorf("the report does not name %s, which is not there", l.ID)
		}
	}
	if held != 8 || len(p.NotHeld()) < 10 {
		t.Errorf("%d lessons are there and %d are not", held, len(p.NotHeld()))
	}
}

func TestTheReportIsForAnAuditor(t *testing.T) {
	_, _, folder := written(t)
	files := contents(t, folder)
	for _, name := range []string{"REPORT.md", "REPORT.html"} {
		for _, words := range []string{"NIST AI 100-1, part 2", "E ethics of AI", "A apply"} {
			if !bytes.Contains(files[name], []byte(words)) {
				t.Errorf("%s does not say what the ids stand for: %q", name, words)
			}
		}
		page := string(files[name])
		for _, want := range []string{
			"not legal advice", "2026-11-24", "Lea Lindt", "chose to share no lessons", "AI literacy", "nobody completed a lesson for", "does not prove who holds that key",
			"42001", "R-06", "What the law and the standard say", "given", "waived",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s says nothing of %q", name, want)
			}
		}
	}
	if page := string(files["REPORT.html"]); strings.Contains(page, "<script") || strings.Contains(page, "<b>") || strings.Contains(page, "http://") {
		t.Error("somebody's words are markup in the page")
	}
	if page := string(files["REPORT.md"]); !strings.Contains(page, `Ben \| \<b\>`) || !strings.Contains(page, "done \\| elsewhere") {
		t.Error("markup in the report is not shown as it was typed")
	}
}

func TestTheSameStoreAndDayGiveTheSamePack(t *testing.T) {
	_, s, folder := written(t)
	p, err := evidence.Make(catalogue(), s, team.Filter{}, now.Add(3*time.Hour))
	check(t, err)
	again, err := evidence.Write(s, p, filepath.Join(t.TempDir(), "again"))
	check(t, err)
	first, second := contents(t, folder), contents(t, again)
	if len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
	for name := range first {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s is another one", name)
		}
	}
}

func TestAPackIsOfATeamOrADepartment(t *testing.T) {
	s, c := staff(t)
	teams, err := s.Teams()
	check(t, err)
	p, err := evidence.Make(c, s, team.Filter{Team: teams[0].ID, Department: "finance"}, now)
	check(t, err)
	if len(p.People) != 27 || p.Team != "Front | office" || p.Department != "Finance" {
		t.Errorf("%d people of %q, %q", len(p.People), p.Team, p.Department)
	}
	for _, r := range p.Records {
		if r.Department != "Finance" {
			t.Fatalf("%s is of %s", r.Person, r.Department)
		}
	}
	if _, err := evidence.Make(c, s, team.Filter{Team: "01ARZ3NDEKTSV4RRFFQ69G5FAV"}, now); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of no team: %v", err)
	}
}

// What erase leaves is the random id, the day and the reason; nothing of the person is in a pack.
func TestWhoeverWasErasedIsInNoPack(t *testing.T) {
	s, c := staff(t)
	check(t, s.EraseMember(ID(3), "left the company"))
	erased, err := s.ErasedMembers()
	check(t, err)
	if len(erased) != 1 || erased[0] != (store.Erased{Learner: ID(3), At: now, Reason: "left the company"}) {
		t.Errorf("what is left is %+v", erased)
	}
	given, err := s.AssignmentsOf(ID(3))
	check(t, err)
	talk, err := s.Talk(ID(3))
	check(t, err)
	if _, err := s.Member(ID(3)); !errors.Is(err, store.ErrNotFound) || len(given) > 0 || talk.Then != nil || talk.Note != "" {
		t.Errorf("%v, %v, %v", err, given, talk)
	}
	p, err := evidence.Make(c, s, team.Filter{}, now)
	check(t, err)
	folder, err := evidence.Write(s, p, filepath.Join(t.TempDir(), "pack"))
	check(t, err)
	for name, content := range contents(t, folder) {
		if bytes.Contains(content, []byte(ID(3))) {
			t.Errorf("%s holds the id of whoever was erased", name)
		}
	}
	if len(p.People) != 59 || p.Erased != 1 {
		t.Errorf("%d people, %d erased", len(p.People), p.Erased)
	}
}

func TestAPackIsWrittenWholeAndOverNothing(t *testing.T) {
	s, c := staff(t)
	p, err := evidence.Make(c, s, team.Filter{}, now)
	check(t, err)
	dir := t.TempDir()
	check(t, os.Mkdir(filepath.Join(dir, "there"), 0o700))
	check(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	for _, name := range []string{"there", "file"} {
		if _, err := evidence.Write(s, p, filepath.Join(dir, name)); !errors.Is(err, portfolio.ErrExists) {
			t.Errorf("over %s: %v", name, err)
		}
	}
	if os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "link")) == nil {
		if _, err := evidence.Write(s, p, filepath.Join(dir, "link")); !errors.Is(err, portfolio.ErrExists) {
			t.Errorf("through a link: %v", err)
		}
	}
	if _, err := evidence.Write(s, p, filepath.Join(dir, "no", "pack")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	p.Lead.Key = DID(9)
	if _, err := evidence.Write(s, p, filepath.Join(dir, "pack")); !errors.Is(err, evidence.ErrPack) {
		t.Errorf("with another key: %v", err)
	}
	left, err := os.ReadDir(dir)
	check(t, err)
	for _, f := range left {
		if !strings.Contains("there file link", f.Name()) {
			t.Errorf("%s was left behind", f.Name())
		}
	}
}
