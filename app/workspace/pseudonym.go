package workspace

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/app/workspace/seal"
)

// secretSetting is the setting with which people's names become pseudonyms: 32 random bytes, made once for each
// workspace, never shown, and sealed as soon as there is a key. Without it nobody can find out by trying whether a name is behind a pseudonym; with another
// one the same name becomes another pseudonym, so that two workspaces cannot be joined by them.
const secretSetting = "pseudonym_secret"

// printSetting is the setting with which words become fingerprints: another secret, because decisions on posts must hold where the
// key is not at hand.
const printSetting = "fingerprint_secret"

// makeSecrets gives the workspace its secrets unless it has them. A workspace whose decisions were made with the secret for
// pseudonyms keeps that for them.
func makeSecrets(tx *gorm.DB) error {
	rows := []settingRow{{secretSetting, newSecret()}, {printSetting, newSecret()}}
	var before settingRow
	err := tx.Where("name = ? AND EXISTS (SELECT 1 FROM decisions)", secretSetting).Take(&before).Error
	switch {
	case err == nil:
		rows[1].Value = before.Value
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return fmt.Errorf("make the secrets: %w", err)
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
		return fmt.Errorf("make the secrets: %w", err)
	}
	return nil
}

func newSecret() string {
	secret := make([]byte, sha256.Size)
	_, _ = rand.Read(secret) // never fails: it ends the program instead
	return hex.EncodeToString(secret)
}

// readPrintSecret reads the secret for fingerprints.
func readPrintSecret(tx *gorm.DB) ([]byte, error) {
	var row settingRow
	if err := tx.First(&row, "name = ?", printSetting).Error; err != nil {
		return nil, fmt.Errorf("read the secret for fingerprints: %w", err)
	}
	secret, err := hex.DecodeString(row.Value)
	if err != nil || len(secret) != sha256.Size {
		return nil, errors.New("read the secret for fingerprints: it is damaged")
	}
	return secret, nil
}

// pseudonyms turns names of people into words that stand for them.
type pseudonyms struct{ secret []byte }

// readSecret reads the secret, which the key opens where it is sealed.
func readSecret(ctx context.Context, tx *gorm.DB, key *seal.Key) (pseudonyms, error) {
	var row settingRow
	if err := tx.WithContext(ctx).First(&row, "name = ?", secretSetting).Error; err != nil {
		return pseudonyms{}, fmt.Errorf("read the secret for pseudonyms: %w", err)
	}
	secret, err := unsealSecret(row.Value, key)
	if errors.Is(err, ErrSealed) {
		return pseudonyms{}, err
	}
	if err != nil || len(secret) != sha256.Size {
		return pseudonyms{}, fmt.Errorf("read the secret for pseudonyms: it is damaged")
	}
	return pseudonyms{secret}, nil
}

// of returns the word for the person of that name, such as "person-3f9a2c71de": the first 40 bits of the HMAC-SHA-256 of
// the name, however it is capitalised and spaced. The same name is the same word on all platforms, as two people of one
// name are. Two names share a word with a probability of about n²/2⁴¹ among n people: 1 in 20,000 for ten thousand. That
// would lend one person's comments to another and harm neither; longer words would be harder to read.
func (p pseudonyms) of(name string) string {
	mac := hmac.New(sha256.New, p.secret)
	mac.Write([]byte(normalName(name)))
	return "person-" + hex.EncodeToString(mac.Sum(nil)[:5])
}

// normalName writes a name the way names are compared: lower case, single blanks, without the @ of handles.
func normalName(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "@"))), " ")
}
