package interop

import (
	"fmt"
	"html"
	"strings"

	"github.com/google/uuid"

	"waymark/curriculum"
	"waymark/store/clean"
)

// A Note is a question and its answer, as a program for flashcards keeps them.
type Note struct {
	Lesson curriculum.Lesson
	ID     string // within the lesson
	Module string // title
	Front  string
	Back   string
	Law    bool // the lesson states law
}

// Notes are the cards of lessons that have one of the ids ("lesson#card"), or all of their cards where want
// is nil, in the order of the lessons.
func Notes(c *curriculum.Catalogue, lessons []string, want func(id string) bool) ([]Note, error) {
	var notes []Note
	for _, id := range lessons {
		lesson, err := c.Lesson(id)
		if err != nil {
			return nil, err
		}
		module, err := c.Module(lesson.Module)
		if err != nil {
			return nil, err
		}
		body, err := c.Body(id, "")
		if err != nil {
			return nil, err
		}
		for _, card := range body.Cards {
			if want == nil || want(lesson.ID+"#"+card.ID) {
				notes = append(notes, Note{lesson, card.ID, module.Title, card.Question, card.Answer, body.StatesLaw()})
			}
		}
	}
	return notes, nil
}

// ankiHead tells Anki (2.1.55 and later) what the columns are; the other two are the fields of a note,
// in the order of its type. A deck is made where a column names it, and not where a line here does.
const ankiHead = "#separator:pipe\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:3\n"

// Anki is notes as a text file that Anki imports: a line for each, with an id that stays the same, so that a
// later file changes the notes and keeps how well they are known.
func Anki(notes []Note) []byte {
	var b strings.Builder
	b.WriteString(ankiHead)
	for _, n := range notes {
		back := ankiField(n.Back)
		if n.Law {
			back += "<br><small>General information, not legal advice.</small>"
		}
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s\n", n.guid(), "Waymark::"+ankiWord(n.Module, " "), "waymark "+ankiWord(n.Lesson.Module, "-")+"::"+ankiWord(n.Lesson.ID, "-"), ankiField(n.Front), back)
	}
	return []byte(b.String())
}

func (n Note) guid() string {
	name := Home + n.Lesson.Pack + "/card/" + n.Lesson.ID + "#" + n.ID
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
}

// ankiField is a text as HTML on one line. Brackets and backslashes are written as their numbers, since Anki
// takes what they enclose for sounds and formulas; so is what stands between columns.
func ankiField(text string) string {
	text = strings.NewReplacer("[", "&#91;", `\`, "&#92;", "|", "&#124;").Replace(html.EscapeString(clean.Text(text)))
	return strings.ReplaceAll(text, "\n", "<br>")
}

// ankiWord is a text as the name of a deck or tag, in which ":" and quotes stand for something, and blanks are
// as told.
func ankiWord(text, blank string) string {
	text = strings.NewReplacer(":", "", "|", "", `"`, "", "#", "").Replace(clean.Line(text))
	return strings.Join(strings.Fields(text), blank)
}
