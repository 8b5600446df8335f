package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/totals"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Totals lays what was counted of whole channels in a quarter beside what its posts add up to, ours and the competitors',
// each with the files it is from. Why the two differ is said at [totals].
type Totals struct {
	Question Question // as answered: with a quarter
	Rows     []TotalsRow
	Posts    int // of the channels shown, of the quarter
	Exported time.Time
	Invented bool
}

// TotalsRow is one metric of one channel with its sources.
type TotalsRow struct {
	totals.Row
	Organisation social.Organisation
	// PageFiles told the page's figures, BesideFiles what stands beside them; the newest export first.
	PageFiles, BesideFiles []social.Import
}

// Totals computes them. Without a quarter they are about the latest that the exports cover, as on the page Position;
// without an organisation about ours and all competitors. A page total is of posts of all forms and topics, so those of
// the question do not matter.
func (r *Reviewer) Totals(ctx context.Context, q Question) (Totals, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Totals{}, err
	}
	if q.Quarter.IsZero() {
		q.Quarter = h.LastQuarter()
	}
	t := Totals{Question: q, Exported: h.LastExport, Invented: h.Settings.Invented}
	if q.Quarter.IsZero() {
		return t, ctx.Err() // there are no posts
	}
	told, err := r.countsTold(ctx)
	if err != nil {
		return Totals{}, err
	}
	posts := h.posts.Where(panel.Filter{Quarter: q.Quarter})
	behind := map[social.ChannelID][]social.Import{}
	for _, row := range totals.Compare(posts, totals.Options{
		Quarter: q.Quarter, Channels: h.channelsAsked(q), Figures: told.figures, Followers: h.followers,
	}) {
		id := row.Channel.ID
		if _, known := behind[id]; !known {
			of := posts.Where(panel.Filter{Channels: []social.ChannelID{id}})
			t.Posts += of.Len()
			if behind[id], err = r.filesBehind(ctx, of); err != nil {
				return Totals{}, err
			}
		}
		full := TotalsRow{Row: row, PageFiles: told.filesOf(row.Page.Parts)}
		full.Organisation, _ = h.Organisation(row.Channel.Organisation)
		switch {
		case row.Beside.Total == nil:
		case row.Beside.Basis == totals.OfCounts:
			full.BesideFiles = told.filesOfCounts(row.Beside.First, row.Beside.Last)
		default:
			full.BesideFiles = behind[id]
		}
		t.Rows = append(t.Rows, full)
	}
	return t, ctx.Err()
}

// filesBehind are the imports that the posts' figures are from.
func (r *Reviewer) filesBehind(ctx context.Context, posts *panel.Panel) ([]social.Import, error) {
	ids := make([]social.PostID, posts.Len())
	for i := range ids {
		ids[i] = posts.At(i).ID()
	}
	exports, err := r.workspace.ExportsBehind(ctx, ids)
	files := make([]social.Import, len(exports))
	for i, e := range exports {
		files[i] = e.Import
	}
	return files, err
}

// countsTold knows which import told which count of a channel.
type countsTold struct {
	figures  []social.ChannelFigure
	figureBy map[social.ChannelFigure]social.ImportID
	countBy  map[social.FollowerCount]social.ImportID
	importOf map[social.ImportID]social.Import
}

func (r *Reviewer) countsTold(ctx context.Context) (countsTold, error) {
	t := countsTold{
		figureBy: map[social.ChannelFigure]social.ImportID{}, countBy: map[social.FollowerCount]social.ImportID{},
		importOf: map[social.ImportID]social.Import{},
	}
	imports, err := r.workspace.Imports(ctx)
	if err != nil {
		return t, err
	}
	for _, im := range imports {
		t.importOf[im.ID] = im
	}
	var figures []workspace.ToldFigure
	if figures, err = r.workspace.FiguresTold(ctx); err != nil {
		return t, err
	}
	for _, f := range figures {
		t.figures = append(t.figures, f.ChannelFigure)
		t.figureBy[f.ChannelFigure] = f.Import
	}
	counts, err := r.workspace.FollowersTold(ctx)
	for _, c := range counts {
		t.countBy[c.FollowerCount] = c.Import
	}
	return t, err
}

func (t countsTold) filesOf(figures []social.ChannelFigure) []social.Import {
	var ids []social.ImportID
	for _, f := range figures {
		ids = append(ids, t.figureBy[f])
	}
	return t.files(ids)
}

func (t countsTold) filesOfCounts(counts ...social.FollowerCount) []social.Import {
	var ids []social.ImportID
	for _, c := range counts {
		ids = append(ids, t.countBy[c])
	}
	return t.files(ids)
}

// files returns the imports, each once, the newest export first.
func (t countsTold) files(ids []social.ImportID) []social.Import {
	slices.Sort(ids)
	var files []social.Import
	for _, id := range slices.Compact(ids) {
		files = append(files, t.importOf[id])
	}
	newestFirst(files)
	return files
}

func newestFirst(files []social.Import) {
	slices.SortFunc(files, func(a, b social.Import) int {
		return cmp.Or(b.ExportedAt.Compare(a.ExportedAt), cmp.Compare(b.ID, a.ID))
	})
}

// channels counts those that have a row.
func (t Totals) channels() int {
	n := 0
	for i, row := range t.Rows {
		if i == 0 || t.Rows[i-1].Channel.ID != row.Channel.ID {
			n++
		}
	}
	return n
}

// Headline says what is shown, or that there is nothing to show.
func (t Totals) Headline(s *language.Speaker) string {
	args := language.Args{"Quarter": s.Quarter(t.Question.Quarter), "Count": t.channels()}
	if len(t.Rows) == 0 {
		return s.T("totals.none", args)
	}
	return s.T("totals.headline", args)
}

// Detail says how many totals are left open, empty: none.
func (t Totals) Detail(s *language.Speaker) string {
	open := 0
	for _, row := range t.Rows {
		if row.Page.Total == nil {
			open++
		}
	}
	if open == 0 {
		return ""
	}
	return s.T("totals.incomplete", language.Args{"Count": open})
}

// Why says in two sentences why a page's total and its posts differ.
func (t Totals) Why(s *language.Speaker) string { return s.T("totals.why") }

// Subtitle says for which time.
func (t Totals) Subtitle(s *language.Speaker) string {
	return s.T("totals.subtitle", language.Args{"Quarter": s.Quarter(t.Question.Quarter)}) + t.Question.cut(s)
}

// Source says what the figures rest on.
func (t Totals) Source(s *language.Speaker) string {
	var all []social.Import
	for _, row := range t.Rows {
		for _, f := range row.PageFiles {
			if !slices.ContainsFunc(all, func(known social.Import) bool { return known.ID == f.ID }) {
				all = append(all, f)
			}
		}
	}
	newestFirst(all)
	text := s.T("totals.source", language.Args{"Files": filesText(s, all), "Count": t.Posts, "Date": s.Date(t.Exported)})
	if t.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// filesText names the first file, and how many there are beside it.
func filesText(s *language.Speaker, files []social.Import) string {
	switch len(files) {
	case 0:
		return ""
	case 1:
		return files[0].File
	}
	return s.T("totals.files", language.Args{"File": files[0].File, "Count": len(files) - 1})
}

// MetricName names what is counted.
func (r TotalsRow) MetricName(s *language.Speaker) string {
	return s.T("totals.name." + string(r.Metric))
}

// PageTotal writes the page's total, a dash where some of its days are not known.
func (r TotalsRow) PageTotal(s *language.Speaker) string { return countOrDash(s, r.Page.Total) }

// BesideTotal writes what stands beside it, a dash where that is not known.
func (r TotalsRow) BesideTotal(s *language.Speaker) string { return countOrDash(s, r.Beside.Total) }

func countOrDash(s *language.Speaker, v *int64) string {
	if v == nil {
		return "–"
	}
	return s.Count(*v)
}

// RatioText writes the page's total over what stands beside it, a dash where there is none.
func (r TotalsRow) RatioText(s *language.Speaker) string {
	if ratio, known := r.Ratio(); known {
		return s.Ratio(ratio)
	}
	return "–"
}

// Days says how many of the quarter's days the page's figures cover.
func (r TotalsRow) Days(s *language.Speaker) string {
	return s.T("totals.of_days", language.Args{"Days": s.Count(int64(r.Page.Days)), "Of": s.Count(int64(r.Page.Of))})
}

// PageSource names the files that told the page's figures.
func (r TotalsRow) PageSource(s *language.Speaker) string { return filesText(s, r.PageFiles) }

// Basis says what stands beside the page's total, or why nothing does.
func (r TotalsRow) Basis(s *language.Speaker) string {
	b := r.Beside
	switch {
	case b.Basis == totals.OfCounts && b.Total == nil:
		return s.T("totals.no_counts")
	case b.Basis == totals.OfCounts:
		return s.T("totals.counts")
	case b.Posts == 0:
		return s.T("totals.no_posts")
	case b.Known == 0:
		return s.T("formulas.why.lacks", language.Args{"Metric": r.MetricName(s)})
	case b.Known < b.Posts:
		return s.T("totals.of_some", language.Args{"Count": b.Known, "All": s.Count(int64(b.Posts))})
	}
	return s.T("totals.of_posts", language.Args{"Count": b.Posts})
}

// BesideSource says what stands beside the page's total and names its files.
func (r TotalsRow) BesideSource(s *language.Speaker) string {
	if len(r.BesideFiles) == 0 {
		return r.Basis(s)
	}
	return s.T("totals.total_from", language.Args{"Basis": r.Basis(s), "Files": filesText(s, r.BesideFiles)})
}

// Missing says that the page counts more posts than were imported; empty: it does not, or none was, as of competitors
// whose posts cannot be exported.
func (r TotalsRow) Missing(s *language.Speaker) string {
	if r.Metric != social.ChannelPosts || r.Page.Total == nil || r.Beside.Posts == 0 || *r.Page.Total <= int64(r.Beside.Posts) {
		return ""
	}
	return s.T("totals.missing", language.Args{"Count": r.Beside.Posts, "All": s.Count(*r.Page.Total)})
}

// Sentence says the row in words.
func (r TotalsRow) Sentence(s *language.Speaker) string {
	return s.T("totals.sentence", language.Args{
		"Organisation": r.Organisation.Name, "Platform": r.Channel.Platform.Name(), "Metric": r.MetricName(s),
		"Page": r.PageTotal(s), "Days": r.PageDays(s), "Posts": r.BesideTotal(s), "Basis": r.Basis(s),
	})
}

// PageDays says how many days are covered, within a sentence.
func (r TotalsRow) PageDays(s *language.Speaker) string {
	return s.T("totals.days_covered", language.Args{"Days": s.Count(int64(r.Page.Days)), "Of": s.Count(int64(r.Page.Of))})
}
