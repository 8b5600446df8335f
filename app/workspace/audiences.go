package workspace

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// audienceRow is what a person has said of whom a channel is for, with the words by which files know the channel.
type audienceRow struct {
	ID                int64 `gorm:"->"` // of the channel, where it is read
	Platform          string
	NativeID          string
	Organisation      string
	Channel           string
	Audience, Section string
}

// saidOf joins what was said of whom a channel is for to channels c of organisations o. A channel that its platform
// numbers is known by that number, any other by its own and its organisation's name.
const saidOf = `FROM channels c JOIN organisations o ON o.id = c.organisation_id
	JOIN channel_audiences a ON a.platform = c.platform AND (a.native_id <> '' AND a.native_id = c.native_id
		OR (a.native_id = '' OR c.native_id = '') AND a.organisation = o.name AND a.channel = c.name)`

// addAudiences says of channels whom they are for and which section they belong to.
func addAudiences(db *gorm.DB, channels []social.Channel) error {
	var rows []audienceRow
	// What was said of the number counts more than what was said of the name.
	if err := db.Raw(`SELECT c.id, a.audience, a.section ` + saidOf + ` ORDER BY c.id, a.native_id, a.organisation, a.channel`).Scan(&rows).Error; err != nil {
		return fmt.Errorf("read audiences: %w", err)
	}
	said := map[social.ChannelID]audienceRow{}
	for _, r := range rows {
		said[social.ChannelID(r.ID)] = r
	}
	for i, c := range channels {
		channels[i].Audience, channels[i].Section = social.Audience(said[c.ID].Audience), said[c.ID].Section
	}
	return nil
}

// SetAudience says whom a channel is for and which section of the hospital it belongs to; empty takes it back. It counts
// again when the channel comes back after an undo. It returns [ErrNoChannel] when there is no channel of that number.
func (w *Workspace) SetAudience(ctx context.Context, id social.ChannelID, audience social.Audience, section string) error {
	if audience != "" && !audience.Valid() {
		return fmt.Errorf("change channel %d: %q is not an audience", id, audience)
	}
	section = strings.Join(strings.Fields(section), " ")
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`DELETE FROM channel_audiences WHERE (platform, native_id, organisation, channel) IN
			(SELECT a.platform, a.native_id, a.organisation, a.channel `+saidOf+` WHERE c.id = ?)`, int64(id)).Error; err != nil {
			return err
		}
		made := tx.Exec(`INSERT INTO channel_audiences SELECT c.platform, c.native_id, o.name, c.name, ?, ?
			FROM channels c JOIN organisations o ON o.id = c.organisation_id WHERE c.id = ?`, string(audience), section, int64(id))
		switch {
		case made.Error != nil:
			return made.Error
		case made.RowsAffected == 0:
			return ErrNoChannel
		case audience == "" && section == "":
			return tx.Exec(`DELETE FROM channel_audiences WHERE audience = '' AND section = ''`).Error
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("change channel %d: %w", id, refused(err))
	}
	return nil
}
