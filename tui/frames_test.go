package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// A story is a frame to keep: a person, and the keys that lead there.
type story struct {
	name     string
	keys     []string
	text     string // typed after the keys
	first    bool   // nobody was set up
	ascii    bool
	theme    string // "": auto
	rules    bool   // a pack with a rule of the company is in use
	language string // a pack with translations is in use, in this language
	with     func(*store.Store)
	over     func(*store.Store) func(Env) Screen // opened before the keys; may be nil
}

// stories are the frames to keep: one or more for each screen.
func stories() []story {
	quiz := []string{"enter", "right", "right", "right"}
	return append([]story{
		{name: "setup", first: true},
		{name: "setup-department", first: true, keys: []string{"enter"}},
		{name: "setup-pathway", first: true, keys: []string{"enter", "enter"}},
		{name: "setup-theme", first: true, keys: []string{"enter", "enter", "enter"}},
		{name: "lesson-ascii", keys: []string{"enter"}, ascii: true},
		{name: "quiz-free-ascii", keys: append(fromEnd(4), "enter"), ascii: true},
		{name: "pathways", keys: []string{"2"}},
		{name: "pathways-module", keys: []string{"2", "up"}},
		{name: "lesson", keys: []string{"enter"}},
		{name: "lesson-idea", keys: []string{"enter", "right"}},
		{name: "lesson-search", keys: []string{"enter", "/"}, text: "rules"},
		{name: "lesson-contents", keys: []string{"enter", "c"}},
		{name: "glossary", keys: []string{"enter", "g"}},
		{name: "lesson-end", keys: []string{"enter", "end"}},
		{name: "quiz-single", keys: quiz[:3]},
		{name: "quiz-single-hint", keys: append(quiz[:3:3], "tab", "tab")},
		{name: "quiz-single-answered", keys: append(quiz[:3:3], "a", "enter")},
		{name: "quiz-multi-answered", keys: append(fromEnd(6), "a", "b", "enter")},
		{name: "quiz-multi", keys: append(fromEnd(5), "a"), with: did("fnd-what-ai-is", true)},
		{name: "quiz-numeric", keys: []string{"enter", "right", "right", "right", "right", "right"}, text: "1024", with: did("fnd-what-ai-is", true)},
		{name: "quiz-flaw-kept", keys: append(fromEnd(5), "enter", "w", "o", "r", "d", "s", "enter", "b")},
		{name: "failure", keys: append([]string{"6", "i", "down", "enter"}, append(strings.Split("/none", ""), "enter")...)},
		{name: "quiz-match", keys: append(fromEnd(7), "a", "b")},
		{name: "quiz-flaw-judging", keys: append(fromEnd(5), "enter", "w", "o", "r", "d", "s", "enter")},
		{name: "quiz-order", keys: append(fromEnd(6), "2", "space"), with: did("fnd-what-ai-is", true)},
		{name: "quiz-order-answered", keys: append(fromEnd(6), "2", "enter"), with: did("fnd-what-ai-is", true)},
		{name: "exercise", keys: fromEnd(8)},
		{name: "exercise-done", keys: append(fromEnd(8), "x")},
		{name: "trial", keys: fromEnd(3)},
		{name: "capture", keys: []string{"n"}, text: "Warmer tone in refund replies"},
		{name: "settings", keys: []string{","}},
		{name: "backups-none", keys: toBackups},
		{name: "backups", keys: toBackups, with: backedUp},
		{name: "backups-sure", keys: append(toBackups, "enter"), with: backedUp},
		{name: "settings-theme", keys: []string{",", "down", "down", "down", "enter"}},
		{name: "settings-retention", keys: append([]string{","}, append(slices.Repeat([]string{"down"}, 8), "enter")...)},
		{name: "settings-endpoint", keys: append([]string{","}, append(slices.Repeat([]string{"down"}, 10), "enter")...)},
		{name: "settings-machine", keys: []string{",", "end"}},
		{name: "settings-contrast", keys: []string{","}, theme: "contrast"},
		{name: "settings-colourless", keys: []string{","}, theme: "none"},
		{name: "today-contrast", theme: "contrast", with: busy},
		{name: "today-colourless", theme: "none", with: busy},
		{name: "lesson-contrast", keys: []string{"enter", "right"}, theme: "contrast"},
		{name: "lesson-colourless", keys: []string{"enter", "right"}, theme: "none"},
		{name: "quiz-answered-colourless", keys: append(quiz[:3:3], "a", "enter"), theme: "none"},
		{name: "help", keys: []string{"?"}},
		{name: "palette", keys: []string{"ctrl+k"}},
		{name: "palette-words", keys: []string{":"}, text: "exam", with: planned},
		{name: "palette-none", keys: []string{":"}, text: "xyzzy"},
	}, slices.Concat(todayStories(), journalStories(), placementStories(), checkStories(), reviewStories(), drillStories(), progressStories(), ratingStories(), resultStories(), experimentStories(), benchStories(), disclosureStories(), portfolioStories(), rangeStories(), teamStories(), memberStories(), publishStories(), teamViewStories(), wallStories(), shareStories(), handStories(), policyStories(), acceptStories(), doctorStories(), tourStories(), keyStories(), languageStories(), wideStories())...)
}

// section is the keys that show a section of Progress.
func section(at int) []string {
	return append([]string{"5"}, slices.Repeat([]string{"right"}, at)...)
}

// fromEnd is the keys that open the next lesson, some pages before its end.
func fromEnd(pages int) []string {
	return append([]string{"enter", "end"}, slices.Repeat([]string{"left"}, pages)...)
}

var update = flag.Bool("update", false, "rewrite the golden frames")

// TestFrames compares every story at every size, in dark and light, with what
// was looked at and kept. Each is held to the window: as many lines as it has,
// none too wide, and the footer in its place.
func TestFrames(t *testing.T) {
	keys := &keyBook{tops: map[int]Screen{}}
	t.Cleanup(func() { keys.compare(t) })
	for i, s := range stories() {
		for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s/%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				d := tell(t, s, size[0], size[1])
				keys.note(i, d.model.(root).top())
				dark := d.model.View().Content
				checkFrame(t, dark, size[0], size[1])
				if s.ascii && regexp.MustCompile(`[^\x00-\x7f]`).MatchString(dark) {
					t.Errorf("not ASCII: %s", ansi.Strip(dark))
				}
				golden(t, fmt.Sprintf("%s-%dx%d.txt", s.name, size[0], size[1]), ansi.Strip(dark))
				cursor := d.model.View().Cursor
				light := d.light().model.View().Content
				checkFrame(t, light, size[0], size[1])
				if ansi.Strip(light) != ansi.Strip(dark) {
					t.Errorf("the light frame says something else:\n%s", ansi.Strip(light))
				}
				if colourless := s.theme == theme.None; colourless != (light == dark) {
					t.Error("the light frame has the colours of the dark one, or none has none")
				}
				if s.theme == theme.None && regexp.MustCompile(`\x1b\[[0-9;:]*\b([34]8[;:]|3[0-7]m|4[0-7]m)`).MatchString(dark) {
					t.Errorf("a colour in %q", dark)
				}
				if size[0] > 60 {
					keepPicture(t, fmt.Sprintf("%s-%dx%d.svg", s.name, size[0], size[1]), picture(light, dark, cursor, size[0], size[1]))
				}
			})
		}
	}
}

func tell(t *testing.T, s story, width, height int) *driver {
	t.Helper()
	return tellWith(t, s, width, height, func(*driver) {})
}

// tellWith goes to the frame of a story with a driver that was changed before.
func tellWith(t *testing.T, s story, width, height int, change func(*driver)) *driver {
	t.Helper()
	prepare := []func(*store.Store){setUp}
	if s.first {
		prepare = nil
	}
	if s.with != nil {
		prepare = append(prepare, s.with)
	}
	o := Options{Dark: true, Config: config.Place{Flags: map[string]string{}}}
	if s.ascii {
		o.Config.Flags[config.ASCII] = config.On
	}
	if s.theme != "" {
		o.Config.Flags[config.Theme] = s.theme
	}
	if s.rules {
		o.Catalogue = ruled
	}
	if s.language != "" {
		o.Catalogue = speaking(s.language)
	}
	d := driveChanged(t, width, height, o, change, prepare...)
	if s.over != nil {
		d.send(openMsg{s.over(d.store)(d.model.(root).env)})
	}
	return d.press(s.keys...).write(s.text)
}

// checkFrame holds a frame to its window.
func checkFrame(t *testing.T, frame string, width, height int) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	if len(lines) != height {
		t.Errorf("the frame has %d lines, the window %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			t.Errorf("line %d is %d cells wide, the window %d: %q", i, w, width, ansi.Strip(line))
		}
	}
	if strings.TrimSpace(ansi.Strip(lines[len(lines)-1])) == "" {
		t.Errorf("the footer is missing:\n%s", ansi.Strip(frame))
	}
}

// steady takes out of a frame what differs from run to run: random ids, hashes of what
// has them, the folder of the test, and the spaces at the line ends.
func steady(frame string) string {
	frame = regexp.MustCompile(`\b[0-9a-f]{12,64}\b|\b[0-9a-f]{8}(…|\.\.\.)`).ReplaceAllStringFunc(frame, func(hash string) string {
		return regexp.MustCompile(`[0-9a-f]`).ReplaceAllString(hash, "0")
	})
	frame = regexp.MustCompile(`\b0[01][0-9A-Z]{24}\b`).ReplaceAllString(frame, "01ARZ3NDEKTSV4RRFFQ69G5FAV")
	frame = regexp.MustCompile(`(waymark-[a-z-]+-\s*)[0-9a-z]{6}\b`).ReplaceAllString(frame, "${1}77d2aa")
	frame = regexp.MustCompile(`(?:/\S*\s*)+waymark\.db`).ReplaceAllString(frame, "/…/waymark.db")
	return regexp.MustCompile(` +\n`).ReplaceAllString(frame+"\n", "\n")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	got = steady(got)
	file := filepath.Join("testdata", "frames", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./tui -update rewrites it)\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}
