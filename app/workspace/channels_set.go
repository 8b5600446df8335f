package workspace

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

var (
	// ErrNoChannel is returned when there is no channel of that number.
	ErrNoChannel = errors.New("there is no such channel")
	// ErrSameName is returned when the organisation has a channel of that name on the platform already.
	ErrSameName = errors.New("there is a channel of this name already; merge the two instead")
	// ErrOtherPlatform is returned when channels of two platforms are to be merged, or one with itself.
	ErrOtherPlatform = errors.New("only two channels on one platform can be merged")
)

// ChannelChange is what a person says of a channel. What is left empty stays as it is.
type ChannelChange struct {
	Name string
	// Organisation is whose it is; it is made when it is new, as a competitor if Competitor says so.
	Organisation string
	Competitor   bool
	// Into merges it into that channel: they are one from then on. Apart takes everything out again that was merged into
	// this one.
	Into  social.ChannelID
	Apart bool
}

// SetChannel says something of a channel. Files go on finding it by what they call it, imports can be taken back as
// before, and the channel stays even when nothing is left in it. It returns [ErrNoChannel], [ErrSameName] or
// [ErrOtherPlatform] and changes nothing then.
func (w *Workspace) SetChannel(ctx context.Context, id social.ChannelID, change ChannelChange) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := readChannels(tx)
		if err != nil {
			return err
		}
		touched := []social.ChannelID{id}
		for stored, c := range before.parts {
			if c.ID == id {
				touched = append(touched, stored)
			}
		}
		if before.parts[id].ID != id {
			return ErrNoChannel
		}
		if change.Into != 0 {
			if err := mergeInto(tx, before, id, change.Into); err != nil {
				return err
			}
			touched = append(touched, change.Into)
		}
		if err := describe(tx, id, change); err != nil {
			return err
		}
		after, err := readChannels(tx)
		if err != nil {
			return err
		}
		if err := after.check(id); err != nil {
			return err
		}
		return derive(ctx, tx, append(before.territories(touched), after.territories(touched)...))
	})
	if err != nil {
		return fmt.Errorf("change channel %d: %w", id, err)
	}
	return nil
}

// mergeInto makes a channel, and all that was merged into it before, part of another one.
func mergeInto(tx *gorm.DB, l channelList, id, into social.ChannelID) error {
	target := l.parts[into]
	switch {
	case target.ID != into:
		return ErrNoChannel
	case into == id || target.Platform != l.parts[id].Platform:
		return ErrOtherPlatform
	}
	if err := tx.Exec("UPDATE channels SET into_id = ? WHERE id = ? OR into_id = ?", into, id, id).Error; err != nil {
		return err
	}
	return keepChannel(tx, into)
}

// keepChannel makes a channel, and its organisation, stay when the import that brought it is taken back.
func keepChannel(tx *gorm.DB, id social.ChannelID) error {
	if err := tx.Exec("UPDATE channels SET import_id = NULL WHERE id = ?", id).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE organisations SET import_id = NULL WHERE id IN (SELECT organisation_id FROM channels WHERE id = ?)", id).Error
}

func describe(tx *gorm.DB, id social.ChannelID, change ChannelChange) error {
	if name := strings.TrimSpace(change.Name); name != "" {
		if err := tx.Exec("UPDATE channels SET said_name = ? WHERE id = ?", name, id).Error; err != nil {
			return err
		}
	}
	if name := strings.TrimSpace(change.Organisation); name != "" {
		var owner organisationRow
		err := tx.Where("name = ?", name).First(&owner).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			owner = organisationRow{Name: name, Competitor: change.Competitor}
			err = tx.Create(&owner).Error
		}
		if err != nil {
			return err
		}
		if err := tx.Exec("UPDATE organisations SET import_id = NULL WHERE id = ?", owner.ID).Error; err != nil {
			return err
		}
		if err := tx.Exec("UPDATE channels SET said_organisation_id = ? WHERE id = ?", owner.ID, id).Error; err != nil {
			return err
		}
	}
	if change.Apart {
		if err := tx.Exec("UPDATE channels SET into_id = NULL WHERE into_id = ?", id).Error; err != nil {
			return err
		}
	}
	return keepChannel(tx, id)
}

// check makes sure that no other channel is called like this one.
func (l channelList) check(id social.ChannelID) error {
	c := l.parts[id]
	for stored, other := range l.parts {
		if stored == other.ID && other.ID != c.ID && other.Organisation == c.Organisation && other.Platform == c.Platform &&
			other.Name != "" && strings.EqualFold(other.Name, c.Name) {
			return ErrSameName
		}
	}
	return nil
}
