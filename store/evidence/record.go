package evidence

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"waymark/store/clean"
	"waymark/store/envelope"
)

// A Kind is what a record says.
type Kind string

// The kinds of record.
const (
	LessonKind     Kind = "lesson"     // a lesson was completed
	PolicyKind     Kind = "policy"     // a rule of the company was acknowledged
	AssignmentKind Kind = "assignment" // a module was given
	WaiverKind     Kind = "waiver"     // a module was waived
)

// Kinds lists the kinds in the order in which the records of a person stand.
func Kinds() []Kind { return []Kind{LessonKind, PolicyKind, AssignmentKind, WaiverKind} }

// A Record is one statement about one person. What does not apply is empty.
type Record struct {
	Row        int    `json:"row"` // from 1
	Kind       Kind   `json:"kind"`
	Learner    string `json:"learner"` // random id: people may share a name
	Person     string `json:"person"`
	Department string `json:"department"` // title
	Role       string `json:"role"`
	Module     string `json:"module"`  // id
	Lesson     string `json:"lesson"`  // id
	Title      string `json:"title"`   // of the lesson, or of the module that was given
	Version    string `json:"version"` // of the lesson as it was taught
	Content    string `json:"content"` // SHA-256 of the lesson's file as it was taught
	Day        string `json:"day"`     // ISO: completed, acknowledged, given or waived
	How        string `json:"how"`     // "done" or "tested out"
	Level      string `json:"level"`
	Due        string `json:"due"` // ISO day
	Reason     string `json:"reason"`
}

// texts are the fields behind the row, in the order of the columns.
func (r *Record) texts() []*string {
	return []*string{
		(*string)(&r.Kind), &r.Learner, &r.Person, &r.Department, &r.Role, &r.Module, &r.Lesson, &r.Title,
		&r.Version, &r.Content, &r.Day, &r.How, &r.Level, &r.Due, &r.Reason,
	}
}

// columns are the names of the fields.
func columns() []string {
	return strings.Fields("row kind learner person department role module lesson title version content day how level due reason")
}

// asJSON is the record on one line, always the same. This is what the record's hash is of.
func (r Record) asJSON() string {
	line, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		return "" // a struct of clean texts has none
	}
	return string(line)
}

func (r Record) hash() string { return envelope.Hash([]byte(r.asJSON())) }

// asCSV is the record as a line of a table, without its end (RFC 4180). What a spreadsheet
// would take for a formula has an apostrophe before it.
func (r Record) asCSV() string {
	cells := []string{strconv.Itoa(r.Row)}
	for _, text := range r.texts() {
		cells = append(cells, clean.Cell(*text))
	}
	return csvLine(cells)
}

func csvLine(cells []string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(cells) // a buffer does not fail
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// fromJSON reads a line that asJSON wrote, and no other.
func fromJSON(line string) (r Record, ok bool) {
	err := json.Unmarshal([]byte(line), &r, json.RejectUnknownMembers(true))
	return r, err == nil && r.asJSON() == line
}

// fromCSV reads a line that asCSV wrote, and no other.
func fromCSV(line string) (r Record, ok bool) {
	cells, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil || len(cells) != len(columns()) {
		return r, false
	}
	if r.Row, err = strconv.Atoi(cells[0]); err != nil {
		return r, false
	}
	for i, text := range r.texts() {
		*text = clean.FromCell(cells[i+1])
	}
	return r, r.asCSV() == line
}

// name is whom a record is about, and what, in a few words.
func (r Record) name() string {
	about := r.Lesson
	if about == "" {
		about = r.Module
	}
	return fmt.Sprintf("%s, %s", r.Person, about)
}
