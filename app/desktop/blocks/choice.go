package blocks

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Option is something that can be chosen: an identifier for the program, a label for people.
type Option struct{ ID, Label string }

// ChoiceOptions describe a choice of one of several.
type ChoiceOptions struct {
	Caption   string // what is chosen, above it
	Width     float32
	Framed    bool                    // with an edge, for a ground on which a choice would not be seen as something to press
	OnFocus   func(fyne.CanvasObject) // called when the keyboard reaches it, so that it can be brought into view; nil: not
	OnChanged func(id string)
}

// Choice lets a person choose one of several from a list.
type Choice struct {
	o       ChoiceOptions
	object  *fyne.Container
	caption *Words
	choose  *selector
	options []Option
}

// NewChoice returns a choice of nothing yet.
func NewChoice(o ChoiceOptions) *Choice {
	c := &Choice{o: o, caption: caption(o.Caption)}
	c.choose = &selector{}
	c.choose.tell(o.OnFocus, c.choose)
	c.choose.ExtendBaseWidget(c.choose)
	c.choose.PlaceHolder = "–"
	c.choose.OnChanged = func(string) {
		if i := c.choose.SelectedIndex(); i >= 0 && c.o.OnChanged != nil {
			c.o.OnChanged(c.options[i].ID)
		}
	}
	var choose fyne.CanvasObject = c.choose
	if o.Framed || highContrast() {
		choose = framed(choose)
	}
	c.object = Tight(c.caption, container.New(exactWidth{o.Width}, choose))
	return c
}

// framed puts an edge around a choice; it is the same as that of fields to type in.
func framed(choice fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(choice, NewBackdrop("", theme.ColorNameInputBorder, true))
}

// selector is a choice of one that tells when the keyboard has reached it, and passes Esc on.
type selector struct {
	widget.Select
	onFocus func()
}

// tell lets it tell that the keyboard has reached the object, which is the selector or what it is a part of.
func (s *selector) tell(onFocus func(fyne.CanvasObject), object fyne.CanvasObject) {
	if onFocus != nil {
		s.onFocus = func() { onFocus(object) }
	}
}

// FocusGained is called when the keyboard has reached it.
func (s *selector) FocusGained() {
	s.Select.FocusGained()
	if s.onFocus != nil {
		s.onFocus()
	}
}

// TypedKey passes Esc on.
func (s *selector) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(fyne.CurrentApp().Driver().CanvasForObject(s), k)
		return
	}
	s.Select.TypedKey(k)
}

// Object returns the choice for the window.
func (c *Choice) Object() fyne.CanvasObject { return c.object }

// Captioned puts a caption above a field of that width at zoom 1, in line with choices beside it.
func Captioned(text string, width float32, field fyne.CanvasObject) fyne.CanvasObject {
	return Tight(caption(text), container.New(exactWidth{width}, field))
}

func caption(text string) *Words {
	w := NewWords(text, WordsOptions{Color: ColorMuted, Size: theme.SizeNameCaptionText, Single: true})
	return w
}

// Set changes the options and which is chosen, without calling OnChanged.
func (c *Choice) Set(options []Option, chosen string) {
	c.options = options
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	react := c.choose.OnChanged
	c.choose.OnChanged = nil
	c.choose.SetOptions(labels)
	if i := slices.IndexFunc(options, func(o Option) bool { return o.ID == chosen }); i >= 0 {
		c.choose.SetSelectedIndex(i)
	} else {
		c.choose.ClearSelected()
	}
	c.choose.OnChanged = react
}

// Options returns what can be chosen.
func (c *Choice) Options() []Option { return c.options }

// Choose chooses as a person would.
func (c *Choice) Choose(id string) {
	if i := slices.IndexFunc(c.options, func(o Option) bool { return o.ID == id }); i >= 0 {
		c.choose.SetSelectedIndex(i)
	}
}

// Stepper is a choice from a sequence, with buttons to the one before and after.
type Stepper struct {
	*Choice
	before, after *Button
}

// NewStepper returns a stepper over nothing yet.
func NewStepper(o ChoiceOptions) *Stepper {
	s := &Stepper{Choice: NewChoice(o)}
	s.before = NewButtonWithIcon("", theme.NavigateBackIcon(), func() { s.step(-1) })
	s.after = NewButtonWithIcon("", theme.NavigateNextIcon(), func() { s.step(1) })
	s.object = Tight(
		s.caption,
		container.NewHBox(s.before, container.New(exactWidth{o.Width}, s.choose), s.after),
	)
	s.able()
	return s
}

// Set changes the options, first to last, and which is chosen, without calling OnChanged.
func (s *Stepper) Set(options []Option, chosen string) {
	s.Choice.Set(options, chosen)
	s.able()
}

func (s *Stepper) step(by int) {
	i := s.choose.SelectedIndex() + by
	if i >= 0 && i < len(s.options) {
		s.choose.SetSelectedIndex(i)
		s.able()
	}
}

// able takes the strength from a button that leads nowhere.
func (s *Stepper) able() {
	i := s.choose.SelectedIndex()
	Enable(s.before, i > 0)
	Enable(s.after, i >= 0 && i < len(s.options)-1)
}

// Enable lets a button or the like be pressed, or not.
func Enable(b fyne.Disableable, able bool) {
	if able {
		b.Enable()
	} else {
		b.Disable()
	}
}

// MultiChoiceOptions describe a choice of several.
type MultiChoiceOptions struct {
	Caption   string
	All       string // what the button says while nothing is left out
	Width     float32
	Canvas    fyne.Canvas
	OnChanged func(ids []string) // empty: all
}

// MultiChoice lets a person choose several of a list that opens under a button.
type MultiChoice struct {
	object  *fyne.Container
	o       MultiChoiceOptions
	button  *dropDown
	options []Option
	chosen  []string
}

// dropDown looks like a choice of one, but opens what it is told to.
type dropDown struct {
	selector
	open func()
}

// Tapped opens the list.
func (d *dropDown) Tapped(*fyne.PointEvent) { d.open() }

// TypedKey opens the list with the keys that open a choice of one.
func (d *dropDown) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEnter:
		d.open()
	case fyne.KeyEscape:
		d.selector.TypedKey(e)
	}
}

// NewMultiChoice returns a choice of nothing yet.
func NewMultiChoice(o MultiChoiceOptions) *MultiChoice {
	m := &MultiChoice{o: o}
	m.button = &dropDown{open: m.open}
	m.button.ExtendBaseWidget(m.button)
	var button fyne.CanvasObject = m.button
	if highContrast() {
		button = framed(button)
	}
	m.object = Tight(caption(o.Caption), container.New(exactWidth{o.Width}, button))
	return m
}

// Object returns the choice for the window.
func (m *MultiChoice) Object() fyne.CanvasObject { return m.object }

// Set changes the options and which are chosen (empty: all), without calling OnChanged.
func (m *MultiChoice) Set(options []Option, chosen []string) {
	m.options, m.chosen = options, chosen
	m.label()
}

func (m *MultiChoice) label() {
	var labels []string
	for _, o := range m.options {
		if slices.Contains(m.chosen, o.ID) {
			labels = append(labels, o.Label)
		}
	}
	text := strings.Join(labels, ", ")
	if len(labels) == 0 || len(labels) == len(m.options) {
		text = m.o.All
	}
	m.button.Selected = text
	m.button.Refresh()
}

// open shows the list under the button. What is ticked counts at once.
func (m *MultiChoice) open() {
	list := container.NewVBox()
	pop := widget.NewPopUp(list, m.o.Canvas)
	for _, o := range m.options {
		t := &tick{close: pop.Hide}
		t.ExtendBaseWidget(t)
		t.Text = o.Label
		t.Checked = len(m.chosen) == 0 || slices.Contains(m.chosen, o.ID)
		t.OnChanged = func(on bool) { m.tick(o.ID, on, &t.Check) }
		list.Add(t)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.button)
	pop.ShowAtPosition(at.AddXY(0, m.button.Size().Height+theme.Padding()))
	if len(list.Objects) > 0 {
		m.o.Canvas.Focus(list.Objects[0].(*tick))
	}
}

// tick is a box to tick in a list that Esc closes.
type tick struct {
	widget.Check
	close func()
}

// TypedKey closes the list with Esc, and goes through it with the arrows.
func (t *tick) TypedKey(e *fyne.KeyEvent) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(t)
	switch e.Name {
	case fyne.KeyEscape:
		t.close()
	case fyne.KeyDown:
		canvas.FocusNext()
	case fyne.KeyUp:
		canvas.FocusPrevious()
	default:
		t.Check.TypedKey(e)
	}
}

func (m *MultiChoice) tick(id string, on bool, check *widget.Check) {
	var chosen []string
	for _, o := range m.options {
		was := len(m.chosen) == 0 || slices.Contains(m.chosen, o.ID)
		if o.ID == id && on || o.ID != id && was {
			chosen = append(chosen, o.ID)
		}
	}
	if len(chosen) == 0 { // nothing at all is no question
		check.SetChecked(true)
		return
	}
	if len(chosen) == len(m.options) {
		chosen = nil
	}
	if slices.Equal(chosen, m.chosen) {
		return
	}
	m.chosen = chosen
	m.label()
	m.o.OnChanged(chosen)
}

// exactWidth gives its objects one width at zoom 1, whatever they ask for.
type exactWidth struct{ width float32 }

func (l exactWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l exactWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(l.width*theme.TextSize()/14, 0)
	for _, o := range objects {
		least.Height = max(least.Height, o.MinSize().Height)
	}
	// As high as a button with its icon, so that choices and buttons stand in one line.
	least.Height = max(least.Height, theme.IconInlineSize()+2*theme.InnerPadding())
	return least
}
