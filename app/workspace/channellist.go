package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// channelList is the channels as people know them. What is stored keeps to what files say, so that later files find it
// and any import can be taken back; what a person has said of a channel, and what a channel without a name stands for,
// is applied here. Whoever reads a channel's number from the database shows it as [channelList.shown].
type channelList struct {
	channels []social.Channel // in the order of their organisation and name
	// shownAs is the channel that each stored one is shown as: mostly itself.
	shownAs map[social.ChannelID]social.ChannelID
	// parts is the channel that each stored one is part of, before those without a name are placed. Its name is empty
	// where no file and no person has said one.
	parts map[social.ChannelID]social.Channel
}

// shown returns the channel that a stored one is shown as.
func (l channelList) shown(stored social.ChannelID) social.ChannelID { return l.shownAs[stored] }

// in returns the stored channels that are part of one in the territory.
func (l channelList) in(t territory) (stored []social.ChannelID) {
	for id, c := range l.parts {
		if c.Organisation == t.organisation && c.Platform == t.platform {
			stored = append(stored, id)
		}
	}
	slices.Sort(stored)
	return stored
}

// readChannels reads all channels. One without a name, of exports that do not say whose posts they hold, stands for the
// organisation's only channel on the platform, else for the one that is called like the organisation; where there is
// neither, it is called like the organisation itself.
func readChannels(db *gorm.DB) (channelList, error) {
	var rows []struct {
		ID             social.ChannelID
		OrganisationID social.OrganisationID
		Platform       social.Platform
		Name, NativeID string
		IntoID         social.ChannelID
		Owner          string
	}
	err := db.Raw(`SELECT c.id, o.id AS organisation_id, c.platform, coalesce(c.said_name, c.name) AS name, c.native_id, coalesce(c.into_id, 0) AS into_id,
		o.name AS owner FROM channels c JOIN organisations o ON o.id = coalesce(c.said_organisation_id, c.organisation_id)`).Scan(&rows).Error
	if err != nil {
		return channelList{}, fmt.Errorf("read channels: %w", err)
	}
	l := channelList{shownAs: map[social.ChannelID]social.ChannelID{}, parts: map[social.ChannelID]social.Channel{}}
	owners := map[social.OrganisationID]string{}
	for _, r := range rows {
		owners[r.OrganisationID] = r.Owner
		l.parts[r.ID] = social.Channel{ID: r.ID, Organisation: r.OrganisationID, Platform: r.Platform, Name: r.Name, NativeID: r.NativeID}
	}
	for _, r := range rows {
		if r.IntoID != 0 {
			l.parts[r.ID] = l.parts[r.IntoID]
		}
	}
	for stored, c := range l.parts {
		l.shownAs[stored] = c.ID
		if c.Name == "" {
			if named := l.standIn(c, owners[c.Organisation]); named != 0 {
				l.shownAs[stored] = named
				continue
			}
			c.Name = owners[c.Organisation]
		}
		if stored == c.ID {
			l.channels = append(l.channels, c)
		}
	}
	slices.SortFunc(l.channels, func(a, b social.Channel) int {
		return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return l, nil
}

// standIn returns the channel that one without a name stands for; zero when it stands for itself.
func (l channelList) standIn(unnamed social.Channel, owner string) social.ChannelID {
	var only, alike social.ChannelID
	named := 0
	for stored, c := range l.parts {
		if stored != c.ID || c.Organisation != unnamed.Organisation || c.Platform != unnamed.Platform || c.Name == "" {
			continue
		}
		named++
		only = c.ID
		if strings.EqualFold(c.Name, owner) {
			alike = c.ID
		}
	}
	if named == 1 {
		return only
	}
	return alike
}
