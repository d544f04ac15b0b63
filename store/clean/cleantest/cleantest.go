// Package cleantest judges what a program wrote as a terminal would: by the parser of
// another project, and by Unicode's own lists, never by the rules of package clean. Tests
// alone import it.
package cleantest

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
)

//go:embed testdata/payloads.txt
var payloads string

// A Payload is a text that does something to a terminal that shows it as it is.
type Payload struct {
	Name, Text string
	Later      bool // it is harmless as it is, and becomes live when Markdown is drawn
}

// Payloads are the texts of testdata/payloads.txt: a name and a quoted text in each line,
// those that wait for Markdown behind "later".
func Payloads() []Payload { return read(payloads) }

func read(file string) []Payload {
	var all []Payload
	for line := range strings.Lines(file) {
		name, quoted, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		quoted, later := strings.CutPrefix(strings.TrimSpace(quoted), "later ")
		text, err := strconv.Unquote(strings.TrimSpace(quoted))
		if err != nil {
			panic(fmt.Sprintf("payload %s: %v", name, err)) // the file is a part of the program
		}
		all = append(all, Payload{name, text, later})
	}
	return all
}

// A Sequence is what a terminal acts on, or a character that nobody sees.
type Sequence struct {
	Kind   string // C0, ESC, CSI, OSC, DCS, APC, PM, SOS, rune, byte, open
	Final  byte   // of an ESC, a CSI or a DCS
	Prefix byte   // such as "?"; 0 for none
	Inter  byte   // such as " "; 0 for none
	Number int    // of an OSC, or the first parameter of a CSI; -1 for none
	Data   string // of a string
	Text   string // as it was written
}

// Live lists what a terminal would act on in out, beside what is allowed.
func Live(out string, allowed func(Sequence) bool) []string {
	var live []string
	for _, s := range Sequences(out) {
		if !allowed(s) {
			live = append(live, fmt.Sprintf("%s %q", s.Kind, s.Text))
		}
	}
	return live
}

// Sequences takes apart what was written, as a terminal does.
func Sequences(out string) []Sequence {
	var all []Sequence
	from, at := 0, 0
	add := func(s Sequence) {
		s.Text = out[from : at+1]
		all = append(all, s)
	}
	p := ansi.NewParser()
	p.SetHandler(ansi.Handler{
		Print: func(r rune) {
			if hidden(r) {
				add(Sequence{Kind: "rune", Number: int(r)})
			}
		},
		Execute: func(b byte) { add(Sequence{Kind: "C0", Final: b}) },
		HandleEsc: func(c ansi.Cmd) {
			if out[from:at+1] != "\x1b\\" && strings.HasSuffix(out[from:at+1], "\x1b\\") {
				return // the end of a string, which was told already
			}
			add(Sequence{Kind: "ESC", Final: c.Final(), Inter: c.Intermediate()})
		},
		HandleCsi: func(c ansi.Cmd, ps ansi.Params) {
			number := -1
			if n, _, ok := ps.Param(0, -1); ok {
				number = n
			}
			add(Sequence{Kind: "CSI", Final: c.Final(), Prefix: c.Prefix(), Inter: c.Intermediate(), Number: number})
		},
		HandleDcs: func(c ansi.Cmd, _ ansi.Params, data []byte) {
			add(Sequence{Kind: "DCS", Final: c.Final(), Prefix: c.Prefix(), Inter: c.Intermediate(), Data: string(data)})
		},
		HandleOsc: func(n int, data []byte) { add(Sequence{Kind: "OSC", Number: n, Data: string(data)}) },
		HandlePm:  func(data []byte) { add(Sequence{Kind: "PM", Data: string(data)}) },
		HandleApc: func(data []byte) { add(Sequence{Kind: "APC", Data: string(data)}) },
		HandleSos: func(data []byte) { add(Sequence{Kind: "SOS", Data: string(data)}) },
	})
	for at = 0; at < len(out); at++ {
		if p.State() == parser.GroundState {
			from = at
			if _, size := utf8.DecodeRuneInString(out[at:]); size == 1 && out[at] >= utf8.RuneSelf {
				all = append(all, Sequence{Kind: "byte", Final: out[at], Text: out[at : at+1]})
			}
		}
		p.Advance(out[at])
	}
	if p.State() != parser.GroundState { // it takes what is written next
		all = append(all, Sequence{Kind: "open", Text: out[from:]})
	}
	return all
}

// hidden are the characters that no reader sees: controls, those that turn the direction of
// writing, and Unicode's default ignorable code points but the first sixteen variation
// selectors, which only choose a glyph.
func hidden(r rune) bool {
	for _, of := range [][2]rune{
		{0x00, 0x1f},
		{0x7f, 0x9f},
		{0xad, 0xad},
		{0x34f, 0x34f},
		{0x61c, 0x61c},
		{0x115f, 0x1160},
		{0x17b4, 0x17b5},
		{0x180b, 0x180f},
		{0x200b, 0x200f},
		{0x2028, 0x202e},
		{0x2060, 0x206f},
		{0x3164, 0x3164},
		{0xfeff, 0xfeff},
		{0xffa0, 0xffa0},
		{0xfff0, 0xfffb},
		{0x1bca0, 0x1bca3},
		{0x1d173, 0x1d17a},
		{0xe0000, 0xe0fff},
	} {
		if r >= of[0] && r <= of[1] {
			return true
		}
	}
	return unicode.Is(unicode.Bidi_Control, r)
}

// Nothing but line feeds is allowed: what is said in lines.
func Nothing(s Sequence) bool { return s.Kind == "C0" && s.Final == '\n' }

// Frame allows what a drawn page may hold: colours and styles, and links that a browser or
// a mail program opens.
func Frame(s Sequence) bool {
	return Nothing(s) || s.Kind == "CSI" && s.Final == 'm' && s.Prefix == 0 && s.Inter == 0 || s.Kind == "OSC" && s.Number == 8 && safeLink(s.Data)
}

// safeLink judges the data of an OSC 8, "8;parameters;address". An empty address ends a link.
func safeLink(data string) bool {
	_, rest, _ := strings.Cut(data, ";")
	_, address, found := strings.Cut(rest, ";")
	if !found {
		return false
	}
	u, err := url.Parse(address)
	return address == "" || err == nil && slices.Contains([]string{"http", "https", "mailto"}, u.Scheme)
}

// Program allows what Bubble Tea itself writes to a terminal in full screen, a title that
// begins as titles do, and what a frame may hold.
func Program(title string) func(Sequence) bool {
	return func(s Sequence) bool {
		switch s.Kind {
		case "C0":
			return strings.ContainsRune("\n\r\b\t", rune(s.Final))
		case "ESC":
			return s.Inter == 0 && strings.ContainsRune("78M", rune(s.Final)) // the cursor kept; a line up
		case "CSI":
			return isOfProgram(s)
		case "OSC":
			isTitle := (s.Number == 0 || s.Number == 2) && strings.HasPrefix(s.Data, strconv.Itoa(s.Number)+";"+title)
			isColour := s.Number == 11 && s.Data == "11;?" || s.Number >= 110 && s.Number <= 112
			return isTitle && len(Sequences(s.Data)) == 0 || s.Data == strconv.Itoa(s.Number)+";" || isColour || Frame(s)
		case "DCS":
			return s.Final == 'q' && s.Inter == '+' // which abilities the terminal has
		}
		return false
	}
}

// isOfProgram are the control sequences of a program in full screen: colours, the cursor,
// lines and cells erased, moved and repeated; modes; which abilities the terminal has.
func isOfProgram(s Sequence) bool {
	switch {
	case s.Prefix == 0 && s.Inter == 0:
		return strings.ContainsRune("mABCDEFGHIZdfeaKJXPL@MSTrb`nch", rune(s.Final)) && (s.Final != 'n' || s.Number == 6) && (s.Final != 'h' || s.Number == 4)
	case s.Inter == '$':
		return s.Final == 'p' && s.Prefix == '?'
	case s.Inter == ' ':
		return s.Final == 'q'
	case s.Prefix == '?':
		return strings.ContainsRune("hlu", rune(s.Final)) && (s.Final == 'u' || slices.Contains([]int{1, 7, 25, 1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026, 2027, 2031}, s.Number))
	}
	return strings.ContainsRune("><=", rune(s.Prefix)) && strings.ContainsRune("umcq", rune(s.Final))
}
