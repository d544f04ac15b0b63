package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// teamImport says what became of each snapshot file.
type teamImport struct {
	Team    string      `json:"team"` // title
	Taken   []string    `json:"taken"`
	Same    int         `json:"same"` // files
	Older   []string    `json:"older"`
	Refused []refusal   `json:"refused"`
	Alarms  []teamAlarm `json:"alarms"`
	Others  []string    `json:"others"` // signed files that are no snapshots

	path  string
	wrong error // with a single file, if it is no snapshot whose signature holds
}

type refusal struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// teamAlarm is a person in whose name somebody signed with another key than before.
type teamAlarm struct {
	File        string `json:"file"`
	Learner     string `json:"learner"`
	Name        string `json:"name"`
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
}

func (a *app) teamCommand() *cobra.Command {
	var title string
	take := a.verb("import DIR", "Take in the snapshots of a folder", func(args []string) (result, error) {
		return a.teamImport(args[0], title)
	})
	take.Long = "Take in the snapshots of a folder. Of each person the newest is kept, and the files are left as they are. " +
		"Each file that is refused is listed with its reason. The key of a person is remembered with their first snapshot: what " +
		"another key signs in their name is an alarm, and not taken in. With --team they belong to the team with this name, " +
		"which is made if there is none."
	take.Example = "  waymark team import /shared/team\n  waymark team import /shared/sales --team Sales"
	a.teamFlag(take, &title)
	add := a.verb("add FILE", "Take in a single snapshot, as it came by mail", func(args []string) (result, error) {
		return a.teamAdd(args[0], title)
	})
	add.Long = "Take in a single snapshot, as it came by mail. The rules are those of waymark team import."
	add.Example = "  waymark team add waymark-ines-7g3k2m.json"
	a.teamFlag(add, &title)
	return a.noun("team", "See who needs you, and answer", take, add,
		a.teamAttentionCommand(), a.teamBoardCommand(), a.teamMemberCommand(), a.teamSinceCommand(), a.teamModulesCommand(),
		a.teamWallCommand(), a.teamHelpMapCommand(), a.teamCoverageCommand(), a.teamAssignCommand(), a.teamWaiveCommand(),
		a.teamUnassignCommand(), a.teamNoteCommand(), a.teamTalkedCommand(), a.teamTrustCommand(), a.teamEraseCommand(),
		a.teamReadmitCommand(), a.teamPublishCommand(), a.teamAcceptCommand(), a.teamLeaveCommand(), a.teamReportCommand(), a.teamEvidenceCommand())
}

// teamFlag adds the flag that names a team.
func (a *app) teamFlag(cmd *cobra.Command, title *string) {
	write(cmd, title, "team", "the `NAME` of the team")
	_ = cmd.RegisterFlagCompletionFunc("team", func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		teams, err := a.store().Teams()
		if err != nil {
			return nil, quietly // a shell has no place for an error
		}
		return beginning(titlesOf(teams), typed), quietly
	})
}

func titlesOf(teams []store.Team) []string {
	var titles []string
	for _, t := range teams {
		titles = append(titles, t.Title)
	}
	return titles
}

// namedTeam is the team with a title, or with an id that begins so.
func namedTeam(teams []store.Team, name string) (store.Team, error) {
	var begin []store.Team
	for _, t := range teams {
		if strings.EqualFold(t.Title, name) {
			return t, nil
		}
		if name != "" && (strings.HasPrefix(strings.ToLower(t.Title), strings.ToLower(name)) || strings.HasPrefix(t.ID, strings.ToUpper(name))) {
			begin = append(begin, t)
		}
	}
	switch {
	case len(begin) == 1:
		return begin[0], nil
	case len(begin) > 1:
		return store.Team{}, misuse("%q may be any of these teams: %s; write more of it", name, strings.Join(titlesOf(begin), ", "))
	case len(teams) == 0:
		return store.Team{}, fmt.Errorf("there is no team %q: %w; take in a folder first: waymark team import DIR", name, store.ErrNotFound)
	}
	return store.Team{}, fmt.Errorf("there is no team %q: %w; the teams are: %s%s", name, store.ErrNotFound, strings.Join(titlesOf(teams), ", "), closest(name, "", titlesOf(teams)))
}

// teamFor is the team that snapshots are taken in for: the named one, which is made where
// it is not there; that of the folder; the only one. Somebody's first one is made.
func (a *app) teamFor(title, folder string) (store.Team, error) {
	s := a.store()
	teams, err := s.Teams()
	if err != nil {
		return store.Team{}, err
	}
	at := slices.IndexFunc(teams, func(t store.Team) bool {
		return title != "" && strings.EqualFold(t.Title, strings.TrimSpace(title)) || title == "" && folder != "" && t.Folder == folder
	})
	switch {
	case at >= 0:
		return teams[at], nil
	case title == "" && len(teams) == 1:
		return teams[0], nil
	case title == "" && len(teams) > 1:
		return store.Team{}, misuse("there are several teams: say for which with --team: %s", strings.Join(titlesOf(teams), ", "))
	case title == "":
		p, err := s.Profile()
		if err != nil {
			return store.Team{}, err
		}
		if title = "Team"; p.Name != "" {
			title = "Team of " + p.Name
		}
	}
	return s.KeepTeam(store.Team{Title: title})
}

// takeSnapshots imports a file or a folder for a team.
func (a *app) takeSnapshots(path, title string, single bool) (teamImport, error) {
	path, err := filepath.Abs(snapshot.Expand(path))
	if err != nil {
		return teamImport{}, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return teamImport{}, snapshot.MissingError{Message: "there is no folder or file " + path + "; check the spelling"}
	case err != nil:
		return teamImport{}, err
	case single && info.IsDir():
		return teamImport{}, misuse("%s is a folder: waymark team import takes it in", path)
	}
	folder := ""
	if info.IsDir() {
		folder = path
	}
	t, err := a.teamFor(title, folder)
	if err != nil {
		return teamImport{}, err
	}
	tell, end := a.telling("Taking in snapshots")
	found, err := team.ImportTelling(a.store(), t.ID, path, a.now(), tell)
	end()
	if err != nil {
		return teamImport{}, err
	}
	if t.Folder == "" && folder != "" && len(found.Taken)+found.Same+len(found.Older) > 0 {
		t.Folder = folder
		if t, err = a.store().KeepTeam(t); err != nil {
			return teamImport{}, err
		}
	}
	return teamImportOf(found, t, path), nil
}

func teamImportOf(o team.Outcome, t store.Team, path string) teamImport {
	found := teamImport{t.Title, some(o.Taken), o.Same, some(o.Older), []refusal{}, []teamAlarm{}, some(o.Others), path, nil}
	for _, r := range o.Refused {
		found.Refused = append(found.Refused, refusal{r.File, r.Reason})
	}
	for _, alarm := range o.Alarms {
		found.Alarms = append(found.Alarms, teamAlarm{alarm.File, alarm.Learner, alarm.Name, alarm.Key, envelope.Fingerprint(alarm.Key)})
	}
	return found
}

func (a *app) teamImport(path, title string) (result, error) {
	found, err := a.takeSnapshots(path, title, false)
	if err != nil {
		return nil, err
	}
	return found, nil
}

// teamAdd takes in a single file. One that is refused ends with the code of its fault.
func (a *app) teamAdd(path, title string) (result, error) {
	found, err := a.takeSnapshots(path, title, true)
	if err != nil {
		return nil, err
	}
	if len(found.Refused) == 0 {
		return found, nil
	}
	v, err := a.snapshotVerify([]string{path})
	if signed, ok := v.(snapshotVerified); ok {
		err = signed.refused
	}
	found.wrong = err
	return found, nil
}

// some is list, but never null in JSON.
func some(list []string) []string { return append([]string{}, list...) }

// fault is that no file could be taken in.
func (i teamImport) fault() error {
	switch {
	case i.wrong != nil:
		return i.wrong
	case len(i.Taken)+i.Same+len(i.Older) > 0:
		return nil
	case len(i.Alarms) > 0:
		return fmt.Errorf("nothing was taken in from %s: %w for the person: it is another key than before", i.path, envelope.ErrSignature)
	case len(i.Refused) == 0:
		return nil
	}
	return fmt.Errorf("nothing was taken in from %s: %w; the reason stands beside each file", i.path, snapshot.ErrInvalid)
}

func (i teamImport) text(p *page) {
	p.say("%s: %s taken in, %d unchanged, %d older than what is known, %d refused", i.Team, count(len(i.Taken), "snapshot"), i.Same, len(i.Older), len(i.Refused))
	rows := make([][]string, len(i.Refused))
	for n, r := range i.Refused {
		rows[n] = []string{r.File, r.Reason}
	}
	p.table(rows)
	for _, alarm := range i.Alarms {
		p.gap()
		p.say("CAUTION: %s came in the name of %s, signed with another key (%s) than before. It was not taken in. Ask the person; if it is their new key:", alarm.File, nameOr(alarm.Name), alarm.Fingerprint)
		p.inset("waymark team trust %s", alarm.Learner)
	}
}

// nameOr is a name, or words where somebody told none.
func nameOr(name string) string {
	if strings.TrimSpace(name) == "" {
		return "somebody without a name"
	}
	return name
}
