package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A faulty model panics in the part of the program that it names.
type faulty struct{ in string }

func (f faulty) fail(in string) {
	if f.in == in {
		panic(errors.New("my private words"))
	}
}

func (f faulty) Init() tea.Cmd {
	fails := func() tea.Msg { f.fail("a command"); return nil }
	return tea.Sequence(nil, tea.Batch(fails, fails), fails)
}

func (f faulty) Update(tea.Msg) (tea.Model, tea.Cmd) { f.fail("Update"); return f, nil }

func (f faulty) View() tea.View { f.fail("View"); return tea.NewView("drawn") }

// Wherever the program fails, the run ends once, and the fault is known without the words
// that were thrown.
func TestGuard(t *testing.T) {
	for _, in := range []string{"", "Update", "View", "a command"} {
		t.Run(in, func(t *testing.T) {
			ended := make(chan struct{}, 9)
			g := guard{faulty{in}, &faults{quit: func() { ended <- struct{}{} }}}
			d := &driver{t: t, model: g}
			d.run(g.Init())
			d.send(tea.KeyPressMsg{Code: 'x', Text: "x"})
			d.model.View()
			crash := g.faults.first.Load()
			if fails := in != ""; fails != (crash != nil) {
				t.Fatalf("the fault is %+v", crash)
			}
			if crash == nil {
				return
			}
			<-ended
			if crash.What != "*errors.errorString" || !strings.Contains(string(crash.Stack), "faulty.fail") || strings.Contains(string(crash.Stack), "my private words") {
				t.Errorf("%s\n%s", crash.What, crash.Stack)
			}
			if len(ended) > 0 {
				t.Error("the run was ended twice")
			}
		})
	}
}
