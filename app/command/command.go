// Package command holds the commands that do without a window what the window does with one. Each prints for people by
// default and one JSON document with --json; progress goes to standard error only.
//
// A command ends with 0 (done), 1 (a finding or a refusal the caller should look at), 2 (wrong usage) or 3 (input that
// could not be used).
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"auscult/app/language"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
)

// Exit codes.
const (
	Done     = 0
	Look     = 1 // done as far as possible, with something the caller should look at
	Usage    = 2
	BadInput = 3
)

// Options are what a command line runs with.
type Options struct {
	Out, Err io.Writer
	// Window opens the window with a workspace, or with the last one for an empty path. It returns when the window is
	// closed. An empty language means the one it was left with. Nil where there can be no window.
	Window func(ctx context.Context, workspacePath string, l language.Language) error
	// Keyring is where the keys to people's comments are kept; nil: the system's.
	Keyring keyring.Keyring
	Version string
}

// Run runs the command line (without the program's name) and returns its exit code.
func Run(ctx context.Context, args []string, o Options) int {
	root := newRoot(&o)
	root.SetArgs(args)
	root.SetOut(o.Out)
	root.SetErr(o.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return Done
	}
	var e *exitError
	if !errors.As(err, &e) { // cobra's own errors are about how the command was called
		e = &exitError{Usage, err}
	}
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(o.Err, "Stopped. The workspace is as it was.")
		return BadInput
	case e.err != nil:
		fmt.Fprintln(o.Err, "auscult: "+e.err.Error())
	}
	if e.code == Usage {
		fmt.Fprintln(o.Err, "Use “auscult --help” or “auscult COMMAND --help”.")
	}
	return e.code
}

// exitError carries the exit code out of a command. Without err everything has been said already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return &exitError{Usage, fmt.Errorf(format, args...)} }

func badInput(err error) error { return &exitError{BadInput, err} }

// asInput is badInput for an error that may know its exit code already.
func asInput(err error) error {
	if e := (*exitError)(nil); errors.As(err, &e) {
		return e
	}
	return badInput(err)
}

func newRoot(o *Options) *cobra.Command {
	var lang string
	root := &cobra.Command{
		Use:           "auscult",
		Short:         "The quarterly social media review of a hospital",
		Long:          "Auscult prepares the quarterly social media review of a hospital from the platforms' own exports.\nWithout a command it opens the window.",
		Version:       o.Version,
		Args:          cobra.ArbitraryArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("one workspace at a time, please")
			}
			path := strings.Join(args, "")
			if path != "" && !strings.HasSuffix(path, workspace.Extension) {
				return usage("there is no command %q", path)
			}
			return window(cmd.Context(), o, path, lang)
		},
	}
	root.PersistentFlags().StringVar(&lang, "lang", "", "language: en, de or fr (default: the system's)")
	withKeys(root, o.Keyring)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &exitError{Usage, err} })
	root.AddCommand(
		newDemo(o, &lang), newImport(o, &lang), newImports(&lang), newUndo(), newFormats(&lang), newChannels(), newCorrect(&lang), newRules(&lang),
		newSettings(), newAnnotations(&lang), newBreaks(&lang), newConsents(&lang), newProtocol(&lang),
		newCheck(&lang), newDecisions(&lang), newHouse(&lang), newShow(&lang), newPlan(&lang), newScenarios(&lang), newReport(o, &lang),
		newFreeze(o, &lang), newFrozen(&lang),
		newBackup(o), newRestore(o), newKey(),
	)
	return root
}

// window opens the window in the language asked for; without one the window takes what it was left with.
func window(ctx context.Context, o *Options, path, lang string) error {
	var l language.Language
	if lang != "" {
		speak, err := speakerOf(lang)
		if err != nil {
			return err
		}
		l = speak.Language
	}
	if o.Window == nil {
		return badInput(errors.New("there is no display for a window here; the commands work without one"))
	}
	if err := o.Window(ctx, path, l); err != nil {
		return badInput(err)
	}
	return nil
}

func speakerOf(lang string) (*language.Speaker, error) {
	if lang == "" {
		return language.New(language.OfSystem()), nil
	}
	l, err := language.Parse(lang)
	if err != nil {
		return nil, &exitError{Usage, err}
	}
	return language.New(l), nil
}

// onWorkspace makes a command that opens the workspace named by -w, which must exist, and works on it.
func onWorkspace(use, short string, args cobra.PositionalArgs, run func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error) *cobra.Command {
	var path string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  args,
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := open(cmd.Context(), path)
			if err != nil {
				return err
			}
			defer w.Close()
			if err := run(cmd, w, args, asJSON); err != nil {
				return asInput(err)
			}
			return nil
		},
	}
	workspaceFlag(cmd, &path)
	jsonFlag(cmd, &asJSON)
	return cmd
}

// workspaceFlag adds -w, which every command that works on a workspace needs.
func workspaceFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVarP(path, "workspace", "w", "", "the workspace, a file ending in "+workspace.Extension)
	_ = cmd.MarkFlagRequired("workspace") // fails only for a flag that does not exist
}

// open opens the workspace, which must exist.
func open(ctx context.Context, path string) (*workspace.Workspace, error) {
	keys, err := givenKeys(ctx)
	if err != nil {
		return nil, err
	}
	w, err := workspace.Open(ctx, path, keys...)
	if err != nil {
		return nil, badInput(err)
	}
	return w, nil
}
