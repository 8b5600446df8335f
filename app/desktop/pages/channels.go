package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
	"auscult/app/workspace"
)

// channelsBox says of each channel whom it is for and which section it belongs to.
type channelsBox struct {
	desk     *Desk
	sections []string
	rows     []*channelRow
}

// channelRow is what is said of one channel.
type channelRow struct {
	channel  review.ChannelReach
	audience social.Audience
	section  *widget.SelectEntry
}

// ShowChannels opens the box.
func ShowChannels(d *Desk) {
	var l latest
	ask(d, &l, d.Reviewer.Channels, func(all []review.ChannelReach, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		newChannelsBox(d, all).show()
	})
}

func newChannelsBox(d *Desk, all []review.ChannelReach) *channelsBox {
	b := &channelsBox{desk: d}
	seen := map[string]bool{}
	for _, c := range all {
		if c.Section != "" && !seen[c.Section] {
			seen[c.Section] = true
			b.sections = append(b.sections, c.Section)
		}
	}
	for _, c := range all {
		r := &channelRow{channel: c, audience: c.Audience, section: widget.NewSelectEntry(b.sections)}
		r.section.SetText(c.Section)
		b.rows = append(b.rows, r)
	}
	return b
}

func (b *channelsBox) show() {
	d := b.desk
	t := d.Speak.T
	audiences := []blocks.Option{{Label: review.AudienceName(d.Speak, "")}}
	for _, a := range social.Audiences() {
		audiences = append(audiences, blocks.Option{ID: string(a), Label: review.AudienceName(d.Speak, a)})
	}
	list := blocks.Column()
	for _, r := range b.rows {
		list.Add(b.row(r, audiences))
	}
	scroll := container.NewVScroll(blocks.Narrow(container.NewPadded(list)))
	content := container.NewBorder(blocks.Column(blocks.Muted(t("channels.text")), widget.NewSeparator()), nil, nil, nil, scroll)
	box := dialog.NewCustomConfirm(t("channels.title"), t("channels.save"), t("window.cancel"), content, func(yes bool) {
		if yes {
			b.store()
		}
	}, d.Window)
	size := d.Window.Canvas().Size()
	box.Resize(fyne.NewSize(min(size.Width*0.9, 820), min(size.Height*0.9, 640)))
	blocks.Show(box, d.Window, blocks.Keys{})
}

// row shows a channel with what is said of it.
func (b *channelsBox) row(r *channelRow, audiences []blocks.Option) fyne.CanvasObject {
	t := b.desk.Speak.T
	audience := blocks.NewChoice(blocks.ChoiceOptions{Caption: t("channels.audience"), Width: 220, Framed: true, OnChanged: func(id string) {
		r.audience = social.Audience(id)
	}})
	audience.Set(audiences, string(r.audience))
	section := blocks.Captioned(t("channels.section"), 180, r.section)
	return container.NewBorder(nil, nil, nil, container.NewHBox(audience.Object(), section), blocks.Tight(
		blocks.NewWords(r.channel.Name, blocks.WordsOptions{Bold: true, Single: true}),
		blocks.Small(r.channel.Platform.Name()+" · "+r.channel.Organisation.Name),
	))
}

// store keeps what was said of the channels of which something else was said before.
func (b *channelsBox) store() {
	d := b.desk
	alter(d, "channels", func(ctx context.Context, w *workspace.Workspace) error {
		for _, r := range b.rows {
			if r.audience == r.channel.Audience && r.section.Text == r.channel.Section {
				continue
			}
			if err := w.SetAudience(ctx, r.channel.ID, r.audience, r.section.Text); err != nil {
				return err
			}
		}
		return nil
	})
}
