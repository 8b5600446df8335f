package desktop

import (
	"bytes"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/logo"
)

// logoExtensions are the endings of files that can be a logo.
var logoExtensions = []string{".png", ".jpg", ".jpeg", ".svg", ".PNG", ".JPG", ".JPEG", ".SVG"}

// logoField asks for the hospital's logo, and shows it as it stands on slides.
type logoField struct {
	widget.BaseWidget
	s       *shell
	file    *logo.File // nil: none
	preview *blocks.Swatch
	remove  *blocks.Button
	remark  *blocks.Words
	object  fyne.CanvasObject
}

func newLogoField(s *shell, file *logo.File) *logoField {
	t := s.speak.T
	f := &logoField{s: s, preview: blocks.NewSwatch(150, 44), remark: blocks.Small("")}
	choose := blocks.NewButtonWithIcon(t("window.settings.logo_choose"), theme.FolderOpenIcon(), f.choose)
	f.remove = blocks.NewButtonWithIcon(t("window.settings.logo_remove"), theme.DeleteIcon(), func() { f.show(nil) })
	f.object = blocks.Tight(container.NewHBox(f.preview, choose, f.remove), underField(f.remark))
	f.ExtendBaseWidget(f)
	f.show(file)
	return f
}

// show takes a logo, nil for none. One that cannot be one is told of, and changes nothing.
func (f *logoField) show(file *logo.File) {
	if file == nil {
		f.file = nil
		f.preview.SetPicture(nil)
		f.remove.Hide()
		f.remark.SetText(f.s.speak.T("window.settings.logo_none"))
		f.Refresh()
		return
	}
	l, err := file.Read()
	if err != nil {
		f.s.showError(file.Name, err)
		return
	}
	width, height := l.Fit(600, 160)
	var b bytes.Buffer
	_ = png.Encode(&b, l.Image(int(width), int(height))) // a buffer takes all, and the picture is one
	f.file = file
	f.preview.SetPicture(fyne.NewStaticResource(file.Name+".png", b.Bytes()))
	f.remove.Show()
	f.remark.SetText(f.s.speak.T("window.settings.logo_is", language.Args{"File": file.Name}))
	f.Refresh()
}

// CreateRenderer is Fyne's way of asking how the field is drawn.
func (f *logoField) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.object) }

// choose asks for the file.
func (f *logoField) choose() {
	s := f.s
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.showError("", err)
			return
		}
		if r == nil { // nothing was chosen
			return
		}
		_ = r.Close() // only the path is wanted
		file, err := logo.Open(r.URI().Path())
		if err != nil {
			s.showError(r.URI().Name(), err)
			return
		}
		f.show(&file)
	}, s.window)
	d.SetFilter(storage.NewExtensionFileFilter(logoExtensions))
	d.SetTitleText(s.speak.T("window.settings.logo"))
	d.SetConfirmText(s.speak.T("start.form.choose"))
	d.SetDismissText(s.speak.T("window.cancel"))
	d.SetView(dialog.ListView)
	size := s.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.85, 900), size.Height*0.8))
	blocks.Show(d, s.window, blocks.Keys{})
}
