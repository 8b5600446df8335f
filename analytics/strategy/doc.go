// Package strategy answers the question of the page Strategy, for which the product exists: how many posts of each content
// form on each platform should there be next quarter, within the hours that the staff has and the rules of the house, what
// will it bring, and how sure is that?
//
// What a post brings is learnt post by post, by a mixed model that leans cells with few posts on cells like them and on
// what is public of competitors, and that knows of boosting, campaigns, drift, and of crowding: the more posts a platform
// gets in a week, the less each brings. The plan is the best mix in whole posts that keeps the limits. With it come how
// likely it is better than the present mix, in what range each number could as well lie, what each limit costs, and how
// wrong the figures may be before a change would be a mistake. Everything is the same for the same input, to the last
// byte: whatever the order of the posts, whatever the platforms are called, in whatever unit weights are given.
//
//	response, err := strategy.Learn(ctx, strategy.Data{Posts: ours, Others: rivals, Until: endOfQuarter}, goals)
//	planner, err := strategy.NewPlanner(response, strategy.Wishes{Hours: 480, …})
//	plan, err := planner.Plan(ctx)
//	for _, line := range plan.Lines { fmt.Println(line.Cell, line.Now, "→", line.Next) }
//	promise := planner.Promise(plan, assurance, nextQuarter) // to be kept until the quarter is over
//	record := promise.Record(ours, audience)                 // what was done of it, and what came
//
// All of it is learnt from what happened, not from experiments: better stories may have got the better form. So the plan
// names what to test, and [Experiment] evaluates the test.
package strategy
