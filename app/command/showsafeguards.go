package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"auscult/analytics/safeguard"
	"auscult/app/language"
	"auscult/app/review"
)

// shownSafeguards is the JSON of show safeguards. It has no texts but masked excerpts.
type shownSafeguards struct {
	Organisation string           `json:"organisation"`
	Quarter      *string          `json:"quarter"`
	Posts        int              `json:"posts"`
	Checked      int              `json:"posts_checked"`
	Free         int              `json:"posts_without_serious_finding"`
	Comments     int              `json:"comments_checked"`
	Locked       int              `json:"comments_locked"`
	ExportedAt   *time.Time       `json:"exported_at"`
	Headline     string           `json:"headline"`
	Detail       *string          `json:"detail"`
	Invented     bool             `json:"invented"`
	Open         int              `json:"open"`    // the counts below are of these
	Settled      int              `json:"settled"` // by a decision
	BySeverity   map[string]int   `json:"by_severity"`
	ByKind       []shownGuardSum  `json:"by_kind"`
	ByChannel    []shownGuardSum  `json:"by_channel"`
	Findings     []shownGuard     `json:"findings"`
	Rules        []shownGuardRule `json:"rules"`
	Held         []shownHeld      `json:"quarter_rules"`
}

// shownHeld is a limit of the house held against the quarter's posts.
type shownHeld struct {
	Rule     string   `json:"rule"`
	Platform *string  `json:"platform"`
	Form     *string  `json:"form"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Amount   *float64 `json:"amount"` // null: there were no posts
	Posts    int      `json:"posts"`
	Kept     bool     `json:"kept"`
}

// shownGuardSum counts findings of a kind or of a channel.
type shownGuardSum struct {
	Kind     *string `json:"kind,omitempty"`
	Channel  *string `json:"channel,omitempty"`
	Platform *string `json:"platform,omitempty"`
	Serious  int     `json:"serious"`
	Warnings int     `json:"warnings"`
	Notes    int     `json:"notes"`
	Texts    int     `json:"texts"`
}

// shownGuard is a finding. The decision is null where none holds; see the command decisions.
type shownGuard struct {
	ID          string    `json:"id"`
	Rule        string    `json:"rule"`
	Kind        string    `json:"kind"`
	Severity    string    `json:"severity"`
	Of          string    `json:"of"` // post, reply or comment
	Post        *int64    `json:"post"`
	Channel     string    `json:"channel"`
	Platform    string    `json:"platform"`
	PublishedAt time.Time `json:"published_at"`
	Excerpt     string    `json:"excerpt"` // masked
	Reason      string    `json:"reason"`
	Cure        string    `json:"cure"`
	Open        bool      `json:"open"`
	Consented   bool      `json:"consented"` // by the register of consents
	Decision    *string   `json:"decision"`
	Entry       *int64    `json:"decision_number"`
}

// shownGuardRule is a house rule as it is measured.
type shownGuardRule struct {
	Rule      string   `json:"rule"`
	Kind      string   `json:"kind"`
	Severity  *string  `json:"severity"` // null: the rule is off
	Threshold string   `json:"threshold"`
	Source    string   `json:"source"`
	URL       string   `json:"url"`
	Evidence  string   `json:"evidence"`
	Words     []string `json:"words,omitempty"`  // of the hospital's own rules
	Reason    *string  `json:"reason,omitempty"` // of the hospital's own rules
}

func showSafeguards(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	g, err := r.Safeguards(ctx, q)
	if err != nil {
		return err
	}
	return f.print(out, shownSafeguardsOf(g, speak), func() error { return safeguardsCSV(out, g, speak) }, func() { printSafeguards(out, g, speak) })
}

func shownSafeguardsOf(g review.Safeguards, speak *language.Speaker) shownSafeguards {
	shown := shownSafeguards{
		Organisation: g.Organisation.Name, Quarter: quarterName(g.Question.Quarter), Posts: g.Posts, Checked: g.Worded, Free: g.Free, Comments: g.Comments, Locked: g.Locked,
		ExportedAt: moment(g.Exported), Headline: g.Headline(speak), Detail: filled(g.Detail(speak)), Invented: g.Invented, BySeverity: map[string]int{}, Open: g.Open, Settled: len(g.Findings) - g.Open,
		ByKind: []shownGuardSum{}, ByChannel: []shownGuardSum{}, Findings: []shownGuard{}, Rules: []shownGuardRule{},
	}
	for _, v := range safeguard.Severities() {
		shown.BySeverity[v.String()] = g.Of(v)
	}
	sum := func(c review.SafeguardCount) shownGuardSum {
		return shownGuardSum{
			Kind: filled(string(c.Kind)), Channel: filled(c.Channel.Name), Platform: filled(string(c.Channel.Platform)), Serious: c.Serious, Warnings: c.Warnings, Notes: c.Notes, Texts: c.Texts,
		}
	}
	for _, c := range g.Kinds {
		shown.ByKind = append(shown.ByKind, sum(c))
	}
	for _, c := range g.Channels {
		shown.ByChannel = append(shown.ByChannel, sum(c))
	}
	for _, f := range g.Findings {
		s := shownGuard{
			ID: f.Subject.ID(), Open: f.Open(), Consented: f.Consented,
			Rule: f.Rule, Kind: string(f.Kind), Severity: f.Severity.String(), Of: f.Of.String(), Channel: f.Channel.Name, Platform: string(f.Channel.Platform),
			PublishedAt: f.Published, Excerpt: f.Excerpt, Reason: review.SafeguardReason(speak, f.Finding), Cure: review.SafeguardCure(speak, f.Cure),
		}
		if id := int64(f.Post); id != 0 {
			s.Post = &id
		}
		if f.Decision != nil {
			s.Decision, s.Entry = filled(string(f.Decision.Verdict)), &f.Decision.Number
		}
		shown.Findings = append(shown.Findings, s)
	}
	shown.Rules = shownGuardRules(g.House)
	shown.Held = []shownHeld{}
	for _, h := range g.Held {
		shown.Held = append(shown.Held, shownHeld{
			string(h.Rule.Kind), filled(string(h.Platform)), filled(string(h.Form)), h.Rule.Low, h.Rule.High, number(h.Amount), h.Posts, h.Kept(),
		})
	}
	return shown
}

// shownGuardRules are the house rules as a hospital has them, its own last.
func shownGuardRules(h safeguard.House) []shownGuardRule {
	shown := []shownGuardRule{}
	for _, r := range h.Applied() {
		shown = append(shown, shownGuardRule{r.ID, string(r.Kind), filled(r.Severity.String()), r.Threshold, r.Source, r.URL, r.Evidence, nil, nil})
	}
	for _, o := range h.Own {
		shown = append(shown, shownGuardRule{o.Name, string(safeguard.Own), filled(o.Severity.String()), "one of the words", o.Source, "", "", o.Words, &o.Reason})
	}
	return shown
}

func safeguardsCSV(out io.Writer, g review.Safeguards, speak *language.Speaker) error {
	rows := [][]string{{"severity", "kind", "rule", "of", "post", "channel", "platform", "published_at", "excerpt", "cure", "id", "open", "decision"}}
	for _, f := range shownSafeguardsOf(g, speak).Findings {
		rows = append(rows, []string{
			f.Severity, f.Kind, f.Rule, f.Of, text(f.Post), f.Channel, f.Platform, f.PublishedAt.Format(time.RFC3339), f.Excerpt, f.Cure, f.ID, strconv.FormatBool(f.Open), text(f.Decision),
		})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

// mostFindings is how many findings are printed for people; the others are in JSON and CSV.
const mostFindings = 25

func printSafeguards(out io.Writer, g review.Safeguards, speak *language.Speaker) {
	fmt.Fprintln(out, g.Headline(speak))
	if detail := g.Detail(speak); detail != "" {
		fmt.Fprintln(out, detail)
	}
	fmt.Fprintf(out, "\n%s\n", g.Subtitle(speak))
	severity := func(v safeguard.Severity) string { return ">" + review.SafeguardSeverity(speak, v) }
	header := []string{severity(safeguard.Serious), severity(safeguard.Warning), severity(safeguard.Note), ">" + speak.T("show.safeguards.texts")}
	sums := func(c review.SafeguardCount) []string {
		return []string{strconv.Itoa(c.Serious), strconv.Itoa(c.Warnings), strconv.Itoa(c.Notes), strconv.Itoa(c.Texts)}
	}
	if len(g.Findings) > 0 {
		kinds := table{header: append([]string{speak.T("show.safeguards.kind")}, header...)}
		for _, c := range g.Kinds {
			kinds.add(append([]string{review.SafeguardKind(speak, c.Kind)}, sums(c)...)...)
		}
		fmt.Fprintln(out)
		kinds.print(out)
		channels := table{header: append([]string{speak.T("show.channel")}, header...)}
		for _, c := range g.Channels {
			channels.add(append([]string{c.Channel.Name + " · " + c.Channel.Platform.Name()}, sums(c)...)...)
		}
		fmt.Fprintln(out)
		channels.print(out)
		found := table{header: []string{
			speak.T("show.safeguards.code"), speak.T("show.safeguards.severity"), speak.T("show.safeguards.kind"), speak.T("show.channel"), speak.T("show.safeguards.when"), speak.T("show.safeguards.excerpt"), speak.T("show.safeguards.decision"),
		}}
		for _, f := range g.Findings[:min(len(g.Findings), mostFindings)] {
			found.add(f.Subject.ID(), review.SafeguardSeverity(speak, f.Severity), review.SafeguardKind(speak, f.Kind), f.Channel.Name+" · "+f.Channel.Platform.Name(), speak.Date(f.Published), f.Excerpt, f.DecisionWords(speak))
		}
		fmt.Fprintln(out)
		found.print(out)
	}
	if len(g.Held) > 0 {
		held := table{header: []string{
			speak.T("house.rule"), speak.T("page_safeguards.held_bounds"), ">" + speak.T("page_safeguards.held_amount"), ">" + speak.T("page_safeguards.held_posts"), "",
		}}
		for _, h := range g.Held {
			kept := speak.T("page_safeguards.held_kept")
			if !h.Kept() {
				kept = speak.T("page_safeguards.held_broken")
			}
			held.add(review.HeldName(speak, h), review.HeldBounds(speak, h), review.HeldAmount(speak, h), strconv.Itoa(h.Posts), kept)
		}
		fmt.Fprintf(out, "\n%s\n", g.HeldSentence(speak))
		held.print(out)
	}
	fmt.Fprintf(out, "\n%s\n", g.Source(speak))
}
