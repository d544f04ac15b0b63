package cli

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
	"waymark/store/clean"
)

// journalRating is a blind rating as a rater sees it: nothing in it tells which
// variant made which output.
type journalRating struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Question string            `json:"question"`
	Round    int               `json:"round"`
	Mode     string            `json:"mode"`
	UnderWay bool              `json:"under_way"`
	Left     int               `json:"left_to_rate"`
	Criteria []ratingCriterion `json:"criteria"`
	Items    []ratingItem      `json:"items"`

	said string // what was done just now
}

type ratingCriterion struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Weight  int            `json:"weight"`
	Anchors []ratingAnchor `json:"anchors"`
}

type ratingAnchor struct {
	Score int    `json:"score"`
	Text  string `json:"text"`
}

type ratingItem struct {
	Number   int            `json:"number"`
	Case     string         `json:"case"`
	Input    string         `json:"input"`
	Expected string         `json:"expected"`
	Left     string         `json:"left"`
	Right    string         `json:"right"`
	Rated    bool           `json:"rated"`
	Choice   string         `json:"choice"`
	Scores   map[string]int `json:"scores"`
	Note     string         `json:"note"`
}

// sheetWritten is a rating sheet that was exported.
type sheetWritten struct {
	ID    string `json:"id"`
	File  string `json:"file"`
	Items int    `json:"items"`
}

// sheetTaken is a rating sheet that was read back.
type sheetTaken struct {
	ID    string `json:"id"`
	Rater string `json:"rater"`
	Rated int    `json:"rated"`
	Items int    `json:"items"`
}

// rateFlags are what a call of rate may ask for.
type rateFlags struct {
	mode, choose              string
	item                      int
	score, note               string
	reveal, early             bool
	sheet, from, rater        string
	begins, judges, annotates bool
}

func (a *app) journalRateCommand() *cobra.Command {
	var f rateFlags
	var cmd *cobra.Command
	cmd = a.verb("rate ID", "Rate the outputs of an entry blind", func(args []string) (result, error) {
		changed := cmd.Flags().Changed
		f.begins, f.judges, f.annotates = changed("mode"), changed("choose") || changed("score"), changed("note")
		return a.journalRate(args[0], f)
	})
	cmd.Long = "Rate the outputs of an entry without seeing which variant made which: in the screens, in lines with --plain, " +
		"or with the flags, one step for each call. Without a terminal and without a flag it prints the next item. " +
		"A second rater works from a sheet, also after the reveal."
	cmd.Example = "  waymark journal rate 01M86 --mode pairs\n  waymark journal rate 01M86 --item 1 --choose left\n  waymark journal rate 01M86 --reveal\n" +
		"  waymark journal rate 01M86 --sheet for-ben.csv\n  waymark journal rate 01M86 --from for-ben.csv --rater Ben"
	choose(cmd, &f.mode, "mode", []string{string(store.ByPair), string(store.ByCriterion)}, "begin: pairs, or criteria of the rubric")
	whole(cmd, &f.item, "item", 1, store.MaxCases*store.MaxVariants*store.MaxVariants, "the `NUMBER` of the item that you judge")
	choose(cmd, &f.choose, "choose", []string{store.LeftBetter, store.RightBetter, store.NoDifference}, "of a pair: left, right or none")
	write(cmd, &f.score, "score", "by criterion, all of them: fit=2,facts=1")
	write(cmd, &f.note, "note", "a note on the item")
	cmd.Flags().BoolVar(&f.reveal, "reveal", false, "end the rating and show the result")
	cmd.Flags().BoolVar(&f.early, "early", false, "with --reveal: although not all is rated")
	cmd.Flags().StringVar(&f.sheet, "sheet", "", "write a sheet for a second rater to a new `FILE` (CSV)")
	cmd.Flags().StringVar(&f.from, "from", "", "take in a sheet that was filled in: a `FILE`")
	write(cmd, &f.rater, "rater", "with --from: the name of who filled it in")
	return cmd
}

// journalRate does the one step that the flags ask for.
func (a *app) journalRate(id string, f rateFlags) (result, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	b, err := a.store().Bench(id)
	if err != nil {
		return nil, err
	}
	id = b.Experiment.ID
	switch {
	case f.begins:
		return a.startRating(id, store.Mode(f.mode))
	case f.judges:
		return a.judgeItem(id, f)
	case f.reveal:
		if b, err = a.store().Reveal(id, f.early); err != nil {
			return nil, err
		}
		return journalResultOf(b), nil
	case f.sheet != "":
		return a.writeSheet(id, f.sheet)
	case f.from != "":
		return a.takeSheet(id, f.from, f.rater)
	case a.screens():
		return nil, a.openRating(id)
	case a.talks():
		return nil, a.converse(func(t *talk) error { return t.rating(id) })
	}
	return a.ratingOf(b, "")
}

// check refuses flags that do not go together.
func (f rateFlags) check() error {
	steps := 0
	for _, asked := range []bool{f.begins, f.judges, f.reveal, f.sheet != "", f.from != ""} {
		if asked {
			steps++
		}
	}
	switch {
	case steps > 1:
		return misuse("--mode, --choose or --score, --reveal, --sheet and --from are steps of their own; give one of them")
	case f.judges != (f.item > 0), f.annotates && !f.judges:
		return misuse("a judgement needs --item and --choose or --score: --item 3 --choose left")
	case f.choose != "" && f.score != "":
		return misuse("--choose is for pairs and --score for criteria; give one of them")
	case f.early && !f.reveal:
		return misuse("--early goes with --reveal")
	case (f.rater != "") != (f.from != ""):
		return misuse("--from and --rater go together: --from sheet.csv --rater Ben")
	}
	return nil
}

// ratingOf is the rating that is under way, or that there is none.
func (a *app) ratingOf(b store.Bench, said string) (result, error) {
	x := b.Experiment
	if !x.Blind {
		return journalRating{ID: x.ID, Title: x.Title, Question: x.Question, Criteria: []ratingCriterion{}, Items: []ratingItem{}, said: said}, nil
	}
	sheet, err := a.store().Sheet(x.ID)
	if err != nil {
		return nil, err
	}
	r := journalRatingOf(sheet)
	r.said = said
	return r, nil
}

func journalRatingOf(s store.Sheet) journalRating {
	r := journalRating{
		ID: s.Experiment, Title: s.Title, Question: s.Question, Round: s.Round, Mode: string(s.Mode), UnderWay: true, Left: s.Left(),
		Criteria: []ratingCriterion{}, Items: []ratingItem{},
	}
	if s.Mode == store.ByCriterion {
		for _, c := range s.Rubric.Criteria {
			criterion := ratingCriterion{c.ID, c.Name, c.Weight, []ratingAnchor{}}
			for _, anchor := range c.Anchors {
				criterion.Anchors = append(criterion.Anchors, ratingAnchor(anchor))
			}
			r.Criteria = append(r.Criteria, criterion)
		}
	}
	for _, it := range s.Items {
		item := ratingItem{Number: it.Number, Case: it.Case, Input: it.Input, Expected: it.Expected, Left: it.Left, Right: it.Right, Scores: map[string]int{}}
		if it.Mine != nil {
			item.Rated, item.Choice, item.Note = true, it.Mine.Choice, it.Mine.Note
			maps.Copy(item.Scores, it.Mine.Scores)
		}
		r.Items = append(r.Items, item)
	}
	return r
}

func (a *app) startRating(id string, mode store.Mode) (result, error) {
	sheet, err := a.store().StartRound(id, mode)
	if err != nil {
		return nil, err
	}
	r := journalRatingOf(sheet)
	r.said = fmt.Sprintf("The blind rating has begun: %s.", count(len(r.Items), "item"))
	return r, nil
}

func (a *app) judgeItem(id string, f rateFlags) (result, error) {
	j := store.Judgement{Item: f.item - 1, Choice: f.choose, Note: f.note}
	if f.choose == "" {
		scores, err := readScores(f.score)
		if err != nil {
			return nil, err
		}
		j.Scores = scores
	}
	b, err := a.store().Judge(id, j)
	if err != nil {
		return nil, err
	}
	return a.ratingOf(b, fmt.Sprintf("Kept: item %d.", f.item))
}

// readScores reads scores as they are typed: "fit=2,facts=1".
func readScores(text string) (map[string]int, error) {
	scores := map[string]int{}
	for part := range strings.SplitSeq(text, ",") {
		id, number, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			return nil, misuse("%q is no score; write the scores like fit=2,facts=1", clean.Line(part))
		}
		scores[strings.TrimSpace(id)] = n
	}
	return scores, nil
}

// writeSheet writes a sheet to a new file: one that is there may be filled in already.
func (a *app) writeSheet(id, file string) (result, error) {
	sheet, err := a.store().Sheet(id)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(file); err == nil {
		return nil, misuse("%s is there already, and may be filled in; choose another name", file)
	}
	var out bytes.Buffer
	if err := bench.WriteSheet(&out, sheet); err != nil {
		return nil, err
	}
	if err := writeNew(file, out.Bytes(), false); err != nil {
		return nil, err
	}
	return sheetWritten{id, file, len(sheet.Items)}, nil
}

// takeSheet keeps what a second rater filled in.
func (a *app) takeSheet(id, file, rater string) (result, error) {
	if rater = clean.Line(rater); rater == "" {
		return nil, misuse("--rater needs a name")
	}
	sheet, err := a.store().Sheet(id)
	if err != nil {
		return nil, err
	}
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	judgements, err := bench.ReadSheet(in, sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for i := range judgements {
		judgements[i].Rater = rater
	}
	if _, err := a.store().Judge(id, judgements...); err != nil {
		return nil, err
	}
	return sheetTaken{id, rater, len(judgements), len(sheet.Items)}, nil
}

// next is the first item that is not rated, or -1.
func (r journalRating) next() int {
	for i, it := range r.Items {
		if !it.Rated {
			return i
		}
	}
	return -1
}

func (r journalRating) text(p *page) {
	if r.said != "" {
		p.say("%s", r.said)
		p.gap()
	}
	at := r.next()
	switch {
	case !r.UnderWay:
		p.say("No rating of this entry is under way. Begin one, by pair or by the criteria of its rubric:")
		p.inset("waymark journal rate %s --mode pairs", r.ID)
		p.inset("waymark journal rate %s --mode criteria", r.ID)
		return
	case at < 0:
		p.say("All rated. Reveal which is which:")
		p.inset("waymark journal rate %s --reveal", r.ID)
		return
	}
	it := r.Items[at]
	p.say("Item %d of %d, %d left to rate: %s", it.Number, len(r.Items), r.Left, it.Case)
	for _, part := range r.partsOf(it) {
		p.gap()
		p.say("%s", part[0])
		for line := range strings.SplitSeq(part[1], "\n") {
			p.inset("%s", line)
		}
	}
	p.gap()
	for _, c := range r.Criteria {
		p.say("%s (%s)", c.Name, c.ID)
		for _, anchor := range c.Anchors {
			p.wrap(fmt.Sprintf("%5d  ", anchor.Score), "       ", clean.Line(anchor.Text))
		}
	}
	p.say("Judge it, such as:")
	p.inset("waymark journal rate %s --item %d %s", r.ID, it.Number, r.example())
}

// partsOf are the texts of an item, each under its title.
func (r journalRating) partsOf(it ratingItem) [][2]string {
	all := [][2]string{{"Input", it.Input}, {"A right answer says", it.Expected}, {"Output", it.Left}}
	if r.Mode == string(store.ByPair) {
		all = append(all[:2], [2]string{"Left", it.Left}, [2]string{"Right", it.Right})
	}
	var parts [][2]string
	for _, part := range all {
		if part[1] != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// example is the flags of a judgement.
func (r journalRating) example() string {
	if r.Mode == string(store.ByPair) {
		return "--choose left"
	}
	var scores []string
	for _, c := range r.Criteria {
		scores = append(scores, fmt.Sprintf("%s=%d", c.ID, c.Anchors[len(c.Anchors)-1].Score))
	}
	return "--score " + strings.Join(scores, ",")
}

func (s sheetWritten) text(p *page) {
	p.say("Written for a second rater, %s without labels: %s", count(s.Items, "item"), s.File)
	p.say("When it is filled in:")
	p.inset("waymark journal rate %s --from %s --rater NAME", s.ID, s.File)
}

func (s sheetTaken) text(p *page) {
	p.say("Taken in from %s: %d of %s rated.", s.Rater, s.Rated, count(s.Items, "item"))
	p.inset("waymark journal result %s", s.ID)
}
