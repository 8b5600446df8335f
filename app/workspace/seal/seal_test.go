package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func TestWhatIsSealedOpensForItsPlaceAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text, place := rapid.SliceOf(rapid.Byte()).Draw(r, "text"), rapid.String().Draw(r, "place")
		elsewhere := rapid.String().Filter(func(s string) bool { return s != place }).Draw(r, "elsewhere")
		k := New()
		sealed := k.Seal(text, place)
		if got, err := k.Open(sealed, place); err != nil || !bytes.Equal(got, text) {
			r.Fatalf("%q, %v", got, err)
		}
		if bytes.Equal(sealed, k.Seal(text, place)) {
			r.Fatal("the same text looks the same twice")
		}
		if _, err := k.Open(sealed, elsewhere); !errors.Is(err, ErrUnreadable) {
			r.Fatalf("moved elsewhere: %v", err)
		}
		if _, err := New().Open(sealed, place); !errors.Is(err, ErrUnreadable) {
			r.Fatalf("with another key: %v", err)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(r, "at")
		sealed[at] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
		if _, err := k.Open(sealed, place); !errors.Is(err, ErrUnreadable) {
			r.Fatalf("changed: %v", err)
		}
		if _, err := k.Open(sealed[:at], place); !errors.Is(err, ErrUnreadable) {
			r.Fatalf("cut off: %v", err)
		}
	})
}

// A text is nonce, AES-256-GCM, tag: what the standard library's plain GCM opens with the derived key.
func TestSealedAsSaid(t *testing.T) {
	k, err := Parse(strings.Repeat("00", 32))
	if err != nil {
		t.Fatal(err)
	}
	sealed := k.Seal([]byte("Thank you!"), "row 1")
	if want := 12 + len("Thank you!") + 16; len(sealed) != want {
		t.Errorf("%d bytes, want %d", len(sealed), want)
	}
	// HKDF-SHA-256 of 32 zero bytes, no salt, info "auscult texts", 32 bytes; computed by Python's hmac (see RFC 5869, 2).
	derived, err := hex.DecodeString("7e461e5fad617d8ada0959a15a330997246808d4e50dd404563338227f11d2c9")
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	text, err := gcm.Open(nil, sealed[:12], sealed[12:], []byte("row 1"))
	if err != nil || string(text) != "Thank you!" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestMarks(t *testing.T) {
	k := New()
	if first, again := k.Mark("a", "bc"), k.Mark("a", "bc"); first != again {
		t.Error("the same parts, another mark")
	}
	if k.Mark("a", "bc") == k.Mark("ab", "c") || k.Mark("a") == k.Mark("a", "") {
		t.Error("other parts, the same mark")
	}
	if k.Mark("a") == New().Mark("a") {
		t.Error("another key, the same mark")
	}
}

func TestLockedKey(t *testing.T) {
	k := New()
	alice, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	bob, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	locked, err := k.Lock(alice.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Unlock(locked, alice); err != nil || got.Text() != k.Text() {
		t.Errorf("%v", err)
	}
	if _, err := Unlock(locked, bob); !errors.Is(err, ErrNotForIt) {
		t.Errorf("opened by another: %v", err)
	}
	if _, err := Unlock(locked[:len(locked)-1], alice); err == nil {
		t.Error("cut off")
	}
	for _, text := range []string{"", "00", strings.Repeat("zz", 32), strings.Repeat("00", 33)} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q is a key", text)
		}
	}
	if said := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); strings.Contains(said, k.Text()) || strings.Contains(said, "raw") {
		t.Errorf("the key is told: %s", said)
	}
}

func BenchmarkOpen(b *testing.B) {
	k := New()
	sealed := k.Seal([]byte(strings.Repeat("How long do I have to wait? ", 5)), "comment")
	for b.Loop() {
		if _, err := k.Open(sealed, "comment"); err != nil {
			b.Fatal(err)
		}
	}
}
