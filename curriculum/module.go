package curriculum

// A Module is the lessons on one subject: a folder with a module.yaml.
// The folder is placement, not identity: a lesson may move between modules.
type Module struct {
	ID      string
	Title   string
	Summary string
	Lessons []string // lesson ids, in the order of module.yaml
	Pack    string   `yaml:"-"` // id of the pack

	file string // path inside the pack
}
