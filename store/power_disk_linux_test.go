package store

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// A disk is what recorded calls did to the files below a folder: what is sure to be there
// after a power cut, and what may be. A file's bytes are sure once the file was synced, its
// name once the folder was; nothing else is.
type disk struct {
	root    string
	tree    *inode
	opened  map[int]*position
	unnamed []naming // not sure yet, in order
	said    []string // what the program said so far
	deaf    bool     // no sync is heard, as with bbolt's NoSync
}

// An inode is a file or a folder.
type inode struct {
	isDir bool
	sure  map[string]*inode // the names in a folder that are sure
	names map[string]*inode // those that the program sees

	bytes []byte // of a file that are sure
	after []unsure
	size  int // that the program sees
}

// An unsure change of a file's bytes that is not sure yet: a write, or its length set.
type unsure struct {
	at    int
	bytes []byte
	cut   bool
}

// A naming binds names in one step: to nothing where they are taken away.
type naming []binding

type binding struct {
	dir  *inode
	name string
	to   *inode
}

type position struct {
	file *inode
	at   int
	ends bool // each write goes to the end
}

func newFolder() *inode {
	return &inode{isDir: true, sure: map[string]*inode{}, names: map[string]*inode{}}
}

// newDisk is a disk on which all that the folder holds now is sure.
func newDisk(t *testing.T, root string) *disk {
	t.Helper()
	d := &disk{root: root, tree: newFolder(), opened: map[int]*position{}}
	check(t, fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		dir, _ := d.find(path.Dir(path.Join(root, name)))
		file := newFolder()
		if !entry.IsDir() {
			file = &inode{}
			if file.bytes, err = os.ReadFile(path.Join(root, name)); err != nil {
				return err
			}
			file.size = len(file.bytes)
		}
		dir.sure[entry.Name()], dir.names[entry.Name()] = file, file
		return nil
	}))
	return d
}

// find is the file at a path, as the program sees it.
func (d *disk) find(name string) (*inode, bool) {
	rest, inside := strings.CutPrefix(path.Clean(name), d.root)
	if !inside {
		return nil, false
	}
	at := d.tree
	for _, part := range strings.FieldsFunc(rest, func(r rune) bool { return r == '/' }) {
		if at = at.names[part]; at == nil {
			return nil, false
		}
	}
	return at, true
}

// do carries out a call, and reports that it may have changed what a power cut leaves.
func (d *disk) do(c call) bool {
	switch c.name {
	case "openat":
		return d.open(c)
	case "close":
		delete(d.opened, c.number(0))
		return false
	case "write", "pwrite64":
		return d.write(c)
	case "copy_file_range":
		return d.copy(c)
	case "ftruncate":
		return d.truncate(d.opened[c.number(0)], c.number(1))
	case "truncate":
		file, ok := d.find(string(c.bytes(0)))
		return ok && d.truncate(&position{file: file}, c.number(1))
	case "fsync", "fdatasync":
		return d.sync(d.opened[c.number(0)])
	}
	return d.rename(c)
}

func (d *disk) open(c call) bool {
	name := c.path(0)
	file, found := d.find(name)
	dir, inside := d.find(path.Dir(name))
	switch {
	case !found && !inside:
		delete(d.opened, c.ret)
		return false
	case !found:
		file = &inode{}
		d.bind(binding{dir, path.Base(name), file})
	}
	p := &position{file: file, ends: strings.Contains(c.args[2], "O_APPEND")}
	d.opened[c.ret] = p
	if strings.Contains(c.args[2], "O_TRUNC") && file.size > 0 {
		return d.truncate(p, 0)
	}
	return !found
}

func (d *disk) write(c call) bool {
	content := c.bytes(1)[:c.ret]
	if c.number(0) == 1 {
		d.said = append(d.said, strings.Split(strings.TrimSpace(string(content)), "\n")...)
		return true
	}
	p := d.opened[c.number(0)]
	if p == nil {
		return false
	}
	at := p.at
	if c.name == "pwrite64" {
		at = c.number(3)
	} else if p.ends {
		at = p.file.size
	}
	if c.name == "write" {
		p.at = at + len(content)
	}
	return p.put(at, content)
}

func (p *position) put(at int, content []byte) bool {
	p.file.after = append(p.file.after, unsure{at: at, bytes: content})
	p.file.size = max(p.file.size, at+len(content))
	return true
}

// copy is a write of what another file holds.
func (d *disk) copy(c call) bool {
	from, to := d.opened[c.number(0)], d.opened[c.number(2)]
	if to == nil || c.ret == 0 {
		return false
	}
	var seen []byte
	for _, change := range append([]unsure{{bytes: from.file.bytes}}, from.file.after...) {
		seen = change.apply(seen, nil)
	}
	content := seen[from.at : from.at+c.ret]
	from.at, to.at = from.at+c.ret, to.at+c.ret
	return to.put(to.at-c.ret, content)
}

func (d *disk) truncate(p *position, size int) bool {
	if p == nil {
		return false
	}
	p.file.after = append(p.file.after, unsure{at: size, cut: true})
	p.file.size = size
	return true
}

func (d *disk) sync(p *position) bool {
	if p == nil || d.deaf {
		return false
	}
	if !p.file.isDir {
		for _, c := range p.file.after {
			p.file.bytes = c.apply(p.file.bytes, nil)
		}
		p.file.after = nil
		return true
	}
	d.unnamed = slices.DeleteFunc(d.unnamed, func(n naming) bool {
		last := n[len(n)-1].dir == p.file // where the name is that came
		if last {
			n.apply(func(i *inode) map[string]*inode { return i.sure })
		}
		return last
	})
	return true
}

// rename carries out what changes names.
func (d *disk) rename(c call) bool {
	name := c.path(0)
	dir, inside := d.find(path.Dir(name))
	if !inside {
		return false
	}
	switch c.name {
	case "mkdirat":
		d.bind(binding{dir, path.Base(name), newFolder()})
	case "unlinkat":
		d.bind(binding{dir, path.Base(name), nil})
	case "linkat", "renameat", "renameat2":
		file := dir.names[path.Base(name)]
		other := c.path(2)
		target, _ := d.find(path.Dir(other))
		if c.name == "linkat" {
			d.bind(binding{target, path.Base(other), file})
		} else {
			d.bind(binding{dir, path.Base(name), nil}, binding{target, path.Base(other), file})
		}
	}
	return true
}

func (d *disk) bind(n ...binding) {
	d.unnamed = append(d.unnamed, n)
	naming(n).apply(func(i *inode) map[string]*inode { return i.names })
}

func (n naming) apply(of func(*inode) map[string]*inode) {
	for _, b := range n {
		if b.to == nil {
			delete(of(b.dir), b.name)
		} else {
			of(b.dir)[b.name] = b.to
		}
	}
}

const sector = 512 // bytes that reach a disk together or not at all

// apply changes bytes, which it may write over. Of a write, only the sectors that reach the
// disk are there; those that it passes over are zeros.
func (c unsure) apply(b []byte, reaches func() bool) []byte {
	if c.cut {
		return resize(b, c.at)
	}
	for at := c.at; at < c.at+len(c.bytes); {
		end := min((at/sector+1)*sector, c.at+len(c.bytes))
		if reaches == nil || reaches() {
			b = resize(b, max(len(b), end))
			copy(b[at:end], c.bytes[at-c.at:])
		}
		at = end
	}
	return b
}

func resize(b []byte, size int) []byte {
	if size <= len(b) {
		return b[:size]
	}
	return append(b, make([]byte, size-len(b))...)
}

// An outage is one way in which the power may go out: how likely each change that is not sure
// reaches the disk, or, with inOrder, how many of them do.
type outage struct {
	random  *rand.Rand
	likely  float64
	inOrder bool
	torn    bool
}

func newOutage(random *rand.Rand) outage {
	likely := [...]float64{0, 0.1, 0.5, 0.9, 1}[random.IntN(5)]
	return outage{random, likely, random.IntN(3) == 0, random.IntN(2) == 0}
}

// choose picks which of n changes reach the disk.
func (o outage) choose(n int) func(i int) bool {
	if o.inOrder {
		reached := o.random.IntN(n + 1)
		return func(i int) bool { return i < reached }
	}
	return func(int) bool { return o.random.Float64() < o.likely }
}

// leave writes to a folder what the disk holds after a cut.
func (d *disk) leave(folder string, o outage) error {
	names := map[*inode]map[string]*inode{}
	of := func(i *inode) map[string]*inode {
		if names[i] == nil {
			names[i] = maps.Clone(i.sure)
		}
		return names[i]
	}
	reached := o.choose(len(d.unnamed))
	for i, n := range d.unnamed {
		if reached(i) {
			n.apply(of)
		}
	}
	return d.tree.leave(folder, o, of)
}

func (i *inode) leave(place string, o outage, of func(*inode) map[string]*inode) error {
	if i.isDir {
		if err := os.MkdirAll(place, 0o700); err != nil {
			return err
		}
		entries := of(i)
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			if err := entries[name].leave(path.Join(place, name), o, of); err != nil {
				return err
			}
		}
		return nil
	}
	b, reached := slices.Clone(i.bytes), o.choose(len(i.after))
	for n, change := range i.after {
		if !reached(n) {
			continue
		}
		var sectors func() bool
		if o.torn {
			sectors = func() bool { return o.random.IntN(4) > 0 }
		}
		b = change.apply(b, sectors)
	}
	return os.WriteFile(place, b, 0o600)
}
