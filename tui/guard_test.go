package tui

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

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
			synctest.Test(t, func(t *testing.T) {
				var ended atomic.Int32
				g := guard{faulty{in}, &faults{quit: func() { ended.Add(1) }}}
				d := &driver{t: t, model: g}
				d.run(g.Init())
				d.send(tea.KeyPressMsg{Code: 'x', Text: "x"})
				d.model.View()
				synctest.Wait()
				crash := g.faults.first.Load()
				if in == "" {
					if crash != nil || ended.Load() > 0 {
						t.Errorf("the fault is %+v", crash)
					}
					return
				}
				if crash == nil || ended.Load() != 1 {
					t.Fatalf("the fault is %+v, and the run was ended %d times", crash, ended.Load())
				}
				if crash.What != "*errors.errorString" || !strings.Contains(string(crash.Stack), "faulty.fail") || strings.Contains(string(crash.Stack), "my private words") {
					t.Errorf("%s\n%s", crash.What, crash.Stack)
				}
			})
		})
	}
}
