package tui

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean/cleantest"
)

// mark is in every text that was spoilt, so that a test sees where it shows.
const mark = "☣"

// A poisoner puts a payload into every text that a command hands to a screen, as if
// neither the store nor the curriculum had cleaned it.
type poisoner struct{ text string }

// message is a message of ours with all its texts spoilt; others are as they were.
func (p poisoner) message(msg tea.Msg) tea.Msg {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Struct || v.Type().PkgPath() != "waymark/tui" {
		return msg
	}
	spoilt := reflect.New(v.Type()).Elem()
	spoilt.Set(v)
	p.spoil(spoilt, 0)
	return spoilt.Interface()
}

// spoil changes what v holds. What others share is copied first.
func (p poisoner) spoil(v reflect.Value, depth int) {
	if !v.CanSet() { // an unexported field
		v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	if depth > 12 || isKept(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(p.word(v.String()))
	case reflect.Struct:
		for _, field := range v.Fields() {
			p.spoil(field, depth+1)
		}
	case reflect.Slice:
		p.spoilSlice(v, depth)
	case reflect.Map:
		p.spoilMap(v, depth)
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().Kind() == reflect.Struct {
			other := reflect.New(v.Type().Elem())
			other.Elem().Set(v.Elem())
			p.spoil(other.Elem(), depth+1)
			v.Set(other)
		}
	case reflect.Interface:
		if err, ok := reflect.TypeAssert[error](v); ok {
			v.Set(reflect.ValueOf(spoiltError{p.text + mark + err.Error() + p.text, err}))
		}
	}
}

func (p poisoner) spoilSlice(v reflect.Value, depth int) {
	if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
		return
	}
	other := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(other, v)
	for i := range other.Len() {
		p.spoil(other.Index(i), depth+1)
	}
	v.Set(other)
}

func (p poisoner) spoilMap(v reflect.Value, depth int) {
	if v.IsNil() {
		return
	}
	other := reflect.MakeMap(v.Type())
	for iter := v.MapRange(); iter.Next(); {
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(iter.Value())
		p.spoil(value, depth+1)
		other.SetMapIndex(iter.Key(), value)
	}
	v.Set(other)
}

// isKept are types of which a screen needs the very value.
func isKept(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[*curriculum.Catalogue](), reflect.TypeFor[*store.Store](), reflect.TypeFor[time.Time](), reflect.TypeFor[key.Binding](),
		reflect.TypeFor[Screen](), reflect.TypeFor[Env](), reflect.TypeFor[*Env]():
		return true
	}
	return strings.HasPrefix(t.PkgPath(), "sync")
}

// word spoils a text that people read. Ids and words that choose something stay as they
// are: small letters and digits, without a space.
func (p poisoner) word(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	isID := regexp.MustCompile(`^([0-9A-Z]{26}|O[0-9]|[A-Z]{1,3}-[0-9]+|did:.*|/.*)$`).MatchString(text)
	if isID || strings.Contains(text, mark) || !strings.Contains(text, " ") && !unicode.IsUpper(first) {
		return text
	}
	return p.text + mark + text + p.text
}

type spoiltError struct {
	text string
	error
}

func (e spoiltError) Error() string { return e.text }
func (e spoiltError) Unwrap() error { return e.error }

// judged fails where a view would steer the terminal.
func judged(t *testing.T, what string, v tea.View) {
	t.Helper()
	if live := cleantest.Live(v.Content, cleantest.Frame); len(live) > 0 {
		t.Errorf("%s: the frame holds %q", what, live)
	}
	if live := cleantest.Sequences(v.WindowTitle); len(live) > 0 {
		t.Errorf("%s: the title of the window holds %q", what, v.WindowTitle)
	}
}

// together is how many payloads one text is spoilt with.
const together = 9

// Every screen, with every payload in every text that it is given, draws nothing but colours
// and safe links; a real terminal is written nothing but what Bubble Tea itself writes. With
// the ordinary tests an eighth of the screens has some of the payloads, in turn.
func TestHostileTextOnEveryScreen(t *testing.T) {
	var groups []string
	for some := range slices.Chunk(cleantest.Payloads(), together) {
		text := ""
		for _, p := range some {
			text += p.Text + mark
		}
		groups = append(groups, text)
	}
	all, few := stories(), os.Getenv("WAYMARK_PROOFS") != "all"
	term := newShow(t)
	screens, frames, shown := 0, 0, 0
	for i, s := range all {
		if few && i%8 > 0 {
			continue
		}
		screens++
		marked := false
		for n, text := range groups {
			if few && n != i/8%len(groups) {
				continue
			}
			what := fmt.Sprintf("%s, payloads from %d", s.name, n*together)
			d := tellSpoilt(t, s, text, func(v tea.View) { frames++; judged(t, what, v) })
			if live := cleantest.Live(d.copied, cleantest.Nothing); len(live) > 0 {
				t.Errorf("%s: the clipboard is given %q", what, live)
			}
			marked = marked || strings.Contains(d.frame(), mark)
			if live := term.show(d.model.View()); len(live) > 0 {
				t.Errorf("%s: the terminal is written %q", what, live)
			}
		}
		if marked {
			shown++
		}
	}
	t.Logf("%d screens, %d payloads, %d frames, %d of them on a terminal; spoilt words showed on %d screens", screens, len(cleantest.Payloads()), frames, term.shown, shown)
	if shown < screens*3/4 {
		t.Errorf("spoilt words showed on %d of %d screens", shown, screens)
	}
}

// tellSpoilt goes to the frame of a story with all texts spoilt, and shows each view on the
// way.
func tellSpoilt(t *testing.T, s story, payload string, look func(tea.View)) *driver {
	t.Helper()
	p := poisoner{payload}
	d := tellWith(t, s, 100, 30, func(d *driver) { d.spoil = p.message })
	look(d.model.View())
	d.send(failedMsg{errors.New(payload + mark)})
	look(d.model.View())
	d.send(noticeMsg{payload + mark})
	look(d.model.View())
	return d
}

// A loud screen says a payload wherever a screen can say something.
type loud struct {
	room
	text string
}

func (l loud) Init() tea.Cmd                      { return nil }
func (l loud) Update(m tea.Msg) (Screen, tea.Cmd) { l.room = l.fit(m); return l, nil }
func (l loud) View() tea.View {
	return tea.View{Content: l.text + "\nbody " + l.text + "\n" + l.look.Bad.Render(l.text), WindowTitle: l.text, Cursor: tea.NewCursor(1, 1)}
}
func (l loud) Title() string  { return l.text }
func (l loud) Status() string { return l.text }
func (l loud) ShortHelp() []key.Binding {
	return []key.Binding{key.NewBinding(key.WithHelp(l.text, l.text))}
}
func (l loud) FullHelp() [][]key.Binding { return [][]key.Binding{l.ShortHelp()} }
func (l loud) Explain() string           { return l.text }

// Nothing that any screen says leaves the frame live, on a view or on a terminal.
func TestTheFrameLetsNothingThrough(t *testing.T) {
	d := drive(t, 80, 24)
	term := newShow(t)
	for _, p := range cleantest.Payloads() {
		d.send(openMsg{loud{text: p.Text}})
		for _, step := range []func(){
			func() {}, func() { d.send(noticeMsg{p.Text}) }, func() { d.send(failedMsg{errors.New(p.Text)}) }, func() { d.press("?") },
			func() { d.send(tea.WindowSizeMsg{Width: 30, Height: 8}) }, func() { d.send(tea.WindowSizeMsg{Width: 500, Height: 200}) },
			func() { d.send(tea.WindowSizeMsg{Width: 80, Height: 24}) },
		} {
			step()
			judged(t, p.Name, d.model.View())
		}
		d.press("esc")
		if live := term.show(d.model.View()); len(live) > 0 {
			t.Errorf("%s: the terminal is written %q", p.Name, live)
		}
		d.press("esc")
	}
	t.Logf("%d payloads, %d frames on a terminal", len(cleantest.Payloads()), term.shown)
}

// What is pasted is as clean as what is typed: a twentieth of the payloads with the ordinary
// tests.
func TestPastedPayloads(t *testing.T) {
	for i, p := range cleantest.Payloads() {
		if i%20 > 0 && os.Getenv("WAYMARK_PROOFS") != "all" {
			continue
		}
		d := drive(t, 80, 24).press("n").paste("before " + p.Text + " after")
		judged(t, p.Name, d.model.View())
		d.press("enter")
		all, err := d.store.Experiments()
		if err != nil || len(all) != 1 {
			t.Fatalf("%s: %d entries, %v", p.Name, len(all), err)
		}
		if live := cleantest.Live(all[0].Title, cleantest.Nothing); len(live) > 0 {
			t.Errorf("%s: the entry holds %q", p.Name, live)
		}
	}
}
