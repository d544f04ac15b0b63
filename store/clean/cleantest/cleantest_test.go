package cleantest

import "testing"

// The judge sees every payload for what it is, as it stands or once it is drawn.
func TestTheJudgeSeesEachPayload(t *testing.T) {
	all := Payloads()
	if len(all) < 75 {
		t.Errorf("there are %d payloads", len(all))
	}
	names := map[string]bool{}
	for _, p := range all {
		if names[p.Name] {
			t.Errorf("two payloads are called %s", p.Name)
		}
		names[p.Name] = true
		if live := len(Live("before "+p.Text+" after", Nothing)) > 0; live == p.Later {
			t.Errorf("%s: live as it stands: %v, said to wait for Markdown: %v", p.Name, live, p.Later)
		}
	}
}

func TestTheJudgeLetsPassWhatMayBe(t *testing.T) {
	const link = "\x1b]8;;https://a.example\x1b\\here\x1b]8;;\x1b\\ \x1b]8;id=1;mailto:a@a.example\ax\x1b]8;;\a"
	for _, tt := range []struct {
		out     string
		allowed func(Sequence) bool
		live    int
	}{
		{"words ○ ❤\ufe0f é 提示\n", Nothing, 0},
		{"\x1b[1;31mred\x1b[m", Nothing, 2},
		{"\x1b[1;31mred\x1b[m" + link, Frame, 0},
		{"\x1b]8;;file:///x\ax", Frame, 1},
		{"\x1b[2J\x1b[?25l\x1b]2;Waymark - Today\a\x1b[?2026h", Program("Waymark - "), 0},
		{"\x1b]2;owned\a\x1b]52;c;YQ==\a\x1b[?47h\x1b_x\x1b\\", Program("Waymark - "), 4},
		{"an end \x1b", Program("Waymark - "), 1},
	} {
		if live := Live(tt.out, tt.allowed); len(live) != tt.live {
			t.Errorf("%q: %q", tt.out, live)
		}
	}
}
