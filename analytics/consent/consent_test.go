package consent_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/consent"
	"auscult/analytics/social"
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// complete is an invented consent that has everything any law asks for.
func complete() consent.Consent {
	return consent.Consent{
		Who: "P-014", Information: "Photo and quote, recovery story", Discloser: "Communications", Purpose: "Patient stories of 2026",
		Platforms: []social.Platform{social.Instagram, social.Facebook}, Forms: []social.Form{social.Photo, social.Carousel},
		SignedOn: day(2026, 1, 10), SignedBy: consent.Oneself, Expires: day(2026, 12, 31), Statements: consent.Statements(), Kept: "Folder 12",
	}
}

// What each law asks for, read in the laws themselves: 45 CFR 164.508(c); GDPR Art. 7, 9, 13; DSG Art. 6, 19.
func TestMissingElements(t *testing.T) {
	all := func(c *consent.Consent) {}
	for name, test := range map[string]struct {
		change func(*consent.Consent)
		want   map[consent.Law][]string
	}{
		"complete": {all, map[consent.Law][]string{}},
		"nothing but a pseudonym": {func(c *consent.Consent) { *c = consent.Consent{Who: "P-1"} }, map[consent.Law][]string{
			consent.US: {"information", "discloser", "recipients", "purpose", "expiry", "signature", "revocable", "no_condition", "redisclosure", "kept"},
			consent.EU: {"information", "explicit", "discloser", "recipients", "purpose", "signature", "revocable", "no_condition", "kept"},
			consent.CH: {"information", "explicit", "discloser", "recipients", "purpose", "signature", "revocable", "no_condition", "kept"},
		}},
		"no end: the USA alone want one": {func(c *consent.Consent) { c.Expires = time.Time{} }, map[consent.Law][]string{consent.US: {"expiry"}}},
		"ends with an event":             {func(c *consent.Consent) { c.Expires, c.EndsWith = time.Time{}, "end of the campaign" }, map[consent.Law][]string{}},
		"a mother without her authority": {func(c *consent.Consent) { c.SignedBy = consent.Representative }, map[consent.Law][]string{
			consent.US: {"authority"}, consent.EU: {"authority"}, consent.CH: {"authority"},
		}},
		"a mother": {func(c *consent.Consent) { c.SignedBy, c.Authority = consent.Representative, "mother, sole custody" }, map[consent.Law][]string{}},
		"signed on no day": {func(c *consent.Consent) { c.SignedOn = time.Time{} }, map[consent.Law][]string{
			consent.US: {"signature"}, consent.EU: {"signature"}, consent.CH: {"signature"},
		}},
		"signed by nobody knows whom": {func(c *consent.Consent) { c.SignedBy = "" }, map[consent.Law][]string{
			consent.US: {"signature"}, consent.EU: {"signature"}, consent.CH: {"signature"},
		}},
		"to readers of the annual report, on no platform": {func(c *consent.Consent) { c.Platforms, c.Recipients = nil, "readers of the annual report" }, map[consent.Law][]string{}},
		"without a word on passing on": {func(c *consent.Consent) {
			c.Statements = []consent.Statement{consent.Explicit, consent.Revocable, consent.NoCondition}
		}, map[consent.Law][]string{consent.US: {"redisclosure"}}},
		"paid without saying so": {func(c *consent.Consent) {
			c.Paid, c.Statements = true, slices.DeleteFunc(consent.Statements(), func(s consent.Statement) bool { return s == consent.Remuneration })
		}, map[consent.Law][]string{consent.US: {"remuneration"}}},
	} {
		for _, l := range consent.Laws() {
			c := complete()
			test.change(&c)
			var got []string
			for _, e := range c.Missing(l) {
				got = append(got, e.Name)
			}
			if !slices.Equal(got, test.want[l]) {
				t.Errorf("%s under %s: %v is missing, want %v", name, l, got, test.want[l])
			}
		}
	}
}

func TestStateOnADay(t *testing.T) {
	withdrawn := complete()
	withdrawn.Withdrawn = day(2026, 6, 1)
	lacking := complete()
	lacking.Purpose = ""
	endless := complete()
	endless.Expires = time.Time{}
	for name, test := range map[string]struct {
		consent consent.Consent
		on      time.Time
		want    consent.State
	}{
		"the day before it is signed":    {complete(), day(2026, 1, 9), consent.NotYet},
		"the day it is signed":           {complete(), day(2026, 1, 10), consent.Valid},
		"31 days before its last":        {complete(), day(2026, 11, 30), consent.Valid},
		"30 days before its last":        {complete(), day(2026, 12, 1), consent.ExpiresSoon},
		"its last day, in the evening":   {complete(), time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC), consent.ExpiresSoon},
		"the day after":                  {complete(), day(2027, 1, 1), consent.IsExpired},
		"the day before it is withdrawn": {withdrawn, day(2026, 5, 31), consent.ExpiresSoon},
		"the day it is withdrawn":        {withdrawn, day(2026, 6, 1), consent.IsWithdrawn},
		"withdrawn, then expired":        {withdrawn, day(2027, 6, 1), consent.IsWithdrawn},
		"lacking something":              {lacking, day(2026, 2, 1), consent.Incomplete},
		"lacking something, and expired": {lacking, day(2027, 2, 1), consent.IsExpired},
		"without an end, years later":    {endless, day(2036, 2, 1), consent.Valid},
	} {
		if got := test.consent.State(test.on, consent.CH); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	if got := endless.State(day(2036, 2, 1), consent.US); got != consent.Incomplete {
		t.Errorf("without an end it is %q in the USA", got)
	}
}

// 2026-12-01 to 2026-12-31 are 30 days; a consent withdrawn on 1 June held until 31 May.
func TestDaysLeftAndYearsToKeep(t *testing.T) {
	c := complete()
	if left, ends := c.Left(day(2026, 12, 1)); left != 30 || !ends {
		t.Errorf("%d, %v", left, ends)
	}
	if left, _ := c.Left(day(2027, 1, 2)); left != -2 {
		t.Errorf("two days after its last there are %d left", left)
	}
	if got := c.KeepUntil(); !got.Equal(day(2032, 12, 31)) {
		t.Errorf("kept until %s", got)
	}
	c.Withdrawn = day(2026, 6, 1)
	if got := c.KeepUntil(); !got.Equal(day(2032, 5, 31)) || !c.End().Equal(day(2026, 5, 31)) {
		t.Errorf("withdrawn: kept until %s, ended %s", got, c.End())
	}
	c.Withdrawn = day(2025, 6, 1) // before it was signed: six years count from its creation
	if got := c.KeepUntil(); !got.Equal(day(2032, 1, 10)) {
		t.Errorf("withdrawn before it was signed: kept until %s", got)
	}
	c.Withdrawn, c.Expires = time.Time{}, time.Time{}
	if _, ends := c.Left(day(2026, 1, 1)); ends || !c.KeepUntil().IsZero() {
		t.Error("a consent without an end ends")
	}
}

func TestWhichPostsAreCovered(t *testing.T) {
	for name, test := range map[string]struct {
		platform  social.Platform
		form      social.Form
		published time.Time
		want      consent.Gap
	}{
		"in every respect":      {social.Instagram, social.Photo, day(2026, 3, 1), ""},
		"on the day of signing": {social.Instagram, social.Photo, day(2026, 1, 10), ""},
		"on its last day":       {social.Facebook, social.Carousel, time.Date(2026, 12, 31, 22, 0, 0, 0, time.UTC), ""},
		"a form nobody knows":   {social.Facebook, "", day(2026, 3, 1), ""},
		"on another platform":   {social.TikTok, social.Photo, day(2026, 3, 1), consent.OtherPlatform},
		"a film":                {social.Instagram, social.Video, day(2026, 3, 1), consent.OtherForm},
		"before it was signed":  {social.Instagram, social.Photo, day(2026, 1, 9), consent.TooEarly},
		"after its last day":    {social.Instagram, social.Photo, day(2027, 1, 1), consent.TooLate},
	} {
		if got := complete().Gap(test.platform, test.form, test.published); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	c := complete()
	c.Withdrawn = day(2026, 6, 1)
	if got := c.Gap(social.Instagram, social.Photo, day(2026, 6, 1)); got != consent.TooLate {
		t.Errorf("published on the day of withdrawal: %q", got)
	}
	c = complete()
	c.Forms = nil
	if got := c.Gap(social.Instagram, "", day(2026, 3, 1)); got != consent.OtherForm {
		t.Errorf("a consent that names no form covers: %q", got)
	}
	c = complete()
	c.SignedOn = time.Time{}
	if got := c.Gap(social.Instagram, social.Photo, day(2026, 3, 1)); got != consent.TooEarly {
		t.Errorf("a consent that nobody has signed covers: %q", got)
	}
}

func TestNamesAreNoPseudonyms(t *testing.T) {
	for who, want := range map[string][]string{
		"P-014": nil, "Maternity 3": nil, "mother of twins": nil, "2026/7": nil, "Zwillinge Mai": {"who"}, "Blue Whale": {"who"}, // two words in capitals may be a name
		"Anna Keller": {"who"}, "Frau Keller": {"who"}, "Jean Dupont": {"who"}, "Anna": {"who"}, "756.9217.0769.85": {"who"},
	} {
		c := complete()
		c.Who = who
		if got := c.Revealing(); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", who, got, want)
		}
	}
	c := complete()
	c.Information, c.Kept = "Photo of our patient Anna Keller", "ask jane.doe@example.org"
	if got, want := c.Revealing(), []string{"information", "kept"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestDifferencesAndTidying(t *testing.T) {
	before := complete().Tidy()
	if want := []social.Platform{social.Facebook, social.Instagram}; !slices.Equal(before.Platforms, want) {
		t.Errorf("platforms stand as %v", before.Platforms)
	}
	after := before
	after.Who, after.Paid, after.Expires, after.Why = " P-014\n", true, time.Date(2027, 3, 31, 18, 0, 0, 0, time.UTC), "without being withdrawn"
	after.Authority = "though signed by the person"
	after.Platforms = append([]social.Platform{social.TikTok, social.TikTok}, after.Platforms...)
	want := []consent.Difference{
		{Name: "platforms", Before: "facebook,instagram", After: "facebook,instagram,tiktok"},
		{Name: "expires", Before: "2026-12-31", After: "2027-03-31"},
		{Name: "paid", Before: "no", After: "yes"},
	}
	if got := consent.Differences(before, after.Tidy()); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	if got := consent.Differences(before, before); got != nil {
		t.Errorf("from itself it differs in %v", got)
	}
	if len(consent.FieldNames()) != len(before.Fields()) {
		t.Error("not every field has a name")
	}
}
