package store

import (
	"path"
	"slices"
	"strings"

	"waymark/store/clean"
)

// cloudOf judges a path without links. A common word in it proves nothing: it takes a
// folder that only such a program makes, the place in the home folder where it makes its
// own, or a file that it leaves there.
func (w surroundings) cloudOf(full string) Location {
	full = slashed(full)
	for _, dir := range w.named {
		if _, ok := w.below(full, slashed(dir)); ok {
			return Location{CloudFolder, "OneDrive"}
		}
	}
	if name := cloudOfMac(full); name != "" {
		return Location{CloudFolder, name}
	}
	if rest, ok := w.below(full, slashed(w.home)); ok && w.home != "" {
		first, _, _ := strings.Cut(rest, "/")
		if name := w.cloudAtHome(first); name != "" {
			return Location{CloudFolder, name}
		}
	}
	for dir := full; ; dir = path.Dir(dir) {
		for _, file := range w.names(dir) {
			if name := cloudByMarker(file); name != "" {
				return Location{CloudFolder, name}
			}
		}
		if dir == path.Dir(dir) {
			return Location{}
		}
	}
}

// slashed is a path with slashes, on every system: the tests of one are those of all.
func slashed(path string) string { return strings.ReplaceAll(path, `\`, "/") }

// below returns what of a path is within the folder.
func (w surroundings) below(full, dir string) (rest string, ok bool) {
	dir = strings.TrimSuffix(dir, "/")
	if len(full) < len(dir) || !w.same(full[:len(dir)], dir) {
		return "", false
	}
	rest = full[len(dir):]
	return strings.TrimPrefix(rest, "/"), rest == "" || rest[0] == '/'
}

// same reports that two names are one to the system.
func (w surroundings) same(a, b string) bool {
	return a == b || w.system != "linux" && strings.EqualFold(a, b)
}

// cloudOfMac finds the two folders in which macOS keeps what lies in clouds.
func cloudOfMac(full string) string {
	if strings.Contains(full+"/", "/Library/Mobile Documents/") {
		return "iCloud Drive"
	}
	_, rest, found := strings.Cut(full, "/Library/CloudStorage/")
	if !found || rest == "" {
		return ""
	}
	account, _, _ := strings.Cut(rest, "/")
	name, _, _ := strings.Cut(account, "-") // GoogleDrive-ines@example.org, OneDrive-Contoso
	if name == "GoogleDrive" {
		return "Google Drive"
	}
	return clean.Line(name)
}

// cloudAtHome knows a folder right in the home folder by its name. On Linux only those
// count whose program is there for Linux, too.
func (w surroundings) cloudAtHome(folder string) string {
	for _, c := range []struct {
		name     string
		folders  []string
		notLinux bool
	}{
		{"Dropbox", []string{"Dropbox"}, false},
		{"OneDrive", []string{"OneDrive"}, false},
		{"Nextcloud", []string{"Nextcloud"}, false},
		{"ownCloud", []string{"ownCloud"}, false},
		{"pCloud", []string{"pCloudDrive", "pCloud Drive"}, false},
		{"iCloud Drive", []string{"iCloudDrive"}, true},
		{"Google Drive", []string{"Google Drive", "GoogleDrive"}, true},
		{"Box", []string{"Box", "Box Sync"}, true},
	} {
		isIt := slices.ContainsFunc(c.folders, func(name string) bool { return w.same(folder, name) })
		if isIt && (w.system != "linux" || !c.notLinux) {
			return c.name
		}
	}
	switch { // of a company: OneDrive - Contoso, Dropbox (Contoso)
	case strings.HasPrefix(folder, "OneDrive - "):
		return "OneDrive"
	case strings.HasPrefix(folder, "Dropbox (") && strings.HasSuffix(folder, ")"):
		return "Dropbox"
	}
	return ""
}

// cloudByMarker knows what such a program leaves in the folder that it copies.
func cloudByMarker(file string) string {
	switch file {
	case ".dropbox.cache":
		return "Dropbox"
	case ".stfolder":
		return "Syncthing"
	case ".owncloudsync.log", ".nextcloudsync.log":
		return "Nextcloud or ownCloud"
	case ".tmp.drivedownload", ".tmp.driveupload", ".shortcut-targets-by-id":
		return "Google Drive"
	case ".849C9593-D756-4E56-8D6E-42412F2A707B": // OneDrive's mark of its folder
		return "OneDrive"
	}
	isJournal := strings.HasPrefix(file, ".sync_") || strings.HasPrefix(file, "._sync_")
	if isJournal && strings.HasSuffix(file, ".db") {
		return "Nextcloud or ownCloud"
	}
	return ""
}
