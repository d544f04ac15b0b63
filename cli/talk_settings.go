package cli

import (
	"cmp"
	"slices"

	"waymark/store/endpoint"
	"waymark/tui/config"
)

// settings lists what the person can choose, and changes one. Colours are for the
// screens only, and a key is not typed where it is heard.
func (t *talk) settings() error {
	for {
		all, _, err := t.app.settings()
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(s setting) bool {
			return slices.Contains([]string{"name", "department", "pathway", config.Theme, config.ASCII, config.Mouse, endpoint.SettingKey}, s.Key)
		})
		rows := []row{{title: "Name, department and pathway"}}
		for _, s := range all {
			rows = append(rows, row{sentence(s.Key), cmp.Or(s.Value, "none") + ", " + s.About})
		}
		rows = append(rows, row{"Backups", "see them, go back to one"})
		t.say("Settings:")
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			return err
		case n == 0:
			err = t.setUp()
		case n == len(all)+1:
			t.gap()
			err = t.backups()
		default:
			err = t.setting(all[n-1])
		}
		if err != nil {
			return err
		}
		t.gap()
	}
}

// setting changes one of them.
func (t *talk) setting(s setting) error {
	t.show(s.text)
	typed, err := t.ask("Type a new value, default for what Waymark proposes, or Enter alone to keep it:")
	switch {
	case err != nil, typed == "", command(typed, free, "quit", "back") != "":
		return err
	case command(typed, free, "default") != "":
		typed = ""
	}
	if err := t.result(t.app.settingsSet([]string{s.Key, typed})); err != nil {
		t.failed(err)
	}
	return nil
}
