// Package styles has the styles that were registered: at the start, none.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry holds styles by name.
var Registry = map[string]*chroma.Style{}

// Register adds a style.
func Register(style *chroma.Style) *chroma.Style {
	Registry[style.Name] = style
	return style
}
