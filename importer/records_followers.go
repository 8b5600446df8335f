package importer

import (
	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// readFollowers reads a row of a follower history.
func (r *Reading) readFollowers(row source.Row, rec *Record) *Problem {
	on, problem := r.day(row, r.by[formats.Date])
	if problem != nil {
		return problem
	}
	c := r.by[formats.FollowerNumber] // such a format has one and needs it
	n, problem := c.count(row)
	switch {
	case problem != nil:
		return problem
	case n == nil:
		return c.problem("", Missing)
	}
	rec.Followers = []social.FollowerCount{{On: on, Followers: *n}}
	return nil
}
