package snapshot

import "slices"

// A Profile is how much a snapshot tells.
type Profile string

// The profiles, each of which tells what the one before does, and more.
const (
	Minimal  Profile = "minimal"
	Standard Profile = "standard"
	Full     Profile = "open"
)

// Profiles lists the profiles, the one that tells least first.
func Profiles() []Profile { return []Profile{Minimal, Standard, Full} }

// ProfileOf is the profile that a setting names, but no more than a ceiling allows. Empty
// is the default, and no ceiling.
func ProfileOf(setting, ceiling string) Profile {
	at := slices.Index(Profiles(), Profile(setting))
	if at < 0 {
		at = slices.Index(Profiles(), Standard)
	}
	if most := slices.Index(Profiles(), Profile(ceiling)); most >= 0 {
		at = min(at, most)
	}
	return Profiles()[at]
}

// atLeast reports that the profile tells what another one does.
func (p Profile) atLeast(other Profile) bool {
	return slices.Index(Profiles(), p) >= slices.Index(Profiles(), other)
}

// Told says in words what a snapshot of the profile holds, beyond what those before hold.
func (p Profile) Told() []string {
	switch p {
	case Minimal:
		return []string{
			"a random id, your key, the day, and which of your snapshots it is", "the versions of Waymark and its packs, and the team files you accepted",
			"the name you chose, and your pathway", "how many lessons of each module are done, and the minutes left",
			"the week in which you last learned", "hands you raised, and policies you acknowledged",
		}
	case Standard:
		return []string{
			"your department and role", "which lessons you completed, on which day, and the level you show in them",
			"help you offer", "the cards of experiments you shared",
		}
	}
	return []string{"the full record of experiments that you shared in full, as a file of its own"}
}

// gist is what Told says, in words that name nobody, for a lead to read as well.
func (p Profile) gist() string {
	return map[Profile]string{
		Minimal:  "name, pathway and progress, hands raised and policies acknowledged",
		Standard: "department and role; completed lessons with their days and levels; help offered; cards of shared experiments",
		Full:     "full records of experiments shared in full",
	}[p]
}

// Withheld says in words what is not in a snapshot of the profile: first what no snapshot
// ever holds, then what a wider profile would tell.
func (p Profile) Withheld() []string {
	never := []string{
		"your answers, right or wrong", "scores, attempts and how sure you were",
		"your reviews and their grades, the errors you find in texts, and your days in a row",
		"times of day, and how long anything took you",
		"private entries of your journal, drafts, prompts and outputs",
		"what you wrote at the end of a lesson, and your notes",
		"the page where you are, and lessons that you opened and did not complete",
		"your e-mail address, user name or computer",
	}
	for _, wider := range Profiles() {
		if !p.atLeast(wider) {
			never = append(never, wider.Told()...)
		}
	}
	return never
}
