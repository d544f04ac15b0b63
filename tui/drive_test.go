package tui

import (
	"image/color"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
)

// morning is when every test takes place.
func morning() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }

// clock is a clock that begins in the morning and ticks each time it is read, so
// that what is done later is newer.
func clock() func() time.Time {
	var ticks atomic.Int64
	return func() time.Time { return morning().Add(time.Duration(ticks.Add(1)) * time.Millisecond) }
}

// A driver runs the program without a terminal: it carries out each command at
// once, in order, so a test needs no waiting.
type driver struct {
	t     testing.TB
	model tea.Model
	store *store.Store
	quit  bool

	copied string                // what went to the clipboard last
	spoil  func(tea.Msg) tea.Msg // what commands answer is changed so; nil: not at all
}

// drive starts the program in a window, for a person who was set up already.
func drive(t testing.TB, width, height int, prepare ...func(*store.Store)) *driver {
	t.Helper()
	return driveWith(t, width, height, Options{Dark: true}, append([]func(*store.Store){setUp}, prepare...)...)
}

func setUp(s *store.Store) {
	ines := map[string]string{"name": "Ines", "department": "marketing", "pathway": "path-essentials", "theme": "auto"}
	if _, err := s.UpdateProfile(ines); err != nil {
		panic(err)
	}
}

// driveWith starts the program on a real store that was prepared.
func driveWith(t testing.TB, width, height int, o Options, prepare ...func(*store.Store)) *driver {
	t.Helper()
	return driveChanged(t, width, height, o, func(*driver) {}, prepare...)
}

// driveChanged is driveWith for a driver that is changed before it starts.
func driveChanged(t testing.TB, width, height int, o Options, change func(*driver), prepare ...func(*store.Store)) *driver {
	t.Helper()
	if o.Now == nil {
		o.Now = clock()
	}
	o.Store = store.New(t.TempDir(), o.Now)
	for _, p := range prepare {
		p(o.Store)
	}
	if o.Catalogue == nil {
		o.Catalogue = loaded
	}
	if o.Config.File == "" {
		o.Config.File = filepath.Join(t.TempDir(), "waymark", "config.toml")
	}
	o.Look = o.Config.Look()
	d := &driver{t: t, model: New(o), store: o.Store}
	change(d)
	d.run(d.model.Init())
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	return d
}

func loaded() (*curriculum.Catalogue, error) { return curriculum.Load(curriculum.Embedded()) }

// send gives the model a message, and then whatever its commands answer.
func (d *driver) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.QuitMsg:
		d.quit = true
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.run(cmd)
		}
	case stampMsg:
		d.watched(msg)
	case editingMsg: // there is no terminal to give away
		began := d.model.(root).env.Now()
		err := msg.run.Run()
		env := d.model.(root).env
		d.send(readBack(env, msg.id, env.Now().Sub(began), err))
	default:
		if copied := reflect.ValueOf(msg); copied.Type() == reflect.TypeOf(tea.SetClipboard("")()) {
			d.copied = copied.String()
			return
		}
		if cmds := sequence(msg); cmds != nil {
			for _, cmd := range cmds {
				d.run(cmd)
			}
			return
		}
		if d.spoil != nil {
			msg = d.spoil(msg)
		}
		var cmd tea.Cmd
		d.model, cmd = d.model.Update(msg)
		d.run(cmd)
	}
}

// watched lets root act on a look at the learner's file, without its command to look
// again later, which would go on for ever.
func (d *driver) watched(msg stampMsg) {
	next, cmd := d.model.(root).seen(msg)
	d.model = next
	d.run(cmd)
}

// beat lets root look at the learner's file and keep drafts, as it does by itself
// twice a second.
func (d *driver) beat() *driver {
	d.send(d.model.(root).watch()())
	return d
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd != nil {
		d.send(cmd())
	}
}

// sequence is the commands of a tea.Sequence, whose message has no name.
func sequence(msg tea.Msg) []tea.Cmd {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil
	}
	return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd)
}

// press sends keys by their names.
func (d *driver) press(names ...string) *driver {
	d.t.Helper()
	for _, name := range names {
		d.send(keyNamed(name))
	}
	return d
}

// write types text, key by key.
func (d *driver) write(text string) *driver {
	for _, r := range text {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return d
}

func (d *driver) paste(text string) *driver {
	d.send(tea.PasteMsg{Content: text})
	return d
}

func (d *driver) click(x, y int) *driver {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	return d
}

// clickOn clicks the first place where words stand.
func (d *driver) clickOn(words string) *driver {
	d.t.Helper()
	for y, line := range strings.Split(d.frame(), "\n") {
		if before, _, found := strings.Cut(line, words); found {
			return d.click(ansi.StringWidth(before), y)
		}
	}
	d.t.Fatalf("the screen does not show %q:\n%s", words, d.frame())
	return d
}

func keyNamed(name string) tea.KeyPressMsg {
	press, ok := pressed(name)
	if !ok {
		panic("there is no key " + name)
	}
	return press
}

// toSection moves on the page of an entry until a section is under the cursor.
func (d *driver) toSection(title string) *driver {
	d.t.Helper()
	d.press(slices.Repeat([]string{"up"}, 12)...)
	for range 12 {
		if x := d.model.(root).top().(experiment); x.sections()[x.at].title == title {
			return d
		}
		d.press("tab")
	}
	d.t.Fatalf("the page has no section %q:\n%s", title, d.frame())
	return d
}

// frame is the screen as text.
func (d *driver) frame() string { return ansi.Strip(d.model.View().Content) }

// see fails unless the screen shows every one of the texts.
func (d *driver) see(texts ...string) *driver {
	d.t.Helper()
	frame := d.frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			d.t.Fatalf("the screen does not show %q:\n%s", text, frame)
		}
	}
	return d
}

// not fails if the screen shows one of the texts.
func (d *driver) not(texts ...string) *driver {
	d.t.Helper()
	frame := d.frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			d.t.Fatalf("the screen shows %q:\n%s", text, frame)
		}
	}
	return d
}

func (d *driver) light() *driver {
	d.send(tea.BackgroundColorMsg{Color: color.White})
	return d
}
