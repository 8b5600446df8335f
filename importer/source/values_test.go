package source

import "testing"

func TestPlainNumber(t *testing.T) {
	for raw, want := range map[string]string{
		"0": "0", "-0": "0", "42": "42", "007": "7", "+5": "5", "-12.50": "-12.5", ".5": "0.5", "5.": "5",
		"1E3": "1000", "1e-3": "0.001", "1.5E+2": "150", "1.25E1": "12.5",
		"1.7978919536823613E+16": "17978919536823613", "17978919536823613": "17978919536823613",
		"9007199254740993":               "9007199254740993",
		"123456789012345678901234567890": "123456789012345678901234567890",
		"6.5000000000000002E-2":          "0.065", "0.10000000000000001": "0.1", "1938.0": "1938",
		"100": "100", "0.00": "0",
		"": "", "abc": "", "1.2.3": "", "1e": "", "--1": "", "1E+400": "", "NaN": "", "Inf": "", "1_000": "", "0x10": "",
	} {
		got, ok := plainNumber(raw)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", raw, got, ok, want)
		}
	}
}

func TestSpelledFormat(t *testing.T) {
	for code, want := range map[string]timeFormat{
		"General": noTime, "0.00": noTime, "0.00E+00": noTime, "#,##0 [$€-407]": noTime, "@": noTime, "": noTime,
		`0" days"`: noTime, `[Red]0;[Blue]-0`: noTime, `0.0,,"Mio."`: noTime, `\d0`: noTime, `[<1000]0;0,"k"`: noTime, `"broken`: noTime, "[broken": noTime,
		"yyyy-mm-dd": calendar, "dd.mm.yyyy hh:mm": calendar, "[$-407]d. mmmm yyyy": calendar, "mmm": calendar, "m/d/yy;@": calendar, "TT.MM.JJJJ": calendar,
		"h:mm": clock, "h:mm AM/PM": clock, "mm:ss.0": clock, "[h]:mm:ss": elapsed, "[mm]:ss": elapsed, "[ss]": elapsed,
	} {
		if got := spelledFormat(code); got != want {
			t.Errorf("%q: %d, want %d", code, got, want)
		}
	}
}

// Expected dates are those of GNU date, as in
//
//	date -u -d '1899-12-30 +46102 days'
//
// and for days 1 to 59 from 1899-12-31, as Excel counts them.
func TestTimeCell(t *testing.T) {
	tests := []struct {
		serial   float64
		format   timeFormat
		from1904 bool
		want     string
		kind     Kind
	}{
		{46102, calendar, false, "2026-03-21T00:00:00", Date},
		{46102.697916666664, calendar, false, "2026-03-21T16:45:00", Date},
		{46102.99999999999, calendar, false, "2026-03-22T00:00:00", Date},
		{61, calendar, false, "1900-03-01T00:00:00", Date},
		{59, calendar, false, "1900-02-28T00:00:00", Date},
		{1, calendar, false, "1900-01-01T00:00:00", Date},
		{0, calendar, true, "1904-01-01T00:00:00", Date},
		{2958465, calendar, false, "9999-12-31T00:00:00", Date},
		{41.0 / 86400, clock, false, "0:00:41", Text},
		{1.5, elapsed, false, "36:00:00", Text},
		{46102.5, clock, false, "2026-03-21T12:00:00", Date},
		{-1, calendar, false, "", Blank},
		{2958466, calendar, false, "", Blank},
	}
	for _, test := range tests {
		got, ok := timeCell(test.serial, test.format, test.from1904)
		if got != (Cell{test.want, test.kind}) || ok != (test.want != "") {
			t.Errorf("%v: %+v, want %s", test.serial, got, test.want)
		}
	}
}
