package pages

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// mostHits is how many posts a search shows; whoever gets more is told so and types another word.
const mostHits = 100

// findWait is how long a search waits for the next letter.
const findWait = 150 * time.Millisecond

// findBox looks for posts while words are typed.
type findBox struct {
	desk   *Desk
	words  *widget.Entry
	said   *blocks.Words
	list   *fyne.Container
	scroll *container.Scroll
	latest latest
}

// ShowFind opens the box that looks for posts in everything there is, of all time.
func ShowFind(d *Desk) {
	t := d.Speak.T
	b := &findBox{desk: d, words: widget.NewEntry(), said: blocks.Muted(t("find.hint")), list: blocks.Tight()}
	b.words.SetPlaceHolder(t("find.example"))
	b.words.OnChanged = func(string) { b.look(findWait) }
	b.words.OnSubmitted = func(string) { b.look(0) }
	b.scroll = container.NewVScroll(blocks.Narrow(blocks.BesideScroll(b.list)))
	box := showBoxWith(d, t("find.title"), container.NewBorder(blocks.Column(b.words, b.said), nil, nil, nil, b.scroll), 1080, 700, b.words)
	box.SetOnClosed(b.latest.drop)
}

// look looks for what is written, after a wait in which another letter can come.
func (b *findBox) look(wait time.Duration) {
	s := review.Search{Words: b.words.Text, Most: mostHits}
	ask(b.desk, &b.latest, func(ctx context.Context) (review.Hits, error) {
		select {
		case <-ctx.Done():
			return review.Hits{}, ctx.Err()
		case <-time.After(wait):
			return b.desk.Reviewer.Find(ctx, s)
		}
	}, func(hits review.Hits, err error) { b.show(s, hits, err) })
}

func (b *findBox) show(s review.Search, hits review.Hits, err error) {
	speak := b.desk.Speak
	b.list.Objects = nil
	switch {
	case err != nil:
		b.said.SetText(speak.Error(err))
	case s.Empty():
		b.said.SetText(speak.T("find.hint"))
	case hits.All > len(hits.Posts):
		b.said.SetText(speak.T("find.more", language.Args{"Count": hits.All, "Shown": speak.Count(int64(len(hits.Posts)))}))
	case hits.All > 0:
		b.said.SetText(speak.T("find.found", language.Args{"Count": hits.All}))
	default:
		b.said.SetText(speak.T("find.nothing"))
	}
	if len(hits.Posts) > 0 {
		b.list.Add(b.table(hits.Posts))
	}
	b.list.Refresh()
	b.scroll.ScrollToTop()
	b.scroll.Refresh()
}

func (b *findBox) table(posts []review.PostRow) fyne.CanvasObject {
	speak, zone := b.desk.Speak, b.desk.zone()
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: speak.T("page_forms.column.date"), Width: 130},
			{Title: speak.T("show.channel"), Width: 170, Grow: 1},
			{Title: speak.T("page_forms.column.text"), Width: 260, Grow: 4},
			{Title: speak.T("page_forms.column.engagement"), Width: 95, Figure: true},
			{Title: speak.T("page_forms.column.rate"), Width: 70, Figure: true},
		},
		Rows: len(posts), Step: 15,
		Row: func(i int) []blocks.TableCell {
			row := posts[i]
			figure, rate := blocks.TableCell{Text: "–", Muted: true}, blocks.TableCell{Text: "–", Muted: true}
			if row.Engagement != nil {
				figure = blocks.TableCell{Text: speak.Count(*row.Engagement)}
			}
			if row.Rate != nil {
				rate = blocks.TableCell{Text: speak.Percent(row.Rate.Rate())}
			}
			return []blocks.TableCell{
				{Text: speak.Date(row.PublishedAt.In(zone))},
				{Text: row.Channel.Name, Under: row.Platform.Name()},
				{Text: oneLine(row.Text), Opens: func() { showPost(b.desk, row.ID) }},
				figure, rate,
			}
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: b.scroll.Refresh,
	})
}
