package strategy

// worlds are the laws that the data allow: draws of everything that a response says. They are made once.
func (pl *Planner) worlds() []*law {
	pl.once.Do(func() {
		for _, e := range pl.drawn(draws) {
			pl.drawnLaws = append(pl.drawnLaws, pl.lawOf(e, nil))
		}
	})
	return pl.drawnLaws
}
