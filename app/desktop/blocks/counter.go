package blocks

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Counter is a whole number with a button that takes one away and one that adds one.
type Counter struct {
	object      *fyne.Container
	value, most int
	number      *Words
	less, more  *Button
	onChanged   func(int)
}

// NewCounter returns a counter from 0 to most. onChanged is called with each new number that a person chooses.
func NewCounter(value, most int, onChanged func(int)) *Counter {
	c := &Counter{most: most, onChanged: onChanged}
	c.number = NewWords("", WordsOptions{Single: true, Align: fyne.TextAlignCenter, Bold: true})
	c.less = NewButtonWithIcon("", theme.ContentRemoveIcon(), func() { c.choose(c.value - 1) })
	c.more = NewButtonWithIcon("", theme.ContentAddIcon(), func() { c.choose(c.value + 1) })
	c.less.Importance, c.more.Importance = widget.LowImportance, widget.LowImportance
	c.object = container.NewBorder(nil, nil, c.less, c.more, container.New(middleLayout{}, c.number))
	c.Set(value)
	return c
}

// Object returns the counter for the window.
func (c *Counter) Object() fyne.CanvasObject { return c.object }

// Value returns the number.
func (c *Counter) Value() int { return c.value }

// Set changes the number without calling back.
func (c *Counter) Set(value int) {
	c.value = min(max(value, 0), c.most)
	c.number.SetText(strconv.Itoa(c.value))
	Enable(c.less, c.value > 0)
	Enable(c.more, c.value < c.most)
}

func (c *Counter) choose(value int) {
	before := c.value
	c.Set(value)
	if c.value != before {
		c.onChanged(c.value)
	}
}
