package source

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
)

// readStyles tells for every cell style whether it shows its number as a time.
func (w *workbook) readStyles(ctx context.Context) ([]timeFormat, error) {
	if w.stylesPath == "" || w.entry(w.stylesPath) == nil {
		return nil, nil
	}
	x, err := w.openXML(ctx, w.stylesPath)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	spelled := map[int]timeFormat{}
	var styles []timeFormat
	inCells := false
	for {
		t, err := x.token()
		if errors.Is(err, io.EOF) {
			return styles, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inCells = false
			}
		case xml.StartElement:
			if len(spelled) > maxStyles || len(styles) > maxStyles {
				return nil, ErrTooLarge
			}
			switch t.Name.Local {
			case "numFmt":
				spelled[number(attr(t, "numFmtId"))] = spelledFormat(attr(t, "formatCode"))
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id := number(attr(t, "numFmtId"))
					format, ok := spelled[id]
					if !ok {
						format = builtInFormat(id)
					}
					styles = append(styles, format)
				}
			}
		}
	}
}
