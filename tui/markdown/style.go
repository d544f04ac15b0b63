package markdown

import (
	"charm.land/glamour/v2/ansi" // github.com/charmbracelet/glamour

	"waymark/tui/theme"
)

// style is how Markdown looks in a theme: text in the terminal's own colour,
// headings and call-outs in the accent, no boxes and no backgrounds.
func style(look theme.Theme) ansi.StyleConfig {
	accent, dim, warn := hue(look.Palette.Accent), hue(look.Palette.Dim), hue(look.Palette.Warn)
	heading := ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{BlockSuffix: "\n", Bold: new(true), Color: accent}}
	return ansi.StyleConfig{
		BlockQuote:     ansi.StyleBlock{Indent: new(uint(1)), IndentToken: new(look.Symbols.Bar)},
		List:           ansi.StyleList{LevelIndent: 2},
		Heading:        heading,
		Emph:           ansi.StylePrimitive{Italic: new(true)},
		Strong:         ansi.StylePrimitive{Bold: new(true)},
		Strikethrough:  ansi.StylePrimitive{CrossedOut: new(true)},
		HorizontalRule: ansi.StylePrimitive{Color: dim, Format: "\n--------\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: bullet(look) + " "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: look.Symbols.On + " ", Unticked: look.Symbols.Off + " "},
		Link:           ansi.StylePrimitive{Color: accent, Underline: new(true)},
		LinkText:       ansi.StylePrimitive{Bold: new(true)},
		Image:          ansi.StylePrimitive{Color: dim},
		ImageText:      ansi.StylePrimitive{Format: "Image: {{.text}}"},
		Code:           ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: warn}},
		CodeBlock: ansi.StyleCodeBlock{
			StyleBlock: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: dim}, Margin: new(uint(2))},
		},
		Table: table(look),
	}
}

// hue is a colour as Glamour takes it, which draws "" in black.
func hue(colour string) *string {
	if colour == "" {
		return nil
	}
	return &colour
}

func table(look theme.Theme) ansi.StyleTable {
	if !look.Symbols.ASCII {
		return ansi.StyleTable{}
	}
	return ansi.StyleTable{CenterSeparator: new("+"), ColumnSeparator: new("|"), RowSeparator: new("-")}
}

func bullet(look theme.Theme) string {
	if look.Symbols.ASCII {
		return "*"
	}
	return "•"
}
