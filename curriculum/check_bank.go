package curriculum

import (
	"fmt"
	"slices"
	"strings"
)

// perObjective is how many items of the bank each objective needs: two module
// checks can ask different ones.
const perObjective = 2

// checkBanks: each lesson has a bank that tests every objective, by items that
// the program can grade.
func checkBanks(d *draft, say report) {
	for _, l := range d.lessons {
		at := slices.IndexFunc(d.banks, func(b *lessonDraft) bool { return b.ID == l.ID })
		if at < 0 {
			say(l.File, 1, "the lesson has no bank", "write "+bankFile(l.ID))
			continue
		}
		bank := d.banks[at]
		count := map[string]int{}
		for _, i := range bank.doc.items {
			count[i.Objective]++
			if i.SelfJudged() {
				say(bank.File, bank.doc.lines[i.ID], fmt.Sprintf("item %s is judged by the learner", i.ID), "use single, multi, order, match or numeric")
			}
		}
		for _, o := range l.Objectives {
			if l.tests(o.ID) && count[o.ID] < perObjective {
				say(bank.File, 1, fmt.Sprintf("%d items test objective %s", count[o.ID], o.ID), fmt.Sprintf("write at least %d", perObjective))
			}
		}
	}
}

// checkBankFiles: a bank belongs to a lesson, and tests its objectives.
func checkBankFiles(d *draft, say report) {
	for _, id := range d.bankNames {
		if !slices.ContainsFunc(d.lessons, func(l *lessonDraft) bool { return l.ID == id }) {
			say(bankFile(id), 1, fmt.Sprintf("there is no lesson %q for this bank", id), "name the file by its lesson")
		}
	}
	for _, bank := range d.banks {
		for _, i := range bank.doc.items {
			if !slices.ContainsFunc(bank.Objectives, func(o Objective) bool { return o.ID == i.Objective }) {
				say(bank.File, bank.doc.lines[i.ID], fmt.Sprintf("item %s names the objective %q, which the lesson does not have", i.ID, i.Objective), "name one of the lesson's objectives")
			}
		}
	}
}

// tests reports that an item of the lesson tests an objective. Where none does
// that is what has to be mended first.
func (l *lessonDraft) tests(objective string) bool {
	return slices.ContainsFunc(l.doc.items, func(i Item) bool { return i.Objective == objective })
}

// checkDrills: a drill is a text of the right length in which its planted
// errors stand, each in a line of its own and in their order.
func checkDrills(d *draft, say report) {
	files := map[string]string{}
	for _, f := range d.drills {
		if !isDepartment(f.department) {
			say(f.file, 1, fmt.Sprintf("there is no department %q", f.department), "name the file by one that docs/authoring.md lists")
		}
		for _, drill := range f.drills {
			line := f.lines[drill.ID]
			if first := files[drill.ID]; first != "" {
				say(f.file, line, fmt.Sprintf("the id %q is used in %s too", drill.ID, first), "give one of the drills another id")
			}
			files[drill.ID] = f.file
			if drill.Title == "" {
				say(f.file, line, fmt.Sprintf("drill %s has no title", drill.ID), `say behind "title:" what kind of text it is`)
			}
			if n := wordCount(drill.Text); n < 80 || n > 200 {
				say(f.file, line, fmt.Sprintf("drill %s has %d words", drill.ID, n), "write 80 to 200")
			}
			checkPlanted(f.file, line, drill, say)
		}
	}
}

// checkPlanted: each error stands in one line that can be marked, behind the one
// before it, and has that line for itself. A mark says nothing else.
func checkPlanted(file string, line int, drill Drill, say report) {
	given, lines := drill.parts()
	if len(given) == 0 {
		say(file, line, fmt.Sprintf("drill %s does not tell what the assistant was given from what it wrote", drill.ID), "write an empty line between the two")
		return
	}
	last := -1
	for i, at := range drill.planted(lines) {
		e := drill.Errors[i]
		quote := oneLine(e.Quote)
		switch n := holding(lines, quote); {
		case at < 0:
			say(file, line, fmt.Sprintf("drill %s does not hold the quote %q behind the one before it", drill.ID, shorten(e.Quote)), "copy the words as they stand in the text, in its order")
			return
		case n != 1:
			say(file, line, fmt.Sprintf("drill %s holds the quote %q in %d lines", drill.ID, shorten(e.Quote), n), "quote words that stand in one line only; an error over two lines cannot be marked")
		case at == last:
			say(file, line, fmt.Sprintf("drill %s has two errors in the line of %q", drill.ID, shorten(e.Quote)), "put one of them into a line of its own")
		case e.Kind == "" || e.Why == "":
			say(file, line, fmt.Sprintf("drill %s: the error %q has no kind or no reason", drill.ID, shorten(e.Quote)), "write both")
		}
		last = at
	}
}

// holding is the number of lines that hold words.
func holding(lines []string, words string) int {
	n := 0
	for _, line := range lines {
		if strings.Contains(line, words) {
			n++
		}
	}
	return n
}
