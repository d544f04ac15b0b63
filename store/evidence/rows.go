package evidence

import "bytes"

// rows says which rows of the records and their chain are not what was signed, by file.
// Off are the files that are others than were signed.
//
// The manifest holds the last hash of the chain, which no other records can have. So
// whichever of the three files names records whose chain ends in it says which
// records were signed, whatever was done to the other two.
func (in *inspection) rows(off map[string]Change) map[string][]Change {
	tables, hashes := map[string][]line{}, map[string][]string{chainCSV: chainRecords(in.contents[chainCSV])}
	records := map[string]Record{} // by hash
	read := func(f form) {
		tables[f.file] = f.lines(in.contents[f.file])
		for _, l := range tables[f.file] {
			if l.hash != "" {
				records[l.hash] = l.record
				hashes[f.file] = append(hashes[f.file], l.hash)
			}
		}
	}
	for _, f := range forms(in.m.Made) {
		_, isOff := off[f.file]
		_, chainOff := off[chainCSV]
		if isOff || chainOff || len(off) == 0 { // of a pack with other faults it is not asked whether what was signed fits together
			read(f)
		}
	}
	signed, known := in.signed(hashes)
	if !known {
		return nil // all three were changed: each is named as a whole
	}
	found := map[string][]Change{}
	for _, f := range forms(in.m.Made) {
		if table, ok := tables[f.file]; ok {
			if _, there := in.contents[f.file]; there {
				found[f.file] = f.changes(table, signed, in.namer(signed, records))
			}
		}
	}
	if content, there := in.contents[chainCSV]; there {
		for _, at := range align(chainLines(signed), lines(content)) {
			found[chainCSV] = append(found[chainCSV], change(chainCSV, at, in.namer(signed, records), len(signed)))
		}
	}
	return found
}

// signed are the hashes of the records that were signed: those whose chain ends as the
// manifest says.
func (in *inspection) signed(hashes map[string][]string) (signed []string, known bool) {
	for _, name := range []string{chainCSV, recordsJSON, recordsCSV} {
		if len(hashes[name]) == in.m.Records && chainEnd(hashes[name]) == in.m.Chain {
			return hashes[name], true
		}
	}
	return nil, false
}

// namer finds the record of a row: among those that were read, or else on its line of a file, as long as it
// has the hash that was signed.
func (in *inspection) namer(signed []string, records map[string]Record) func(row int) (Record, bool) {
	return func(row int) (Record, bool) {
		hash := signed[row-1]
		if r, ok := records[hash]; ok {
			return r, true
		}
		for _, f := range forms(in.m.Made) {
			if text, there := lineAt(in.contents[f.file], row); there {
				if _, r, ok := f.record(text); ok && r.hash() == hash {
					return r, true
				}
			}
		}
		return Record{}, false
	}
}

// lineAt is the line of a text at a place, counted from 0.
func lineAt(text []byte, at int) (line string, there bool) {
	for ; at > 0; at-- {
		_, rest, more := bytes.Cut(text, []byte("\n"))
		if !more {
			return "", false
		}
		text = rest
	}
	first, _, _ := bytes.Cut(text, []byte("\n"))
	return string(first), true
}

// A line is a line of a file of records.
type line struct {
	text   string
	body   string // without what ends it
	record Record // as far as the line can be read
	hash   string // of the record; empty where the line is none that the program writes
}

// lines reads a file of records.
func (f form) lines(content []byte) []line {
	var all []line
	for _, text := range lines(content) {
		body, r, ok := f.record(text)
		l := line{text: text, body: body, record: r}
		if ok {
			l.hash = r.hash()
		}
		all = append(all, l)
	}
	return all
}

// changes compares a file of records with the hashes of those that were signed.
func (f form) changes(table []line, signed []string, name func(row int) (Record, bool)) []Change {
	want := append([]string{f.head}, signed...)
	if f.tail != "" {
		want = append(want, f.tail)
	}
	got := make([]string, len(table))
	for i, l := range table {
		got[i] = l.text
		if l.hash != "" && l.text == l.body+f.ending(l.record.Row == len(signed)) {
			got[i] = l.hash
		}
	}
	var changes []Change
	for _, at := range align(append(want, ""), got) {
		c := change(f.file, at, name, len(signed))
		if !c.Known && at.got >= 0 {
			c.Record = table[at.got].record
		}
		changes = append(changes, c)
	}
	return changes
}

// change is a fault among so many rows, with the record that it is about where that is known.
func change(file string, at fault, name func(row int) (Record, bool), rows int) Change {
	c := Change{File: file, What: at.what, Line: at.got + 1}
	if at.want >= 1 && at.want <= rows {
		c.Row = at.want
		c.Record, c.Known = name(c.Row)
	}
	return c
}
