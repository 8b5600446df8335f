package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
)

// passphraseVariable is the environment variable that holds the passphrase where nobody is there to type it.
const passphraseVariable = "AUSCULT_PASSPHRASE"

// given is what the context of a command has to open workspaces with: under keysKey.
type given struct {
	passphrase func() (string, error) // of file or environment; empty where neither has one
	ring       keyring.Keyring
}

type keysKey struct{}

// withKeys lets every command open workspaces by the keyring, and by what it adds to it: --passphrase-file. A passphrase is never an argument: those are seen by everybody on
// the machine and kept in histories.
func withKeys(root *cobra.Command, ring keyring.Keyring) {
	if ring == nil {
		ring = keyring.System()
	}
	var file string
	root.PersistentFlags().StringVar(&file, "passphrase-file", "",
		"a file with the passphrase in its first line, - for standard input (default: "+passphraseVariable+", else you are asked where one is needed)")
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		passphrase := sync.OnceValues(func() (string, error) { return readPassphrase(file, cmd.InOrStdin()) })
		cmd.SetContext(context.WithValue(cmd.Context(), keysKey{}, given{passphrase, ring}))
	}
}

// newPassphraseFlag adds --new-passphrase-file, for commands that need a passphrase beside the one that opens the workspace.
func newPassphraseFlag(cmd *cobra.Command, file *string, when string) {
	cmd.Flags().StringVar(file, "new-passphrase-file", "", "a file with the new passphrase in its first line, - for standard input, "+when)
}

// givenKeys are what a workspace is opened with.
func givenKeys(ctx context.Context) ([]workspace.Option, error) {
	g := ctx.Value(keysKey{}).(given)
	passphrase, err := g.passphrase()
	return []workspace.Option{workspace.WithKeyring(g.ring), workspace.WithPassphrase(passphrase)}, err
}

// readPassphrase reads the first line of the file, or what the environment says where no file is named.
func readPassphrase(file string, input io.Reader) (string, error) {
	if file == "" {
		return os.Getenv(passphraseVariable), nil
	}
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", badInput(err)
		}
		defer f.Close() // opened for reading
		input = f
	}
	line, err := bufio.NewReader(io.LimitReader(input, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", badInput(err)
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", usage("there is no passphrase in the first line of %s", file)
	}
	return line, nil
}

// askPassphrase is the passphrase that file or environment hold, else it is asked for on the terminal without being shown; a
// new one twice.
func askPassphrase(cmd *cobra.Command, what string, isNew bool) (string, error) {
	p, err := cmd.Context().Value(keysKey{}).(given).passphrase()
	if err != nil || p != "" {
		return p, err
	}
	return typePassphrase(cmd.ErrOrStderr(), what, isNew)
}

func typePassphrase(out io.Writer, what string, isNew bool) (string, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", usage("there is no terminal to ask for the passphrase; give it by --passphrase-file or %s", passphraseVariable)
	}
	first, err := typeHidden(out, what)
	if err != nil || !isNew {
		return first, err
	}
	again, err := typeHidden(out, "The same again")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", usage("the two passphrases differ; nothing was done")
	}
	return first, nil
}

func typeHidden(out io.Writer, what string) (string, error) {
	fmt.Fprint(out, what+": ")
	typed, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(out)
	if err != nil {
		return "", badInput(err)
	}
	if len(typed) == 0 {
		return "", usage("no passphrase was typed; nothing was done")
	}
	return string(typed), nil
}
