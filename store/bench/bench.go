// Package bench says what a rating came to: how often each variant won, by how
// much, and what of it may be luck. It calculates from the records of the store and
// does no I/O. docs/statistics.md explains every figure, with its source.
package bench
