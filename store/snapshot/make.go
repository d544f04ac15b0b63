package snapshot

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/progress"
)

// ErrNoPathway says that there is nothing to share yet.
var ErrNoPathway = errors.New("there is nothing to share before you follow a pathway; choose one with waymark setup")

// A Source is all that a snapshot is made from.
type Source struct {
	Catalogue   *curriculum.Catalogue
	Standing    progress.Standing
	Learner     string // random id
	Key         string // did:key
	Objectives  []store.Objective
	Experiments []store.Experiment // for levels: see progress.EntriesSummedUp
	Shared      []store.Experiment // the newest that are shared, newest first
	Records     map[string]string  // of those shared in full, by id: the hash of the full record, see Entry
	Hands       []store.Topic
	Offers      []store.Topic
	Policies    []store.Policy
	Teams       []store.Accepted
	Given       []progress.Module // by leads, in the team files that were accepted; without those of the pathway
	Last        store.Sent        // zero if none was sent
	Number      int               // of this snapshot; above that of Last, and of what did not arrive
	Ceiling     string            // the most that the accepted teams allow; empty: anything
	App         string            // version of Waymark
	Now         time.Time
}

// Read fetches what the snapshot of the learner of a store is made from.
func Read(c *curriculum.Catalogue, s *store.Store, app string, now time.Time) (Source, error) {
	c = c.Original() // others are told the same in whatever language somebody learns
	in := Source{Catalogue: c, App: app, Now: now}
	var err error
	if in.Standing, err = progress.Read(c, s); err != nil {
		return in, err
	}
	if in.Standing.Path.ID == "" {
		return in, ErrNoPathway
	}
	if in.Learner, _, err = s.Identity(); err != nil {
		return in, err
	}
	key, err := s.SigningKey()
	if err != nil {
		return in, err
	}
	in.Key = envelope.ID(key.Public().(ed25519.PublicKey))
	if in.Experiments, err = s.LatestExperiments(progress.EntriesSummedUp); err != nil {
		return in, err
	}
	if err := in.readShared(s); err != nil {
		return in, err
	}
	return in, in.readTeam(s)
}

// sharedEntries are the newest entries that are shared, however old they are.
func sharedEntries(s *store.Store) ([]store.Experiment, error) {
	page, err := s.ListExperiments(store.Listing{Query: "status:shared", Limit: maxCards})
	return page.Experiments, err
}

// readShared fetches what may be told of the journal.
func (in *Source) readShared(s *store.Store) (err error) {
	if in.Shared, err = sharedEntries(s); err != nil {
		return err
	}
	in.Records = map[string]string{}
	for _, x := range in.Shared {
		if ProfileOf(in.Standing.Profile.Sharing, "") != Full || x.Visibility != store.FullShared || x.Blind {
			continue
		}
		e, err := entryOf(s, Learner{ID: in.Learner, Key: in.Key}, x.ID)
		if err != nil {
			return err
		}
		payload, err := e.Encode()
		if errors.Is(err, ErrInvalid) { // too large for a file: its card has to do
			continue
		}
		if err != nil {
			return err
		}
		in.Records[x.ID] = envelope.Hash(payload)
	}
	return nil
}

func (in *Source) readTeam(s *store.Store) (err error) {
	if in.Objectives, err = s.Objectives(); err != nil {
		return err
	}
	if in.Hands, err = s.Hands(); err != nil {
		return err
	}
	if in.Offers, err = s.Offers(); err != nil {
		return err
	}
	if in.Policies, err = s.Policies(); err != nil {
		return err
	}
	if in.Teams, err = s.AcceptedTeams(); err != nil {
		return err
	}
	orders, err := ordersOf(in.Teams)
	if err != nil {
		return err
	}
	in.Ceiling = ceilingOf(orders)
	if err := in.addGiven(orders); err != nil {
		return err
	}
	if in.Last, err = s.LastSent(); err != nil {
		return err
	}
	noted, err := s.LastNoted()
	in.Number = noted.Number + 1
	return err
}

// Limits of what a snapshot tells of the journal.
const (
	maxCards = 20
	maxBytes = 20 << 10 // beyond it the oldest cards are left out
	maxBroke = 1_000    // characters of what broke; the full record has all of them
)

// Make states where the learner stands.
func Make(in Source) (Snapshot, error) {
	at := in.Standing
	s := Snapshot{
		Format: Format, Purpose: Purpose, Profile: ProfileOf(at.Profile.Sharing, in.Ceiling),
		Learner: Learner{ID: in.Learner, Key: in.Key, Name: at.Profile.Name},
		Number:  in.Number, Previous: in.Last.Hash, Made: in.Now.Format(time.DateOnly), App: in.App,
		Pathway: Pathway{at.Path.ID, at.Path.Title, in.versionOf(at.Path.Pack)}, MinutesLeft: minutesLeft(at.Path),
		Hands: in.topics(in.Hands), LastActiveWeek: lastWeek(at.Did),
	}
	s.Withheld = s.Profile.Withheld()
	for _, p := range in.Catalogue.Packs() {
		s.Packs = append(s.Packs, Pack{p.ID, p.Version})
	}
	for _, p := range in.Policies {
		s.Policies = append(s.Policies, Policy{p.Lesson, p.Version, p.Hash, p.At.Format(time.DateOnly)})
	}
	for _, t := range in.Teams {
		s.Teams = append(s.Teams, Team{t.Team, t.Number})
	}
	for _, m := range in.modules() {
		s.Modules = append(s.Modules, Module{ID: m.ID, Title: m.Title, State: m.State.String(), Done: m.Done, Total: len(m.Lessons)})
	}
	if s.Profile.atLeast(Standard) {
		s.Learner.Department, s.Learner.Role = at.Profile.Department, at.Profile.Role
		s.Offers = in.topics(in.Offers)
		if err := in.addRecord(&s); err != nil {
			return s, err
		}
		in.addCards(&s)
	}
	return s, s.fit()
}

// minutesLeft are the minutes of the lessons that are not complete, each in full: what is
// left of one that is open would tell how many of its questions were answered.
func minutesLeft(p progress.Pathway) int {
	minutes := 0
	for _, m := range p.Modules {
		for _, l := range m.Lessons {
			if !l.State.Complete() {
				minutes += l.Minutes
			}
		}
	}
	return minutes
}

func (in Source) versionOf(pack string) string {
	for _, p := range in.Catalogue.Packs() {
		if p.ID == pack {
			return p.Version
		}
	}
	return ""
}

// topics tell hands or offers, with the titles of what they are about.
func (in Source) topics(all []store.Topic) []Topic {
	var topics []Topic
	for _, t := range all {
		topics = append(topics, Topic{About: t.About, Title: in.titleOf(t.About), Note: t.Note, Since: t.Since.Format(time.DateOnly)})
	}
	return topics
}

// titleOf is the title of the lesson or module with an id; empty where there is none.
func (in Source) titleOf(id string) string {
	for _, l := range in.Catalogue.Lessons() {
		if l.ID == id {
			return l.Title
		}
	}
	for _, m := range in.Catalogue.Modules() {
		if m.ID == id {
			return m.Title
		}
	}
	return ""
}

// modules are those that are told: of the pathway, and others that were given.
func (in Source) modules() []progress.Module {
	all := slices.Concat(in.Standing.Path.Modules, in.Given)
	return all[:min(len(all), maxModules)]
}

// addRecord tells the lessons that are complete, wherever they are, and the level and the day
// of each module.
func (in Source) addRecord(s *Snapshot) error {
	modules, others := in.modules(), in.others()
	levels := in.levels(modules, others)
	for i, m := range modules {
		var level progress.Competency
		last := ""
		for _, l := range m.Lessons {
			own := levels[l.ID]
			for at, n := range own.Count {
				level.Count[at] += n
			}
			if !l.State.Complete() {
				continue
			}
			lesson, err := in.lesson(l, own.Level())
			if err != nil {
				return err
			}
			last = max(last, lesson.Completed)
			s.Lessons = append(s.Lessons, lesson)
		}
		s.Modules[i].Level = level.Level().String()
		if m.State == progress.Done {
			s.Modules[i].Completed = last
		}
	}
	for _, l := range others[:max(0, min(len(others), maxLessons-len(s.Lessons)))] {
		lesson, err := in.lesson(l, levels[l.ID].Level())
		if err != nil {
			return err
		}
		s.Lessons = append(s.Lessons, lesson)
	}
	return nil
}

// others are the lessons that are complete and in none of the modules that are told.
func (in Source) others() []progress.Lesson {
	told := map[string]bool{}
	for _, m := range in.modules() {
		for _, l := range m.Lessons {
			told[l.ID] = true
		}
	}
	var all []progress.Lesson
	for _, l := range in.Catalogue.Lessons() {
		state := progress.StateOf(in.Standing.Did[l.ID])
		if state.Complete() && !told[l.ID] {
			all = append(all, progress.Lesson{Lesson: l, State: state})
		}
	}
	return all
}

// levels counts the objectives of each lesson that is told by their levels, as those of a
// competency are. Those of a lesson that is not complete count as not shown: another level
// would tell of answers in it.
func (in Source) levels(modules []progress.Module, others []progress.Lesson) map[string]progress.Competency {
	lessons, complete := slices.Clone(others), map[string]bool{}
	for _, m := range modules {
		lessons = append(lessons, m.Lessons...)
	}
	for _, l := range lessons {
		complete[l.ID] = l.State.Complete()
	}
	levels := map[string]progress.Competency{}
	for _, o := range progress.MasteryOf(lessons, in.Objectives, in.Experiments) {
		if !complete[o.Lesson] {
			o.Level = progress.NotShown
		}
		c := levels[o.Lesson]
		c.Count[o.Level]++
		levels[o.Lesson] = c
	}
	return levels
}

func (in Source) lesson(l progress.Lesson, level progress.Level) (Lesson, error) {
	did := in.Standing.Did[l.ID]
	at := did.Done
	if l.State == progress.TestedOut {
		at = did.Tested
	}
	told := Lesson{ID: l.ID, Completed: at.Format(time.DateOnly), How: l.State.String(), Level: level.String(), Version: did.Taught}
	if told.Version != l.Version {
		return told, nil
	}
	text, err := in.Catalogue.Text(l.ID)
	if err != nil {
		return told, fmt.Errorf("the lesson %s: %w", l.ID, err)
	}
	told.Hash = envelope.Hash(text)
	return told, nil
}

// addCards tells the cards of the newest entries that were shared.
func (in Source) addCards(s *Snapshot) {
	for _, x := range in.Shared {
		if !mayTell(x) || len(s.Cards) == maxCards {
			continue
		}
		card := cardOf(x)
		if s.Profile.atLeast(Full) && x.Visibility == store.FullShared {
			card.Record = in.Records[x.ID]
		}
		s.Cards = append(s.Cards, card)
	}
}

// mayTell reports that the card of an entry may be told. While an entry is being rated blind
// it may not: what it says is masked then.
func mayTell(x store.Experiment) bool { return x.Visibility != store.Private && !x.Blind }

// cardOf is the card of an entry, without its record.
func cardOf(x store.Experiment) Card {
	card := Card{ID: store.Timeless(x.ID), Shared: x.Updated.Format(time.DateOnly), EntryCard: x.Card()}
	if broke := []rune(card.Broke); len(broke) > maxBroke {
		card.Broke = clean.Text(strings.TrimSpace(string(broke[:maxBroke-1])) + "…")
	}
	return card
}

// fit leaves out the oldest cards until the snapshot is as small as it should be.
func (s *Snapshot) fit() error {
	for len(s.Cards) > 0 {
		content, err := s.Encode()
		if err != nil || len(content) <= maxBytes {
			return err
		}
		s.Cards = s.Cards[:len(s.Cards)-1]
	}
	return nil
}

// lastWeek is the ISO week of the newest thing that was done in a lesson.
func lastWeek(did map[string]store.Lesson) string {
	var last time.Time
	for _, l := range did {
		for _, at := range []time.Time{l.Seen, l.Tested} { // a lesson that was tested out was never opened
			if at.After(last) {
				last = at
			}
		}
	}
	if last.IsZero() {
		return ""
	}
	year, week := last.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}
