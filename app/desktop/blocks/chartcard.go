package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"auscult/app/chart"
)

// ChartCardOptions describe a card with a chart.
type ChartCardOptions struct {
	Canvas     fyne.Canvas
	Background Background
	Hint       string // what pointing and clicking do
	OnOpen     func(chart.PixelMark)
	Corner     fyne.CanvasObject
	Above      fyne.CanvasObject // between title and chart, such as a choice of platform; nil: none
	// Links lead on from the chart, such as to how it was computed; they stand at the right of the title, under the corner.
	Links []Action
}

// ChartCard is a card with a chart and its source.
type ChartCard struct {
	*Card
	Chart *Chart
}

// NewChartCard returns a card without a figure.
func NewChartCard(o ChartCardOptions) *ChartCard {
	c := &ChartCard{Chart: NewChart(ChartOptions{Canvas: o.Canvas, Background: o.Background, OnOpen: o.OnOpen})}
	body := container.New(&columnLayout{gap: theme.SizeNameInnerPadding}, c.Chart, Small(o.Hint))
	if o.Above != nil {
		body.Objects = append([]fyne.CanvasObject{o.Above}, body.Objects...)
	}
	if len(o.Links) > 0 {
		o.Corner = Links(o.Corner, o.Links...)
	}
	c.Card = NewCard(CardOptions{Body: body, Corner: o.Corner})
	return c
}

// ChartContent is what a chart card shows.
type ChartContent struct {
	Title, Subtitle, Source string
	Figure                  chart.Figure
	Height                  float32 // of the chart, at zoom 1
}

// Show changes what the card shows.
func (c *ChartCard) Show(content ChartContent) {
	c.SetWords(content.Title, content.Subtitle, content.Source)
	c.Chart.SetFigure(content.Figure, content.Height)
}
