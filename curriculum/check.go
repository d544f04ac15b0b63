package curriculum

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// The levels of a finding.
const (
	LevelError   = "error"   // has to be mended
	LevelWarning = "warning" // worth a look
	LevelNote    = "note"    // nothing is wrong; something could be added
)

// A Finding is a place in a pack that breaks a rule.
type Finding struct {
	File    string // path inside the pack
	Line    int    // from 1; 0 for the whole file
	Rule    string // id of the rule: docs/authoring.md lists them
	Level   string // LevelError, LevelWarning or LevelNote
	Message string // what is wrong
	Remedy  string // what to do about it
}

// String writes the finding in one line: "file:line: rule level: message; remedy".
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s %s: %s; %s", position(f.File, f.Line), f.Rule, f.Level, f.Message, f.Remedy)
}

// A rule is one check. Rules of house style bind only packs with "style: waymark".
type rule struct {
	id, level string
	house     bool
	find      func(*draft, report)
}

// A report takes what a rule found.
type report func(file string, line int, message, remedy string)

// formatRule is the id of findings about files that cannot be read as a pack.
const formatRule = "F01"

func rules() []rule { return append(packRules(), translationRules()...) }

func packRules() []rule {
	return []rule{
		{"C01", LevelError, false, checkLists},
		{"C01", LevelError, false, eachText(checkIDs)},
		{"C01", LevelError, true, each(checkPrefix)},
		{"C02", LevelError, false, checkNeeds},
		{"C02", LevelError, false, checkPathways},
		{"C02", LevelWarning, false, checkExtended},
		{"C02", LevelError, false, each(checkWarmUp)},
		{"C03", LevelError, false, each(checkParts)},
		{"C03", LevelError, false, each(checkScenarios)},
		{"C03", LevelError, true, each(checkSections)},
		{"C03", LevelError, true, each(checkCounts)},
		{"C04", LevelError, false, each(checkObjectives)},
		{"C04", LevelError, true, each(checkVerbs)},
		{"C05", LevelError, false, eachItem(checkItem)},
		{"C06", LevelError, true, checkKeys},
		{"C07", LevelWarning, true, checkLengths},
		{"C08", LevelWarning, true, checkTwins},
		{"C09", LevelWarning, true, each(checkMinutes)},
		{"C10", LevelWarning, true, eachText(checkSentences)},
		{"C10", LevelWarning, true, each(checkReading)},
		{"C11", LevelError, false, eachText(checkWidth)},
		{"C12", LevelError, true, each(checkDiagrams)},
		{"C13", LevelError, false, eachText(checkFacts)},
		{"C13", LevelError, true, eachText(checkClaims)},
		{"C14", LevelError, true, eachText(checkDatedWords)},
		{"C15", LevelWarning, false, checkAges},
		{"C16", LevelError, true, each(checkLaw)},
		{"C17", LevelError, true, eachText(checkAddresses)},
		{"C17", LevelError, true, eachText(checkVendors)},
		{"C18", LevelWarning, true, eachText(checkPhrases)},
		{"C19", LevelError, false, eachItem(checkCalc)},
		{"C20", LevelWarning, false, checkGlossary},
		{"C20", LevelWarning, true, eachText(checkSpelling)},
		{"C21", LevelError, false, each(checkFrameworks)},
		{"C21", LevelError, true, checkMap},
		{"C22", LevelError, true, checkCopies},
		{"C23", LevelError, false, each(checkTime)},
		{"C24", LevelError, false, each(checkTrials)},
		{"C24", LevelError, true, each(checkPlan)},
		{"C25", LevelError, false, each(checkPolicy)},
		{"B01", LevelError, true, each(checkWords)},
		{"B02", LevelWarning, true, each(checkPages)},
		{"B03", LevelError, false, each(checkSample)},
		{"B04", LevelError, true, eachItem(checkHints)},
		{"B05", LevelError, false, each(checkFront)},
		{"B05", LevelError, false, checkPackFile},
		{"B06", LevelError, true, checkBanks},
		{"B06", LevelError, false, checkBankFiles},
		{"B07", LevelError, false, checkDrills},
		{"B08", LevelError, false, checkBadges},
		{"B09", LevelError, false, checkRubrics},
		{"B09", LevelError, true, checkRubricWords},
		{"B10", LevelError, false, checkHelps},
	}
}

func translationRules() []rule {
	return []rule{
		{"T01", LevelError, false, checkLanguages},
		{"T02", LevelError, false, checkTranslated},
		{"T03", LevelWarning, false, checkStale},
		{"T04", LevelNote, false, checkMissing},
		{"C11", LevelError, false, checkTranslatedWidth},
	}
}

// Check judges a pack by the rules of docs/authoring.md, as of a day; the zero
// time stands for the day of the pack itself, so that time passing changes no
// finding. The findings come in the order of files and lines; a good pack has
// none. While a file cannot be
// read as the format wants it, only that is found: a pack of which a part is
// missing would break other rules for no fault of its own.
func Check(fsys fs.FS, today time.Time) []Finding {
	d, faults := readDraft(fsys)
	if d.today = today; today.IsZero() {
		d.today, _ = time.Parse(time.DateOnly, d.folder.pack.AsOf)
	}
	var found []Finding
	for _, err := range faults {
		found = append(found, formatFinding(err))
	}
	if len(faults) == 0 {
		found = d.judge()
	}
	more := len(found) > maxFindings
	found = found[:min(len(found), maxFindings)]
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	found = slices.Compact(found)
	if more { // an error, for what is not named may be one
		found = append(found, Finding{
			".", 0, formatRule, LevelError, fmt.Sprintf("more is wrong than the %d places looked at", maxFindings), "mend these, and check again",
		})
	}
	return found
}

// maxFindings is how many places are looked at: whoever has mended so many checks again.
const maxFindings = 1_000

// judge goes through the rules, several at once. It ends early where more is wrong than
// anybody reads.
func (d *draft) judge() []Finding {
	var mu sync.Mutex
	var found []Finding
	d.full = func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(found) > maxFindings
	}
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for _, r := range rules() {
		if r.house && !d.house() {
			continue
		}
		all.Go(func() error {
			r.find(d, func(file string, line int, message, remedy string) {
				mu.Lock()
				defer mu.Unlock()
				if len(found) <= maxFindings {
					found = append(found, Finding{file, line, r.id, r.level, message, remedy})
				}
			})
			return nil
		})
	}
	_ = all.Wait() // a rule has no error but what it finds
	return found
}

func formatFinding(err error) Finding {
	if f, ok := errors.AsType[*fault](err); ok {
		return Finding{f.file, f.line, formatRule, LevelError, f.message, f.remedy}
	}
	return Finding{".", 0, formatRule, LevelError, err.Error(), "make the folder and its files readable"}
}

// each makes a rule of a check of one lesson.
func each(check func(*lessonDraft, report)) func(*draft, report) {
	return func(d *draft, say report) {
		for _, l := range d.lessons {
			if d.full() {
				return
			}
			check(l, say)
		}
	}
}

// eachText makes a rule of a check of the text of one lesson or bank.
func eachText(check func(*lessonDraft, report)) func(*draft, report) {
	return func(d *draft, say report) {
		for _, l := range slices.Concat(d.lessons, d.banks) {
			if d.full() {
				return
			}
			check(l, say)
		}
	}
}

// eachItem makes a rule of a check of one item or variant, of a lesson or bank.
func eachItem(check func(Item) []trouble) func(*draft, report) {
	return eachText(func(l *lessonDraft, say report) {
		for _, item := range l.doc.items {
			for _, one := range append([]Item{item}, item.Variants...) {
				for _, t := range check(one) {
					say(l.File, l.doc.lines[item.ID], "item "+one.ID+": "+t.message, t.remedy)
				}
			}
		}
	})
}

// A trouble is what is wrong with an item, before its place is known.
type trouble struct{ message, remedy string }
