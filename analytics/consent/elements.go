package consent

import "slices"

// Element is something that a consent must have. Its source is where each law asks for it.
type Element struct {
	Name string
	// Sources are the places in the laws that ask for it. A law without one does not.
	Sources map[Law]string
}

// AskedBy reports whether a law asks for the element.
func (e Element) AskedBy(l Law) bool { return e.Sources[l] != "" }

// AskedOnlyBy reports whether a law asks for the element and no other does.
func (e Element) AskedOnlyBy(l Law) bool { return e.AskedBy(l) && len(e.Sources) == 1 }

// The names of the elements that are no [Statement]; those of statements are theirs.
const (
	ElementInformation = "information"
	ElementDiscloser   = "discloser"
	ElementRecipients  = "recipients"
	ElementPurpose     = "purpose"
	ElementExpiry      = "expiry"
	ElementSignature   = "signature"
	ElementAuthority   = "authority"
	ElementKept        = "kept"
)

// elements are the elements in the order of 45 CFR 164.508(c). GDPR and DSG know no list: theirs are taken from what makes a
// consent specific, informed, voluntary, explicit (GDPR Art. 4(11), 7, 9(2)(a), 13; DSG Art. 6(6), 6(7), 19) and from who
// must be able to show it (GDPR Art. 7(1)). For Switzerland the signature and its place are there because whoever invokes a
// consent has to prove it (ZGB Art. 8).
var elements = []Element{
	{ElementInformation, map[Law]string{US: "45 CFR 164.508(c)(1)(i)", EU: "GDPR Art. 4(11)", CH: "DSG Art. 6(6)"}},
	{string(Explicit), map[Law]string{EU: "GDPR Art. 9(2)(a)", CH: "DSG Art. 6(7)"}},
	{ElementDiscloser, map[Law]string{US: "45 CFR 164.508(c)(1)(ii)", EU: "GDPR Art. 13(1)(a)", CH: "DSG Art. 19(2)(a)"}},
	{ElementRecipients, map[Law]string{US: "45 CFR 164.508(c)(1)(iii)", EU: "GDPR Art. 13(1)(e)", CH: "DSG Art. 19(2)(c)"}},
	{ElementPurpose, map[Law]string{US: "45 CFR 164.508(c)(1)(iv)", EU: "GDPR Art. 13(1)(c)", CH: "DSG Art. 19(2)(b)"}},
	{ElementExpiry, map[Law]string{US: "45 CFR 164.508(c)(1)(v)"}},
	{ElementSignature, map[Law]string{US: "45 CFR 164.508(c)(1)(vi)", EU: "GDPR Art. 7(1)", CH: "ZGB Art. 8"}},
	{ElementAuthority, map[Law]string{US: "45 CFR 164.508(c)(1)(vi)", EU: "GDPR Art. 7(1)", CH: "ZGB Art. 19c"}},
	{string(Revocable), map[Law]string{US: "45 CFR 164.508(c)(2)(i)", EU: "GDPR Art. 7(3)", CH: "DSG Art. 6(6)"}},
	{string(NoCondition), map[Law]string{US: "45 CFR 164.508(c)(2)(ii)", EU: "GDPR Art. 7(4)", CH: "DSG Art. 6(6)"}},
	{string(Redisclosure), map[Law]string{US: "45 CFR 164.508(c)(2)(iii)"}},
	{string(Remuneration), map[Law]string{US: "45 CFR 164.508(a)(3)(ii)"}},
	{ElementKept, map[Law]string{US: "45 CFR 164.530(j)", EU: "GDPR Art. 7(1)", CH: "ZGB Art. 8"}},
}

// Elements returns all elements, those of any law, in the order of a checklist.
func Elements() []Element { return slices.Clone(elements) }

// ElementOf returns the element that a statement is.
func ElementOf(s Statement) Element {
	return elements[slices.IndexFunc(elements, func(e Element) bool { return e.Name == string(s) })]
}

// Checked is an element of a consent's checklist.
type Checked struct {
	Element
	Asked bool // by the law, of this consent
	There bool
}

// Checklist goes through all elements. What the law does not ask for is on it too: it does no harm, and a consent may have
// to serve under another law.
func (c Consent) Checklist(l Law) []Checked {
	list := make([]Checked, len(elements))
	for i, e := range elements {
		list[i] = Checked{Element: e, Asked: e.AskedBy(l) && c.concerns(e.Name), There: c.has(e.Name)}
	}
	return list
}

// Missing returns the elements that the law asks for and the consent lacks. A consent that lacks none is complete.
func (c Consent) Missing(l Law) []Element {
	var missing []Element
	for _, e := range c.Checklist(l) {
		if e.Asked && !e.There {
			missing = append(missing, e.Element)
		}
	}
	return missing
}

// concerns reports whether an element matters for this consent at all.
func (c Consent) concerns(element string) bool {
	switch element {
	case ElementAuthority:
		return c.SignedBy == Representative
	case string(Remuneration):
		return c.Paid
	}
	return true
}

func (c Consent) has(element string) bool {
	switch element {
	case ElementInformation:
		return c.Information != ""
	case ElementDiscloser:
		return c.Discloser != ""
	case ElementRecipients:
		return c.Recipients != "" || len(c.Platforms) > 0
	case ElementPurpose:
		return c.Purpose != ""
	case ElementExpiry:
		return !c.Expires.IsZero() || c.EndsWith != ""
	case ElementSignature:
		return !c.SignedOn.IsZero() && c.SignedBy != ""
	case ElementAuthority:
		return c.Authority != ""
	case ElementKept:
		return c.Kept != ""
	}
	return c.Says(Statement(element))
}
