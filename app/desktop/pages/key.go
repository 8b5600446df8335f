package pages

import (
	"context"
	"errors"

	"auscult/app/desktop/blocks"
	"auscult/app/workspace"
)

// ShowKey lets a person set or change the passphrase that opens people's comments, or give it where they are locked.
func ShowKey(d *Desk) {
	withKeyState(d, func(s workspace.KeyState) {
		switch {
		case s.InFile:
			blocks.ShowMessage(d.Speak.T("key.title"), d.Speak.T("key.sample"), d.Window)
		case s.Made && !s.Unlocked:
			d.unlock(s.Passphrase)
		default:
			explain := d.Speak.T("key.explain")
			if s.Passphrase {
				explain = d.Speak.T("key.change") + " " + explain
			}
			AskNewPassphrase(d.Window, d.Speak, d.Speak.T("key.title"), explain, d.Speak.T("key.set"), func(passphrase string, ok bool) {
				if ok {
					d.withKey(func(ctx context.Context) error { return d.Workspace.SetPassphrase(ctx, passphrase) })
				}
			})
		}
	})
}

// OfferUnlock asks for the passphrase where comments are locked, as on a computer on which the workspace has just arrived.
func OfferUnlock(d *Desk) {
	withKeyState(d, func(s workspace.KeyState) {
		if s.Locked() {
			d.unlock(s.Passphrase)
		}
	})
}

// withKeyState finds out in the background where the key is, which can take as long as the system's keyring takes.
func withKeyState(d *Desk, then func(workspace.KeyState)) {
	d.Background.Go(func() {
		s, err := d.Workspace.KeyState(context.Background())
		d.Background.Do(func() {
			if err != nil {
				showError(d, "", err)
				return
			}
			then(s)
		})
	})
}

// unlock asks for the passphrase that is there already; without one it says that the key is elsewhere.
func (d *Desk) unlock(byPassphrase bool) {
	t := d.Speak.T
	if !byPassphrase {
		blocks.ShowMessage(t("key.locked"), t("key.elsewhere"), d.Window)
		return
	}
	AskPassphrase(d.Window, d.Speak, t("key.locked"), t("key.unlock_explain"), t("key.unlock"), func(passphrase string, ok bool) {
		if ok {
			d.withKey(func(ctx context.Context) error { return d.Workspace.Unlock(ctx, passphrase) })
		}
	})
}

// withKey does something with the key, which takes a second on purpose, and brings the pages up to date.
func (d *Desk) withKey(work func(context.Context) error) {
	d.Jobs.Start(Job{
		Name: d.Speak.T("key.job"),
		Work: func(ctx context.Context, _ Progress) error { return work(ctx) },
		Done: func(err error) {
			switch {
			case cancelled(err):
			case err != nil:
				showError(d, "", err)
			default:
				d.Changed()
			}
		},
	})
}

// askKey sees to it, by asking for a passphrase, that comments can be imported. why is what the workspace said against it. It is
// called off the UI goroutine.
func (d *Desk) askKey(ctx context.Context, why error) error {
	t := d.Speak.T
	if errors.Is(why, workspace.ErrNoKey) {
		passphrase, err := await(ctx, d.Background, func(answer func(string, bool)) {
			AskNewPassphrase(d.Window, d.Speak, t("key.title"), t("key.needed")+" "+t("key.explain"), t("key.set"), answer)
		})
		if err != nil {
			return err
		}
		return d.Workspace.SetPassphrase(ctx, passphrase)
	}
	s, err := d.Workspace.KeyState(ctx)
	if err != nil {
		return err
	}
	if !s.Passphrase {
		return why
	}
	explain := t("key.unlock_explain")
	for {
		passphrase, err := await(ctx, d.Background, func(answer func(string, bool)) {
			AskPassphrase(d.Window, d.Speak, t("key.locked"), explain, t("key.unlock"), answer)
		})
		if err != nil {
			return err
		}
		err = d.Workspace.Unlock(ctx, passphrase)
		if !errors.Is(err, workspace.ErrWrongPassphrase) {
			return err
		}
		explain = d.Speak.Error(err)
	}
}
