package social

// OrganisationID identifies an organisation within a workspace. Zero means none.
type OrganisationID int64

// Organisation is our hospital (or a member of our group), or a competitor.
type Organisation struct {
	ID         OrganisationID
	Name       string
	Competitor bool // false: ours
}

// ChannelID identifies a channel within a workspace. Zero means none.
type ChannelID int64

// Channel is one organisation's page, profile or blog section on one platform ("Hospital Baby" on Facebook).
type Channel struct {
	ID           ChannelID
	Organisation OrganisationID
	Platform     Platform
	Name         string
	NativeID     string // what the platform calls it (a page's number, an account's handle); empty when no export told
	// Audience is whom the channel is for, and Section the part of the hospital it belongs to ("Maternity"), as a person
	// has said; empty: nobody has.
	Audience Audience
	Section  string
}
