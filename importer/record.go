package importer

import "auscult/analytics/social"

// Record is one row of an export, understood: a post, or what else its kind of export holds, and whose it is as far as
// the file says. Where any but Post is set, Post holds the platform alone.
type Record struct {
	Row          int    // as Excel shows it
	Organisation string // empty when the file does not say
	Channel      string // the channel's name; empty when the file does not say
	ChannelID    string // what the platform calls the channel; empty when the file does not say
	Post         social.Post
	// Followers and Figures are of the channel, on days; their own channel is left empty.
	Followers []social.FollowerCount
	Figures   []social.ChannelFigure
	Page      *social.PageFigures // set in statistics of websites
	Comment   *social.Comment     // set in lists of comments; its author is named as the file does
}
