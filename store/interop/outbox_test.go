package interop_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/endpoint"
	"waymark/store/endpoint/endpointtest"
	"waymark/store/interop"
)

const recordsKey = "waymark:" + endpointtest.Password

// send empties the outbox as far as the record store lets it. It tries each request once.
func (p *person) send(to string, again bool) (interop.Sent, error) {
	p.t.Helper()
	return p.sendWithin(to, again, 20*time.Second)
}

// sendWithin sends, and waits so long for an answer.
func (p *person) sendWithin(to string, again bool, patience time.Duration) (interop.Sent, error) {
	p.t.Helper()
	o := p.outbox(to, again)
	r, err := endpoint.OpenRecords(to, recordsKey, endpoint.Config{Limits: endpoint.Limits{Tries: 1, FirstByte: patience}})
	must(p.t, err)
	defer r.Close()
	return o.Send(p.t.Context(), p.store, r, func(interop.Sent) {})
}

func (p *person) outbox(to string, again bool) interop.Outbox {
	p.t.Helper()
	o, err := interop.ReadOutbox(p.store, to, p.statements(), p.now.Add(48*time.Hour), again)
	must(p.t, err)
	return o
}

// holds checks that a record store has what the learner completed, once each, what was taken
// back only together with what voids it, and that the outbox knows.
func (p *person) holds(s *endpointtest.RecordStore, to string) {
	p.t.Helper()
	kept, times := s.Kept()
	voids := map[string]bool{}
	for id, one := range kept {
		if times[id] != 1 {
			p.t.Errorf("%s was stored %d times", id, times[id])
		}
		if verb := one["verb"].(map[string]any); strings.HasSuffix(verb["id"].(string), "/voided") {
			voids[one["object"].(map[string]any)["id"].(string)] = true
			delete(kept, id)
		}
	}
	maps.DeleteFunc(kept, func(id string, _ map[string]any) bool { return voids[id] })
	var want []string
	for _, one := range p.statements() {
		want = append(want, one.ID)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(kept))); diff != "" {
		p.t.Errorf("what stands there: %s", diff)
	}
	if o := p.outbox(to, false); len(o.Waiting) != 0 || o.There != len(want) || len(o.Refused) != 0 {
		p.t.Errorf("afterwards %d wait, %d are there, %d are refused", len(o.Waiting), o.There, len(o.Refused))
	}
}

func TestAllThatWaitsArrivesOnce(t *testing.T) {
	p, s := richPerson(t, 1), &endpointtest.RecordStore{}
	to := s.Start(t)
	sent, err := p.send(to, false)
	must(t, err)
	if n := len(p.statements()); sent.There != n || sent.Left != 0 || len(sent.Refused) != 0 || n <= interop.MostAtOnce {
		t.Errorf("%+v of %d", sent, n)
	}
	for _, r := range s.Requests() {
		if r.Statements > interop.MostAtOnce || r.Statements == 0 {
			t.Errorf("%d statements in a request", r.Statements)
		}
	}
	p.holds(s, to)
	before := len(s.Requests())
	if sent, err = p.send(to, false); err != nil || sent.There != 0 || len(s.Requests()) != before {
		t.Errorf("once more: %+v, %v", sent, err)
	}
}

// What fails stays for later: nothing is lost, and nothing there twice.
func TestWhatFailsWaits(t *testing.T) {
	for name, step := range map[string]endpointtest.Step{
		"500": endpointtest.Answering(500), "429": endpointtest.Answering(429), "silent": endpointtest.Silent(),
		"lost answer": endpointtest.Losing(), "401": endpointtest.Answering(401), "404": endpointtest.Answering(404), "204": endpointtest.Answering(204),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, s := richPerson(t, 2), &endpointtest.RecordStore{}
			s.Before = func(n int) endpointtest.Step { return map[int]endpointtest.Step{2: step}[n] }
			to := s.Start(t)
			patience := 20 * time.Second
			if name == "silent" {
				patience = time.Second
			}
			sent, err := p.sendWithin(to, false, patience)
			if err == nil || sent.There != interop.MostAtOnce || sent.Left == 0 {
				t.Errorf("%+v, %v", sent, err)
			}
			if o := p.outbox(to, false); len(o.Waiting) != sent.Left {
				t.Errorf("%d wait", len(o.Waiting))
			}
			_, err = p.send(to, false)
			must(t, err)
			p.holds(s, to)
		})
	}
}

func TestNobodyThere(t *testing.T) {
	p := newPerson(t)
	p.learn("fnd-what-ai-is")
	if _, err := p.send("http://127.0.0.1:1/xapi", false); !errors.Is(err, endpoint.ErrUnreachable) {
		t.Errorf("offline: %v", err)
	}
	if o := p.outbox("http://127.0.0.1:1/xapi", false); len(o.Waiting) != 1 {
		t.Errorf("%d wait", len(o.Waiting))
	}
}

// A statement that the record store does not take is found and set aside with its words; the
// others arrive. It can be tried again.
func TestABadStatementIsSetAside(t *testing.T) {
	p, s := richPerson(t, 3), &endpointtest.RecordStore{}
	bad := map[string]bool{p.statements()[4].ID: true, p.statements()[31].ID: true}
	s.Refuses = func(one map[string]any) bool { return bad[one["id"].(string)] }
	to := s.Start(t)
	sent, err := p.send(to, false)
	must(t, err)
	if len(sent.Refused) != 2 || sent.There != len(p.statements())-2 || !strings.Contains(sent.Refused[0].Why, "one statement is not valid") {
		t.Errorf("%+v", sent)
	}
	if n := len(s.Requests()); n > 30 {
		t.Errorf("%d requests to find two", n)
	}
	if o := p.outbox(to, false); len(o.Waiting) != 0 || len(o.Refused) != 2 {
		t.Errorf("%d wait, %d are set aside", len(o.Waiting), len(o.Refused))
	}
	s.Refuses = nil
	sent, err = p.send(to, true)
	if err != nil || sent.There != 2 {
		t.Errorf("again: %+v, %v", sent, err)
	}
	p.holds(s, to)
}

// Where the record store has the id already, the same statement has arrived, and another one
// stays.
func TestAConflictIsLookedAt(t *testing.T) {
	p, s := richPerson(t, 4), &endpointtest.RecordStore{}
	all := p.statements()
	put := func(i int, change func(map[string]any)) {
		v := decoded(t, all[i])
		change(v)
		s.Put(v)
	}
	put(2, func(v map[string]any) { // as another program may keep the same
		v["stored"], v["version"], v["timestamp"] = "2026-11-26T08:00:00.000Z", "1.0.0", strings.Replace(all[2].Timestamp, "Z", ".000+00:00", 1)
		delete(v["object"].(map[string]any), "definition")
	})
	put(9, func(v map[string]any) { v["timestamp"] = "2020-01-01T12:00:00Z" })
	to := s.Start(t)
	sent, err := p.send(to, false)
	must(t, err)
	if sent.There != len(all)-1 || len(sent.Refused) != 1 || sent.Refused[0].ID != all[9].ID {
		t.Errorf("%+v", sent)
	}
	_, times := s.Kept()
	for id, n := range times {
		if n != 1 {
			t.Errorf("%s was stored %d times", id, n)
		}
	}
}

// What was taken back after it was told is voided, also where it is not known whether it
// arrived; what was taken back before is never told.
func TestWhatIsTakenBackIsVoided(t *testing.T) {
	p, s := newPerson(t), &endpointtest.RecordStore{}
	to := s.Start(t)
	p.learn("fnd-what-ai-is")
	_, err := p.send(to, false)
	must(t, err)
	p.undo()
	p.learn("fnd-confabulation")
	s.Before = func(n int) endpointtest.Step { return map[int]endpointtest.Step{2: endpointtest.Losing()}[n] }
	if _, err := p.send(to, false); err == nil {
		t.Fatal("the answer was not lost")
	}
	p.undo() // which may be there, and is
	_, err = p.send(to, false)
	must(t, err)
	if kept, _ := s.Kept(); len(kept) != 4 {
		t.Errorf("%d statements instead of two and what voids them", len(kept))
	}
	p.learn("fnd-what-ai-is")
	_, err = p.send(to, false)
	must(t, err)
	p.holds(s, to)
}

// A statement is not dated in the future: it goes once it is noon.
func TestTheStatementsOfTodayWaitForNoon(t *testing.T) {
	p := newPerson(t)
	p.learn("fnd-what-ai-is")
	for hour, later := range map[int]int{11: 1, 12: 0} {
		o, err := interop.ReadOutbox(p.store, "https://records.example.com", p.statements(), time.Date(2026, 3, 3, hour, 0, 0, 0, time.UTC), false)
		if err != nil || o.Later != later || len(o.Waiting) != 1-later {
			t.Errorf("at %d: %d later, %d wait, %v", hour, o.Later, len(o.Waiting), err)
		}
	}
}

// Whatever happens on the way, and in whatever order, in the end everything is there once.
func TestNothingIsLostOrDoubled(t *testing.T) {
	for seed := range uint64(6) {
		p, s, random := newPerson(t), &endpointtest.RecordStore{}, rand.New(rand.NewPCG(seed, 9))
		steps := []endpointtest.Step{nil, nil, endpointtest.Losing(), endpointtest.Answering(500), endpointtest.Answering(409), endpointtest.Answering(400), endpointtest.Losing()}
		var order atomic.Pointer[[]int] // of the steps; a request may outlive its answer
		s.Before = func(n int) endpointtest.Step {
			if chosen := order.Load(); chosen != nil {
				return steps[(*chosen)[n%len(steps)]]
			}
			return nil
		}
		to, lessons := s.Start(t), p.c.Lessons()
		for range 40 {
			switch random.IntN(4) {
			case 0, 1:
				p.learn(lessons[random.IntN(len(lessons))].ID)
			case 2:
				if _, err := p.store.Undo(time.Time{}); err != nil && !errors.Is(err, store.ErrNothingToUndo) {
					t.Fatal(err)
				}
			case 3:
				chosen := random.Perm(len(steps))
				order.Store(&chosen)
				p.send(to, true) //nolint:errcheck // it may fail in any way
			}
		}
		order.Store(nil)
		_, err := p.send(to, true)
		must(t, err)
		p.holds(s, to)
	}
}

// It arrived, the answer was lost, and then the record store refuses it: it is there.
func TestWhatIsRefusedAndThereHasArrived(t *testing.T) {
	p, s := newPerson(t), &endpointtest.RecordStore{}
	to := s.Start(t)
	p.learn("fnd-what-ai-is")
	s.Before = func(n int) endpointtest.Step {
		return map[int]endpointtest.Step{1: endpointtest.Losing(), 2: endpointtest.Answering(400)}[n]
	}
	if _, err := p.send(to, false); err == nil {
		t.Fatal("the answer was not lost")
	}
	sent, err := p.send(to, false)
	if err != nil || sent.There != 1 || len(sent.Refused) != 0 {
		t.Errorf("%+v, %v", sent, err)
	}
	p.holds(s, to)
}
