package workspace

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer/classify"
)

// Learning is what has been learned of a label.
type Learning struct {
	Label     social.Label
	Corrected int // posts corrected by hand
	Given     int // posts of which a file says it itself
	HeldOut   HeldOut
	Used      bool // else the keywords stand alone
}

// HeldOut says how often values were right for texts that were not learned from.
type HeldOut = classify.HeldOut

// learnable reports whether the label is learned.
func learnable(l social.Label) bool { return l == social.TopicLabel || l == social.PromotionalLabel }

// Learning returns what has been learned of each label that people or files have said anything about.
func (w *Workspace) Learning(ctx context.Context) ([]Learning, error) {
	rows, err := w.db.WithContext(ctx).Raw(`SELECT label, corrected, given, texts, value_count, by_learning, by_keywords,
		by_commonest, used FROM learned ORDER BY label DESC`).Rows() // topic before promotional
	if err != nil {
		return nil, fmt.Errorf("read what has been learned: %w", err)
	}
	defer rows.Close()
	var all []Learning
	for rows.Next() {
		var l Learning
		h := &l.HeldOut
		if err := rows.Scan(&l.Label, &l.Corrected, &l.Given, &h.Texts, &h.Values, &h.Learned, &h.Keywords, &h.Commonest, &l.Used); err != nil {
			return nil, fmt.Errorf("read what has been learned: %w", err)
		}
		all = append(all, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read what has been learned: %w", err)
	}
	return all, nil
}

// learn learns a label from the posts of which a person or a file has said it, and keeps the account of it. It returns
// nil when there are none, and whether what is learned may be another than before.
func learn(tx *gorm.DB, label social.Label) (learned *classify.Learned, anew bool, err error) {
	corrected, err := lessonsFrom(tx, label, `SELECT p.text, k.value `+correctedPosts+` AND k.label = @label
		ORDER BY k.made_at DESC, k.platform, k.key LIMIT @most`, classify.MostExamples)
	if err != nil {
		return nil, false, err
	}
	given, err := lessonsFrom(tx, label, `SELECT p.text, `+valueColumn(label)+` FROM posts p JOIN channels c ON c.id = p.channel_id
		WHERE p.`+string(label)+`_reason = 'file' AND NOT EXISTS (SELECT 1 FROM corrections k
		WHERE k.platform = c.platform AND k.key = p.key AND k.label = @label)
		ORDER BY p.published_at DESC, c.platform, p.key LIMIT @most`, classify.MostExamples-len(corrected))
	if err != nil {
		return nil, false, err
	}
	all := slices.Concat(corrected, given)
	var h HeldOut
	var before string
	var threshold float64
	err = tx.Raw(`SELECT lessons, texts, value_count, by_learning, by_keywords, by_commonest, threshold FROM learned WHERE label = ?`, string(label)).
		Row().Scan(&before, &h.Texts, &h.Values, &h.Learned, &h.Keywords, &h.Commonest, &threshold)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, false, err
	}
	known := err == nil
	if len(all) == 0 {
		return nil, known, tx.Exec("DELETE FROM learned WHERE label = ?", string(label)).Error
	}
	sum := sumOf(all)
	if known && before == sum {
		learned = classify.Recall(all, h, threshold)
	} else {
		learned, anew = classify.Learn(all), true
	}
	h = learned.HeldOut
	return learned, anew, tx.Exec(`INSERT OR REPLACE INTO learned (label, lessons, corrected, given, texts, value_count, by_learning, by_keywords,
		by_commonest, threshold, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(label), sum, len(corrected), len(given), h.Texts, h.Values,
		h.Learned, h.Keywords, h.Commonest, learned.Threshold, learned.Used()).Error
}

// lessonsFrom reads texts with the values said of them, and adds what the keywords say.
func lessonsFrom(tx *gorm.DB, label social.Label, query string, most int) ([]classify.Example, error) {
	var examples []classify.Example
	if err := tx.Raw(query, map[string]any{"label": string(label), "most": most}).Scan(&examples).Error; err != nil {
		return nil, err
	}
	for i := range examples {
		said := classify.Words(examples[i].Text)
		if examples[i].Keywords = string(said.Topic); label == social.PromotionalLabel {
			examples[i].Keywords = said.Promotional.String()
		}
	}
	return examples, nil
}

// sumOf is a sum over examples, in whatever order they come.
func sumOf(examples []classify.Example) string {
	sorted := slices.Clone(examples)
	slices.SortFunc(sorted, func(a, b classify.Example) int {
		return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Value, b.Value))
	})
	sum := sha256.New()
	for _, e := range sorted {
		fmt.Fprintf(sum, "%q %q %q\n", e.Text, e.Value, e.Keywords)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// valueColumn writes a post's value of a label as corrections do.
func valueColumn(label social.Label) string {
	if label == social.PromotionalLabel {
		return "CASE p.promotional WHEN 2 THEN 'yes' WHEN 1 THEN 'no' ELSE '' END AS value"
	}
	return "p." + string(label) + " AS value"
}
