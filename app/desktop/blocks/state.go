package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StateOptions describe what a page shows when it cannot show its blocks: first run, nothing found, working, a problem.
type StateOptions struct {
	Icon    fyne.Resource
	Title   string // what is the matter
	Text    string // what it means and what to do
	Actions []Action
	Busy    bool // shows that something is being worked on
	Problem bool // paints the icon in the colour of errors
}

// Action is something a person can do, as a button. The first of several is the main one.
type Action struct {
	Label string
	Icon  fyne.Resource
	Do    func()
}

// stateWidth is how wide the text of a state may run; wider lines are hard to read.
const stateWidth = 460

// NewState returns a state in the middle of its room.
func NewState(o StateOptions) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if o.Icon != nil {
		var icon fyne.Resource = theme.NewPrimaryThemedResource(o.Icon)
		if o.Problem {
			icon = theme.NewErrorThemedResource(o.Icon)
		}
		parts = append(parts, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(48), widget.NewIcon(icon))))
	}
	parts = append(parts, NewWords(o.Title, WordsOptions{Size: theme.SizeNameSubHeadingText, Bold: true, Align: fyne.TextAlignCenter}))
	if o.Text != "" {
		parts = append(parts, NewWords(o.Text, WordsOptions{Color: ColorMuted, Align: fyne.TextAlignCenter}))
	}
	if o.Busy {
		bar := widget.NewProgressBarInfinite()
		parts = append(parts, bar)
	}
	if len(o.Actions) > 0 {
		parts = append(parts, container.NewCenter(Buttons(o.Actions...)))
	}
	column := container.New(fixedWidth{stateWidth}, Column(parts...))
	return container.NewVBox(layout.NewSpacer(), container.NewCenter(column), layout.NewSpacer(), layout.NewSpacer())
}

// Buttons returns a row of buttons, the first one in the accent colour.
func Buttons(actions ...Action) fyne.CanvasObject {
	row := container.NewHBox()
	for i, a := range actions {
		button := NewButtonWithIcon(a.Label, a.Icon, a.Do)
		if i == 0 {
			button.Importance = widget.HighImportance
		}
		row.Add(button)
	}
	return row
}

// fixedWidth gives its objects one width, whatever they ask for.
type fixedWidth struct{ width float32 }

func (l fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, size.Height))
	}
}

func (l fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(l.width, 0)
	for _, o := range objects {
		if o.Size().Width != l.width {
			o.Resize(fyne.NewSize(l.width, o.Size().Height))
		}
		least = least.Max(o.MinSize())
	}
	return least
}
