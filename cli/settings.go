package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/snapshot"
)

// setting is one thing that the learner can choose.
type setting struct {
	Key     string `json:"key"`
	Value   string `json:"value"`
	Default bool   `json:"default"` // nothing was chosen
	About   string `json:"about"`
	Choices string `json:"choices"`
}

type settingList struct {
	Settings []setting `json:"settings"`
}

// settingChanged is a setting that was just set.
type settingChanged struct{ setting }

func (a *app) settingsCommand() *cobra.Command {
	set := a.verb("set KEY VALUE", "Change a setting", a.settingsSet)
	set.Long = "Change a setting. An empty VALUE (two quotes) goes back to the default. " +
		"Settings: " + strings.Join(settingKeys(), ", ") + "."
	set.Example = "  waymark settings set goal 20\n  waymark settings set streak off\n  waymark settings set name \"\"\n" +
		"  waymark settings set endpoint.key -"
	return a.noun("settings", "List or change how you like to learn",
		example(a.verb("list", "List the settings", a.settingsList), "waymark settings list"),
		completing(example(a.verb("get KEY", "Show a setting", a.settingsGet), "waymark settings get goal"), a.settingWords),
		completing(set, a.settingWords),
	)
}

func settingKeys() []string {
	var keys []string
	for _, s := range settingsOf(store.Profile{}) {
		keys = append(keys, s.Key)
	}
	return keys
}

// settingsOf are the settings of a profile, each with its value or the default.
func settingsOf(p store.Profile) []setting {
	of := func(key, value, otherwise, about, choices string) setting {
		return setting{key, cmp.Or(value, otherwise), value == "", about, choices}
	}
	normal := store.Profile{}
	return []setting{
		of("name", p.Name, "", "your name, as a team lead sees it in what you share", "any words, or none"),
		of("department", p.Department, "", "where you work; its examples are shown", strings.Join(departments(), ", ")),
		of("role", p.Role, "", "what you do, as a team lead sees it in what you share", "a few words, or none"),
		of("sharing", p.Sharing, string(snapshot.Standard), "how much a snapshot tells", strings.Join(profiles(), ", ")),
		of("pathway", p.Pathway, "", "what you follow", "an id of waymark pathway list"),
		of("start", p.Start, "", "the lesson to start from; earlier ones wait", "an id of waymark lesson list, or none"),
		of("theme", p.Theme, "auto", "colours of the screens", "auto, light, dark"),
		of("goal", p.Goal, fmt.Sprint(normal.GoalMin()), "minutes of learning in a day", "5 to 120"),
		of("reviews", p.Reviews, fmt.Sprint(normal.DailyReviews()), "reviews proposed in a day, at most", "0 to 50"),
		of("retention", p.Retention, fmt.Sprintf("%.2f", normal.Plan().Retention), "share to be remembered when a review comes up; more means more reviews", "0.80 to 0.95"),
		of("streak", p.Streak, "on", "whether you see your days in a row", "on, off"),
		of(endpoint.SettingURL, p.EndpointURL, "", "where a model answers your experiments", "an https address, or http on this machine"),
		of(endpoint.SettingModel, p.EndpointModel, "", "which model is asked there", "a name that the endpoint knows"),
		of(endpoint.SettingKeyEnv, p.EndpointKeyEnv, "", "environment variable that holds your key", "a name, such as GATEWAY_KEY"),
		of(endpoint.SettingKey, p.EndpointKey, "", "whether the system's keyring holds it", "- to type the key, \"\" to take it away"),
		of(endpoint.SettingHTTP, p.EndpointHTTP, endpoint.LocalHTTP, "where http without encryption is allowed", "local, any"),
	}
}

// profiles are the names of how much a snapshot may tell, the least first.
func profiles() []string {
	var names []string
	for _, p := range snapshot.Profiles() {
		names = append(names, string(p))
	}
	return names
}

// settings reads all of them; none has a choice before the set-up.
func (a *app) settings() (all []setting, chosen bool, err error) {
	p, err := a.store().Profile()
	return settingsOf(p), !p.SetUp.IsZero(), err
}

// setting reads one of them.
func (a *app) setting(key string) (s setting, chosen bool, err error) {
	all, chosen, err := a.settings()
	if err != nil {
		return setting{}, false, err
	}
	at := slices.IndexFunc(all, func(s setting) bool { return strings.EqualFold(s.Key, key) })
	if at < 0 {
		return setting{}, false, misuse("there is no setting %q; the settings are %s%s", key, strings.Join(settingKeys(), ", "), closest(key, "", settingKeys()))
	}
	return all[at], chosen, nil
}

func (a *app) settingsList([]string) (result, error) {
	all, _, err := a.settings()
	if err != nil {
		return nil, err
	}
	return settingList{all}, nil
}

func (a *app) settingsGet(args []string) (result, error) {
	s, _, err := a.setting(args[0])
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (a *app) settingsSet(args []string) (result, error) {
	s, chosen, err := a.setting(args[0])
	switch {
	case err != nil:
		return nil, err
	case !chosen:
		return nil, misuse("first say who you are: waymark setup --department DEPARTMENT --pathway PATHWAY")
	}
	value, err := a.settingValue(s, strings.TrimSpace(args[1]))
	if err != nil {
		return nil, err
	}
	changes := map[string]string{s.Key: value}
	if value == endpoint.InKeyring {
		changes[endpoint.SettingKeyEnv] = "" // the key is in one place
	}
	if _, err := a.store().UpdateProfile(changes); err != nil {
		return nil, err
	}
	if s, _, err = a.setting(s.Key); err != nil {
		return nil, err
	}
	return settingChanged{s}, nil
}

// settingValue is a value as the profile keeps it: ids whole. What only the
// curriculum knows is refused here, and everything else by the store.
func (a *app) settingValue(s setting, value string) (string, error) {
	switch s.Key {
	case "department":
		value = strings.ToLower(value)
		if !slices.Contains(departments(), value) {
			return "", misuse("there is no department %q; choose one of %s%s", value, s.Choices, closest(value, "", departments()))
		}
	case "pathway", "start":
		return a.settingID(s, value)
	case endpoint.SettingURL:
		return value, a.endpointAddress(value)
	case endpoint.SettingKey:
		return a.endpointKey(value)
	}
	return value, nil
}

// settingID is the whole id of the pathway or lesson that a value begins; only a
// pathway is needed.
func (a *app) settingID(s setting, value string) (string, error) {
	if s.Key == "start" && (value == "" || strings.EqualFold(value, "none")) {
		return "", nil
	}
	c, err := a.catalogue()
	if err != nil {
		return "", err
	}
	if s.Key == "start" {
		return a.startOn(c, value)
	}
	path, err := c.Pathway(value)
	return path.ID, err
}

// startOn is the whole id of a lesson to start from: one that is not on the pathway
// would change nothing.
func (a *app) startOn(c *curriculum.Catalogue, id string) (string, error) {
	lesson, err := c.Lesson(id)
	if err != nil {
		return "", err
	}
	p, err := a.store().Profile()
	if err != nil {
		return "", err
	}
	path, err := c.Pathway(p.Pathway)
	if err == nil && !slices.Contains(path.Lessons, lesson.ID) {
		return "", misuse("%s is not on your pathway; its lessons come first in waymark lesson list", lesson.ID)
	}
	return lesson.ID, nil
}

// settingWords completes the key of a setting, and the value of one that has few.
func (a *app) settingWords(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	var words []string
	switch {
	case len(args) == 0:
		for _, s := range settingsOf(store.Profile{}) {
			words = append(words, described(s.Key, s.About))
		}
	case cmd.Name() == "get":
	case args[0] == "pathway":
		return a.ids(pathwayIDs)(cmd, args, typed)
	case args[0] == "start":
		return a.ids(lessonIDs)(cmd, args, typed)
	case slices.Contains([]string{"department", "sharing", "theme", "streak", endpoint.SettingHTTP}, args[0]):
		at := slices.Index(settingKeys(), args[0])
		words = strings.Split(settingsOf(store.Profile{})[at].Choices, ", ")
	}
	return slices.DeleteFunc(words, func(w string) bool { return !strings.HasPrefix(w, typed) }), cobra.ShellCompDirectiveNoFileComp
}

func (l settingList) text(p *page) {
	rows := make([][]string, len(l.Settings))
	for i, s := range l.Settings {
		rows[i] = []string{s.Key, cmp.Or(s.Value, "none"), s.About}
	}
	p.table(rows)
	p.say("Change one with: waymark settings set KEY VALUE")
}

func (s setting) text(p *page) {
	p.say("%s: %s", s.Key, cmp.Or(s.Value, "none"))
	p.inset("%s", sentence(s.About))
	p.inset("To choose from: %s", s.Choices)
}

func (s settingChanged) text(p *page) { p.say("%s: %s", s.Key, cmp.Or(s.Value, "none")) }
