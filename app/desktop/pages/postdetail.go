package pages

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// mostVersions is how many exports stand beside each other in the history of a post's figures.
const mostVersions = 4

// showPost shows all that is known of a post: its text with what the checks find in it, its labels, its figures as each export
// has them, and where it stands besides.
func showPost(d *Desk, id social.PostID) {
	var l latest
	ask(d, &l, func(ctx context.Context) (review.PostDetail, error) { return d.Reviewer.PostDetail(ctx, id) }, func(p review.PostDetail, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		v := &postView{desk: d, post: p}
		column := blocks.Column(v.text())
		for _, part := range []fyne.CanvasObject{v.findings(), v.figures(), v.labels(), v.others(), v.sources()} {
			if part != nil {
				column.Add(part)
			}
		}
		v.box = showBox(d, v.title(), container.NewVScroll(blocks.Narrow(blocks.BesideScroll(column))), 940, 700, v.link()...)
	})
}

// postView shows a post.
type postView struct {
	desk *Desk
	post review.PostDetail
	box  *dialog.CustomDialog
}

func (v *postView) title() string {
	speak := v.desk.Speak
	return v.post.Channel.Name + " · " + v.post.Platform.Name() + " · " + speak.Date(v.post.PublishedAt)
}

// link leads to the post on its platform, where the export says where that is.
func (v *postView) link() []fyne.CanvasObject {
	u, err := url.Parse(v.post.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil
	}
	return []fyne.CanvasObject{blocks.Link(v.desk.Speak.T("page_forms.open"), u)}
}

// text is the text as it is, with what was found in it marked.
func (v *postView) text() fyne.CanvasObject {
	text := strings.TrimRight(v.post.Text, " \n\t")
	if text == "" {
		return blocks.Muted(v.desk.Speak.T("post.no_text"))
	}
	var marks []blocks.Stretch
	for _, f := range v.post.Findings {
		if last := len(marks) - 1; last >= 0 && f.Start < marks[last].End { // house rules stand over whole sentences
			marks[last].End = max(marks[last].End, f.End)
			continue
		}
		marks = append(marks, blocks.Stretch{Start: f.Start, End: f.End})
	}
	words := blocks.NewWords("", blocks.WordsOptions{})
	words.SetMarked(v.post.Text, marks...)
	return words
}

// findings lists what the checks found, with what was decided.
func (v *postView) findings() fyne.CanvasObject {
	speak := v.desk.Speak
	if len(v.post.Findings) == 0 {
		return nil
	}
	return v.part("post.findings", blocks.NewTable(blocks.TableOptions{
		Plain: true, Rows: len(v.post.Findings), Step: len(v.post.Findings),
		Columns: []blocks.TableColumn{{Width: 200, Grow: 1}, {Width: 320, Grow: 3}, {Width: 170, Grow: 1}},
		Row: func(i int) []blocks.TableCell {
			f := v.post.Findings[i]
			return []blocks.TableCell{
				{Text: review.SafeguardKind(speak, f.Kind), Under: review.SafeguardSeverity(speak, f.Severity)},
				{Text: review.SafeguardReason(speak, f.Finding) + " " + review.SafeguardCure(speak, f.Cure), Wraps: true},
				{Text: f.DecisionWords(speak), Wraps: true, Muted: !f.Open()},
			}
		},
	}))
}

// figures are the metrics as each export has them, the newest at the right; a dash is what an export does not say.
func (v *postView) figures() fyne.CanvasObject {
	speak, p := v.desk.Speak, v.post
	metrics := p.Metrics()
	if len(metrics) == 0 {
		return v.part("post.figures", blocks.Muted(speak.T("post.no_figures")))
	}
	history := p.History[max(0, len(p.History)-mostVersions):]
	columns := []blocks.TableColumn{{Title: speak.T("post.metric"), Width: 170, Grow: 2}}
	for _, o := range history {
		columns = append(columns, blocks.TableColumn{Title: speak.Day(o.At), Width: 110, Grow: 1, Figure: true})
	}
	columns = append(columns, blocks.TableColumn{Title: speak.T("post.counts"), Width: 110, Grow: 1, Figure: true})
	value := func(m social.Metrics, of social.Metric) blocks.TableCell {
		if n, known := m.Get(of); known {
			return blocks.TableCell{Text: speak.Count(n)}
		}
		return blocks.TableCell{Text: "–", Muted: true}
	}
	table := blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(metrics), Step: len(metrics),
		Row: func(i int) []blocks.TableCell {
			cells := []blocks.TableCell{{Text: speak.T("metric." + metrics[i].String())}}
			for _, o := range history {
				cell := value(o.Metrics, metrics[i])
				cell.Muted = true
				cells = append(cells, cell)
			}
			return append(cells, value(p.Post.Metrics, metrics[i]))
		},
	})
	return v.part("post.figures", blocks.Tight(blocks.Muted(p.FigureSentence(speak)), table))
}

// labels say what kind of thing the post is, and how that is known.
func (v *postView) labels() fyne.CanvasObject {
	speak := v.desk.Speak
	var rows [][2]string
	for _, l := range social.Labels() {
		if value, reason := v.post.Label(l); value != "" {
			text := speak.LabelValue(l, value)
			if reason != "" {
				text += " (" + speak.Why(reason) + ")"
			}
			rows = append(rows, [2]string{speak.Label(l), text})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return v.part("post.labels", pairs(rows))
}

// others are the same on other platforms; each opens in the place of this one.
func (v *postView) others() fyne.CanvasObject {
	speak, zone := v.desk.Speak, v.desk.zone()
	others := v.post.Others
	if len(others) == 0 {
		return nil
	}
	return v.part("post.others", blocks.NewTable(blocks.TableOptions{
		Plain: true, Rows: len(others), Step: len(others),
		Columns: []blocks.TableColumn{{Width: 220, Grow: 1}, {Width: 150, Grow: 1}, {Width: 120, Figure: true}},
		Row: func(i int) []blocks.TableCell {
			figure := blocks.TableCell{Text: "–", Muted: true}
			if e := others[i].Engagement; e != nil {
				figure = blocks.TableCell{Text: speak.Count(*e)}
			}
			return []blocks.TableCell{
				{Text: others[i].Channel.Name, Under: others[i].Platform.Name(), Opens: func() {
					v.box.Hide()
					showPost(v.desk, others[i].ID)
				}},
				{Text: speak.Date(others[i].PublishedAt.In(zone))},
				figure,
			}
		},
	}))
}

// sources are the exports that tell of the post.
func (v *postView) sources() fyne.CanvasObject {
	var rows [][2]string
	for _, o := range v.post.History {
		rows = append(rows, [2]string{v.desk.Speak.Date(o.At), o.File})
	}
	return v.part("post.sources", pairs(rows))
}

// pairs lists words with what they say.
func pairs(rows [][2]string) fyne.CanvasObject {
	return blocks.NewTable(blocks.TableOptions{
		Plain: true, Rows: len(rows), Step: len(rows), Columns: []blocks.TableColumn{{Width: 200}, {Width: 420, Grow: 1}},
		Row: func(i int) []blocks.TableCell {
			return []blocks.TableCell{{Text: rows[i][0], Muted: true}, {Text: rows[i][1], Wraps: true}}
		},
	})
}

func (v *postView) part(title string, body fyne.CanvasObject) fyne.CanvasObject {
	return blocks.Tight(blocks.NewWords(v.desk.Speak.T(title, language.Args{"Count": len(v.post.History)}), blocks.WordsOptions{Bold: true}), body)
}
