package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/tui/theme"
)

func unicode() theme.Theme { return theme.New(theme.Dark(), false) }

func ascii() theme.Theme { return theme.New(theme.Dark(), true) }

// same compares lines without their colours.
func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	var plain []string
	for _, line := range got {
		plain = append(plain, ansi.Strip(line))
	}
	if diff := cmp.Diff(want, plain); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestBar(t *testing.T) {
	tests := []struct {
		value, target, most float64
		unicode, ascii      string
	}{
		{0.4, 0, 1, "━━━━──────", "####......"},
		{0.4, 0.8, 1, "━━━━────┃─", "####....|."},
		{0.79, 0.8, 1, "━━━━━━━─┃─", "#######.|."},
		{0.8, 0.8, 1, "━━━━━━━━┃─", "########|."},
		{1, 0.8, 1, "━━━━━━━━┃━", "########|#"},
		{1, 1, 1, "━━━━━━━━━┃", "#########|"},
		{0.99, 1, 1, "━━━━━━━━─┃", "########.|"},
		{0, 0.5, 1, "─────┃────", ".....|...."},
		{0.001, 0, 1, "━─────────", "#........."}, // what is there is seen
		{0.999, 0, 1, "━━━━━━━━━─", "#########."}, // and only the whole is whole
		{5, 0, 0, "──────────", ".........."},
		{math.NaN(), math.NaN(), 1, "──────────", ".........."},
		{math.Inf(1), 0, 1, "━━━━━━━━━━", "##########"},
	}
	for _, tt := range tests {
		same(t, []string{Bar(tt.value, tt.target, tt.most, 10, unicode())}, tt.unicode)
		same(t, []string{Bar(tt.value, tt.target, tt.most, 10, ascii())}, tt.ascii)
	}
}

func TestStacked(t *testing.T) {
	parts := func(sizes ...int) []Part {
		all := make([]Part, len(sizes))
		for i, size := range sizes {
			all[i] = Part{[]string{"not shown", "shown once", "holds", "applied", "more"}[i], size}
		}
		return all
	}
	tests := []struct {
		parts          []Part
		unicode, ascii string
	}{
		{parts(5, 3, 1, 1), "·····░░░▒█", ".....:::+#"},
		{parts(1000, 1, 0, 1), "········░█", "........:#"}, // nothing that is there vanishes
		{parts(1, 1, 1), "····░░░▒▒▒", "....:::+++"},       // 3.33 each
		{parts(0, 0, 0, 7), "██████████", "##########"},
		{parts(0, 1, -5, 1), "░░░░░█████", ":::::#####"},
		{parts(1, 0, 0, 1, 1), "·····█████", ".....#####"},
		{parts(0, 0), "──────────", "----------"},
		{nil, "──────────", "----------"},
	}
	for _, tt := range tests {
		same(t, []string{Stacked(tt.parts, 10, unicode())}, tt.unicode)
		same(t, []string{Stacked(tt.parts, 10, ascii())}, tt.ascii)
	}
	same(t, StackedLegend(parts(5, 3, 1, 1), unicode()), "· not shown", "░ shown once", "▒ holds", "█ applied")
	same(t, StackedLegend(parts(5, 3), ascii()), ". not shown", ": shown once")
}

func TestColumns(t *testing.T) {
	values, labels := []int{12, 0, 31, 1}, []string{"Mo", "Tu", "We"}
	same(t, Columns(values, labels, 5, unicode()),
		"      31   ",
		"12    ██   ",
		"▁▁    ██  1",
		"██  0 ██ ▁▁",
		"Mo Tu We   ")
	same(t, Columns(values, labels, 5, ascii()),
		"      31   ",
		"12    ##   ",
		"__    ##  1",
		"##  0 ## __",
		"Mo Tu We   ")
	same(t, Columns([]int{1, 2}, []string{"a", "b"}, 2, unicode()), "▄ █", "a b")
	same(t, Columns([]int{5000, 40}, []string{"today", "b"}, 4, unicode()),
		"       ",
		"███  40",
		"███ ▁▁▁",
		"tod  b ")
	same(t, Columns([]int{-1, 0}, nil, 3, ascii()), "   ", "0 0", "   ")
	if got := Columns(nil, labels, 5, ascii()); got != nil {
		t.Errorf("columns of nothing: %q", got)
	}
	if got := Columns(values, labels, 1, ascii()); got != nil {
		t.Errorf("columns on one line: %q", got)
	}
}

func TestSpark(t *testing.T) {
	values := []float64{9, 0, 1, 4, math.NaN(), 7.9, 8, -3, math.Inf(1)}
	same(t, []string{Spark(values, 8, unicode())}, "▁▁▄ ▇█▁ ")
	same(t, []string{Spark(values, 8, ascii())}, "__- *#_ ")
	same(t, []string{Spark(nil, 8, ascii())}, "")
	same(t, []string{Spark([]float64{0, 0}, 8, unicode())}, "▁▁")
}

func TestHeat(t *testing.T) {
	days := []int{
		0, 1, 3, 4, 6, 7, 9,
		9, 0, 0, 0, 0, 1, 0,
		2, 5, 8, -1, -1,
	}
	same(t, Heat(days, unicode()), "Mon ·█░", "    ░·▒", "Wed ░·█", "    ▒· ", "Fri ▒· ", "    █░ ", "Sun █· ")
	same(t, Heat(days, ascii()), "Mon .#:", "    :.+", "Wed :.#", "    +. ", "Fri +. ", "    #: ", "Sun #. ")
	same(t, Heat(nil, ascii()), "Mon ", "    ", "Wed ", "    ", "Fri ", "    ", "Sun ")
	same(t, []string{HeatLegend(unicode()), HeatLegend(ascii())}, "none ·  less ░ ▒ █ more", "none .  less : + # more")
}

func TestReliability(t *testing.T) {
	points := []Point{
		{0.95, 0.85, 0.70, 0.93, 40},
		{0.5, 0.75, 0.41, 0.93, 8},
		{0.2, 0.2, 0, 1, 0},
		{math.NaN(), 0.2, 0, 1, 9},
	}
	same(t, Reliability(points, 26, 8, unicode()),
		"right                     ",
		"100%│          │        │·",
		"    │          ○    ·   ● ",
		" 50%│          │          ",
		"    │     ·               ",
		"  0%│·                    ",
		"    └─────────────────────",
		"     0%      said     100%")
	same(t, Reliability(points[:1], 26, 8, ascii()),
		"right                     ",
		"100%|                   |.",
		"    |               .   * ",
		" 50%|          .          ",
		"    |     .               ",
		"  0%|.                    ",
		"    +---------------------",
		"     0%      said     100%")
	same(t, ReliabilityLegend(ascii()), "* what came of it", "o fewer than 10 answers", "| where the share may lie", ". right as often as said")
	if Reliability(points, 23, 9, ascii()) != nil || Reliability(points, 80, 6, ascii()) != nil {
		t.Error("a picture without room")
	}
}

func TestDots(t *testing.T) {
	rows := []DotRow{
		{"Short prompt", []float64{0, 25, 25, 50, 62.5, 120}, 43.75, 25, 62.5},
		{"With an example of a good reply", slices.Repeat([]float64{100}, 12), 100, 100, 100},
		{"Few", []float64{75, math.NaN()}, 75, math.NaN(), math.NaN()},
	}
	same(t, Dots(rows, Scale{0, 100, 50}, 40, unicode()),
		"Short prompt   ○     2     ○  ○        ○",
		"                     ├────●┼──┤         ",
		"With an exam…              │           +",
		"                           │           ●",
		"Few                        │     ○      ",
		"                           │     ●      ",
		"               ─────────────────────────",
		"               0          50         100")
	same(t, Dots(rows, Scale{0, 100, math.NaN()}, 60, ascii()),
		"Short prompt          o        2         o   o             o",
		"                               [------*------]              ",
		"With an example o...                                       +",
		"                                                           *",
		"Few                                               o         ",
		"                                                  *         ",
		"                      --------------------------------------",
		"                      0                                  100")
	same(t, Dots([]DotRow{{"Tone", []float64{-1, 0, 0.5, 2, 2, 2}, 0.75, -0.2, 1.7}}, Scale{-2, 2, 0}, 40, ascii()),
		"Tone          o        o   o           3",
		"                     [-+-----*-------]  ",
		"      ----------------------------------",
		"      -2               0               2")
	same(t, DotsLegend(ascii()), "o one case, 2 to 9 or + several", "* mean", "[--] where it may lie")
	for _, scale := range []Scale{{}, {1, 1, 1}, {2, 1, 0}, {0, math.SmallestNonzeroFloat64, 0}, {math.NaN(), 1, 0}, {0, math.Inf(1), 0}} {
		if Dots(rows, scale, 60, ascii()) != nil {
			t.Errorf("a picture on %v", scale)
		}
	}
	if Dots(rows, Scale{0, 1, 0}, 29, ascii()) != nil || Dots(nil, Scale{0, 1, 0}, 60, ascii()) != nil {
		t.Error("a picture without room, or of nothing")
	}
}

// anyFloat is every kind of number, and those that are none.
func anyFloat(r *rapid.T, name string) float64 {
	odd := rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, -1, 1, math.MaxFloat64, math.SmallestNonzeroFloat64})
	return rapid.OneOf(odd, rapid.Float64Range(-2, 2), rapid.Float64()).Draw(r, name)
}

// Whatever the values are, nothing panics, each line has the width that it
// should, and a terminal without other signs gets ASCII.
func TestDrawingsHold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		look := theme.New(rapid.SampledFrom([]theme.Palette{theme.Dark(), theme.Light(), {}}).Draw(r, "palette"), rapid.Bool().Draw(r, "ascii"))
		width, height := rapid.IntRange(-2, 120).Draw(r, "width"), rapid.IntRange(-2, 30).Draw(r, "height")
		check := func(what string, exact bool, want int, lines ...string) {
			for _, line := range lines {
				line = ansi.Strip(line)
				if w := ansi.StringWidth(line); w > want || exact && w != want {
					r.Fatalf("%s: %q has %d cells, want %d", what, line, w, want)
				}
				if look.Symbols.ASCII && strings.ContainsFunc(line, func(c rune) bool { return c < ' ' || c > '~' }) {
					r.Fatalf("%s: %q is not ASCII", what, line)
				}
			}
		}
		cells := max(0, width)
		check("Bar", true, cells, Bar(anyFloat(r, "value"), anyFloat(r, "target"), anyFloat(r, "most"), width, look))

		ints := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(-2, 30), rapid.Int()), 0, 40).Draw(r, "ints")
		var parts []Part
		for _, n := range ints {
			parts = append(parts, Part{"part", n})
		}
		check("Stacked", true, cells, Stacked(parts, width, look))
		check("StackedLegend", false, 6, StackedLegend(parts, look)...)
		labels := []string{"a", "day", "a day", ""}
		check("Columns", true, len(ints)*(columnWidth(ints, labels)+1)-1, Columns(ints, labels, height, look)...)
		check("Heat", true, 4+(len(ints)+6)/7, Heat(ints, look)...)

		var floats []float64
		var points []Point
		for range rapid.IntRange(0, 9).Draw(r, "numbers") {
			floats = append(floats, anyFloat(r, "float"))
			points = append(points, Point{anyFloat(r, "said"), anyFloat(r, "right"), anyFloat(r, "low"), anyFloat(r, "high"), rapid.IntRange(-1, 20).Draw(r, "n")})
		}
		check("Spark", false, cells, Spark(floats, width, look))
		var rows []DotRow
		for _, p := range points {
			rows = append(rows, DotRow{rapid.SampledFrom(labels).Draw(r, "label"), floats, p.Right, p.Low, p.High})
		}
		check("Dots", true, width, Dots(rows, Scale{anyFloat(r, "from"), anyFloat(r, "to"), anyFloat(r, "mark")}, width, look)...)
		picture := Reliability(points, width, height, look)
		check("Reliability", true, width, picture...)
		if picture != nil && len(picture) != height {
			r.Fatalf("the picture has %d lines, want %d", len(picture), height)
		}
	})
}

// The cells of a stacked bar are the width, and each part that is there is seen
// where there is a cell for each.
func TestApportion(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		sizes := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, math.MaxInt)), 1, 4).Draw(r, "sizes")
		width := rapid.IntRange(1, 200).Draw(r, "width")
		parts, there := make([]Part, len(sizes)), 0
		for i, size := range sizes {
			parts[i].Size = size
			there += min(size, 1)
		}
		cells, sum := apportion(parts, width), 0
		for i, n := range cells {
			sum += n
			if n < 0 || n > 0 && sizes[i] == 0 || n == 0 && sizes[i] > 0 && width >= there {
				r.Fatalf("%v on %d cells: %v", sizes, width, cells)
			}
		}
		if there > 0 && sum != width {
			r.Fatalf("%v on %d cells: %v", sizes, width, cells)
		}
	})
}
