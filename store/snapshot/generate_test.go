package snapshot_test

import (
	"bytes"
	"crypto/ed25519"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/progress"
	"waymark/store/snapshot"
)

// Marks begin every text that a generated learner wrote, and say from which profile on it
// may leave the machine. A mark is a word that no content, key or hash holds.
const (
	private  = "zqxwprivate"  // never
	minimal  = "zqxwminimal"  // in every snapshot
	standard = "zqxwstandard" // in a standard one and an open one
	full     = "zqxwfull"     // only in the file of an entry that is shared in full
)

// clock is a time of day that no other number looks like.
var clock = time.Date(2026, 11, 24, 17, 43, 29, 0, time.FixedZone("CET", 3600))

func now() time.Time { return clock }

// keyOf is a key that is the same in every run.
func keyOf(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func idOf(key ed25519.PrivateKey) string { return envelope.ID(key.Public().(ed25519.PublicKey)) }

var catalogue = sync.OnceValue(func() *curriculum.Catalogue {
	c, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		panic(err)
	}
	return c
})

// A gardener plants marks into whatever a learner may have written, and random values
// into the rest. By reflection it reaches fields that nobody thought of.
type gardener struct {
	*rand.Rand
	texts map[string]int // how many texts of each field got a private mark: "Experiment.Reflection"
}

func newGardener(seed uint64) *gardener {
	return &gardener{rand.New(rand.NewPCG(seed, 6)), map[string]int{}}
}

// word is a text with a mark. It is written in letters alone, so that a name of a file
// holds it as well.
func (g *gardener) word(mark string) string {
	random, word := g.Uint64(), append(make([]byte, 0, len(mark)+8), mark...)
	for range 8 {
		word = append(word, 'a'+byte(random%26))
		random /= 26
	}
	return string(word)
}

// number is a private number: a score, a duration, a count. No other number has as many
// digits that begin so.
func (g *gardener) number() int64 { return 97_531_000 + g.Int64N(1_000) }

var privateNumber = regexp.MustCompile(`\b97[.]?531\d{3}\b`)

// day is within the last year, at the clock's time of day.
func (g *gardener) day() time.Time { return clock.AddDate(0, 0, -g.IntN(365)) }

func (g *gardener) id() string {
	return ulid.MustNew(ulid.Timestamp(g.day()), ulid.DefaultEntropy()).String()
}

// fill plants private marks everywhere in a value, which is named after its type.
func (g *gardener) fill(v any) {
	at := reflect.ValueOf(v).Elem()
	g.plant(at, at.Type().Name())
}

func (g *gardener) plant(v reflect.Value, name string) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(g.day()))
		return
	case v.Kind() == reflect.String:
		g.texts[name]++
		v.SetString(g.word(private))
	case v.CanInt() && v.Type().Bits() >= 32:
		v.SetInt(g.number())
	case v.CanUint() && v.Type().Bits() >= 32:
		v.SetUint(uint64(g.number()))
	case v.CanFloat():
		v.SetFloat(float64(g.number()))
	case v.Kind() == reflect.Bool:
		v.SetBool(g.IntN(2) == 0)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		g.plant(v.Elem(), name)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			g.plant(v.Index(i), name)
		}
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		g.plant(key, name)
		g.plant(value, name)
		v.SetMapIndex(key, value)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				g.plant(v.Field(i), v.Type().Name()+"."+f.Name)
			}
		}
	}
}

// source is what a generated learner's snapshot is made from: everything in it is private
// but what is told.
func (g *gardener) source(t testing.TB) snapshot.Source {
	in := snapshot.Source{Catalogue: catalogue(), App: "1.2.3", Now: now(), Learner: store.Timeless(g.id()), Key: idOf(keyOf(1))}
	at := &in.Standing
	g.fill(&at.Profile)
	g.fill(&at.Checks)
	g.fill(&at.Cards)
	g.fill(&at.Days)
	paths := in.Catalogue.Pathways()
	at.Profile.Name, at.Profile.Department, at.Profile.Role = g.word(minimal), g.word(standard), g.word(standard)
	at.Profile.Pathway = paths[g.IntN(len(paths))].ID
	at.Profile.Sharing = string(snapshot.Profiles()[g.IntN(3)])
	if g.IntN(3) == 0 {
		in.Ceiling = string(snapshot.Profiles()[g.IntN(3)])
	}
	g.learn(&in)
	var err error
	if at.Path, err = progress.Of(in.Catalogue, at.Profile.Pathway, at.Did); err != nil {
		t.Fatal(err)
	}
	g.write(&in)
	g.exchange(&in)
	return in
}

// learn says what was done in lessons, of the pathway and elsewhere.
func (g *gardener) learn(in *snapshot.Source) {
	in.Standing.Did = map[string]store.Lesson{}
	share := g.IntN(101)
	for _, l := range in.Catalogue.Lessons() {
		if g.IntN(100) >= share {
			continue
		}
		var did store.Lesson
		g.fill(&did)
		did.ID, did.Taught = l.ID, l.Version
		switch g.IntN(4) {
		case 0:
			did.Done, did.Tested = time.Time{}, time.Time{}
		case 1:
			did.Done = time.Time{}
		case 2:
			did.Taught = "0.0.1" // an older text, which is not there any more
		}
		in.Standing.Did[l.ID] = did
		for _, o := range l.Objectives {
			var shown store.Objective
			g.fill(&shown)
			shown.Lesson, shown.ID = l.ID, o.ID
			shown.Shown, shown.Since, shown.Last = "2026-03-01", "2026-03-01", "2026-03-01"
			if g.IntN(2) == 0 {
				shown.Last = "2026-04-01"
			}
			in.Objectives = append(in.Objectives, shown)
		}
	}
}

// write says what is in the journal: private entries, and some that are shared.
func (g *gardener) write(in *snapshot.Source) {
	in.Records = map[string]string{}
	for range g.IntN(4) {
		in.Experiments = append(in.Experiments, g.entry())
	}
	for range g.IntN(25) {
		x := g.entry()
		switch g.IntN(4) {
		case 0: // nobody shared it: it has no place in a snapshot, whoever put it there
		case 1:
			x = g.tell(x, store.CardShared)
			x.Blind = true
			x.Title, x.Learning, x.Broke = g.word(private), g.word(private), g.word(private)
		case 2:
			x = g.tell(x, store.CardShared)
		default:
			x = g.tell(x, store.FullShared)
			in.Records[x.ID] = envelope.Hash([]byte(x.ID))
		}
		in.Shared = append(in.Shared, x)
	}
	in.Experiments = append(in.Experiments, in.Shared...)
}

// entry is a private entry of the journal.
func (g *gardener) entry() store.Experiment {
	var x store.Experiment
	g.fill(&x)
	x.ID, x.Visibility, x.Blind = g.id(), store.Private, false
	return x
}

// tell shares an entry: what its card says may leave the machine.
func (g *gardener) tell(x store.Experiment, as store.Visibility) store.Experiment {
	x.Visibility = as
	x.Title, x.Learning = g.word(standard), g.word(standard)+" "+g.word(standard)
	x.Broke = g.word(standard)
	if g.IntN(5) == 0 {
		x.Broke = strings.Repeat(g.word(standard)+"\n", 1+g.IntN(60)) + g.word(standard)
	}
	x.Task, x.Verdict = store.TaskIDs()[g.IntN(len(store.TaskIDs()))], store.Verdicts()[g.IntN(4)]
	return x
}

// exchange says what the learner asked, offered, acknowledged, accepted and sent.
func (g *gardener) exchange(in *snapshot.Source) {
	topic := func(mark string) store.Topic {
		return store.Topic{About: g.word(mark), Note: g.word(mark), Since: g.day()}
	}
	for range g.IntN(4) {
		in.Hands, in.Offers = append(in.Hands, topic(minimal)), append(in.Offers, topic(standard))
	}
	for range g.IntN(3) {
		in.Policies = append(in.Policies, store.Policy{Lesson: g.word(minimal), Version: "2", Hash: envelope.Hash([]byte(g.id())), At: g.day()})
		var a store.Accepted
		g.fill(&a)
		a.Team, a.Number = store.Timeless(g.id()), 1+g.IntN(20)
		in.Teams = append(in.Teams, a)
	}
	if g.IntN(2) == 0 {
		g.fill(&in.Last)
		in.Last.Number, in.Last.Hash = 1+g.IntN(50), envelope.Hash([]byte(in.Learner))
	}
	in.Number = in.Last.Number + 1
}

// leaks says what stands in a text that may not, where the profile is the one given.
func leaks(text string, p snapshot.Profile) []string {
	var found []string
	may := map[snapshot.Profile][]string{
		snapshot.Minimal: {private, standard, full}, snapshot.Standard: {private, full}, snapshot.Full: {private, full},
	}
	for _, mark := range may[p] {
		if i := strings.Index(text, mark); i >= 0 {
			found = append(found, text[max(0, i-60):min(len(text), i+len(mark)+10)])
		}
	}
	if strings.Contains(text, "97531") || strings.Contains(text, "97.531") { // a quick look before the exact one
		found = append(found, privateNumber.FindAllString(text, -1)...)
	}
	for _, id := range ulids.FindAllString(text, -1) {
		if parsed, err := ulid.ParseStrict(strings.Trim(id, `"`)); err == nil && parsed.Time() != 0 {
			found = append(found, "the time in "+id)
		}
	}
	for i := 2; i < len(text)-1; i++ {
		around := text[i-2 : i+2]
		if isDigit(around[1]) && isDigit(around[3]) && (around[2] == ':' || around[2] == 'T' && i > 3 && text[i-3] == '-') {
			found = append(found, "a time of day: "+text[max(0, i-10):min(len(text), i+6)])
		}
	}
	return found
}

// ulids are ids of the store, which begin with the millisecond in which they were drawn.
var ulids = regexp.MustCompile(`"[0-9A-HJKMNP-TV-Z]{26}"`)

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
