package interop_test

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
	"waymark/store/interop"
)

// The variables by which this test is the program that sends, until it is killed.
const (
	killData = "WAYMARK_TEST_KILL_DATA"
	killTo   = "WAYMARK_TEST_KILL_TO"
)

func TestMain(m *testing.M) {
	if os.Getenv(killData) != "" {
		os.Exit(sendAsAProgram(os.Getenv(killData), os.Getenv(killTo)))
	}
	os.Exit(m.Run())
}

func sendAsAProgram(data, to string) int {
	s := store.New(data, time.Now)
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		return 1
	}
	done, err := s.Completions()
	if err != nil {
		return 1
	}
	id, _, err := s.Identity()
	if err != nil {
		return 1
	}
	statements := interop.Statements(interop.Learner{ID: id}, interop.Records(c, done, "path-essentials"))
	o, err := interop.ReadOutbox(s, to, statements, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), false)
	if err != nil {
		return 1
	}
	r, err := endpoint.OpenRecords(to, recordsKey, endpoint.Config{})
	if err != nil {
		return 1
	}
	defer r.Close()
	if _, err := o.Send(context.Background(), s, r, func(interop.Sent) {}); err != nil {
		return 1
	}
	return 0
}

// The program is killed while it sends, before the record store took what it sent and after,
// and started again, until all of it is there.
func TestKilledWhileItSends(t *testing.T) {
	p, s := richPerson(t, 5), &endpointtest.RecordStore{}
	var mu sync.Mutex
	var program *exec.Cmd
	kills := 0
	kill := func() {
		mu.Lock()
		defer mu.Unlock()
		kills++
		program.Process.Kill() //nolint:errcheck // it may have ended
	}
	before := func(_ http.ResponseWriter, r *http.Request, _ func(http.ResponseWriter)) {
		kill()
		<-r.Context().Done()
	}
	s.Before = func(n int) endpointtest.Step {
		switch n {
		case 1, 3, 6:
			return before
		case 2, 5:
			return endpointtest.Then(kill)
		}
		return nil
	}
	to := s.Start(t)
	for run := 0; ; run++ {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killData+"="+p.store.Dir(), killTo+"="+to)
		mu.Lock()
		program = cmd
		err := cmd.Start()
		mu.Unlock()
		must(t, err)
		if cmd.Wait() == nil {
			break
		}
		if run > 20 {
			t.Fatal("it never ends")
		}
	}
	if kills < 4 {
		t.Errorf("killed %d times only", kills)
	}
	p.holds(s, to)
}
