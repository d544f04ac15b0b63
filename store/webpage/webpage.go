// Package webpage makes pages for a browser that are one file each: they ask for nothing
// from anywhere, follow the reader's choice of light or dark, and can be printed.
package webpage

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the shell and the style of every page
	"encoding/base64"
	"html/template"
	"strings"
	"time"
)

//go:embed shell.html.tmpl
var shell string

//go:embed base.css
var base string

// A Kind is a kind of page. Its texts are part of the program: nothing that a person typed
// may be in them.
type Kind struct {
	Markup string           // html/template; what stands between <body> and </body>, from the data alone
	Style  string           // CSS, after that of every page; may be empty
	Script string           // JavaScript, at the end of the page; may be empty
	Words  template.FuncMap // the functions of Markup, beside day
}

// Make is the page with a title and data. Whatever is in them is text: html/template
// escapes it. The page may load nothing, and runs and wears what this package put into it
// alone: its content security policy names both by their hashes (CSP Level 3, 2.3.1), so
// that there can be neither a style attribute nor an event handler.
func (k Kind) Make(title string, data any) ([]byte, error) {
	style := base + k.Style
	t, err := template.New("shell").Funcs(template.FuncMap{
		"titleOfPage": func() string { return title },
		"policy":      func() string { return policy(style, k.Script) },
		"style":       func() template.CSS { return template.CSS(style) },  //nolint:gosec // it is a constant of the program
		"script":      func() template.JS { return template.JS(k.Script) }, //nolint:gosec // the same
		"day":         Day,
	}).Funcs(k.Words).Parse(shell)
	if err != nil {
		return nil, err
	}
	if _, err := t.New("body").Parse(k.Markup); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, data)
	return b.Bytes(), err
}

// policy allows one style, one script, and nothing else.
func policy(style, script string) string {
	rules := []string{"default-src 'none'", "base-uri 'none'", "form-action 'none'", "style-src " + hash(style)}
	if script != "" {
		rules = append(rules, "script-src "+hash(script))
	}
	return strings.Join(rules, "; ")
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Day is an ISO date in words, or the text itself where it is none.
func Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 January 2006")
}
