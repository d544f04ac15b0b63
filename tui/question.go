package tui

import (
	"fmt"
	"slices"
	"strings"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/snapshot"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// wishes are what was chosen: for the person, and for this machine.
type wishes struct {
	store.Profile
	machine map[string]string // by the keys of config
}

// A question is one step of the set-up.
type question struct {
	name, title, help string
	get               func(wishes) string
	set               func(*wishes, string)
	rows              []choice                    // nil: a line of text
	check             func(wishes) error          // nil: the store alone refuses
	told              func(value string) []string // lines about the row under the cursor; nil: none
	machine           bool                        // it is about this machine
}

// sharingQuestion asks how much a snapshot tells. It names a team that asks for less.
func sharingQuestion(files []teams.File) question {
	q := question{
		name: "sharing", title: "How much does your lead see?", help: "By what you send, in a snapshot. Nothing is sent by choosing.",
		get: func(p wishes) string { return string(snapshot.ProfileOf(p.Sharing, "")) }, set: func(p *wishes, v string) { p.Sharing = v },
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
	last := len(departments) - 1 // Other, which is chosen at first: so the list shows from its top
	departments = slices.Concat(departments[last:], departments[:last])
	for _, p := range c.Pathways() {
		pathways = append(pathways, choice{value: p.ID, title: p.Title, right: fmt.Sprintf("%s, %d min", countOf(len(p.Lessons), "lesson", "lessons"), minutes(c, p))})
	}
	return []question{
		{
			name: "name", title: "What shall we call you?", help: "Your name stands on what you share with your lead, and nowhere else. It may stay empty.",
			get: func(p wishes) string { return p.Name }, set: func(p *wishes, v string) { p.Name = v },
		},
		{
			name: "department", title: "Where do you work?", help: "Lessons show examples from there.", rows: departments,
			get: func(p wishes) string { return p.Department }, set: func(p *wishes, v string) { p.Department = v },
		},
		{
			name: "pathway", title: "Which pathway do you want to follow?", help: "It orders the lessons for you; all others stay open.", rows: pathways,
			get: func(p wishes) string { return p.Pathway }, set: func(p *wishes, v string) { p.Pathway = v },
		},
		themeQuestion(theme.Names(), nil),
	}
}

// endpointQuestions ask where a model answers. The key is never typed here: the
// screens know in which environment variable it is.
func endpointQuestions() []question {
	return []question{
		{
			name: endpoint.SettingURL, title: "At which address does a model answer?",
			help:  "Such as https://gateway.example.com/v1. It is asked for an experiment that you run, and never otherwise. Empty for none.",
			get:   func(p wishes) string { return p.EndpointURL },
			set:   func(p *wishes, v string) { p.EndpointURL = v },
			check: checkEndpoint,
		},
		{
			name: endpoint.SettingModel, title: "Which model shall be asked there?", help: "By the name that the endpoint knows.",
			get: func(p wishes) string { return p.EndpointModel }, set: func(p *wishes, v string) { p.EndpointModel = v },
		},
		{
			name: endpoint.SettingKeyEnv, title: "Which environment variable holds your key for it?",
			help: "Its name, not the key, which Waymark never keeps. For the system's keyring: waymark settings set endpoint.key -",
			get:  func(p wishes) string { return p.EndpointKeyEnv }, set: func(p *wishes, v string) { p.EndpointKeyEnv = v },
		},
	}
}

// checkEndpoint refuses an address that may not be used. The model is asked for
// next.
func checkEndpoint(p wishes) error {
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
