package tui

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// keyed gives a person a key that is the same in every run.
func keyed(seed byte) func(*store.Store) {
	return func(s *store.Store) {
		der, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)))
		must(err)
		must(os.MkdirAll(s.Dir(), 0o700))
		must(os.WriteFile(s.KeyFile(), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
	}
}

func ines(s *store.Store) { keyed(1)(s) }

// sentOnce is a person who sent a snapshot to a place, which need not be there.
func sentOnce(s *store.Store) {
	ines(s)
	msg, err := readShare(Env{Catalogue: catalogue(), Store: s, Now: morning})
	must(err)
	must(s.RecordSent(store.Sent{
		Number: msg.snap.Number, Hash: envelope.Hash([]byte(msg.bytes)), Profile: string(msg.snap.Profile),
		To: "/srv/ward-3/waymark-ines-fg5fav.json", Payload: msg.bytes,
	}))
}

// sentAndWent is a person who learned since a snapshot was sent.
func sentAndWent(s *store.Store) {
	sentOnce(s)
	did("fnd-what-ai-is", true)(s)
	keeps(s.RaiseHand("prm-grounding", "Our sources are scans."))
	keeps(s.MakeOffer("Excel formulas", ""))
	keeps(s.UpdateProfile(map[string]string{"role": "Campaign planner"}))
}

func shareStories() []story {
	toShare := []string{"6", "s"}
	return []story{
		{name: "share", keys: toShare, with: ines},
		{name: "share-again", keys: toShare, with: sentAndWent},
		{name: "share-ascii", keys: toShare, with: sentAndWent, ascii: true},
		{name: "share-below", keys: append(toShare, "end"), with: sentAndWent},
		{name: "share-first", keys: append(toShare, "enter"), with: ines},
		{name: "share-profile", keys: append(toShare, "p"), with: underCeiling},
		{name: "share-lowered", keys: toShare, with: func(s *store.Store) {
			underCeiling(s)
			last := keeps(s.LastSent())
			last.To = "/srv/ward-3/waymark-ines-fg5fav.json"
			must(s.RecordSent(last)) // the same to a place with a name that does not change
			keeps(s.UpdateProfile(map[string]string{"sharing": "open"}))
		}},
		{name: "share-exact", keys: append(toShare, "b"), with: ines},
		{name: "share-withdraw", keys: append(toShare, "w"), with: sentOnce},
		{name: "share-nothing", keys: toShare, with: func(s *store.Store) { keeps(s.UpdateProfile(map[string]string{"pathway": ""})) }},
		{name: "ledger", keys: append(toShare, "l"), with: sentOnce},
		{name: "ledger-empty", keys: append(toShare, "l"), with: ines},
	}
}

// Every word of what is signed stands on the page, or is one of a few that a page says
// otherwise.
func TestAllThatLeavesIsShown(t *testing.T) {
	d := drive(t, 120, 40, busy, ines, sentAndWent, func(s *store.Store) {
		x := keeps(s.LatestExperiments(1))[0]
		keeps(s.ShareExperiment(x.ID, store.CardShared, "It helps others."))
		keeps(s.AcknowledgePolicy(store.Policy{Lesson: "fnd-safe-start", Version: "1.0.0", Hash: strings.Repeat("ab", 32)}))
	}).press("6", "s")
	s := d.model.(root).top().(share)
	sheet := newSheet(100_000)
	s.drawHead(sheet)
	s.drawTold(sheet)
	s.drawWithheld(sheet)
	page := sheet.text()
	var whole any
	must(json.Unmarshal([]byte(s.bytes), &whole))
	eachLeaf("", whole, func(path, value string) {
		switch {
		case strings.HasSuffix(path, ".hash"), path == ".format", strings.HasSuffix(path, ".pathway.id"), strings.HasPrefix(path, ".modules.id"), strings.HasPrefix(path, ".cards.id"):
			return // for programs: what they stand for is shown by its title
		case path == ".learner.key":
			value = envelope.Fingerprint(value)
		case path == ".previous":
			value = value[:8]
		case path == ".learner.department":
			value = "Marketing"
		case path == ".lessons.id", path == ".policies.lesson", path == ".hands.about":
			value = topicTitle(s.env.Catalogue, value)
		case strings.HasSuffix(path, ".day"), strings.HasSuffix(path, ".since"), strings.HasSuffix(path, ".completed"), path == ".made":
			value = dayWords(value)
		}
		if !strings.Contains(page, value) {
			t.Errorf("%s: %q leaves and is not shown:\n%s", path, value, page)
		}
	})
}

// eachLeaf calls do with every text and number of a JSON value.
func eachLeaf(path string, value any, do func(path, value string)) {
	switch v := value.(type) {
	case map[string]any:
		for name, part := range v {
			eachLeaf(path+"."+name, part, do)
		}
	case []any:
		for _, part := range v {
			eachLeaf(path, part, do)
		}
	case string:
		if v != "" {
			do(path, v)
		}
	default:
		do(path, fmt.Sprint(v))
	}
}

// What is sent is what was shown, to the letter; the second time one key is enough.
func TestOneKeySends(t *testing.T) {
	folder := t.TempDir()
	d := drive(t, 120, 40, ines).press("6", "s").see("nothing was sent so far", "It would be the first one")
	shown := d.model.(root).top().(share).bytes
	d.press("enter").see("Which folder").press("backspace").write(folder).press("enter").see("Sent", "number 1", "Esc goes back", "Nothing: it says what the last one said")
	sent := keeps(d.store.Ledger())
	if len(sent) != 1 || sent[0].Payload != shown {
		t.Fatalf("the ledger holds %+v", sent)
	}
	data := keeps(os.ReadFile(sent[0].To))
	if _, signed, err := snapshot.Open(data); err != nil || string(signed.Payload) != shown {
		t.Fatalf("the file holds something else: %v", err)
	}
	keeps(d.store.RaiseHand("prm-grounding", ""))
	d.send(changedMsg{})
	d.see("Hand raised").press("enter").see("number 2").press("enter").see("Send the same once more?").press("y").see("number 3")
	if files := keeps(os.ReadDir(folder)); len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
	d.press("l").see("3 snapshots").press("enter").see("Snapshot 3", `"format": "waymark-snapshot/2"`)
}

// What cannot be sent says why, and nothing is noted.
func TestAFolderThatIsGoneIsSaid(t *testing.T) {
	d := drive(t, 80, 24, sentOnce).press("6", "s", "enter").see("/srv/ward-3").not("Sent")
	if sent := keeps(d.store.Ledger()); len(sent) != 1 {
		t.Errorf("the ledger holds %+v", sent)
	}
	d.press("f").see("/srv/ward-3")
}

func TestWithdrawAsksFirst(t *testing.T) {
	folder := t.TempDir()
	d := drive(t, 80, 24, ines).press("6", "s", "w").see("nothing to withdraw")
	d.press("enter", "backspace").write(folder).press("enter").press("w").see("Take back what you sent?").press("esc").see("What my lead sees")
	if n := len(keeps(d.store.Ledger())); n != 1 {
		t.Fatalf("%d were sent before it was confirmed", n)
	}
	d.press("w", "y").see("Withdrawn, by").press("l").see("withdrawal")
	files := keeps(filepath.Glob(filepath.Join(folder, "*.json")))
	if len(files) != 1 {
		t.Fatalf("the folder holds %v", files)
	}
	told, _, err := snapshot.Open(keeps(os.ReadFile(files[0])))
	if err != nil || !told.Withdrawn {
		t.Errorf("%+v, %v", told, err)
	}
}

func TestTheProfileChangesRightThere(t *testing.T) {
	d := drive(t, 120, 40, ines).press("6", "s").see("Department", "profile standard").press("p").see("How much does your lead see?", "help you offer")
	d.press("up").see("hands you raised").not("help you offer").press("enter").see("profile minimal").not("Department")
}

func TestTheSigningKeyIsMadeWithTheSetUp(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true})
	if _, err := os.Stat(d.store.KeyFile()); err == nil {
		t.Fatal("there is a key before the set-up")
	}
	d.press("enter", "enter", "enter", "enter")
	if _, err := os.Stat(d.store.KeyFile()); err != nil {
		t.Error(err)
	}
	blocked := driveWith(t, 80, 24, Options{Dark: true}, func(s *store.Store) { must(os.MkdirAll(s.KeyFile(), 0o700)) })
	blocked.press("enter", "enter", "enter", "enter")
	if p := keeps(blocked.store.Profile()); p.SetUp.IsZero() {
		t.Error("a key that cannot be made keeps the set-up from ending")
	}
}

func TestRoleAndSharingAreSettings(t *testing.T) {
	d := drive(t, 80, 24, underCeiling).press(",", "down", "down", "down", "down", "enter").write("Recruiter").press("enter").see("Recruiter")
	d.press("down", "enter").see("How much").press("down").see("Open", "Ward 3 asks for no more than standard").press("enter")
	if p := keeps(d.store.Profile()); p.Role != "Recruiter" || p.Sharing != "open" {
		t.Errorf("%+v", p)
	}
	if !slices.ContainsFunc(d.model.(root).top().ShortHelp(), func(b keyBinding) bool { return b.Help().Key == "s" }) {
		t.Error("the settings do not lead to what the lead sees")
	}
	d.press("s").see("What my lead sees", "Lowered", "you chose open; Ward 3 asks for no more than standard")
}

// What record stores were told counts as sent.
func TestTheLedgerNamesStatements(t *testing.T) {
	told := func(s *store.Store) {
		must(s.Deliver("https://records.example.com/xapi", []store.Delivery{{ID: "a", Statement: "{}"}, {ID: "b", Statement: "{}"}}))
	}
	drive(t, 80, 24, ines, told).press("6", "s", "l").see("No snapshot was sent from here.", "2 statements for record stores: waymark export log")
	drive(t, 60, 20, sentOnce, told).press("6", "s", "l").see("Hash", "2 statements for record stores")
}
