package social

import "time"

// Comment is something that people wrote under a channel's post, or a mention of the channel elsewhere.
type Comment struct {
	Channel  ChannelID
	Platform Platform // its channel's platform

	// NativeID is the platform's own identifier, read as text. Empty when no export told.
	NativeID string
	// InReplyTo is the NativeID of the comment it answers; empty when it answers none or no export told.
	InReplyTo string
	// PostURL is the link or the identifier of the post it stands under, as the export has it; empty for most mentions.
	PostURL string
	Post    PostID // the post PostURL means; zero when it is not in the workspace

	// Author is who wrote it: a pseudonym such as "person-3f9a2c71de" when Hidden, else the name as the export has it.
	// Empty when no export told.
	Author string
	Hidden bool

	WrittenAt time.Time // in UTC
	// DayOnly says that the export gave a date without a time of day: WrittenAt is then noon of that day.
	DayOnly bool
	Text    string // as written; empty while Locked
	// Locked says that the text, and the author's name where it is kept, cannot be read on this computer: the key is elsewhere.
	Locked  bool
	Ours    Answer // whether the channel itself wrote it
	Mention bool   // written elsewhere about the channel, not under one of its posts

	ObservedAt time.Time // when it was exported, in UTC
}
