package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
	"waymark/tui/config"
)

// A talk is a conversation in lines: what Waymark has to say is written at once,
// and an answer is one line that the person types. Nothing is ever drawn over, so
// that a screen reader says what there is in the order in which it came. The
// files talk_x.go hold what is talked about.
type talk struct {
	app   *app
	out   io.Writer
	began time.Time
	done  <-chan struct{} // closed when the person or the system ends the program
	lines <-chan string   // what the person types; closed at its end
	blank bool            // the last line written is empty
}

// errLeft says that the person ended the conversation: Ctrl+C, Ctrl+D, or a
// terminal that was closed.
var errLeft = errors.New("the conversation was ended")

// inLines reports that the terminal is to be written to in lines only.
func (a *app) inLines() bool { return a.config().Is(config.Plain) || a.environ["TERM"] == "dumb" }

// talks reports that this call may hold a conversation in lines.
func (a *app) talks() bool { return a.terminal && a.inLines() && !a.json }

// converse holds a conversation until it comes to its end, or the person ends it.
// Everything said before is kept either way.
func (a *app) converse(about func(*talk) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	t := &talk{app: a, out: a.stdout, began: a.now(), done: ctx.Done(), lines: listen(ctx, a.stdin)}
	err := about(t)
	if errors.Is(err, errLeft) {
		t.write("\n")
		t.say("Everything is kept. Goodbye.")
		return nil
	}
	return err
}

// listen reads the lines that are typed. A line that the end of input cut off
// was not sent, and is none.
func listen(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			select {
			case lines <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// ask says what can be typed, and returns what was: one clean line, without the
// traces of arrow keys.
func (t *talk) ask(format string, a ...any) (string, error) {
	p := new(page)
	p.say(format, a...)
	t.write(strings.TrimSuffix(string(p.bytes()), "\n") + " ")
	select {
	case line, open := <-t.lines:
		if !open {
			return "", errLeft
		}
		return clean.Line(ansi.Strip(line)), nil
	case <-t.done:
		return "", errLeft
	}
}

// say writes a paragraph.
func (t *talk) say(format string, a ...any) {
	t.show(func(p *page) { p.say(format, a...) })
}

// gap sets what follows off by an empty line, once.
func (t *talk) gap() {
	if !t.blank {
		t.write("\n")
		t.blank = true
	}
}

// show writes what a page holds.
func (t *talk) show(lay func(*page)) {
	p := new(page)
	lay(p)
	t.write(string(p.bytes()))
}

// result writes what a command would print, with its notes.
func (t *talk) result(r result, err error) error {
	if err != nil {
		return err
	}
	t.notes(r)
	t.show(r.text)
	return nil
}

// notes says what a result has to say beside the data.
func (t *talk) notes(r result) {
	if n, ok := r.(noted); ok {
		for _, note := range n.notes() {
			t.say("%s", note)
		}
	}
}

// failed says what went wrong, in the words of the command line.
func (t *talk) failed(err error) {
	t.say("That did not work: %v", err)
}

// undo takes back the last thing that was done in this conversation.
func (t *talk) undo() {
	u, err := t.app.store().Undo(t.began)
	if err != nil {
		t.failed(err)
		return
	}
	t.say("Taken back: %s.", u.Summary)
}

func (t *talk) write(text string) {
	t.blank = false
	fmt.Fprint(t.out, strings.Map(spoken, text))
}

// spoken drops what steers a terminal, whoever wrote it, and replaces the signs
// that are drawings: box lines, blocks and Braille patterns, of which a screen
// reader says each one by name.
func spoken(r rune) rune {
	switch {
	case r >= 0x2500 && r <= 0x257f:
		return '-'
	case r >= 0x2580 && r <= 0x259f:
		return '#'
	case r >= 0x2800 && r <= 0x28ff:
		return ' '
	case r != '\n' && !clean.Visible(r):
		return -1
	}
	return r
}

// command is the word that was typed, whole or by its first letter, or empty. A
// letter that means something else here has to be given as the whole word.
func command(typed string, taken func(letter string) bool, words ...string) string {
	i := slices.IndexFunc(words, func(word string) bool {
		return strings.EqualFold(typed, word) || strings.EqualFold(typed, word[:1]) && !taken(word[:1])
	})
	if i < 0 {
		return ""
	}
	return words[i]
}

// free says that a letter means nothing else.
func free(string) bool { return false }

// A row is one of several things to choose from.
type row struct{ title, about string }

// choose lists rows by number, and returns the index of the one that the person
// chose: enter where nothing was typed, which the prompt says in words, and -1
// where they go back.
func (t *talk) choose(rows []row, enter int, words string) (int, error) {
	t.list(rows)
	prompt := "Type 1"
	if len(rows) > 1 {
		prompt = fmt.Sprintf("Type a number from 1 to %d", len(rows))
	}
	if enter >= 0 {
		prompt += ", q to leave"
	}
	for {
		typed, err := t.ask("%s, or Enter alone %s:", prompt, words)
		if err != nil {
			return 0, err
		}
		if typed == "" {
			return enter, nil
		}
		if command(typed, free, "quit", "back") != "" {
			return -1, nil
		}
		if n, ok := number(typed, len(rows)); ok {
			return n - 1, nil
		}
		if typed == "?" {
			t.list(rows)
			continue
		}
		t.unknown(typed)
		t.say("? reads the list again, and q leaves it.")
	}
}

// list writes rows by number.
func (t *talk) list(rows []row) {
	t.show(func(p *page) {
		for i, r := range rows {
			p.wrap("", "   ", fmt.Sprintf("%d. %s", i+1, joined(clean.Line(r.title), clean.Line(r.about))))
		}
	})
}

// unknown says that what was typed means nothing here.
func (t *talk) unknown(typed string) { t.say("There is no %q here.", cut(typed, 40)) }

// joined puts a remark behind a title.
func joined(title, about string) string {
	if about == "" {
		return title
	}
	return title + ": " + about
}

// number reads a number from 1 to a highest one; a full stop may stand behind it.
func number(typed string, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(typed, "."))
	return n, err == nil && n >= 1 && n <= most
}
