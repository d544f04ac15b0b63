package cli

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version says which program and which content this is.
type version struct {
	Version string        `json:"version"`
	Commit  string        `json:"commit"`
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
	found := version{Version: appVersion(), Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				found.Commit = setting.Value
			}
		}
	}
	for _, p := range catalogue.Packs() {
		found.Packs = append(found.Packs, packVersion{p.ID, p.Version, p.AsOf})
	}
	return found, nil
}

func (v version) text(p *page) {
	p.say("waymark %s (%s, %s/%s)", v.Version, v.Go, v.OS, v.Arch)
	for _, pack := range v.Packs {
		p.say("content %s %s, facts as of %s", pack.ID, pack.Version, pack.AsOf)
	}
}

// appVersion is the version of the program; "(devel)" where it was built from a folder.
func appVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "unknown"
}
