package store

import (
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

// fields are the parts of a profile that change on their own.
func (p Profile) fields() []profileData {
	setUp := ""
	if !p.SetUp.IsZero() {
		setUp = p.SetUp.Round(0).Truncate(time.Millisecond).Format(time.RFC3339Nano)
	}
	return []profileData{
		{"name", p.Name}, {"department", p.Department}, {"pathway", p.Pathway}, {"theme", p.Theme}, {"set_up", setUp},
	}
}

func (p *Profile) set(d profileData) (err error) {
	switch d.Field {
	case "name":
		p.Name = d.Value
	case "department":
		p.Department = d.Value
	case "pathway":
		p.Pathway = d.Value
	case "theme":
		p.Theme = d.Value
	case "set_up":
		p.SetUp = time.Time{}
		if d.Value != "" {
			p.SetUp, err = time.Parse(time.RFC3339Nano, d.Value)
		}
	default:
		err = damaged("a profile has no field %q", d.Field)
	}
	return err
}

// Profile returns the learner's profile; before the set-up it is zero.
func (s *Store) Profile() (Profile, error) {
	var p Profile
	err := s.view(func(t *tx) error {
		_, err := t.get(profileBucket, profileSubject, &p)
		return err
	})
	return p, err
}

// SaveProfile saves what differs from the profile so far, as one action. The
// name is made one line of at most 80 characters; a theme that does not exist
// is ErrInvalid.
func (s *Store) SaveProfile(p Profile) error {
	switch p.Theme {
	case "", "auto", "light", "dark":
	default:
		return invalid("the theme %q: choose auto, light or dark", p.Theme)
	}
	p.Name, p.Department, p.Pathway = clean.Line(p.Name), clean.Line(p.Department), clean.Line(p.Pathway)
	for _, d := range p.fields()[:3] {
		if err := checkLength(d.Field, d.Value, 80); err != nil {
			return err
		}
	}
	return s.update(func(t *tx) error {
		var old Profile
		if _, err := t.get(profileBucket, profileSubject, &old); err != nil {
			return err
		}
		before := old.fields()
		for i, d := range p.fields() {
			if d == before[i] {
				continue
			}
			if err := t.append(profileSubject, profileChanged, d); err != nil {
				return err
			}
		}
		return nil
	})
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
