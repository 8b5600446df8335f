package command

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"auscult/analytics/consent"
	"auscult/app/language"
	"auscult/app/review"
)

// shownConsents is the JSON of consents.
type shownConsents struct {
	Day      string         `json:"day"`
	Law      string         `json:"law"`
	Headline string         `json:"headline"`
	ByState  map[string]int `json:"by_state"`
	TakeDown []int64        `json:"posts_to_take_down"`
	Consents []shownConsent `json:"consents"`
}

type shownConsent struct {
	ID          int64                `json:"id"`
	State       string               `json:"state"`
	Says        string               `json:"says"`
	Who         string               `json:"who"`
	Information *string              `json:"information"`
	Discloser   *string              `json:"discloser"`
	Platforms   []string             `json:"platforms"`
	Forms       []string             `json:"forms"`
	Recipients  *string              `json:"recipients"`
	Purpose     *string              `json:"purpose"`
	Expires     *string              `json:"expires"`
	EndsWith    *string              `json:"ends_with"`
	SignedOn    *string              `json:"signed_on"`
	SignedBy    *string              `json:"signed_by"`
	Authority   *string              `json:"authority"`
	Statements  []string             `json:"statements"`
	Paid        bool                 `json:"paid"`
	Kept        *string              `json:"kept"`
	Withdrawn   *string              `json:"withdrawn"`
	Why         *string              `json:"why"`
	DaysLeft    *int                 `json:"days_left"` // null: it has no end
	KeepUntil   *string              `json:"keep_until"`
	Missing     []string             `json:"missing"`
	Checklist   []shownConsentCheck  `json:"checklist"`
	Posts       []shownConsentPost   `json:"posts"`
	Gone        int                  `json:"posts_not_in_the_workspace"`
	History     []shownConsentChange `json:"history,omitempty"`
}

// shownConsentCheck is an element of the checklist. Source is null where the law does not ask for it.
type shownConsentCheck struct {
	Element string  `json:"element"`
	Asked   bool    `json:"asked"`
	There   bool    `json:"there"`
	Source  *string `json:"source"`
}

type shownConsentPost struct {
	Post        int64     `json:"post"`
	Channel     string    `json:"channel"`
	Platform    string    `json:"platform"`
	PublishedAt time.Time `json:"published_at"`
	URL         *string   `json:"url"`
	Gap         *string   `json:"gap"` // why the consent does not cover it; null: it does
	TakeDown    bool      `json:"take_down"`
	TakenDown   *string   `json:"taken_down"`
}

type shownConsentChange struct {
	At     time.Time `json:"at"`
	By     *string   `json:"by"`
	Field  string    `json:"field"`
	Post   *string   `json:"post"`
	Before *string   `json:"before"`
	After  *string   `json:"after"`
}

func shownConsentsOf(g review.ConsentRegister, speak *language.Speaker) shownConsents {
	shown := shownConsents{
		Day: consent.Written(g.Day), Law: string(g.Law), Headline: g.Headline(speak), ByState: map[string]int{}, TakeDown: []int64{}, Consents: []shownConsent{},
	}
	for _, s := range consent.States() {
		shown.ByState[string(s)] = g.Of(s)
	}
	for _, p := range g.ToTakeDown() {
		shown.TakeDown = append(shown.TakeDown, int64(p.ID))
	}
	for _, e := range g.Entries {
		shown.Consents = append(shown.Consents, shownConsentOf(e, g, speak))
	}
	return shown
}

func shownConsentOf(e review.ConsentEntry, g review.ConsentRegister, speak *language.Speaker) shownConsent {
	day := func(d time.Time) *string { return filled(consent.Written(d)) }
	shown := shownConsent{
		ID: int64(e.ID), State: string(e.State), Says: e.StateSentence(speak, g.Day), Who: e.Who, Information: filled(e.Information),
		Discloser: filled(e.Discloser), Platforms: plain(e.Platforms), Forms: plain(e.Forms), Recipients: filled(e.Recipients), Purpose: filled(e.Purpose),
		Expires: day(e.Expires), EndsWith: filled(e.EndsWith), SignedOn: day(e.SignedOn), SignedBy: filled(string(e.SignedBy)), Authority: filled(e.Authority),
		Statements: plain(e.Statements), Paid: e.Paid, Kept: filled(e.Kept), Withdrawn: day(e.Withdrawn), Why: filled(e.Why), KeepUntil: day(e.KeepUntil()),
		Missing: []string{}, Posts: []shownConsentPost{}, Gone: e.Gone,
	}
	if left, ends := e.Left(g.Day); ends {
		shown.DaysLeft = &left
	}
	for _, m := range e.Missing {
		shown.Missing = append(shown.Missing, m.Name)
	}
	for _, c := range e.Checklist(g.Law) {
		shown.Checklist = append(shown.Checklist, shownConsentCheck{c.Name, c.Asked, c.There, filled(c.Sources[g.Law])})
	}
	for _, p := range e.Posts {
		shown.Posts = append(shown.Posts, shownConsentPost{
			int64(p.ID), p.Channel.Name, string(p.Platform), p.PublishedAt, filled(p.URL), filled(string(p.Gap)), p.TakeDown, day(p.Down),
		})
	}
	return shown
}

// plain are words as JSON has them: none is an empty list.
func plain[T ~string](all []T) []string {
	names := make([]string, len(all))
	for i, w := range all {
		names[i] = string(w)
	}
	return names
}

func printConsents(out io.Writer, g review.ConsentRegister, speak *language.Speaker) {
	fmt.Fprintln(out, g.Headline(speak))
	if len(g.Entries) == 0 {
		return
	}
	fmt.Fprintf(out, "%s\n\n", g.Detail(speak))
	t := table{header: []string{">No", review.ConsentField(speak, "who"), review.ConsentField(speak, "information"), speak.T("page_consents.column_state"), speak.T("page_consents.column_scope"), ">" + speak.T("page_consents.column_posts")}}
	for _, e := range g.Entries {
		t.add(strconv.FormatInt(int64(e.ID), 10), e.Who, e.Information, e.StateLine(speak, g.Day), e.Scope(speak), strconv.Itoa(len(e.Posts)))
	}
	t.print(out)
	printConsentPosts(out, speak.T("page_consents.take_down"), g.ToTakeDown(), speak)
	printConsentPosts(out, speak.T("page_consents.not_covered"), g.NotCovered(), speak)
}

func printConsentPosts(out io.Writer, title string, posts []review.ConsentPost, speak *language.Speaker) {
	if len(posts) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n", title)
	t := table{header: []string{">" + speak.T("page_consents.column_post"), speak.T("page_consents.column_date"), speak.T("show.channel"), "", ""}}
	for _, p := range posts {
		t.add(strconv.FormatInt(int64(p.ID), 10), speak.Date(p.PublishedAt), p.Channel.Name+" · "+p.Platform.Name(), p.PostSentence(speak), p.URL)
	}
	t.print(out)
}

func printConsent(out io.Writer, e review.ConsentEntry, g review.ConsentRegister, speak *language.Speaker) {
	fmt.Fprintf(out, "%d  %s  %s\n%s\n\n", e.ID, e.Who, e.Information, e.StateSentence(speak, g.Day))
	t := table{header: []string{speak.T("page_consents.checklist"), "", ""}}
	for _, c := range e.Checklist(g.Law) {
		there := "–"
		if c.There {
			there = "✓"
		}
		source := review.ConsentSource(speak, c.Element, g.Law)
		if !c.Asked {
			source = ""
		}
		t.add(review.ConsentElement(speak, c.Element), there, source)
	}
	t.print(out)
	fmt.Fprintf(out, "\n%s\n", e.Keep(speak))
	printConsentPosts(out, speak.T("page_consents.posts"), e.Posts, speak)
	if e.Gone > 0 {
		fmt.Fprintln(out, speak.T("page_consents.gone", language.Args{"Count": e.Gone}))
	}
}
