package workspace

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/app/workspace/seal"
)

// commentPlace is where a comment stands: its text opens there and nowhere else, so that nobody puts one under another's name
// or post.
func commentPlace(channel, importID int64, key string) string {
	place := make([]byte, 0, 64) // made for every comment that is read
	place = append(place, "comment "...)
	place = strconv.AppendInt(place, channel, 10)
	place = strconv.AppendInt(append(place, ' '), importID, 10)
	return string(append(append(place, ' '), key...))
}

// authorShown is the author as far as it is not sealed: a pseudonym.
func (c *storedComment) authorShown() string {
	if c.hidden {
		return c.author
	}
	return ""
}

// seal returns the comment's text, and the author's name where it is no pseudonym, for the place alone.
func (c *storedComment) seal(key *seal.Key, place string) []byte {
	author := c.author
	if c.hidden {
		author = ""
	}
	plain := binary.AppendUvarint(nil, uint64(len(author)))
	plain = append(plain, author...)
	return key.Seal(append(plain, c.text...), place)
}

// open puts text and author back from what was sealed; one that is not encrypted has them already. It returns [ErrAltered].
func (c *storedComment) open(key *seal.Key, place string) error {
	if !c.sealed.Valid {
		return nil
	}
	if key == nil {
		return ErrSealed
	}
	plain, err := key.Open([]byte(c.sealed.String), place)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", place, ErrAltered, err)
	}
	length, n := binary.Uvarint(plain)
	if n <= 0 || length > uint64(len(plain)-n) {
		return fmt.Errorf("%s: %w", place, ErrAltered)
	}
	author, text := plain[n:n+int(length)], plain[n+int(length):]
	c.text, c.sealed = string(text), sql.NullString{}
	if !c.hidden {
		c.author = string(author)
	}
	return nil
}

// place is where a refused row's value stands.
func (r *problemRow) place() string {
	return fmt.Sprintf("problem %d %d %s", r.ImportID, r.Row, r.Column)
}

func (r *problemRow) seal(key *seal.Key) {
	r.Sealed, r.Value = key.Seal([]byte(r.Value), r.place()), ""
}

// unsealProblem puts a refused row's value back, as far as the key is here.
func (w *Workspace) unsealProblem(ctx context.Context, r *problemRow) error {
	if r.Sealed == nil {
		return nil
	}
	key, err := w.findKey(ctx)
	if errors.Is(err, ErrSealed) {
		return nil
	}
	if err != nil {
		return err
	}
	value, err := key.Open(r.Sealed, r.place())
	if err != nil {
		return fmt.Errorf("%s: %w: %w", r.place(), ErrAltered, err)
	}
	r.Value = string(value)
	return nil
}

// sealPlain seals everything that people wrote and an older Auscult has left as it is written. Comments without an identifier
// get another key on the way: the old ones were hashes, from which a text could be found by trying.
func sealPlain(ctx context.Context, tx *gorm.DB, key *seal.Key) error {
	secret, err := readSecret(ctx, tx, key)
	if err != nil {
		return err
	}
	for {
		rows, err := plainComments(tx)
		if err != nil || len(rows) == 0 {
			if err != nil {
				return err
			}
			break
		}
		for _, r := range rows {
			if err := r.seal(tx, key, secret); err != nil {
				return err
			}
		}
	}
	return sealProblems(tx, key)
}

// plainComment is a comment of an older Auscult.
type plainComment struct {
	rowID, channel, importID int64
	key                      string
	storedComment
}

// plainComments reads some thousand of those that are left.
func plainComments(tx *gorm.DB) ([]plainComment, error) {
	rows, err := tx.Raw(`SELECT rowid, channel_id, import_id, key, ` + commentColumns + ` FROM comments WHERE sealed IS NULL LIMIT 5000`).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var some []plainComment
	for rows.Next() {
		var c plainComment
		if err := rows.Scan(append([]any{&c.rowID, &c.channel, &c.importID, &c.key}, c.into()...)...); err != nil {
			return nil, err
		}
		some = append(some, c)
	}
	return some, rows.Err()
}

func (c *plainComment) seal(tx *gorm.DB, key *seal.Key, secret pseudonyms) error {
	pseudonym := c.author
	if !c.hidden && c.author != "" {
		pseudonym = secret.of(c.author)
	}
	name := commentKey(key, &social.Comment{NativeID: c.nativeID, PostURL: c.postURL, WrittenAt: time.Unix(c.writtenAt, 0), Text: c.text}, pseudonym)
	sealed := c.storedComment.seal(key, commentPlace(c.channel, c.importID, name))
	return tx.Exec(`UPDATE comments SET key = ?, author = ?, text = '', sealed = ? WHERE rowid = ?`, name, c.authorShown(), sealed, c.rowID).Error
}

// sealProblems seals the values of refused rows in files that held comments.
func sealProblems(tx *gorm.DB, key *seal.Key) error {
	rows, err := tx.Raw(`SELECT rowid, import_id, row_number, column_name, value FROM problems
		WHERE sealed IS NULL AND import_id IN (SELECT import_id FROM comments)`).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	at := map[int64]problemRow{}
	var ids []int64
	for rows.Next() {
		var id int64
		var p problemRow
		if err := rows.Scan(&id, &p.ImportID, &p.Row, &p.Column, &p.Value); err != nil {
			return err
		}
		p.seal(key)
		at[id], ids = p, append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.Exec(`UPDATE problems SET value = '', sealed = ? WHERE rowid = ?`, at[id].Sealed, id).Error; err != nil {
			return err
		}
	}
	return nil
}
