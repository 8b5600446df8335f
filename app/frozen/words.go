package frozen

import (
	"strconv"
	"time"

	"auscult/app/language"
)

// SettingSentence says which setting of the hospital was otherwise.
func SettingSentence(s *language.Speaker, c Setting) string {
	value := func(v string) string {
		if month, err := strconv.Atoi(v); c.ID == "year_start" && err == nil && month >= 1 && month <= 12 {
			return s.MonthName(time.Month(month))
		}
		return v
	}
	return s.T("frozen.setting."+c.ID, language.Args{"Then": value(c.Then), "Now": value(c.Now)})
}
