package team

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/renameio/v2/maybe"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/plain"
	"waymark/store/snapshot"
)

// FileFormat is the name and version of a team file's form, FileKind the media type under
// which it is signed, and FileName its name in the team's folder.
const (
	FileFormat = "waymark-team/1"
	FileKind   = "application/vnd.waymark.team+json"
	FileName   = "waymark-team.json"
)

// ErrFile is wrapped by every error about a team file that cannot be accepted although its
// signature holds.
var ErrFile = errors.New("not a valid team file")

// A File is what a lead tells the learners of a team. Everyone who can read the folder can
// read it.
type File struct {
	Format   string           `json:"format"`
	Team     string           `json:"team"` // random id
	Title    string           `json:"title"`
	Lead     Lead             `json:"lead"`
	Number   int              `json:"number"` // 1, 2, 3 …
	Previous string           `json:"previous,omitempty"`
	Made     string           `json:"made"`              // ISO day
	Ceiling  snapshot.Profile `json:"ceiling,omitempty"` // the most that a snapshot may tell
	Given    []Given          `json:"given,omitempty"`
	Wall     []Shared         `json:"wall,omitempty"`
}

// A Lead is who signs a team file.
type Lead struct {
	Name string `json:"name"`
	Key  string `json:"key"` // did:key
}

// A Given is a module that a person was given, or that was waived for them.
type Given struct {
	Learner string `json:"learner"` // random id
	Module  string `json:"module"`
	Due     string `json:"due,omitempty"` // ISO day
	Waived  bool   `json:"waived,omitempty"`
	Reason  string `json:"reason"`
	Made    string `json:"made"` // ISO day
}

// A Shared is a card on the wall of the team.
type Shared struct {
	Name string        `json:"name"`
	Card snapshot.Card `json:"card"`
}

// For returns what the file gives to a learner, or waives.
func (f File) For(learner string) []Given {
	return slices.DeleteFunc(slices.Clone(f.Given), func(g Given) bool { return g.Learner != learner })
}

// NewFile makes the next file of a team from what the lead gave and what people shared.
func NewFile(s *store.Store, t store.Team, now time.Time) (File, error) {
	key, err := s.SigningKey()
	if err != nil {
		return File{}, err
	}
	profile, err := s.Profile()
	if err != nil {
		return File{}, err
	}
	f := File{
		Format: FileFormat, Team: t.ID, Title: t.Title, Number: t.Published + 1, Previous: t.Hash, Made: now.Format(time.DateOnly),
		Lead:    Lead{profile.Name, envelope.ID(key.Public().(ed25519.PublicKey))},
		Ceiling: snapshot.Profile(t.Ceiling),
	}
	people, err := People(s)
	if err != nil {
		return f, err
	}
	f.Given = givenTo(t.ID, people)
	if t.Wall {
		err = f.addWall(s, slices.DeleteFunc(people, func(p Person) bool { return p.Member.Team != t.ID }))
	}
	return f, err
}

// givenTo is what a lead gave to the people of a team.
func givenTo(team string, people []Person) []Given {
	var given []Given
	for i := range people {
		for _, a := range people[i].Given {
			if people[i].Member.Team == team {
				given = append(given, Given{a.Learner, a.Module, a.Due, a.Waived, a.Reason, a.Made.Format(time.DateOnly)})
			}
		}
	}
	return given
}

// Limits of the wall in a team file: the newest cards are on it, so many of them, and so
// many bytes that the file stays below what a reader accepts.
const (
	MostOnWall   = 200
	maxWallBytes = 384 << 10
)

func (f *File) addWall(s *store.Store, people []Person) error {
	details, err := Details(s)
	if err != nil {
		return err
	}
	for _, p := range people {
		for _, c := range details[p.Member.ID].Cards {
			c.Record = ""
			f.Wall = append(f.Wall, Shared{p.Name(), c})
		}
	}
	slices.SortStableFunc(f.Wall, func(a, b Shared) int { return strings.Compare(b.Card.Shared, a.Card.Shared) })
	f.Wall = f.Wall[:min(len(f.Wall), MostOnWall)]
	size := 0
	for i, c := range f.Wall {
		content, err := envelope.Encode(c)
		if err != nil {
			return err
		}
		if size += len(content); size > maxWallBytes {
			f.Wall = f.Wall[:i]
			break
		}
	}
	return nil
}

// Publish makes the next file of a team and writes it, as Write does.
func Publish(s *store.Store, t store.Team, folder string, now time.Time) (path string, f File, err error) {
	if f, err = NewFile(s, t, now); err != nil {
		return "", f, err
	}
	path, err = Write(s, f, folder)
	return path, f, err
}

// Write signs a file that NewFile made and puts it into a folder, over an earlier one of
// the same team only. It returns where. A team that has no folder yet keeps this one. A
// file that is not the team's next one any more, since another was published meanwhile,
// is ErrFile.
func Write(s *store.Store, f File, folder string) (path string, err error) {
	t, err := teamOf(s, f.Team)
	if err != nil {
		return "", err
	}
	if f.Number != t.Published+1 || f.Previous != t.Hash {
		return "", fmt.Errorf("%w any more: another one was published meanwhile; look at what the next one says", ErrFile)
	}
	payload, sealed, err := f.seal(s)
	if err != nil {
		return "", err
	}
	if folder, err = filepath.Abs(snapshot.Expand(folder)); err != nil {
		return "", err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", snapshot.MissingError{Message: "there is no folder " + folder + "; make it, or check the spelling"}
	}
	path = filepath.Join(folder, FileName)
	if err := mayReplace(path, t.ID); err != nil {
		return "", err
	}
	if err := maybe.WriteFile(path, sealed, 0o644); err != nil {
		return "", fmt.Errorf("writing the team file to %s: %w", path, err)
	}
	return path, s.RecordPublished(t.ID, f.Number, envelope.Hash(payload), folder)
}

func teamOf(s *store.Store, id string) (store.Team, error) {
	all, err := s.Teams()
	if err != nil {
		return store.Team{}, err
	}
	for _, t := range all {
		if t.ID == id {
			return t, nil
		}
	}
	return store.Team{}, fmt.Errorf("you have no team %q: %w", id, store.ErrNotFound)
}

// seal returns the file as it is signed, and signed.
func (f File) seal(s *store.Store) (payload, sealed []byte, err error) {
	if err := f.check(); err != nil {
		return nil, nil, err
	}
	key, err := s.SigningKey()
	if err != nil {
		return nil, nil, err
	}
	if envelope.ID(key.Public().(ed25519.PublicKey)) != f.Lead.Key {
		return nil, nil, fmt.Errorf("%w: your key is another one than when it was made; look at it again", ErrFile)
	}
	if payload, err = envelope.Encode(f); err != nil {
		return nil, nil, err
	}
	if sealed, err = envelope.Seal(key, FileKind, payload); err == nil && len(sealed) > envelope.MaxSize {
		err = fmt.Errorf("%w: it would be larger than 1 MB; take back what was given and is done", ErrFile)
	}
	return payload, sealed, err
}

// mayReplace refuses to write over anything but an earlier file of the same team.
func mayReplace(path, team string) error {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	old, _, err := ReadFile(path)
	if err != nil || old.Team != team {
		return fmt.Errorf("%s exists and is no file of this team: choose another folder", path)
	}
	return nil
}

// ReadFile reads a team file and checks its signature. Errors are those of envelope.Open,
// or ErrFile.
func ReadFile(path string) (File, envelope.Statement, error) {
	data, err := readAlone(path)
	if err != nil {
		return File{}, envelope.Statement{}, err
	}
	signed, err := envelope.Open(data, FileKind)
	if err != nil {
		return File{}, signed, err
	}
	f, err := fileOf(signed)
	return f, signed, err
}

// readAlone reads a single file as carefully as those of an import. What is no plain file
// is envelope.ErrMalformed.
func readAlone(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	data, err := readPlain(root, filepath.Base(path), info, nil)
	if errors.Is(err, plain.ErrNoFile) || errors.Is(err, errTooLarge) || errors.Is(err, plain.ErrLinked) {
		err = fmt.Errorf("%s: %w: %v", path, envelope.ErrMalformed, err)
	}
	return data, err
}

// fileOf is the team file that a statement holds.
func fileOf(signed envelope.Statement) (File, error) {
	f, err := DecodeFile(signed.Payload)
	if err == nil && f.Lead.Key != signed.Signer {
		err = fmt.Errorf("%w: it names another key than the one that signed it", ErrFile)
	}
	return f, err
}

// DecodeFile reads the payload of a team file. It accepts only what Publish could have
// written; anything else is ErrFile with the reason.
func DecodeFile(payload []byte) (File, error) {
	var f File
	if err := json.Unmarshal(payload, &f, json.RejectUnknownMembers(true)); err != nil {
		return File{}, fmt.Errorf("%w: it is cut short, or has a field that no team file has", ErrFile)
	}
	return f, f.check()
}

// AcceptRead keeps a team file as ReadFile returned it: what somebody looked at, also
// where another file took its place meanwhile. See store.AcceptTeam for its errors.
func AcceptRead(s *store.Store, f File, signed envelope.Statement, path string, trust bool) (store.Accepted, error) {
	return s.AcceptTeam(store.Accepted{
		Team: f.Team, Key: signed.Signer, Number: f.Number, Hash: envelope.Hash(signed.Payload), Payload: string(signed.Payload), From: path,
	}, trust)
}

// Accepted are the team files that the learner accepted.
func Accepted(s *store.Store) ([]File, error) {
	kept, err := s.AcceptedTeams()
	if err != nil {
		return nil, err
	}
	var files []File
	for _, a := range kept {
		f, err := DecodeFile([]byte(a.Payload))
		if err != nil {
			return nil, fmt.Errorf("the accepted team file of %s: %w", a.Team, err)
		}
		files = append(files, f)
	}
	return files, nil
}

// Ceiling is the most that a snapshot of the learner may tell, by the teams that they
// accepted; empty where no team says so.
func Ceiling(files []File) string {
	lowest := ""
	for _, f := range files {
		if f.Ceiling != "" && (lowest == "" || snapshot.ProfileOf(lowest, string(f.Ceiling)) == f.Ceiling) {
			lowest = string(f.Ceiling)
		}
	}
	return lowest
}
