//go:build !linux && !darwin && !windows

package store

// driveOf knows nothing of drives on other systems.
func driveOf(string) Location { return Location{} }
