package pages

import (
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/importer"
)

// saveRefused asks where to, and writes refused rows there as a table for Excel.
func (p *picker) saveRefused(file string, problems []importer.Problem) {
	speak, window := p.desk.Speak, p.desk.Window
	save := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
		if err != nil {
			showError(p.desk, "", err)
			return
		}
		if to == nil { // nothing chosen
			return
		}
		p.remember(to.URI())
		if err := writeRefused(to, problems, speak); err != nil {
			showError(p.desk, to.URI().Name(), err)
		}
	}, window)
	save.SetFileName(refusedName(speak, file))
	save.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".CSV"}))
	save.SetTitleText(speak.T("import.refused.save"))
	save.SetConfirmText(speak.T("toolkit.save"))
	save.SetView(dialog.ListView)
	p.show(save)
}

// writeRefused writes the rows and closes the file. A file that could not be closed is not there for sure.
func writeRefused(to io.WriteCloser, problems []importer.Problem, speak *language.Speaker) error {
	err := report.WriteRefused(to, problems, speak)
	if closed := to.Close(); err == nil {
		err = closed
	}
	return err
}

// refusedName suggests a name for the table of refused rows. A table within an archive or workbook is called after both.
func refusedName(speak *language.Speaker, file string) string {
	name := fileName(strings.TrimSuffix(file, filepath.Ext(file)))
	return speak.T("import.refused.file", language.Args{"File": name}) + ".csv"
}

// fileName is a name with signs that no file system takes replaced.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
}

// saveButton offers to save refused rows.
func saveButton(speak *language.Speaker, save func()) fyne.CanvasObject {
	button := blocks.NewButtonWithIcon(speak.T("import.refused.save"), theme.DocumentSaveIcon(), save)
	button.Importance = widget.LowImportance
	return blocks.Leading(button)
}
