package stats

import (
	"math"
	"testing"
)

// Data that several tests share. All R values in this package's tests come from R 4.2.2 (Debian
// 4.2.2.20221110-2) with survey 4.1-1; the expression stands beside each.

// quarterLikes are fourteen posts of five campaigns, made up for these tests. In R:
//
//	y <- c(412,388,690,120,151,97,260,233,310,845,1020,77,205,198)
//	x <- c(5210,4300,8020,2100,2900,1800,4100,3900,4700,9300,15100,1500,3300,2600)
//	cl <- c(1,1,1,2,2,2,3,3,3,4,4,5,5,5)
var (
	quarterLikes     = []float64{412, 388, 690, 120, 151, 97, 260, 233, 310, 845, 1020, 77, 205, 198}
	quarterReach     = []float64{5210, 4300, 8020, 2100, 2900, 1800, 4100, 3900, 4700, 9300, 15100, 1500, 3300, 2600}
	quarterCampaigns = []int{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5}
)

// otherLikes are eleven posts of six other campaigns, made up for these tests. In R:
//
//	b <- c(150,171,240,133,98,120,215,88,101,140,175); cb <- c(1,1,2,2,3,3,4,4,5,5,6)
var (
	otherLikes     = []float64{150, 171, 240, 133, 98, 120, 215, 88, 101, 140, 175}
	otherCampaigns = []int{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6}
)

// ozone is R's datasets::airquality$Ozone without the missing days, by month: New York, May to September 1973
// (Chambers, Cleveland, Kleiner & Tukey, Graphical Methods for Data Analysis, 1983).
var ozone = [][]float64{
	{41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37},
	{29, 71, 39, 23, 21, 37, 20, 12, 13},
	{135, 49, 32, 64, 40, 77, 97, 97, 85, 10, 27, 7, 48, 35, 61, 79, 63, 16, 80, 108, 20, 52, 82, 50, 64, 59},
	{39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85},
	{
		96, 78, 73, 91, 47, 32, 20, 23, 21, 24, 44, 21, 28, 9, 13, 46, 18, 13, 24, 16, 13, 23, 36, 7, 14, 30, 14, 18,
		20,
	},
}

// toothGrowth is R's datasets::ToothGrowth$len, supplement VC and OJ: tooth length of 60 guinea pigs (Crampton, Journal
// of Nutrition 33, 1947).
var toothGrowth = struct{ vc, oj []float64 }{
	vc: []float64{
		4.2, 11.5, 7.3, 5.8, 6.4, 10.0, 11.2, 11.2, 5.2, 7.0, 16.5, 16.5, 15.2, 17.3, 22.5, 17.3, 13.6, 14.5, 18.8,
		15.5, 23.6, 18.5, 33.9, 25.5, 26.4, 32.5, 26.7, 21.5, 23.3, 29.5,
	},
	oj: []float64{
		15.2, 21.5, 17.6, 9.7, 14.5, 10.0, 8.2, 9.4, 16.5, 9.7, 19.7, 23.3, 23.6, 26.4, 20.0, 25.2, 25.8, 21.2, 14.5,
		27.3, 25.5, 26.4, 22.4, 24.5, 24.8, 30.9, 26.4, 27.3, 29.4, 23.0,
	},
}

// schools are the totals of the 15 districts in R's survey::apiclus1, a one-stage cluster sample of 183 Californian
// schools: pupils tested and pupils enrolled (Lumley, Complex Surveys, 2010).
//
//	data(api); aggregate(cbind(api.stu, enroll) ~ dnum, apiclus1, sum)
var schools = struct{ tested, enrolled []float64 }{
	tested:   []float64{6047, 12618, 1461, 5935, 7573, 610, 199, 1184, 6431, 12292, 1877, 4895, 22452, 532, 1373},
	enrolled: []float64{6777, 15038, 1668, 6958, 9025, 683, 274, 1436, 7375, 14968, 2180, 6081, 25814, 680, 1641},
}

// pisa are the mean mathematics scores of 2018 and their standard errors for the twelve countries that the vignette
// "Inference for Ranks" of csranks 1.2.2 prints (head(pisa2018) and its six best).
var pisa = []struct {
	country     string
	score, se   float64
	best, worst int // 90 % rank set, see TestRankSetsAgreeWithCsranks
}{
	{"Australia", 491.3600, 1.939833, 9, 10},
	{"Austria", 498.9423, 2.970999, 8, 10},
	{"Belgium", 508.0703, 2.262662, 5, 9},
	{"Canada", 512.0169, 2.357476, 4, 8},
	{"Chile", 417.4066, 2.415888, 11, 11},
	{"Colombia", 390.9323, 2.989559, 12, 12},
	{"Japan", 526.9733, 2.471475, 1, 4},
	{"Korea", 525.9330, 3.121394, 1, 6},
	{"Estonia", 523.4146, 1.743602, 1, 6},
	{"Netherlands", 519.2310, 2.632278, 1, 7},
	{"Poland", 515.6479, 2.602085, 2, 8},
	{"Switzerland", 515.3147, 2.908004, 2, 8},
}

// expect compares with a reference value to nine digits.
func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-9*math.Max(math.Abs(want), 1e-3) {
		t.Errorf("%s: got %.15g, want %.15g", what, got, want)
	}
}

func expectEstimate(t *testing.T, got Estimate, value, low, high float64, n, clusters int) {
	t.Helper()
	expect(t, "value", got.Value, value)
	expect(t, "low", got.Low, low)
	expect(t, "high", got.High, high)
	if got.N != n || got.Clusters != clusters {
		t.Errorf("got %d observations in %d clusters, want %d in %d", got.N, got.Clusters, n, clusters)
	}
}

func expectNoInterval(t *testing.T, got Estimate, value float64, n, clusters int) {
	t.Helper()
	expect(t, "value", got.Value, value)
	if !math.IsNaN(got.Low) || !math.IsNaN(got.High) {
		t.Errorf("got an interval %v to %v, want none", got.Low, got.High)
	}
	if got.N != n || got.Clusters != clusters {
		t.Errorf("got %d observations in %d clusters, want %d in %d", got.N, got.Clusters, n, clusters)
	}
}

func logsOf(values []float64) []float64 {
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log(v)
	}
	return logs
}

func mustLogMean(t testing.TB, logs []float64, clusters []int) LogMean {
	t.Helper()
	m, err := LogMeanOf(logs, clusters)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTwoSided(t *testing.T) {
	for _, c := range []struct{ level, df, want float64 }{
		{0.90, 2, 2.91998558035372},            // qt(.95, 2)
		{0.90, 3.7, 2.18249380391460},          // qt(.95, 3.7)
		{0.90, 11, 1.79588481870404},           // qt(.95, 11)
		{0.90, 1000, 1.64637881728546},         // qt(.95, 1000)
		{0.95, 2, 4.30265272974946},            // qt(.975, 2)
		{0.90, math.Inf(1), 1.644853626951473}, // qnorm(.95)
	} {
		expect(t, "quantile", twoSided(c.level, c.df), c.want)
	}
	// Where the normal takes over nothing jumps: qt(.95, 1e7) = 1.64485377932840.
	for _, df := range []float64{0.999e7, 1.001e7} {
		if got := twoSided(0.90, df); math.Abs(got-1.6448537793) > 1e-6 {
			t.Errorf("df %g: got %.10f", df, got)
		}
	}
}
