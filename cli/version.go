package cli

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version says which program and which content this is.
type version struct {
	Version string        `json:"version"`
	Commit  string        `json:"commit"`   // "" where Go could not look at the repository
	Date    string        `json:"date"`     // of the commit
	Changed bool          `json:"modified"` // built with changes that are in no commit
	Go      string        `json:"go"`
	OS      string        `json:"os"`
	Arch    string        `json:"arch"`
	Packs   []packVersion `json:"packs"`
}

type packVersion struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	AsOf    string `json:"as_of"`
}

func (a *app) versionCommand() *cobra.Command {
	return example(a.verb("version", "Say which version this is", a.version), "waymark version", "waymark version --json")
}

func (a *app) version([]string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	found := version{
		Version: appVersion(), Commit: built("vcs.revision"), Date: built("vcs.time"), Changed: built("vcs.modified") == "true",
		Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH,
	}
	for _, p := range catalogue.Packs() {
		found.Packs = append(found.Packs, packVersion{p.ID, p.Version, p.AsOf})
	}
	return found, nil
}

func (v version) text(p *page) {
	p.say("waymark %s (%s, %s/%s)", v.Version, v.Go, v.OS, v.Arch)
	if v.Commit != "" {
		p.say("commit %s of %s", v.Commit, v.Date)
	}
	for _, pack := range v.Packs {
		p.say("content %s %s, facts as of %s", pack.ID, pack.Version, pack.AsOf)
	}
}

// built is what Go noted when the program was built; "" where it noted nothing.
func built(key string) string {
	info, _ := debug.ReadBuildInfo()
	if info == nil {
		return ""
	}
	for _, setting := range info.Settings {
		if setting.Key == key {
			return setting.Value
		}
	}
	return ""
}

// appVersion is the version of the program, by the tag of the commit that it was built
// from; "(devel)" where it was built without a repository.
func appVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "unknown"
}
