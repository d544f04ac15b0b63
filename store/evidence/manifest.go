package evidence

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// Format is the name and version of a pack's form, Kind the media type under which its
// manifest is signed, and ManifestFile the file that holds it.
const (
	Format       = "waymark-evidence/1"
	ManifestKind = "application/vnd.waymark.evidence+json"
	ManifestFile = "manifest.json"
)

// ErrPack is wrapped by every error about a folder that holds no pack of evidence.
var ErrPack = errors.New("not a pack of evidence")

// A Manifest says what a pack consists of. It is what is signed.
type Manifest struct {
	Format     string          `json:"format"`
	Purpose    string          `json:"purpose"`
	Made       string          `json:"made"` // ISO day
	Team       string          `json:"team,omitempty"`
	Department string          `json:"department,omitempty"`
	Lead       team.Lead       `json:"lead"`
	Packs      []snapshot.Pack `json:"packs"` // of lessons
	People     int             `json:"people"`
	Records    int             `json:"records"`
	Chain      string          `json:"chain"` // the last hash of the chain over the records
	Files      []File          `json:"files"` // all but the manifest itself
}

// A File is a file of a pack.
type File struct {
	Name string `json:"name"` // with slashes
	Size int64  `json:"size"` // bytes
	Hash string `json:"sha256"`
}

// lessonsDir holds the lessons as they were taught: each file is called after its hash.
const lessonsDir = "lessons"

func lessonFile(hash string) string { return lessonsDir + "/" + hash + ".md" }

// fixedFiles are the files of every pack.
func fixedFiles() []string {
	return []string{"REPORT.html", "REPORT.md", recordsCSV, recordsJSON, chainCSV, frameworksFile}
}

const frameworksFile = "frameworks.csv"

// An entry is a file that is to be written.
type entry struct {
	name    string
	content []byte
}

// files are the files of a pack but for its manifest.
func (p Pack) files() ([]entry, error) {
	page, err := p.HTML()
	if err != nil {
		return nil, err
	}
	all := []entry{{"REPORT.html", page}, {"REPORT.md", p.Markdown()}}
	for _, f := range forms(p.Made) {
		all = append(all, entry{f.file, f.content(p.Records)})
	}
	all = append(all,
		entry{chainCSV, []byte(strings.Join(chainLines(hashesOf(p.Records)), "\n"))},
		entry{frameworksFile, p.frameworksCSV()},
	)
	written := map[string]bool{}
	for _, l := range p.Lessons {
		if l.Text != nil && !written[l.Hash] {
			written[l.Hash] = true
			all = append(all, entry{lessonFile(l.Hash), l.Text})
		}
	}
	return all, nil
}

// seal is the signed manifest of some files.
func (p Pack) seal(files []entry, key ed25519.PrivateKey) ([]byte, error) {
	if envelope.ID(key.Public().(ed25519.PublicKey)) != p.Lead.Key {
		return nil, fmt.Errorf("%w any more: your key is another one than when it was made; make it again", ErrPack)
	}
	m := Manifest{
		Format: Format, Purpose: snapshot.Purpose, Made: p.Made, Team: p.Team, Department: p.Department, Lead: p.Lead, Packs: p.Packs,
		People: len(p.People), Records: len(p.Records), Chain: chainEnd(hashesOf(p.Records)),
	}
	for _, f := range files {
		m.Files = append(m.Files, File{f.name, int64(len(f.content)), envelope.Hash(f.content)})
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	payload, err := envelope.Encode(m)
	if err != nil {
		return nil, err
	}
	sealed, err := envelope.Seal(key, ManifestKind, payload)
	if err == nil && len(sealed) > envelope.MaxSize {
		err = fmt.Errorf("%w: it names so many lessons that its manifest is larger than 1 MB; choose a team or a department", ErrPack)
	}
	return sealed, err
}

// openManifest reads a signed manifest: only what seal could have written, to the byte.
// Errors are those of envelope.Open, or ErrPack.
func openManifest(data []byte) (Manifest, error) {
	var m Manifest
	signed, err := envelope.Open(data, ManifestKind)
	if err != nil {
		return m, err
	}
	if again, err := signed.File(); err != nil || string(again) != string(data) {
		return m, fmt.Errorf("%w: something was changed around what is signed", envelope.ErrSignature)
	}
	if err := signed.Decode(&m); err != nil {
		return m, fmt.Errorf("%w: it has a field that no manifest has", ErrPack)
	}
	if err := m.check(); err != nil {
		return m, err
	}
	if m.Lead.Key != signed.Signer {
		return m, fmt.Errorf("%w: its manifest names another key than the one that signed it", ErrPack)
	}
	return m, nil
}

// check accepts what this program writes, so that no name in a manifest leads elsewhere.
func (m Manifest) check() error {
	wrong := func(what string) error { return fmt.Errorf("%w: %s", ErrPack, what) }
	if m.Format != Format {
		return wrong("its format is not " + Format)
	}
	if _, err := time.Parse(time.DateOnly, m.Made); err != nil || !isHash(m.Chain) || m.People < 0 || m.Records < 0 {
		return wrong("its manifest has no day, or no chain")
	}
	missing := fixedFiles()
	for i, f := range m.Files {
		at := slices.Index(missing, f.Name)
		hash, isMarkdown := strings.CutSuffix(strings.TrimPrefix(f.Name, lessonsDir+"/"), ".md")
		isLesson := isMarkdown && hash == f.Hash && f.Name == lessonFile(hash)
		twice := slices.ContainsFunc(m.Files[:i], func(other File) bool { return other.Name == f.Name })
		if at < 0 && !isLesson || twice || !isHash(f.Hash) || f.Size < 0 {
			return wrong("its manifest names a file that no pack has")
		}
		if at >= 0 {
			missing = slices.Delete(missing, at, at+1)
		}
	}
	if len(missing) > 0 {
		return wrong("its manifest does not name " + strings.Join(missing, ", "))
	}
	return nil
}

func isHash(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}
