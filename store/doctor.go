package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"
)

// A Finding is something about the learner's file, or what lies beside it, that is not as it
// should be.
type Finding struct {
	Name  string // which check found it: see the names below
	Grave bool   // the file is damaged; otherwise it is sound, and this is worth knowing
	What  string // what is wrong, a sentence
	Next  string // what to do about it, a sentence; empty where nothing has to be done
}

// The names of the checks, in the order in which they are done.
const (
	CheckFile    = "file"       // that it is one, of the length that it says
	CheckFirst   = "first-page" // both first pages, and that they follow each other
	CheckPages   = "pages"      // how all pages hang together, and what each part adds up to
	CheckValues  = "values"     // the checksum of every value
	CheckRecords = "records"    // that the records are what the events add up to
	CheckIndex   = "index"      // that the index of the journal knows every entry
	CheckLast    = "last-save"  // that the last save which is noted beside the file is in it
	CheckWaiting = "waiting"    // entries that wait beside the file
	CheckKey     = "key"        // the key that signs
	CheckAccess  = "access"     // that nobody else may read the folder
	CheckPlace   = "place"      // that no other machine or program changes the folder
	CheckStrays  = "strays"     // files that were left behind or kept
)

// A Remedy is one way on from a damaged file.
type Remedy struct {
	Command string // how it is done on the command line; empty where it is done by hand
	What    string // what it does, and what of the learner's work is there afterwards
}

// An Examination is all that could be found out about the learner's file. Nothing was
// changed by it.
type Examination struct {
	File     string
	There    bool
	Findings []Finding
	Remedies []Remedy // of damage, the one that loses least first
	Events   int      // that can be read, with those of the newest backup where some are missing
	Lost     int      // events that are known to have been there
	Complete bool     // all that the last save had can be read
	Backup   string   // the newest sound backup; empty for none
}

// Sound reports that the file is not damaged.
func (x Examination) Sound() bool {
	return !slices.ContainsFunc(x.Findings, func(f Finding) bool { return f.Grave })
}

func (x *Examination) grave(name, format string, a ...any) {
	x.Findings = append(x.Findings, Finding{name, true, fmt.Sprintf(format, a...), ""})
}

func (x *Examination) note(name, next, format string, a ...any) {
	x.Findings = append(x.Findings, Finding{name, false, fmt.Sprintf(format, a...), next})
}

// Examine looks at the learner's file, and at all that lies beside it, and changes nothing.
// Damage is no error: it is what was found. An error is what kept it from looking.
func (s *Store) Examine() (Examination, error) {
	x := Examination{File: s.File()}
	err := s.examineFile(&x)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return x, s.explain(err)
	}
	s.examineBeside(&x)
	if !x.Sound() {
		err = s.weigh(&x)
	}
	return x, s.explain(err)
}

// examineFile looks at the file, from what bbolt goes by first to what the events add up to.
// What is further on is only looked at where all before it is sound.
func (s *Store) examineFile(x *Examination) error {
	if _, err := statFile(s.File()); errors.Is(err, ErrDamaged) {
		x.There = true
		x.grave(CheckFile, "%s", reason(err))
		return nil
	} else if err != nil {
		return err
	}
	x.There = true
	unlock, err := s.lockFile()
	if err != nil {
		return err
	}
	defer unlock()
	f, err := os.Open(s.File())
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := readMetas(s.File()); err != nil {
		examineFirst(x, f, err)
		return nil
	}
	txID, err := inspectFile(s.File())
	if errors.Is(err, ErrDamaged) {
		x.grave(CheckPages, "%s", reason(err))
		return nil
	}
	if err != nil {
		return err
	}
	s.examineLast(x, txID)
	unlock()
	return s.examineContent(x)
}

// examineFirst says what the first pages tell. bbolt keeps the last two saves by turns: where
// one page is lost, nobody can say whether it was the newer one.
func examineFirst(x *Examination, f *os.File, why error) {
	if len(readMetasLeft(f)) == 1 {
		x.grave(CheckFirst, "One of the two first pages of the file is damaged. They hold the last two saves by turns, so the last save may be missing. Waymark does not go on with the other one by itself.")
		return
	}
	x.grave(CheckFile, "%s", reason(why))
}

// examineLast compares the file with the note that the last save left beside it.
func (s *Store) examineLast(x *Examination, txID uint64) {
	note, err := os.ReadFile(s.checkedFile())
	if err != nil {
		return
	}
	var noted uint64
	_, condition, ok := readChecked(note)
	if _, err := fmt.Sscan(condition, &noted); !ok || err != nil || noted <= txID {
		return
	}
	x.note(CheckLast, "If you did not put it back yourself, look at what you did last; waymark restore --list shows the backups.",
		"The note beside the file knows of %d later saves. Either an earlier copy of the file was put back, or the disk lost what was saved last.", noted-txID)
}

// examineContent looks at values and records through the database, which the walk through
// its pages has found fit for it.
func (s *Store) examineContent(x *Examination) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damaged("%v", p)
		}
		if errors.Is(err, ErrDamaged) {
			x.grave(CheckValues, "%s", reason(err))
			err = nil
		}
	}()
	bad, format, err := s.readContent(x)
	if err != nil {
		return err
	}
	for _, value := range bad[:min(len(bad), 5)] {
		x.grave(CheckValues, "%s", value)
	}
	if len(bad) > 5 {
		x.grave(CheckValues, "There are %d values of which that is true.", len(bad))
	}
	if len(bad) > 0 || format < len(formats) {
		return nil
	}
	return s.examineRecords(x)
}

// readContent reads every value, and returns which are bad.
func (s *Store) readContent(x *Examination) (bad []string, format int, err error) {
	db, err := s.open(true)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = viewed(db, func(t *tx) error {
		if format, err = t.format(); err != nil {
			return err
		}
		if bad = t.badValues(); len(bad) == 0 && format == len(formats) {
			return s.examineIndex(x, t)
		}
		return nil
	})
	return bad, format, err
}

// examineRecords makes the records anew in a copy of the file, and compares them.
func (s *Store) examineRecords(x *Examination) error {
	defer s.writing()()
	draft, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(draft)
	copied := New(draft, s.now)
	to, err := os.OpenFile(copied.File(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = s.copyFile(to)
	if err = errors.Join(err, to.Close()); err != nil {
		return err
	}
	before, err := copied.recordSums()
	if err != nil {
		return err
	}
	if err := copied.Rebuild(); err != nil && !errors.Is(err, ErrDamaged) {
		return err
	} else if err != nil {
		x.grave(CheckRecords, "The events cannot be brought together: %s", reason(errors.Unwrap(err)))
		return nil
	}
	after, err := copied.recordSums()
	for _, part := range append(slices.Clip(records), subjectBucket, undoneBucket) {
		if at := slices.Index(buckets, part); err == nil && before[at] != after[at] {
			x.grave(CheckRecords, "The part %q of the records is not what the events add up to.", part)
		}
	}
	return err
}

// recordSums are the sums of the parts.
func (s *Store) recordSums() (sum sums, err error) {
	err = s.view(func(t *tx) (err error) {
		sum, err = t.summed()
		return err
	})
	return slices.Clone(sum), err
}

// weigh finds the ways on from a damaged file, and what each keeps.
func (s *Store) weigh(x *Examination) error {
	aside := Remedy{"", "Move the file away and start afresh: nothing of it is there then, and the file that you moved stays as it is."}
	defer func() { x.Remedies = append(x.Remedies, aside) }()
	if info, err := os.Stat(s.File()); err == nil && info.Mode().IsRegular() {
		if err := s.weighRepair(x); err != nil {
			return err
		}
	}
	backups, err := s.Backups()
	if err != nil {
		return err
	}
	for _, b := range backups {
		if _, err := verifyFile(b.Path); err != nil {
			continue
		}
		x.Backup = b.Path
		x.Remedies = append(x.Remedies, Remedy{"waymark restore " + b.Path, fmt.Sprintf(
			"Put back the newest backup, of %s, with %d journal entries: what you did since then is not in it.", b.At.Format("2 January 2006 15:04"), b.Entries)})
		break
	}
	return nil
}

func (s *Store) weighRepair(x *Examination) error {
	f, err := os.Open(s.File())
	if err != nil {
		return err
	}
	defer f.Close()
	v, closeBackup, err := s.salvage(f)
	defer closeBackup()
	if err != nil {
		return err
	}
	ids := v.ids()
	x.Events, x.Complete, x.Lost = len(ids), v.complete, v.lost(ids)
	if x.Events == 0 {
		return nil // nothing of it can be read: a backup keeps more
	}
	what := fmt.Sprintf("Make the file anew from the %d things that you did which can be read in it: that is all of them.", x.Events)
	if !x.Complete {
		from := "in it"
		if v.backup != "" {
			from = "in it or in the newest backup, of " + backupAt(v.backup).Format("2 January 2006 15:04")
		}
		what = fmt.Sprintf("Make the file anew from the %d things that you did which can be read %s. %s", x.Events, from, missing(x.Lost))
	}
	x.Remedies = append(x.Remedies, Remedy{"waymark doctor --rebuild", what + " The file as it is stays beside the new one."})
	return nil
}

func missing(lost int) string {
	if lost == 0 {
		return "Something may be missing: look at what you did last."
	}
	return fmt.Sprintf("At least %d are missing.", lost)
}

func backupAt(path string) time.Time {
	b, _ := readBackupName(filepath.Base(path))
	return b.At
}
