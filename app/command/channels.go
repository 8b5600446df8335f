package command

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/review"
	"auscult/app/workspace"
)

// shownChannel is one channel in the JSON of channels.
type shownChannel struct {
	ID           int64      `json:"id"`
	Organisation string     `json:"organisation"`
	Competitor   bool       `json:"competitor"`
	Platform     string     `json:"platform"`
	Channel      string     `json:"channel"`
	NativeID     *string    `json:"native_id"`
	Audience     *string    `json:"audience"` // null: nobody has said any
	Section      *string    `json:"section"`  // likewise
	Posts        int        `json:"posts"`
	First        *time.Time `json:"first_post"`
	Last         *time.Time `json:"last_post"`
	Followers    *int64     `json:"followers"`
	FollowersOn  *time.Time `json:"followers_on"`
	Comments     int        `json:"comments"` // with mentions
	Figures      []string   `json:"figures"`
	FiguresFrom  *time.Time `json:"figures_from"`
	FiguresTo    *time.Time `json:"figures_to"`
}

func newChannels() *cobra.Command {
	cmd := onWorkspace("channels -w WORKSPACE", "List organisations and channels, their followers and how far the data reach", cobra.NoArgs, listChannels)
	cmd.AddCommand(newSetChannel())
	return cmd
}

func listChannels(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
	all, err := review.New(w).Channels(cmd.Context())
	if err != nil {
		return err
	}
	shown := make([]shownChannel, len(all))
	for i, c := range all {
		shown[i] = shownChannel{
			int64(c.ID), c.Organisation.Name, c.Organisation.Competitor, string(c.Platform), c.Name, filled(c.NativeID),
			filled(string(c.Audience)), filled(c.Section), c.Posts,
			moment(c.First), moment(c.Last), c.Followers, moment(c.FollowersOn), c.Comments,
			[]string{},
			moment(c.FiguresFrom), moment(c.FiguresTo),
		}
		for _, m := range c.Figures {
			shown[i].Figures = append(shown[i].Figures, string(m))
		}
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), struct {
			Channels []shownChannel `json:"channels"`
		}{shown})
	}
	said := slices.ContainsFunc(all, func(c review.ChannelReach) bool { return c.Audience != "" || c.Section != "" })
	t := table{header: []string{">No", "Organisation", "Platform", "Channel", ">Posts", "First post", "Last post", ">Followers", "Figures from", "to", "of"}}
	if said {
		t.header = append(t.header, "Audience", "Section")
	}
	for i, c := range shown {
		cells := []string{
			strconv.FormatInt(c.ID, 10), c.Organisation, all[i].Platform.Name(), c.Channel, strconv.Itoa(c.Posts), day(c.First), day(c.Last), text(c.Followers),
			day(c.FiguresFrom), day(c.FiguresTo), strings.Join(c.Figures, ", "),
		}
		if said {
			cells = append(cells, text(c.Audience), text(c.Section))
		}
		t.add(cells...)
	}
	t.print(cmd.OutOrStdout())
	return nil
}

// moment is t for JSON, null where there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// day is a date for people, a dash where there is none.
func day(t *time.Time) string {
	if t == nil {
		return "–"
	}
	return t.Format(time.DateOnly)
}
