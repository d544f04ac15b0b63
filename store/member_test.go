package store

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// lead is a store with a person in it.
func lead(t *testing.T) *Store {
	t.Helper()
	s := newStore(t)
	arrive(t, s, Arrival{
		Member:   Member{ID: "B", Key: "did:key:z1", Made: "2026-11-01", Number: 1, Head: `{"n":1}`},
		Original: Original{Payload: []byte(strings.Repeat("told ", 10_000)), Signature: []byte("s")},
	})
	return s
}

// arrive takes in a file, and says what became of it.
func arrive(t *testing.T, s *Store, a Arrival) Fate {
	t.Helper()
	a.File.Folder, a.File.Name = "/team", strings.ToLower(a.Member.ID)+".json"
	_, fates, err := s.TakeIn([]Arrival{a}, nil)
	check(t, err)
	return fates[0]
}

func TestWhatALeadTookInStays(t *testing.T) {
	s := lead(t)
	before := must(s.Members())(t)
	equal(t, "key", before[0].Key, "did:key:z1")
	equal(t, "file", must(s.SeenFiles("/team"))(t)[0].Learner, "B")
	equal(t, "files of another folder", len(must(s.SeenFiles("/tea"))(t)), 0)
	equal(t, "original", len(must(s.Original("B"))(t).Payload), 50_000)
	check(t, s.Rebuild())
	equal(t, "members after a rebuild", must(s.Members())(t), before)
}

// What somebody else chose, such as the name of a file, cannot look like a hash.
func TestTheNewestHashesAreThoseOfTheMembers(t *testing.T) {
	s := lead(t)
	for n, hash := range []string{"", "a1", "b2"} {
		a := Arrival{Member: Member{ID: "C" + hash, Key: "did:key:" + hash, Team: `"hash":"x`, Made: "2026-11-01", Number: n + 1, Hash: hash, Head: "{}"}}
		arrive(t, s, a)
		a.Member.Key = `did:key:other","hash":"y"` + hash
		equal(t, "another key", arrive(t, s, a), KeyAlarm)
	}
	want := map[string]string{}
	for _, m := range must(s.Members())(t) {
		want[m.ID] = m.Hash
	}
	equal(t, "hashes", must(s.NewestHashes())(t), want)
}

func TestWhoIsErasedDoesNotComeBack(t *testing.T) {
	s := lead(t)
	_, err := s.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: "before the audit"})
	check(t, err)
	_, err = s.KeepTalkNote("B", "asks for a mentor")
	check(t, err)
	check(t, s.EraseMember("B", "left the company"))
	again := Arrival{Member: Member{ID: "B", Key: "did:key:z1", Head: "{}"}}
	equal(t, "who is erased", arrive(t, s, again), Forbidden)
	equal(t, "members", len(must(s.Members())(t)), 0)
	equal(t, "assignments", len(must(s.Assignments())(t)), 0)
	equal(t, "talks", len(must(s.Talks())(t)), 0)
	equal(t, "file", must(s.SeenFiles("/team"))(t)[0].Learner, "")
	_, err = s.Original("B")
	wantErr(t, err, ErrNotFound)
	equal(t, "tombstone", must(s.ErasedMembers())(t)[0].Reason, "left the company")
	wantErr(t, s.EraseMember("B", "again"), ErrNotFound)
	check(t, s.ReadmitMember("B"))
	equal(t, "files to read again", len(must(s.SeenFiles("/team"))(t)), 0)
	equal(t, "who is readmitted", arrive(t, s, again), Taken)
	equal(t, "members after readmission", len(must(s.Members())(t)), 1)
}

func TestWhoStopsLeadingKeepsNothingOfOthers(t *testing.T) {
	s := lead(t)
	_, err := s.Assign(Assignment{Learner: "B", Module: "ethical-ai", Reason: "before the audit"})
	check(t, err)
	_, err = s.KeepTalkNote("B", "asks for a mentor")
	check(t, err)
	_, err = s.KeepTeam(Team{Title: "Sales"})
	check(t, err)
	check(t, s.StopLeading())
	equal(t, "members", len(must(s.Members())(t)), 0)
	equal(t, "teams", len(must(s.Teams())(t)), 0)
	equal(t, "assignments", len(must(s.Assignments())(t)), 0)
	equal(t, "talks", len(must(s.Talks())(t)), 0)
	equal(t, "files to read again", len(must(s.SeenFiles("/team"))(t)), 0)
	again := Arrival{Member: Member{ID: "B", Key: "did:key:z9", Head: "{}"}}
	equal(t, "the same person, taken in again", arrive(t, s, again), Taken)
	check(t, s.StopLeading())
	check(t, s.StopLeading()) // of nothing
}

func TestAKeyThatChangesIsTrustedByHand(t *testing.T) {
	s := lead(t)
	_, err := s.TrustKey("B", "did:key:z2")
	wantErr(t, err, ErrInvalid)
	old := Member{ID: "B", Key: "did:key:z1", Made: "2026-11-01", Number: 1, Head: "{}"}
	changed := Member{ID: "B", Key: "did:key:z2", Made: "2026-10-01", Number: 1, Head: "{}"}
	equal(t, "another key", arrive(t, s, Arrival{Member: changed}), KeyAlarm)
	equal(t, "what stays pinned", must(s.Member("B"))(t).Key, "did:key:z1")
	m := must(s.TrustKey("B", "did:key:z2"))(t)
	equal(t, "key", m.Key, "did:key:z2")
	equal(t, "the new key", arrive(t, s, Arrival{Member: changed}), Taken)
	equal(t, "what the old key signed before", arrive(t, s, Arrival{Member: old}), Superseded)
	old.Made = "2099-01-01"
	equal(t, "what the old key signed since", arrive(t, s, Arrival{Member: old}), KeyAlarm)
	check(t, s.EraseMember("B", ""))
	check(t, s.ReadmitMember("B"))
	equal(t, "files to read again", len(must(s.SeenFiles("/team"))(t)), 0)
}

// What a lead compared is what is pinned, whatever arrives while they ask; and a forger
// cannot hide the new key of a person behind their own.
func TestTheKeyThatWasComparedIsTheOneThatIsPinned(t *testing.T) {
	s := lead(t)
	signed := func(key string) Arrival {
		return Arrival{Member: Member{ID: "B", Key: key, Made: "2026-11-02", Number: 2, Head: "{}"}}
	}
	equal(t, "the new key", arrive(t, s, signed("did:key:z2")), KeyAlarm)
	equal(t, "a forger's", arrive(t, s, signed("did:key:z3")), KeyAlarm)
	equal(t, "it again", arrive(t, s, signed("did:key:z3")), KeyAlarm)
	equal(t, "alarms", len(must(s.Member("B"))(t).Changes), 2)
	_, err := s.TrustKey("B", "did:key:z4")
	wantErr(t, err, ErrInvalid)
	m := must(s.TrustKey("B", "did:key:z2"))(t)
	equal(t, "pinned", m.Key, "did:key:z2")
	equal(t, "what still waits", m.Changes[0].Key, "did:key:z3")
}

func TestAFloodOfKeysStaysSmall(t *testing.T) {
	s := lead(t)
	for i := range 20 {
		key := "did:key:z" + string(rune('a'+i))
		equal(t, key, arrive(t, s, Arrival{Member: Member{ID: "B", Key: key, Made: "2026-11-02", Head: "{}"}}), KeyAlarm)
	}
	equal(t, "alarms", len(must(s.Member("B"))(t).Changes), mostChanges)
}

// A false alarm ends when the lead says so, and the same key raises none again.
func TestAKeyIsRefusedForGood(t *testing.T) {
	s := lead(t)
	forged := Arrival{Member: Member{ID: "B", Key: "did:key:z2", Made: "2026-11-02", Number: 2, Head: "{}"}}
	_, err := s.RefuseKey("B", "did:key:z2")
	wantErr(t, err, ErrInvalid)
	equal(t, "another key", arrive(t, s, forged), KeyAlarm)
	m := must(s.RefuseKey("B", "did:key:z2"))(t)
	equal(t, "alarms", len(m.Changes), 0)
	equal(t, "what stays pinned", m.Key, "did:key:z1")
	equal(t, "files to read again", len(must(s.SeenFiles("/team"))(t)), 0)
	equal(t, "its files", arrive(t, s, forged), Forbidden)
	equal(t, "the reason", strings.Contains(must(s.SeenFiles("/team"))(t)[0].Reason, "you said is not theirs"), true)
	newer := Member{ID: "B", Key: "did:key:z1", Made: "2026-11-03", Number: 3, Head: "{}"}
	equal(t, "their own", arrive(t, s, Arrival{Member: newer}), Taken)
	equal(t, "after a newer one", arrive(t, s, forged), Forbidden)
	equal(t, "said by mistake", must(s.TrustKey("B", "did:key:z2"))(t).Key, "did:key:z2")
	equal(t, "its files then", arrive(t, s, forged), Taken)
}

func TestAKeyIsOfOnePerson(t *testing.T) {
	s := lead(t)
	other := Member{ID: "C", Key: "did:key:z1", Made: "2026-11-02", Number: 1, Head: "{}"}
	files, fates, err := s.TakeIn([]Arrival{{File: SeenFile{Name: "c.json"}, Member: other}}, nil)
	check(t, err)
	equal(t, "fate", fates[0], Forbidden)
	equal(t, "reason names the person", strings.Contains(files[0].Reason, "somebody else, B"), true)
	check(t, s.EraseMember("B", "began anew"))
	equal(t, "after that person was erased", arrive(t, s, Arrival{Member: other}), Taken)
}

// A screen that was read before a file was published must not take its number back.
func TestKeepingATeamLeavesWhatWasPublished(t *testing.T) {
	s := newStore(t)
	stale := must(s.KeepTeam(Team{Title: "Support"}))(t)
	check(t, s.RecordPublished(stale.ID, 1, "a", "/team"))
	check(t, s.RecordPublished(stale.ID, 2, "b", "/elsewhere"))
	stale.Wall = true
	kept := must(s.KeepTeam(stale))(t)
	equal(t, "number", kept.Published, 2)
	equal(t, "hash", kept.Hash, "b")
	kept = must(s.Teams())(t)[0]
	equal(t, "number that is kept", kept.Published, 2)
	equal(t, "what was changed", kept.Wall, true)
	wantErr(t, s.RecordPublished(stale.ID, 2, "c", ""), ErrInvalid)
	wantErr(t, s.RecordPublished("none", 1, "c", ""), ErrNotFound)
}

// An id leaves in every team file: it tells no time of day, as nothing else does.
func TestTheIDOfATeamTellsNoTime(t *testing.T) {
	s := newStore(t)
	first := must(s.KeepTeam(Team{Title: "Support"}))(t)
	equal(t, "id", first.ID, Timeless(first.ID))
	at := first.Created
	s.now = func() time.Time { at = at.Add(time.Second); return at }
	for _, title := range []string{"B", "A", "D", "C"} {
		_ = must(s.KeepTeam(Team{Title: title}))(t)
	}
	var titles []string
	for _, team := range must(s.Teams())(t) {
		titles = append(titles, team.Title)
	}
	equal(t, "oldest first", titles, []string{"Support", "B", "A", "D", "C"})
}

// makeExampleTeam does all that learners and leads exchange.
func makeExampleTeam(t *testing.T, s *Store) {
	t.Helper()
	_ = must(s.RaiseHand("fnd", "which cases?"))(t)
	_ = must(s.MakeOffer("prm", ""))(t)
	_ = must(s.AcknowledgePolicy(Policy{Lesson: "own-policy", Version: "1.0.0", Hash: "ab"}))(t)
	check(t, s.RecordSent(Sent{Number: 1, Hash: "ab", Profile: "standard", To: "/team/ines.json", Payload: "{}"}))
	_ = must(s.AcceptTeam(Accepted{Team: "01JT", Key: "did:key:z1", Number: 1, Hash: "cd", Payload: "{}"}, false))(t)
	makeExampleDelivery(t, s)
	const id = "01JD0000000000000000000000"
	arrive(t, s, Arrival{
		Member:   Member{ID: id, Key: "did:key:z1", Made: "2026-11-01", Number: 1, Head: "{}"},
		Original: Original{Payload: []byte("{}"), Signature: []byte("s")},
	})
	_ = must(s.KeepTeam(Team{Title: "Support", Folder: "/team"}))(t)
	_ = must(s.Assign(Assignment{Learner: id, Module: "ethical-ai", Due: "2026-12-31", Reason: "before the audit"}))(t)
	_ = must(s.KeepTalkNote(id, "asks for a mentor"))(t)
}

func TestHandsAndOffers(t *testing.T) {
	s := newStore(t)
	hand := must(s.RaiseHand(" evl-test-set ", "which cases?"))(t)
	again := must(s.RaiseHand("evl-test-set", "how many cases?"))(t)
	equal(t, "since", again.Since, hand.Since)
	must(s.MakeOffer("prm-show", ""))(t)
	equal(t, "hands", must(s.Hands())(t), []Topic{again})
	equal(t, "undone", must(s.Undo(start))(t).Summary, "your offer of help for prm-show")
	equal(t, "offers", len(must(s.Offers())(t)), 0)
	must(s.LowerHand("evl-test-set"))(t)
	_, err := s.LowerHand("evl-test-set")
	wantErr(t, err, ErrNotFound)
	check(t, s.Rebuild())
	equal(t, "hands after a rebuild", len(must(s.Hands())(t)), 0)
	_, err = s.RaiseHand("  ", "")
	wantErr(t, err, ErrInvalid)
	equal(t, "days of learning", len(must(s.Days())(t)), 0)
}

func TestTheLedgerCountsOn(t *testing.T) {
	s := newStore(t)
	check(t, s.RecordSent(Sent{Number: 1, Hash: "a", To: "/x", Payload: "{}"}))
	check(t, s.RecordSent(Sent{Number: 1, Hash: "a", To: "/y", Payload: "{}"}))
	wantErr(t, s.RecordSent(Sent{Number: 1, Hash: "b", To: "/x", Payload: "{}"}), ErrInvalid)
	wantErr(t, s.RecordSent(Sent{Number: 3, Hash: "b", To: "/x", Payload: "{}"}), ErrInvalid)
	check(t, s.RecordSent(Sent{Number: 2, Hash: "b", To: "/x", Payload: "{}"}))
	check(t, s.Rebuild())
	equal(t, "entries", len(must(s.Ledger())(t)), 3)
	equal(t, "last", must(s.LastSent())(t).Hash, "b")
}

func TestTheKeyIsTheLearnersAlone(t *testing.T) {
	s := newStore(t)
	key := must(s.SigningKey())(t)
	equal(t, "the same key again", must(s.SigningKey())(t).Equal(key), true)
	if mode := must(os.Stat(s.KeyFile()))(t).Mode().Perm(); mode != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("the mode of the key is %o", mode)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	for name, content := range map[string][]byte{
		"an empty file":       nil,
		"half a key":          []byte("-----BEGIN PRIVATE KEY-----\n"),
		"no key":              pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: []byte("none")}),
		"a certificate":       pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: must(x509.MarshalPKCS8PrivateKey(key))(t)}),
		"a key of other form": pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: must(x509.MarshalPKCS8PrivateKey(other))(t)}),
	} {
		check(t, os.WriteFile(s.KeyFile(), content, 0o600))
		_, err := s.SigningKey()
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), s.KeyFile()) {
			t.Errorf("%s: %v", name, err)
		}
		equal(t, name+" stays", string(must(os.ReadFile(s.KeyFile()))(t)), string(content))
	}
}

func TestATeamFileIsAcceptedFromOneKey(t *testing.T) {
	s := newStore(t)
	first := Accepted{Team: "T", Key: "k1", Number: 2, Hash: "h2", Payload: "{}"}
	must(s.AcceptTeam(first, false))(t)
	_, err := s.AcceptTeam(Accepted{Team: "T", Key: "k1", Number: 1, Hash: "h1"}, false)
	wantErr(t, err, ErrInvalid)
	_, err = s.AcceptTeam(Accepted{Team: "T", Key: "k2", Number: 3, Hash: "h3"}, false)
	wantErr(t, err, ErrPrivacy)
	must(s.AcceptTeam(Accepted{Team: "T", Key: "k2", Number: 3, Hash: "h3"}, true))(t)
	equal(t, "teams", len(must(s.AcceptedTeams())(t)), 1)
	check(t, s.LeaveTeam("T"))
	wantErr(t, s.LeaveTeam("T"), ErrNotFound)
}

func TestTheFirstHeadStaysUntilATalk(t *testing.T) {
	s := lead(t)
	number := 1
	newer := func(head string) {
		t.Helper()
		number++
		arrive(t, s, Arrival{
			Member:   Member{ID: "B", Key: "did:key:z1", Made: "2026-11-02", Number: number, Head: head},
			Original: Original{Payload: []byte("told"), Signature: []byte("s")},
			Taught:   head,
		})
	}
	equal(t, "nothing is kept beside a single snapshot", must(s.Talk("B"))(t).Then == nil, true)
	_, err := s.KeepTalkNote("B", "asks for a mentor")
	check(t, err)
	newer(`{"n":2}`)
	newer(`{"n":3}`)
	equal(t, "the first", string(must(s.Talk("B"))(t).Then), `{"n":1}`)
	equal(t, "note", must(s.Talk("B"))(t).Note, "asks for a mentor")
	equal(t, "no talk", must(s.Talk("B"))(t).Last.IsZero(), true)
	_, err = s.RecordTalk("B")
	check(t, err)
	newer(`{"n":4}`)
	equal(t, "that of the talk", string(must(s.Talk("B"))(t).Then), `{"n":3}`)
	equal(t, "taught", must(s.Taught())(t)["B"], `{"n":4}`)
	check(t, s.EraseMember("B", "left the company"))
	equal(t, "taught after erasing", len(must(s.Taught())(t)), 0)
	_, err = s.Member("B")
	wantErr(t, err, ErrNotFound)
}

func TestAssignmentsOfOnePerson(t *testing.T) {
	s := lead(t)
	arrive(t, s, Arrival{Member: Member{ID: "B2", Key: "did:key:z2", Head: "{}"}})
	for _, a := range []Assignment{{Learner: "B", Module: "ethical-ai", Reason: "audit"}, {Learner: "B2", Module: "foundations", Reason: "start"}} {
		_, err := s.Assign(a)
		check(t, err)
	}
	of := must(s.AssignmentsOf("B"))(t)
	equal(t, "how many", len(of), 1)
	equal(t, "module", of[0].Module, "ethical-ai")
}

// What was being typed about a person is forgotten with them, whatever erased them; what is about
// others stays.
func TestEraseForgetsWhatWasBeingTyped(t *testing.T) {
	s := lead(t)
	for _, name := range []string{"talk-B", "waive-B", "talk-AB", "capture"} {
		check(t, s.KeepDraft(name, map[string]string{"note": "a private word"}))
	}
	check(t, s.EraseMember("B", "left the company"))
	left, err := s.Drafts()
	check(t, err)
	for _, d := range left {
		if d.Name != "talk-AB" && d.Name != "capture" {
			t.Errorf("%s is still there", d.Name)
		}
	}
	if len(left) != 2 {
		t.Errorf("%d drafts are left, want 2", len(left))
	}
	drafts := filepath.Join(s.Dir(), "drafts")
	check(t, errors.Join(os.RemoveAll(drafts), os.WriteFile(drafts, nil, 0o600)))
	arrive(t, s, arrivalOf(person, "did:key:z9", 1))
	err = s.EraseMember(person, "left the company")
	if err == nil || !strings.Contains(err.Error(), "the person is erased") || !strings.Contains(err.Error(), drafts) {
		t.Errorf("what was typed cannot be looked for: %v", err)
	}
}
