package cli_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// sqlite makes a table of the lines of a journal; a page of it is what journal list shows.
const (
	sqlite = `.mode ascii
.separator "\037" "\n"
CREATE TABLE line(json);
.import %s line
CREATE TABLE entry AS SELECT json->>'id' AS id, json->>'created' AS created, json->>'title' AS title, json->>'learning' AS learning FROM line;
DROP TABLE line;
CREATE INDEX newest ON entry(created);
`
	sqlitePage = "SELECT id, created, title, learning FROM entry ORDER BY created DESC LIMIT 50"
)

// commands measures goals 9 to 11.
func (s *suite) commands() {
	year, lesson := s.aYear(), s.aLesson()
	all := inTurn(
		rounds(), command(s.t, s.floor, "version"), command(s.t, s.bare, "version"), command(s.t, s.waymark, "version"),
		command(s.t, s.waymark, "status", "--data", year), command(s.t, s.waymark, "lesson", "show", longLesson, "--pack", lesson, "--data", year),
	)
	s.ratio("9", "`version`, whole process, to the start of the floor", all[2], all[0], 1.15)
	s.ratio("9", "`status` after a year, to the start of the floor", all[3], all[0], 1.15)
	s.ratio("9", "`version`, to the start without Glamour (stretch)", all[2], all[1], 1.15)
	s.toGlow(all[4])
	s.adding()
	s.listing()
}

// toGlow compares with glow, which draws the same text.
func (s *suite) toGlow(ours sample) {
	const what = "`lesson show` of 1,600 words, to glow on the same text"
	glow, err := exec.LookPath("glow")
	if err != nil {
		s.leftOut("9", what, "glow is not there")
		return
	}
	text := filepath.Join(s.aLesson(), "one", longLesson+".md")
	s.ratio("9", what, ours, inTurn(rounds(), command(s.t, glow, text))[0], 0.9)
}

func (s *suite) adding() {
	large, _ := s.aJournal(100_000)
	small, _ := s.aJournal(10_000)
	add := func(dir string) func() float64 {
		return command(s.t, s.waymark, "journal", "add", "Warmer tone in refund replies", "--data", dir)
	}
	all := inTurn(rounds(), command(s.t, s.waymark, "version"), add(large), add(small))
	above, before := all[1].p(50)-all[0].p(50), all[2].p(50)-all[0].p(50)
	s.atMost("10", "`journal add`, durable, with 100,000 entries, above process start", above, 6, " ms", fmt.Sprintf("whole %.1f ms", all[1].p(50)))
	s.atMost("10", "the same, to that with 10,000", above/before, 1.2, "×", fmt.Sprintf("%.1f to %.1f ms above process start", above, before))
}

func (s *suite) listing() {
	large, lines := s.aJournal(100_000)
	small, _ := s.aJournal(10_000)
	list := func(dir string) func() float64 {
		return command(s.t, s.waymark, "journal", "list", "--data", dir)
	}
	measure := []func() float64{command(s.t, s.waymark, "version"), list(large), list(small)}
	program, err := exec.LookPath("sqlite3")
	if err == nil {
		table := s.data("table", func(file string) {
			cmd := exec.Command(program, file)
			cmd.Stdin = strings.NewReader(fmt.Sprintf(sqlite, lines))
			if out, err := cmd.CombinedOutput(); err != nil {
				s.t.Fatalf("%v: %s", err, out)
			}
		})
		measure = append(measure, command(s.t, program, table, sqlitePage))
	}
	all := inTurn(rounds(), measure...)
	above, before := all[1].p(50)-all[0].p(50), all[2].p(50)-all[0].p(50)
	const what = "`journal list` of 100,000, above process start, "
	if err == nil {
		s.atMost("11", what+"to sqlite3", above/all[3].p(50), 2, "×", fmt.Sprintf("%.1f to %.1f ms", above, all[3].p(50)))
	} else {
		s.leftOut("11", what+"to sqlite3", "sqlite3 is not there")
	}
	s.atMost("11", what+"to that of 10,000", above/before, 1.2, "×", fmt.Sprintf("%.1f to %.1f ms", above, before))
}

// search measures goals 12 and 13.
func (s *suite) search() {
	dir, lines := s.aJournal(100_000)
	for _, hits := range []int{10, 1000} {
		word := s.wordIn(lines, hits)
		what := fmt.Sprintf("`journal search` with %d hits of 100,000, ", hits)
		find := []string{"journal", "search", word, "--data", dir}
		s.atMost("12", what+"peak memory", memoryOf(s.t, s.waymark, find...), 58, mebibyte, "")
		rg, err := exec.LookPath("rg")
		if err != nil {
			s.leftOut("12", what+"to rg", "rg is not there")
			continue
		}
		all := inTurn(rounds(), command(s.t, s.waymark, "version"), command(s.t, s.waymark, find...), command(s.t, rg, word, lines))
		above := all[1].p(50) - all[0].p(50)
		s.atMost("12", what+"above process start, to rg", above/all[2].p(50), 1, "×", fmt.Sprintf("%.1f to %.1f ms", above, all[2].p(50)))
	}
	s.typing(dir, lines)
}

// wordIn is a word of the entries that about so many of them have.
func (s *suite) wordIn(lines string, entries int) string {
	s.t.Helper()
	f, err := os.Open(lines)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	in := map[string]int{}
	each := bufio.NewScanner(f)
	each.Buffer(nil, 1<<20)
	for each.Scan() {
		words := strings.FieldsFunc(each.Text(), func(r rune) bool { return r < 'a' || r > 'z' })
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			if len(word) > 6 {
				in[word]++
			}
		}
	}
	best := ""
	for word, n := range in {
		off, least := max(n-entries, entries-n), max(in[best]-entries, entries-in[best])
		if best == "" || off < least || off == least && word < best {
			best = word
		}
	}
	return best
}

// typing measures a search as it is typed and taken back, letter by letter.
func (s *suite) typing(dir, lines string) {
	var letters []string
	for _, word := range []string{"refund", "tone", "mentra"} {
		letters = append(letters, strings.Split(word, "")...)
		letters = append(letters, slices.Repeat([]string{"\x7f"}, len(word))...)
	}
	ours := visit{
		setting: setting{program: s.waymark, data: dir}, ready: "From your journal", begin: []string{"4", "/"},
		keys: slices.Repeat(letters, 2), quiet: 400 * time.Millisecond, quit: "\x03",
	}
	got := s.visit(ours).settled
	s.atMost("13", "search as you type in 100,000, key to the settled screen, p50", got.p(50), frameTime+10, " ms", fmt.Sprintf("%d keys", len(got)))
	fzf, err := exec.LookPath("fzf")
	if err != nil {
		s.leftOut("13", "the same, p99, to fzf", "fzf is not there")
		return
	}
	theirs := ours
	theirs.setting = setting{program: "sh", data: s.t.TempDir()}
	theirs.args = []string{"-c", fmt.Sprintf("exec %s <%s", fzf, lines)}
	theirs.ready, theirs.begin = "100000/100000", nil
	other := s.visit(theirs).settled
	s.atMost("13", "the same, p99, to fzf", got.p(99)/other.p(99), 0.5, "×", fmt.Sprintf("%.1f to %.1f ms", got.p(99), other.p(99)))
}
