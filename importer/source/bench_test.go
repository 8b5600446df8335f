package source

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchCSV is about 20 MB of posts, 30 columns, some texts quoted, as the content
// export of Meta looks.
var benchCSV = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	b.WriteString("Post ID,Account ID,Account name,Description,Publish time")
	for i := 5; i < 30; i++ {
		fmt.Fprintf(&b, ",Metric %d", i)
	}
	b.WriteByte('\n')
	for row := 0; b.Len() < 20<<20; row++ {
		fmt.Fprintf(&b, `%d,17841472326972546,"Invented Hospital","Tag der offenen Tür, Nr. %d",03/21/2026 16:45`, 17978919536823613+row, row)
		for i := 5; i < 30; i++ {
			fmt.Fprintf(&b, ",%d", (row*31+i*17)%20000)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
})

func benchFile(b *testing.B, name string, content []byte) *File {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.Fatal(err)
	}
	f, err := Open(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return f
}

func BenchmarkCSV(b *testing.B) {
	f := benchFile(b, "x.csv", benchCSV())
	b.SetBytes(f.Size)
	b.ReportAllocs()
	for b.Loop() {
		for row, err := range f.Tables[0].Rows(b.Context()) {
			if err != nil || len(row.Cells) != 30 {
				b.Fatal(row.Number, err)
			}
		}
	}
}

func BenchmarkEncodingCSV(b *testing.B) {
	f := benchFile(b, "x.csv", benchCSV())
	b.SetBytes(f.Size)
	b.ReportAllocs()
	for b.Loop() {
		disk, err := os.Open(f.Path)
		if err != nil {
			b.Fatal(err)
		}
		r := csv.NewReader(disk)
		r.ReuseRecord = true
		for {
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || len(record) != 30 {
				b.Fatal(err)
			}
		}
		disk.Close()
	}
}

// BenchmarkOpenCSV is the pass for checksum and encoding.
func BenchmarkOpenCSV(b *testing.B) {
	f := benchFile(b, "x.csv", benchCSV())
	b.SetBytes(f.Size)
	for b.Loop() {
		again, err := Open(b.Context(), f.Path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		again.Close()
	}
}

func benchXLSX(b *testing.B) []byte {
	b.Helper()
	x := excelize.NewFile()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	row := make([]any, 30)
	for i := range 10_000 {
		for j := range row {
			row[j] = i * j
		}
		row[3] = fmt.Sprintf("Tag der offenen Tür, Nr. %d", i)
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	buf, err := x.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}

func BenchmarkXLSX(b *testing.B) {
	f := benchFile(b, "x.xlsx", benchXLSX(b))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range f.Tables[0].Rows(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkExcelize(b *testing.B) {
	f := benchFile(b, "x.xlsx", benchXLSX(b))
	b.ReportAllocs()
	for b.Loop() {
		x, err := excelize.OpenFile(f.Path, excelize.Options{RawCellValue: true})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := x.Rows("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
		}
		x.Close()
	}
}
