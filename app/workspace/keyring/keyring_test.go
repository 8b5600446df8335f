package keyring

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	system "github.com/zalando/go-keyring"
)

func always() bool { return true }

func TestSecretsOfWorkspaces(t *testing.T) {
	system.MockInit()
	k := &ofSystem{patience: time.Minute, reachable: always, get: system.Get, set: system.Set}
	if _, err := k.Get("one"); !errors.Is(err, ErrAbsent) {
		t.Errorf("before: %v", err)
	}
	if err := k.Set("one", "secret"); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get("one"); err != nil || got != "secret" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := k.Get("other"); !errors.Is(err, ErrAbsent) {
		t.Errorf("another workspace: %v", err)
	}
	if got, err := system.Get("Auscult", "one"); err != nil || got != "secret" {
		t.Errorf("under the program's name: %q, %v", got, err)
	}
}

func TestSystemThatRefuses(t *testing.T) {
	system.MockInitWithError(errors.New("no such service"))
	k := &ofSystem{patience: time.Minute, reachable: always, get: system.Get, set: system.Set}
	if _, err := k.Get("one"); !errors.Is(err, ErrNone) {
		t.Errorf("get: %v", err)
	}
	if err := k.Set("one", "secret"); !errors.Is(err, ErrNone) {
		t.Errorf("set: %v", err)
	}
}

// A bus that never answers is waited for once, and not again.
func TestSilentSystem(t *testing.T) {
	var asked atomic.Int32
	k := &ofSystem{patience: time.Millisecond, reachable: always, get: func(string, string) (string, error) {
		asked.Add(1)
		select {}
	}}
	for range 3 {
		if _, err := k.Get("one"); !errors.Is(err, ErrNone) {
			t.Errorf("%v", err)
		}
	}
	if n := asked.Load(); n > 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestReachable(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the keyrings of Windows and macOS need no bus")
	}
	for address, want := range map[string]bool{
		"unix:path=/run/user/1000/bus": true, "unix:abstract=/tmp/dbus-x,guid=1": true,
		"tcp:host=example.org,port=1": false, "autolaunch:": false, "unixexec:path=ssh": false,
		"unix:path=/nowhere;tcp:host=example.org,port=1": false,
	} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		if reachable() != want {
			t.Errorf("%s: %v", address, !want)
		}
	}
}
