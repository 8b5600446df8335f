package source

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// biff writes records, as [MS-XLS] describes them, for cases that LibreOffice does
// not write.
type biff struct{ bytes []byte }

// rec appends a record; parts are numbers of their own width, strings or bytes.
func (b *biff) rec(id uint16, parts ...any) *biff {
	data := pack(parts...)
	b.bytes = append(b.bytes, pack(id, uint16(len(data)))...)
	b.bytes = append(b.bytes, data...)
	return b
}

func pack(parts ...any) []byte {
	var data []byte
	for _, part := range parts {
		switch v := part.(type) {
		case byte:
			data = append(data, v)
		case uint16:
			data = binary.LittleEndian.AppendUint16(data, v)
		case uint32:
			data = binary.LittleEndian.AppendUint32(data, v)
		case float64:
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
		case string:
			data = append(data, v...)
		case []byte:
			data = append(data, v...)
		default:
			panic("unknown part of a record")
		}
	}
	return data
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

const (
	version8   = uint16(0x0600)
	typeBook   = uint16(0x0005)
	typeSheet  = uint16(0x0010)
	styleDate  = uint16(1)
	stylePlain = uint16(0)
)

// stream assembles globals with the given records, then one sheet.
func stream(globals, sheet func(*biff)) []byte {
	build := func(offset uint32) *biff {
		b := &biff{}
		b.rec(recBOF, version8, typeBook)
		b.rec(recSheet, offset, byte(0), byte(0), byte(1), byte(0), "S")
		b.rec(recXF, uint16(0), uint16(0))
		b.rec(recXF, uint16(0), uint16(200))
		b.rec(recFormat, uint16(200), uint16(8), byte(0), "d/m/yyyy")
		globals(b)
		return b.rec(recEOF)
	}
	b := build(uint32(len(build(0).bytes)))
	b.rec(recBOF, version8, typeSheet)
	sheet(b)
	return b.rec(recEOF).bytes
}

// readStream reads the first sheet of a stream.
func readStream(ctx context.Context, stream []byte, opts Options) ([]Row, error) {
	g, err := readGlobals(stream, true)
	if err != nil || len(g.sheets) == 0 {
		return nil, err
	}
	s := xlsSheet{globals: g, stream: stream}
	broken := s.index(g.sheets[0].offset)
	var rows []Row
	var failed error
	s.yieldRows(ctx, xlsBook{part: part{file: "x.xls", name: "x.xls: S"}, opts: opts.withDefaults()}, func(r Row, err error) bool {
		if err != nil {
			failed = err
			return true
		}
		rows = append(rows, Row{r.Number, append([]Cell(nil), r.Cells...)})
		return true
	})
	return rows, errors.Join(broken, failed)
}

func none(*biff) {}

func TestBIFFCells(t *testing.T) {
	texts := func(b *biff) {
		b.rec(recSST, uint32(2), uint32(2), uint16(2), byte(0), "ab", uint16(2), byte(1), wide("ßŽ"))
	}
	tests := []struct {
		name    string
		globals func(*biff)
		sheet   func(*biff)
		want    []Row
	}{
		{"texts by number", texts, func(b *biff) {
			b.rec(recLabelSST, uint16(0), uint16(0), stylePlain, uint32(1))
			b.rec(recLabelSST, uint16(0), uint16(2), stylePlain, uint32(0))
		}, []Row{{1, []Cell{{"ßŽ", Text}, {}, {"ab", Text}}}}},
		{"texts in place, one byte a letter", none, func(b *biff) {
			b.rec(recLabel, uint16(4), uint16(0), stylePlain, uint16(4), byte(0), "K\xf6ln")
			b.rec(recRString, uint16(4), uint16(1), stylePlain, uint16(2), byte(0), "\x80\x96", uint16(0))
		}, []Row{{5, []Cell{{"Köln", Text}, {"€–", Text}}}}},
		// 1.75 is 0x3FFC0000_00000000; (123<<2)|3 is 123 in hundredths; after Microsoft's [MS-XLS] 2.5.217.
		{"packed numbers", none, func(b *biff) {
			b.rec(recRK, uint16(0), uint16(0), stylePlain, uint32(0x3FFC0000))
			b.rec(recMulRK, uint16(0), uint16(1), stylePlain, uint32(123<<2|3), styleDate, uint32(46102<<2|2), stylePlain, uint32(0xFFFFFFFE), uint16(3))
		}, []Row{{1, []Cell{{"1.75", Number}, {"1.23", Number}, {"2026-03-21T00:00:00", Date}, {"-1", Number}}}}},
		{"numbers and dates", none, func(b *biff) {
			b.rec(recNumber, uint16(0), uint16(0), stylePlain, 17978919536823613.0)
			b.rec(recNumber, uint16(0), uint16(1), styleDate, 46102.75)
			b.rec(recNumber, uint16(0), uint16(2), styleDate, -1.0)
		}, []Row{{1, []Cell{{"17978919536823612", Number}, {"2026-03-21T18:00:00", Date}, {"-1", Number}}}}},
		{"system of 1904", func(b *biff) { b.rec(recDateMode, uint16(1)) }, func(b *biff) {
			b.rec(recNumber, uint16(0), uint16(0), styleDate, 44640.0)
		}, []Row{{1, []Cell{{"2026-03-21T00:00:00", Date}}}}},
		{"truth and errors", none, func(b *biff) {
			b.rec(recBoolErr, uint16(0), uint16(0), stylePlain, byte(1), byte(0))
			b.rec(recBoolErr, uint16(0), uint16(1), stylePlain, byte(0x2A), byte(1))
		}, []Row{{1, []Cell{{"TRUE", Bool}, {"#N/A", Text}}}}},
		{"results of formulas", none, func(b *biff) {
			b.rec(recFormula, uint16(0), uint16(0), stylePlain, 2.5, uint16(0), uint32(0), uint16(0))
			b.rec(recFormula, uint16(0), uint16(1), stylePlain, "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0), uint32(0), uint16(0))
			b.rec(0x04BC, "shared formula")
			b.rec(recString, uint16(3), byte(0), "abc")
			b.rec(recFormula, uint16(0), uint16(2), stylePlain, "\x01\x00\x01\x00\x00\x00\xff\xff", uint16(0), uint32(0), uint16(0))
			b.rec(recFormula, uint16(0), uint16(3), stylePlain, "\x02\x00\x07\x00\x00\x00\xff\xff", uint16(0), uint32(0), uint16(0))
			b.rec(recFormula, uint16(0), uint16(4), stylePlain, "\x03\x00\x00\x00\x00\x00\xff\xff", uint16(0), uint32(0), uint16(0))
		}, []Row{{1, []Cell{{"2.5", Number}, {"abc", Text}, {"TRUE", Bool}, {"#DIV/0!", Text}}}}},
		{"cells out of order", none, func(b *biff) {
			b.rec(recNumber, uint16(1), uint16(0), stylePlain, 3.0)
			b.rec(recNumber, uint16(0), uint16(1), stylePlain, 2.0)
			b.rec(recNumber, uint16(0), uint16(0), stylePlain, 1.0)
		}, []Row{{1, []Cell{{"1", Number}, {"2", Number}}}, {2, []Cell{{"3", Number}}}}},
		{"a diagram in the sheet", none, func(b *biff) {
			b.rec(recBOF, version8, uint16(0x0020)).rec(recNumber, uint16(0), uint16(0), stylePlain, 9.0).rec(recEOF)
			b.rec(recNumber, uint16(0), uint16(0), stylePlain, 1.0)
		}, []Row{{1, []Cell{{"1", Number}}}}},
		{"blank cells only", none, func(b *biff) {
			b.rec(0x0201, uint16(0), uint16(0), stylePlain)
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows, err := readStream(t.Context(), stream(test.globals, test.sheet), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where letters cross into a CONTINUE record its first byte says anew how wide
// they are; where only fonts cross, there is no such byte.
func TestBIFFTextsAcrossRecords(t *testing.T) {
	globals := func(b *biff) {
		b.rec(recSST, uint32(5), uint32(5), uint16(5), byte(0), "abc")
		b.rec(recContinue, byte(1), wide("žš"), uint16(4), byte(1), wide("ŽŽ"))
		b.rec(recContinue, byte(0), "xy", uint16(1), byte(richText), uint16(2), "r", "1234")
		b.rec(recContinue, "5678", uint16(1), byte(extText), uint32(3), "e", "hi")
		b.rec(recContinue, "n", uint16(3), byte(0))
		b.rec(recContinue, byte(0), "end")
	}
	sheet := func(b *biff) {
		for i := range uint16(5) {
			b.rec(recLabelSST, uint16(0), i, stylePlain, uint32(i))
		}
	}
	rows, err := readStream(t.Context(), stream(globals, sheet), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1: abcžš|ŽŽxy|r|e|end"}, texts(rows)); diff != "" {
		t.Error(diff)
	}
}

func TestDamagedBIFF(t *testing.T) {
	whole := stream(none, func(b *biff) {
		b.rec(recNumber, uint16(0), uint16(0), stylePlain, 1.0)
		b.rec(recNumber, uint16(1), uint16(0), stylePlain, 2.0)
	})
	rows, err := readStream(t.Context(), whole[:len(whole)-10], Options{})
	if err == nil || len(rows) != 1 {
		t.Errorf("a sheet that breaks off: %d rows, %v", len(rows), err)
	}
	for name, test := range map[string]struct {
		stream []byte
		want   error
	}{
		"password": {(&biff{}).rec(recBOF, version8, typeBook).rec(recFilePass, uint16(1)).bytes, ErrEncrypted},
		"Excel 95": {(&biff{}).rec(recBOF, uint16(0x0500), typeBook).bytes, ErrOldFormat},
		"Excel 4":  {(&biff{}).rec(0x0409, uint16(0), typeSheet).bytes, ErrOldFormat},
	} {
		if _, err := readStream(t.Context(), test.stream, Options{}); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	missing := stream(none, func(b *biff) { b.rec(recLabelSST, uint16(0), uint16(0), stylePlain, uint32(7)) })
	if _, err := readStream(t.Context(), missing, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("missing text: %v", err)
	}
	if _, err := readStream(t.Context(), stream(none, func(b *biff) {
		b.rec(recLabel, uint16(0), uint16(0), stylePlain, uint16(9), byte(0), "too short")
		b.rec(recLabel, uint16(1), uint16(0), stylePlain, uint16(100), byte(0), strings.Repeat("x", 100))
	}), Options{MaxField: 50}); !errors.Is(err, ErrBadRow) {
		t.Errorf("long text: %v", err)
	}
}
