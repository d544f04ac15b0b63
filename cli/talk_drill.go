package cli

import (
	"fmt"
	"strings"

	"waymark/curriculum"
	"waymark/store/progress"
)

// drills lists the texts with planted errors by department, the person's own
// first, and reads one.
func (t *talk) drills() error {
	for {
		catalogue, err := t.app.catalogue()
		if err != nil {
			return err
		}
		all, err := progress.ReadDrills(catalogue, t.app.store())
		if err != nil {
			return err
		}
		t.show(figuresOf(all.First).text)
		var rows []row
		for _, s := range all.Shelves {
			rows = append(rows, row{s.Department.Title, fmt.Sprintf("%d of %s read", s.Read(), count(len(s.Drills), "text"))})
		}
		t.say("Texts that an assistant might have written, with errors or without, by department:")
		n, err := t.choose(rows, -1, "to go back")
		if err != nil || n < 0 {
			return err
		}
		t.gap()
		if err := t.shelf(all.Shelves[n]); err != nil {
			return err
		}
		t.gap()
	}
}

// shelf lists the texts of a department. It tells of no text that was not read
// whether anything is wrong in it.
func (t *talk) shelf(s progress.DrillShelf) error {
	var rows []row
	for _, d := range s.Drills {
		about := "new"
		if d.Read() {
			about = "read, " + progress.DrillResult(d.Readings[0])
		}
		rows = append(rows, row{d.Title, about})
	}
	t.say("%s:", s.Department.Title)
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return err
	}
	return t.drill(s.Drills[n].Drill)
}

// drill reads a text line by line, and takes the lines that are wrong.
func (t *talk) drill(d curriculum.Drill) error {
	t.gap()
	t.sayDrill(d)
	for {
		typed, err := t.ask("Type the numbers of the lines that are wrong, such as 2,5, or none if nothing is wrong. Type r to read it again, Enter alone goes back:")
		if err != nil {
			return err
		}
		word := command(typed, free, "none", "repeat", "quit", "back")
		marks, off := d.ParseMarks(typed)
		switch {
		case typed == "" || word == "quit" || word == "back":
			return nil
		case word == "repeat":
			t.sayDrill(d)
			continue
		case typed == "?":
			t.say("Each line is wrong or sound. Mark the ones you would not let pass; then you hear what was planted. Only the first reading of a text counts.")
			continue
		case word == "none":
			marks = nil
		case off != nil:
			t.say("%s.", sentence(off.Error()))
			continue
		}
		done, err := t.app.handIn(d, marks)
		if err != nil {
			t.failed(err)
			continue
		}
		t.show(done.say)
		_, err = t.ask("Enter goes on:")
		return err
	}
}

func (t *talk) sayDrill(d curriculum.Drill) {
	t.show(func(p *page) {
		p.say("%s", d.Title)
		if given := d.Given(); given != "" {
			p.say("What the assistant was given. This much is right:")
			for line := range strings.SplitSeq(given, "\n") {
				p.say("%s", line)
			}
		}
		p.say("What it wrote. Some of these lines may be wrong, or none:")
		for _, l := range d.Lines() {
			p.say("Line %d: %s", l.Number, l.Text)
		}
	})
}

// say tells what came of each line that was marked or wrong, in words.
func (d drillDone) say(p *page) {
	p.say("%s", d.verdict)
	sound := "All lines are sound."
	for _, l := range d.Lines {
		if mark := l.mark(); mark != "" {
			p.say("Line %d, %s: %s", l.Number, mark, l.Text)
			sound = "All other lines are sound."
		}
		for _, reason := range l.reasons {
			p.inset("%s", sentence(reason))
		}
	}
	p.say("%s", sound)
	if !d.Counts {
		p.say("You had read this text before: only the first reading counts.")
	}
	d.Figures.text(p)
}
