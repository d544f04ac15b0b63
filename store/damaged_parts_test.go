package store

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/s2"
)

// A part that is lost or garbled while a program runs, which has looked at the whole file
// before: what goes by it says so, and changes nothing.
func TestAPartThatIsLostWhileAProgramRuns(t *testing.T) {
	w, all := eventful(t), harms[:1]
	verbs := []verb{
		{"Undo", func(s *Store) error { return failed(s.Undo(time.Time{})) }},
		{"Rebuild", (*Store).Rebuild},
		{"EachOriginal", func(s *Store) error { return s.EachOriginal(func(string, Original) error { return nil }) }},
		{"UpdateExperiment", func(s *Store) error {
			return failed(s.UpdateExperiment(w.new.ID, map[string]string{"title": "Other words"}))
		}},
		{"FillBench", func(s *Store) error {
			return failed(s.FillBench(w.new.ID, Filling{Variants: []Variant{{ID: "v", Name: "kudu"}}, Cases: []Case{{ID: "c", Input: "New"}}, Outputs: []Output{{Variant: "v", Case: "c", Text: "t", Source: FromPaste}}}))
		}},
		{"Experiments", func(s *Store) error { return failed(s.Experiments()) }},
		{"SearchExperiments", func(s *Store) error { return failed(s.SearchExperiments("warmer", 5)) }},
		{"BackUp", func(s *Store) error { return failed(s.BackUp(AskedFor)) }},
		{"Compact", func(s *Store) error { return failed(s.Compact()) }},
		{"Examine", func(s *Store) error { return failed(s.Examine()) }},
	}
	for _, bucket := range []string{logBucket, subjectBucket, undoneBucket, textBucket, lessonBucket, dayBucket, experimentBucket, benchBucket, waitingBucket, searchBucket, freshBucket, snapshotBucket} {
		for n, harm := range append(all, garble) {
			file := harmed(t, w.file, bucket, harm)
			for _, v := range verbs {
				s := storeOf(t, file)
				s.inspected.Store(true)
				err := v.do(s)
				changed := string(must(os.ReadFile(s.File()))(t)) != string(file)
				if err != nil && (changed || !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), s.File())) {
					t.Errorf("%s, bucket %s, harm %d, the file changed: %v: %v", v.name, bucket, n, changed, err)
				}
				equal(t, "left behind", leftOver(t, s.Dir()), 0)
			}
		}
	}
}

// First pages whose own sum is right, and that claim what cannot be.
func TestFirstPagesThatClaimWhatCannotBeAreRefused(t *testing.T) {
	_, sound, _ := lived(t)
	for says, change := range map[string]func(m []byte){
		"unknown database version": func(m []byte) { native.PutUint32(m[4:], 9) },
		"page size":                func(m []byte) { native.PutUint32(m[8:], 1000) },
		"it claims 2 pages":        func(m []byte) { native.PutUint64(m[40:], 2) },
		"it refers to page":        func(m []byte) { native.PutUint64(m[16:], 1<<20) },
	} {
		b := slices.Clone(sound)
		for _, at := range []int{pageHeader, samplePage + pageHeader} {
			change(b[at:])
			sign(b[at : at+metaSize])
		}
		s := fileOf(t, b)
		_, err := s.Profile()
		wantErr(t, err, ErrDamaged)
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%v, which does not say %q", err, says)
		}
		equal(t, "the file", string(must(os.ReadFile(s.File()))(t)) == string(b), true)
	}
}

// A snapshot that is kept in a form that cannot be read is named by whose it is.
func TestAnOriginalThatIsGarbledIsNamed(t *testing.T) {
	for name, packed := range map[string][]byte{
		"empty":    nil,
		"cut":      {200, 1, 'x'},
		"too long": append([]byte{0}, binary.AppendUvarint(nil, maxOriginal+1)...),
		"garbled":  append([]byte{0}, s2.Encode(nil, []byte(strings.Repeat("told ", 90)))[:9]...),
	} {
		s := lead(t)
		check(t, s.update(func(t *tx) error { return t.putBytes(snapshotBucket, "B", packed) }))
		_, err := s.Original("B")
		for _, err := range []error{err, s.EachOriginal(func(string, Original) error { return nil })} {
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), `snapshot "B"`) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// What a repair says of what is not there any more.
func TestTheWordsOfARepair(t *testing.T) {
	equal(t, "all is there", Repair{Events: 3, Complete: true, LeadWhole: true}.Words(), []string{"3 things that you did are in it: all of them."})
	said := strings.Join(Repair{Events: 3, FromBackup: 2, Lost: 1, Dropped: []string{"an answer"}, Unshared: 1, NewLearner: true}.Words(), "\n")
	for _, words := range []string{"3 things", "2 of them only the newest backup had", "At least 1 are missing", "Left out: an answer", "1 shared entry is private now", "If you lead a team", "you are somebody new"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is not said: %s", words, said)
		}
	}
}

// A filling that does not fit the bench changes nothing of it.
func TestAFillingThatDoesNotFit(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	before := must(s.Bench(x.ID))(t)
	variants, cases := Filling{}, Filling{}
	for range MaxVariants {
		variants.Variants = append(variants.Variants, Variant{ID: randomID(start), Name: randomID(start)})
	}
	for range MaxCases {
		cases.Cases = append(cases.Cases, Case{ID: randomID(start), Input: randomID(start)})
	}
	for name, f := range map[string]Filling{
		"too many variants": variants, "too many cases": cases,
		"a variant without a name": {Variants: []Variant{{ID: "v"}}},
		"a case without an input":  {Cases: []Case{{ID: "c"}}},
		"an output of no source":   {Variants: []Variant{{ID: "v", Name: "gnu"}}, Cases: []Case{{ID: "c", Input: "New"}}, Outputs: []Output{{Variant: "v", Case: "c", Text: "t", Source: "heard"}}},
	} {
		if _, err := s.FillBench(x.ID, f); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		equal(t, name, must(s.Bench(x.ID))(t), before)
	}
}

func TestAChangeToARubricIsTakenBack(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	_ = must(s.KeepRubric(tone()))(t)
	equal(t, "undone", must(s.Undo(time.Time{}))(t).Summary, `the change to a rubric "`+tone().Title+`"`)
	equal(t, "rubrics", len(must(s.Rubrics())(t)), 0)
}
