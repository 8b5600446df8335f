// Package social is the vocabulary of a hospital's social media review: who publishes (organisation, channel), where
// (platform), what (post, content form, topic), what was counted (metrics), and how engagement and its rates are
// defined. Everything else in Auscult speaks in these words.
//
// It knows no file, database or window. Two rules hold everywhere:
//
//   - Absent is not zero. A metric that an export does not hold is absent ([Metrics.Get] says so), and whatever is
//     computed from it is absent too.
//   - Engagement is defined once, in [Engagement], with the source of every platform's definition.
//
// A post's own rate, for example:
//
//	engagement, ok := social.Engagement(post.Platform, social.AllEngagement, post.Metrics)
//	rate, ok := social.OwnRate(post.Platform, post.Metrics) // all engagement over reach, impressions or views
package social
