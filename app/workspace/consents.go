package workspace

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/analytics/consent"
	"auscult/analytics/social"
)

// By says who changes a consent, and when.
type By struct {
	Who string // such as the name of the computer's user; may be empty
	At  time.Time
}

// ByThisUser names the computer's user, as far as the system tells.
func ByThisUser(at time.Time) By {
	u, err := user.Current()
	switch {
	case err != nil:
		return By{At: at}
	case u.Name != "":
		return By{u.Name, at}
	}
	return By{u.Username, at}
}

// consentRow is a consent as it is stored.
type consentRow struct {
	ID          int64 `gorm:"primaryKey"`
	Who         string
	Information string
	Discloser   string
	Recipients  string
	Purpose     string
	Platforms   string
	Forms       string
	SignedOn    string
	SignedBy    string
	Authority   string
	ExpiresOn   string
	EndsWith    string
	Statements  string
	Paid        bool
	Kept        string
	WithdrawnOn string
	Why         string
}

func (consentRow) TableName() string { return "consents" }

func consentRowOf(c consent.Consent) consentRow {
	return consentRow{
		ID: int64(c.ID), Who: c.Who, Information: c.Information, Discloser: c.Discloser, Recipients: c.Recipients, Purpose: c.Purpose,
		Platforms: consent.List(c.Platforms), Forms: consent.List(c.Forms), SignedOn: consent.Written(c.SignedOn), SignedBy: string(c.SignedBy),
		Authority: c.Authority, ExpiresOn: consent.Written(c.Expires), EndsWith: c.EndsWith, Statements: consent.List(c.Statements), Paid: c.Paid,
		Kept: c.Kept, WithdrawnOn: consent.Written(c.Withdrawn), Why: c.Why,
	}
}

func (r consentRow) consent() (consent.Consent, error) {
	c := consent.Consent{
		ID: consent.ID(r.ID), Who: r.Who, Information: r.Information, Discloser: r.Discloser, Recipients: r.Recipients, Purpose: r.Purpose,
		Platforms: listed[social.Platform](r.Platforms), Forms: listed[social.Form](r.Forms), SignedBy: consent.Signer(r.SignedBy),
		Authority: r.Authority, EndsWith: r.EndsWith, Statements: listed[consent.Statement](r.Statements), Paid: r.Paid, Kept: r.Kept, Why: r.Why,
	}
	var err error
	read := func(text string) time.Time {
		day, wrong := dayOrNone(text)
		err = errors.Join(err, wrong)
		return day
	}
	c.SignedOn, c.Expires, c.Withdrawn = read(r.SignedOn), read(r.ExpiresOn), read(r.WithdrawnOn)
	if err != nil {
		return c, fmt.Errorf("read consent %d: %w", r.ID, err)
	}
	return c, nil
}

// dayOrNone reads a day as 2026-05-12; an empty text is the zero day.
func dayOrNone(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, text)
}

// listed reads words with commas between them.
func listed[T ~string](text string) []T {
	var all []T
	for word := range strings.FieldsFuncSeq(text, comma) {
		all = append(all, T(word))
	}
	return all
}

// Consents returns all consents, also those that are withdrawn, in the order in which they were entered.
func (w *Workspace) Consents(ctx context.Context) ([]consent.Consent, error) {
	var rows []consentRow
	if err := w.db.WithContext(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read consents: %w", err)
	}
	all := make([]consent.Consent, len(rows))
	for i, r := range rows {
		var err error
		if all[i], err = r.consent(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// SaveConsent keeps a consent, in the place of the one with its number; without a number it is new and gets one, which is
// returned. Whether it is withdrawn is not looked at: [Workspace.WithdrawConsent] says that. It may be incomplete. It returns
// [ErrNoPseudonym] where it does not say whose it is, and [ErrNoConsent] when there is none of its number.
func (w *Workspace) SaveConsent(ctx context.Context, c consent.Consent, by By) (consent.ID, error) {
	if err := checkConsent(c); err != nil {
		return 0, fmt.Errorf("save consent %d: %w", c.ID, err)
	}
	id := c.ID
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var before consent.Consent
		if c.ID != 0 {
			var err error
			if before, err = readConsent(tx, c.ID); err != nil {
				return err
			}
		}
		c.Withdrawn, c.Why = before.Withdrawn, before.Why
		c = c.Tidy()
		row := consentRowOf(c)
		change := tx.Create(&row)
		if c.ID != 0 {
			change = tx.Model(&row).Select("*").Updates(&row)
		}
		id = consent.ID(row.ID)
		if change.Error != nil {
			return change.Error
		}
		return recordDifferences(tx, id, before, c, by)
	})
	if err != nil {
		return 0, fmt.Errorf("save consent %d: %w", c.ID, refused(err))
	}
	return id, nil
}

// checkConsent finds words that nobody knows.
func checkConsent(c consent.Consent) error {
	if strings.TrimSpace(c.Who) == "" {
		return ErrNoPseudonym
	}
	for _, p := range c.Platforms {
		if !p.Valid() {
			return fmt.Errorf("%q is not a platform", p)
		}
	}
	for _, f := range c.Forms {
		if !f.Valid() {
			return fmt.Errorf("%q is not a content form", f)
		}
	}
	for _, s := range c.Statements {
		if !slices.Contains(consent.Statements(), s) {
			return fmt.Errorf("%q is not a statement of a consent", s)
		}
	}
	if c.SignedBy != "" && !slices.Contains(consent.Signers(), c.SignedBy) {
		return fmt.Errorf("%q is not a signer", c.SignedBy)
	}
	return nil
}

func readConsent(tx *gorm.DB, id consent.ID) (consent.Consent, error) {
	var row consentRow
	switch err := tx.First(&row, int64(id)).Error; {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return consent.Consent{}, ErrNoConsent
	case err != nil:
		return consent.Consent{}, err
	}
	return row.consent()
}

// WithdrawConsent says from which day on a consent is withdrawn, and why, as far as the person said. The zero day takes it
// back that it was, as after a mistake; the history tells both. Posts that stand under it stay linked. It returns
// [ErrNoConsent] when there is none of that number, and [ErrNoWithdrawal] for a consent that is withdrawn already, or is
// not when that is to be taken back, and for a day before it was signed.
func (w *Workspace) WithdrawConsent(ctx context.Context, id consent.ID, on time.Time, why string, by By) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := readConsent(tx, id)
		if err != nil {
			return err
		}
		if before.Withdrawn.IsZero() == on.IsZero() || !on.IsZero() && consent.Day(on).Before(before.SignedOn) {
			return ErrNoWithdrawal
		}
		after := before
		after.Withdrawn, after.Why = on, why
		after = after.Tidy()
		row := consentRowOf(after)
		if err := tx.Model(&row).Select("withdrawn_on", "why").Updates(&row).Error; err != nil {
			return err
		}
		return recordDifferences(tx, id, before, after, by)
	})
	if err != nil {
		return fmt.Errorf("withdraw consent %d: %w", id, refused(err))
	}
	return nil
}

// lawSetting is the setting that says which law the hospital keeps to in its consents.
const lawSetting = "consent_law"

// ConsentLaw returns the law that the hospital keeps to in its consents. Until somebody says it, the hospital's time zone
// tells: Switzerland's, another of Europe, or else the USA.
func (w *Workspace) ConsentLaw(ctx context.Context) (consent.Law, error) {
	db := w.db.WithContext(ctx)
	var row settingRow
	if err := db.Limit(1).Find(&row, "name = ?", lawSetting).Error; err != nil {
		return "", fmt.Errorf("read the law of consents: %w", err)
	}
	if l := consent.Law(row.Value); slices.Contains(consent.Laws(), l) {
		return l, nil
	}
	settings, err := readSettings(db)
	switch {
	case err != nil:
		return "", err
	case settings.TimeZone == "Europe/Zurich":
		return consent.CH, nil
	case strings.HasPrefix(settings.TimeZone, "Europe/"):
		return consent.EU, nil
	}
	return consent.US, nil
}

// SetConsentLaw says which law the hospital keeps to in its consents.
func (w *Workspace) SetConsentLaw(ctx context.Context, l consent.Law) error {
	if !slices.Contains(consent.Laws(), l) {
		return fmt.Errorf("save the law of consents: %q is none that Auscult knows", l)
	}
	err := w.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&settingRow{lawSetting, string(l)}).Error
	if err != nil {
		return fmt.Errorf("save the law of consents: %w", refused(err))
	}
	return nil
}
