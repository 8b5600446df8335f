package importer

import (
	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// commentKinds are the words that tell a mention from a comment.
var commentKinds = map[string]bool{ // the value: whether it is a mention
	"": false, "comment": false, "kommentar": false, "commentaire": false, "reply": false, "antwort": false, "réponse": false,
	"mention": true, "erwähnung": true,
}

// readComment reads a comment or a mention, whose identifier, link and date are in the post already.
func (r *Reading) readComment(row source.Row, rec *Record) *Problem {
	p := rec.Post
	c := &social.Comment{
		Platform: p.Platform, NativeID: p.NativeID, PostURL: p.URL, WrittenAt: p.PublishedAt, DayOnly: p.DayOnly, ObservedAt: r.ExportedAt,
	}
	var at *column
	if c.InReplyTo, at = r.text(row, formats.InReplyTo); at != nil && at.damagedID(at.cell(row)) {
		return at.problem(c.InReplyTo, DamagedID)
	}
	c.Author, _ = r.text(row, formats.Author)
	c.Text, _ = r.text(row, formats.Text)
	ours, _ := r.text(row, formats.Ours)
	c.Ours = answer(ours)
	kind, at := r.text(row, formats.CommentKind)
	mention, known := commentKinds[formats.Normal(kind)]
	if !known {
		return at.problem(kind, UnknownCommentKind)
	}
	c.Mention = mention
	rec.Comment, rec.Post = c, social.Post{Platform: p.Platform}
	return nil
}
