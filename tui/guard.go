package tui

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// A guard keeps a fault of the program from taking the terminal and the words on the
// screens with it: the screens end as on any other day, and the fault is told after them.
type guard struct {
	tea.Model
	faults *faults
}

// faults is the first fault of a run, and how the run is ended.
type faults struct {
	first atomic.Pointer[Crash]
	quit  func()
}

// A Crash is a fault of the program itself. It holds nothing that a person typed.
type Crash struct {
	What  string // in the words of the language, or only the type of what was thrown
	Stack []byte
}

// recovered keeps a fault; it is to be deferred.
func (f *faults) recovered() {
	thrown := recover()
	if thrown == nil {
		return
	}
	crash := &Crash{What: fmt.Sprintf("%T", thrown), Stack: debug.Stack()}
	if known, ok := thrown.(runtime.Error); ok {
		crash.What = known.Error()
	}
	if f.first.CompareAndSwap(nil, crash) {
		go f.quit()
	}
}

func (g guard) Init() tea.Cmd { return g.guarded(g.Model.Init()) }

// Update goes on with the model as it was where the next one failed.
func (g guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g
	defer g.faults.recovered()
	model, cmd := g.Model.Update(msg)
	return guard{model, g.faults}, g.guarded(cmd)
}

// View is empty where it failed: the screens are about to end.
func (g guard) View() (v tea.View) {
	defer g.faults.recovered()
	return g.Model.View()
}

// guarded is a command whose fault is kept, and so are those of the commands that it
// returns.
func (g guard) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.faults.recovered()
		msg = cmd()
		several := reflect.ValueOf(msg) // a tea.BatchMsg, or that of a sequence, which has no name
		if several.Kind() != reflect.Slice || several.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		all := reflect.MakeSlice(several.Type(), several.Len(), several.Len())
		for i := range several.Len() {
			all.Index(i).Set(reflect.ValueOf(g.guarded(several.Index(i).Interface().(tea.Cmd))))
		}
		return all.Interface()
	}
}

// lastDrafts writes what the screens hold and no command will write any more.
func (g guard) lastDrafts() {
	defer g.faults.recovered()
	g.Model.(root).lastDrafts()
}
