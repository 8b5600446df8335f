package review

import (
	"context"
	"errors"
	"time"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

// judge knows what has been decided of findings, and what patients have consented to.
type judge struct {
	standing decision.Standing
	prints   workspace.Fingerprints
	consents ConsentRegister
}

func (r *Reviewer) judge(ctx context.Context) (judge, error) {
	log, err := r.workspace.Decisions(ctx)
	if err != nil {
		return judge{}, err
	}
	prints, err := r.workspace.Fingerprints(ctx)
	if err != nil {
		return judge{}, err
	}
	settings, err := r.workspace.Settings(ctx)
	if err != nil {
		return judge{}, err
	}
	consents, err := r.Consents(ctx, r.today().In(settings.Zone()))
	return judge{decision.StandingOf(log), prints, consents}, err
}

// decide says of a finding what has been decided of it, and whether a consent covers it.
func (j judge) decide(f *Found) {
	f.Decision = j.on(f.Subject, f.names...)
	f.Consented = f.consentable() && j.consents.Consented(f.Post)
}

// subjectOf is a finding as it is known again, but for the name of its text.
func subjectOf(prints workspace.Fingerprints, f safeguard.Finding, of safeguard.TextKind, text string) decision.Subject {
	return decision.Subject{Rule: f.Rule, Kind: f.Kind, Of: of, Words: prints.Words(f.Text(text))}
}

// on returns what has been decided of a finding, nil for nothing. Its text may have other names too.
func (j judge) on(s decision.Subject, names ...string) *decision.Entry {
	if e, ok := j.standing.On(s, names...); ok {
		return &e
	}
	return nil
}

// nameTexts names the posts that findings are in. One that has been taken back meanwhile has no name.
func (r *Reviewer) nameTexts(ctx context.Context, found []Found) error {
	var posts []social.PostID
	seen := map[social.PostID]bool{}
	for _, f := range found {
		if !seen[f.Post] {
			seen[f.Post] = true
			posts = append(posts, f.Post)
		}
	}
	if len(posts) == 0 {
		return nil
	}
	names, err := r.workspace.TextNames(ctx, posts)
	if err != nil {
		return err
	}
	for i := range found {
		if named := names[found[i].Post]; len(named) > 0 {
			found[i].Subject.Text, found[i].names = named[0], named[1:]
		}
	}
	return nil
}

// Verdict is what somebody decides of findings.
type Verdict struct {
	Verdict    decision.Verdict
	Everywhere bool // of the same words in every text, now and later
	Reason     string
	By         string // the name of who decides
}

// Decide keeps what somebody has decided of findings, one entry of the log for each text; everywhere, one for all findings of the
// same words. It returns the errors of [decision.Decision.Checked].
func (r *Reviewer) Decide(ctx context.Context, found []Found, v Verdict, at time.Time) error {
	var decisions []decision.Decision
	type one struct {
		kind  safeguard.Kind
		words string
		text  string
	}
	made := map[one]bool{}
	for _, f := range found {
		key := one{f.Kind, f.Subject.Words, f.Subject.Text}
		if v.Everywhere {
			key.text = ""
		}
		if made[key] {
			continue
		}
		made[key] = true
		decisions = append(decisions, decision.Decision{Subject: f.Subject, Verdict: v.Verdict, Everywhere: v.Everywhere, Reason: v.Reason, By: v.By, At: at})
	}
	if len(decisions) == 0 {
		return nil
	}
	_, err := r.workspace.Decide(ctx, decisions...)
	if err == nil {
		r.safeKnown.forget()
	}
	return err
}

// TextOf returns the text that a finding is in, as it is. It is empty where the text has been taken back.
func (r *Reviewer) TextOf(ctx context.Context, f Found) (string, error) {
	if f.Of == safeguard.Post {
		posts, err := r.workspace.Texts(ctx, []social.PostID{f.Post})
		if err != nil || len(posts) == 0 {
			return "", err
		}
		return posts[0].Text, nil
	}
	prints, err := r.workspace.Fingerprints(ctx)
	if err != nil {
		return "", err
	}
	comments, err := r.workspace.Comments(ctx)
	if err != nil {
		return "", err
	}
	for _, c := range comments {
		if prints.Comment(c) == f.Subject.Text {
			return c.Text, nil
		}
	}
	return "", nil
}

// Alike returns the other findings of the same words that are open.
func (s Safeguards) Alike(f Found) []Found {
	var others []Found
	for _, o := range s.Findings[:s.Open] {
		if o.Subject != f.Subject && o.Subject.Alike(f.Subject) {
			others = append(others, o)
		}
	}
	return others
}

// SameRule returns the other findings of the same rule that are open.
func (s Safeguards) SameRule(f Found) []Found {
	var others []Found
	for _, o := range s.Findings[:s.Open] {
		if o.Subject != f.Subject && o.Rule == f.Rule {
			others = append(others, o)
		}
	}
	return others
}

// Finding returns the finding that [decision.Subject.ID] names.
func (s Safeguards) Finding(id string) (Found, bool) {
	for _, f := range s.Findings {
		if f.Subject.ID() == id {
			return f, true
		}
	}
	return Found{}, false
}

// Log is what has been decided on findings, oldest first, for people.
type Log struct {
	Entries []LogEntry
	Head    decision.Seal         // of the last entry; zero without any. Written down elsewhere, it shows whether later ones are missing
	Broken  *decision.BrokenError // nil: the log is as it was written
}

// LogEntry is an entry with the text that it is about, as far as the workspace still has it.
type LogEntry struct {
	decision.Entry
	Post      social.PostID // zero for comments, and where the post has been taken back
	Channel   social.Channel
	Published time.Time // in the hospital's time zone
}

// DecisionLog reads the log and says whether it is as it was written.
func (r *Reviewer) DecisionLog(ctx context.Context) (Log, error) {
	entries, err := r.workspace.Decisions(ctx)
	if err != nil {
		return Log{}, err
	}
	h, err := r.Holdings(ctx)
	if err != nil {
		return Log{}, err
	}
	log := Log{}
	if err := decision.Verify(entries); err != nil && !errors.As(err, &log.Broken) {
		return Log{}, err
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Text)
	}
	posts, err := r.workspace.PostsNamed(ctx, names)
	if err != nil {
		return Log{}, err
	}
	for _, e := range entries {
		entry := LogEntry{Entry: e}
		if p, ok := posts[e.Text]; ok {
			entry.Post, entry.Published = p.ID, p.PublishedAt.In(h.Settings.Zone())
			entry.Channel, _ = h.Channel(p.Channel)
		}
		log.Entries = append(log.Entries, entry)
		log.Head = e.Seal
	}
	return log, nil
}
