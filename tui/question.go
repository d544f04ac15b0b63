package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// A question is one step of the set-up.
type question struct {
	name, title, help string
	get               func(store.Profile) string
	set               func(*store.Profile, string)
	rows              []choice                    // nil: a line of text
	check             func(store.Profile) error   // nil: the store alone refuses
	told              func(value string) []string // lines about the row under the cursor; nil: none
}

// sharingQuestion asks how much a snapshot tells. It names a team that asks for less.
func sharingQuestion(files []teams.File) question {
	q := question{
		name: "sharing", title: "How much does your lead see?", help: "By what you send, in a snapshot. Nothing is sent by choosing.",
		get: func(p store.Profile) string { return string(snapshot.ProfileOf(p.Sharing, "")) }, set: func(p *store.Profile, v string) { p.Sharing = v },
	}
	for _, p := range snapshot.Profiles() {
		q.rows = append(q.rows, choice{value: string(p), title: capital(string(p))})
	}
	q.told = func(value string) []string {
		lines := snapshot.Profile(value).Told()
		if at := slices.Index(snapshot.Profiles(), snapshot.Profile(value)); at > 0 {
			lines = append(slices.Clone(lines), "and all that "+string(snapshot.Profiles()[at-1])+" tells")
		}
		if words := ceilingWords(files, snapshot.Profile(value)); words != "" {
			lines = append([]string{"But " + strings.TrimPrefix(words, "you chose "+value+"; ") + ", so it tells what that does."}, lines...)
		}
		return lines
	}
	return q
}

// questions are what the set-up asks.
func questions(c *curriculum.Catalogue) []question {
	var departments, pathways []choice
	for _, d := range curriculum.Departments() {
		departments = append(departments, choice{value: d.ID, title: d.Title})
	}
	for _, p := range c.Pathways() {
		pathways = append(pathways, choice{value: p.ID, title: p.Title, right: fmt.Sprintf("%s, %d min", countOf(len(p.Lessons), "lesson", "lessons"), minutes(c, p))})
	}
	themes := []choice{{value: "auto", title: "As the terminal"}, {value: "light", title: "Light"}, {value: "dark", title: "Dark"}}
	return []question{
		{
			name: "name", title: "What shall we call you?", help: "Your name stands on what you share with your lead, and nowhere else. It may stay empty.",
			get: func(p store.Profile) string { return p.Name }, set: func(p *store.Profile, v string) { p.Name = v },
		},
		{
			name: "department", title: "Where do you work?", help: "Lessons show examples from there.", rows: departments,
			get: func(p store.Profile) string { return p.Department }, set: func(p *store.Profile, v string) { p.Department = v },
		},
		{
			name: "pathway", title: "Which pathway do you want to follow?", help: "It orders the lessons for you; all others stay open.", rows: pathways,
			get: func(p store.Profile) string { return p.Pathway }, set: func(p *store.Profile, v string) { p.Pathway = v },
		},
		{
			name: "theme", title: "Which colours can you read best?", help: "What you choose shows at once.", rows: themes,
			get: func(p store.Profile) string { return p.Theme }, set: func(p *store.Profile, v string) { p.Theme = v },
		},
	}
}

// preferences are the questions that only the settings ask: each has an answer
// that suits most people.
func preferences() []question {
	rows := func(values []int, words string) []choice {
		var rows []choice
		for _, n := range values {
			rows = append(rows, choice{value: strconv.Itoa(n), title: fmt.Sprintf(words, n)})
		}
		return rows
	}
	return append([]question{
		{
			name: "role", title: "What do you do?", help: "In a few words, such as Recruiter. Your lead sees it, from the profile standard on. It may stay empty.",
			get: func(p store.Profile) string { return p.Role }, set: func(p *store.Profile, v string) { p.Role = v },
		},
		sharingQuestion(nil),
		{
			name: "goal", title: "How long do you want to learn on a day?", help: "Today shows how far you are. Nothing happens when you miss it.",
			rows: rows([]int{5, 10, 15, 20, 30, 45, 60, 90, 120}, "%d minutes"),
			get:  func(p store.Profile) string { return strconv.Itoa(p.GoalMin()) }, set: func(p *store.Profile, v string) { p.Goal = v },
		},
		{
			name: "reviews", title: "How many reviews shall Waymark propose on a day?", help: "At most. What is over it waits for other days.",
			rows: rows([]int{0, 5, 10, 15, 20, 30, 50}, "%d a day"),
			get:  func(p store.Profile) string { return strconv.Itoa(p.DailyReviews()) }, set: func(p *store.Profile, v string) { p.Reviews = v },
		},
		{
			name: "retention", title: "How much of it do you want to remember?", help: "The more, the sooner each question comes back. At 95% it does so after less than half the time of 90%.",
			rows: []choice{
				{value: "0.80", title: "80%", right: "fewest reviews"},
				{value: "0.85", title: "85%"},
				{value: "0.90", title: "90%", right: "the usual choice"},
				{value: "0.95", title: "95%", right: "most reviews"},
			},
			get: func(p store.Profile) string { return fmt.Sprintf("%.2f", p.Plan().Retention) }, set: func(p *store.Profile, v string) { p.Retention = v },
		},
		{
			name: "streak", title: "Shall Waymark count your days in a row?", help: "A day with any real learning counts; one missed day a week is forgiven.",
			rows: []choice{{value: "on", title: "Count them"}, {value: "off", title: "Do not count them"}},
			get:  func(p store.Profile) string { return cmp.Or(p.Streak, "on") }, set: func(p *store.Profile, v string) { p.Streak = v },
		},
	}, endpointQuestions()...)
}

// endpointQuestions ask where a model answers. The key is never typed here: the
// screens know in which environment variable it is.
func endpointQuestions() []question {
	return []question{
		{
			name: endpoint.SettingURL, title: "At which address does a model answer?",
			help:  "Such as https://gateway.example.com/v1. It is asked for an experiment that you run, and never otherwise. Empty for none.",
			get:   func(p store.Profile) string { return p.EndpointURL },
			set:   func(p *store.Profile, v string) { p.EndpointURL = v },
			check: checkEndpoint,
		},
		{
			name: endpoint.SettingModel, title: "Which model shall be asked there?", help: "By the name that the endpoint knows.",
			get: func(p store.Profile) string { return p.EndpointModel }, set: func(p *store.Profile, v string) { p.EndpointModel = v },
		},
		{
			name: endpoint.SettingKeyEnv, title: "Which environment variable holds your key for it?",
			help: "Its name, not the key, which Waymark never keeps. For the system's keyring: waymark settings set endpoint.key -",
			get:  func(p store.Profile) string { return p.EndpointKeyEnv }, set: func(p *store.Profile, v string) { p.EndpointKeyEnv = v },
		},
	}
}

// checkEndpoint refuses an address that may not be used. The model is asked for
// next.
func checkEndpoint(p store.Profile) error {
	c := endpoint.FromSettings(p.Setting)
	if c.URL == "" {
		return nil
	}
	c.Model = "any"
	return c.Check()
}

func minutes(c *curriculum.Catalogue, p curriculum.Pathway) int {
	sum := 0
	for _, id := range p.Lessons {
		if l, err := c.Lesson(id); err == nil {
			sum += l.Minutes
		}
	}
	return sum
}
