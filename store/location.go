package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// A Location is what is known of where the learner's file lies, as far as that is a risk
// to it. The zero Location is a disk of this machine, or one of which nothing is known.
type Location struct {
	Kind LocationKind
	Name string // NFS, Dropbox
}

// A LocationKind is why a folder is a risk to the file in it.
type LocationKind string

// The kinds of locations.
const (
	OwnDisk      LocationKind = ""
	NetworkDrive LocationKind = "network" // another machine keeps the files: neither locks nor what is read through memory hold there on every system
	CloudFolder  LocationKind = "cloud"   // a program copies the files elsewhere and back, also in the middle of a save
)

// IsRisk reports that the file can be damaged because of where it lies.
func (l Location) IsRisk() bool { return l.Kind != OwnDisk }

// What says where the file lies, as a sentence; empty where that is no risk.
func (l Location) What() string {
	switch l.Kind {
	case NetworkDrive:
		return fmt.Sprintf("Your folder lies on a network drive (%s).", l.Name)
	case CloudFolder:
		return fmt.Sprintf("Your folder lies where %s copies it to other machines.", l.Name)
	}
	return ""
}

// Why says what can happen there.
func (l Location) Why() string {
	switch l.Kind {
	case NetworkDrive:
		return "When the connection breaks, or two machines save at once, the file can be damaged."
	case CloudFolder:
		return "It may copy the file while Waymark saves, or put an older one back, and then the file is damaged or what you did last is gone."
	}
	return ""
}

// Next says what is better.
func (l Location) Next() string {
	if !l.IsRisk() {
		return ""
	}
	return "Better: close Waymark, move the folder to a disk of this machine, and name it with --data or WAYMARK_DATA. Backups may lie anywhere (waymark backup FILE), " +
		"your lead gets snapshots, and two machines come together with waymark merge: docs/moving.md says how."
}

// Line is all that fits where there is no room for the reasons; empty where there is no risk.
func (l Location) Line() string {
	if !l.IsRisk() {
		return ""
	}
	return l.What() + " The file can be damaged there: waymark doctor says what to do."
}

// Location finds out where the learner's file lies, or will lie. Links are followed. It
// reads names of files and the table of drives, and no content; where something cannot be
// read it knows of no risk.
func (s *Store) Location() Location {
	for _, path := range []string{s.dir, s.File()} { // the file may be a link to elsewhere
		path, err := truePath(path)
		if err != nil {
			continue
		}
		if found := driveOf(path); found.IsRisk() {
			return found
		}
		if found := around().cloudOf(path); found.IsRisk() {
			return found
		}
	}
	return Location{}
}

// truePath is a path without links, also of what is not there yet.
func truePath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	there := path
	for {
		real, err := filepath.EvalSymlinks(there)
		if err == nil {
			rest, err := filepath.Rel(there, path)
			return filepath.Join(real, rest), err
		}
		if above := filepath.Dir(there); errors.Is(err, fs.ErrNotExist) && above != there {
			there = above
			continue
		}
		return "", err
	}
}

// driveByKind judges a file system by its kind, and by what was mounted, as Linux and macOS
// name them. Kinds that are not known lie on this machine: a person who is warned for
// nothing does not believe the next warning. FUSE is not one kind: much of it only
// encrypts or unpacks what is on the disk.
func driveByKind(kind, source string) Location {
	kind = strings.ToLower(kind)
	name, isFUSE := strings.CutPrefix(kind, "fuse.")
	switch name {
	case "nfs", "nfs3", "nfs4":
		return Location{NetworkDrive, "NFS"}
	case "cifs", "smb", "smb2", "smb3", "smbfs", "smbnetfs":
		return Location{NetworkDrive, "SMB"}
	case "sshfs":
		return Location{NetworkDrive, "SSHFS"}
	case "afs", "openafs", "kafs":
		return Location{NetworkDrive, "AFS"}
	case "afpfs":
		return Location{NetworkDrive, "AFP"}
	case "9p", "v9fs":
		return Location{NetworkDrive, "9P"}
	case "webdav", "davfs", "davfs2":
		return Location{NetworkDrive, "WebDAV"}
	case "ceph", "glusterfs", "lustre", "beegfs", "gpfs", "coda", "ncpfs", "vboxsf", "vmhgfs-fuse", "prl_fs", "s3fs", "rclone", "gvfsd-fuse", "kio-fuse", "curlftpfs":
		return Location{NetworkDrive, name}
	case "google-drive-ocamlfuse":
		return Location{CloudFolder, "Google Drive"}
	case "onedriver":
		return Location{CloudFolder, "OneDrive"}
	case "fuse", "macfuse", "osxfuse":
		return driveBySource(source)
	}
	if isFUSE && strings.HasPrefix(name, "pcloud") {
		return Location{CloudFolder, "pCloud"}
	}
	return Location{}
}

// driveBySource judges what is mounted by FUSE and does not say its kind.
func driveBySource(source string) Location {
	host, _, hasPath := strings.Cut(source, ":")
	switch {
	case strings.HasPrefix(strings.ToLower(source), "pcloud"):
		return Location{CloudFolder, "pCloud"}
	case strings.HasPrefix(source, "https://"), strings.HasPrefix(source, "http://"):
		return Location{NetworkDrive, "WebDAV"}
	case hasPath && strings.Contains(host, "@") && !strings.Contains(host, "/"):
		return Location{NetworkDrive, "SSHFS"}
	}
	return Location{}
}

// surroundings is what the judgement of a path goes by besides the path.
type surroundings struct {
	system string                    // as in GOOS
	home   string                    // without links, empty where there is none
	named  []string                  // folders of OneDrive, which it names in the environment of Windows
	names  func(dir string) []string // of what lies in a folder
}

func around() surroundings {
	w := surroundings{system: runtime.GOOS, names: func(dir string) []string {
		folder, err := os.Open(filepath.FromSlash(dir))
		if err != nil {
			return nil
		}
		defer folder.Close()
		names, _ := folder.Readdirnames(-1)
		return names
	}}
	if home, err := os.UserHomeDir(); err == nil {
		w.home, _ = truePath(home)
	}
	if w.system == "windows" {
		for _, variable := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
			if dir := os.Getenv(variable); dir != "" {
				w.named = append(w.named, dir)
			}
		}
	}
	return w
}
