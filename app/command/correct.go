package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// shownLabel is a label of a post in the JSON of correct.
type shownLabel struct {
	Label  string  `json:"label"`
	Value  *string `json:"value"`
	Reason *string `json:"reason"`
}

func newCorrect(lang *string) *cobra.Command {
	values := map[social.Label]*string{}
	var clear bool
	cmd := onWorkspace("correct -w WORKSPACE POST", "Say what a post is; POST is its number as “show posts” prints it", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			var made []workspace.Correction
			for _, l := range social.Labels() {
				switch value := *values[l]; {
				case clear:
					made = append(made, workspace.Correction{Label: l})
				case value != "":
					if value, err = labelValue(l, value); err != nil {
						return err
					}
					made = append(made, workspace.Correction{Label: l, Value: value})
				}
			}
			if len(made) == 0 {
				return usage("say what the post is with --form, --topic, --promotional, --boosted or --campaign, or --clear")
			}
			return correct(cmd, w, args[0], made, speak, asJSON)
		})
	for l, help := range map[social.Label]string{
		social.FormLabel: "its content form", social.TopicLabel: "its topic", social.PromotionalLabel: "yes or no: whether it tries to sell",
		social.BoostedLabel: "yes or no: whether money was spent on showing it", social.CampaignLabel: "the campaign it belongs to",
	} {
		values[l] = cmd.Flags().String(string(l), "", help)
	}
	cmd.Flags().BoolVar(&clear, "clear", false, "take all corrections of the post back: what the file says counts again")
	for l := range values {
		cmd.MarkFlagsMutuallyExclusive("clear", string(l))
	}
	return cmd
}

// labelValue reads a value as people write it: "Short video" is short_video.
func labelValue(l social.Label, value string) (string, error) {
	if value = strings.TrimSpace(value); l.Values() != nil {
		value = strings.ReplaceAll(strings.ToLower(value), " ", "_")
	}
	if err := l.Check(value); err != nil {
		return "", &exitError{Usage, err}
	}
	return value, nil
}

func correct(cmd *cobra.Command, w *workspace.Workspace, post string, made []workspace.Correction, speak *language.Speaker, asJSON bool) error {
	id, err := strconv.ParseInt(post, 10, 64)
	if err != nil {
		return usage("%q is not the number of a post; “auscult show posts” prints them", post)
	}
	if _, err := w.Correct(cmd.Context(), social.PostID(id), time.Now(), made...); errors.Is(err, workspace.ErrNoPost) {
		return fmt.Errorf("post %d: %w", id, workspace.ErrNoPost)
	} else if err != nil {
		return err
	}
	posts, err := w.Posts(cmd.Context(), workspace.PostFilter{IDs: []social.PostID{social.PostID(id)}})
	if err != nil || len(posts) == 0 {
		return err
	}
	var shown []shownLabel
	t := table{header: []string{"", "", ""}}
	for _, l := range social.Labels() {
		value, reason := posts[0].Label(l)
		shown = append(shown, shownLabel{string(l), filled(value), filled(reason)})
		if reason != "" {
			reason = speak.Why(reason)
		}
		t.add(speak.Label(l), orDash(speak.LabelValue(l, value)), reason)
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), struct {
			Post   int64        `json:"post"`
			Labels []shownLabel `json:"labels"`
		}{id, shown})
	}
	t.print(cmd.OutOrStdout())
	return nil
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
