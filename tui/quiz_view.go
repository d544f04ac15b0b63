package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/theme"
)

// draw lays the item out: the situation and the question, then what its phase
// asks for.
func (q quiz) draw(s *sheet, look theme.Theme) {
	question := clean.Text(q.item.Stem)
	if at := strings.LastIndex(question, "\n\n"); at >= 0 {
		s.add(noRow, question[:at])
		s.gap()
		question = question[at+2:]
	}
	s.add(noRow, look.Strong.Render(question))
	s.gap()
	switch q.phase {
	case asking, keeping:
		q.drawAsking(s, look)
	case judging:
		q.drawModel(s, look)
		q.drawJudging(s, look)
	case kept:
		q.drawKept(s, look)
	}
}

func (q quiz) drawAsking(s *sheet, look theme.Theme) {
	q.ask.draw(s, look)
	if q.resting {
		s.add(noRow, look.Accent.Render("Press Enter to write your answer."))
	}
	if !q.item.SelfJudged() {
		s.gap()
		s.add(noRow, look.Dim.Render("How sure are you?  ")+q.choice(look, "s", "sure", store.Sure)+"   "+q.choice(look, "g", "a guess", store.Guess))
	}
	for i, hint := range q.allHints()[:q.hints] {
		s.gap()
		name := "Hint " + strconv.Itoa(i+1)
		if i == len(q.item.Hints) {
			name = "Worked answer"
		}
		s.hang(noRow, look.Warn.Render(name)+"  ", clean.Text(hint))
	}
	if q.again != "" {
		s.gap()
		s.add(noRow, look.Warn.Render(q.again))
	}
}

// choice draws what the learner may say of the answer.
func (q quiz) choice(look theme.Theme, k, words, says string) string {
	if q.sure == says {
		return look.Accent.Render(look.Symbols.On + " " + words)
	}
	return look.Symbols.Off + " " + look.HelpKey.Render(k) + " " + words
}

// drawModel shows the own answer beside the model answer and the rubric.
func (q quiz) drawModel(s *sheet, look theme.Theme) {
	s.hang(noRow, look.Dim.Render("Your answer  "), clean.Text(q.text))
	s.gap()
	s.hang(noRow, look.Good.Render("A good answer")+"  ", clean.Text(q.item.Model))
	for i, point := range q.item.Rubric {
		s.hang(noRow, fmt.Sprintf("  %d. ", i+1), clean.Line(point))
	}
}

func (q quiz) drawJudging(s *sheet, look theme.Theme) {
	s.gap()
	s.add(noRow, look.Accent.Render("How does yours compare? Only you see this."))
	for i, j := range judgements() {
		lead, text := "  ", judgementWords(j)
		if i == q.judge {
			lead, text = look.Accent.Render(look.Symbols.Cursor)+" ", look.Strong.Render(text)
		}
		s.hang(i, lead+look.HelpKey.Render(letter(i))+"  ", text)
	}
	if q.again != "" {
		s.gap()
		s.add(noRow, look.Warn.Render(q.again))
	}
}

func judgementWords(j curriculum.Judgement) string {
	switch j {
	case curriculum.Met:
		return "Met: it says the same in substance"
	case curriculum.Partly:
		return "Partly: something is missing"
	}
	return "Not yet: it misses the point"
}

// drawKept explains the answer: the verdict in words, every option with its
// reason, and the worked answer where something was not right.
func (q quiz) drawKept(s *sheet, look theme.Theme) {
	s.add(noRow, q.verdict(look))
	s.gap()
	switch q.item.Kind {
	case curriculum.Single, curriculum.Multi:
		q.drawOptions(s, look)
	case curriculum.Order, curriculum.Match:
		q.drawPlaces(s, look)
	case curriculum.Numeric:
		if q.text != "" {
			s.hang(noRow, look.Dim.Render("Your answer  "), strings.TrimSpace(clean.Line(q.text)+" "+clean.Line(q.item.Unit)))
		}
		s.hang(noRow, look.Dim.Render("The answer   "), strings.TrimSpace(q.item.Format(q.item.Answer)+" "+clean.Line(q.item.Unit)))
	default:
		q.drawModel(s, look)
	}
	if q.grade.Why != "" {
		s.gap()
		s.add(noRow, clean.Text(q.grade.Why))
	}
	if q.another != nil {
		s.gap()
		s.add(noRow, look.Accent.Render("You saw the worked answer. Press Enter for one more like it, which you can answer alone."))
	}
	if !q.grade.Right && q.item.Worked != "" && q.another == nil {
		s.gap()
		s.hang(noRow, look.Accent.Render("Worked answer")+"  ", clean.Text(q.item.Worked))
	}
}

// verdict says how right the answer was, in words beside the sign.
func (q quiz) verdict(look theme.Theme) string {
	when := ""
	if q.opened {
		when = look.Dim.Render("  answered before")
	}
	switch {
	case q.item.SelfJudged():
		return look.Good.Render(look.Symbols.Yes+" Kept") + look.Dim.Render("  you judged it: "+judgementWords(judgementOf(q.grade))) + when
	case q.text == "":
		return look.Dim.Render(look.Symbols.Empty+" You did not know it yet") + when
	case q.grade.Right:
		return look.Good.Render(look.Symbols.Yes+" Right") + when
	case q.grade.Score > 0:
		return look.Warn.Render(look.Symbols.Part+" Partly right") + look.Dim.Render(fmt.Sprintf("  %.0f%% of it", 100*q.grade.Score)) + when
	}
	return look.Bad.Render(look.Symbols.No+" Not quite") + when
}

func judgementOf(g curriculum.Grade) curriculum.Judgement {
	switch {
	case g.Right:
		return curriculum.Met
	case g.Score > 0:
		return curriculum.Partly
	}
	return curriculum.NotYet
}

// drawOptions shows every option, in the order it was asked, with its reason.
func (q quiz) drawOptions(s *sheet, look theme.Theme) {
	for i, o := range q.item.Shuffled(q.seed) {
		at := slices.IndexFunc(q.grade.Notes, func(n curriculum.Note) bool { return n.Key == o.Key })
		if at < 0 {
			continue
		}
		note := q.grade.Notes[at]
		sign, said := look.Dim.Render(look.Symbols.No), ""
		if note.Right {
			sign = look.Good.Render(look.Symbols.Yes)
		}
		if note.Chosen {
			said = look.Accent.Render("  your choice")
		}
		s.hang(noRow, sign+" "+look.HelpKey.Render(letter(i))+"  ", clean.Line(o.Text)+said)
		s.hang(noRow, "     ", look.Dim.Render(clean.Text(note.Why)))
	}
}

// drawPlaces shows the right order or the right pairs, and beside each what the
// answer had instead.
func (q quiz) drawPlaces(s *sheet, look theme.Theme) {
	given, err := q.item.ParseAnswer(q.text)
	if err != nil && q.text != "" {
		return
	}
	keys, legend := q.grade.Order, "The right order"
	if q.item.Kind == curriculum.Match {
		keys, legend = optionKeys(q.item.Left), "The right pairs"
	}
	if q.text != "" {
		legend += "; " + look.Symbols.Yes + " where yours agreed"
	}
	s.add(noRow, look.Dim.Render(legend))
	texts := map[string]string{}
	for _, o := range append(slices.Clone(q.item.Left), q.item.Options...) {
		texts[o.Key] = clean.Line(o.Text)
	}
	for i, key := range keys {
		sign, instead := look.Good.Render(look.Symbols.Yes), ""
		right := slices.ContainsFunc(q.grade.Notes, func(n curriculum.Note) bool { return n.Key == key && n.Right })
		if !right && q.text != "" { // what nobody answered is only told
			sign = look.Bad.Render(look.Symbols.No)
			instead = "you had it in place " + strconv.Itoa(1+slices.Index(given.Keys, key))
		}
		text := texts[key]
		if to, ok := q.item.Answer.Pairs[key]; ok {
			text += " " + look.Symbols.Arrow + " " + look.Strong.Render(texts[to])
			instead = "you chose: " + texts[given.Pairs[key]]
		}
		if !right && q.text != "" {
			text += look.Dim.Render("  " + instead)
		}
		s.hang(noRow, sign+" "+strconv.Itoa(i+1)+"  ", text)
	}
}

func optionKeys(options []curriculum.Option) []string {
	keys := make([]string, len(options))
	for i, o := range options {
		keys[i] = o.Key
	}
	return keys
}
