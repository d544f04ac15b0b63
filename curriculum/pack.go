// Package curriculum is what there is to learn: packs of pathways, modules and
// lessons, and the items, cards, exercises and experiments that lessons hold.
// It reads content and judges answers; it knows no learner, and writes nothing but
// packs.
package curriculum

// A Pack is a folder of curriculum with a name and a version (pack.yaml).
type Pack struct {
	ID       string // kebab-case, for example "waymark"
	Title    string
	Version  string // semantic version of the content
	Language string // BCP 47, for example "en-GB"
	AsOf     string `yaml:"as_of"` // ISO date: when its facts were last checked
	Style    string // "waymark" binds the house style checks; empty binds none
}
