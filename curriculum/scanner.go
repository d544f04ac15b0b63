package curriculum

import (
	"fmt"
	"slices"
	"strings"
)

// A scanner splits the text of a lesson into pages, line by line.
type scanner struct {
	lesson  Lesson
	bank    bool // the file is the bank of the lesson
	doc     document
	lines   []string
	at      int // index of the current line
	first   int // the file's number of lines[0]
	heading string
	page    documentPage // the text page being collected
	text    []string     // the stretch of text being collected
	begin   int          // the file's number of text[0]
	comment bool         // inside <!-- -->
	blocks  int          // so far
}

// parseDocument parses a lesson file. What it cannot read becomes a fault of the
// document; the rest is there all the same.
func parseDocument(l Lesson, file string) document {
	_, body, first, f := splitFront(l.File, file)
	if f != nil {
		return document{faults: []*fault{f}}
	}
	return scan(l, body, first)
}

// scan parses text that begins on the given line of the lesson's file.
func scan(l Lesson, body string, first int) document {
	p := &scanner{lesson: l, bank: strings.HasPrefix(l.File, "bank/"), lines: strings.Split(body, "\n"), first: first}
	p.doc.lines = map[string]int{}
	if f := overLimit(body, first); f != nil {
		f.file = l.File
		p.doc.faults = append(p.doc.faults, f)
		return p.doc
	}
	for p.at < len(p.lines) {
		p.step()
	}
	p.endPage()
	if p.comment {
		p.fault(p.first+len(p.lines)-1, "a comment never ends", `close it with "-->"`)
	}
	if p.blocks > maxBlocks {
		p.fault(first, fmt.Sprintf("%d blocks", p.blocks), fmt.Sprintf("split the lesson; at most %d are read", maxBlocks))
	}
	p.doc.finish()
	return p.doc
}

// step takes in the current line, or the whole fenced block that it begins.
func (p *scanner) step() {
	line := p.lines[p.at]
	if fence, info := fenceOf(line); fence != "" && !p.comment {
		p.fenced(fence, info)
		return
	}
	if !p.comment {
		if heading, is := strings.CutPrefix(line, "## "); is {
			p.endPage()
			p.heading = strings.TrimSpace(heading)
			p.at++
			return
		}
		if strings.TrimRight(line, " ") == "---" {
			p.endPage()
			p.at++
			return
		}
	}
	p.add(p.uncommented(line))
	p.at++
}

// fenceOf returns the fence that a line opens and what stands behind it.
func fenceOf(line string) (fence, info string) {
	body := strings.TrimLeft(line, " ")
	for _, mark := range []string{"`", "~"} {
		info = strings.TrimLeft(body, mark)
		if n := len(body) - len(info); n >= 3 && len(line)-len(body) <= 3 {
			return strings.Repeat(mark, n), strings.TrimSpace(info)
		}
	}
	return "", ""
}

// closes reports that a line closes a fence.
func closes(line, fence string) bool {
	body := strings.TrimSpace(line)
	return len(body) >= len(fence) && strings.Trim(body, fence[:1]) == ""
}

// fenced takes in a fence: a block that the program understands, or code.
func (p *scanner) fenced(fence, info string) {
	begin := p.at
	for p.at++; p.at < len(p.lines) && !closes(p.lines[p.at], fence); p.at++ {
	}
	if p.at >= len(p.lines) {
		p.fault(p.first+begin, "a fence never ends", "close it with "+fence)
		return
	}
	inside := p.lines[begin+1 : p.at]
	p.at++
	words := strings.Fields(info)
	if len(words) == 2 && words[0] == "yaml" {
		if p.blocks++; p.blocks <= maxBlocks {
			p.block(words[1], p.first+begin, strings.Join(inside, "\n"))
		}
		return
	}
	if slices.Contains(blockKinds, info) {
		p.fault(p.first+begin, fmt.Sprintf("the fence says %q and not what language it is in", info), fmt.Sprintf("write \"yaml %s\" behind it", info))
		return
	}
	for i, line := range p.lines[begin:p.at] {
		p.addAt(p.first+begin+i, line)
	}
}

// blockKinds are the blocks that the program understands.
var blockKinds = []string{"item", "cards", "example", "exercise", "experiment", "scenario", "drill"}

// uncommented returns a line without HTML comments.
func (p *scanner) uncommented(line string) string {
	kept := ""
	for {
		if p.comment {
			_, after, ended := strings.Cut(line, "-->")
			if !ended {
				return kept
			}
			line, p.comment = after, false
		}
		before, after, begun := strings.Cut(line, "<!--")
		kept += before
		if !begun {
			return kept
		}
		if strings.Count(kept, "`")%2 == 1 {
			kept, line = kept+"<!--", after
			continue
		}
		line, p.comment = after, true
	}
}

func (p *scanner) add(line string) { p.addAt(p.first+p.at, line) }

func (p *scanner) addAt(number int, line string) {
	if len(p.text) == 0 {
		if strings.TrimSpace(line) == "" {
			return
		}
		p.begin = number
	}
	p.text = append(p.text, line)
}

// endPart closes the stretch of text being collected.
func (p *scanner) endPart() {
	if text := strings.TrimSpace(strings.Join(p.text, "\n")); text != "" {
		p.page.parts = append(p.page.parts, part{line: p.begin, text: text})
	}
	p.text = nil
}

// endPage closes the text page being collected; one without text is none.
func (p *scanner) endPage() {
	p.endPart()
	if len(p.page.parts) > 0 {
		p.page.Heading, p.page.line = p.heading, p.page.parts[0].line
		p.doc.pages = append(p.doc.pages, p.page)
	}
	p.page = documentPage{}
}

// addPage adds a page that is one block.
func (p *scanner) addPage(line int, page Page) {
	p.endPage()
	page.Heading = p.heading
	p.doc.lines[page.ID] = line
	p.doc.pages = append(p.doc.pages, documentPage{Page: page, line: line})
}

func (p *scanner) fault(line int, message, remedy string) {
	p.doc.faults = append(p.doc.faults, &fault{p.lesson.File, line, message, remedy})
}

// block reads a block that the program understands.
func (p *scanner) block(kind string, line int, text string) {
	if drills := strings.HasPrefix(p.lesson.File, "drills/"); drills != (kind == "drill") && slices.Contains(blockKinds, kind) {
		p.fault(line, fmt.Sprintf("a block %q has no place in this file", kind), "drills stand in drills/DEPARTMENT.md, and nothing else does there")
		return
	}
	if p.bank && kind != "item" && slices.Contains(blockKinds, kind) {
		p.fault(line, fmt.Sprintf("a block %q has no place in a bank", kind), "keep items there, and put it into the lesson")
		return
	}
	switch kind {
	case "item":
		p.item(line, text)
	case "cards":
		p.cards(line, text)
	case "example":
		p.example(line, text)
	case "exercise":
		var e Exercise
		if p.decode(line, text, &e) {
			p.doc.exercises = append(p.doc.exercises, e)
			p.addPage(line, Page{ID: kind, Exercise: &e})
		}
	case "experiment":
		var e Experiment
		if p.decode(line, text, &e) {
			p.doc.experiments = append(p.doc.experiments, e)
			p.addPage(line, Page{ID: kind, Trial: &e})
		}
	case "scenario":
		var s Scenario
		if p.decode(line, text, &s) && p.claim(line, "scenario", s.ID) {
			p.addPage(line, Page{ID: s.ID, Scenario: &s})
		}
	case "drill":
		var d Drill
		if p.decode(line, text, &d) && p.claim(line, "drill", d.ID) {
			p.doc.drills = append(p.doc.drills, d)
		}
	default:
		p.fault(line, fmt.Sprintf("unknown block %q", kind), "use item, cards, example, exercise, experiment, scenario or, in drills/, drill; for plain code leave the second word out")
	}
}

// decode reads the YAML of a block whose fence stands on the given line.
func (p *scanner) decode(line int, text string, v any) bool {
	if f := decode(p.lesson.File, line+1, text, v); f != nil {
		p.doc.faults = append(p.doc.faults, f)
		return false
	}
	return true
}

// claim takes an id for a block of the lesson; it may be used once.
func (p *scanner) claim(line int, noun, id string) bool {
	key := id
	if noun == "card" {
		key = "card " + id
	}
	switch {
	case id == "":
		p.fault(line, "the "+noun+" has no id", `add a line "id: …"`)
	case slices.Contains(reservedIDs, id):
		p.fault(line, fmt.Sprintf("the id %q is taken by the page of that name", id), "give the "+noun+" another id")
	case p.doc.lines[key] > 0:
		p.fault(line, fmt.Sprintf("the id %q is used twice in the lesson", id), "give one of them another id")
	default:
		p.doc.lines[key] = line
		return true
	}
	return false
}

func (p *scanner) example(line int, text string) {
	var e struct {
		For  []string
		Text string
	}
	if !p.decode(line, text, &e) {
		return
	}
	for _, id := range e.For {
		if !isDepartment(id) {
			p.fault(line, fmt.Sprintf("unknown department %q", id), "use the departments that docs/authoring.md lists")
			return
		}
	}
	if len(e.For) == 0 || e.Text == "" {
		p.fault(line, "the example has no text, or no department to show it to", `write both, such as "for: [sales]"`)
		return
	}
	p.endPart()
	p.page.parts = append(p.page.parts, part{line, e.Text, e.For})
}

func (p *scanner) cards(line int, text string) {
	var cards []Card
	if !p.decode(line, text, &cards) {
		return
	}
	for _, c := range cards {
		c.Lesson = p.lesson.ID
		if p.claim(line, "card", c.ID) {
			p.doc.cards = append(p.doc.cards, c)
		}
	}
	p.endPart()
}
