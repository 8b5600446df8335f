package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// WordsOptions say how words look. The zero value is plain text that wraps.
type WordsOptions struct {
	Size   fyne.ThemeSizeName  // empty: text
	Color  fyne.ThemeColorName // empty: foreground
	Bold   bool
	Align  fyne.TextAlign
	Single bool // one line, cut off with an ellipsis where it does not fit
}

// Words is text that stands flush with what is above and below it, which Fyne's labels, with their padding, do not.
type Words struct {
	widget.BaseWidget
	rich *widget.RichText
	o    WordsOptions
	text string
}

// firstWidth is how wide words are taken to be before they are laid out. Fyne would take them for nothing wide, break the text
// at every letter and measure each, several times, which is most of the work of building a page.
const firstWidth = 600

// NewWords returns text that looks as the options say.
func NewWords(text string, o WordsOptions) *Words {
	w := &Words{rich: widget.NewRichText(), o: o}
	w.rich.Resize(fyne.NewSize(firstWidth, 0))
	w.rich.Wrapping = fyne.TextWrapWord
	if o.Single {
		w.rich.Wrapping = fyne.TextWrapOff
		w.rich.Truncation = fyne.TextTruncateEllipsis
	}
	w.ExtendBaseWidget(w)
	w.SetText(text)
	return w
}

// Headline is a page's finding.
func Headline(text string) *Words {
	return NewWords(text, WordsOptions{Size: SizeHeadline, Bold: true})
}

// Title is the title of a card.
func Title(text string) *Words { return NewWords(text, WordsOptions{Size: SizeTitle, Bold: true}) }

// Muted is text of second rank.
func Muted(text string) *Words { return NewWords(text, WordsOptions{Color: ColorMuted}) }

// Small is small text of second rank, such as the source under a chart.
func Small(text string) *Words {
	return NewWords(text, WordsOptions{Color: ColorMuted, Size: theme.SizeNameCaptionText})
}

// Text returns what the words say.
func (w *Words) Text() string { return w.text }

// SetText changes what the words say. Words that say nothing take no room.
func (w *Words) SetText(text string) { w.SetMarked(text) }

// Stretch is a part of a text, in bytes from its beginning.
type Stretch struct{ Start, End int }

// SetMarked is [Words.SetText] with some stretches of the text in bold and in the colour of problems. They come in order and do
// not overlap.
func (w *Words) SetMarked(text string, marks ...Stretch) {
	w.text = text
	w.rich.Segments = nil
	at := 0
	for _, m := range marks {
		w.add(text[at:m.Start], false, true)
		w.add(text[m.Start:m.End], true, true)
		at = m.End
	}
	w.add(text[at:], false, false)
	if text == "" {
		w.Hide()
	} else {
		w.Show()
	}
	if w.Size().Width > 0 {
		w.Refresh()
	} else {
		w.rich.Refresh() // there is no room to lay it out in yet
	}
}

// add adds a stretch; goes says that another follows in the same line.
func (w *Words) add(text string, marked, goes bool) {
	if text == "" && goes {
		return
	}
	size, colour := w.o.Size, w.o.Color
	if size == "" {
		size = theme.SizeNameText
	}
	if colour == "" {
		colour = theme.ColorNameForeground
	}
	if marked {
		colour = theme.ColorNameError
	}
	w.rich.Segments = append(w.rich.Segments, &widget.TextSegment{
		Text: text,
		Style: widget.RichTextStyle{
			Alignment: w.o.Align, ColorName: colour, SizeName: size, TextStyle: fyne.TextStyle{Bold: w.o.Bold || marked}, Inline: goes,
		},
	})
}

// CreateRenderer is Fyne's way of asking how the words are drawn.
func (w *Words) CreateRenderer() fyne.WidgetRenderer { return &wordsRenderer{w} }

// wordsRenderer draws the rich text larger than the words by the padding it insists on.
type wordsRenderer struct{ w *Words }

func (r *wordsRenderer) inset() float32 { return theme.SizeForWidget(theme.SizeNameInnerPadding, r.w) }

func (r *wordsRenderer) Layout(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	in := r.inset()
	r.w.rich.Move(fyne.NewPos(-in, -in))
	r.w.rich.Resize(size.AddWidthHeight(2*in, 2*in))
}

func (r *wordsRenderer) MinSize() fyne.Size {
	in := r.inset()
	size := r.w.rich.MinSize().SubtractWidthHeight(2*in, 2*in)
	return size.Max(fyne.NewSize(0, 0))
}

func (r *wordsRenderer) Refresh() {
	r.Layout(r.w.Size())
	r.w.rich.Refresh()
}

func (r *wordsRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.w.rich} }

func (r *wordsRenderer) Destroy() {}
