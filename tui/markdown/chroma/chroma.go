// Package chroma stands in for the highlighter of code that Glamour links. Its colours and
// 300 languages are set up at every start, and Waymark shows no program code: prompts are
// prose, in one colour. Here is what Glamour asks of it by name, and nothing is set up.
package chroma

// A TokenType is a kind of word in program code.
type TokenType int

// The kinds of words that Glamour has colours for.
const (
	Text TokenType = iota
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Background
)

// StyleEntries are the colours of kinds of words.
type StyleEntries map[TokenType]string

// A Style is a named set of colours.
type Style struct{ Name string }

// MustNewStyle makes a style, whose colours nothing will use.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{name} }
