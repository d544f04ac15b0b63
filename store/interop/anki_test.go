package interop_test

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"waymark/curriculum"
	"waymark/store/interop"
)

// A note is what Anki makes of a line of a file.
type ankiNote struct {
	guid, deck, front, back string
	tags                    []string
}

// imported reads a file by the rules of Anki's manual (Importing, Text Files): lines that begin with # name
// the columns; in the others quotes enclose what separates, and the columns that are left are the fields.
func imported(t *testing.T, file []byte) (notes []ankiNote) {
	t.Helper()
	head := map[string]string{}
	rest := string(file)
	for strings.HasPrefix(rest, "#") {
		line, after, _ := strings.Cut(rest, "\n")
		name, value, _ := strings.Cut(line[1:], ":")
		head[name], rest = value, after
	}
	if head["separator"] != "pipe" || head["html"] != "true" || head["notetype"] != "Basic" {
		t.Fatalf("the head says %v", head)
	}
	column := func(name string) int {
		n, err := strconv.Atoi(head[name+" column"])
		if err != nil {
			t.Fatalf("no column for the %s", name)
		}
		return n - 1
	}
	table := csv.NewReader(strings.NewReader(rest))
	table.Comma, table.Comment = '|', '#'
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		n := ankiNote{guid: row[column("guid")], deck: row[column("deck")], tags: strings.Fields(row[column("tags")])}
		var fields []string
		for i, value := range row {
			if i != column("guid") && i != column("deck") && i != column("tags") {
				fields = append(fields, value)
			}
		}
		if len(fields) != 2 {
			t.Fatalf("a note of %d fields: %q", len(fields), row)
		}
		n.front, n.back = fields[0], fields[1]
		notes = append(notes, n)
	}
	return notes
}

// shown is what a browser shows of a field, with a line for each break.
func shown(t *testing.T, field string) string {
	t.Helper()
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(field)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write([]byte(html.UnescapeString(string(z.Raw()))))
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) == "br" {
				b.WriteString("\n")
			} else if string(name) != "small" {
				t.Errorf("a text became the tag %s in %q", name, field)
			}
		}
	}
}

// Every card of Waymark is a note, with an id of its own that stays.
func TestCardsAreImportedByAnki(t *testing.T) {
	c, err := curriculum.Load(curriculum.Embedded())
	must(t, err)
	var lessons []string
	for _, l := range c.Lessons() {
		lessons = append(lessons, l.ID)
	}
	all, err := interop.Notes(c, lessons, nil)
	must(t, err)
	guids := map[string]bool{}
	read := imported(t, interop.Anki(all))
	if len(read) != len(all) || len(all) < 200 {
		t.Fatalf("%d of %d notes were read", len(read), len(all))
	}
	for i, n := range read {
		guids[n.guid] = true
		law := ""
		if all[i].Law {
			law = "\nGeneral information, not legal advice."
		}
		if shown(t, n.front) != all[i].Front || shown(t, n.back) != all[i].Back+law || !strings.HasPrefix(n.deck, "Waymark::") {
			t.Errorf("%+v, want %+v", n, all[i])
		}
		if want := all[i].Lesson.Module + "::" + all[i].Lesson.ID; len(n.tags) != 2 || n.tags[1] != want {
			t.Errorf("the tags are %q, want %s", n.tags, want)
		}
	}
	if len(guids) != len(all) {
		t.Errorf("%d ids for %d notes", len(guids), len(all))
	}
	one, err := interop.Notes(c, []string{"fnd-what-ai-is"}, func(id string) bool { return id == "fnd-what-ai-is#two-causes" || strings.HasSuffix(id, all[0].ID) })
	must(t, err)
	if len(one) == 0 || imported(t, interop.Anki(one))[0].guid != read[0].guid {
		t.Error("a later file has another id for the same card")
	}
}

// What a card says stays text, whoever wrote it.
func TestAHostileCardIsTextInAnki(t *testing.T) {
	const hostile = "#deck:x|\"<script>alert(1)</script>\"\n[sound:x.mp3] [latex]\\input{/etc/passwd}[/latex] {{c1::x}}\x1b[31m & \\(x\\)"
	lesson := curriculum.Lesson{ID: "a b", Module: "m:\"#", Pack: "p"}
	file := interop.Anki([]interop.Note{{Lesson: lesson, ID: "1", Module: "#M:: \"x|\ty", Front: hostile, Back: hostile}})
	read := imported(t, file)
	if len(read) != 1 || read[0].front != read[0].back || read[0].deck != "Waymark::M x y" || strings.Join(read[0].tags, " ") != "waymark m::a-b" {
		t.Fatalf("%+v", read)
	}
	for _, part := range []string{"[sound:", "[latex]", "<script", "\x1b", `\(`} {
		if strings.Contains(read[0].front, part) {
			t.Errorf("%q is in %q", part, read[0].front)
		}
	}
	if got := shown(t, read[0].front); !strings.Contains(got, "<script>alert(1)</script>\"\n[sound:x.mp3] [latex]\\input{/etc/passwd}") {
		t.Errorf("it shows %q", got)
	}
}
