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
	v, cell, ok := c.number(row)
	switch {
	case isAbsent(cell.Text):
		return c.problem("", Missing)
	case !ok:
		return c.problem(cell.Text, NotANumber)
	case v < 0:
		return c.problem(cell.Text, Negative)
	case v != math.Trunc(v):
		return c.problem(cell.Text, NotWhole)
	}
	rec.Followers = &social.FollowerCount{On: noon(rec.Post.PublishedAt.In(r.hospital), r.hospital).UTC(), Followers: int64(v)}
	rec.Post = social.Post{Platform: rec.Post.Platform}
	return nil
}
