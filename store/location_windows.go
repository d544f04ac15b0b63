package store

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// driveOf asks Windows for the kind of the drive; a path that names a server is one of
// another machine, too.
func driveOf(path string) Location {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE || isOfServer(path) {
		return Location{NetworkDrive, "a share of Windows"}
	}
	return Location{}
}
