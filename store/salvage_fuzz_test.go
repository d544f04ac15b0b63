package store

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

// Whatever stands in the file, the doctor ends, changes nothing, and a repair keeps the file as
// it was and brings in nothing that nobody did. The bytes stand anywhere in a sound file, or
// alone.
func FuzzDoctor(f *testing.F) {
	s := newStore(f)
	for _, item := range []string{"one", "two", "one"} {
		_ = must(s.RecordAttempt(attempt(item, true), need))(f)
	}
	_, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: strings.Repeat("long ", 2000)})
	check(f, err)
	was := must(everything(s))(f)
	sound := must(os.ReadFile(s.File()))(f)
	f.Add(uint32(0), []byte{}, false)
	f.Add(uint32(0), []byte("Dear diary"), true)
	f.Add(uint32(0), sound[:3*samplePage], true)
	for _, at := range []int{0, pageHeader, samplePage + pageHeader + 16, 2*samplePage + 8, bytes.LastIndex(sound, []byte(`"item":"one"`)), len(sound) - 9} {
		f.Add(uint32(at), []byte{1, 0, 0, 0, 0xFF}, false)
	}
	for page := 2; page < len(sound)/samplePage; page += 5 {
		f.Add(uint32(page*samplePage+8), sound[3*samplePage+8:3*samplePage+64], false)
	}
	f.Fuzz(func(t *testing.T, at uint32, part []byte, alone bool) {
		damaged := part
		if !alone {
			damaged = bytes.Clone(sound)
			copy(damaged[int(at)%len(damaged):], part)
		}
		s := New(t.TempDir(), time.Now)
		check(t, os.WriteFile(s.File(), damaged, 0o600))
		x := must(s.Examine())(t)
		equal(t, "after the look, the file is as it was", bytes.Equal(must(os.ReadFile(s.File()))(t), damaged), true)
		r := must(s.Repair())(t)
		equal(t, "the file that was kept", bytes.Equal(must(os.ReadFile(r.Kept))(t), damaged), true)
		events := 0
		for key, value := range must(everything(s))(t) {
			if strings.HasPrefix(key, logBucket+" ") {
				events++
				equal(t, "an event that was brought in", value, was[key])
			}
		}
		if !x.Sound() && r.Complete && events < eventsIn(was) {
			t.Errorf("%d of %d events, and the repair says that all are there", events, eventsIn(was))
		}
		equal(t, "sound afterwards", must(s.Examine())(t).Sound(), true)
	})
}
