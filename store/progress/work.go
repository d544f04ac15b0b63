package progress

import "waymark/store"

// ReadWork fetches what a learner's badges are earned by: of the journal, the newest
// EntriesSummedUp entries.
func ReadWork(s *store.Store) (Work, error) {
	var w Work
	profile, err := s.Profile()
	if err != nil {
		return w, err
	}
	w.Name = profile.Name
	if w.Did, err = s.Lessons(); err != nil {
		return w, err
	}
	if w.Experiments, err = s.LatestExperiments(EntriesSummedUp); err != nil {
		return w, err
	}
	w.Pieces, err = s.Pieces()
	return w, err
}
