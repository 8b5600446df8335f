package pages

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// consentBox shows one consent: what it is worth, what it has and lacks, its posts, and what was changed. It stays open while
// the consent is changed from it.
type consentBox struct {
	desk   *Desk
	id     consent.ID
	body   *fyne.Container
	scroll *container.Scroll
	latest latest
}

// openedConsent is what the box shows.
type openedConsent struct {
	register review.ConsentRegister
	entry    review.ConsentEntry
	history  []workspace.ConsentChange
}

// openConsent shows a consent.
func openConsent(d *Desk, id consent.ID) {
	b := &consentBox{desk: d, id: id, body: container.NewStack()}
	b.scroll = container.NewVScroll(blocks.Narrow(blocks.BesideScroll(b.body)))
	showBox(d, d.Speak.T("page_consents.box"), b.scroll, 860, 680)
	b.read()
}

// read reads the consent and shows it anew.
func (b *consentBox) read() {
	d := b.desk
	day := d.today()
	ask(d, &b.latest, func(ctx context.Context) (openedConsent, error) {
		var o openedConsent
		var err error
		if o.register, err = d.Reviewer.Consents(ctx, day); err != nil {
			return o, err
		}
		o.entry, _ = o.register.Entry(b.id)
		o.history, err = d.Workspace.ConsentHistory(ctx, b.id)
		return o, err
	}, b.show)
}

func (b *consentBox) show(o openedConsent, err error) {
	if err != nil {
		b.body.Objects = []fyne.CanvasObject{blocks.Remark(b.desk.Speak.Error(err), true)}
		b.body.Refresh()
		return
	}
	speak, e := b.desk.Speak, o.entry
	parts := []fyne.CanvasObject{
		blocks.Tight(
			blocks.NewWords(e.Who, blocks.WordsOptions{Size: theme.SizeNameSubHeadingText, Bold: true}),
			blocks.NewWords(e.Information, blocks.WordsOptions{}),
			blocks.NewWords(e.StateSentence(speak, o.register.Day), blocks.WordsOptions{Bold: true, Color: stateColors[e.State]}),
			blocks.Small(e.Scope(speak)),
		),
		b.buttons(o),
		b.checklist(o), b.posts(o), b.history(o),
		blocks.Small(e.Keep(speak)),
	}
	for _, field := range e.Revealing() {
		parts = append(parts[:1], append([]fyne.CanvasObject{
			blocks.Remark(speak.T("page_consents.reveals", language.Args{"Field": review.ConsentField(speak, field)}), true),
		}, parts[1:]...)...)
	}
	b.body.Objects = []fyne.CanvasObject{blocks.Column(parts...)}
	b.body.Refresh()
	b.scroll.Refresh()
}

// buttons change the consent.
func (b *consentBox) buttons(o openedConsent) fyne.CanvasObject {
	t, e := b.desk.Speak.T, o.entry
	row := container.NewHBox(
		blocks.NewButtonWithIcon(t("page_consents.change"), theme.DocumentCreateIcon(), func() {
			editConsent(b.desk, e.Consent, o.register.Law, func(consent.ID) { b.read() })
		}),
		blocks.NewButtonWithIcon(t("page_consents.link"), theme.MailAttachmentIcon(), func() { linkPosts(b.desk, e, b.read) }),
	)
	if e.Withdrawn.IsZero() {
		row.Add(blocks.NewButtonWithIcon(t("page_consents.withdraw"), theme.CancelIcon(), func() { b.withdraw(e) }))
	} else {
		row.Add(blocks.NewButtonWithIcon(t("page_consents.take_back"), theme.ContentUndoIcon(), func() { b.withdrawn(time.Time{}, "") }))
	}
	return row
}

// checklist says what the consent has and lacks.
func (b *consentBox) checklist(o openedConsent) fyne.CanvasObject {
	speak := b.desk.Speak
	var left []fyne.CanvasObject
	for _, c := range o.entry.Checklist(o.register.Law) {
		name, icon := review.ConsentElement(speak, c.Element), fyne.Resource(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
		colour := theme.ColorNameForeground
		switch {
		case !c.There && c.Asked:
			icon, colour = theme.NewErrorThemedResource(theme.CancelIcon()), theme.ColorNameError
		case !c.There:
			icon, colour = theme.NewDisabledResource(theme.RadioButtonIcon()), blocks.ColorMuted
		}
		if c.AskedOnlyBy(consent.US) {
			name = speak.T("page_consents.us_only", language.Args{"Statement": name})
		}
		source := review.ConsentSource(speak, c.Element, o.register.Law)
		left = append(left, container.NewBorder(nil, nil, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(18), widget.NewIcon(icon))), nil,
			blocks.Tight(blocks.NewWords(speak.Sentence(name), blocks.WordsOptions{Color: colour}), blocks.Small(source))))
	}
	return section(speak.T("page_consents.checklist"), blocks.Beside(340, left...))
}

// section is a part of the box under its title.
func section(title string, body fyne.CanvasObject) fyne.CanvasObject {
	return blocks.Tight(blocks.NewWords(title, blocks.WordsOptions{Bold: true}), widget.NewSeparator(), body)
}

// posts lists the posts under the consent.
func (b *consentBox) posts(o openedConsent) fyne.CanvasObject {
	speak, posts := b.desk.Speak, o.entry.Posts
	var body fyne.CanvasObject = blocks.Muted(speak.T("page_consents.no_posts"))
	if len(posts) > 0 {
		body = blocks.NewTable(blocks.TableOptions{
			Columns: append(postColumns(speak), blocks.TableColumn{Width: 170, Grow: 1}, blocks.TableColumn{Width: 150}),
			Rows:    len(posts), Step: len(posts),
			Row: func(i int) []blocks.TableCell {
				post := posts[i]
				says := blocks.TableCell{Text: post.PostSentence(speak), Wraps: true, Muted: true}
				if post.TakeDown {
					says.Color = theme.ColorNameError
				}
				return append(postCells(b.desk, post.PostRow), says, b.action(post))
			},
		})
	}
	column := blocks.Tight(body)
	if o.entry.Gone > 0 {
		column.Add(blocks.Small(speak.T("page_consents.gone", language.Args{"Count": o.entry.Gone})))
	}
	return section(speak.T("page_consents.posts"), column)
}

// history lists what was changed, the latest first.
func (b *consentBox) history(o openedConsent) fyne.CanvasObject {
	lines := make([]fyne.CanvasObject, len(o.history))
	for i, c := range o.history {
		lines[len(lines)-1-i] = blocks.Small(review.ConsentChange(b.desk.Speak, c, b.desk.zone()))
	}
	return section(b.desk.Speak.T("page_consents.history"), blocks.Tight(lines...))
}

// action is what can be done about a post next: say that it was taken down, that it stands after all, or unlink it.
func (b *consentBox) action(post review.ConsentPost) blocks.TableCell {
	t, d := b.desk.Speak.T, b.desk
	down := func(on time.Time) func() {
		return func() {
			change(d, func(ctx context.Context) error { return d.Workspace.TakenDown(ctx, post.ID, on, d.by()) }, b.read)
		}
	}
	switch {
	case post.TakeDown:
		return blocks.TableCell{Text: t("page_consents.down"), Do: down(d.today())}
	case !post.Down.IsZero():
		return blocks.TableCell{Text: t("page_consents.up"), Do: down(time.Time{})}
	}
	return blocks.TableCell{Text: t("page_consents.unlink"), Do: func() { b.unlink(post.ID) }}
}

func (b *consentBox) unlink(post social.PostID) {
	d := b.desk
	change(d, func(ctx context.Context) error {
		return d.Workspace.UnlinkConsent(ctx, b.id, post, d.by())
	}, b.read)
}

// withdraw asks since when a consent is withdrawn, and why.
func (b *consentBox) withdraw(e review.ConsentEntry) {
	d := b.desk
	t := d.Speak.T
	day := dayEntry(d, d.today())
	valid := day.Validator
	day.Validator = func(text string) error {
		if err := valid(text); err != nil {
			return err
		}
		if on, _ := d.Speak.ParseDay(text); on.Before(e.SignedOn) {
			return errors.New(t("error.no_withdrawal"))
		}
		return nil
	}
	why := widget.NewEntry()
	form := dialog.NewForm(t("page_consents.withdraw_title"), t("page_trends.events.save"), t("window.cancel"), []*widget.FormItem{
		{Text: t("page_consents.withdrawn_on"), Widget: day, HintText: t("page_consents.withdraw_text")},
		{Text: t("page_consents.why"), Widget: why, HintText: t("page_consents.why_hint")},
	}, func(yes bool) {
		if yes {
			on, _ := d.Speak.ParseDay(day.Text) // validated
			b.withdrawn(on, why.Text)
		}
	}, d.Window)
	form.Resize(fyne.NewSize(620, 0))
	blocks.Show(form, d.Window, blocks.Keys{First: day})
}

// withdrawn stores since when a consent is withdrawn; the zero day takes it back.
func (b *consentBox) withdrawn(on time.Time, why string) {
	d := b.desk
	change(d, func(ctx context.Context) error {
		return d.Workspace.WithdrawConsent(ctx, b.id, on, why, d.by())
	}, b.read)
}
