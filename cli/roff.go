package cli

import (
	"fmt"
	"strings"
)

// A roff is the source of a page for man(1): man-pages(7) says what stands in one,
// man(7) how it is written.
type roff struct{ strings.Builder }

// roffText makes words safe in a page: nothing in them steers the typesetter, and a hyphen
// stays the character that a shell knows.
var roffText = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`)

// line writes words as they are; none of them is taken for a request.
func (r *roff) line(words string) {
	words = roffText.Replace(words)
	if strings.HasPrefix(words, ".") {
		words = `\&` + words
	}
	r.WriteString(words + "\n")
}

func (r *roff) request(format string, args ...any) { fmt.Fprintf(r, "."+format+"\n", args...) }

func (r *roff) section(name string) { r.request("SH %s", name) }

// bold writes a line in bold.
func (r *roff) bold(words string) {
	r.request("B")
	r.line(words)
}

// term writes a word and, indented below it, what it means.
func (r *roff) term(word, about string) {
	r.request("TP")
	r.bold(word)
	r.line(about)
}

// literal writes lines as they are typed.
func (r *roff) literal(lines string) {
	r.request("EX")
	for line := range strings.Lines(lines) {
		r.line(strings.TrimRight(line, "\n"))
	}
	r.request("EE")
}
