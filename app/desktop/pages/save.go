package pages

import (
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// saveAs asks where to, and writes a file there. The name has its extension.
func saveAs(d *Desk, title, name string, write func(io.Writer) error) {
	save := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
		if err == nil && to == nil { // nothing chosen
			return
		}
		if err == nil {
			err = writeAndClose(to, write)
		}
		if err != nil {
			showError(d, name, err)
		}
	}, d.Window)
	extension := name[strings.LastIndex(name, "."):]
	save.SetFileName(name)
	save.SetFilter(storage.NewExtensionFileFilter([]string{extension, strings.ToUpper(extension)}))
	save.SetTitleText(title)
	save.SetConfirmText(d.Speak.T("toolkit.save"))
	save.SetView(dialog.ListView)
	(&picker{desk: d}).show(save)
}

// writeAndClose writes a file and closes it. A file that could not be closed is not there for sure.
func writeAndClose(to io.WriteCloser, write func(io.Writer) error) error {
	err := write(to)
	if closed := to.Close(); err == nil {
		err = closed
	}
	return err
}
