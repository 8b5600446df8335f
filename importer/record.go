package importer

import "auscult/analytics/social"

// Record is one row of an export, understood: a post, or a channel's followers on a day, and whose it is as far as the
// file says.
type Record struct {
	Row          int    // as Excel shows it
	Organisation string // empty when the file does not say
	Channel      string // the channel's name; empty when the file does not say
	ChannelID    string // what the platform calls the channel; empty when the file does not say
	Post         social.Post
	// Followers is set in follower histories, where Post holds the platform alone.
	Followers *social.FollowerCount
}
