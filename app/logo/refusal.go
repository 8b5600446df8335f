package logo

// Refusal says why a file cannot be the logo. Its value is the word used in the texts of the window.
type Refusal string

// The refusals.
const (
	ErrLarge   Refusal = "logo_large"
	ErrPixels  Refusal = "logo_pixels"
	ErrKind    Refusal = "logo_kind"
	ErrBroken  Refusal = "logo_broken"
	ErrSVG     Refusal = "logo_svg"
	ErrEmpty   Refusal = "logo_empty"
	ErrSlender Refusal = "logo_slender"
)

var refusals = map[Refusal]string{
	ErrLarge:   "the logo's file is larger than 1 MB; save the logo in a smaller size",
	ErrPixels:  "the logo has more than 16 million pixels; save it in a smaller size",
	ErrKind:    "the logo is no PNG, JPEG or SVG; save it as one of these",
	ErrBroken:  "the logo's file is damaged or incomplete; save the logo anew",
	ErrSVG:     "the SVG holds what cannot be drawn here; turn words into paths, or save the logo as PNG",
	ErrEmpty:   "there is nothing to be seen in the logo's file",
	ErrSlender: "the logo is more than twenty times as long as it is high, or the other way round; take another version of it",
}

// Refusals returns all refusals.
func Refusals() []Refusal {
	return []Refusal{ErrLarge, ErrPixels, ErrKind, ErrBroken, ErrSVG, ErrEmpty, ErrSlender}
}

func (r Refusal) Error() string { return refusals[r] }

// Word is the refusal's word in the texts of the window.
func (r Refusal) Word() string { return string(r) }
