package command

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"auscult/app/backup"
	"auscult/app/workspace"
)

func newBackup(o *Options) *cobra.Command {
	var path, file, passphraseFile string
	var lock backup.Lock
	var force, asJSON bool
	cmd := &cobra.Command{
		Use:   "backup -w WORKSPACE -o FILE" + backup.Extension,
		Short: "Write an encrypted backup of a workspace",
		Long: `Write an encrypted backup of a workspace, as it is at this moment, while others may go on using it. It is an age file
(age-encryption.org): whoever has the passphrase, or is a recipient, can open it with “auscult restore”, and with the tool age
too. Without the passphrase nobody can, Auscult's makers included.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := open(cmd.Context(), path)
			if err != nil {
				return err
			}
			defer w.Close() // only read
			switch {
			case len(lock.Recipients) > 0:
			case passphraseFile != "":
				lock.Passphrase, err = readPassphrase(passphraseFile, cmd.InOrStdin())
			default:
				lock.Passphrase, err = askPassphrase(cmd, "Passphrase of the backup", true)
			}
			if err != nil {
				return err
			}
			progress, done := partOn(o, filepath.Base(file))
			err = backup.Write(cmd.Context(), w, file, lock, backup.Options{Force: force, Progress: progress})
			done()
			if err != nil {
				return badInput(err)
			}
			if key, err := w.KeyState(cmd.Context()); err == nil && key.Locked() {
				fmt.Fprintln(o.Err, "People's comments are locked on this computer, and as locked in the backup. All else is in it for whoever opens it.")
			}
			return sayWritten(cmd, "Backup", file, asJSON)
		},
	}
	workspaceFlag(cmd, &path)
	jsonFlag(cmd, &asJSON)
	outputFlag(cmd, &file, &force, "the file for the backup")
	newPassphraseFlag(cmd, &passphraseFile, "where it is another than the workspace's")
	cmd.Flags().StringArrayVar(&lock.Recipients, "recipient", nil, "who can open it, age1…, instead of a passphrase; may be repeated")
	return cmd
}

func newRestore(o *Options) *cobra.Command {
	var to string
	var keys backup.Keys
	var force, asJSON bool
	cmd := &cobra.Command{
		Use:   "restore FILE" + backup.Extension + " -o WORKSPACE",
		Short: "Put a workspace back from its backup",
		Long: `Put a workspace back from its backup. It is there only once it has been checked: a workspace, whole and sound. A
workspace of an older Auscult is brought up to date when it is opened.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			byPassphrase, err := backup.ByPassphrase(args[0])
			if err != nil {
				return badInput(err)
			}
			if byPassphrase {
				if keys.Passphrase, err = askPassphrase(cmd, "Passphrase of the backup", false); err != nil {
					return err
				}
			}
			progress, done := partOn(o, filepath.Base(args[0]))
			err = backup.Restore(cmd.Context(), args[0], to, keys, backup.Options{Force: force, Keyring: o.Keyring, Progress: progress})
			done()
			if err != nil {
				return badInput(err)
			}
			return sayWritten(cmd, "Workspace", to, asJSON)
		},
	}
	jsonFlag(cmd, &asJSON)
	outputFlag(cmd, &to, &force, "the file for the workspace, ending in "+workspace.Extension)
	cmd.Flags().StringVar(&keys.Identity, "identity", "", "the file with the identity (AGE-SECRET-KEY-1…) of a recipient")
	return cmd
}

// outputFlag adds -o for the one file that a command writes, and --force.
func outputFlag(cmd *cobra.Command, file *string, force *bool, what string) {
	cmd.Flags().StringVarP(file, "output", "o", "", what)
	_ = cmd.MarkFlagRequired("output") // fails only for a flag that does not exist
	cmd.Flags().BoolVar(force, "force", false, "replace the file if there is one already")
}

// partOn is progressOn for work that tells the part done.
func partOn(o *Options, what string) (progress func(part float64), finish func()) {
	count, finish := progressOn(o.Err, what)
	if count == nil {
		return nil, finish
	}
	return func(part float64) { count(int(100*part), 100) }, finish
}

func sayWritten(cmd *cobra.Command, what, file string, asJSON bool) error {
	info, err := os.Stat(file)
	if err != nil {
		return badInput(err)
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), struct {
			File  string `json:"file"`
			Bytes int64  `json:"bytes"`
		}{file, info.Size()})
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s (%.1f MB)\n", what, file, float64(info.Size())/1e6)
	return nil
}
