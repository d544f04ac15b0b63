package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// teamMember is all that is told about one person. The lead's private note is no part of
// what a program reads.
type teamMember struct {
	person
	Role        string            `json:"role"`
	Fingerprint string            `json:"fingerprint"`
	Made        string            `json:"made"`
	AgeDays     int               `json:"age_days"`
	Pathway     string            `json:"pathway"`
	LastActive  string            `json:"last_active_week"`
	LeftMin     int               `json:"left_min"`
	Causes      []teamCause       `json:"causes"`
	Modules     []teamModule      `json:"modules"`
	Lessons     []snapshot.Lesson `json:"lessons"`
	Hands       []topic           `json:"hands"`
	Offers      []topic           `json:"offers"`
	Cards       []snapshot.Card   `json:"cards"`
	Policies    []snapshot.Policy `json:"policies"`
	Given       []assignment      `json:"given"`
	Since       teamChanges       `json:"since_talk"`

	note string
}

// teamModule is how far a person is in a module.
type teamModule struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	State     string `json:"state"`
	Done      int    `json:"done"`
	Total     int    `json:"total"`
	Level     string `json:"level"`
	Completed string `json:"completed"`
}

// teamChanges is what became different about a person since the last talk.
type teamChanges struct {
	Learner string   `json:"learner"`
	Name    string   `json:"name"`
	From    string   `json:"from"`
	Talked  bool     `json:"talked"`
	Same    bool     `json:"same"`
	Done    int      `json:"done"` // lessons
	Lines   []string `json:"lines"`

	words string
}

// memberCommand makes a command about one person, whose id or name is completed.
func (a *app) memberCommand(use, short string, do func(args []string) (result, error)) *cobra.Command {
	return completing(a.verb(use, short, do), a.memberWords)
}

// memberWords completes the ids of people, with their names.
func (a *app) memberWords(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, quietly
	}
	people, err := team.People(a.store())
	if err != nil {
		return nil, quietly // a shell has no place for an error
	}
	var words []string
	for i := range people {
		words = append(words, described(people[i].Member.ID, people[i].Name()))
	}
	return beginning(words, typed), quietly
}

// member is the person whom an id, a name, or the beginning of either names.
func (a *app) member(typed string) (id, name string, err error) {
	people, err := team.People(a.store())
	if err != nil {
		return "", "", err
	}
	var begin []int
	typed = strings.TrimSpace(typed)
	for i := range people {
		id, name := people[i].Member.ID, people[i].Name()
		if strings.EqualFold(id, typed) {
			return id, name, nil
		}
		if typed != "" && (strings.HasPrefix(id, strings.ToUpper(typed)) || hasPrefixFold(name, typed)) {
			begin = append(begin, i)
		}
	}
	whole := only(begin, func(i int) bool { return strings.EqualFold(people[i].Name(), typed) })
	if len(whole) > 0 {
		begin = whole // "Ann" is not "Anna"
	}
	switch len(begin) {
	case 0:
		var names []string
		for i := range people {
			names = append(names, people[i].Name())
		}
		return "", "", fmt.Errorf("nobody in your teams has an id or a name that begins with %q: %w; waymark team board shows the names%s", typed, store.ErrNotFound, closest(typed, "", names))
	case 1:
		return people[begin[0]].Member.ID, people[begin[0]].Name(), nil
	}
	var names []string
	for _, i := range begin {
		names = append(names, people[i].Name()+" "+people[i].Member.ID)
	}
	return "", "", misuse("%q may be any of: %s; give the id", typed, strings.Join(names, ", "))
}

func hasPrefixFold(s, prefix string) bool {
	return strings.HasPrefix(strings.ToLower(s), strings.ToLower(prefix))
}

// only are those of a list that fulfil a condition.
func only[T any](list []T, holds func(T) bool) []T {
	var kept []T
	for _, v := range list {
		if holds(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

func (a *app) teamMemberCommand() *cobra.Command {
	cmd := a.memberCommand("member ID", "See all that one person shared with you", func(args []string) (result, error) {
		m, err := a.teamMember(args[0])
		if err != nil {
			return nil, err
		}
		return m, nil
	})
	cmd.Long = "See all that one person shared with you, what changed since your last talk, and your private note. " +
		"ID is an id or a name, or the beginning of one that nobody else has. With --json the note stays out."
	cmd.Example = "  waymark team member Amara"
	return cmd
}

func (a *app) teamMember(typed string) (teamMember, error) {
	id, _, err := a.member(typed)
	if err != nil {
		return teamMember{}, err
	}
	c, err := a.catalogue()
	if err != nil {
		return teamMember{}, err
	}
	v, err := team.ReadMember(c, a.store(), id, a.now())
	if err != nil {
		return teamMember{}, err
	}
	return memberOf(c, v), nil
}

func memberOf(c *curriculum.Catalogue, v team.MemberView) teamMember {
	told := v.Told
	m := teamMember{
		person: person{v.Member.ID, v.Name(), told.Learner.Department}, Role: told.Learner.Role, Fingerprint: envelope.Fingerprint(v.Member.Key),
		Made: told.Made, AgeDays: v.AgeDays, Pathway: cmp.Or(told.Pathway.Title, told.Pathway.ID), LastActive: told.LastActiveWeek, LeftMin: told.MinutesLeft,
		Causes: causesOf(v.Causes), Modules: []teamModule{}, Lessons: append([]snapshot.Lesson{}, v.Lessons...),
		Hands: toldTopics(told.Hands), Offers: toldTopics(told.Offers), Cards: append([]snapshot.Card{}, v.Cards...),
		Policies: append([]snapshot.Policy{}, told.Policies...), Given: []assignment{}, Since: changesOf(v), note: v.Talk.Note,
	}
	for _, module := range told.Modules {
		m.Modules = append(m.Modules, teamModule{module.ID, cmp.Or(module.Title, module.ID), module.State, module.Done, module.Total, module.Level, module.Completed})
	}
	for _, g := range v.Given {
		m.Given = append(m.Given, assignmentOf(c, g, m.Name))
	}
	return m
}

func toldTopics(all []snapshot.Topic) []topic {
	topics := []topic{}
	for _, t := range all {
		topics = append(topics, topic{t.About, t.Title, t.Note, t.Since})
	}
	return topics
}

func changesOf(v team.MemberView) teamChanges {
	since := v.Since
	return teamChanges{v.Member.ID, v.Name(), since.From, since.Talked, since.Same, since.Lessons, some(since.Lines), since.Words()}
}

func (a *app) teamSinceCommand() *cobra.Command {
	cmd := a.memberCommand("since ID", "See what changed since your last talk with somebody", func(args []string) (result, error) {
		m, err := a.teamMember(args[0])
		if err != nil {
			return nil, err
		}
		return m.Since, nil
	})
	cmd.Long = "See what changed since your last talk with somebody, or since their first snapshot. After a talk: waymark team talked ID."
	cmd.Example = "  waymark team since Amara"
	return cmd
}

func (m teamMember) text(p *page) {
	p.say("%s", m.named())
	rows := [][]string{{"Role", m.Role}, {"Pathway", m.Pathway}, {"Last active", m.LastActive}, {"Snapshot", m.Made + ", " + ago(m.AgeDays)}, {"Key", m.Fingerprint}}
	p.table(only(rows, func(row []string) bool { return row[1] != "" }))
	if m.LeftMin > 0 {
		p.inset("%s of the pathway left", sentence(minutes(m.LeftMin)))
	}
	for _, c := range m.Causes {
		p.inset("%s", sentence(c.Words))
	}
	m.sections(p)
	p.gap()
	m.Since.text(p)
	if m.note != "" {
		p.gap()
		p.say("Your private note:")
		for line := range strings.SplitSeq(m.note, "\n") {
			p.inset("%s", line)
		}
	}
}

// sections are what was told, part by part; a part with nothing in it is left out.
func (m teamMember) sections(p *page) {
	var modules, given, cards [][]string
	for _, module := range m.Modules {
		modules = append(modules, []string{module.State, fmt.Sprintf("%d of %d", module.Done, module.Total), cmp.Or(module.Completed, module.Level), module.Title})
	}
	for _, g := range m.Given {
		given = append(given, []string{g.what(), joined(cmp.Or(g.Title, g.Module), g.Reason)})
	}
	for _, c := range m.Cards {
		cards = append(cards, []string{string(c.Verdict), joined(c.Title, c.Learning)})
	}
	parts := []struct {
		title string
		rows  [][]string
	}{
		{"Modules:", modules},
		{"Given or waived by you:", given},
		{"Asks for help with:", topicRows(m.Hands)},
		{"Offers help with:", topicRows(m.Offers)},
		{"Shared experiments:", cards},
	}
	for _, part := range parts {
		if len(part.rows) > 0 {
			p.gap()
			p.say("%s", part.title)
			p.table(part.rows)
		}
	}
}

func topicRows(topics []topic) [][]string {
	rows := make([][]string, len(topics))
	for i, t := range topics {
		rows[i] = []string{t.Since, joined(t.name(), t.Note)}
	}
	return rows
}

func (c teamChanges) text(p *page) {
	p.say("%s:", strings.TrimSuffix(c.words, ":"))
	if len(c.Lines) == 0 {
		p.inset("nothing new")
	}
	for _, line := range c.Lines {
		p.inset("%s", line)
	}
}

// ago is an age in words.
func ago(days int) string {
	if days == 0 {
		return "today"
	}
	return count(days, "day") + " ago"
}

// unnamed is the one of some ids that begins so: whoever withdrew or was erased has no name.
func (a *app) unnamed(ids []string, typed string) (string, error) {
	found := only(ids, func(id string) bool {
		return typed != "" && strings.HasPrefix(id, strings.ToUpper(strings.TrimSpace(typed)))
	})
	switch len(found) {
	case 0:
		return "", fmt.Errorf("no id begins with %q: %w", typed, store.ErrNotFound)
	case 1:
		return found[0], nil
	}
	return "", misuse("%q may be any of: %s", typed, strings.Join(found, ", "))
}

// anyMember is member, and finds also those who withdrew, by their ids.
func (a *app) anyMember(typed string) (id, name string, err error) {
	id, name, err = a.member(typed)
	if !errors.Is(err, store.ErrNotFound) {
		return id, name, err
	}
	members, broken := a.store().Members()
	if broken != nil {
		return "", "", broken
	}
	var ids []string
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	if id, wrong := a.unnamed(ids, typed); wrong == nil {
		return id, id, nil
	}
	return "", "", err
}
