package store

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A path is judged by what only a cloud makes, by a place in the home folder, and by a file
// in one of the folders above.
func TestCloudFolders(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ system, path, file, want string }{
		{"linux", "/home/ines/Dropbox/waymark", "", "Dropbox"},
		{"linux", "/home/ines/Dropbox", "", "Dropbox"},
		{"linux", "/home/ines/Dropbox (Contoso)/waymark", "", "Dropbox"},
		{"linux", "/data/shared/waymark", "/data/shared/.dropbox.cache", "Dropbox"},
		{"linux", "/home/ines/OneDrive/waymark", "", "OneDrive"},
		{"linux", "/home/ines/Nextcloud/a/b/waymark", "", "Nextcloud"},
		{"linux", "/home/ines/ownCloud/waymark", "", "ownCloud"},
		{"linux", "/srv/own/waymark", "/srv/own/.sync_1f2e3d4c5b6a.db", "Nextcloud or ownCloud"},
		{"linux", "/srv/own/waymark", "/srv/own/._sync_1f2e3d4c5b6a.db", "Nextcloud or ownCloud"},
		{"linux", "/srv/own/waymark", "/srv/own/.owncloudsync.log", "Nextcloud or ownCloud"},
		{"linux", "/srv/next/waymark", "/srv/next/.nextcloudsync.log", "Nextcloud or ownCloud"},
		{"linux", "/home/ines/pCloudDrive/waymark", "", "pCloud"},
		{"linux", "/home/ines/waymark", "/home/ines/waymark/.stfolder", "Syncthing"},
		{"linux", "/home/ines/sync/deep/er/waymark", "/home/ines/sync/.stfolder", "Syncthing"},
		{"darwin", "/Users/ines/Library/Mobile Documents/com~apple~CloudDocs/waymark", "", "iCloud Drive"},
		{"darwin", "/Users/ines/Library/CloudStorage/GoogleDrive-ines@example.org/My Drive/waymark", "", "Google Drive"},
		{"darwin", "/Users/ines/Library/CloudStorage/OneDrive-Contoso/waymark", "", "OneDrive"},
		{"darwin", "/Users/ines/Library/CloudStorage/Box-Box/waymark", "", "Box"},
		{"darwin", "/Users/ines/dropbox/waymark", "", "Dropbox"},
		{"darwin", "/Users/ines/Google Drive/waymark", "", "Google Drive"},
		{"darwin", "/Users/ines/Box/waymark", "", "Box"},
		{"darwin", "/Volumes/work/waymark", "/Volumes/work/.tmp.driveupload", "Google Drive"},
		{"windows", `C:\Users\ines\OneDrive - Contoso\waymark`, "", "OneDrive"},
		{"windows", `D:\Firm\waymark`, "", "OneDrive"},
		{"windows", `d:\firm`, "", "OneDrive"},
		{"windows", `C:\Users\ines\iCloudDrive\waymark`, "", "iCloud Drive"},
		{"windows", `G:\My Drive\waymark`, "G:/.shortcut-targets-by-id", "Google Drive"},
		{"windows", `E:\Cloud\waymark`, "E:/Cloud/.849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"},
	} {
		equal(t, test.system+" "+test.path+" "+test.file, judgedOn(test.system, test.path, test.file), Location{CloudFolder, test.want})
	}
}

// A common word proves nothing, nor does a folder beside, nor another's home.
func TestFoldersThatNoCloudCopies(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ system, path, file string }{
		{"linux", "/home/ines/.local/share/waymark", ""},
		{"linux", "/home/ines/Box/waymark", ""},
		{"linux", "/home/ines/Google Drive/waymark", ""},
		{"linux", "/home/ines/dropbox/waymark", ""},
		{"linux", "/home/ines/Dropbox-export/waymark", ""},
		{"linux", "/home/ines/work/Dropbox/waymark", ""},
		{"linux", "/home/ines/Sync/waymark", ""},
		{"linux", "/home/inesDropbox/waymark", ""},
		{"linux", "/home/max/Dropbox/waymark", ""},
		{"linux", "/srv/OneDrive - old/waymark", ""},
		{"linux", "/home/ines/waymark", "/home/ines/.dropbox"},
		{"linux", "/home/ines/waymark", "/home/ines/Nextcloud/.nextcloudsync.log"},
		{"linux", "/home/ines/waymark", "/home/ines/.sync_notes.txt"},
		{"linux", "/home/ines/waymark", "/home/ines/waymark/waymark.db"},
		{"darwin", "/Users/ines/Library/Application Support/waymark", ""},
		{"darwin", "/Users/ines/Documents/Boxes/waymark", ""},
		{"darwin", "/Users/ines/Library/CloudStorage", ""},
		{"darwin", "/Users/ines/Library/Mobile Documents backup/waymark", ""},
		{"darwin", "/Users/ines/Projects/Box/waymark", ""},
		{"windows", `C:\Users\ines\AppData\Local\waymark`, ""},
		{"windows", `D:\Firmware\waymark`, ""},
		{"windows", `C:\Users\ines\OneDriveTools\waymark`, ""},
		{"windows", `D:\Box\waymark`, ""},
	} {
		equal(t, test.system+" "+test.path+" "+test.file, judgedOn(test.system, test.path, test.file), Location{})
	}
	homeless := surroundings{system: "linux", names: func(string) []string { return nil }}
	equal(t, "without a home folder", homeless.cloudOf("/Dropbox/waymark"), Location{})
}

// judgedOn is what is said of a path on a system, where no more than one file betrays a cloud.
func judgedOn(system, full, file string) Location {
	w := surroundings{system: system, names: func(dir string) []string {
		if file != "" && dir == path.Dir(file) {
			return []string{"notes.txt", path.Base(file)}
		}
		return []string{"notes.txt", "Dropbox", "Box"}
	}}
	switch system {
	case "linux":
		w.home = "/home/ines"
	case "darwin":
		w.home = "/Users/ines"
	case "windows":
		w.home, w.named = `C:\Users\ines`, []string{`D:\Firm`}
	}
	return w.cloudOf(full)
}

// mounts is the table of a machine with everything on it.
const mounts = `22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
24 22 0:22 / /tmp rw,nosuid shared:3 - tmpfs tmpfs rw
25 22 8:3 / /home rw,relatime shared:2 master:1 - btrfs /dev/mapper/home rw,subvol=/@home
26 22 0:40 / /net/nfs rw shared:4 - nfs4 server:/export rw,vers=4.2
27 22 0:41 / /net/old rw - nfs server:/old rw
28 22 0:42 / /net/smb\040share rw - cifs //server/share rw
29 22 0:43 / /net/smb3 rw - smb3 //server/share rw
30 25 0:44 / /home/ines/far rw - fuse.sshfs ines@far:/home rw
31 22 0:45 / /mnt/c rw - 9p C:\134 rw,aname=drvfs
32 22 0:46 / /afs rw - afs none rw
33 22 0:47 / /net/ceph rw - ceph 10.0.0.1:/ rw
34 22 0:48 / /net/gluster rw - fuse.glusterfs server:/vol rw
35 25 0:49 / /home/ines/dav rw - fuse https://dav.example.org/ines rw
36 25 0:50 / /home/ines/p rw - fuse pCloud.fs rw
37 25 0:51 / /home/ines/drive rw - fuse.google-drive-ocamlfuse google-drive-ocamlfuse rw
38 25 0:52 / /home/ines/one rw - fuse.onedriver onedriver rw
39 25 0:53 / /home/ines/rclone rw - fuse.rclone remote: rw
40 22 0:54 / /net/vm rw - fuse.vmhgfs-fuse vmhgfs-fuse rw
41 22 0:55 / /net/box rw - vboxsf share rw
42 22 0:56 / /net/plain rw - fuse ines@far:/home rw
43 22 0:57 / /auto rw - autofs systemd-1 rw
44 43 0:58 / /auto rw - nfs server:/auto rw
45 22 0:59 / /over rw - nfs server:/over rw
46 45 0:60 / /over rw - ext4 /dev/sdb1 rw
47 26 0:61 / /net/nfs/local rw - xfs /dev/sdc1 rw
48 25 0:62 / /home/ines/secret rw - fuse.gocryptfs /home/ines/.secret rw
49 25 0:63 / /home/ines/enc rw - fuse.encfs encfs rw
50 22 0:64 / /media/stick rw - fuseblk /dev/sdd1 rw
51 22 0:65 / /media/fat rw - vfat /dev/sde1 rw
52 22 0:66 / /pool rw - fuse.mergerfs a:b rw
53 22 0:67 / /zfs rw - zfs tank/home rw
54 22 0:68 / /ov rw - overlay overlay rw
55 22 0:69 / /portal rw - fuse.portal portal rw
56 22 0:70 / /vm rw - virtiofs host rw
57 22 0:71 / /bind rw - fuse /dev/fuse rw
58 22 0:72 / /colon rw - fuse /data/a@b:/c rw
this is no line of the table
59 22
`

func TestDrives(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]Location{
		"/net/nfs": {NetworkDrive, "NFS"}, "/net/nfs/ines/waymark": {NetworkDrive, "NFS"}, "/net/old/waymark": {NetworkDrive, "NFS"},
		"/net/smb share/waymark": {NetworkDrive, "SMB"}, "/net/smb3/waymark": {NetworkDrive, "SMB"}, "/home/ines/far/waymark": {NetworkDrive, "SSHFS"},
		"/mnt/c/Users/ines": {NetworkDrive, "9P"}, "/afs/x": {NetworkDrive, "AFS"}, "/net/ceph/x": {NetworkDrive, "ceph"},
		"/net/gluster/x": {NetworkDrive, "glusterfs"}, "/home/ines/dav/x": {NetworkDrive, "WebDAV"}, "/home/ines/p/x": {CloudFolder, "pCloud"},
		"/home/ines/drive/x": {CloudFolder, "Google Drive"}, "/home/ines/one/x": {CloudFolder, "OneDrive"}, "/home/ines/rclone/x": {NetworkDrive, "rclone"},
		"/net/vm/x": {NetworkDrive, "vmhgfs-fuse"}, "/net/box/x": {NetworkDrive, "vboxsf"}, "/net/plain/x": {NetworkDrive, "SSHFS"},
		"/auto/x": {NetworkDrive, "NFS"},

		"/": {}, "/waymark": {}, "/tmp/x": {}, "/home/ines/.local/share/waymark": {}, "/home/ines/farther/x": {}, "/net/nfs2/x": {}, "/over/x": {},
		"/net/nfs/local/x": {}, "/home/ines/secret/x": {}, "/home/ines/enc/x": {}, "/media/stick/x": {}, "/media/fat/x": {}, "/pool/x": {}, "/zfs/x": {},
		"/ov/x": {}, "/portal/x": {}, "/vm/x": {}, "/bind/x": {}, "/colon/x": {}, "/proc/x": {}, "/net/smb": {}, "relative": {},
	} {
		equal(t, path, driveInMounts(mounts, path), want)
	}
	for _, kind := range []string{"smbfs", "afpfs", "webdav", "nfs"} { // as macOS names them
		equal(t, kind, driveByKind(kind, "//ines@server/share").Kind, NetworkDrive)
	}
	for _, kind := range []string{"apfs", "hfs", "exfat", "msdos"} {
		equal(t, kind, driveByKind(kind, "/dev/disk1s1"), Location{})
	}
	equal(t, "macfuse", driveByKind("macfuse", "pCloud.fs"), Location{CloudFolder, "pCloud"})
	for path, want := range map[string]bool{
		`\\server\share\waymark`: true, `\\?\UNC\server\share\waymark`: true, `\\wsl.localhost\Ubuntu\home`: true, `//server/share`: true,
		`C:\waymark`: false, `\\?\C:\waymark`: false, `\\.\C:\waymark`: false, `\waymark`: false, `\\server`: false,
	} {
		equal(t, path, isOfServer(path), want)
	}
}

// What is on this machine is found as it is: a folder that is not there yet, a link to a
// folder, and a file that is a link.
func TestTheLocationOfARealFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synced := filepath.Join(dir, "synced")
	check(t, os.MkdirAll(filepath.Join(synced, ".stfolder"), 0o700))
	wanted := Location{CloudFolder, "Syncthing"}

	equal(t, "a folder of this machine", at(filepath.Join(dir, "own", "waymark")), Location{})
	equal(t, "one that is not there yet", at(filepath.Join(synced, "not", "yet")), wanted)
	if err := os.Symlink(synced, filepath.Join(dir, "link")); err != nil {
		t.Skip("this system makes no links:", err)
	}
	equal(t, "through a link", at(filepath.Join(dir, "link", "waymark")), wanted)
	check(t, os.WriteFile(filepath.Join(synced, "waymark.db"), nil, 0o600))
	check(t, os.Mkdir(filepath.Join(dir, "own"), 0o700))
	check(t, os.Symlink(filepath.Join(synced, "waymark.db"), filepath.Join(dir, "own", "waymark.db")))
	equal(t, "a file that is a link", at(filepath.Join(dir, "own")), wanted)
	check(t, os.Symlink("loop", filepath.Join(dir, "loop")))
	equal(t, "a link to itself", at(filepath.Join(dir, "loop")), Location{})
}

func at(dir string) Location { return New(dir, nil).Location() }

// The drives of this machine: a real tmpfs is one of its own, and so is wherever the tests run, unless
// its table says otherwise. A network drive cannot be mounted without a server and root.
func TestTheDriveOfThisMachine(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has a memory disk that is always there")
	}
	table, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil || !strings.Contains(string(table), " /dev/shm ") {
		t.Skip("this machine has no /dev/shm")
	}
	var kinds []string
	for line := range strings.Lines(string(table)) {
		if at, kind, _, ok := readMount(line); ok && at == "/dev/shm" {
			kinds = append(kinds, kind)
		} else if !ok {
			t.Errorf("a line of this machine's table cannot be read: %s", line)
		}
	}
	equal(t, "the kind of /dev/shm", slices.Compact(kinds), []string{"tmpfs"})
	equal(t, "its location", driveOf("/dev/shm/waymark"), Location{})
}

// What is said of a folder names what it is and what to do; of one that is no risk nothing is said.
func TestWhatIsSaidOfALocation(t *testing.T) {
	t.Parallel()
	for _, l := range []Location{{NetworkDrive, "NFS"}, {CloudFolder, "Dropbox"}} {
		equal(t, l.Name, []bool{strings.Contains(l.What(), l.Name), l.Why() != "", strings.Contains(l.Next(), "--data"), strings.HasPrefix(l.Line(), l.What())}, []bool{true, true, true, true})
	}
	own := Location{}
	equal(t, "a disk of this machine", own.What()+own.Why()+own.Next()+own.Line(), "")
}

// The doctor tells it as something to know, with what to do, and no damage.
func TestTheDoctorTellsOfASyncedFolder(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "a", false))
	check(t, os.Mkdir(filepath.Join(s.Dir(), ".stfolder"), 0o700))
	x := must(s.Examine())(t)
	equal(t, "sound", x.Sound(), true)
	found := fmt.Sprint(x.Findings)
	for _, words := range []string{CheckPlace, "Syncthing", "--data or WAYMARK_DATA", "waymark merge"} {
		if !strings.Contains(found, words) {
			t.Errorf("%q is not in what was found: %s", words, found)
		}
	}
}
