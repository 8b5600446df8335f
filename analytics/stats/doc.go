// Package stats answers "how much, how sure, and which is ahead" for small, skewed, clustered data such as a quarter's
// posts. It holds the statistics that gonum lacks, one concept to a file, each with its formula, its source and a test
// against numbers from elsewhere:
//
//   - [TypicalValue], [LogMeanOf]: what one post typically gets, with an interval that knows campaigns
//   - [RatioOfSums]: the overall rate, all reactions over all reach
//   - [TimesAsMuch]: how many times as much one kind of post gets as another
//   - [RankSets], [TopGroup]: which ranks each of several kinds may really have, and who may be first
//   - [JointRankSets]: the same for figures that share their errors
//   - [BenjaminiHochberg]: which of many differences may stand on a list
//   - [ShrunkCritical]: cautious intervals around shrunk figures
//   - [Wilson]: a share of things counted once each
//   - [MannKendall]: whether a series rises or falls, and how fast
//   - [MeanShift]: by how much it lies higher or lower after an event
//   - [FindChangePoints]: when its level changed for good
//   - [STL]: seasons, trend and remainder
//
// For example:
//
//	typical, err := stats.TypicalValue(logs, campaigns, 0.90)
//	switch {
//	case errors.Is(err, stats.ErrTooFewClusters):
//		// say "too few posts", show no interval
//	case err != nil:
//		return err
//	}
//	fmt.Printf("about %.0f, most likely between %.0f and %.0f", typical.Value, typical.Low, typical.High)
//
// Three rules hold in every function:
//
//   - The order of the input never matters, down to the last bit of the result: sums run in an order made from the
//     values themselves.
//   - Nothing is drawn from a hidden source. What is simulated takes a seed, and the same seed gives the same answer.
//   - Wrong input is an error, never a panic and never a NaN passed on. NaN in a result means "absent" and comes only
//     together with an error.
package stats
