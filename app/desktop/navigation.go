package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/assets"
)

// navigation is the list of pages at the left.
type navigation struct {
	object  fyne.CanvasObject
	brand   *blocks.Words
	entries []*blocks.NavEntry
	ids     []string
}

func newNavigation(speak *language.Speaker, all []pages.Page, choose func(pages.Page)) *navigation {
	n := &navigation{brand: blocks.NewWords(speak.T("app.name"), blocks.WordsOptions{Size: theme.SizeNameSubHeadingText, Bold: true, Single: true})}
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(30))
	list := container.NewVBox()
	for _, p := range all {
		entry := blocks.NewNavEntry(pages.Title(p, speak), p.Icon(), func() { choose(p) })
		n.entries = append(n.entries, entry)
		n.ids = append(n.ids, p.ID())
		list.Add(entry)
	}
	n.object = blocks.Pane(blocks.PaneOptions{
		Body: container.NewBorder(blocks.Brand(icon, n.brand), nil, nil, nil, list), Right: true,
	})
	return n
}

// mark shows which page is the current one.
func (n *navigation) mark(id string) {
	for i, e := range n.entries {
		e.SetCurrent(n.ids[i] == id)
	}
}

// entry is the entry of a page; nil when there is none.
func (n *navigation) entry(id string) fyne.CanvasObject {
	for i, e := range n.entries {
		if n.ids[i] == id {
			return e
		}
	}
	return nil
}

// waits shows how many things wait on a page.
func (n *navigation) waits(id string, waiting int) {
	for i, e := range n.entries {
		if n.ids[i] == id {
			e.SetWaiting(waiting)
		}
	}
}

// fold shows icons only, or icons and words.
func (n *navigation) fold(folded bool) {
	for _, e := range n.entries {
		e.SetFolded(folded)
	}
	if folded {
		n.brand.Hide()
	} else {
		n.brand.Show()
	}
}
