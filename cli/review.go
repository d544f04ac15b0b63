package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/store/progress"
	"waymark/store/review"
)

// reviewPile is what is up for review.
type reviewPile struct {
	Day       string         `json:"day"`
	Done      int            `json:"done"`
	LeftMin   int            `json:"left_min"`
	Cards     []cardQuestion `json:"cards"`
	NextDays  []reviewDay    `json:"next_days"`
	Suspended []cardQuestion `json:"suspended"`

	all   int // cards that there are
	daily int // reviews that the learner wants in a day
}

// reviewDay is how many cards come up on a day.
type reviewDay struct {
	Day   string `json:"day"`
	Cards int    `json:"cards"`
}

// reviewFlags are what to do with a card.
type reviewFlags struct {
	most                  int
	grade                 string
	bury, suspend, resume bool
}

// mostCards is more than anybody recalls in a day.
const mostCards = 1000

func (a *app) reviewCommand() *cobra.Command {
	var flags reviewFlags
	var cmd *cobra.Command
	cmd = a.verb("review [CARD]", "Recall what you learned before it fades", func(args []string) (result, error) {
		switch given := flags.given(); {
		case len(given) > 1:
			return nil, misuse("%s exclude each other; give one of them", strings.Join(given, " and "))
		case len(args) == 0 && len(given) == 1:
			return nil, misuse("%s needs a CARD; waymark review lists them", given[0])
		case cmd.Flags().Changed("max") && len(args) > 0:
			return nil, misuse("--max is how many cards to list, so it goes without CARD")
		case len(args) == 0 && a.talks():
			return nil, a.converse(func(t *talk) error { return t.reviewMost(flags.most, cmd.Flags().Changed("max")) })
		case len(args) == 0:
			return a.reviewPile(flags.most, cmd.Flags().Changed("max"))
		}
		return a.reviewCard(args[0], flags)
	})
	cmd.Long = "Recall what you learned before it fades. Without CARD it lists what is up today. With CARD it " +
		"shows front and back of a card: recall the answer first, then grade yourself. A card that is a " +
		"question is answered with waymark answer, which grades it. With --plain on a terminal it asks " +
		"one card after the other; without a terminal it prints them."
	cmd.Example = "  waymark review\n  waymark review fnd-what-ai-is#one-question\n  waymark review fnd-what-ai-is#one-question --grade good"
	f := cmd.Flags()
	whole(cmd, &flags.most, "max", 0, mostCards, "list at most `N` cards; may be more than your daily number")
	choose(cmd, &flags.grade, "grade", gradeWords(), "how well you recalled it: again, hard, good or easy")
	f.BoolVar(&flags.bury, "bury", false, "put the card off to tomorrow")
	f.BoolVar(&flags.suspend, "suspend", false, "leave the card out of your reviews")
	f.BoolVar(&flags.resume, "resume", false, "take the card up again")
	return completing(cmd, a.cardIDs)
}

func (f reviewFlags) given() []string {
	var names []string
	for name, is := range map[string]bool{"--grade": f.grade != "", "--bury": f.bury, "--suspend": f.suspend, "--resume": f.resume} {
		if is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func gradeWords() []string {
	var words []string
	for _, g := range review.Grades() {
		words = append(words, g.String())
	}
	return words
}

// reviewPile is what is up today; capped, it is at most so many cards, in place of
// the number that the learner wants in a day.
func (a *app) reviewPile(most int, capped bool) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	pile, recalls, err := progress.Recalls(s.catalogue, s.store, s.Standing, s.now, s.more(most, capped))
	if err != nil {
		return nil, err
	}
	found := reviewPile{
		Day: s.today(), Done: pile.Done, LeftMin: pile.Minutes(), Cards: []cardQuestion{}, NextDays: s.nextDays(), Suspended: []cardQuestion{},
		all: len(s.Cards), daily: s.Profile.DailyReviews(),
	}
	for _, r := range recalls {
		found.Cards = append(found.Cards, s.cardQuestion(r))
	}
	for _, c := range s.Cards {
		if !c.Suspended {
			continue
		}
		r, err := s.recall(c)
		if err != nil {
			return nil, err
		}
		found.Suspended = append(found.Suspended, s.cardQuestion(r))
	}
	return found, nil
}

// more is by how many reviews the wish for so many differs from the learner's
// daily number; uncapped there is no wish.
func (s standing) more(most int, capped bool) int {
	if !capped {
		return 0
	}
	return most + progress.PileOf(s.Standing, s.now).Done - s.Profile.DailyReviews()
}

func (s standing) today() string { return s.now.Format(time.DateOnly) }

// nextDays are the reviews of the next seven days.
func (s standing) nextDays() []reviewDay {
	var days []reviewDay
	for i, cards := range progress.Forecast(s.Standing, s.now, 7) {
		days = append(days, reviewDay{progress.DayAfter(s.now, i+1).Format(time.DateOnly), cards})
	}
	return days
}

func (l reviewPile) text(p *page) {
	switch {
	case len(l.Cards) > 0:
		p.say("%s to recall, %s.", count(len(l.Cards), "question"), minutes(l.LeftMin))
	case l.Done > 0:
		p.say("That is all for today: %s.", count(l.Done, "review"))
	default:
		p.say("Nothing is up for review today.")
	}
	for _, c := range l.Cards {
		p.gap()
		c.text(p)
	}
	l.next(p)
	for i, c := range l.Suspended {
		if i == 0 {
			p.gap()
			p.say("Left out until you take them up again (waymark review CARD --resume):")
		}
		p.inset("%s, of %s", c.ID, c.Lesson.Title)
	}
}

func (l reviewPile) next(p *page) {
	var rows [][]string
	for _, d := range l.NextDays {
		if d.Cards > 0 {
			rows = append(rows, []string{d.Day, count(d.Cards, "review")})
		}
	}
	switch {
	case len(rows) > 0:
		p.gap()
		p.say("On the next days:")
		p.table(rows)
	case l.all == 0:
		p.say("What you answer in lessons comes back here, some days later.")
	case l.daily == 0 && len(l.Cards) == 0:
		p.say("You chose to have no reviews proposed. Some all the same: waymark review --max 5")
	}
}
