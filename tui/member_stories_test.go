package tui

import "waymark/store"

func memberStories() []story {
	return []story{
		{name: "member", with: crew, over: person("Tom Becker")},
		{name: "member-scrolled", with: crew, over: person("Tom Becker"), keys: []string{"end"}},
		{name: "member-hand", with: crew, over: person("Amara Okafor")},
		{name: "member-key", with: crew, over: person("Marek Nowak")},
		{name: "member-key-asked", with: crew, over: person("Marek Nowak"), keys: []string{"k"}},
		{name: "member-note", with: crew, over: person("Tom Becker"), keys: []string{"m"}},
		{name: "member-talk", with: crew, over: person("Tom Becker"), keys: []string{"t"}},
		{name: "member-give", with: crew, over: person("Wei Chen"), keys: []string{"down", "a"}},
		{name: "member-waive", with: crew, over: person("Wei Chen"), keys: []string{"w"}},
		{name: "member-take-back", with: crew, over: person("Tom Becker"), keys: []string{"d"}},
		{name: "member-erase", with: crew, over: person("Wei Chen"), keys: []string{"e"}},
		{name: "member-erased", with: crew, over: person("Wei Chen"), keys: []string{"e", "down", "enter"}},
	}
}

// person opens somebody's page.
func person(name string) func(*store.Store) func(Env) Screen {
	return func(s *store.Store) func(Env) Screen {
		id := idOf(s, name)
		return func(e Env) Screen { return newMember(e, id) }
	}
}
