package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// consentWords are what a command says of a consent, as it was typed.
type consentWords struct {
	who, information, discloser, recipients, purpose, platforms, forms string
	signed, signedBy, authority, expires, endsWith, statements, kept   string
	paid                                                               bool
}

func (c *consentWords) flags(f *pflag.FlagSet) {
	f.StringVar(&c.who, "who", "", "a pseudonym that stands for the person, such as P-014; never a name")
	f.StringVar(&c.information, "information", "", "what is published, specific and without medical facts")
	f.StringVar(&c.discloser, "discloser", "", "who may publish it")
	f.StringVar(&c.recipients, "recipients", "", "who gets to see it beside the public of the platforms")
	f.StringVar(&c.purpose, "purpose", "", "what for")
	f.StringVar(&c.platforms, "platform", "", "on which platforms, or all")
	f.StringVar(&c.forms, "form", "", "in which content forms, or all")
	f.StringVar(&c.signed, "signed", "", "the day of the signature")
	f.StringVar(&c.signedBy, "signed-by", "", "self or representative")
	f.StringVar(&c.authority, "authority", "", "what entitles the representative")
	f.StringVar(&c.expires, "expires", "", "the last day on which it holds")
	f.StringVar(&c.endsWith, "ends-with", "", "the event with which it ends")
	f.StringVar(&c.statements, "says", "", "what the form says, or all: "+words(consent.Statements()))
	f.StringVar(&c.kept, "kept", "", "where the signed form is kept")
	f.BoolVar(&c.paid, "paid", false, "somebody else pays for the publication")
}

// newSaveConsent makes the command that enters a consent and the one that changes one.
func newSaveConsent(lang *string, use, short string, args cobra.PositionalArgs) *cobra.Command {
	var said consentWords
	var cmd *cobra.Command
	cmd = onConsents(lang, use, short, args, func(j consentsJob, args []string) error {
		save := func(id consent.ID) error {
			c, err := j.kept(id)
			if err != nil {
				return err
			}
			if err := said.lay(&c, cmd.Flags(), *lang); err != nil {
				return err
			}
			for _, field := range c.Revealing() {
				cmd.PrintErrln("auscult: " + j.speak.T("page_consents.reveals", language.Args{"Field": review.ConsentField(j.speak, field)}))
			}
			id, err = j.w.SaveConsent(j.ctx, c, j.by)
			if err != nil {
				return asUsage(err)
			}
			return j.show(id)
		}
		if len(args) == 0 {
			return save(0)
		}
		id, err := consentNumber(args[0])
		if err != nil {
			return err
		}
		return save(id)
	})
	said.flags(cmd.Flags())
	return cmd
}

// kept returns a consent of the workspace; a new one without a number.
func (j consentsJob) kept(id consent.ID) (consent.Consent, error) {
	if id == 0 {
		return consent.Consent{}, nil
	}
	all, err := j.w.Consents(j.ctx)
	if err != nil {
		return consent.Consent{}, err
	}
	i := slices.IndexFunc(all, func(c consent.Consent) bool { return c.ID == id })
	if i < 0 {
		return consent.Consent{}, usage("consent %d: %w; “auscult consents” lists them", id, workspace.ErrNoConsent)
	}
	return all[i], nil
}

// lay lays what was said over a consent.
func (w *consentWords) lay(c *consent.Consent, flags *pflag.FlagSet, lang string) error {
	for flag, text := range map[string]struct{ from, to *string }{
		"who": {&w.who, &c.Who}, "information": {&w.information, &c.Information}, "discloser": {&w.discloser, &c.Discloser},
		"recipients": {&w.recipients, &c.Recipients}, "purpose": {&w.purpose, &c.Purpose}, "authority": {&w.authority, &c.Authority},
		"ends-with": {&w.endsWith, &c.EndsWith}, "kept": {&w.kept, &c.Kept},
	} { // each sets a field of its own: their order does not matter
		if flags.Changed(flag) {
			*text.to = *text.from
		}
	}
	if flags.Changed("paid") {
		c.Paid = w.paid
	}
	if flags.Changed("signed-by") {
		c.SignedBy = consent.Signer(strings.ToLower(w.signedBy))
	}
	for _, d := range []struct {
		flag, text string
		day        *time.Time
	}{{"signed", w.signed, &c.SignedOn}, {"expires", w.expires, &c.Expires}} {
		if !flags.Changed(d.flag) {
			continue
		}
		*d.day = time.Time{}
		if d.text != "" {
			var err error
			if *d.day, err = dayOf(lang, d.text); err != nil {
				return err
			}
		}
	}
	if err := layList(flags, "platform", w.platforms, "platform", social.Platforms(), &c.Platforms); err != nil {
		return err
	}
	if err := layList(flags, "form", w.forms, "content form", social.Forms(), &c.Forms); err != nil {
		return err
	}
	return layList(flags, "says", w.statements, "statement of a consent", consent.Statements(), &c.Statements)
}

// layList reads a list of words, each of which must be known; “all” is all of them.
func layList[T ~string](flags *pflag.FlagSet, flag, text, what string, known []T, into *[]T) error {
	if !flags.Changed(flag) {
		return nil
	}
	if strings.EqualFold(strings.TrimSpace(text), "all") {
		*into = known
		return nil
	}
	*into = nil
	for word := range strings.SplitSeq(text, ",") {
		v := T(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(word))))
		switch {
		case v == "":
			continue
		case !slices.Contains(known, v):
			return usage("%q is not a %s; use some of %s, or all", strings.TrimSpace(word), what, words(known))
		}
		*into = append(*into, v)
	}
	return nil
}
