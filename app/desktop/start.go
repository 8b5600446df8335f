package desktop

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
	"auscult/assets"
)

// startPage is what the window shows while no workspace is open: make one, open one, or look at the sample.
func (s *shell) startPage() fyne.CanvasObject {
	t := s.speak.T
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	offers := []blocks.Offer{
		{Title: t("start.new.title"), Text: t("start.new.text"), Icon: theme.ContentAddIcon(), Do: s.askNew},
		{Title: t("start.open.title"), Text: t("start.open.text"), Icon: theme.FolderOpenIcon(), Do: s.askOpen},
	}
	if s.o.OpenSample != nil {
		offers = append(offers, blocks.Offer{
			Title: t("start.sample.title"), Text: t("start.sample.text"), Icon: theme.VisibilityIcon(), Do: s.openSample,
		})
	}
	var recent []blocks.RecentEntry
	for _, path := range s.remember.recent() {
		recent = append(recent, blocks.RecentEntry{
			Name: strings.TrimSuffix(filepath.Base(path), workspace.Extension), Place: filepath.Dir(path),
			Do: func() { s.open(path) },
		})
	}
	return blocks.NewStart(blocks.StartOptions{
		Icon: icon, Name: t("app.name"), Tagline: t("app.tagline"), Offers: offers,
		RecentTitle: t("start.recent"), Recent: recent, Footer: t("window.about.offline"),
	})
}

// askOpen asks which workspace to open.
func (s *shell) askOpen() {
	s.chooseFile(s.speak.T("start.open.title"), workspace.Extension, s.open)
}

// chooseFile asks for a file whose name ends so.
func (s *shell) chooseFile(title, extension string, then func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			s.showError("", err)
		case r != nil:
			_ = r.Close() // only the path is wanted
			then(r.URI().Path())
		}
	}, s.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{extension}))
	d.SetTitleText(title)
	d.SetConfirmText(s.speak.T("start.open.action"))
	d.SetDismissText(s.speak.T("window.cancel"))
	d.SetView(dialog.ListView)
	size := s.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.85, 900), size.Height*0.8))
	blocks.Show(d, s.window, blocks.Keys{})
}

// openSample makes the sample, which takes some seconds, and opens it.
func (s *shell) openSample() {
	var path string
	s.busy(s.speak.T("start.sample.making"), func(ctx context.Context, progress pages.Progress) error {
		var err error
		path, err = s.o.OpenSample(ctx, func(file string, done, total int) {
			if total > 0 {
				progress(float64(done)/float64(total), file)
			}
		})
		return err
	}, func(err error) {
		if err != nil {
			blocks.ShowMessage(s.speak.T("start.sample.failed"), s.speak.T("window.problem.text", language.Args{"Error": s.speak.Error(err)}), s.window)
			return
		}
		s.open(path)
	})
}
