package store

import "testing"

// Only a user, a host and a path after a colon are SSHFS.
func TestWhatAFUSEMountComesFrom(t *testing.T) {
	for source, want := range map[string]Location{
		"ines@far:/home": {NetworkDrive, "SSHFS"}, "ines@far": {}, "far:/home": {}, "/home/ines@far:x": {}, "": {},
		"https://far/dav": {NetworkDrive, "WebDAV"}, "http://far/dav": {NetworkDrive, "WebDAV"}, "pCloud.fs": {CloudFolder, "pCloud"},
	} {
		equal(t, source, driveBySource(source), want)
	}
}
