package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
)

// journalResult is what the newest rating of an entry came to. While one is under way
// it says only that.
type journalResult struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	UnderWay bool            `json:"under_way"`
	Left     int             `json:"left_to_rate"`
	Mode     string          `json:"mode"`
	Items    int             `json:"items_in_all"`
	Judged   int             `json:"judged"`
	Early    bool            `json:"early"`
	Again    bool            `json:"again"`
	Missing  int             `json:"missing"`
	Later    int             `json:"later"`
	Gone     int             `json:"gone"`
	Words    []string        `json:"words"`
	Variants []resultVariant `json:"variants"`
	Pairs    []resultPair    `json:"pairs"`
	Raters   []resultRater   `json:"raters"`
	History  []resultItem    `json:"history"`

	figures []bench.Figure
}

type resultVariant struct {
	ID        string           `json:"id"`
	Name      string           `json:"name"`
	Outputs   int              `json:"outputs_in_all"`
	Points    *resultEstimate  `json:"points"`
	Scores    []resultEstimate `json:"scores"`
	Minutes   *float64         `json:"effort_mean_min"`
	LatencyMS *float64         `json:"latency_median_ms"`
	TokensIn  int              `json:"tokens_in"`
	TokensOut int              `json:"tokens_out"`
	Cost      []store.Money    `json:"costs"`
}

// resultEstimate is a mean. Low and high are null where there are too few cases for an
// interval.
type resultEstimate struct {
	ID   string   `json:"id,omitempty"`
	Mean float64  `json:"mean"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
	N    int      `json:"n"`
}

type resultPair struct {
	First     string          `json:"first"`
	Second    string          `json:"second"`
	Won       int             `json:"won"`
	Lost      int             `json:"lost"`
	Tied      int             `json:"tied"`
	Rate      *resultEstimate `json:"win_rate"`
	P         float64         `json:"p"`
	Adjusted  float64         `json:"p_adjusted"`
	MoreCases *int            `json:"cases_to_tell"`
	Points    *resultEstimate `json:"points"`
}

type resultRater struct {
	Name     string        `json:"name"`
	Both     int           `json:"both"`
	Same     int           `json:"same"`
	Kappa    *float64      `json:"kappa"`
	Low      *float64      `json:"low"`
	High     *float64      `json:"high"`
	Criteria []resultRater `json:"criteria,omitempty"`
}

type resultItem struct {
	Number int          `json:"number"`
	Case   string       `json:"case"`
	Left   string       `json:"left"`
	Right  string       `json:"right"`
	Said   []resultSaid `json:"said"`
}

type resultSaid struct {
	Rater string `json:"rater"`
	Words string `json:"words"`
	Note  string `json:"note"`
}

func (a *app) journalResultCommand() *cobra.Command {
	cmd := a.verb("result ID", "Show what the rating of an entry came to", func(args []string) (result, error) {
		b, err := a.store().Bench(args[0])
		if err != nil {
			return nil, err
		}
		return journalResultOf(b), nil
	})
	cmd.Long = "Show what the newest rating of an entry came to, in words that claim no more than the figures. " +
		"While a blind rating is under way there is nothing to show yet. docs/statistics.md explains every figure."
	cmd.Example = "  waymark journal result 01M86"
	return cmd
}

func journalResultOf(b store.Bench) journalResult {
	of := bench.Of(b)
	r := journalResult{
		ID: b.Experiment.ID, Title: b.Experiment.Title, UnderWay: of.UnderWay, Left: of.ToRate, Mode: string(of.Mode),
		Items: of.Items, Judged: of.Judged, Early: of.Early, Again: of.Again, Missing: of.Missing, Later: of.Later, Gone: of.Gone, Words: some(of.Words()),
		Variants: []resultVariant{}, Pairs: []resultPair{}, Raters: []resultRater{}, History: []resultItem{}, figures: slices.Concat(of.Figures(), bench.CheckFigures(b)),
	}
	for _, v := range of.Variants {
		r.Variants = append(r.Variants, resultVariantOf(v))
	}
	for _, p := range of.Pairs {
		r.Pairs = append(r.Pairs, resultPairOf(p))
	}
	for _, rater := range of.Raters {
		found := raterOf(rater.Name, rater.Agreement)
		for _, c := range rater.Criteria {
			found.Criteria = append(found.Criteria, raterOf(c.Name, c.Agreement))
		}
		r.Raters = append(r.Raters, found)
	}
	for _, it := range bench.History(b) {
		item := resultItem{it.Number, it.Case, it.Left, it.Right, []resultSaid{}}
		for _, said := range it.Said {
			item.Said = append(item.Said, resultSaid(said))
		}
		r.History = append(r.History, item)
	}
	return r
}

func resultVariantOf(v bench.Variant) resultVariant {
	found := resultVariant{
		ID: v.ID, Name: v.Name, Outputs: v.Outputs, Points: estimateOf(v.Mean), Scores: []resultEstimate{},
		Minutes: known(v.Minutes.Mean, v.Minutes.N > 0), LatencyMS: known(v.Latency.Median, v.Latency.N > 0),
		TokensIn: v.TokensIn, TokensOut: v.TokensOut, Cost: append([]store.Money{}, v.Cost...),
	}
	for _, c := range v.Criteria {
		if c.Score.N > 0 {
			found.Scores = append(found.Scores, resultEstimate{ID: c.ID, Mean: rounded(c.Score.Mean), N: c.Score.N})
		}
	}
	return found
}

func resultPairOf(p bench.Pair) resultPair {
	found := resultPair{
		First: p.First, Second: p.Second, Won: p.Won, Lost: p.Lost, Tied: p.Tied, P: rounded(p.P), Adjusted: rounded(p.Adjusted), Points: estimateOf(p.Points),
	}
	if rate, low, high, ok := p.WinRate(); ok {
		found.Rate = &resultEstimate{"", rounded(rate), new(rounded(low)), new(rounded(high)), p.Decided()}
	}
	if p.More > 0 {
		found.MoreCases = &p.More
	}
	return found
}

// estimateOf is a mean, or null where there is none.
func estimateOf(e bench.Estimate) *resultEstimate {
	if e.N == 0 {
		return nil
	}
	return &resultEstimate{"", rounded(e.Mean), known(e.Low, e.Known), known(e.High, e.Known), e.N}
}

func raterOf(name string, a bench.Agreement) resultRater {
	return resultRater{name, a.N, a.Same, known(a.Kappa, a.Defined), known(a.Low, a.Known), known(a.High, a.Known), nil}
}

func (r journalResult) text(p *page) {
	p.say("%s", r.Title)
	for _, words := range r.Words {
		p.gap()
		p.say("%s", words)
	}
	if len(r.figures) > 0 {
		p.gap()
		names := []string{""}
		for _, v := range r.Variants {
			names = append(names, v.Name)
		}
		rows := [][]string{names}
		for _, f := range r.figures {
			rows = append(rows, append([]string{f.Name}, f.Cells...))
		}
		p.abreast(rows)
	}
	if len(r.History) > 0 {
		p.gap()
		p.say("Every judgement:")
	}
	for _, it := range r.History {
		p.say("%s", bench.Item{Case: it.Case, Left: it.Left, Right: it.Right}.Title())
		for _, said := range it.Said {
			who := "you"
			if said.Rater != "" {
				who = said.Rater
			}
			p.inset("%s", joined(fmt.Sprintf("%s: %s", who, said.Words), said.Note))
		}
	}
	if r.UnderWay || r.Mode == "" {
		p.gap()
		p.inset("waymark journal rate %s", r.ID)
	}
}

// abreast writes a table of a first column and others, as many of these beside each
// other as fit.
func (p *page) abreast(rows [][]string) {
	const most = 3
	for from := 1; from < len(rows[0]); from += most {
		if from > 1 {
			p.gap()
		}
		part := make([][]string, len(rows))
		for i, row := range rows {
			part[i] = append([]string{row[0]}, row[from:min(from+most, len(row))]...)
			for j := range part[i] {
				part[i][j] = cut(part[i][j], 20)
			}
		}
		p.table(part)
	}
}
