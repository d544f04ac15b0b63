package evidence

import (
	"fmt"
	"strconv"
	"strings"

	"waymark/store/envelope"
)

// The records stand in two files, and their hashes in a third. In each of them a record has a line
// of its own, so that whoever looks for row 17 finds it with any tool.
const (
	recordsJSON = "records.json"
	recordsCSV  = "records.csv"
	chainCSV    = "chain.csv"
)

// mark tells a spreadsheet that a table is UTF-8.
const mark = "\ufeff"

// A form is how records are lines of a file.
type form struct {
	file         string
	head, tail   string // lines around the records; an empty tail has no line
	write        func(r Record) string
	read         func(line string) (r Record, ok bool)
	between, end string // what ends a record's line, and that of the last one
}

// forms are the two files of the records.
func forms(made string) []form {
	return []form{
		{
			recordsJSON, fmt.Sprintf(`{"format":%q,"made":%q,"records":[`, Format, made), "]}",
			Record.asJSON, fromJSON, ",", "",
		},
		{recordsCSV, mark + strings.Join(columns(), ",") + "\r", "", Record.asCSV, fromCSV, "\r", "\r"},
	}
}

// content is the file of some records.
func (f form) content(records []Record) []byte {
	var b strings.Builder
	b.WriteString(f.head + "\n")
	for i, r := range records {
		b.WriteString(f.write(r) + f.ending(i == len(records)-1) + "\n")
	}
	if f.tail != "" {
		b.WriteString(f.tail + "\n")
	}
	return []byte(b.String())
}

func (f form) ending(last bool) string {
	if last {
		return f.end
	}
	return f.between
}

// record reads a line of the file, which stands at the end or before it, and tells what
// it is without its ending. It is ok where that is to the letter what the program writes;
// otherwise the record is what can be read of it.
func (f form) record(line string) (body string, r Record, ok bool) {
	body, cut := strings.CutSuffix(line, f.between)
	if !cut {
		body = strings.TrimSuffix(line, f.end)
	}
	r, ok = f.read(body)
	return body, r, ok
}

// chainStart is what the first hash of a chain covers beside the first record.
var chainStart = strings.Repeat("0", 64)

// link is the hash of a chain after a record: it covers the one before, so that no row can
// be changed, taken out, put in or moved without all that follow. It is the SHA-256 of both
// in hexadecimal digits with a space between them.
func link(before, record string) string { return envelope.Hash([]byte(before + " " + record)) }

// chainEnd is the last hash of the chain over some records' hashes.
func chainEnd(records []string) string {
	at := chainStart
	for _, record := range records {
		at = link(at, record)
	}
	return at
}

// chainLines are the lines of the file of the chain, its last line break among them.
func chainLines(records []string) []string {
	lines, at := []string{"row,record,chain"}, chainStart
	for i, record := range records {
		at = link(at, record)
		lines = append(lines, strconv.Itoa(i+1)+","+record+","+at)
	}
	return append(lines, "")
}

// chainRecords are the hashes of records that a file of a chain names.
func chainRecords(content []byte) []string {
	var records []string
	for line := range strings.SplitSeq(string(content), "\n") {
		if cells := strings.Split(line, ","); len(cells) == 3 && cells[0] != "row" {
			records = append(records, cells[1])
		}
	}
	return records
}

func hashesOf(records []Record) []string {
	hashes := make([]string, len(records))
	for i, r := range records {
		hashes[i] = r.hash()
	}
	return hashes
}
