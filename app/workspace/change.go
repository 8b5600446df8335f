package workspace

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// ownTable is a table with what a person has said or set. What is derived from it is derived anew when its rows are put back.
type ownTable struct {
	name string
	// referred says that other tables refer to its rows, so that one that changes must not go in between.
	referred bool
}

// ownTables are these tables, those first to whose rows the others refer. Imports write only to the first two, and a change holds
// only the rows that it has changed itself, so that imports and changes can be taken back in any order. Decisions, consents and
// frozen reviews are not among them: they have a memory of their own.
var ownTables = []ownTable{
	{"organisations", true},
	{"channels", true},
	{"settings", false},
	{"logos", false},
	{"corrections", false},
	{"rules", false},
	{"annotations", false},
	{"definition_breaks", false},
	{"channel_audiences", false},
	{"strategy_settings", false},
	{"scenarios", false},
	{"arrangements", false},
}

// Change is what a person has changed: rows as they were, and as they are since. The zero Change is none.
type Change struct {
	rows []rowChange // in the order of tables and keys
}

// rowChange is a row before and after; nil: there was none, or there is none.
type rowChange struct {
	table         int    // in ownTables
	key           string // what the primary key's columns hold
	before, after []any  // of all columns
}

// Nothing reports whether nothing has changed.
func (c Change) Nothing() bool { return len(c.rows) == 0 }

// Back returns the change that takes this one back.
func (c Change) Back() Change {
	back := Change{slices.Clone(c.rows)}
	for i := range back.rows {
		r := &back.rows[i]
		r.before, r.after = r.after, r.before
	}
	return back
}

// Then returns the change that this one and the next make together.
func (c Change) Then(next Change) Change {
	both := Change{slices.Clone(c.rows)}
	for _, n := range next.rows {
		i, found := slices.BinarySearchFunc(both.rows, n, compareRows)
		if found {
			both.rows[i].after = n.after
		} else {
			both.rows = slices.Insert(both.rows, i, n)
		}
	}
	both.rows = slices.DeleteFunc(both.rows, func(r rowChange) bool { return sameRow(r.before, r.after) })
	return both
}

// SlidesOnly reports whether nothing but arrangements of slides has changed, on which no figure rests.
func (c Change) SlidesOnly() bool {
	return !slices.ContainsFunc(c.rows, func(r rowChange) bool { return ownTables[r.table].name != "arrangements" })
}

// in reports whether rows of a table have changed.
func (c Change) in(table string) bool {
	return slices.ContainsFunc(c.rows, func(r rowChange) bool { return ownTables[r.table].name == table })
}

func compareRows(a, b rowChange) int {
	return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.key, b.key))
}

// sameRow reports whether two rows hold the same; none is the same as none.
func sameRow(a, b []any) bool {
	return slices.EqualFunc(a, b, func(x, y any) bool {
		if bx, ok := x.([]byte); ok {
			by, ok := y.([]byte)
			return ok && bytes.Equal(bx, by)
		}
		return x == y
	}) && (a == nil) == (b == nil)
}

// Recorded runs what changes the workspace, which it is handed, all of it or nothing, and returns what it has changed of what
// people have said and set. Errors are those of change; then nothing has changed.
func (w *Workspace) Recorded(ctx context.Context, change func(ctx context.Context, w *Workspace) error) (c Change, err error) {
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := readOwn(tx)
		if err != nil {
			return err
		}
		inner := &Workspace{path: w.path, db: tx, sql: w.sql} // without the key to comments, which no change needs
		if err := change(ctx, inner); err != nil {
			return err
		}
		after, err := readOwn(tx)
		c = before.to(after)
		return err
	})
	if err != nil {
		return Change{}, refused(err)
	}
	return c, nil
}

// Apply makes a change that was recorded before again, or takes it back by [Change.Back]: all of it or nothing. What is derived is
// derived anew. It returns [ErrChangedSince] when something that it changes is not as it was then, or what it needs is not there
// any more.
func (w *Workspace) Apply(ctx context.Context, c Change) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		now, err := readOwn(tx)
		if err != nil {
			return err
		}
		for _, r := range c.rows {
			if !sameRow(now.rows[r.table][r.key], r.before) {
				return ErrChangedSince
			}
		}
		channels, err := readChannels(tx)
		if err != nil {
			return err
		}
		if err := now.put(tx, c); err != nil {
			return err
		}
		return c.derive(ctx, tx, channels)
	})
	var coded interface{ Code() int }
	if errors.As(err, &coded) && coded.Code()&0xff == 19 { // SQLite: a constraint
		err = fmt.Errorf("%w: %w", ErrChangedSince, err)
	}
	if err != nil {
		return fmt.Errorf("change back and forth: %w", refused(err))
	}
	return nil
}

// derive derives anew what rests on what was changed; before are the channels as they were.
func (c Change) derive(ctx context.Context, tx *gorm.DB, before channelList) error {
	if c.in("settings") {
		if err := c.checkQuarters(tx); err != nil {
			return err
		}
	}
	if c.in("channels") {
		after, err := readChannels(tx)
		if err != nil {
			return err
		}
		var touched []social.ChannelID
		for _, r := range c.rows {
			if id, ok := firstOf(r).(int64); ok && ownTables[r.table].name == "channels" {
				touched = append(touched, social.ChannelID(id))
			}
		}
		for _, l := range []channelList{before, after} { // with those that are merged into them
			for stored, whole := range l.parts {
				if slices.Contains(touched, whole.ID) {
					touched = append(touched, stored)
				}
			}
		}
		if err := derive(ctx, tx, append(before.territories(touched), after.territories(touched)...)); err != nil {
			return err
		}
	}
	if c.in("corrections") || c.in("rules") {
		return relabel(ctx, tx, 0)
	}
	return nil
}

// firstOf is the first column of a row, that of the key in most tables.
func firstOf(r rowChange) any {
	if r.before != nil {
		return r.before[0]
	}
	return r.after[0]
}

// checkQuarters refuses another beginning of the year while scenarios are kept, as [Workspace.SetSettings] does.
func (c Change) checkQuarters(tx *gorm.DB) error {
	for _, r := range c.rows {
		if ownTables[r.table].name != "settings" || firstOf(r) != "year_start" {
			continue
		}
		var scenarios int64
		if err := tx.Model(&scenarioRow{}).Count(&scenarios).Error; err != nil || scenarios == 0 {
			return err
		}
		return ErrQuartersInUse
	}
	return nil
}

// own is what the tables of a person's own hold.
type own struct {
	columns [][]string // of each table
	keys    [][]int    // which of them are the primary key
	rows    []map[string][]any
}

// readOwn reads all of it. These tables are small: they hold what people have typed.
func readOwn(db *gorm.DB) (own, error) {
	n := len(ownTables)
	o := own{make([][]string, n), make([][]int, n), make([]map[string][]any, n)}
	for i, t := range ownTables {
		if err := o.readTable(db, i, t.name); err != nil {
			return own{}, fmt.Errorf("read %s: %w", t.name, err)
		}
	}
	return o, nil
}

func (o *own) readTable(db *gorm.DB, table int, name string) error {
	var columns []struct {
		Name string
		PK   int `gorm:"column:pk"`
	}
	if err := db.Raw("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", name).Scan(&columns).Error; err != nil {
		return err
	}
	for i, c := range columns {
		o.columns[table] = append(o.columns[table], c.Name)
		if c.PK > 0 {
			o.keys[table] = append(o.keys[table], i)
		}
	}
	rows, err := db.Raw("SELECT " + strings.Join(o.columns[table], ", ") + " FROM " + name).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	o.rows[table] = map[string][]any{}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		o.rows[table][o.key(table, cells)] = cells
	}
	return rows.Err()
}

// key writes what the primary key's columns hold.
func (o *own) key(table int, row []any) string {
	var b strings.Builder
	for _, i := range o.keys[table] {
		fmt.Fprintf(&b, "%q ", fmt.Sprint(row[i]))
	}
	return b.String()
}

// to returns what has changed from one state to another.
func (o own) to(after own) (c Change) {
	for i := range ownTables {
		for key, row := range o.rows[i] {
			if now := after.rows[i][key]; !sameRow(row, now) {
				c.rows = append(c.rows, rowChange{i, key, row, now})
			}
		}
		for key, row := range after.rows[i] {
			if o.rows[i][key] == nil {
				c.rows = append(c.rows, rowChange{i, key, nil, row})
			}
		}
	}
	slices.SortFunc(c.rows, compareRows)
	return c
}

// put writes the rows as they are after the change. A row that others refer to is changed where it stands; of the others all go
// before any comes, since two may have changed places.
func (o own) put(tx *gorm.DB, c Change) error {
	for _, r := range c.rows {
		var err error
		switch referred := ownTables[r.table].referred; {
		case referred && r.before != nil && r.after != nil:
			err = o.update(tx, r)
		case referred && r.after != nil:
			err = o.insert(tx, r)
		case !referred && r.before != nil:
			err = o.remove(tx, r)
		}
		if err != nil {
			return err
		}
	}
	for _, r := range slices.Backward(c.rows) { // what refers to a row goes before it
		var err error
		switch referred := ownTables[r.table].referred; {
		case referred && r.after == nil:
			err = o.remove(tx, r)
		case !referred && r.after != nil:
			err = o.insert(tx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o own) insert(tx *gorm.DB, r rowChange) error {
	columns := o.columns[r.table]
	return tx.Exec("INSERT INTO "+ownTables[r.table].name+" ("+strings.Join(columns, ", ")+") VALUES ("+placeholders(len(columns))+")", r.after...).Error
}

func (o own) update(tx *gorm.DB, r rowChange) error {
	where, key := o.where(r.table, r.before)
	statement := "UPDATE " + ownTables[r.table].name + " SET " + strings.Join(o.columns[r.table], " = ?, ") + " = ?" + where
	return tx.Exec(statement, append(slices.Clone(r.after), key...)...).Error
}

func (o own) remove(tx *gorm.DB, r rowChange) error {
	where, key := o.where(r.table, r.before)
	return tx.Exec("DELETE FROM "+ownTables[r.table].name+where, key...).Error
}

// where picks a row by its key.
func (o own) where(table int, row []any) (condition string, key []any) {
	var columns []string
	for _, column := range o.keys[table] {
		columns = append(columns, o.columns[table][column])
		key = append(key, row[column])
	}
	return " WHERE " + strings.Join(columns, " = ? AND ") + " = ?", key
}
