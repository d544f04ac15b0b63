package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/snapshot"
	"waymark/tui/config"
)

// setting is one thing that the learner can choose, for themselves or for this machine.
type setting struct {
	Key      string        `json:"key"`
	Value    string        `json:"value"`
	Default  bool          `json:"default"` // nothing was chosen
	About    string        `json:"about"`
	Choices  string        `json:"choices"`
	From     config.Source `json:"from"`
	Variable string        `json:"variable"` // of the environment that it is from
}

type settingList struct {
	Settings []setting `json:"settings"`
}

// settingChanged is a setting that was just set.
type settingChanged struct{ setting }

// settingFile is the file of this machine's settings, or an example of one.
type settingFile struct {
	File    string `json:"file"`
	Themes  string `json:"themes"` // the folder of one's own themes
	Example string `json:"example"`
}

// settingCheck is what is wrong with the settings of this machine.
type settingCheck struct {
	Faults []string `json:"faults"`
	Faint  []string `json:"faint"` // colours that are hard to read
}

func (a *app) settingsCommand() *cobra.Command {
	set := a.verb("set KEY VALUE", "Change a setting", a.settingsSet)
	set.Long = "Change a setting. An empty VALUE (two quotes) goes back to the default. " +
		"Some hold for you on every machine, in your file; others for this machine, in config.toml: docs/settings.md. " +
		"Settings: " + strings.Join(settingKeys(), ", ") + "."
	set.Example = "  waymark settings set goal 20\n  waymark settings set theme contrast\n  waymark settings set name \"\"\n" +
		"  waymark settings set endpoint.key -"
	var file *cobra.Command
	var whole, themeExample bool
	file = a.verb("file", "Say where the settings of this machine are", func([]string) (result, error) {
		return a.settingsFile(whole, themeExample), nil
	})
	file.Flags().BoolVar(&whole, "example", false, "print a file that says all there is to say")
	file.Flags().BoolVar(&themeExample, "theme-example", false, "print the file of a theme of your own")
	return a.noun("settings", "List or change how you like to learn, and how Waymark looks",
		example(a.verb("list", "List the settings", a.settingsList), "waymark settings list"),
		completing(example(a.verb("get KEY", "Show a setting", a.settingsGet), "waymark settings get goal"), a.settingWords),
		completing(set, a.settingWords),
		example(file, "waymark settings file", "waymark settings file --example"),
		example(a.verb("check", "Say what is wrong with the settings and themes of this machine", a.settingsCheck), "waymark settings check"),
	)
}

func settingKeys() []string {
	var keys []string
	for _, s := range settingsOf(store.Profile{}) {
		keys = append(keys, s.Key)
	}
	for _, s := range config.Settings() {
		keys = append(keys, s.Key)
	}
	return keys
}

// machineSettings are those of this machine. A theme of the profile is from a time when
// there were none.
func (a *app) machineSettings(p store.Profile) []setting {
	var all []setting
	for _, of := range config.Settings() {
		v := a.config().Value(of.Key)
		s := setting{of.Key, v.Text, v.From == config.Default, of.About, of.Choices, v.From, v.Variable}
		switch of.Key {
		case config.Theme:
			if s.Choices = strings.Join(a.place().Themes(), ", "); s.Default && p.Theme != "" {
				s.Value, s.Default, s.From = p.Theme, false, config.Learner
			}
		case config.Data:
			s.Value = cmp.Or(s.Value, usualData())
		}
		all = append(all, s)
	}
	return all
}

// settingsOf are the settings of a profile, each with its value or the default.
func settingsOf(p store.Profile) []setting {
	of := func(key, value, otherwise, about, choices string) setting {
		from := config.Learner
		if value == "" {
			from = config.Default
		}
		return setting{key, cmp.Or(value, otherwise), value == "", about, choices, from, ""}
	}
	normal := store.Profile{}
	return []setting{
		of("name", p.Name, "", "your name, as a team lead sees it in what you share", "any words, or none"),
		of("department", p.Department, "", "where you work; its examples are shown", strings.Join(departments(), ", ")),
		of("role", p.Role, "", "what you do, as a team lead sees it in what you share", "a few words, or none"),
		of("sharing", p.Sharing, string(snapshot.Standard), "how much a snapshot tells", strings.Join(profiles(), ", ")),
		of("pathway", p.Pathway, "", "what you follow", "an id of waymark pathway list"),
		of("start", p.Start, "", "the lesson to start from; earlier ones wait", "an id of waymark lesson list, or none"),
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
	return append(settingsOf(p), a.machineSettings(p)...), !p.SetUp.IsZero(), err
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
	case isOfMachine(s.Key):
		return a.settingsSetHere(s.Key, args[1])
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

func isOfMachine(key string) bool {
	_, is := config.SettingOf(key)
	return is
}

// settingsSetHere changes a setting of this machine.
func (a *app) settingsSetHere(key, value string) (result, error) {
	if err := a.place().Set(key, value); err != nil {
		return nil, err
	}
	a.here = nil
	s, _, err := a.setting(key)
	return settingChanged{s}, err
}

func (a *app) settingsFile(example, themeExample bool) result {
	p := a.place()
	found := settingFile{File: p.File, Themes: p.ThemeDir()}
	switch {
	case example:
		found.Example = config.Example()
	case themeExample:
		found.Example = config.ThemeExample()
	}
	return found
}

func (a *app) settingsCheck([]string) (result, error) {
	faults, faint := a.place().Check()
	found := settingCheck{[]string{}, []string{}}
	for _, f := range faults {
		found.Faults = append(found.Faults, f.Error())
	}
	for _, f := range faint {
		found.Faint = append(found.Faint, f.Error())
	}
	return found, nil
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
	case slices.Contains([]string{config.Theme}, args[0]):
		words = a.place().Themes()
	case slices.Contains([]string{config.ASCII, config.Plain, config.Mouse}, args[0]):
		words = []string{config.On, config.Off}
	case slices.Contains([]string{"department", "sharing", "streak", endpoint.SettingHTTP}, args[0]):
		at := slices.Index(settingKeys(), args[0])
		words = strings.Split(settingsOf(store.Profile{})[at].Choices, ", ")
	}
	return slices.DeleteFunc(words, func(w string) bool { return !strings.HasPrefix(w, typed) }), cobra.ShellCompDirectiveNoFileComp
}

// wideValue is the widest value that has a place of its own in the list.
const wideValue = 24

func (l settingList) text(p *page) {
	rows := make([][]string, len(l.Settings))
	for i, s := range l.Settings {
		value, about := s.shown(), s.About+": "+s.Choices
		if ansi.StringWidth(value) > wideValue {
			value, about = "", value+", "+about
		}
		rows[i] = []string{s.Key, value, about}
	}
	p.table(rows)
	p.say("Change one with: waymark settings set KEY VALUE")
}

func (s setting) text(p *page) {
	p.say("%s: %s", s.Key, s.shown())
	p.inset("%s", sentence(s.About))
	p.inset("To choose from: %s", s.Choices)
}

// shown is the value with where it comes from, unless that is plain: the learner chose it,
// or nothing was chosen.
func (s setting) shown() string {
	value := cmp.Or(s.Value, "none")
	switch s.From {
	case config.Flag:
		return value + " (as called)"
	case config.Environment:
		return value + " (" + s.Variable + ")"
	}
	return value
}

func (s settingChanged) text(p *page) { p.say("%s: %s", s.Key, s.shown()) }

func (s settingChanged) notes() []string {
	if s.From != config.Environment && s.From != config.Flag || s.Key == config.Editor {
		return nil
	}
	return []string{"waymark: it is kept, but for now something else goes before it: " + s.shown()}
}

func (f settingFile) text(p *page) {
	if f.Example != "" {
		p.raw([]byte(f.Example))
		return
	}
	p.say("Settings of this machine: %s", f.File)
	p.say("Themes of your own: %s", f.Themes)
}

func (c settingCheck) text(p *page) {
	for _, line := range slices.Concat(c.Faults, c.Faint) {
		p.say("%s.", line)
	}
	if len(c.Faults)+len(c.Faint) == 0 {
		p.say("Nothing is wrong with the settings and themes of this machine.")
	}
}

func (c settingCheck) fault() error {
	if len(c.Faults) == 0 {
		return nil
	}
	return fmt.Errorf("%w: what is wrong is said above", errSettings)
}
