package store

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"
)

// The layout of bbolt's file, which it reads through a memory map and trusts:
// a damaged page can crash the program or read as something else. What is
// needed to tell is read here without a map. Numbers have the byte order of
// the machine.
const (
	metaMagic    = 0xED0CDAED
	metaVersion  = 2
	pageHeader   = 16 // id 8, flags 2, count 2, overflow 4
	metaSize     = 64
	metaPage     = 0x04
	minPageSize  = 1 << 10
	maxPageSize  = 1 << 16
	maxPages     = 1 << 26 // 256 GB in pages of 4 kB; the walk takes a byte for each
	metaAttempts = 3
)

// A meta is one of the two pages with which the file begins. They are written
// in turn; the one with the higher transaction number counts.
type meta struct {
	PageSize uint32
	Root     uint64 // page of the bucket of buckets
	Freelist uint64 // page of the list of free pages
	Pages    uint64 // the number of pages in use or free
	TxID     uint64
}

type metas [2]meta

func (m metas) newest() meta {
	if m[1].TxID > m[0].TxID {
		return m[1]
	}
	return m[0]
}

// checkMetas reports what is wrong with the file's beginning or length, or with the two
// pages that it begins from. It takes no lock, and asks again before it believes in
// damage: another program may be writing the very page.
func checkMetas(path string) error {
	for attempt := 1; ; attempt++ {
		both, err := readMetas(path)
		if err == nil {
			err = checkHeads(path, both.newest())
		}
		if !errors.Is(err, ErrDamaged) || attempt == metaAttempts {
			return err
		}
		time.Sleep(time.Millisecond)
		if now, later := readMetas(path); later == nil && now.newest() != both.newest() {
			attempt-- // others save meanwhile: what was looked at is of the past
		}
	}
}

// checkHeads reports that the root page or the list of free pages, both of which bbolt
// goes by before anything else, does not begin as such a page does.
func checkHeads(path string, m meta) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, page := range []struct {
		id    uint64
		kinds []uint16
	}{{m.Root, []uint16{leafPage, branchPage}}, {m.Freelist, []uint16{freelistPage}}} {
		var head [pageHeader + 8]byte
		if _, err := f.ReadAt(head[:], int64(page.id)*int64(m.PageSize)); page.id >= m.Pages || err != nil {
			return damaged("it refers to page %d of %d", page.id, m.Pages)
		}
		order := binary.NativeEndian
		more, flags, count := uint64(order.Uint32(head[12:])), order.Uint16(head[8:]), uint64(order.Uint16(head[10:]))
		if flags == freelistPage && count == 0xFFFF {
			count = order.Uint64(head[pageHeader:])
		}
		switch {
		case order.Uint64(head[:]) != page.id, more >= m.Pages-page.id, !slices.Contains(page.kinds, flags):
			return damaged("page %d is not what it should be", page.id)
		case flags == freelistPage && count > m.Pages:
			return damaged("the list of free pages is garbled")
		}
	}
	return nil
}

// statFile tells what stands at the path of the file. A pipe must not be opened,
// which would wait for ever, and a link to nothing is no new learner.
func statFile(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if target, linked := os.Readlink(path); linked == nil {
			return nil, damaged("it is a link to %s, where nothing is", target)
		}
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, damaged("it is not a file")
	}
	return info, err
}

func readMetas(path string) (metas, error) {
	var both metas
	info, err := statFile(path)
	if err != nil {
		return both, err
	}
	if info.Size() == 0 {
		return both, damaged("it is empty")
	}
	f, err := os.Open(path)
	if err != nil {
		return both, err
	}
	defer f.Close()
	if both[0], err = readMeta(f, 0, 0); err != nil {
		return both, err
	}
	if both[1], err = readMeta(f, 1, both[0].PageSize); err != nil {
		return both, err
	}
	first, second := both[0], both[1]
	switch newest := both.newest(); {
	case first.PageSize != second.PageSize, first.TxID+1 != second.TxID && second.TxID+1 != first.TxID:
		return both, damaged("its two first pages disagree")
	case newest.Pages > uint64(info.Size())/uint64(newest.PageSize):
		return both, damaged("it is cut short: %d bytes of %d", info.Size(), newest.Pages*uint64(newest.PageSize))
	}
	return both, nil
}

// readMeta reads and checks one of the two first pages.
func readMeta(f io.ReaderAt, id uint64, pageSize uint32) (meta, error) {
	var page [pageHeader + metaSize]byte
	if _, err := f.ReadAt(page[:], int64(id)*int64(pageSize)); err != nil {
		return meta{}, damaged("it is cut short")
	}
	order, b := binary.NativeEndian, page[pageHeader:]
	m := meta{
		PageSize: order.Uint32(b[8:]), Root: order.Uint64(b[16:]),
		Freelist: order.Uint64(b[32:]), Pages: order.Uint64(b[40:]), TxID: order.Uint64(b[48:]),
	}
	sum := fnv.New64a()
	sum.Write(b[:56])
	switch {
	case order.Uint32(b) != metaMagic:
		return m, damaged("it does not begin like a file of waymark")
	case order.Uint64(b[56:]) != sum.Sum64():
		return m, damaged("the sum of a first page is wrong")
	case order.Uint32(b[4:]) != metaVersion:
		return m, damaged("it has the unknown database version %d", order.Uint32(b[4:]))
	case order.Uint64(page[:]) != id, order.Uint16(page[8:]) != metaPage, m.TxID%2 != id:
		return m, damaged("a first page is not in its place")
	case m.PageSize < minPageSize || m.PageSize > maxPageSize || m.PageSize&(m.PageSize-1) != 0:
		return m, damaged("its page size of %d is impossible", m.PageSize)
	case m.Pages < 4 || m.Pages > maxPages:
		return m, damaged("it claims %d pages", m.Pages)
	}
	return m, nil
}
