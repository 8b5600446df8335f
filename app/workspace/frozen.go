package workspace

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/analytics/social"
)

// FrozenID identifies a frozen review within a workspace: 1 for the first. Zero means none.
type FrozenID int64

// Frozen is a review that is kept as it was presented. Nothing of it can be changed or removed.
type Frozen struct {
	ID      FrozenID
	Quarter string // of the hospital's year of the time, such as "2026Q3"
	// Document says what it is and names its contents, in the words of whoever froze it.
	Document []byte
	// Seal is the SHA-256, in hexadecimal, of the seal before it, its number, quarter and document.
	Seal string
	// Intact says that the seal fits what it seals: neither it nor the place it follows has been changed.
	Intact bool
}

// frozenRow is a frozen review as it is stored.
type frozenRow struct {
	Number   int64 `gorm:"primaryKey"`
	Quarter  string
	Document string
	Seal     string
}

func (frozenRow) TableName() string { return "frozen_reviews" }

// sealAfter returns the seal that belongs to a row after one whose seal is before; that of the first is after an empty one.
func (r frozenRow) sealAfter(before string) string {
	sum := sha256.New()
	for _, part := range []string{before, fmt.Sprint(r.Number), r.Quarter, r.Document} {
		fmt.Fprintf(sum, "%d:%s,", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// contentRow is a content as it is stored.
type contentRow struct {
	SHA256 string `gorm:"column:sha256;primaryKey"`
	Packed []byte
}

func (contentRow) TableName() string { return "frozen_contents" }

// ContentName returns the name under which a content is kept: its SHA-256 in hexadecimal.
func ContentName(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Freeze keeps a review for good, all of it or nothing: the document that says what it is, and the contents that it names by
// [ContentName]. It returns its number.
func (w *Workspace) Freeze(ctx context.Context, q social.Quarter, document []byte, contents [][]byte) (FrozenID, error) {
	rows := make([]contentRow, len(contents))
	for i, c := range contents { // before the transaction, which keeps others from writing
		packed, err := pack(c)
		if err != nil {
			return 0, fmt.Errorf("freeze the review of %s: %w", q, err)
		}
		rows[i] = contentRow{ContentName(c), packed}
	}
	row := frozenRow{Quarter: q.String(), Document: string(document)}
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		for _, c := range rows {
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&c).Error; err != nil {
				return err
			}
		}
		var last frozenRow
		if err := tx.Order("number DESC").Limit(1).Find(&last).Error; err != nil {
			return err
		}
		row.Number = last.Number + 1
		row.Seal = row.sealAfter(last.Seal)
		return tx.Create(&row).Error
	})
	if err != nil {
		return 0, fmt.Errorf("freeze the review of %s: %w", q, refused(err))
	}
	return FrozenID(row.Number), nil
}

// pack compresses a content with gzip, which anybody can undo in any number of years.
func pack(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// FrozenReviews returns all frozen reviews, the oldest first.
func (w *Workspace) FrozenReviews(ctx context.Context) ([]Frozen, error) {
	var rows []frozenRow
	if err := w.db.WithContext(ctx).Order("number").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read frozen reviews: %w", err)
	}
	all := make([]Frozen, len(rows))
	before := ""
	for i, r := range rows {
		all[i] = Frozen{FrozenID(r.Number), r.Quarter, []byte(r.Document), r.Seal, r.Seal == r.sealAfter(before)}
		before = r.Seal
	}
	return all, nil
}

// FrozenContent returns a content as it was frozen. It returns [ErrFrozenDamaged] when it is missing or is another one now.
func (w *Workspace) FrozenContent(ctx context.Context, name string) ([]byte, error) {
	var row contentRow
	if err := w.db.WithContext(ctx).Where("sha256 = ?", name).Limit(1).Find(&row).Error; err != nil {
		return nil, fmt.Errorf("read what is frozen: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(row.Packed))
	if err != nil {
		return nil, fmt.Errorf("frozen content %s: %w", name, ErrFrozenDamaged)
	}
	content, err := io.ReadAll(z)
	if err != nil || ContentName(content) != name {
		return nil, fmt.Errorf("frozen content %s: %w", name, ErrFrozenDamaged)
	}
	return content, nil
}

// SchemaVersion returns how many of the schema's scripts the workspace has seen.
func (w *Workspace) SchemaVersion(ctx context.Context) (int, error) {
	var version int
	if err := w.db.WithContext(ctx).Raw("PRAGMA user_version").Scan(&version).Error; err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return version, nil
}
