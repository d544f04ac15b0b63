package curriculum

import (
	"fmt"
	"strings"
)

// splitFront separates the YAML between the first two lines "---" from the text
// after it. The YAML begins on line 2; body is the line on which the text does.
func splitFront(file, text string) (front, rest string, body int, f *fault) {
	const remedy = `begin the file with "---", the lesson's fields and "---" again, as docs/authoring.md shows`
	after, found := strings.CutPrefix(text, "---\n")
	if !found {
		return "", "", 0, &fault{file, 1, "the lesson has no front matter", remedy}
	}
	front, rest, found = strings.Cut("\n"+after, "\n---\n")
	if !found {
		return "", "", 0, &fault{file, 1, fmt.Sprintf(`the front matter does not end, or is longer than %d KB`, maxYAML>>10), remedy}
	}
	front = strings.TrimPrefix(front, "\n")
	return front, rest, strings.Count(front, "\n") + 4, nil
}

// lessonHead is the front matter as it is written.
type lessonHead struct {
	Lesson     `yaml:",inline"`
	Objectives orderedMap
}

// parseHead reads the front matter of a lesson file.
func parseHead(file, text string) (Lesson, *fault) {
	front, _, _, f := splitFront(file, text)
	if f != nil {
		return Lesson{}, f
	}
	var head lessonHead
	if f := decode(file, 2, front, &head); f != nil {
		return Lesson{}, f
	}
	lesson := head.Lesson
	lesson.File = file
	if lesson.Minutes < 0 || lesson.Minutes > maxMinutes {
		return Lesson{}, &fault{file, 2, fmt.Sprintf("the lesson states %d minutes", lesson.Minutes), "state how long it takes"}
	}
	for _, o := range head.Objectives {
		lesson.Objectives = append(lesson.Objectives, Objective{o.key, o.value.Value})
	}
	return lesson, nil
}
