package tui

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"waymark/store"
	"waymark/store/clean"
)

// wideTexts are texts that count otherwise than in one cell for a character.
func wideTexts() map[string]string {
	return map[string]string{
		"Chinese, Japanese, Korean": "会議の議事録を要約する 회의록 요약 會議紀要", "full width": "ＡＢＣ（１２３）！",
		"combining": "E\u0301clair de\u0301ja\u0300 vu n\u0303", "many combining": "Z\u0351\u036b\u0343\u036a\u0302a\u0334\u0335\u0316l\u0323\u0324",
		"Arabic": "\u202bملخص الاجتماع\u202c اختبار", "Hebrew": "\u2067סיכום הפגישה\u2069 מבחן\u200f", "Persian": "می\u200cخواهم خلاصه کنم",
		"Hindi": "बैठक का सारांश क्षत्रिय", "Thai": "สรุปการประชุม กำลัง", "Tamil": "கூட்டம் நிகழ்ச்சி",
		"family": "👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d💻", "flags": "🇩🇪🇯🇵🇧🇷 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "skin": "👍🏽👋🏿",
		"selectors": "❤\ufe0f ☎\ufe0e ✔\ufe0f ⚠\ufe0f", "keycaps": "1\ufe0f\u20e3 #\ufe0f\u20e3", "joiners": "a\u200db\u200cc\u2060d\ufeffe", "jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af",
		"ambiguous": "± × ÷ § ¶ α Ω ① Ⅳ ★ …", "long word": strings.Repeat("Donaudampfschifffahrtsgesellschaft", 5), "long Chinese": strings.Repeat("会議の議事録を要約する", 12),
		"long emoji": strings.Repeat("🎉", 90),
	}
}

// disputed are those about which widths by grapheme, which lines are laid out by, differ from widths
// by character: decision 043 says which terminal counts how.
func disputed(name string) bool {
	return slices.Contains([]string{"family", "skin", "selectors", "keycaps", "jamo", "Hindi", "Tamil", "Thai"}, name)
}

// Every line of a frame is as wide as the window, whatever text stands in it: as Waymark counts, and, where
// nothing is disputed, as a terminal that counts by character does and as another library does. With
// the ordinary tests an eighth of the screens has one of the texts, in turn.
func TestWideTextOnEveryScreen(t *testing.T) {
	all, few := wideTexts(), os.Getenv("WAYMARK_PROOFS") != "all"
	names := slices.Sorted(maps.Keys(all))
	sizes := [][2]int{{60, 20}, {80, 24}, {120, 40}}
	screens, shown := 0, 0
	for i, s := range stories() {
		if few && i%8 > 0 {
			continue
		}
		for n, name := range names {
			if few && n != i/8%len(names) {
				continue
			}
			size := sizes[(i/8+n)%len(sizes)]
			p := poisoner{clean.Line(all[name])} // as the store and the curriculum clean it
			d := tellWith(t, s, size[0], size[1], func(d *driver) { d.spoil = p.message })
			frame := ansi.Strip(d.model.View().Content)
			if screens++; strings.Contains(frame, mark) {
				shown++
			}
			holdWidth(t, s.name+", "+name, frame, size[0], disputed(name))
		}
	}
	t.Logf("%d screens, the texts showed on %d", screens, shown)
	if shown < screens/2 {
		t.Errorf("the texts showed on %d of %d screens", shown, screens)
	}
}

// holdWidth holds the lines of a frame to the width of the window: those of the body fill it, and
// the header and the footer are no wider.
func holdWidth(t *testing.T, what, frame string, width int, disputed bool) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	for i, line := range lines {
		opinions := []int{ansi.StringWidth(line), ansi.StringWidthWc(line), uniseg.StringWidth(line)}
		if disputed {
			opinions = opinions[:1]
		}
		for n, w := range opinions {
			if w > width || w < width && i >= headerHeight && i < len(lines)-maxNotice {
				t.Errorf("%s: line %d is %d cells wide (opinion %d), the window %d: %s", what, i, w, n, width, line)
			}
		}
	}
}

// wideWork is a journal and a name in many scripts.
func wideWork(s *store.Store) {
	if _, err := s.UpdateProfile(map[string]string{"name": "山田 花子 👩🏽\u200d💻", "role": "מגייסת 🇮🇱"}); err != nil {
		panic(err)
	}
	for _, name := range []string{"long word", "family", "flags", "Arabic", "Hebrew", "combining", "Chinese, Japanese, Korean"} {
		_, _, err := s.AddExperiment(store.Experiment{Title: wideTexts()[name]})
		must(err)
	}
}

func wideStories() []story {
	return []story{
		{name: "journal-scripts", keys: []string{"4"}, with: wideWork},
		{name: "today-scripts", with: wideWork},
		{name: "settings-scripts", keys: []string{","}, with: wideWork},
	}
}
