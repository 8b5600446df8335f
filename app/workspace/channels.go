package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer"
)

type organisationRow struct {
	ID         int64 `gorm:"primaryKey"`
	Name       string
	Competitor bool
	ImportID   *int64
}

func (organisationRow) TableName() string { return "organisations" }

type channelRow struct {
	ID             int64 `gorm:"primaryKey"`
	OrganisationID int64
	Platform       string
	Name           string
	NativeID       string
	ImportID       *int64
}

func (channelRow) TableName() string { return "channels" }

// Organisations returns all organisations, ours first, then by name. A competitor whose channels a person has all given to
// others is not among them.
func (w *Workspace) Organisations(ctx context.Context) ([]social.Organisation, error) {
	var rows []organisationRow
	err := w.db.WithContext(ctx).Where(`NOT competitor OR EXISTS (SELECT 1 FROM channels c LEFT JOIN channels t ON t.id = c.into_id
				WHERE coalesce(t.said_organisation_id, t.organisation_id, c.said_organisation_id, c.organisation_id) = organisations.id)`).
		Order("competitor, id = (SELECT min(id) FROM organisations) DESC, name, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read organisations: %w", err)
	}
	all := make([]social.Organisation, len(rows))
	for i, r := range rows {
		all[i] = social.Organisation{ID: social.OrganisationID(r.ID), Name: r.Name, Competitor: r.Competitor}
	}
	return all, nil
}

// Channels returns all channels in the order of their organisation, platform and name.
func (w *Workspace) Channels(ctx context.Context) ([]social.Channel, error) {
	db := w.db.WithContext(ctx)
	all, err := readChannels(db)
	if err != nil {
		return nil, err
	}
	return all.channels, addAudiences(db, all.channels)
}

// Owner says whose posts a file holds that does not name the organisation.
type Owner struct {
	Name       string // empty: our own hospital
	Competitor bool
}

// channelFinder finds the channel a record belongs to and makes it when it is new. It lives for one import.
type channelFinder struct {
	tx       *gorm.DB
	owner    Owner
	importID int64
	unnamed  bool // posts that name no channel are kept in one without a name; see channelList
	ours     organisationRow
	known    map[channelKey]social.ChannelID
}

// channelKey is what records say of their channel.
type channelKey struct {
	organisation, channel, nativeID string
	platform                        social.Platform
}

func newChannelFinder(tx *gorm.DB, owner Owner, importID int64, unnamed bool) (*channelFinder, error) {
	f := &channelFinder{tx: tx, owner: owner, importID: importID, unnamed: unnamed, known: map[channelKey]social.ChannelID{}}
	// The organisation that the workspace was created with is the first of ours.
	if err := tx.Where("NOT competitor").Order("id").First(&f.ours).Error; err != nil {
		return nil, fmt.Errorf("find our organisation: %w", err)
	}
	return f, nil
}

// find returns the record's channel.
func (f *channelFinder) find(r *importer.Record) (social.ChannelID, error) {
	k := channelKey{r.Organisation, r.Channel, r.ChannelID, r.Post.Platform}
	if id, ok := f.known[k]; ok {
		return id, nil
	}
	id, err := f.lookUp(k)
	if err != nil {
		return 0, fmt.Errorf("find channel %q: %w", r.Channel, err)
	}
	f.known[k] = id
	return id, nil
}

func (f *channelFinder) lookUp(k channelKey) (social.ChannelID, error) {
	// A channel the platform has numbered is the same whoever the file is said to belong to: a person may have moved it
	// to another organisation since.
	var found channelRow
	if k.nativeID != "" {
		err := f.tx.Where("platform = ? AND native_id = ?", k.platform, k.nativeID).First(&found).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return social.ChannelID(found.ID), err
		}
	}
	organisation, err := f.organisation(k.organisation)
	if err != nil {
		return 0, err
	}
	name := k.channel
	if name == "" {
		name = k.nativeID
	}
	if name == "" && !f.unnamed { // the file says nothing: the organisation's only channel there, or one named after it
		var all []channelRow
		if err := f.tx.Where("organisation_id = ? AND platform = ? AND name <> ''", organisation.ID, k.platform).Limit(2).Find(&all).Error; err != nil {
			return 0, err
		}
		if len(all) == 1 {
			return social.ChannelID(all[0].ID), nil
		}
		name = organisation.Name
	}
	err = f.tx.Where("organisation_id = ? AND platform = ? AND name = ?", organisation.ID, k.platform, name).First(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) && name != "" { // a person may have called one so
		err = f.tx.Where("coalesce(said_organisation_id, organisation_id) = ? AND platform = ? AND said_name = ? COLLATE NOCASE", organisation.ID, k.platform, name).
			Order("id").First(&found).Error
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return social.ChannelID(found.ID), err
	}
	row := channelRow{OrganisationID: organisation.ID, Platform: string(k.platform), Name: name, NativeID: k.nativeID, ImportID: &f.importID}
	err = f.tx.Create(&row).Error
	return social.ChannelID(row.ID), err
}

// organisation returns the organisation called name, made when it is new. Without a name it is the owner the person
// has said, else our own.
func (f *channelFinder) organisation(name string) (organisationRow, error) {
	competitor := true // a file that names an organisation we do not know holds somebody else's posts
	if name == "" || strings.EqualFold(name, f.owner.Name) {
		name, competitor = f.owner.Name, f.owner.Competitor
	}
	if name == "" {
		return f.ours, nil
	}
	var found organisationRow
	err := f.tx.Where("name = ?", name).First(&found).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return found, err
	}
	row := organisationRow{Name: name, Competitor: competitor, ImportID: &f.importID}
	err = f.tx.Create(&row).Error
	return row, err
}

// dropEmptied removes the channels and organisations that the import brought and that nothing is left of. Those that
// later imports also fill are handed to the oldest of these, so that they go when it goes.
func dropEmptied(tx *gorm.DB, importID social.ImportID) error {
	id := sql.Named("id", int64(importID))
	others := `SELECT p.import_id AS i FROM posts p WHERE p.channel_id = channels.id
		UNION SELECT v.import_id FROM posts p JOIN post_versions v ON v.post_id = p.id WHERE p.channel_id = channels.id`
	for _, table := range besidePosts {
		others += ` UNION SELECT t.import_id FROM ` + table + ` t WHERE t.channel_id = channels.id`
	}
	for _, statement := range []string{
		`UPDATE channels SET import_id = (SELECT min(i) FROM (` + others + `)) WHERE import_id = @id AND EXISTS (` + others + `)`,
		`DELETE FROM channels WHERE import_id = @id`,
		`UPDATE organisations SET import_id = (SELECT min(c.import_id) FROM channels c WHERE c.organisation_id = organisations.id)
		 WHERE import_id = @id AND EXISTS (SELECT 1 FROM channels c WHERE c.organisation_id = organisations.id)`,
		`DELETE FROM organisations WHERE import_id = @id`,
	} {
		if err := tx.Exec(statement, id).Error; err != nil {
			return fmt.Errorf("drop emptied channels: %w", err)
		}
	}
	return nil
}
