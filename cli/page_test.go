package cli

import (
	"testing"

	"waymark/store/clean/cleantest"
)

// Whatever a page is given, nothing on it steers the terminal.
func TestAPageLetsNothingThrough(t *testing.T) {
	for _, payload := range cleantest.Payloads() {
		text := "a" + payload.Text + "b"
		for name, write := range map[string]func(*page){
			"a paragraph":  func(p *page) { p.say("%s", text) },
			"one set off":  func(p *page) { p.inset("%s", text) },
			"Markdown":     func(p *page) { p.prose("- " + text) },
			"a first cell": func(p *page) { p.table([][]string{{text, "b"}}) },
			"a last cell":  func(p *page) { p.table([][]string{{"a", text}}) },
			"a title":      func(p *page) { p.raw([]byte(cut(text, 20))) },
			"JSON":         func(p *page) { p.raw(escapeControls([]byte(text))) },
		} {
			var p page
			write(&p)
			if live := cleantest.Live(string(p.bytes()), cleantest.Nothing); len(live) > 0 {
				t.Errorf("%s: %s lets through %q", payload.Name, name, live)
			}
		}
	}
}
