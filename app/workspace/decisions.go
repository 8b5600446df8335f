package workspace

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
)

// decisionRow is an entry of the log of decisions as it is stored.
type decisionRow struct {
	Number     int64 `gorm:"primaryKey"`
	MadeAt     int64
	MadeBy     string
	Verdict    string
	Everywhere bool
	Reason     string
	Rule       string
	Kind       string
	TextKind   string
	TextName   string
	Words      string
	Seal       string
}

func (decisionRow) TableName() string { return "decisions" }

func decisionRowOf(e decision.Entry) decisionRow {
	return decisionRow{e.Number, e.At.Unix(), e.By, string(e.Verdict), e.Everywhere, e.Reason, e.Rule, string(e.Kind), e.Of.String(), e.Text, e.Words, e.Seal.String()}
}

// entry returns the row as it was sealed. A seal or kind of text that cannot be read becomes the zero one, which
// [decision.Verify] finds.
func (r decisionRow) entry() decision.Entry {
	e := decision.Entry{Number: r.Number, Decision: decision.Decision{
		Subject: decision.Subject{Rule: r.Rule, Kind: safeguard.Kind(r.Kind), Text: r.TextName, Words: r.Words},
		Verdict: decision.Verdict(r.Verdict), Everywhere: r.Everywhere, Reason: r.Reason, By: r.MadeBy, At: time.Unix(r.MadeAt, 0).UTC(),
	}}
	if i := slices.IndexFunc(safeguard.TextKinds(), func(k safeguard.TextKind) bool { return k.String() == r.TextKind }); i >= 0 {
		e.Of = safeguard.TextKinds()[i]
	}
	e.Seal, _ = decision.ParseSeal(r.Seal)
	return e
}

// Decisions returns the log of what has been decided on findings, the oldest entry first, as it is stored:
// [decision.Verify] says whether it is as it was written.
func (w *Workspace) Decisions(ctx context.Context) ([]decision.Entry, error) {
	var rows []decisionRow
	if err := w.db.WithContext(ctx).Order("number").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	log := make([]decision.Entry, len(rows))
	for i, r := range rows {
		log[i] = r.entry()
	}
	return log, nil
}

// Decide adds decisions to the log, all or none, and returns them as entries. It returns the errors of
// [decision.Decision.Checked].
func (w *Workspace) Decide(ctx context.Context, decisions ...decision.Decision) (added []decision.Entry, err error) {
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var last decisionRow
		if err := tx.Order("number DESC").Limit(1).Find(&last).Error; err != nil {
			return err
		}
		var end decision.Entry
		if last.Number > 0 {
			end = last.entry()
		}
		var err error
		if added, err = decision.Append(end, decisions...); err != nil {
			return err
		}
		for _, e := range added {
			row := decisionRowOf(e)
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("keep decisions: %w", refused(err))
	}
	return added, nil
}

// TextNames returns the names of posts' texts as [decision.Subject] has them, that of the row that stands for the post
// first, then those of its other sources. They stay the same whenever the post is imported.
func (w *Workspace) TextNames(ctx context.Context, posts []social.PostID) (map[social.PostID][]string, error) {
	list := numberList(posts)
	rows, err := w.db.WithContext(ctx).Raw(`SELECT main, platform, key FROM (
			SELECT s.main_id AS main, p.id AS id, c.platform, p.key FROM same_posts s JOIN posts p ON p.id = s.post_id JOIN channels c ON c.id = p.channel_id
			WHERE s.main_id IN (SELECT value FROM json_each(?))
			UNION ALL
			SELECT p.id, p.id, c.platform, p.key FROM posts p JOIN channels c ON c.id = p.channel_id
			WHERE p.id IN (SELECT value FROM json_each(?)) AND p.id NOT IN (SELECT post_id FROM same_posts)
		) ORDER BY main, id <> main, id`, list, list).Rows()
	if err != nil {
		return nil, fmt.Errorf("read posts' names: %w", err)
	}
	defer rows.Close()
	names := make(map[social.PostID][]string, len(posts))
	for rows.Next() {
		var id social.PostID
		var platform, key string
		if err := rows.Scan(&id, &platform, &key); err != nil {
			return nil, fmt.Errorf("read posts' names: %w", err)
		}
		if name := platform + "/" + key; !slices.Contains(names[id], name) {
			names[id] = append(names[id], name)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read posts' names: %w", err)
	}
	return names, nil
}

// PostsNamed returns the posts that have these names, see [Workspace.TextNames], with nothing but their number, channel and moment.
// Names of comments, and of posts that have been taken back, are not in it.
func (w *Workspace) PostsNamed(ctx context.Context, names []string) (map[string]social.Post, error) {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(names)
	if err != nil {
		return nil, fmt.Errorf("find posts by name: %w", err)
	}
	// A name is a platform, a stroke and a key.
	rows, err := w.db.WithContext(ctx).Raw(`SELECT n.value, coalesce(s.main_id, p.id), p.channel_id, coalesce(s.published_at, p.published_at)
		FROM (SELECT DISTINCT value, substr(value, 1, instr(value, '/') - 1) AS platform, substr(value, instr(value, '/') + 1) AS key FROM json_each(?)) n
		JOIN channels c ON c.platform = n.platform JOIN posts p ON p.channel_id = c.id AND p.key = n.key
		LEFT JOIN same_posts s ON s.post_id = p.id ORDER BY p.id`, string(list)).Rows()
	if err != nil {
		return nil, fmt.Errorf("find posts by name: %w", err)
	}
	defer rows.Close()
	found := map[string]social.Post{}
	for rows.Next() {
		var name string
		var id, channel, published int64
		if err := rows.Scan(&name, &id, &channel, &published); err != nil {
			return nil, fmt.Errorf("find posts by name: %w", err)
		}
		found[name] = social.Post{ID: social.PostID(id), Channel: channels.shown(social.ChannelID(channel)), PublishedAt: time.Unix(published, 0).UTC()}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("find posts by name: %w", err)
	}
	return found, nil
}

// Fingerprints turn words into what they can be known by again and not be read from.
type Fingerprints struct{ secret []byte }

// Fingerprints returns those of this workspace: another one's differ, and who has not its secret cannot find words by trying.
func (w *Workspace) Fingerprints(ctx context.Context) (Fingerprints, error) {
	secret, err := readPrintSecret(w.db.WithContext(ctx))
	return Fingerprints{secret}, err
}

// Words returns the fingerprint of words that were found, however they are capitalised and spaced.
func (f Fingerprints) Words(words string) string {
	return f.of("words", strings.Join(strings.Fields(strings.ToLower(words)), " "))
}

// Comment returns the name of a comment's text as [decision.Subject] has it. It stays the same whenever the comment is
// imported, and changes with its words.
func (f Fingerprints) Comment(c social.Comment) string {
	return "comment/" + f.of("comment", string(c.Platform), c.NativeID, plainLink(c.PostURL), fmt.Sprint(c.WrittenAt.Unix()), c.Text)
}

// of is the first half of an HMAC-SHA-256, in hexadecimal: 128 bits, of which no two meet by chance.
func (f Fingerprints) of(parts ...string) string {
	mac := hmac.New(sha256.New, f.secret)
	for _, p := range parts {
		fmt.Fprintf(mac, "%d:%s,", len(p), p)
	}
	return hex.EncodeToString(mac.Sum(nil)[:sha256.Size/2])
}
