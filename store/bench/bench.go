// Package bench is what is done with the variants of an experiment beside keeping
// them: outputs are read from files and checked, variants are compared word by word,
// and a rating becomes a Result: how often each variant won, by how much, what of it
// may be luck, and what that means in words. The result is calculated from the records
// alone; docs/statistics.md explains every figure, with its source.
package bench
