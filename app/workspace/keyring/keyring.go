// Package keyring keeps a workspace's key where the operating system keeps secrets: the Credential Manager of Windows, the
// Keychain of macOS, the Secret Service of Linux desktops. Who takes the file has not got it then.
package keyring

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	system "github.com/zalando/go-keyring"
)

// service is the name under which the system shows the secrets of this program.
const service = "Auscult"

// ErrNone is returned where the system keeps no secrets, or does not answer; ErrAbsent where it has none for the workspace.
var (
	ErrNone   = errors.New("this system keeps no secrets")
	ErrAbsent = errors.New("the system's keyring has no secret for this workspace")
)

// Keyring keeps a secret for each workspace.
type Keyring interface {
	// Get returns the workspace's secret. It returns [ErrAbsent] or [ErrNone].
	Get(workspace string) (string, error)
	// Set keeps the workspace's secret. It returns [ErrNone].
	Set(workspace, secret string) error
}

// patience is how long the system may take, a person who is asked for the password of the keyring included.
const patience = 20 * time.Second

// System returns the keyring of the operating system.
func System() Keyring { return theSystems }

var theSystems = &ofSystem{patience: patience, reachable: reachable, get: system.Get, set: system.Set}

type ofSystem struct {
	patience  time.Duration
	reachable func() bool
	get       func(service, user string) (string, error)
	set       func(service, user, secret string) error

	mu     sync.Mutex
	silent bool // it has not answered once, and is not asked again
}

func (k *ofSystem) Get(workspace string) (secret string, err error) {
	err = k.ask(func() error {
		var err error
		secret, err = k.get(service, workspace)
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

func (k *ofSystem) Set(workspace, secret string) error {
	return k.ask(func() error { return k.set(service, workspace, secret) })
}

// ask asks the system and waits as long as patience allows. Without an answer the question is left to itself.
func (k *ofSystem) ask(question func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.silent || !k.reachable() {
		return ErrNone
	}
	answer := make(chan error, 1)
	go func() { answer <- question() }()
	select {
	case err := <-answer:
		switch {
		case errors.Is(err, system.ErrNotFound):
			return ErrAbsent
		case err != nil:
			return fmt.Errorf("%w: %w", ErrNone, err)
		}
		return nil
	case <-time.After(k.patience):
		k.silent = true
		return fmt.Errorf("%w: no answer within %v", ErrNone, k.patience)
	}
}

// reachable reports whether there is a keyring to ask. On Linux that is a message bus on this machine: without one, the
// library would start a bus that nobody needs, and an address of another machine is none that a secret goes to.
func reachable() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return strings.HasPrefix(address, "unix:") && !strings.Contains(address, ";")
	}
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}

// None is the keyring of a system that keeps no secrets.
func None() Keyring { return none{} }

type none struct{}

func (none) Get(string) (string, error) { return "", ErrNone }
func (none) Set(string, string) error   { return ErrNone }

// Memory returns a keyring that forgets everything when the program ends, for trials and tests.
func Memory() Keyring { return &memory{} }

type memory struct{ secrets sync.Map }

func (m *memory) Get(workspace string) (string, error) {
	if secret, ok := m.secrets.Load(workspace); ok {
		return secret.(string), nil
	}
	return "", ErrAbsent
}

func (m *memory) Set(workspace, secret string) error {
	m.secrets.Store(workspace, secret)
	return nil
}
