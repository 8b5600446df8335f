package importer

import (
	"math"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// readFollowers reads a row of a follower history, whose day readDate has read into the post.
func (r *Reading) readFollowers(row source.Row, rec *Record) *Problem {
	c := r.by[formats.FollowerNumber] // such a format has one and needs it
	n, problem := c.count(row)
	switch {
	case problem != nil:
		return problem
	case n == nil:
		return c.problem("", Missing)
	}
	rec.Followers = &social.FollowerCount{On: noon(rec.Post.PublishedAt.In(r.hospital), r.hospital).UTC(), Followers: *n}
	rec.Post = social.Post{Platform: rec.Post.Platform}
	return nil
}

// count reads the column's number in the row as a count; nil when the cell holds none.
func (c *column) count(row source.Row) (*int64, *Problem) {
	v, cell, ok := c.number(row)
	switch {
	case isAbsent(cell.Text):
		return nil, nil
	case !ok:
		return nil, c.problem(cell.Text, NotANumber)
	case v < 0:
		return nil, c.problem(cell.Text, Negative)
	case v != math.Trunc(v):
		return nil, c.problem(cell.Text, NotWhole)
	}
	n := int64(v)
	return &n, nil
}
