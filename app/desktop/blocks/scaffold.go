package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Scaffold is the frame of every page: what the data say as headline, how sure it is as detail, then the blocks, in a
// column that scrolls. While there is nothing to show it holds a [State] instead.
type Scaffold struct {
	headline, detail *Words
	head             *fyne.Container // of both
	column           *fyne.Container
	scroll           *container.Scroll
	state            *fyne.Container
	root             *fyne.Container
	from             fyne.Position // where the page stood before it scrolled to a block by itself
}

// NewScaffold returns a page frame with the blocks in it.
func NewScaffold(blocks ...fyne.CanvasObject) *Scaffold {
	s := &Scaffold{headline: Headline(""), detail: Muted("")}
	s.head = Tight(s.headline, s.detail)
	s.column = Column(append([]fyne.CanvasObject{s.head}, blocks...)...)
	s.scroll = container.NewVScroll(Narrow(Margin(s.column)))
	s.state = container.NewStack()
	s.state.Hide()
	s.root = container.NewStack(s.scroll, s.state)
	return s
}

// Object returns the page for the window.
func (s *Scaffold) Object() fyne.CanvasObject { return s.root }

// SetHeadline says the finding, and under it how sure it is; the detail may be empty.
func (s *Scaffold) SetHeadline(headline, detail string) {
	s.headline.SetText(headline)
	s.detail.SetText(detail)
	s.ShowBlocks()
}

// Headline is what stands over the blocks; nil while a state is shown instead.
func (s *Scaffold) Headline() fyne.CanvasObject {
	if s.state.Visible() {
		return nil
	}
	return s.head
}

// ShowState shows the state instead of the blocks.
func (s *Scaffold) ShowState(o StateOptions) {
	s.headline.SetText(o.Title)
	s.state.Objects = []fyne.CanvasObject{NewState(o)}
	s.state.Refresh()
	s.scroll.Hide()
	s.state.Show()
}

// ShowBlocks shows the blocks again.
func (s *Scaffold) ShowBlocks() {
	s.state.Hide()
	s.state.Objects = nil
	s.scroll.Show()
	s.Relayout()
}

// Relayout gives every block the room it needs now. It is called after blocks have been added, removed, shown or hidden.
func (s *Scaffold) Relayout() {
	s.column.Refresh()
	s.scroll.Refresh()
}

// ScrollTo brings a block of the column into view.
func (s *Scaffold) ScrollTo(block fyne.CanvasObject) {
	s.from = s.scroll.Offset
	top := block.Position().Y
	view := s.scroll.Size().Height
	bottom := top + block.Size().Height + 2*theme.Size(SizeMargin)
	if top < s.scroll.Offset.Y || bottom > s.scroll.Offset.Y+view {
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(top, bottom-view))))
	}
}

// Reveal scrolls as little as brings an object on the page into view, such as what the keyboard has reached.
func (s *Scaffold) Reveal(o fyne.CanvasObject) { reveal(s.scroll, o, theme.Size(SizeMargin)) }

// ScrollBack goes back to where the page stood before [Scaffold.ScrollTo].
func (s *Scaffold) ScrollBack() { s.scroll.ScrollToOffset(s.from) }

// ToTop shows the headline again.
func (s *Scaffold) ToTop() { s.scroll.ScrollToTop() }
