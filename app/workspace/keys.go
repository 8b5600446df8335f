package workspace

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"

	"filippo.io/age"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/app/workspace/keyring"
	"auscult/app/workspace/seal"
)

// The settings that say where the key to people's texts is. The key itself is in the file only in the sample.
const (
	keyID         = "key_id"         // the workspace's name in the system's keyring; there is a key once it is there
	keyCheck      = "key_check"      // something sealed with the key, which tells it from others
	keyOpen       = "key_open"       // the sample's key
	keyPassphrase = "key_passphrase" // the key locked by the workspace's passphrase
	keyBackup     = "key_backup"     // the key locked as the backup was from which the workspace comes
	keyPurge      = "key_purge"      // texts have been sealed, and what they left in free pages is still there
)

// Option says how a workspace is opened.
type Option func(*keys)

// WithPassphrase gives the passphrase that opens people's texts, or is to, where the system's keyring does not.
func WithPassphrase(passphrase string) Option { return func(k *keys) { k.passphrase = passphrase } }

// WithKeyring keeps the key there instead of in the system's keyring.
func WithKeyring(ring keyring.Keyring) Option { return func(k *keys) { k.ring = ring } }

// keys are where a workspace looks for its key.
type keys struct {
	ring       keyring.Keyring
	passphrase string

	mu     sync.Mutex
	key    *seal.Key
	sought bool // looked for in vain: neither the system nor the slow passphrase is tried again
}

// KeyState says where the key to people's texts is.
type KeyState struct {
	Made     bool // there is a key; without one no text has been encrypted yet
	Unlocked bool // it is at hand: texts can be read and comments imported
	// Passphrase says that a passphrase opens it, the workspace's own or that of the backup it comes from.
	Passphrase bool
	InFile     bool // it is the sample's, in the file: nothing in there is real
	Sealed     int  // texts that are encrypted
	Plain      int  // texts of an older Auscult that are not yet
}

// Locked reports whether there are texts that cannot be read.
func (s KeyState) Locked() bool { return s.Sealed > 0 && !s.Unlocked }

// KeyState looks for the key and says where it is.
func (w *Workspace) KeyState(ctx context.Context) (KeyState, error) {
	kept, err := w.keySettings(ctx)
	if err != nil {
		return KeyState{}, err
	}
	s := KeyState{
		Made: kept[keyCheck] != "", Passphrase: kept[keyPassphrase] != "" || kept[keyBackup] != "", InFile: kept[keyOpen] != "",
	}
	err = w.db.WithContext(ctx).Raw(`SELECT count(sealed), count(*) - count(sealed) FROM comments`).Row().Scan(&s.Sealed, &s.Plain)
	if err != nil {
		return KeyState{}, fmt.Errorf("count texts: %w", err)
	}
	if s.Made {
		key, err := w.findKey(ctx)
		if err != nil && !errors.Is(err, ErrSealed) {
			return KeyState{}, err
		}
		s.Unlocked = key != nil
	}
	return s, nil
}

// keySettings reads the settings of the key.
func (w *Workspace) keySettings(ctx context.Context) (map[string]string, error) {
	return readKeySettings(w.db.WithContext(ctx))
}

func readKeySettings(db *gorm.DB) (map[string]string, error) {
	var rows []settingRow
	if err := db.Where(`name LIKE 'key\_%' ESCAPE '\'`).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read where the key is: %w", err)
	}
	kept := map[string]string{}
	for _, r := range rows {
		kept[r.Name] = r.Value
	}
	return kept, nil
}

// findKey returns the key. It returns [ErrNoKey] when none has been made, and [ErrSealed] when it is not to be had here.
func (w *Workspace) findKey(ctx context.Context) (*seal.Key, error) {
	w.keys.mu.Lock()
	defer w.keys.mu.Unlock()
	if w.keys.key != nil {
		return w.keys.key, nil
	}
	kept, err := w.keySettings(ctx)
	switch {
	case err != nil:
		return nil, err
	case kept[keyCheck] == "":
		return nil, ErrNoKey
	case w.keys.sought:
		return nil, ErrSealed
	}
	if key, err := seal.Parse(kept[keyOpen]); err == nil && fits(key, kept) {
		w.keys.key = key
		return key, nil
	}
	if text, err := w.keys.ring.Get(kept[keyID]); err == nil {
		if key, err := seal.Parse(text); err == nil && fits(key, kept) {
			w.keys.key = key
			return key, nil
		}
	}
	if w.keys.passphrase != "" {
		key, err := byPassphrase(kept, w.keys.passphrase)
		if err == nil {
			w.keys.key = key
			return key, nil
		}
	}
	w.keys.sought = true
	return nil, ErrSealed
}

// checkPlace is the place for which what tells the key is sealed.
const checkPlace = "key check"

func fits(key *seal.Key, kept map[string]string) bool {
	sealed, err := base64.StdEncoding.DecodeString(kept[keyCheck])
	if err != nil {
		return false
	}
	_, err = key.Open(sealed, checkPlace)
	return err == nil
}

// byPassphrase opens the key by a passphrase: the workspace's, or that of the backup from which it comes. It returns
// [ErrWrongPassphrase], and [ErrNoPassphrase] where there is none to open it by.
func byPassphrase(kept map[string]string, passphrase string) (*seal.Key, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	return unlock(kept, identity)
}

func unlock(kept map[string]string, identities ...age.Identity) (*seal.Key, error) {
	found := ErrNoPassphrase
	for _, name := range []string{keyPassphrase, keyBackup} {
		if kept[name] == "" {
			continue
		}
		locked, err := base64.StdEncoding.DecodeString(kept[name])
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		key, err := seal.Unlock(locked, identities...)
		switch {
		case errors.Is(err, seal.ErrNotForIt):
			found = ErrWrongPassphrase
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		case fits(key, kept):
			return key, nil
		}
	}
	return nil, found
}

// Unlock opens people's texts by the passphrase, and lets the system's keyring keep the key from then on, where there is one. It
// returns [ErrWrongPassphrase], and [ErrNoPassphrase] where the workspace has none.
func (w *Workspace) Unlock(ctx context.Context, passphrase string) error {
	kept, err := w.keySettings(ctx)
	if err != nil {
		return err
	}
	if kept[keyCheck] == "" {
		return ErrNoPassphrase
	}
	key, err := byPassphrase(kept, passphrase)
	if err != nil {
		return err
	}
	w.keep(key)
	_ = w.keys.ring.Set(kept[keyID], key.Text()) // without a keyring the passphrase is asked for again the next time
	return nil
}

func (w *Workspace) keep(key *seal.Key) {
	w.keys.mu.Lock()
	defer w.keys.mu.Unlock()
	w.keys.key, w.keys.sought = key, false
}

// SetPassphrase sets or changes the passphrase that opens people's texts on any computer. Without a key one is made, and what
// an older Auscult has left as it is written is encrypted. It returns [ErrSealed] while texts are locked: who cannot read them
// does not lock them anew.
func (w *Workspace) SetPassphrase(ctx context.Context, passphrase string) error {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return ErrNoPassphrase
	}
	key, err := w.findKey(ctx)
	if errors.Is(err, ErrNoKey) {
		w.keys.mu.Lock()
		w.keys.passphrase = passphrase
		w.keys.mu.Unlock()
		return w.MakeKey(ctx)
	}
	if err != nil {
		return err
	}
	locked, err := key.Lock(recipient)
	if err != nil {
		return err
	}
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Delete(&settingRow{}, "name = ?", keyBackup).Error; err != nil {
			return err
		}
		return saveKeySettings(tx, map[string]string{keyPassphrase: base64.StdEncoding.EncodeToString(locked)})
	})
	if err != nil {
		return fmt.Errorf("set the passphrase: %w", refused(err))
	}
	return nil
}

// MakeKey sees to it that people's texts can be encrypted: it makes a key unless there is one. The key goes into the system's
// keyring; it is locked by the passphrase too where one was given, which is the only way where the system has no keyring. It
// returns [ErrNoKey] where there is neither, and [ErrSealed] where there is a key that is not to be had here.
func (w *Workspace) MakeKey(ctx context.Context) error {
	_, err := w.findKey(ctx)
	if !errors.Is(err, ErrNoKey) {
		return err
	}
	key := seal.New()
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails: it ends the program instead
	made := map[string]string{
		keyID: hex.EncodeToString(id), keyCheck: base64.StdEncoding.EncodeToString(key.Seal(nil, checkPlace)), keyPurge: "yes",
	}
	settings, err := w.Settings(ctx)
	if err != nil {
		return err
	}
	if settings.Invented {
		made[keyOpen] = key.Text()
	} else if err := w.place(key, made); err != nil {
		return err
	}
	another := false
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		kept, err := readKeySettings(tx)
		if err != nil {
			return err
		}
		if another = kept[keyCheck] != ""; another {
			return nil // another program has been quicker
		}
		if err := saveKeySettings(tx, made); err != nil {
			return err
		}
		if err := sealSecret(ctx, tx, key); err != nil {
			return err
		}
		return sealPlain(ctx, tx, key)
	})
	if err != nil {
		return fmt.Errorf("encrypt what people wrote: %w", refused(err))
	}
	if another {
		_, err := w.findKey(ctx)
		return err
	}
	w.keep(key)
	w.purge(ctx)
	return nil
}

// place puts a new key where it is kept.
func (w *Workspace) place(key *seal.Key, made map[string]string) error {
	kept := w.keys.ring.Set(made[keyID], key.Text()) == nil
	if w.keys.passphrase == "" {
		if !kept {
			return ErrNoKey
		}
		return nil
	}
	recipient, err := age.NewScryptRecipient(w.keys.passphrase)
	if err != nil {
		return err
	}
	locked, err := key.Lock(recipient)
	if err != nil {
		return err
	}
	made[keyPassphrase] = base64.StdEncoding.EncodeToString(locked)
	return nil
}

func saveKeySettings(tx *gorm.DB, kept map[string]string) error {
	for name, value := range kept { // each on its own row, so the order does not matter
		row := settingRow{name, value}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// encryptOld encrypts what an older Auscult has left as it is written, as soon as there is a key or a place for one, and
// removes what was left of it in free pages. Where neither is, the texts stay as they were until a passphrase is set.
func (w *Workspace) encryptOld(ctx context.Context) error {
	var plain, purge bool
	err := w.db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM comments WHERE sealed IS NULL), EXISTS (SELECT 1 FROM settings WHERE name = ?)`, keyPurge).Row().Scan(&plain, &purge)
	if err != nil {
		return fmt.Errorf("look for texts that are not encrypted: %w", err)
	}
	if plain {
		err := w.MakeKey(ctx)
		if errors.Is(err, ErrNoKey) {
			return nil
		}
		if err != nil {
			return err
		}
	} else if purge {
		w.purge(ctx)
	}
	return nil
}

// purge rewrites the file, so that what was written in it before it was encrypted is in no free page and not in the log. Where
// another program is using the workspace it is put off to the next time.
func (w *Workspace) purge(ctx context.Context) {
	db := w.db.WithContext(ctx)
	var busy, log, done int
	if db.Exec("VACUUM").Error != nil {
		return
	}
	if err := db.Raw("PRAGMA wal_checkpoint(TRUNCATE)").Row().Scan(&busy, &log, &done); err != nil || busy != 0 {
		return
	}
	db.Delete(&settingRow{}, "name = ?", keyPurge)
}

// secretSealed begins the value of the secret for pseudonyms once it is sealed.
const secretSealed = "sealed:"

// secretPlace is the place for which the secret is sealed.
const secretPlace = "pseudonym secret"

// sealSecret seals the secret for pseudonyms: with it, names behind pseudonyms could be found by trying.
func sealSecret(ctx context.Context, tx *gorm.DB, key *seal.Key) error {
	p, err := readSecret(ctx, tx, nil)
	if err != nil {
		return err
	}
	value := secretSealed + base64.StdEncoding.EncodeToString(key.Seal(p.secret, secretPlace))
	return tx.Model(&settingRow{}).Where("name = ?", secretSetting).Update("value", value).Error
}

// unsealSecret returns the secret, which an older Auscult has kept as it is.
func unsealSecret(value string, key *seal.Key) ([]byte, error) {
	encoded, sealed := strings.CutPrefix(value, secretSealed)
	if !sealed {
		return hex.DecodeString(value)
	}
	if key == nil {
		return nil, ErrSealed
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	return key.Open(raw, secretPlace)
}
