package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/chart"
)

// ChartCardOptions describe a card with a chart.
type ChartCardOptions struct {
	Canvas     fyne.Canvas
	Background Background
	Hint       string // what pointing and clicking do
	OnOpen     func(chart.PixelMark)
	Above      fyne.CanvasObject // between title and chart, such as a choice of platform; nil: none
	// Links lead on from the chart, such as to how it was computed; they stand at the right of the title.
	Links []Action
	// Menu is what can be done with the chart as a whole, see [ChartOptions]; a button in the corner opens it too. Nil:
	// nothing.
	Menu func(*ChartCard) *fyne.Menu
}

// ChartCard is a card with a chart and its source.
type ChartCard struct {
	*Card
	Chart *Chart
	hint  *Words
	o     ChartCardOptions
}

// NewChartCard returns a card without a figure.
func NewChartCard(o ChartCardOptions) *ChartCard {
	c := &ChartCard{hint: Small(o.Hint), o: o}
	options := ChartOptions{Canvas: o.Canvas, Background: o.Background, OnOpen: o.OnOpen}
	if o.Menu != nil {
		options.Menu = func() *fyne.Menu { return o.Menu(c) }
	}
	c.Chart = NewChart(options)
	body := container.New(&columnLayout{gap: theme.SizeNameInnerPadding}, c.Chart, c.hint)
	if o.Above != nil {
		body.Objects = append([]fyne.CanvasObject{o.Above}, body.Objects...)
	}
	c.Card = NewCard(CardOptions{Body: body, Corner: c.corner()})
	return c
}

// corner is what stands at the right of the title: the links, and beside them the button of the menu.
func (c *ChartCard) corner() fyne.CanvasObject {
	var links fyne.CanvasObject
	if len(c.o.Links) > 0 {
		links = Links(c.o.Links...)
	}
	if c.o.Menu == nil {
		return links
	}
	var open *Button
	open = NewButtonWithIcon("", theme.NewColoredResource(theme.DocumentSaveIcon(), ColorMuted), func() {
		c.Chart.openMenu(open, fyne.NewPos(0, open.Size().Height))
	})
	open.Importance = widget.LowImportance
	menu := container.NewVBox(open)
	if links == nil {
		return menu
	}
	return container.NewBorder(nil, nil, nil, menu, links)
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
	c.hint.SetText(c.o.Hint)
	c.Chart.SetFigure(content.Figure, content.Height)
}

// Say says something under the chart, such as what became of it, until it shows something else.
func (c *ChartCard) Say(text string) {
	c.hint.SetText(text)
	c.object.Refresh()
}
