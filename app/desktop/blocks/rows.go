package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Rows is a table whose cells are objects of their own, such as choices: a form with several columns. Columns share the
// widths as in a [Table].
type Rows struct {
	columns []TableColumn
	object  *fyne.Container
}

// NewRows returns rows under their titles, none yet.
func NewRows(columns ...TableColumn) *Rows {
	r := &Rows{columns: columns, object: container.New(&columnLayout{gap: sizeNone})}
	r.object.Add(newHeader(columns))
	return r
}

// Add adds a row.
func (r *Rows) Add(cells ...fyne.CanvasObject) {
	r.object.Add(widget.NewSeparator())
	r.object.Add(container.New(insetLayout{sizeNone, theme.SizeNamePadding}, container.New(&rowLayout{r.columns}, cells...)))
}

// Clear removes all rows.
func (r *Rows) Clear() { r.object.Objects = r.object.Objects[:1] }

// Object returns the rows for the window.
func (r *Rows) Object() fyne.CanvasObject { return r.object }
