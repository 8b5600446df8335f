package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer"
)

// UnsaidChannelError says that an export does not tell which of several channels it is of. With the channel's name in
// [importer.Options] it can be imported.
type UnsaidChannelError struct {
	Table string   // the table's name
	OneOf []string // the channels of its owner on its platform, by name
}

func (e *UnsaidChannelError) Error() string {
	return fmt.Sprintf("%s does not say which channel it is of; say it with --channel (%s)", e.Table, strings.Join(e.OneOf, ", "))
}

// Word is the error's word in the texts of the window.
func (e *UnsaidChannelError) Word() string { return "unsaid_channel" }

// SaysChannels returns an *[UnsaidChannelError] when a table of the document is of one channel, does not say which, and
// its owner has several on the platform: a channel made up for it would be wrong. A website is never asked for. Tables that were imported before are
// passed over, as nothing will come of them.
func (w *Workspace) SaysChannels(ctx context.Context, doc *importer.Document, owner Owner) error {
	db := w.db.WithContext(ctx)
	for _, r := range doc.Readings {
		// A website is one, however many sections its blog has: a page is found by its address.
		if r.Platform() == "" || r.Platform() == social.Blog || r.SaysChannel() {
			continue
		}
		var before importRow
		err := db.Where("sha256 = ? AND file = ?", r.SHA256, r.Table).First(&before).Error
		if err == nil {
			continue
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return fmt.Errorf("find import: %w", err)
		}
		names, err := channelsOf(db, owner, string(r.Platform()))
		if err != nil {
			return fmt.Errorf("read channels: %w", err)
		}
		if len(names) > 1 {
			return &UnsaidChannelError{r.Table, names}
		}
	}
	return nil
}

// channelsOf returns the names of the owner's channels on a platform, in order.
func channelsOf(db *gorm.DB, owner Owner, platform string) (names []string, err error) {
	var of organisationRow
	if owner.Name != "" {
		err = db.Where("name = ?", owner.Name).First(&of).Error
	} else {
		err = db.Where("NOT competitor").Order("id").First(&of).Error
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil // an organisation that the import will bring
	}
	if err != nil {
		return nil, err
	}
	all, err := readChannels(db)
	for stored, c := range all.parts {
		if stored == c.ID && int64(c.Organisation) == of.ID && string(c.Platform) == platform && c.Name != "" {
			names = append(names, c.Name)
		}
	}
	slices.Sort(names)
	return names, err
}
