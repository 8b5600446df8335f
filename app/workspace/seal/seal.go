// Package seal makes texts unreadable for whoever has not got the workspace's key, and the key itself for whoever has not got a
// passphrase. It knows no database and no file.
//
//	key := seal.New()
//	sealed := key.Seal([]byte("Thank you!"), "comment 17")
//	text, err := key.Open(sealed, "comment 17")
package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// ErrUnreadable is returned when something was sealed with another key or for another place, or has been changed since.
var ErrUnreadable = errors.New("it was sealed with another key or for another place, or has been changed since")

// ErrNotForIt is returned when neither the passphrase nor an identity given opens a locked key.
var ErrNotForIt = errors.New("the locked key is opened by something else")

// size is that of a key in bytes.
const size = 32

// Key seals and opens. It is never printed.
type Key struct {
	raw   [size]byte
	texts cipher.AEAD
	marks []byte
}

// New returns a key that nobody has had before.
func New() *Key {
	var raw [size]byte
	_, _ = rand.Read(raw[:]) // never fails: it ends the program instead
	return from(raw)
}

// from derives from a key one for each use, so that none tells of the other (HKDF, RFC 5869).
func from(raw [size]byte) *Key {
	derive := func(use string) []byte {
		key, err := hkdf.Key(sha256.New, raw[:], nil, "auscult "+use, size)
		if err != nil {
			panic(err) // only when more than 8160 bytes are wanted
		}
		return key
	}
	block, err := aes.NewCipher(derive("texts"))
	if err != nil {
		panic(err) // only for keys of a length that there is not
	}
	// AES-256-GCM with a nonce of 96 random bits before each text, good for 2³² texts (NIST SP 800-38D, 8.3).
	texts, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // only for ciphers of another block size
	}
	return &Key{raw, texts, derive("marks")}
}

// Parse reads a key as Text writes it.
func Parse(text string) (*Key, error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != size {
		return nil, errors.New("this is no key")
	}
	return from([size]byte(b)), nil
}

// Text writes the key for a place that keeps secrets. Whoever reads it can open everything.
func (k *Key) Text() string { return hex.EncodeToString(k.raw[:]) }

// String keeps the key out of messages.
func (k *Key) String() string { return "(a key)" }

// GoString keeps the key out of messages.
func (k *Key) GoString() string { return k.String() }

// Seal makes a text unreadable. It opens with the same key for the same place only: moved to another it is refused.
func (k *Key) Seal(text []byte, place string) []byte {
	return k.texts.Seal(nil, nil, text, []byte(place))
}

// Open returns the text that was sealed for the place. It returns [ErrUnreadable].
func (k *Key) Open(sealed []byte, place string) ([]byte, error) {
	text, err := k.texts.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, ErrUnreadable
	}
	return text, nil
}

// Mark returns a word that is the same for the same parts, and from which nobody without the key finds out by trying what
// they are: the first 128 bits of their HMAC-SHA-256.
func (k *Key) Mark(parts ...string) string {
	mac := hmac.New(sha256.New, k.marks)
	for _, p := range parts {
		var length [8]byte // so that no two lists of parts run into the same letters
		binary.BigEndian.PutUint64(length[:], uint64(len(p)))
		mac.Write(length[:])
		mac.Write([]byte(p))
	}
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Lock returns the key for those alone who can open what is locked to the recipients, as a small age file.
func (k *Key) Lock(recipients ...age.Recipient) ([]byte, error) {
	var locked bytes.Buffer
	w, err := age.Encrypt(&locked, recipients...)
	if err != nil {
		return nil, fmt.Errorf("lock the key: %w", err)
	}
	if _, err := w.Write(k.raw[:]); err != nil {
		return nil, fmt.Errorf("lock the key: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("lock the key: %w", err)
	}
	return locked.Bytes(), nil
}

// Unlock returns a key that Lock has locked. It returns [ErrNotForIt] when no identity opens it.
func Unlock(locked []byte, identities ...age.Identity) (*Key, error) {
	r, err := age.Decrypt(bytes.NewReader(locked), identities...)
	if none := (*age.NoIdentityMatchError)(nil); errors.As(err, &none) {
		return nil, ErrNotForIt
	}
	if err != nil {
		return nil, fmt.Errorf("unlock the key: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(r, size+1))
	if err != nil {
		return nil, fmt.Errorf("unlock the key: %w", err)
	}
	if len(raw) != size {
		return nil, errors.New("unlock the key: it is damaged")
	}
	return from([size]byte(raw)), nil
}
