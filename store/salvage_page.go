package store

import (
	"encoding/binary"
	"io"
	"slices"
)

// pagesInUse tells which pages of a file are in use, as far as that can be known.
type pagesInUse struct {
	step   int64  // bytes from one page to the next, or at which one could begin
	window int64  // bytes of a page to read at once
	live   []bool // by page; none where both first pages are lost
	inside []bool // pages that another one runs over
	newest meta   // of the first pages that hold
	metas  int    // how many of the two hold, and follow each other
}

func (p pagesInUse) isLive(id int64) bool   { return id < int64(len(p.live)) && p.live[id] }
func (p pagesInUse) isInside(id int64) bool { return id < int64(len(p.inside)) && p.inside[id] }

// findPages goes down the tree as far as it leads. What it does not reach is in use all the
// same where it is not in the list of free pages, and that list can be believed.
func findPages(f io.ReaderAt, size int64) pagesInUse {
	found := readMetasLeft(f)
	if len(found) == 0 {
		return pagesInUse{step: smallestStep, window: usualWindow}
	}
	m := found[0]
	for _, other := range found {
		if other.TxID > m.TxID {
			m = other
		}
	}
	pages := int64(min(m.Pages, uint64(size)/uint64(m.PageSize)))
	p := pagesInUse{step: int64(m.PageSize), window: int64(m.PageSize), live: make([]bool, pages), inside: make([]bool, pages), newest: m, metas: len(found)}
	w := wanderer{f, p}
	w.visit(m.Root, 0)
	if len(found) == 2 {
		w.addUnfree(m.Freelist)
	}
	return p
}

// readMetasLeft reads those of the two first pages that hold. Where the first is lost,
// the size of a page is tried.
func readMetasLeft(f io.ReaderAt) []meta {
	var found []meta
	sizes := []uint32{}
	if m, err := readMeta(f, 0, 0); err == nil {
		found, sizes = append(found, m), append(sizes, m.PageSize)
	} else {
		for size := uint32(minPageSize); size <= maxPageSize; size *= 2 {
			sizes = append(sizes, size)
		}
	}
	for _, size := range sizes {
		m, err := readMeta(f, 1, size)
		if err != nil || m.PageSize != size {
			continue
		}
		if len(found) == 1 && found[0].TxID+1 != m.TxID && m.TxID+1 != found[0].TxID {
			// One of them is of long ago: which, only its pages can tell. The newer one counts.
			if m.TxID > found[0].TxID {
				return []meta{m}
			}
			return found
		}
		return append(found, m)
	}
	return found
}

// A wanderer goes down a tree of pages, past what is broken.
type wanderer struct {
	file  io.ReaderAt
	pages pagesInUse
}

// head reads a page and reports that it is in its place, and was not visited.
func (w wanderer) head(id uint64) (data []byte, flags uint16, ok bool) {
	if id < 2 || id >= uint64(len(w.pages.live)) || w.pages.live[id] || w.pages.inside[id] {
		return nil, 0, false
	}
	data = make([]byte, w.pages.step)
	if _, err := w.file.ReadAt(data, int64(id)*w.pages.step); err != nil || binary.NativeEndian.Uint64(data) != id {
		return nil, 0, false
	}
	return data, binary.NativeEndian.Uint16(data[8:]), true
}

func (w wanderer) visit(id uint64, depth int) {
	data, flags, ok := w.head(id)
	if !ok || depth > maxDepth || flags != leafPage && flags != branchPage {
		return
	}
	w.pages.live[id] = true
	order := binary.NativeEndian
	for over := uint64(1); over <= uint64(order.Uint32(data[12:])) && id+over < uint64(len(w.pages.live)) && !w.pages.live[id+over]; over++ {
		w.pages.inside[id+over] = true
	}
	for n := range min(int(order.Uint16(data[10:])), (len(data)-pageHeader)/element) {
		entry := data[pageHeader+n*element:]
		if flags == branchPage {
			w.visit(order.Uint64(entry[8:]), depth+1)
			continue
		}
		value := int64(n*element+pageHeader) + int64(order.Uint32(entry[4:])) + int64(order.Uint32(entry[8:]))
		if order.Uint32(entry) == bucketFlag && value+8 <= int64(len(data)) {
			w.visit(order.Uint64(data[value:]), depth+1)
		}
	}
}

// addUnfree counts as in use what is not free. A list of free pages that is out of order, or
// names a page in use, is not believed.
func (w wanderer) addUnfree(id uint64) {
	f := inspector{file: w.file, meta: w.pages.newest, used: slices.Concat(w.pages.live, make([]bool, max(0, int(w.pages.newest.Pages)-len(w.pages.live))))}
	for page, inside := range w.pages.inside {
		f.used[page] = f.used[page] || inside
	}
	taken := slices.Clone(f.used)
	if len(f.used) < 2 || f.freelist(id) != nil {
		return
	}
	for page := 2; page < len(w.pages.live); page++ {
		if w.pages.live[page] = w.pages.live[page] || !f.used[page] && !taken[page]; !w.pages.live[page] {
			continue
		}
		var head [8]byte // what lies there can belong elsewhere
		_, err := w.file.ReadAt(head[:], int64(page)*w.pages.step)
		w.pages.live[page] = err == nil && binary.NativeEndian.Uint64(head[:]) == uint64(page)
	}
}
