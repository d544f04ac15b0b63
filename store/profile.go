package store

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"waymark/store/clean"
	"waymark/store/review"
)

// A Profile is who learns, and how they like to see things.
type Profile struct {
	Name       string    `json:"name,omitempty"`
	Department string    `json:"department,omitempty"`
	Pathway    string    `json:"pathway,omitempty"` // id
	Role       string    `json:"role,omitempty"`    // what the person does, in a few words: "Recruiter"
	Sharing    string    `json:"sharing,omitempty"` // how much a snapshot tells: see store/snapshot; empty is its default
	Theme      string    `json:"theme,omitempty"`   // "auto", "light" or "dark"; empty is auto
	SetUp      time.Time `json:"set_up,omitzero"`   // zero: the set-up was never ended

	// How the person likes to learn. Empty is the default; the methods read them.
	Start     string `json:"start,omitempty"`     // id of the lesson to start from; the pathway's earlier ones wait
	Retention string `json:"retention,omitempty"` // share of cards to be remembered when due: "0.80" to "0.95"
	Reviews   string `json:"reviews,omitempty"`   // reviews proposed in a day, at most: "0" to "50"
	Goal      string `json:"goal,omitempty"`      // minutes of learning in a day: "5" to "120"
	Streak    string `json:"streak,omitempty"`    // "on" or "off"

	// Where a model answers, for the experiments. The key is no part of it: the
	// profile says where it is.
	EndpointURL    string `json:"endpoint.url,omitempty"`
	EndpointModel  string `json:"endpoint.model,omitempty"`
	EndpointKeyEnv string `json:"endpoint.key-env,omitempty"` // name of the environment variable that holds the key
	EndpointKey    string `json:"endpoint.key,omitempty"`     // "keyring": the system's keyring holds it
	EndpointHTTP   string `json:"endpoint.http,omitempty"`    // "any": without encryption to other machines, too; "local" or empty: not
}

// Setting is the part of a profile that a name of its JSON form stands for; there
// is none for other names.
func (p Profile) Setting(name string) string {
	if field := p.field(name); field != nil {
		return *field
	}
	return ""
}

// The defaults of how a person likes to learn.
const (
	defaultReviews = 10
	defaultGoal    = 15
)

// Plan is how reviews are spaced: with the retention that the person chose.
func (p Profile) Plan() review.Plan {
	plan := review.DefaultPlan()
	if share, err := strconv.ParseFloat(p.Retention, 64); err == nil {
		plan.Retention = share
	}
	return plan
}

// DailyReviews is how many reviews are proposed in a day, at most.
func (p Profile) DailyReviews() int { return whole(p.Reviews, defaultReviews) }

// GoalMin is the minutes that the person wants to learn in a day.
func (p Profile) GoalMin() int { return whole(p.Goal, defaultGoal) }

// ShowsStreak reports that the person wants to see the days in a row.
func (p Profile) ShowsStreak() bool { return p.Streak != "off" }

func whole(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return otherwise
}

const profileSubject = "profile"

type profileData struct {
	Field string  `json:"field"`
	Value string  `json:"value"`
	Was   *string `json:"was,omitempty"` // of a field that says what others get to see
}

// field returns the part of a profile that a name stands for, or nil.
func (p *Profile) field(name string) *string {
	switch name {
	case "name":
		return &p.Name
	case "department":
		return &p.Department
	case "pathway":
		return &p.Pathway
	case "role":
		return &p.Role
	case "sharing":
		return &p.Sharing
	case "theme":
		return &p.Theme
	case "start":
		return &p.Start
	case "retention":
		return &p.Retention
	case "reviews":
		return &p.Reviews
	case "goal":
		return &p.Goal
	case "streak":
		return &p.Streak
	case "endpoint.url":
		return &p.EndpointURL
	case "endpoint.model":
		return &p.EndpointModel
	case "endpoint.key-env":
		return &p.EndpointKeyEnv
	case "endpoint.key":
		return &p.EndpointKey
	case "endpoint.http":
		return &p.EndpointHTTP
	}
	return nil
}

// setUpField is the one field that nobody sets by hand: when the set-up ended.
const setUpField = "set_up"

// Profile returns the learner's profile; before the set-up it is zero.
func (s *Store) Profile() (Profile, error) {
	var p Profile
	err := s.view(func(t *tx) error {
		_, err := t.get(profileBucket, profileSubject, &p)
		return err
	})
	return p, err
}

// UpdateProfile changes fields of the profile, named as in its JSON form. Those that are not named stay as they are, whoever
// changed them last. All of it is one action, and the first one ends the
// set-up. The name is made one line of at most 80 characters; names of fields
// that do not exist and values that a field cannot have are ErrInvalid, and then
// nothing is changed.
func (s *Store) UpdateProfile(set map[string]string) (Profile, error) {
	var p Profile
	err := s.update(func(t *tx) error {
		if _, err := t.get(profileBucket, profileSubject, &p); err != nil {
			return err
		}
		if p.SetUp.IsZero() {
			if err := t.append(profileSubject, profileChanged, profileData{Field: setUpField, Value: t.now.Format(time.RFC3339Nano)}); err != nil {
				return err
			}
		}
		for _, name := range slices.Sorted(maps.Keys(set)) {
			value, err := tidyProfile(&p, name, set[name])
			if err != nil {
				return err
			}
			if value == *p.field(name) {
				continue
			}
			d := profileData{Field: name, Value: value}
			if openness[name] != nil {
				d.Was = new(*p.field(name))
			}
			if err := t.append(profileSubject, profileChanged, d); err != nil {
				return err
			}
		}
		p = Profile{} // what is empty now is not in the record
		_, err := t.get(profileBucket, profileSubject, &p)
		return err
	})
	return p, err
}

// tidyProfile cleans the value of a field and refuses what a profile cannot hold.
func tidyProfile(p *Profile, name, value string) (string, error) {
	if p.field(name) == nil {
		return "", invalid("the field %q: a profile has no such field", name)
	}
	value = clean.Line(value)
	most := 80
	if name == "endpoint.url" || name == "endpoint.model" {
		most = 300
	}
	if err := checkLength(name, value, most); err != nil || value == "" {
		return value, err
	}
	switch name {
	case "theme":
		return value, oneOf(name, value, "auto", "light", "dark")
	case "sharing":
		return value, oneOf(name, value, "minimal", "standard", "open")
	case "streak":
		return value, oneOf(name, value, "on", "off")
	case "retention":
		share, err := strconv.ParseFloat(value, 64)
		if err != nil || (review.Plan{Retention: share, Longest: review.DefaultPlan().Longest}).Check() != nil {
			return "", invalid("the retention %q: choose a share from 0.80 to 0.95", value)
		}
		return strconv.FormatFloat(share, 'f', 2, 64), nil
	case "reviews":
		return within(name, value, 0, 50)
	case "goal":
		return within(name, value, 5, 120)
	case "endpoint.http":
		return value, oneOf(name, value, "local", "any")
	case "endpoint.key-env":
		return value, variableName(value)
	case "endpoint.key":
		return value, notAKey(value)
	}
	return value, nil
}

// variableName refuses what no environment variable is called. It does not repeat
// it: it may be the key itself, pasted in the wrong place.
func variableName(value string) error {
	for i, r := range value {
		if r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return invalid("the endpoint.key-env: give the name of an environment variable, such as GATEWAY_KEY, and not the key")
		}
	}
	return nil
}

// notAKey keeps a key out of the file, and out of the error.
func notAKey(value string) error {
	if value != "keyring" {
		return invalid("the endpoint.key: no key is kept in this file; the keyring keeps it, by waymark settings set endpoint.key -")
	}
	return nil
}

func oneOf(name, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	last := len(words) - 1
	return invalid("the %s %q: choose %s or %s", name, value, strings.Join(words[:last], ", "), words[last])
}

// within is a whole number between bounds, as it is kept.
func within(name, value string, low, high int) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < low || n > high {
		return "", invalid("the %s %q: choose a whole number from %d to %d", name, value, low, high)
	}
	return strconv.Itoa(n), nil
}

func (t *tx) applyProfile(e Event) error {
	var d profileData
	if err := e.data(&d); err != nil {
		return err
	}
	var p Profile
	if _, err := t.get(profileBucket, profileSubject, &p); err != nil {
		return err
	}
	if err := p.set(d); err != nil {
		return damaged("%s %q: %v", logBucket, e.ID, err)
	}
	return t.put(profileBucket, profileSubject, p)
}

func (p *Profile) set(d profileData) error {
	if field := p.field(d.Field); field != nil {
		if d.Was != nil && *d.Was != *field { // two machines changed it: the more private one counts
			d.Value = moreOf(openness[d.Field], d.Value, *field)
		}
		*field = d.Value
		return nil
	}
	if d.Field != setUpField {
		return fmt.Errorf("a profile has no field %q", d.Field)
	}
	p.SetUp = time.Time{}
	if d.Value == "" {
		return nil
	}
	at, err := time.Parse(time.RFC3339Nano, d.Value)
	if err != nil {
		return fmt.Errorf("the set-up ended at %q, which is no time", d.Value)
	}
	p.SetUp = at
	return nil
}
