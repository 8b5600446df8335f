// Package benchmark knows the engagement rates of the field that vendors have published: a second yardstick for where one
// has no competitors to compare with. Each carries its source, date, sample and definition, and is compared only with a
// rate of the same definition: published figures differ more by formula than by what anybody did.
//
//	for _, b := range benchmark.Like(rate) { fmt.Println(b.Source, b.Value) }
package benchmark

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

// Benchmark is one published rate.
type Benchmark struct {
	Source   string // who published it
	Date     Date
	Platform social.Platform
	Form     social.Form // empty: posts of all forms together
	Industry string      // "all" is of all industries together

	Denominator social.Denominator
	Counts      []social.Metric // what one engagement is
	Average     string          // "mean" or "median"; empty where the source does not say
	Value       float64         // a fraction: 0.0048 is 0.48 %

	Sample   string // in English, as the source has it
	Evidence string // "primary": read at the publisher's; "secondary": quoted by somebody
	URL      string // where it was read or is quoted; empty where only the source and its date are known
}

// Date is a year, or a month of one.
type Date struct {
	Year  int
	Month time.Month // 0: only the year is known
}

// String writes the date as 2026-01, or 2026.
func (d Date) String() string {
	if d.Month == 0 {
		return fmt.Sprintf("%04d", d.Year)
	}
	return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
}

// Rate says by which definition a rate of ours was made.
type Rate struct {
	Platform    social.Platform
	Form        social.Form // empty: posts of all forms together
	Denominator social.Denominator
	Counts      []social.Metric
}

// Why a benchmark and a rate cannot be compared.
var (
	ErrPlatform    = errors.New("it is of another platform")
	ErrForm        = errors.New("it is of other content forms")
	ErrDenominator = errors.New("it divides by something else")
	ErrCounts      = errors.New("it counts something else as engagement")
)

// Compare returns nil when the rate was made by the benchmark's definition, else why the two are unlike.
func (b Benchmark) Compare(r Rate) error {
	switch {
	case b.Platform != r.Platform:
		return ErrPlatform
	case b.Form != r.Form:
		return ErrForm
	case b.Denominator != r.Denominator:
		return fmt.Errorf("%w: %s, not %s", ErrDenominator, b.Denominator, r.Denominator)
	case !slices.Equal(slices.Sorted(slices.Values(b.Counts)), slices.Sorted(slices.Values(r.Counts))):
		return ErrCounts
	}
	return nil
}

//go:embed benchmarks.toml
var published []byte

var all = sync.OnceValues(func() ([]Benchmark, error) { return Read(published) })

// All returns the benchmarks the program carries.
func All() []Benchmark {
	known, err := all()
	if err != nil {
		panic(err) // the file is part of the program and a test reads it
	}
	return slices.Clone(known)
}

// Like returns the benchmarks that can be compared with the rate, in the order of the file.
func Like(r Rate) []Benchmark {
	return slices.DeleteFunc(All(), func(b Benchmark) bool { return b.Compare(r) != nil })
}

// entry is a benchmark as the file has it.
type entry struct {
	Source, Date, Platform, Form, Industry, Denominator string
	Counts                                              []string
	Average                                             string
	Value                                               float64
	Sample, Evidence, URL                               string
}

// Read reads benchmarks from TOML. One that does not say its source, date, sample, evidence or definition is refused.
func Read(file []byte) ([]Benchmark, error) {
	var list struct{ Benchmark []entry }
	meta, err := toml.Decode(string(file), &list)
	if err != nil {
		return nil, fmt.Errorf("benchmarks: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("benchmarks: nothing is called %q", unknown[0])
	}
	benchmarks := make([]Benchmark, len(list.Benchmark))
	for i, e := range list.Benchmark {
		if benchmarks[i], err = e.benchmark(); err != nil {
			return nil, fmt.Errorf("benchmark %d (%s): %w", i+1, e.Source, err)
		}
	}
	return benchmarks, nil
}

func (e entry) benchmark() (Benchmark, error) {
	b := Benchmark{
		Source: e.Source, Platform: social.Platform(e.Platform), Form: social.Form(e.Form), Industry: e.Industry,
		Denominator: social.Denominator(e.Denominator), Average: e.Average, Value: e.Value, Sample: e.Sample, Evidence: e.Evidence, URL: e.URL,
	}
	for _, name := range e.Counts {
		m, ok := social.ParseMetric(name)
		if !ok {
			return b, fmt.Errorf("%q is not a metric", name)
		}
		b.Counts = append(b.Counts, m)
	}
	_, divides := b.Denominator.Metric()
	var err error
	switch b.Date, err = parseDate(e.Date); {
	case err != nil:
		return b, err
	case e.Source == "" || e.Sample == "" || e.Industry == "":
		return b, errors.New("it needs a source, a sample and an industry")
	case !b.Platform.Valid():
		return b, fmt.Errorf("%q is not a platform", e.Platform)
	case b.Form != "" && !b.Form.Valid():
		return b, fmt.Errorf("%q is not a content form", e.Form)
	case !divides || len(b.Counts) == 0:
		return b, errors.New("it needs a denominator and what it counts")
	case e.Average != "" && e.Average != "mean" && e.Average != "median":
		return b, fmt.Errorf("%q is not an average", e.Average)
	case e.Evidence != "primary" && e.Evidence != "secondary":
		return b, fmt.Errorf("%q is not evidence: primary or secondary", e.Evidence)
	case !(e.Value > 0 && e.Value < 1):
		return b, fmt.Errorf("%v is not a rate between 0 and 1", e.Value)
	}
	return b, nil
}

func parseDate(text string) (Date, error) {
	if t, err := time.Parse("2006-01", text); err == nil {
		return Date{t.Year(), t.Month()}, nil
	}
	t, err := time.Parse("2006", text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date: write 2026-01 or 2026", text)
	}
	return Date{Year: t.Year()}, nil
}
