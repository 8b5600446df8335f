package pages

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// linkBox finds posts of ours and links them to a consent.
type linkBox struct {
	desk   *Desk
	entry  review.ConsentEntry
	linked map[social.PostID]bool
	words  *widget.Entry
	found  *fyne.Container
	scroll *container.Scroll
	latest latest
	then   func() // the consent has been changed
}

// mostFound is how many posts are listed; more words make it fewer.
const mostFound = 20

// linkPosts asks which posts stand under a consent.
func linkPosts(d *Desk, e review.ConsentEntry, then func()) {
	b := &linkBox{desk: d, entry: e, linked: map[social.PostID]bool{}, found: container.NewStack(), then: then}
	for _, p := range e.Posts {
		b.linked[p.ID] = true
	}
	b.words = widget.NewEntry()
	b.words.SetPlaceHolder(d.Speak.T("find.example"))
	b.words.OnChanged = func(string) { b.search() }
	b.scroll = container.NewVScroll(blocks.Narrow(blocks.BesideScroll(b.found)))
	showBoxWith(d, d.Speak.T("page_consents.link"), container.NewBorder(container.NewPadded(b.words), nil, nil, nil, b.scroll), 820, 560, b.words)
	b.search()
}

// search lists the posts that hold the words.
func (b *linkBox) search() {
	words := b.words.Text
	ask(b.desk, &b.latest, func(ctx context.Context) (review.Hits, error) {
		return b.desk.Reviewer.Find(ctx, review.Search{Words: words, Ours: true, Most: mostFound})
	}, b.show)
}

func (b *linkBox) show(hits review.Hits, err error) {
	speak, rows := b.desk.Speak, hits.Posts
	var body fyne.CanvasObject
	switch {
	case err != nil:
		body = blocks.Remark(speak.Error(err), true)
	case strings.TrimSpace(b.words.Text) == "":
		body = blocks.Muted(speak.T("page_consents.search_hint"))
	case len(rows) == 0:
		body = blocks.Muted(speak.T("page_consents.nothing_found"))
	default:
		body = blocks.NewTable(blocks.TableOptions{
			Columns: append(postColumns(speak), blocks.TableColumn{Width: 120}), Rows: len(rows), Step: len(rows),
			Row: func(i int) []blocks.TableCell {
				row := rows[i]
				last := blocks.TableCell{Text: speak.T("page_consents.linked"), Muted: true}
				if !b.linked[row.ID] {
					last = blocks.TableCell{Text: speak.T("page_consents.link_one"), Opens: func() { b.link(row.ID) }}
				}
				return append(postCells(b.desk, row), last)
			},
		})
	}
	b.found.Objects = []fyne.CanvasObject{body}
	b.found.Refresh()
	b.scroll.Refresh()
}

// link links a post and shows that it is.
func (b *linkBox) link(post social.PostID) {
	d := b.desk
	change(d, func(ctx context.Context) error {
		err := d.Workspace.LinkConsent(ctx, b.entry.ID, []social.PostID{post}, d.by())
		if err == nil {
			d.Background.Do(func() { b.linked[post] = true })
		}
		return err
	}, b.search, b.then)
}
