package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/team/teamtest"
)

// A suite is one run of the measurements: the programs, where the data are, and the table.
type suite struct {
	t                    *testing.T
	folder               string // of programs and data
	waymark, floor, bare string // programs: the floor links Glamour, the bare one does not
	rows                 []row
	curves               []string // lines of a table: what something costs at each size
	starts               int      // of programs in a terminal
}

// newSuite builds the programs. WAYMARK_GOALS names a folder in which data stay for the
// next run, which takes minutes to make; "new" is a temporary one.
func newSuite(t *testing.T) *suite {
	t.Helper()
	folder := os.Getenv("WAYMARK_GOALS")
	if folder == "new" {
		folder = t.TempDir()
	}
	s := &suite{t: t, folder: folder}
	s.waymark = s.build("waymark", "..")
	s.floor = s.build("floor", "testdata/minimal", "-tags", "glamour")
	s.bare = s.build("bare", "testdata/minimal")
	return s
}

func (s *suite) build(name, dir string, flags ...string) string {
	s.t.Helper()
	program := filepath.Join(s.folder, name)
	cmd := exec.Command("go", append([]string{"build", "-o", program}, append(flags, ".")...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%v: %s", err, out)
	}
	return program
}

// data is a folder of data that fill makes, unless an earlier run did.
func (s *suite) data(name string, fill func(dir string)) string {
	s.t.Helper()
	dir := filepath.Join(s.folder, name)
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	draft := dir + ".draft"
	if err := os.RemoveAll(draft); err != nil {
		s.t.Fatal(err)
	}
	fill(draft)
	if err := os.Rename(draft, dir); err != nil {
		s.t.Fatal(err)
	}
	return dir
}

// generate runs a test of another room that fills a folder.
func (s *suite) generate(room, test string, env ...string) {
	s.t.Helper()
	cmd := exec.Command("go", "test", "-count=1", "-timeout=60m", "-run=^"+test+"$", room)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%v: %s", err, out)
	}
}

// aYear is the folder of a diligent learner.
func (s *suite) aYear() string {
	return s.data("year", func(dir string) { year(s.t, dir) })
}

// fiveYears is the folder of somebody who learned from 300 lessons for five years, with
// 10,000 entries in the journal. The pack of these lessons is installed there.
func (s *suite) fiveYears() (dir string) {
	pack := s.lessons()
	return s.data("five-years", func(dir string) {
		s.generate("../store", "TestFillFiveYears", "WAYMARK_FIVE_YEARS="+dir, "WAYMARK_PACK="+pack)
		s.generate("../store", "TestFillJournal", "WAYMARK_JOURNAL="+dir, "WAYMARK_ENTRIES=10000")
		command(s.t, s.waymark, "pack", "install", pack, "--data", dir)()
	})
}

// aJournal is the folder of somebody with so many entries, and a file with an entry in
// each line.
func (s *suite) aJournal(entries int) (dir, lines string) {
	dir = s.data(fmt.Sprint("journal-", entries), func(dir string) {
		lines := filepath.Join(dir, "lines")
		s.write("", lines)
		s.generate("../store", "TestFillJournal", "WAYMARK_JOURNAL="+dir, fmt.Sprint("WAYMARK_ENTRIES=", entries), "WAYMARK_LINES="+lines)
		command(s.t, s.waymark, "setup", "--name", "Ines", "--department", "marketing", "--pathway", "path-essentials", "--data", dir)()
	})
	return dir, filepath.Join(dir, "lines")
}

// aTeam is a folder with the snapshots of so many people, and one with what they hold.
func (s *suite) aTeam(people int) (files, payloads string) {
	dir := s.data(fmt.Sprint("team-", people), func(dir string) {
		for n := range people {
			told := teamtest.Full(n, n%30)
			payload, err := told.Encode()
			if err != nil {
				s.t.Fatal(err)
			}
			s.write(string(payload), dir, "payloads", fmt.Sprintf("%05d.json", n))
			s.write(string(teamtest.Sealed(s.t, n, payload)), dir, "files", fmt.Sprintf("waymark-learner-%05d.json", n))
		}
	})
	return filepath.Join(dir, "files"), filepath.Join(dir, "payloads")
}

// longLesson is the id of a lesson of 1,600 words, which is a pack of its own.
const longLesson = "perf-long"

func (s *suite) aLesson() (pack string) {
	return s.data("lesson", func(dir string) {
		s.write("id: perf-one\ntitle: One lesson\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n", dir, "pack.yaml")
		s.write("id: one\ntitle: One\nsummary: Made up.\nlessons: ["+longLesson+"]\n", dir, "one", "module.yaml")
		s.write(lessonText(rand.New(rand.NewPCG(2, 9)), longLesson, 2, 800), dir, "one", longLesson+".md")
	})
}

// lessons is a pack of 300 lessons in 30 modules and one pathway.
func (s *suite) lessons() string {
	return s.data("pack", func(dir string) {
		random := rand.New(rand.NewPCG(1, 9))
		var pathway []string
		for m := range 30 {
			module := fmt.Sprintf("perf-module-%02d", m)
			var ids []string
			for l := range 10 {
				id := fmt.Sprintf("perf-%02d-%02d", m, l)
				ids = append(ids, id)
				s.write(lessonText(random, id, 4, 80), dir, module, id+".md")
			}
			s.write(fmt.Sprintf("id: %s\ntitle: Module %d\nsummary: Made up.\nlessons: [%s]\n", module, m, strings.Join(ids, ", ")), dir, module, "module.yaml")
			pathway = append(pathway, ids...)
		}
		s.write("id: perf\ntitle: Many lessons\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-24\n", dir, "pack.yaml")
		s.write(fmt.Sprintf("id: path-perf\ntitle: All of them\nfor: Measurements\nsummary: Made up.\nlessons: [%s]\n", strings.Join(pathway, ", ")), dir, "pathways", "path-perf.yaml")
	})
}

func (s *suite) write(text string, path ...string) {
	s.t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// lessonText is a lesson of pages of so many words each, with tables, code and a question.
func lessonText(random *rand.Rand, id string, pages, words int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: %s\ntitle: Lesson %s\nversion: 1.0.0\nminutes: 10\nobjectives:\n  O1: Decide what to measure\nskill: judgement\nas_of: 2026-11-24\n---\n", id, id)
	for page := range pages {
		fmt.Fprintf(&b, "\n## Page %d of many words\n\n%s\n\n", page+1, prose(random, words))
		b.WriteString("| What | When | Who |\n| --- | --- | --- |\n| `draft` | Monday | **Amara** |\n| check | Tuesday | Ben |\n\n")
		b.WriteString("```text\nfor each reply:\n    read it, then decide\n```\n")
	}
	b.WriteString("\n```yaml item\nid: one\nkind: single\nobjective: O1\nstem: Which one is it?\noptions:\n  a:\n    text: This\n    why: It is.\n" +
		"  b:\n    text: That\n    why: It is not.\nanswer: a\nhints: [Look, Look again]\nworked: It is this.\n```\n")
	return b.String()
}

// prose is paragraphs of so many words in all, some of them marked.
func prose(random *rand.Rand, words int) string {
	vocabulary := strings.Fields("the model answers a question about some reply that people wrote in another week and it reads like what they meant while nobody checked whether each figure holds")
	var b strings.Builder
	for n := range words {
		word := vocabulary[random.IntN(len(vocabulary))]
		switch {
		case n%47 == 0 && n > 0:
			b.WriteString(".\n\n")
		case n%13 == 0 && n > 0:
			b.WriteString(". ")
		case n > 0:
			b.WriteString(" ")
		}
		if random.IntN(25) == 0 {
			word = "**" + word + "**"
		}
		b.WriteString(word)
	}
	return b.String() + "."
}

// year fills a folder with what a diligent learner does in a year: five answers
// on each of 250 days, to the items of the nine lessons in turn; all lessons but
// the last one done; and an entry in the journal on two days of five.
func year(t testing.TB, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2025, 11, 24, 9, 0, 0, 0, time.UTC)
	s := store.New(data, func() time.Time { return now })
	_, err := s.UpdateProfile(map[string]string{"name": "Ines", "department": "marketing", "pathway": "path-essentials"})
	must(err)
	l := newLearner(t)
	last := l.lessons[len(l.lessons)-1].ID
	for day := range 250 {
		now = now.Add(35 * time.Hour)
		for i := range 5 {
			item := l.items[(day*5+i)%len(l.items)]
			a := store.Attempt{Lesson: item.Lesson, Item: item.ID, Answer: item.Format(answerTo(item, i > 0)), Right: i > 0}
			_, err := s.RecordAttempt(a, store.Requirement{Items: []string{item.ID}, Exercise: item.Lesson == last})
			must(err)
			must(s.KeepPlace(item.Lesson, "1.0.0", item.ID, false))
			now = now.Add(time.Minute)
		}
		if day%5 < 2 {
			e, _, err := s.AddExperiment(store.Experiment{Title: fmt.Sprintf("Warmer tone in refund replies, take %d", day)})
			must(err)
			_, err = s.UpdateExperiment(e.ID, map[string]string{
				"hypothesis": "Fewer people write a second time.", "verdict": "partly",
				"outcome":  strings.Repeat("Twelve of twenty replies settled the matter at once. ", 8),
				"learning": "Three examples beat one long instruction.",
			})
			must(err)
		}
	}
}
