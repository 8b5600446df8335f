package pages

import (
	"encoding/json"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// tableTools let a person look at the table of this name in their own way, which is remembered. text is what the filter
// looks in, of row i.
func tableTools(d *Desk, id string, text func(i int) string) *blocks.TableTools {
	t := d.Speak.T
	tools := &blocks.TableTools{
		ID: id, Text: text,
		Says: blocks.TableWords{
			Filter: t("table.filter"), Columns: t("table.columns"), Up: t("table.up"), Down: t("table.down"), No: t("table.unsorted"),
			Found: func(n, all int) string {
				if n == 0 {
					return t("table.none")
				}
				return t("table.found", language.Args{"Count": n, "All": d.Speak.Count(int64(all))})
			},
			Hide: func(title string) string { return t("table.hide", language.Args{"Column": title}) },
		},
	}
	if d.Keep != nil {
		tools.Memory = keptTables{d.Keep}
	}
	return tools
}

// keptTables remembers views of tables in the preferences.
type keptTables struct{ keep fyne.Preferences }

// keyTable, and the table's name, is the key of the preferences.
const keyTable = "table "

// View is described at [blocks.TableMemory].
func (k keptTables) View(table string) (v blocks.TableView) {
	if text := k.keep.String(keyTable + table); text != "" && json.Unmarshal([]byte(text), &v) != nil {
		return blocks.TableView{} // not ours; it is as it comes
	}
	return v
}

// SetView is described at [blocks.TableMemory].
func (k keptTables) SetView(table string, v blocks.TableView) {
	text, err := json.Marshal(v)
	if err != nil { // a view is plain values; it is only not remembered
		return
	}
	k.keep.SetString(keyTable+table, string(text))
}

// byTime sorts by a moment; the zero one is absent.
func byTime(t time.Time) blocks.Key {
	if t.IsZero() {
		return blocks.Key{}
	}
	return blocks.ByNumber(float64(t.Unix()))
}

// byCount sorts by a number of things.
func byCount(n int) blocks.Key { return blocks.ByNumber(float64(n)) }

// said joins what the cells of a row say, for the filter.
func said(cells ...string) string { return strings.Join(cells, "\n") }

// once puts each thing into words once.
func once[K comparable](say func(K) string) func(K) string {
	known := map[K]string{}
	return func(k K) string {
		words, ok := known[k]
		if !ok {
			words = say(k)
			known[k] = words
		}
		return words
	}
}
