package sample

import (
	"context"
	"fmt"
	"strings"
	"time"

	"auscult/analytics/consent"
	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

// story is an invented consent and the words by which the posts that rest on it are known.
type story struct {
	consent.Consent
	words     string
	withdrawn time.Time
}

// stories are the consents of the sample: one holds, one has been withdrawn, so that its post is to come down. Neither ends on a
// day, so that the register shows the same whenever the sample is opened.
var stories = []story{
	{words: "Mara", Consent: consent.Consent{
		Who: "P-014", Information: "First name and photo, story of living with migraine", Discloser: "Communications, Ahornberg Hospital Group",
		Purpose: "To encourage others", Platforms: []social.Platform{social.Instagram, social.XING, social.Facebook, social.LinkedIn},
		Forms: []social.Form{social.Photo, social.Carousel, social.ShortVideo, social.Video, social.Text, social.Link}, SignedOn: day(2024, 9, 2), SignedBy: consent.Oneself,
		EndsWith: "until withdrawn", Statements: consent.Statements(), Kept: "Communications, folder 12",
	}},
	{words: "A new start for Beat", withdrawn: day(2026, 10, 2), Consent: consent.Consent{
		Who: "P-021", Information: "First name and photo, return to work after rehabilitation", Discloser: "Communications, Ahornberg Hospital Group",
		Purpose: "To show what rehabilitation does", Platforms: []social.Platform{social.Facebook}, Forms: []social.Form{social.Photo, social.Link, social.Text, social.Carousel},
		SignedOn: day(2024, 9, 16), SignedBy: consent.Oneself, EndsWith: "until withdrawn", Statements: consent.Statements(), Kept: "Communications, folder 12",
	}},
}

func day(year int, month time.Month, n int) time.Time {
	return time.Date(year, month, n, 0, 0, 0, 0, time.UTC)
}

// addConsents enters the consents with their posts, and a communication protocol to begin with.
func addConsents(ctx context.Context, w *workspace.Workspace) error {
	by := workspace.By{Who: "Sample", At: time.Date(2026, 10, 8, 10, 0, 0, 0, time.UTC)}
	ours, err := ourChannels(ctx, w)
	if err != nil {
		return err
	}
	for _, s := range stories {
		var posts []social.PostID
		err := w.EachText(ctx, func(p social.Post) error {
			if ours[p.Channel] && strings.Contains(p.Text, s.words) {
				posts = append(posts, p.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		id, err := w.SaveConsent(ctx, s.Consent, by)
		if err != nil {
			return fmt.Errorf("enter a consent: %w", err)
		}
		if err := w.LinkConsent(ctx, id, posts, by); err != nil {
			return fmt.Errorf("link a consent: %w", err)
		}
		if !s.withdrawn.IsZero() {
			if err := w.WithdrawConsent(ctx, id, s.withdrawn, "does not want to be seen any more", by); err != nil {
				return fmt.Errorf("withdraw a consent: %w", err)
			}
		}
	}
	document, err := protocol.Starter("en").Marshal()
	if err != nil {
		return err
	}
	return w.SetProtocol(ctx, document, by)
}

// ourChannels are those of the hospital itself.
func ourChannels(ctx context.Context, w *workspace.Workspace) (map[social.ChannelID]bool, error) {
	organisations, err := w.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	channels, err := w.Channels(ctx)
	if err != nil {
		return nil, err
	}
	rival := map[social.OrganisationID]bool{}
	for _, o := range organisations {
		rival[o.ID] = o.Competitor
	}
	ours := map[social.ChannelID]bool{}
	for _, c := range channels {
		ours[c.ID] = !rival[c.Organisation]
	}
	return ours, nil
}
