package mixed

import (
	"cmp"
	"slices"
)

// Row is a row of a design: see [Design.Add].
type Row struct {
	Response float64
	Entries  []Entry
	Cluster  int
	Stratum  int
}

// AddAll adds rows, cluster by cluster, in an order that depends on what they hold alone: neither the order in which
// they come nor the number that a cluster happens to have reaches a sum, so that the fit is the same to the last bit.
func (d *Design) AddAll(rows []Row) {
	at := map[int]int{}
	var clusters [][]Row
	for _, r := range rows {
		if r.Cluster == NoCluster {
			clusters = append(clusters, []Row{r})
			continue
		}
		place, known := at[r.Cluster]
		if !known {
			place = len(clusters)
			at[r.Cluster] = place
			clusters = append(clusters, nil)
		}
		clusters[place] = append(clusters[place], r)
	}
	for _, of := range clusters {
		slices.SortFunc(of, compareRows)
	}
	slices.SortFunc(clusters, func(a, b []Row) int { return slices.CompareFunc(a, b, compareRows) })
	next := 0
	for _, of := range clusters {
		number := NoCluster
		if of[0].Cluster != NoCluster {
			number = next
			next++
		}
		for _, r := range of {
			d.Add(r.Response, r.Entries, number, r.Stratum)
		}
	}
}

func compareRows(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.Response, b.Response), cmp.Compare(a.Stratum, b.Stratum),
		slices.CompareFunc(a.Entries, b.Entries, func(x, y Entry) int {
			return cmp.Or(cmp.Compare(x.Column, y.Column), cmp.Compare(x.Value, y.Value))
		}),
	)
}
