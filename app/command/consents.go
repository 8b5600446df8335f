package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// consentsJob is what every command on consents works with.
type consentsJob struct {
	ctx    context.Context
	out    io.Writer
	w      *workspace.Workspace
	r      *review.Reviewer
	speak  *language.Speaker
	day    time.Time // of which the register is looked at
	by     workspace.By
	asJSON bool
}

func newConsents(lang *string) *cobra.Command {
	var csv bool
	cmd := onConsents(lang, "consents -w WORKSPACE", "List the consents of patients and others shown, with what each is worth; ends with 1 when posts are to be taken down", cobra.NoArgs,
		func(j consentsJob, _ []string) error { return j.list(csv) })
	cmd.Flags().BoolVar(&csv, "csv", false, "print a table for Excel")
	list := &cobra.Command{Use: "list -w WORKSPACE", Short: "The same as “auscult consents” alone", Args: cobra.NoArgs, RunE: cmd.RunE}
	list.Flags().AddFlagSet(cmd.Flags())
	cmd.AddCommand(
		list,
		onConsents(lang, "show -w WORKSPACE NUMBER", "One consent: what it has and lacks, its posts, and what was changed", cobra.ExactArgs(1),
			func(j consentsJob, args []string) error { return j.onOne(args[0], nil) }),
		newSaveConsent(lang, "add -w WORKSPACE --who PSEUDONYM", "Enter a consent; it may be incomplete", cobra.NoArgs),
		newSaveConsent(lang, "change -w WORKSPACE NUMBER", "Change what is said of a consent; an empty value takes it away", cobra.ExactArgs(1)),
		newWithdrawConsent(lang),
		onConsents(lang, "link -w WORKSPACE NUMBER POST…", "Say that posts stand under a consent; “auscult show posts” prints their numbers", cobra.MinimumNArgs(2),
			func(j consentsJob, args []string) error {
				return j.onOne(args[0], func(id consent.ID) error {
					posts, err := postNumbers(args[1:])
					if err != nil {
						return err
					}
					return j.w.LinkConsent(j.ctx, id, posts, j.by)
				})
			}),
		onConsents(lang, "unlink -w WORKSPACE NUMBER POST…", "Say that posts do not stand under a consent after all", cobra.MinimumNArgs(2),
			func(j consentsJob, args []string) error {
				return j.onOne(args[0], func(id consent.ID) error {
					posts, err := postNumbers(args[1:])
					if err != nil {
						return err
					}
					for _, p := range posts {
						if err := j.w.UnlinkConsent(j.ctx, id, p, j.by); err != nil {
							return err
						}
					}
					return nil
				})
			}),
		newTakenDown(lang), newConsentLaw(lang),
	)
	return cmd
}

// onConsents makes a command on the consents of a workspace.
func onConsents(lang *string, use, short string, args cobra.PositionalArgs, run func(consentsJob, []string) error) *cobra.Command {
	var day, by string
	cmd := onWorkspace(use, short, args, func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
		speak, err := speakerOf(*lang)
		if err != nil {
			return err
		}
		settings, err := w.Settings(cmd.Context())
		if err != nil {
			return err
		}
		now := time.Now()
		j := consentsJob{cmd.Context(), cmd.OutOrStdout(), w, review.New(w), speak, now.In(settings.Zone()), workspace.ByThisUser(now), asJSON}
		if by != "" {
			j.by.Who = by
		}
		if day != "" {
			if j.day, err = dayOf(*lang, day); err != nil {
				return err
			}
		}
		return run(j, args)
	})
	cmd.Flags().StringVar(&day, "on", "", "as of this day (default: today)")
	cmd.Flags().StringVar(&by, "by", "", "who makes the change, for the history (default: the computer's user)")
	return cmd
}

func newWithdrawConsent(lang *string) *cobra.Command {
	var day, why string
	var undo bool
	cmd := onConsents(lang, "withdraw -w WORKSPACE NUMBER", "Say that a consent was withdrawn; its posts are then listed to be taken down", cobra.ExactArgs(1),
		func(j consentsJob, args []string) error {
			on := j.day
			if day != "" {
				var err error
				if on, err = dayOf(*lang, day); err != nil {
					return err
				}
			}
			if undo {
				on = time.Time{}
			}
			return j.onOne(args[0], func(id consent.ID) error { return j.w.WithdrawConsent(j.ctx, id, on, why, j.by) })
		})
	cmd.Flags().StringVar(&day, "since", "", "from this day on (default: today)")
	cmd.Flags().StringVar(&why, "why", "", "the reason, as far as the person said")
	cmd.Flags().BoolVar(&undo, "undo", false, "take a withdrawal back that was entered by mistake")
	cmd.MarkFlagsMutuallyExclusive("undo", "since")
	cmd.MarkFlagsMutuallyExclusive("undo", "why")
	return cmd
}

func newTakenDown(lang *string) *cobra.Command {
	var undo bool
	cmd := onConsents(lang, "down -w WORKSPACE POST…", "Say that posts were taken down on the platform, today or on the day of --on", cobra.MinimumNArgs(1),
		func(j consentsJob, args []string) error {
			on := j.day
			if undo {
				on = time.Time{}
			}
			posts, err := postNumbers(args)
			if err != nil {
				return err
			}
			for _, p := range posts {
				if err := j.w.TakenDown(j.ctx, p, on, j.by); err != nil {
					return asUsage(err)
				}
			}
			return j.list(false)
		})
	cmd.Flags().BoolVar(&undo, "undo", false, "they stand after all")
	return cmd
}

func newConsentLaw(lang *string) *cobra.Command {
	return onConsents(lang, "law -w WORKSPACE us|ch|eu", "Say by which law consents are looked at (default: told by the time zone)", cobra.ExactArgs(1),
		func(j consentsJob, args []string) error {
			if err := j.w.SetConsentLaw(j.ctx, consent.Law(strings.ToLower(args[0]))); err != nil {
				return usage("%q is no law that Auscult knows; use one of %s", args[0], words(consent.Laws()))
			}
			return j.list(false)
		})
}

// onOne changes a consent and shows it. Without a change it only shows it.
func (j consentsJob) onOne(number string, change func(consent.ID) error) error {
	id, err := consentNumber(number)
	if err != nil {
		return err
	}
	if change != nil {
		if err := change(id); err != nil {
			return asUsage(err)
		}
	}
	return j.show(id)
}

func consentNumber(text string) (consent.ID, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, usage("%q is not the number of a consent; “auscult consents” lists them", text)
	}
	return consent.ID(n), nil
}

// asUsage is wrong usage for an error that does not know its exit code.
func asUsage(err error) error {
	if e := (*exitError)(nil); errors.As(err, &e) {
		return e
	}
	return &exitError{Usage, err}
}

func postNumbers(args []string) ([]social.PostID, error) {
	var posts []social.PostID
	for _, a := range args {
		id, err := strconv.ParseInt(a, 10, 64)
		if err != nil {
			return nil, usage("%q is not the number of a post; “auscult show posts” prints them", a)
		}
		posts = append(posts, social.PostID(id))
	}
	return posts, nil
}

// list prints the register. It ends with 1 where posts are to be taken down.
func (j consentsJob) list(csv bool) error {
	g, err := j.r.Consents(j.ctx, j.day)
	if err != nil {
		return err
	}
	switch {
	case j.asJSON:
		err = printJSON(j.out, shownConsentsOf(g, j.speak))
	case csv:
		err = report.WriteConsents(j.out, g, j.speak)
	default:
		printConsents(j.out, g, j.speak)
	}
	if err == nil && len(g.ToTakeDown()) > 0 {
		return &exitError{code: Look}
	}
	return err
}

// show prints one consent with everything that is known of it.
func (j consentsJob) show(id consent.ID) error {
	g, err := j.r.Consents(j.ctx, j.day)
	if err != nil {
		return err
	}
	e, ok := g.Entry(id)
	if !ok {
		return usage("consent %d: %w; “auscult consents” lists them", id, workspace.ErrNoConsent)
	}
	history, err := j.w.ConsentHistory(j.ctx, id)
	if err != nil {
		return err
	}
	settings, err := j.w.Settings(j.ctx)
	if err != nil {
		return err
	}
	if j.asJSON {
		shown := shownConsentOf(e, g, j.speak)
		for _, c := range history {
			shown.History = append(shown.History, shownConsentChange{c.At, filled(c.Who), c.Field, filled(c.Post), filled(c.Before), filled(c.After)})
		}
		return printJSON(j.out, shown)
	}
	printConsent(j.out, e, g, j.speak)
	fmt.Fprintf(j.out, "\n%s\n", j.speak.T("page_consents.history"))
	for _, c := range history {
		fmt.Fprintln(j.out, "  "+review.ConsentChange(j.speak, c, settings.Zone()))
	}
	return nil
}
