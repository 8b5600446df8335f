package command

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/language"
	"auscult/app/review"
)

// shownPage is one page in the JSON of show web.
type shownPage struct {
	Organisation string     `json:"organisation"`
	Channel      string     `json:"channel"`
	Page         string     `json:"page"`
	Title        *string    `json:"title"`
	From         *string    `json:"from"` // the first and last day of the figures; null when no export says
	To           *string    `json:"to"`
	ExportedAt   *time.Time `json:"exported_at"`
	Views        *int64     `json:"views"`
	Visitors     *int64     `json:"visitors"`
	WatchTime    *int64     `json:"watch_time"` // seconds
	Clicks       *int64     `json:"search_clicks"`
	Impressions  *int64     `json:"search_impressions"`
	InBlog       bool       `json:"in_blog"`      // whether the page lies where the blog's posts lie
	Posts        []int64    `json:"posts"`        // the blog's posts that the page is
	PublishedAt  *time.Time `json:"published_at"` // of the oldest of them; null when no import has told
}

func newShowWeb(lang *string) *cobra.Command {
	var path string
	var asJSON, asCSV bool
	cmd := &cobra.Command{
		Use:   "web -w WORKSPACE",
		Short: "Print the website's pages with their figures, and when each appeared",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			w, err := open(cmd.Context(), path)
			if err != nil {
				return err
			}
			defer w.Close()
			r := review.New(w)
			pages, err := r.WebPages(cmd.Context())
			if err != nil {
				return badInput(err)
			}
			h, err := r.Holdings(cmd.Context())
			if err != nil {
				return badInput(err)
			}
			shown := shownPages(pages, h.Settings.Zone())
			switch out := cmd.OutOrStdout(); {
			case asJSON:
				return printJSON(out, struct {
					Pages []shownPage `json:"pages"`
				}{shown})
			case asCSV:
				return pagesCSV(out, shown)
			default:
				printPages(out, shown, speak)
				return nil
			}
		},
	}
	workspaceFlag(cmd, &path)
	jsonFlag(cmd, &asJSON)
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print comma-separated values")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	return cmd
}

// shownPages writes the pages down, with days in the hospital's zone.
func shownPages(pages []review.WebPage, zone *time.Location) []shownPage {
	shown := make([]shownPage, len(pages))
	for i, p := range pages {
		s := shownPage{
			Organisation: p.Organisation.Name, Channel: p.Channel.Name, Page: p.Page.String(), Title: filled(p.Title), ExportedAt: moment(p.ObservedAt),
			Views: p.Views, Visitors: p.Visitors, WatchTime: p.WatchTime, Clicks: p.Clicks, Impressions: p.Impressions, InBlog: p.InBlog, Posts: []int64{},
		}
		if p.KnowsPeriod() {
			from, to := p.From.In(zone).Format(time.DateOnly), p.To.In(zone).Format(time.DateOnly)
			s.From, s.To = &from, &to
		}
		for _, post := range p.Posts {
			s.Posts = append(s.Posts, int64(post.ID))
			if s.PublishedAt == nil {
				s.PublishedAt = &post.PublishedAt
			}
		}
		shown[i] = s
	}
	return shown
}

func pagesCSV(out io.Writer, pages []shownPage) error {
	w := csv.NewWriter(out)
	rows := [][]string{{
		"organisation", "channel", "page", "title", "from", "to", "views", "visitors", "watch_time", "search_clicks", "search_impressions", "in_blog",
		"published_at",
	}}
	for _, p := range pages {
		published := ""
		if p.PublishedAt != nil {
			published = p.PublishedAt.Format(time.RFC3339)
		}
		rows = append(rows, []string{
			p.Organisation, p.Channel, p.Page, text(p.Title), text(p.From), text(p.To), text(p.Views), text(p.Visitors), text(p.WatchTime),
			text(p.Clicks), text(p.Impressions), strconv.FormatBool(p.InBlog), published,
		})
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write pages: %w", err)
	}
	return nil
}

func printPages(out io.Writer, pages []shownPage, speak *language.Speaker) {
	t := table{header: []string{
		speak.T("show.web.page"), speak.T("show.web.published"), ">" + speak.T("show.web.views"), ">" + speak.T("show.web.visitors"),
		">" + speak.T("show.web.clicks"), speak.T("show.web.period"),
	}}
	undated, inBlog := 0, 0
	for _, p := range pages {
		published, period := "–", "–"
		if p.InBlog {
			inBlog++
		}
		switch {
		case p.PublishedAt != nil:
			published = p.PublishedAt.Format(time.DateOnly)
		case p.InBlog:
			undated++
		}
		if p.From != nil {
			period = *p.From + " – " + *p.To
		}
		count := func(v *int64) string {
			if v == nil {
				return "–"
			}
			return speak.Count(*v)
		}
		t.add(p.Page, published, count(p.Views), count(p.Visitors), count(p.Clicks), period)
	}
	t.print(out)
	fmt.Fprintln(out)
	fmt.Fprintln(out, speak.T("show.web.undated", language.Args{"Count": undated, "Pages": speak.Count(int64(inBlog))}))
}
