package chart_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/trend"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

func linesOf(f func() review.Trends) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Lines(f(), s) }
}

// wave is an invented line: a level with a slow swing.
func wave(steps int, level, swing, phase float64) []float64 {
	values := make([]float64, steps)
	for i := range values {
		values[i] = level * (1 + swing*math.Sin(phase+float64(i)/2.3))
	}
	return values
}

// trendsOf makes a page of invented lines, the first of them ours.
func trendsOf(m trend.Measure, step trend.Step, first time.Time, ours []float64, others ...[]float64) review.Trends {
	t := review.Trends{
		Question: review.TrendsQuestion{Question: review.Question{Quarter: social.Quarter{Year: 2026, Number: 3}}, Measure: m, Step: step},
		Names:    map[social.OrganisationID]string{0: "Spital Seeblick"}, Exported: time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC),
		Development: trend.Development{Measure: m, Step: step, Ours: trend.Line{Values: ours}}, Invented: true,
	}
	d := &t.Development
	for i, start := 0, first; i < len(ours); i, start = i+1, step.Next(start) {
		d.Steps = append(d.Steps, start)
		d.Ours.Counts = append(d.Ours.Counts, 12+i%5)
		d.Ours.IDs = append(d.Ours.IDs, []social.PostID{social.PostID(i + 1)})
		d.Peers = append(d.Peers, math.NaN())
		if len(others) > 0 {
			d.Peers[i] = others[0][i]
		}
	}
	for i, values := range others {
		id := social.OrganisationID(i + 2)
		d.Others = append(d.Others, trend.Line{Organisation: id, Values: values})
		t.Names[id] = []string{"Klinik Morgenrot", "Universitätsspital Ahorn", "Privatklinik am Bergsee"}[i]
	}
	return t
}

// twoYears has a line with a gap, one that begins late, and a change.
func twoYears() review.Trends {
	gap, late := wave(24, 0.011, 0.3, 1), wave(24, 0.006, 0.2, 4)
	for i := 8; i < 12; i++ {
		gap[i] = math.NaN()
	}
	for i := range 15 {
		late[i] = math.NaN()
	}
	first := time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)
	t := trendsOf(trend.Rate, trend.Month, first, wave(24, 0.0085, 0.15, 2.5), wave(24, 0.007, 0.1, 0), gap, late)
	t.Development.Changes = []trend.Change{{Step: 14, From: first.AddDate(0, 12, 0), To: first.AddDate(0, 15, 0), Factor: 1.4}}
	t.Development.Against = &trend.Course{PerQuarter: stats.Estimate{Value: 1.08, Low: 1.03, High: 1.14}, P: 0.01}
	return t
}

// eventful has two events and two definition breaks, one of them with room for its words.
func eventful() review.Trends {
	t := twoYears()
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	t.Events = []review.Event{
		{Annotation: social.Annotation{ID: 3, On: on(2021, 1, 1), Text: "Before all that is shown"}},
		{Annotation: social.Annotation{ID: 1, On: on(2025, 6, 2), Text: "Campaign for nurses", Platform: social.Instagram}, Number: 1},
		{Annotation: social.Annotation{ID: 2, On: on(2026, 7, 9), Text: "New maternity ward opened with an open day for everybody"}, Number: 2},
	}
	t.Breaks = []review.ShownBreak{
		{DefinitionBreak: social.DefinitionBreak{Platform: social.YouTube, On: on(2025, 3, 31), What: map[string]string{"": "A view is counted at once."}}, Letter: "A"},
		{DefinitionBreak: social.DefinitionBreak{Platform: social.Instagram, On: on(2025, 4, 21), What: map[string]string{"": "Instagram counts views."}}, Letter: "B"},
	}
	return t
}

// crowdedEvents has one event after the other, up to the edge.
func crowdedEvents() review.Trends {
	t := eventful()
	t.Breaks = t.Breaks[:1]
	for i := range 12 {
		t.Events = append(t.Events, review.Event{
			Annotation: social.Annotation{On: time.Date(2026, 8, 20+3*i, 0, 0, 0, 0, time.UTC), Text: "Open day no. " + string(rune('a'+i))}, Number: 3 + i,
		})
	}
	return t
}

func aYearOfWeeks() review.Trends {
	return trendsOf(trend.Posts, trend.Week, time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC), wave(52, 14, 0.3, 0), wave(52, 7, 0.4, 1), wave(52, 9, 0.2, 2))
}

func noYears() review.Trends { return trendsOf(trend.Rate, trend.Month, time.Time{}, nil) }

// Every step has a mark with its sentence and the posts behind it; marks stand beside each other and do not overlap.
func TestLinesMarks(t *testing.T) {
	speak := language.New(language.English)
	page := twoYears()
	picture := chart.Render(chart.Lines(page, speak), chart.Light(), 1000, 400, 1)
	if len(picture.Marks) != 24 {
		t.Fatalf("%d marks", len(picture.Marks))
	}
	for i, m := range picture.Marks {
		if len(m.Cell.IDs) != 1 || m.Cell.IDs[0] != social.PostID(i+1) || m.Label != page.StepSentence(speak, i) {
			t.Errorf("mark %d: %+v", i, m)
		}
		if i > 0 && m.Bounds.Min.X < picture.Marks[i-1].Bounds.Max.X {
			t.Errorf("mark %d overlaps the one before", i)
		}
	}
	if want := "October 2024: Spital Seeblick 0.93%"; !strings.HasPrefix(picture.Marks[0].Label, want) { // 0.0085 (1 + 0.15 sin 2.5) = 0.00926
		t.Errorf("%q", picture.Marks[0].Label)
	}
	if words := chart.Lines(page, speak).Describe(); !strings.Contains(words, "The competitors’ median is 0.70%.") {
		t.Errorf("%q", words)
	}
}

// Pointing at a step in which something happened says what.
func TestLinesSayWhatHappened(t *testing.T) {
	speak := language.New(language.English)
	picture := chart.Render(chart.Lines(eventful(), speak), chart.Light(), 1000, 400, 1)
	for step, want := range map[int]string{
		8:  "June 2025: Spital Seeblick 0.81% (15 posts). The competitors’ median is 0.68%. 2 June 2025, Instagram: Campaign for nurses.", // 0.0085 (1 + 0.15 sin(2.5 + 8/2.3)) = 0.00812
		21: "9 July 2026: New maternity ward opened with an open day for everybody.",
		5:  "31 March 2025, YouTube: A view is counted at once.",
		6:  "21 April 2025: Instagram counts views.",
	} {
		if got := picture.Marks[step].Label; !strings.HasSuffix(got, want) {
			t.Errorf("step %d: %q, want %q", step, got, want)
		}
	}
	if got := picture.Marks[0].Label; strings.Contains(got, "Before all") {
		t.Errorf("%q", got)
	}
}

// A line without values, or of one value, is drawn at any size without a word about it.
func TestLinesAtAnySize(t *testing.T) {
	speak := language.New(language.German)
	one := trendsOf(trend.Rate, trend.Month, time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), []float64{0.01})
	for _, page := range []review.Trends{twoYears(), aYearOfWeeks(), noYears(), one, eventful(), crowdedEvents()} {
		for _, size := range [][2]int{{1, 1}, {20, 300}, {300, 20}, {120, 80}, {2560, 1440}} {
			picture := chart.Render(chart.Lines(page, speak), chart.Dark(), size[0], size[1], 1)
			if picture.Image.Bounds().Dx() != size[0] {
				t.Errorf("%v", picture.Image.Bounds())
			}
			for _, m := range picture.Marks {
				if !m.Bounds.In(picture.Image.Bounds()) && m.Bounds.Dx() > 0 && m.Bounds.Dy() > 0 {
					t.Errorf("at %v a mark stands outside: %v", size, m.Bounds)
				}
			}
		}
	}
}
