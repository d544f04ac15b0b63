package store

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// A sample is a sound file of which damaged ones are made: as it is, as it was after earlier
// saves, and the file of somebody else.
type sample struct {
	name    string
	now     []byte
	earlier [][]byte
	other   []byte
}

const samplePage = 4096

// A damage makes a damaged file of a sample.
type damage struct {
	name string
	do   func(r *rand.Rand, s sample) []byte
}

var native = binary.NativeEndian

// damages are the kinds of damage that disks, file systems, syncing programs and people do.
func damages() []damage { return slices.Concat(bytesAndPages(), cutAndMixed(), insides()) }

// bytesAndPages are damages of bytes and of whole pages, wherever they lie.
func bytesAndPages() []damage {
	return []damage{
		{"a bit", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { b[r.IntN(len(b))] ^= 1 << r.IntN(8) })
		}},
		{"a few bytes", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { scramble(r, piece(b, r.IntN(len(b)), 8)) })
		}},
		{"a page of zeros", func(r *rand.Rand, s sample) []byte { return edit(s, func(b []byte) { clear(page(b, pick(r, b))) }) }},
		{"a page of noise", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { scramble(r, page(b, pick(r, b))) })
		}},
		{"a sector of zeros", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { clear(piece(b, r.IntN(len(b)/512)*512, 512)) })
		}},
		{"a run of zeros", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { clear(piece(b, pick(r, b)*samplePage, 16*samplePage)) })
		}},
		{"two pages swapped", swapped},
		{"a page over another", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { to := pick(r, b); copy(page(b, to), page(s.now, pick(r, b))); setID(b, to) })
		}},
		{"an earlier page", func(r *rand.Rand, s sample) []byte { return back(r, s, 1) }},
		{"several earlier pages", func(r *rand.Rand, s sample) []byte { return back(r, s, 2+r.IntN(6)) }},
		{inPart, torn},
	}
}

// cutAndMixed are damages of the file as a whole, and of what bbolt begins from.
func cutAndMixed() []damage {
	return []damage{
		{"cut off", func(r *rand.Rand, s sample) []byte { return bytes.Clone(s.now[:r.IntN(len(s.now))]) }},
		{"cut off after a page", func(r *rand.Rand, s sample) []byte { return bytes.Clone(s.now[:pick(r, s.now)*samplePage]) }},
		{"longer", func(r *rand.Rand, s sample) []byte {
			more := make([]byte, 1+r.IntN(8*samplePage))
			scramble(r, more)
			return append(bytes.Clone(s.now), more...)
		}},
		{"shifted", func(r *rand.Rand, s sample) []byte {
			at, by := r.IntN(len(s.now)), 1+r.IntN(64)
			return append(append(bytes.Clone(s.now[:at]), make([]byte, by)...), s.now[at:]...)
		}},
		{"a first page", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { b[r.IntN(2)*samplePage+r.IntN(pageHeader+metaSize)] ^= byte(1 + r.IntN(255)) })
		}},
		{"a first page of zeros", func(r *rand.Rand, s sample) []byte { return edit(s, func(b []byte) { clear(page(b, r.IntN(2))) }) }},
		{"both first pages", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { scramble(r, b[:pageHeader+metaSize]); clear(page(b, 1)) })
		}},
		{"a first page that lies", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) {
				m := newestMeta(b)
				native.PutUint64(m[[]int{16, 32, 40}[r.IntN(3)]:], uint64(r.IntN(len(b)/samplePage+9)))
				sign(m)
			})
		}},
		{"the list of free pages", func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) {
				list := page(b, int(native.Uint64(newestMeta(b)[32:])))
				switch r.IntN(3) {
				case 0:
					native.PutUint16(list[10:], uint16(r.Uint32()))
				case 1:
					native.PutUint64(list[pageHeader+8*r.IntN(8):], uint64(r.IntN(len(b)/samplePage+2)))
				default:
					scramble(r, list[pageHeader:pageHeader+64])
				}
			})
		}},
	}
}

// insides are damages of what a page says of itself and of others.
func insides() []damage {
	return []damage{
		{"the key of a branch", func(r *rand.Rand, s sample) []byte { return inPage(r, s, branchPage, branchKey) }},
		{"the page below a branch", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, branchPage, func(r *rand.Rand, p []byte) {
				native.PutUint64(p[pageHeader+element*r.IntN(elements(p))+8:], uint64(r.IntN(len(s.now)/samplePage)))
			})
		}},
		{"a number of elements", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, branchPage|leafPage, func(r *rand.Rand, p []byte) { native.PutUint16(p[10:], uint16(r.IntN(2*elements(p)+2))) })
		}},
		{"an offset", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, leafPage, func(r *rand.Rand, p []byte) { number(r, p, 4) })
		}},
		{"the length of a key", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, leafPage, func(r *rand.Rand, p []byte) { number(r, p, 8) })
		}},
		{"the length of a value", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, leafPage, func(r *rand.Rand, p []byte) { number(r, p, 12) })
		}},
		{"pages that a page runs over", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, leafPage, func(r *rand.Rand, p []byte) { native.PutUint32(p[12:], []uint32{1, 2, 9, r.Uint32()}[r.IntN(4)]) })
		}},
		{"the kind of a page", func(r *rand.Rand, s sample) []byte {
			return inPage(r, s, branchPage|leafPage, func(r *rand.Rand, p []byte) {
				native.PutUint16(p[8:], []uint16{0, 1, 2, 4, 16, uint16(r.Uint32())}[r.IntN(6)])
			})
		}},
		{"the root of a part", bucketRoot},
		{forgedValue, forged},
		{twoInOne, func(r *rand.Rand, s sample) []byte {
			at := (1 + r.IntN(min(inUse(s.now), inUse(s.other))*3/4)) * samplePage
			if r.IntN(2) == 0 {
				return append(bytes.Clone(s.now[:at]), s.other[at:]...)
			}
			return append(bytes.Clone(s.other[:at]), s.now[at:]...)
		}},
		{otherPage, func(r *rand.Rand, s sample) []byte {
			return edit(s, func(b []byte) { to := pick(r, b); copy(page(b, to), page(s.other, pick(r, s.other))); setID(b, to) })
		}},
		{"a file of another program", func(r *rand.Rand, s sample) []byte {
			b := make([]byte, r.IntN(len(s.now)))
			if scramble(r, b); r.IntN(2) == 0 {
				copy(b, "SQLite format 3\x00")
			}
			return b
		}},
	}
}

func edit(s sample, fn func(b []byte)) []byte {
	b := bytes.Clone(s.now)
	fn(b)
	return b
}

func scramble(r *rand.Rand, b []byte) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
}

func piece(b []byte, at, n int) []byte { return b[at:min(at+n, len(b))] }
func pick(r *rand.Rand, b []byte) int  { return r.IntN(len(b) / samplePage) }
func page(b []byte, n int) []byte {
	return piece(b, min(n, len(b)/samplePage-1)*samplePage, samplePage)
}
func setID(b []byte, n int) { native.PutUint64(page(b, n), uint64(n)) }
func elements(p []byte) int { return int(native.Uint16(p[10:])) }

// inUse is the number of pages that are in use or free; a file can be longer.
func inUse(b []byte) int { return int(native.Uint64(newestMeta(b)[40:])) }

// newestMeta is what counts of the two first pages, and sign makes its sum fit again.
func newestMeta(b []byte) []byte {
	first, second := b[pageHeader:][:metaSize], b[samplePage+pageHeader:][:metaSize]
	if native.Uint64(second[48:]) > native.Uint64(first[48:]) {
		return second
	}
	return first
}

func sign(m []byte) {
	sum := fnv.New64a()
	sum.Write(m[:56])
	native.PutUint64(m[56:], sum.Sum64())
}

// inPage changes a page of a kind that is, or was, in use.
func inPage(r *rand.Rand, s sample, kinds uint16, fn func(r *rand.Rand, p []byte)) []byte {
	return edit(s, func(b []byte) {
		var pages []int
		for n := 2; n < len(b)/samplePage; n++ {
			p := page(b, n)
			if native.Uint64(p) == uint64(n) && native.Uint16(p[8:])&kinds != 0 && native.Uint16(p[8:]) <= leafPage && elements(p) > 0 && elements(p) < 250 {
				pages = append(pages, n)
			}
		}
		if len(pages) > 0 {
			fn(r, page(b, pages[r.IntN(len(pages))]))
		}
	})
}

func branchKey(r *rand.Rand, p []byte) {
	n := r.IntN(elements(p))
	entry := p[pageHeader+n*element:]
	at, size := pageHeader+n*element+int(native.Uint32(entry)), int(native.Uint32(entry[4:]))
	if size > 0 && at+size <= len(p) {
		p[at+r.IntN(size)] += byte(1 + r.IntN(3))
	}
}

// number changes one of the numbers in the entry of a key, by little or to anything.
func number(r *rand.Rand, p []byte, field int) {
	at := p[pageHeader+element*r.IntN(elements(p))+field:]
	switch value := native.Uint32(at); r.IntN(3) {
	case 0:
		native.PutUint32(at, value+uint32(r.IntN(33))-16)
	case 1:
		native.PutUint32(at, value^1<<r.IntN(32))
	default:
		native.PutUint32(at, r.Uint32())
	}
}

func swapped(r *rand.Rand, s sample) []byte {
	return edit(s, func(b []byte) {
		one, two := pick(r, b), pick(r, b)
		copy(page(b, one), page(s.now, two))
		copy(page(b, two), page(s.now, one))
		if r.IntN(2) == 0 {
			setID(b, one)
			setID(b, two)
		}
	})
}

// back puts back pages as they were after an earlier save: writes that a disk lost.
func back(r *rand.Rand, s sample, pages int) []byte {
	was := s.earlier[r.IntN(len(s.earlier))]
	return edit(s, func(b []byte) {
		var changed []int
		for n := 2; n < min(len(was), len(b))/samplePage; n++ {
			if !bytes.Equal(page(b, n), page(was, n)) {
				changed = append(changed, n)
			}
		}
		for range min(pages, len(changed)) {
			n := changed[r.IntN(len(changed))]
			copy(page(b, n), page(was, n))
		}
	})
}

// torn is the state before the last save, with some of the pages that it wrote.
func torn(r *rand.Rand, s sample) []byte {
	was := bytes.Clone(s.earlier[len(s.earlier)-1])
	for n := range min(len(was), len(s.now)) / samplePage {
		if r.IntN(2) == 0 {
			copy(page(was, n), page(s.now, n))
		}
	}
	return was
}

// bucketRoot changes where the pages of a part begin.
func bucketRoot(r *rand.Rand, s sample) []byte {
	return edit(s, func(b []byte) {
		root := page(b, int(native.Uint64(newestMeta(b)[16:])))
		for range 20 {
			n := r.IntN(elements(root))
			entry := root[pageHeader+n*element:]
			at := pageHeader + n*element + int(native.Uint32(entry[4:])) + int(native.Uint32(entry[8:]))
			if at+8 <= len(root) && native.Uint64(root[at:]) != 0 {
				native.PutUint64(root[at:], uint64(r.IntN(len(b)/samplePage+2)))
				return
			}
		}
	})
}

// forged changes a value, and its checksum so that it fits: nothing in the value itself
// tells.
func forged(r *rand.Rand, s sample) []byte {
	return inPage(r, s, leafPage, func(r *rand.Rand, p []byte) {
		n := r.IntN(elements(p))
		entry := p[pageHeader+n*element:]
		key := pageHeader + n*element + int(native.Uint32(entry[4:]))
		value, end := key+int(native.Uint32(entry[8:])), key+int(native.Uint32(entry[8:]))+int(native.Uint32(entry[12:]))
		if native.Uint32(entry) != 0 || end > len(p) || end-value <= sealSize {
			return
		}
		for _, bucket := range buckets {
			if binary.BigEndian.Uint32(p[value+1:]) == checksum(bucket, string(p[key:value]), p[value+sealSize:end]) {
				at := value + sealSize + r.IntN(end-value-sealSize)
				p[at] ^= 1
				binary.BigEndian.PutUint32(p[value+1:], checksum(bucket, string(p[key:value]), p[value+sealSize:end]))
				return
			}
		}
	})
}
