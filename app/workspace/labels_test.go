package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/importer"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// labelsOf returns each post's labels with their reasons, by its text's first word.
func labelsOf(t testing.TB, w *workspace.Workspace) string {
	t.Helper()
	var all []string
	err := w.EachPost(context.Background(), workspace.PostFilter{}, func(p social.Post) error {
		// Of two exports of one day the one imported later has the last word on the spelling of a text.
		line := strings.ToLower(strings.Fields(p.Text + " ?")[0]) + ":"
		for _, l := range social.Labels() {
			value, reason := p.Label(l)
			line += fmt.Sprintf(" %s=%s(%s)", l, value, reason)
		}
		all = append(all, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// taught is an export of which 40 posts teach that "karyo" is about jobs and sells, and "lumen" about events and does
// not; the keywords point elsewhere for every second one.
func taught(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("organisation;platform;published_at;url;text;topic;promotional\n")
	for i := range 20 {
		hint := [2]string{"", "hiring"}[i%2]
		other := [2]string{"", "webinar"}[i%2]
		fmt.Fprintf(&b, "Invented Hospital;facebook;2025-01-%02d;https://x.example/k%d;karyo %s %d;job;yes\n", i+1, i, hint, i)
		fmt.Fprintf(&b, "Invented Hospital;facebook;2025-02-%02d;https://x.example/l%d;lumen %s %d;event;no\n", i+1, i, other, i)
	}
	return b.String()
}

func take(t testing.TB, w *workspace.Workspace, name, content string) social.ImportID {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Tables[0].Import.ID
}

// one returns the post whose text begins so.
func one(t testing.TB, w *workspace.Workspace, beginning string) social.Post {
	t.Helper()
	posts, err := w.Posts(context.Background(), workspace.PostFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		if strings.HasPrefix(p.Text, beginning) {
			return p
		}
	}
	t.Fatalf("no post begins with %q", beginning)
	return social.Post{}
}

// What counts of several words on one post: a person's before the file's own, that before an own rule, that before what
// was learned, that before keywords and the platform's word.
func TestPrecedence(t *testing.T) {
	const header = "organisation;platform;published_at;url;text;form;topic;promotional\n"
	row := func(n int, text, form, topic string) string {
		return fmt.Sprintf("Invented Hospital;facebook;2026-03-%02d;https://x.example/p%d;%s;%s;%s;\n", n, n, text, form, topic)
	}
	w := create(t)
	take(t, w, "taught.csv", taught(t))
	take(t, w, "posts.csv", header+
		row(1, "keyword midwife", "", "")+
		row(2, "karyo midwife", "", "")+
		row(3, "karyo midwife rulebound", "", "")+
		row(4, "given karyo rulebound", "photo", "patient_story")+
		row(5, "hand karyo rulebound", "photo", "patient_story"))
	rules := []social.Rule{
		{Label: social.TopicLabel, Value: "corporate_news", Words: "rulebound"},
		{Label: social.FormLabel, Value: "infographic", Words: "rulebound"},
		{Label: social.PromotionalLabel, Value: "no", Words: "rulebound"},
	}
	if err := w.SetRules(t.Context(), rules); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Correct(t.Context(), one(t, w, "hand").ID, noon,
		workspace.Correction{Label: social.TopicLabel, Value: "job"}, workspace.Correction{Label: social.FormLabel, Value: "poll"}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ post, form, formWhy, topic, topicWhy, promotional, promotionalWhy string }{
		{"keyword", "", "", "birth_and_baby", "word: midwife", "no", "no promotional words"},
		{"karyo midwife", "", "", "job", "learned: karyo", "yes", "learned: karyo"},
		{"karyo midwife rulebound", "infographic", "own rule: rulebound", "corporate_news", "own rule: rulebound", "no", "own rule: rulebound"},
		{"given", "photo", "file", "patient_story", "file", "no", "own rule: rulebound"},
		{"hand", "poll", "corrected by hand", "job", "corrected by hand", "no", "own rule: rulebound"},
	} {
		for _, withoutText := range []bool{false, true} {
			id := one(t, w, tt.post).ID
			posts, err := w.Posts(t.Context(), workspace.PostFilter{IDs: []social.PostID{id}, WithoutText: withoutText})
			if err != nil {
				t.Fatal(err)
			}
			p := posts[0]
			if string(p.Form) != tt.form || p.FormReason != tt.formWhy || string(p.Topic) != tt.topic || p.TopicReason != tt.topicWhy ||
				p.Promotional.String() != tt.promotional || p.PromotionalReason != tt.promotionalWhy {
				t.Errorf("%s is %s (%s), %s (%s), %s (%s)", tt.post, p.Form, p.FormReason, p.Topic, p.TopicReason, p.Promotional, p.PromotionalReason)
			}
		}
	}
	reach, err := w.Reach(t.Context(), rules)
	if err != nil || fmt.Sprint(reach) != "[{3 1} {3 1} {3 3}]" {
		t.Errorf("the rules reach %v, %v", reach, err)
	}
	learned, err := w.Learning(t.Context())
	if err != nil || len(learned) != 2 || learned[0].Label != social.TopicLabel {
		t.Fatalf("%+v, %v", learned, err)
	}
	if l := learned[0]; l.Corrected != 1 || l.Given != 41 || !l.Used || l.HeldOut.Values != 3 {
		t.Errorf("learned: %+v", l)
	}
}

// A platform's own word for a form gives way to an own rule.
func TestOwnRuleBeatsThePlatformsWord(t *testing.T) {
	w := create(t)
	path := filepath.Join("..", "..", "importer", "testdata", "samples", "meta-instagram-stories.csv")
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) == 0 || !strings.HasPrefix(posts[0].FormReason, "platform: ") {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	word := strings.Fields(posts[0].Text)[0]
	if err := w.SetRules(t.Context(), []social.Rule{{Label: social.FormLabel, Value: "infographic", Words: word}}); err != nil {
		t.Fatal(err)
	}
	if p := one(t, w, word); p.Form != social.Infographic || !strings.HasPrefix(p.FormReason, "own rule: ") {
		t.Errorf("%s because %s", p.Form, p.FormReason)
	}
	if err := w.SetRules(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if p := one(t, w, word); p != posts[0] {
		t.Errorf("without the rule %+v, before it %+v", p, posts[0])
	}
}

func TestCorrectionIsTakenBack(t *testing.T) {
	w := create(t)
	take(t, w, "taught.csv", taught(t))
	before, id := labelsOf(t, w), one(t, w, "karyo").ID
	was, err := w.Correct(t.Context(), id, noon, workspace.Correction{Label: social.TopicLabel, Value: "event"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.Correct(t.Context(), id, noon.Add(time.Hour), workspace.Correction{Label: social.TopicLabel, Value: "job"})
	if err != nil || len(again) != 1 || again[0].Value != "event" {
		t.Fatalf("before the second there was %v, %v", again, err)
	}
	if n, err := w.Corrected(t.Context()); n != 1 || err != nil {
		t.Errorf("%d posts are corrected, %v", n, err)
	}
	if _, err := w.Correct(t.Context(), id, noon, was...); err != nil {
		t.Fatal(err)
	}
	if got := labelsOf(t, w); got != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", got, before)
	}
}

func TestCorrectionsAreRefused(t *testing.T) {
	w := create(t)
	take(t, w, "taught.csv", taught(t))
	before := labelsOf(t, w)
	if _, err := w.Correct(t.Context(), 999, noon, workspace.Correction{Label: social.TopicLabel, Value: "job"}); !errors.Is(err, workspace.ErrNoPost) {
		t.Errorf("a post that is not there: %v", err)
	}
	if _, err := w.Correct(t.Context(), 1, noon, workspace.Correction{Label: social.FormLabel, Value: "poll"},
		workspace.Correction{Label: social.TopicLabel, Value: "gossip"}); err == nil {
		t.Error("a topic that is none is taken")
	}
	if err := w.SetRules(t.Context(), []social.Rule{{Label: social.TopicLabel, Value: "job", Words: "*"}}); err == nil {
		t.Error("a rule that cannot be read is taken")
	}
	if got := labelsOf(t, w); got != before {
		t.Errorf("what was refused has changed something:\n%s", got)
	}
}

// Whatever is imported and corrected: undone and imported again, every post has the labels it had, and with other rows
// first, the same.
func TestCorrectionsSurviveUndoAndAnotherImport(t *testing.T) {
	checkLaw(t, func(l *law) {
		w := l.workspace()
		defer w.Close()
		e := drawExport(l.t)
		l.take(w, "taught.csv", anExport{day: 1, rows: []string{strings.TrimSpace(taught(t))}})
		rule := social.Rule{Label: social.FormLabel, Value: "infographic", Words: "longer"}
		if rapid.Bool().Draw(l.t, "rule") {
			if err := w.SetRules(context.Background(), []social.Rule{rule}); err != nil {
				l.t.Fatal(err)
			}
		}
		id := l.take(w, "a.csv", e)
		b := drawExport(l.t)
		if b.day == e.day { // of two exports of one moment the later import is believed, and undoing changes which that is
			b.day++
		}
		l.take(w, "b.csv", b)
		posts, err := w.Posts(context.Background(), workspace.PostFilter{})
		if err != nil {
			l.t.Fatal(err)
		}
		for i := range rapid.IntRange(0, 5).Draw(l.t, "corrections") {
			label := rapid.SampledFrom(social.Labels()[:4]).Draw(l.t, "label")
			value := rapid.SampledFrom(append(label.Values(), "")).Draw(l.t, "value")
			post := rapid.SampledFrom(posts).Draw(l.t, "post")
			if _, err := w.Correct(context.Background(), post.ID, noon.Add(time.Duration(i)*time.Second), workspace.Correction{Label: label, Value: value}); err != nil {
				l.t.Fatal(err)
			}
		}
		// What was derived step by step is what is derived anew: setting the same rules derives everything.
		before, derived := labelsOf(t, w), dump(t, w)
		rules, err := w.Rules(context.Background())
		if err != nil {
			l.t.Fatal(err)
		}
		if err := w.SetRules(context.Background(), rules); err != nil {
			l.t.Fatal(err)
		}
		if got := dump(t, w); got != derived {
			l.t.Fatalf("derived step by step:\n%s\nderived anew:\n%s", derived, got)
		}
		if _, err := w.Undo(context.Background(), id); err != nil {
			l.t.Fatal(err)
		}
		e.rows = rapid.Permutation(e.rows).Draw(l.t, "rows")
		l.take(w, "a.csv", e)
		after := labelsOf(t, w)
		if sortedLines(after) != sortedLines(before) {
			l.t.Fatalf("before:\n%s\nafter undo and import:\n%s", before, after)
		}
	})
}

func sortedLines(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
