package source

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// cellRef is where in the stream a record with cells lies.
type cellRef struct {
	row, col uint16
	offset   uint32
}

// xlsSheet is one sheet while it is read.
type xlsSheet struct {
	globals *xlsGlobals
	stream  []byte
	cells   []cellRef // by row and column
	decoded []Cell
}

// index walks the sheet's records and notes where the cells are. Excel writes
// them in order, other programs need not. The error says that the sheet breaks
// off; what was found before is kept.
func (s *xlsSheet) index(offset int) error {
	first, err := recordAt(s.stream, offset)
	if err != nil {
		return err
	}
	if first.id != recBOF {
		return errors.New("no sheet where one should be")
	}
	sorted := true
	// Diagrams are nested in the sheet, with BOF and EOF of their own.
	for at, depth := first.next, 1; depth > 0; {
		r, err := recordAt(s.stream, at)
		if err != nil {
			s.sort(sorted)
			return err
		}
		switch r.id {
		case recBOF:
			depth++
		case recEOF:
			depth--
		case recFormula, recMulRK, recRString, recLabelSST, recNumber, recLabel, recBoolErr, recRK:
			if depth > 1 || len(r.data) < 6 {
				break
			}
			ref := cellRef{u16(r.data, 0), u16(r.data, 2), uint32(at)}
			if n := len(s.cells); n > 0 && compareRefs(s.cells[n-1], ref) > 0 {
				sorted = false
			}
			s.cells = append(s.cells, ref)
		}
		at = r.next
	}
	s.sort(sorted)
	return nil
}

func compareRefs(a, b cellRef) int {
	if a.row != b.row {
		return int(a.row) - int(b.row)
	}
	return int(a.col) - int(b.col)
}

func (s *xlsSheet) sort(sorted bool) {
	if !sorted {
		slices.SortStableFunc(s.cells, compareRefs)
	}
}

// put places a cell; columns end at 256 in BIFF8, so a row is short.
func (s *xlsSheet) put(column int, c Cell) {
	if c.Kind == Blank || column > 255 {
		return
	}
	for len(s.decoded) <= column {
		s.decoded = append(s.decoded, Cell{})
	}
	s.decoded[column] = c
}

// decode reads the record at offset into s.decoded. Records cut short are left
// out.
func (s *xlsSheet) decode(offset int) error {
	r, err := recordAt(s.stream, offset)
	if err != nil {
		return err
	}
	column, style := int(u16(r.data, 2)), int(u16(r.data, 4))
	switch r.id {
	case recLabelSST:
		i := int(u32(r.data, 6))
		if len(r.data) < 10 || i >= len(s.globals.strings) {
			return errors.New("reference to a text that is not there")
		}
		s.put(column, textCell(s.globals.strings[i]))
	case recLabel, recRString:
		text := biffText{}
		text.pieces, _ = continued(s.stream, biffRecord{data: r.data[6:], next: r.next})
		t, err := text.long()
		if err != nil {
			return err
		}
		s.put(column, textCell(t))
	case recNumber:
		if len(r.data) >= 14 {
			s.put(column, s.numberCell(float64At(r.data, 6), style))
		}
	case recRK:
		if len(r.data) >= 10 {
			s.put(column, s.numberCell(rkNumber(u32(r.data, 6)), style))
		}
	case recMulRK:
		for i := 4; i+6 <= len(r.data)-2; i += 6 {
			s.put(column, s.numberCell(rkNumber(u32(r.data, i+2)), int(u16(r.data, i))))
			column++
		}
	case recBoolErr:
		if len(r.data) >= 8 {
			s.put(column, boolOrError(r.data[6], r.data[7] != 0))
		}
	case recFormula:
		return s.formula(r, column, style)
	}
	return nil
}

// formula takes the result that was stored with a formula.
func (s *xlsSheet) formula(r biffRecord, column, style int) error {
	if len(r.data) < 14 {
		return nil
	}
	if u16(r.data, 12) != 0xFFFF {
		s.put(column, s.numberCell(float64At(r.data, 6), style))
		return nil
	}
	switch r.data[6] {
	case 0:
		return s.formulaText(r.next, column)
	case 1:
		s.put(column, boolOrError(r.data[8], false))
	case 2:
		s.put(column, boolOrError(r.data[8], true))
	}
	return nil
}

// formulaText finds the STRING record after a formula; a record that shares the
// formula with other cells may stand between.
func (s *xlsSheet) formulaText(at, column int) error {
	for range 4 {
		r, err := recordAt(s.stream, at)
		if err != nil {
			return err
		}
		if r.id == recString {
			text := biffText{}
			text.pieces, _ = continued(s.stream, r)
			t, err := text.long()
			if errors.Is(err, io.ErrUnexpectedEOF) {
				return nil // an empty text is written without its option byte by some
			}
			s.put(column, textCell(t))
			return err
		}
		at = r.next
	}
	return nil
}

func float64At(p []byte, at int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(p[at:]))
}

// rkNumber unpacks a number of 30 bits: the upper part of a float64 or a whole
// number, either perhaps in hundredths.
func rkNumber(rk uint32) float64 {
	var f float64
	if rk&2 != 0 {
		f = float64(int32(rk) >> 2)
	} else {
		f = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		f /= 100
	}
	return f
}

func (s *xlsSheet) numberCell(f float64, style int) Cell {
	if style < len(s.globals.styles) {
		if format := s.globals.styles[style]; format != noTime {
			if c, ok := timeCell(f, format, s.globals.from1904); ok {
				return c
			}
		}
	}
	if plain, ok := plainFloat(f); ok {
		return Cell{plain, Number}
	}
	return Cell{}
}

var errorNames = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
	0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}

func boolOrError(value byte, isError bool) Cell {
	if !isError {
		return boolCell(value != 0)
	}
	return textCell(errorNames[value])
}
