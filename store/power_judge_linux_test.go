package store

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A question is a folder after a power cut, and what the program had said until then.
type question struct {
	Dir  string
	Said []string
}

// judges answers questions, in a process of its own: a file that is read wrongly may end it.
func judges(*Store) error {
	questions, answers := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var q question
		if err := questions.Decode(&q); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := answers.Encode(q.verdict()); err != nil {
			return err
		}
	}
}

// verdict says what is wrong in the folder; empty where nothing is.
func (q question) verdict() string {
	s := New(q.Dir, time.Now)
	held, err := holding(s)
	if err != nil {
		return err.Error()
	}
	if wrong := compare(allowed(q.Said), held); wrong != "" {
		return wrong
	}
	if _, err := inspectFile(s.File()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err.Error()
	}
	backups, err := s.Backups()
	if err != nil {
		return err.Error()
	}
	for _, b := range backups {
		if _, err := verifyFile(b.Path); err != nil {
			return fmt.Sprint("the backup ", filepath.Base(b.Path), ": ", err)
		}
	}
	// Work goes on.
	if _, _, err := s.AddExperiment(Experiment{Title: "Afterwards", Outcome: "More work"}); err != nil {
		return "afterwards: " + err.Error()
	}
	after, err := holding(New(q.Dir, time.Now))
	if err != nil {
		return "afterwards: " + err.Error()
	}
	if after["entry Afterwards"] == "" {
		return "an entry that was added afterwards is missing"
	}
	delete(after, "entry Afterwards")
	return compare(allowed(q.Said), after)
}

// holding is what is in a learner's folder: names of things, and sums of what they hold.
func holding(s *Store) (map[string]string, error) {
	held := map[string]string{}
	profile, err := s.Profile()
	if err != nil {
		return nil, err
	}
	lesson, err := s.Lesson("fnd")
	if err != nil {
		return nil, err
	}
	attempts, err := s.Attempts("fnd")
	if err != nil {
		return nil, err
	}
	entries, err := s.Experiments()
	if err != nil {
		return nil, err
	}
	drafts, err := s.Drafts()
	if err != nil {
		return nil, err
	}
	add := func(what, text string) {
		if text != "" {
			held[what] += gist(text)
		}
	}
	add("name", profile.Name)
	add("page", lesson.Page)
	for _, a := range attempts {
		add("answer "+a.Item, a.Answer)
	}
	for _, e := range entries {
		add("entry "+e.Title, e.Outcome)
	}
	for _, d := range drafts {
		add("draft "+d.Name, d.Fields["text"])
	}
	if key, err := s.readKey(); err == nil {
		add("key", string(key))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return held, nil
}

// allowed is what each thing may hold, by what the program said: what was acknowledged
// last, or what was under way.
func allowed(said []string) map[string][]string {
	may := map[string][]string{}
	for _, line := range said {
		var word, what, value string
		_, _ = fmt.Sscanf(line, "%s %q %s", &word, &what, &value)
		switch {
		case word == "try" && len(may[what]) == 0:
			may[what] = []string{"", value}
		case word == "try", value == "" && strings.HasPrefix(what, "draft "): // one that was dropped may come back
			may[what] = append(may[what], value)
		default:
			may[what] = []string{value}
		}
	}
	return may
}

func compare(may map[string][]string, held map[string]string) string {
	for what, values := range may {
		if !slices.Contains(values, held[what]) {
			return fmt.Sprintf("%s holds %q, and may hold %q", what, held[what], values)
		}
	}
	for what := range held {
		if may[what] == nil && what != "key" {
			return what + " is there, and nobody put it there"
		}
	}
	return ""
}

// A benchOfJudges judges folders beside each other, and removes them.
type benchOfJudges struct {
	cases   chan func(*judge)
	workers sync.WaitGroup

	mu    sync.Mutex
	wrong []string
}

func newBenchOfJudges(t *testing.T) *benchOfJudges {
	b := &benchOfJudges{cases: make(chan func(*judge))}
	for range 2 {
		b.workers.Go(func() {
			j := &judge{t: t}
			for c := range b.cases {
				c(j)
			}
			j.end()
		})
	}
	return b
}

func (b *benchOfJudges) judge(name, dir string, said []string) {
	b.cases <- func(j *judge) {
		verdict := j.ask(question{dir, said})
		_ = os.RemoveAll(filepath.Dir(filepath.Dir(dir)))
		if verdict != "" {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.wrong = append(b.wrong, name+": "+verdict)
		}
	}
}

func (b *benchOfJudges) verdicts() []string {
	close(b.cases)
	b.workers.Wait()
	return b.wrong
}

// A judge is a process with the role judges.
type judge struct {
	t      *testing.T
	cmd    *exec.Cmd
	in     io.WriteCloser
	answer chan string
}

func (j *judge) ask(q question) string {
	if j.cmd == nil {
		j.begin()
	}
	if err := json.NewEncoder(j.in).Encode(q); err != nil {
		j.t.Error(err)
	}
	select {
	case answer, ok := <-j.answer:
		if ok {
			return answer
		}
		j.end()
		return "the program crashed"
	case <-time.After(20 * time.Second):
		_ = j.cmd.Process.Kill()
		j.end()
		return "the program hangs"
	}
}

func (j *judge) begin() {
	j.cmd = exec.Command(os.Args[0])
	j.cmd.Env = append(os.Environ(), "STORE_TEST_ROLE=judges", "STORE_TEST_DIR=nowhere")
	j.in = must(j.cmd.StdinPipe())(j.t)
	out := must(j.cmd.StdoutPipe())(j.t)
	check(j.t, j.cmd.Start())
	j.answer = make(chan string)
	go func(answers chan string) {
		defer close(answers)
		for lines := json.NewDecoder(bufio.NewReader(out)); ; {
			var answer string
			if lines.Decode(&answer) != nil {
				return
			}
			answers <- answer
		}
	}(j.answer)
}

func (j *judge) end() {
	if j.cmd != nil {
		_ = j.in.Close()
		_ = j.cmd.Wait()
	}
	j.cmd = nil
}
