package desktop

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/workspace"
)

// settingsForm asks for what a workspace knows about its hospital: name, time zone, with which month its year begins, and
// colour and logo for its slides.
type settingsForm struct {
	hospital *widget.Entry
	zone     *widget.SelectEntry
	year     *widget.Select
	colour   *colourField
	logo     *logoField
}

// askSettings shows the settings of the workspace and changes them; every page follows.
func (s *shell) askSettings() {
	if s.holdings == nil {
		return
	}
	before := s.holdings.Settings
	t := s.speak.T
	f := settingsForm{hospital: widget.NewEntry(), zone: widget.NewSelectEntry(zones)}
	f.hospital.SetText(before.Hospital)
	f.hospital.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New(t("start.form.hospital_missing"))
		}
		return nil
	}
	f.zone.SetText(before.TimeZone)
	f.zone.Validator = func(text string) error {
		if !zoneExists(text) {
			return errors.New(t("start.form.zone_unknown"))
		}
		return nil
	}
	var months []string
	for m := time.January; m <= time.December; m++ {
		months = append(months, s.speak.MonthName(m))
	}
	f.year = widget.NewSelect(months, nil)
	f.year.SetSelectedIndex(int(max(before.YearStart, time.January)) - 1)
	f.colour, f.logo = newColourField(s, before.Colour), newLogoField(s, before.Logo)
	form := dialog.NewForm(t("window.settings.title"), t("page_trends.events.save"), t("window.cancel"), []*widget.FormItem{
		{Text: t("start.form.hospital"), Widget: f.hospital},
		{Text: t("start.form.zone"), Widget: f.zone, HintText: t("start.form.zone_hint")},
		{Text: t("window.settings.year"), Widget: f.year, HintText: t("window.settings.year_hint")},
		{Text: t("window.settings.colour"), Widget: f.colour},
		{Text: t("window.settings.logo"), Widget: f.logo},
	}, func(yes bool) {
		if yes {
			pages.ChangeSettings(s.desk, f.settings())
		}
	}, s.window)
	form.Resize(fyne.NewSize(680, 0))
	blocks.Show(form, s.window, blocks.Keys{First: f.hospital})
}

func (f settingsForm) settings() workspace.Settings {
	return workspace.Settings{
		Hospital: f.hospital.Text, TimeZone: f.zone.Text, YearStart: time.Month(f.year.SelectedIndex() + 1),
		Colour: f.colour.colour(), Logo: f.logo.file,
	}
}
