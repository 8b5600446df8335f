package source

import (
	"errors"
	"io"
)

// Records of BIFF8, after Microsoft's [MS-XLS] 2.3.
const (
	recFormula  = 0x0006
	recEOF      = 0x000A
	recDateMode = 0x0022
	recFilePass = 0x002F
	recContinue = 0x003C
	recSheet    = 0x0085 // BOUNDSHEET: a sheet's name and place
	recMulRK    = 0x00BD
	recRString  = 0x00D6
	recXF       = 0x00E0 // a cell style
	recSST      = 0x00FC // the texts of all sheets
	recLabelSST = 0x00FD
	recNumber   = 0x0203
	recLabel    = 0x0204
	recBoolErr  = 0x0205
	recString   = 0x0207 // the text a formula gave
	recRK       = 0x027E
	recFormat   = 0x041E
	recBOF      = 0x0809
)

// CODEPAGE is not looked at: BIFF8 texts are UTF-16 or its lower half. BLANK and
// MULBLANK only say how an empty cell looks.

// biffRecord is one record without those that continue it.
type biffRecord struct {
	id   uint16
	data []byte
	next int // where the following record starts
}

func recordAt(stream []byte, at int) (biffRecord, error) {
	if at < 0 || at+4 > len(stream) {
		return biffRecord{}, io.ErrUnexpectedEOF
	}
	end := at + 4 + int(u16(stream, at+2))
	if end > len(stream) {
		return biffRecord{}, io.ErrUnexpectedEOF
	}
	return biffRecord{id: u16(stream, at), data: stream[at+4 : end], next: end}, nil
}

// continued gives a record's data and that of the CONTINUE records after it: what
// does not fit into 8,224 bytes goes on there.
func continued(stream []byte, r biffRecord) (pieces [][]byte, next int) {
	pieces = [][]byte{r.data}
	for next = r.next; ; {
		more, err := recordAt(stream, next)
		if err != nil || more.id != recContinue {
			return pieces, next
		}
		pieces = append(pieces, more.data)
		next = more.next
	}
}

// xlsGlobals is what all sheets of a workbook share.
type xlsGlobals struct {
	sheets   []xlsSheetEntry
	from1904 bool
	strings  []string
	styles   []timeFormat
}

type xlsSheetEntry struct {
	name   string
	offset int
	hidden bool
}

// readGlobals reads the first part of the stream, the texts only when wanted.
func readGlobals(stream []byte, withStrings bool) (*xlsGlobals, error) {
	first, err := recordAt(stream, 0)
	if err != nil {
		return nil, err
	}
	if first.id != recBOF {
		if first.id == 0x0009 || first.id == 0x0209 || first.id == 0x0409 {
			return nil, ErrOldFormat
		}
		return nil, errors.New("no BOF record")
	}
	if u16(first.data, 0) != 0x0600 {
		return nil, ErrOldFormat
	}
	g := &xlsGlobals{}
	spelled := map[int]timeFormat{}
	var formats []int // number format by style, resolved when all are known
	for at := first.next; ; {
		r, err := recordAt(stream, at)
		if err != nil {
			return nil, err
		}
		at = r.next
		switch r.id {
		case recFilePass:
			return nil, ErrEncrypted
		case recDateMode:
			g.from1904 = u16(r.data, 0) == 1
		case recSheet:
			// Bytes 4 and 5 are state and type; type 0 is a sheet of cells.
			if len(r.data) > 8 && r.data[5] == 0 && len(g.sheets) < maxSheets {
				text := biffText{pieces: [][]byte{r.data[6:]}}
				name, _ := text.short()
				g.sheets = append(g.sheets, xlsSheetEntry{name, int(u32(r.data, 0)), r.data[4]&3 != 0})
			}
		case recFormat:
			text := biffText{pieces: [][]byte{r.data[min(2, len(r.data)):]}}
			if code, err := text.long(); err == nil && len(spelled) < maxStyles {
				spelled[int(u16(r.data, 0))] = spelledFormat(code)
			}
		case recXF:
			if len(formats) < maxStyles {
				formats = append(formats, int(u16(r.data, 2)))
			}
		case recSST:
			var pieces [][]byte
			pieces, at = continued(stream, r)
			if withStrings {
				if g.strings, err = readSST(pieces); err != nil {
					return nil, err
				}
			}
		case recEOF:
			for _, id := range formats {
				format, ok := spelled[id]
				if !ok {
					format = builtInFormat(id)
				}
				g.styles = append(g.styles, format)
			}
			return g, nil
		}
	}
}

// readSST reads the texts: a count of uses, a count of texts, then these.
func readSST(pieces [][]byte) ([]string, error) {
	text := biffText{pieces: pieces}
	head, err := text.bytes(8)
	if err != nil {
		return nil, err
	}
	count := int(u32(head, 4))
	if count > maxStrings {
		return nil, ErrTooLarge
	}
	var texts []string
	for len(texts) < count {
		s, err := text.rich()
		if err != nil {
			return nil, err
		}
		texts = append(texts, s)
	}
	return texts, nil
}
