package safeguard

import "testing"

// Examples are the issuers' own, or printed in the source that is named.
func TestCheckDigits(t *testing.T) {
	for _, tt := range []struct {
		name, check, number string
		want                bool
	}{
		{"AHV, worked example of sozialversicherungsnummer.ch", "ean13", "756.9217.0769.85", true},
		{"AHV, specimen of the Swiss insurance card", "ean13", "756.1234.5678.97", true},
		{"AHV, one digit wrong", "ean13", "756.9217.0769.84", false},
		{"AHV, two digits swapped", "ean13", "756.9271.0769.85", false},
		{"KVNR, specimen of the German health card", "kvnr", "A123456780", true},
		{"KVNR, wrong check digit", "kvnr", "A123456781", false},
		{"NIR, specimen of the carte Vitale", "nir", "2 69 05 49 588 157 80", true},
		{"NIR, wrong key", "nir", "2 69 05 49 588 157 81", false},
		{"NHS, example number of the NHS", "nhs", "943 476 5919", true},
		{"NHS, heidi's documentation (docs.rs)", "nhs", "6541003238", true},
		{"NHS, wrong check digit", "nhs", "943 476 5918", false},
		{"SSN, a possible one", "ssn", "219-45-6789", true},
		{"SSN, area 000", "ssn", "000-45-6789", false},
		{"SSN, area 666", "ssn", "666-45-6789", false},
		{"SSN, area 900", "ssn", "900-45-6789", false},
		{"SSN, group 00", "ssn", "219-00-6789", false},
		{"SSN, serial 0000", "ssn", "219-45-0000", false},
		{"IBAN of Britain, SWIFT registry", "iban", "GB82 WEST 1234 5698 7654 32", true},
		{"IBAN of Switzerland, SWIFT registry", "iban", "CH93 0076 2011 6238 5295 7", true},
		{"IBAN of Germany, SWIFT registry", "iban", "DE89370400440532013000", true},
		{"IBAN of France, SWIFT registry", "iban", "FR14 2004 1010 0505 0001 3M02 606", true},
		{"IBAN, two digits swapped", "iban", "CH93 0076 2011 6238 5259 7", false},
		{"IBAN, too short for its country", "iban", "CH93 0076 2011 6238 5295", false},
		{"card, Luhn's example (ISO/IEC 7812-1 annex B as printed by Wikipedia), lengthened by the test number of Visa", "luhn", "4111 1111 1111 1111", true},
		{"card, wrong check digit", "luhn", "4111 1111 1111 1112", false},
		{"a time of day is no address", "ip6", "10:15:20", false},
		{"address of RFC 3849", "ip6", "2001:db8::8a2e", true},
	} {
		if got := checks[tt.check](tt.number); got != tt.want {
			t.Errorf("%s: %s is %v, want %v", tt.name, tt.number, got, tt.want)
		}
	}
}
