package simulation

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/strategy"
)

// recommended makes a world's plan and what it promises.
func recommended(t *testing.T, w *World) (*strategy.Planner, strategy.Plan, strategy.Promise) {
	t.Helper()
	response, err := strategy.Learn(context.Background(), w.data(), goal())
	if err != nil {
		t.Fatal(err)
	}
	planner, err := strategy.NewPlanner(response, w.wishes())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planner.Plan(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	a, err := planner.Assure(context.Background(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := planner.Promise(plan, a, Quarter())
	if p.Lift == nil || *p.Lift != (strategy.Span{Value: a.Lift.Value, Low: a.Lift.Low, High: a.Lift.High}) {
		t.Errorf("promised %v, not %v", p.Lift, a.Lift)
	}
	return planner, plan, p
}

// A plan that is followed in as many worlds keeps its promise about as often as it says: nine times in ten, within three
// standard errors of a share of 40, 3·√(0.9·0.1/40) = 0.14. Where in its range what came lies is spread evenly, so its mean
// is a half within three standard errors, 3·√(1/12/40) = 0.14. Cells of a world go wrong together; 0.08 is allowed. And a
// promise of twice as much is found out more often than not.
func TestPromisesAreKeptAsOftenAsTheySay(t *testing.T) {
	const quarters = 40
	var records []strategy.Record
	var places float64
	foundOut := 0
	for seed := range uint64(quarters) {
		w := New(Condition{Posts: 60}, 5000+seed)
		_, plan, p := recommended(t, w)
		came := w.Next(plan.Mix(), seed)
		r := p.Record(came, nil)
		if !r.Verdict.Judged() || r.Overlap != 1 || r.Carried != 1 || math.Abs(r.Expected.Value-p.Lift.Value) > 1e-6 {
			t.Fatalf("world %d: %s, overlap %v, carried %v, expected %v of %v", seed, r.Verdict, r.Overlap, r.Carried, r.Expected, p.Lift)
		}
		records = append(records, r)
		places += r.Place / quarters
		double := *p.Lift
		p.Lift = &strategy.Span{Value: 2*(1+double.Value) - 1, Low: 2*(1+double.Low) - 1, High: 2*(1+double.High) - 1}
		if p.Record(came, nil).Verdict == strategy.Worse {
			foundOut++
		}
	}
	track := strategy.TrackRecordOf(records)
	cells := float64(track.Cells) / float64(track.CellsSeen)
	t.Logf("%d of %d kept, places %v with a mean of %.2f, cells %.3f of %d, %d promises of twice as much found out",
		track.Kept, len(track.Points), track.Places, places, cells, track.CellsSeen, foundOut)
	if kept := float64(track.Kept) / quarters; math.Abs(kept-0.9) > 0.14 {
		t.Errorf("kept %.3f of the promises", kept)
	}
	if math.Abs(places-0.5) > 0.14 {
		t.Errorf("what came lies at %.3f of its range on average", places)
	}
	if math.Abs(cells-0.9) > 0.08 {
		t.Errorf("%.3f of the cells lie where they were to lie", cells)
	}
	if foundOut <= quarters/2 {
		t.Errorf("%d promises of twice as much are found out", foundOut)
	}
}

// Who goes on as before has not followed the plan or is judged by what was to be expected of that; and a promise comes back
// from JSON as it was.
func TestPromise(t *testing.T) {
	w := New(Condition{Posts: 60, Competitors: 2}, 77)
	planner, plan, p := recommended(t, w)
	r := p.Record(w.Next(w.Now, 1), nil)
	if r.Published != w.Now.Posts() || r.Planned != plan.Mix().Posts() || math.Abs(r.Overlap-planner.Overlap(plan.Mix(), w.Now)) > 1e-9 {
		t.Errorf("%+v", r)
	}
	want := (1+p.Lift.Value)/p.Value*p.ValueNow - 1
	if math.Abs(r.Expected.Value-want) > 1e-6 {
		t.Errorf("of the mix before %v was to be expected, not %v", want, r.Expected.Value)
	}
	document, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back strategy.Promise
	if err := json.Unmarshal(document, &back); err != nil || !cmp.Equal(p, back) {
		t.Errorf("%v %s", err, cmp.Diff(p, back))
	}
	own := planner.Judge(w.Now)
	if p := planner.Promise(own, strategy.Assurance{}, Quarter()); p.Lift.Value != own.Lift.Value || p.Cells[0].Next != p.Cells[0].Now {
		t.Errorf("of the mix before %+v is promised", p.Lift)
	}
	if len(document) > 64<<10 {
		t.Errorf("a promise takes %d bytes", len(document))
	}
}
