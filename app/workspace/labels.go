package workspace

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer/classify"
)

// Of a post's form, topic and whether it sells, this counts, the first there is:
//
//	what a person has said             corrections, laid over when posts are read
//	what the file itself says          posts
//	the manager's own rules            labels
//	what has been learned              labels (topic and promotional)
//	what its words, its platform's word or its length tell    posts
//
// labels is derived from the rest, so that it need not be kept right by hand: relabel makes it anew.

// relabel derives labels anew, after anything has changed that they rest on: posts, rules or corrections. Of an import, the
// posts it says something of are all that can have changed, unless there is something new to learn from.
func relabel(ctx context.Context, tx *gorm.DB, imported int64) error {
	rules, err := readRules(tx)
	if err != nil {
		return err
	}
	l := labeller{learned: map[social.Label]*classify.Learned{}}
	if l.rules, err = classify.Compile(rules); err != nil {
		return err
	}
	everything := imported == 0
	for _, label := range []social.Label{social.TopicLabel, social.PromotionalLabel} {
		learned, anew, err := learn(tx, label)
		if err != nil {
			return err
		}
		everything = everything || anew
		if learned != nil && learned.Used() {
			l.learned[label] = learned
		}
	}
	which := "1"
	if !everything {
		which = fmt.Sprintf(touched, imported)
	}
	if err := tx.Exec("DELETE FROM labels WHERE post_id IN (SELECT p.id FROM posts p WHERE " + which + ")").Error; err != nil {
		return err
	}
	if len(l.rules) == 0 && len(l.learned) == 0 {
		return nil
	}
	return l.all(ctx, tx, which)
}

// touched picks the posts that an import says something of.
const touched = `p.id IN (SELECT id FROM posts WHERE import_id = %[1]d UNION SELECT post_id FROM post_versions WHERE import_id = %[1]d)`

// labeller says what rules and learning say of posts.
type labeller struct {
	rules   classify.Rules
	learned map[social.Label]*classify.Learned
}

// say returns what there is to say of a label, empty when there is nothing; reason is how the post's own word is known.
func (l *labeller) say(label social.Label, platform social.Platform, t classify.Text, reason string) (value, why string) {
	if reason == social.GivenInFile {
		return "", ""
	}
	if place, why := l.rules.Match(label, platform, t); place >= 0 {
		return l.rules[place].Value, why
	}
	if learned := l.learned[label]; learned != nil {
		return learned.Say(t)
	}
	return "", ""
}

// unlabelled is a post as far as rules and learning look at it.
type unlabelled struct {
	ID                                               int64
	Platform                                         social.Platform
	Text, FormReason, TopicReason, PromotionalReason string
}

// all labels every post that the condition picks.
func (l *labeller) all(ctx context.Context, tx *gorm.DB, which string) error {
	insert, err := tx.Statement.ConnPool.PrepareContext(ctx, `INSERT INTO labels
		(post_id, form, form_reason, topic, topic_reason, promotional, promotional_reason) VALUES (?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	const together = 5000 // posts read before their labels are written
	for last := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var posts []unlabelled
		if err := tx.Raw(`SELECT p.id, c.platform, p.text, p.form_reason, p.topic_reason, p.promotional_reason
			FROM posts p JOIN channels c ON c.id = p.channel_id WHERE p.id > ? AND `+which+` ORDER BY p.id LIMIT ?`, last, together).Scan(&posts).Error; err != nil {
			return err
		}
		for i := range posts {
			row := l.row(&posts[i])
			if row == nil {
				continue
			}
			// The driver watches a context with a goroutine for each statement; the loop looks at it often enough.
			if _, err := insert.ExecContext(context.WithoutCancel(ctx), row...); err != nil {
				return err
			}
		}
		if len(posts) < together {
			return nil
		}
		last = posts[len(posts)-1].ID
	}
}

// row returns a post's row of labels, nil when there is nothing to say.
func (l *labeller) row(p *unlabelled) []any {
	t := classify.Cut(p.Text)
	row := []any{p.ID, nil, nil, nil, nil, nil, nil}
	something := false
	for i, reason := range []string{p.FormReason, p.TopicReason, p.PromotionalReason} {
		label := social.RuleLabels()[i]
		value, why := l.say(label, p.Platform, t, reason)
		if value == "" {
			continue
		}
		something = true
		row[1+2*i], row[2+2*i] = value, why
		if label == social.PromotionalLabel {
			row[1+2*i] = int64(social.AnswerNamed(value))
		}
	}
	if !something {
		return nil
	}
	return row
}

// selectLabels are the columns of labels, joined as l, when posts are read.
const selectLabels = "l.form, l.form_reason, l.topic, l.topic_reason, l.promotional, l.promotional_reason, "

// withoutLabels takes the labels out of a statement where there are none.
var withoutLabels = strings.NewReplacer(selectLabels, "NULL, NULL, NULL, NULL, NULL, NULL, ",
	" LEFT JOIN labels l ON l.post_id = p.id", "", " LEFT JOIN labels l ON l.post_id = m.id", "")

// labels is what rules and learning say of the row that stands for a post.
type labels struct {
	form, formReason, topic, topicReason, promotionalReason sql.NullString
	promotional                                             sql.NullInt64
}

// into returns where the columns of selectLabels are to be scanned.
func (l *labels) into() []any {
	return []any{&l.form, &l.formReason, &l.topic, &l.topicReason, &l.promotional, &l.promotionalReason}
}

// lay lays the labels over what the exports say, except over what one of them says itself.
func (l *labels) lay(p *social.Post) {
	if l.form.Valid && p.FormReason != social.GivenInFile {
		p.Form, p.FormReason = social.Form(l.form.String), l.formReason.String
	}
	if l.topic.Valid && p.TopicReason != social.GivenInFile {
		p.Topic, p.TopicReason = social.Topic(l.topic.String), l.topicReason.String
	}
	if l.promotional.Valid && p.PromotionalReason != social.GivenInFile {
		p.Promotional, p.PromotionalReason = social.Answer(l.promotional.Int64), l.promotionalReason.String
	}
}

// some reports whether a table holds anything.
func (w *Workspace) some(ctx context.Context, table string) (bool, error) {
	var n int
	err := w.db.WithContext(ctx).Raw("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1)").Scan(&n).Error
	return n > 0, err
}
