package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Segments lets a person choose one of a few that are all seen, such as the platforms.
type Segments struct {
	object    *fyne.Container
	options   []Option
	chosen    string
	onChanged func(id string)
}

// NewSegments returns a choice of nothing yet.
func NewSegments(onChanged func(id string)) *Segments {
	return &Segments{object: container.New(&flowLayout{}), onChanged: onChanged}
}

// Object returns the choice for the window.
func (s *Segments) Object() fyne.CanvasObject { return s.object }

// Set changes the options and which is chosen, without calling back.
func (s *Segments) Set(options []Option, chosen string) {
	s.options, s.chosen = options, chosen
	s.object.Objects = nil
	for _, o := range options {
		button := NewButton(o.Label, func() { s.Choose(o.ID) })
		button.Importance = widget.LowImportance
		if o.ID == chosen {
			button.Importance = widget.HighImportance
		}
		s.object.Objects = append(s.object.Objects, button)
	}
	s.object.Refresh()
}

// Options returns the options.
func (s *Segments) Options() []Option { return s.options }

// Chosen returns which is chosen.
func (s *Segments) Chosen() string { return s.chosen }

// Choose chooses as a person would.
func (s *Segments) Choose(id string) {
	if id == s.chosen {
		return
	}
	s.chosen = id
	for i, o := range s.options {
		button := s.object.Objects[i].(*Button)
		button.Importance = widget.LowImportance
		if o.ID == id {
			button.Importance = widget.HighImportance
		}
		button.Refresh()
	}
	s.onChanged(id)
}
