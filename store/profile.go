package store

import (
	"maps"
	"slices"
	"time"

	"waymark/store/clean"
)

// A Profile is who learns, and how they like to see things.
type Profile struct {
	Name       string    `json:"name,omitempty"`
	Department string    `json:"department,omitempty"`
	Pathway    string    `json:"pathway,omitempty"` // id
	Theme      string    `json:"theme,omitempty"`   // "auto", "light" or "dark"; empty is auto
	SetUp      time.Time `json:"set_up,omitzero"`   // zero: the set-up was never ended
}

const profileSubject = "profile"

type profileData struct {
	Field string `json:"field"`
	Value string `json:"value"`
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
	case "theme":
		return &p.Theme
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

// UpdateProfile changes fields of the profile, named as in its JSON form: name,
// department, pathway, theme. Those that are not named stay as they are, whoever
// changed them last. All of it is one action, and the first one ends the
// set-up. The name is made one line of at most 80 characters; other names and a
// theme that does not exist are ErrInvalid, and then nothing is changed.
func (s *Store) UpdateProfile(set map[string]string) (Profile, error) {
	var p Profile
	err := s.update(func(t *tx) error {
		if _, err := t.get(profileBucket, profileSubject, &p); err != nil {
			return err
		}
		if p.SetUp.IsZero() {
			if err := t.append(profileSubject, profileChanged, profileData{setUpField, t.now.Format(time.RFC3339Nano)}); err != nil {
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
			if err := t.append(profileSubject, profileChanged, profileData{name, value}); err != nil {
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
	if name == "theme" && !slices.Contains([]string{"", "auto", "light", "dark"}, value) {
		return "", invalid("the theme %q: choose auto, light or dark", value)
	}
	return value, checkLength(name, value, 80)
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
		return err
	}
	return t.put(profileBucket, profileSubject, p)
}

func (p *Profile) set(d profileData) error {
	if field := p.field(d.Field); field != nil {
		*field = d.Value
		return nil
	}
	if d.Field != setUpField {
		return damaged("a profile has no field %q", d.Field)
	}
	p.SetUp = time.Time{}
	if d.Value == "" {
		return nil
	}
	at, err := time.Parse(time.RFC3339Nano, d.Value)
	if err != nil {
		return damaged("the set-up ended at %q, which is no time", d.Value)
	}
	p.SetUp = at
	return nil
}
