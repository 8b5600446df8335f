package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"auscult/app/workspace"
)

// shownKey is where the key is, in the JSON of key.
type shownKey struct {
	Made       bool `json:"made"`
	Unlocked   bool `json:"unlocked"`
	Passphrase bool `json:"passphrase"`
	InFile     bool `json:"in_file"`
	Encrypted  int  `json:"encrypted_comments"`
	Plain      int  `json:"plain_comments"`
}

func newKey() *cobra.Command {
	cmd := onWorkspace("key -w WORKSPACE", "Say where the key to people's comments is; set a passphrase", cobra.NoArgs, sayKey)
	cmd.Long = `What people wrote in comments is kept encrypted in the workspace. Its key is in the keyring of the system on which the
comments were imported; a passphrase opens it on any other computer too. “auscult key set” sets or changes the passphrase,
“auscult key unlock” lets this computer's keyring keep the key, so that the passphrase is not needed here any more.`
	cmd.AddCommand(newKeySet(), onWorkspace("unlock -w WORKSPACE", "Open people's comments by the passphrase, and keep the key on this computer", cobra.NoArgs, unlockKey))
	return cmd
}

func sayKey(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
	s, err := w.KeyState(cmd.Context())
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), shownKey{s.Made, s.Unlocked, s.Passphrase, s.InFile, s.Sealed, s.Plain})
	}
	out := cmd.OutOrStdout()
	switch {
	case !s.Made:
		fmt.Fprintln(out, "There is no key yet; it is made with the first comments, or by “auscult key set”.")
	case s.InFile:
		fmt.Fprintln(out, "The key is in the file: this is the sample, in which nothing is real.")
	case s.Unlocked:
		fmt.Fprintln(out, "The key is at hand: comments can be read and imported.")
	default:
		fmt.Fprintln(out, "The key is not on this computer: comments are locked. All else works.")
	}
	switch {
	case s.Passphrase:
		fmt.Fprintln(out, "A passphrase opens it on other computers.")
	case s.Made && !s.InFile:
		fmt.Fprintln(out, "No passphrase is set: only this computer's keyring, or a backup, has the key. Set one by “auscult key set”.")
	}
	fmt.Fprintf(out, "Comments encrypted: %d, not encrypted: %d\n", s.Sealed, s.Plain)
	return nil
}

func newKeySet() *cobra.Command {
	var file string
	cmd := onWorkspace("set -w WORKSPACE", "Set or change the passphrase that opens people's comments", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			passphrase, err := newPassphrase(cmd, w, file)
			if err != nil {
				return err
			}
			if err := w.SetPassphrase(cmd.Context(), passphrase); err != nil {
				return err
			}
			return sayKey(cmd, w, nil, asJSON)
		})
	newPassphraseFlag(cmd, &file, "instead of being asked")
	return cmd
}

// newPassphrase is the passphrase to be set. While there is no key, the one that file or environment give for all commands is
// the new one too: there is nothing else that it could open.
func newPassphrase(cmd *cobra.Command, w *workspace.Workspace, file string) (string, error) {
	if file != "" {
		return readPassphrase(file, cmd.InOrStdin())
	}
	s, err := w.KeyState(cmd.Context())
	if err != nil {
		return "", err
	}
	if !s.Passphrase {
		return askPassphrase(cmd, "New passphrase", true)
	}
	return typePassphrase(cmd.ErrOrStderr(), "New passphrase", true)
}

func unlockKey(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
	passphrase, err := askPassphrase(cmd, "Passphrase of the workspace", false)
	if err != nil {
		return err
	}
	err = w.Unlock(cmd.Context(), passphrase)
	if errors.Is(err, workspace.ErrNoPassphrase) {
		return badInput(err)
	}
	if err != nil {
		return err
	}
	return sayKey(cmd, w, nil, asJSON)
}
