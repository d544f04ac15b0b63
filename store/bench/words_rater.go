package bench

import (
	"fmt"
	"strings"

	"waymark/store"
)

// words is how far a second rater agrees with the learner, and what the second rater
// alone says.
func (s Rater) words(r Result) string {
	if s.N == 0 {
		return s.Name + " has judged nothing that you judged."
	}
	if r.Mode == store.ByPair {
		text := fmt.Sprintf("%s judged %s that you judged too, and said the same of %d. %s", s.Name, counted(s.N, "pair"), s.Same, s.Agreement.words())
		return text + s.alone(r)
	}
	var each []string
	for _, c := range s.Criteria {
		line := fmt.Sprintf("%s the same score %d times", c.Name, c.Same)
		if c.Defined {
			line += fmt.Sprintf(", kappa %s", figure(c.Kappa, 2))
		}
		if c.Known {
			line += fmt.Sprintf(" (%s to %s)", figure(c.Low, 2), figure(c.High, 2))
		}
		each = append(each, line)
	}
	return fmt.Sprintf("%s scored %s that you scored too: %s. Kappa is agreement beyond chance: 1 is full, 0 is chance.%s",
		s.Name, counted(s.N, "output"), strings.Join(each, "; "), s.alone(r))
}

// words is what an agreement on pairs means.
func (a Agreement) words() string {
	switch {
	case !a.Defined:
		return "Both gave one and the same answer every time, so it cannot be told from chance."
	case !a.Known:
		return fmt.Sprintf("Kappa, agreement beyond chance, is %s, where 1 is full and 0 is chance; fewer than %s pairs are too few to say how far off that may be.",
			figure(a.Kappa, 2), number(fewestRated))
	}
	text := fmt.Sprintf("Kappa, agreement beyond chance, is %s, where 1 is full and 0 is chance; %s to %s fits.",
		figure(a.Kappa, 2), figure(a.Low, 2), figure(a.High, 2))
	if a.Low <= 0 {
		text += " So it may be chance."
	}
	return text
}

// alone is what the second rater alone says of two variants.
func (s Rater) alone(r Result) string {
	if len(r.Pairs) != 1 || s.Tallies[0].Cases() == 0 {
		return ""
	}
	p, t := r.Pairs[0], s.Tallies[0]
	text := fmt.Sprintf(" By %s alone, %s won %d, %s won %d", s.Name, p.FirstName, t.Won, p.SecondName, t.Lost)
	if t.Tied > 0 {
		text += fmt.Sprintf(", and in %d there was no difference", t.Tied)
	}
	if (p.Won-p.Lost)*(t.Won-t.Lost) < 0 {
		text += ": the other way round than by you"
	}
	return text + "."
}
