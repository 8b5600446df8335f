package workspace

// parts divides the numbers from 0 on into parts, each at first alone, by joining two at a time.
type parts struct{ parent []int32 }

func newParts(n int) parts {
	p := parts{make([]int32, n)}
	for i := range p.parent {
		p.parent[i] = int32(i)
	}
	return p
}

// of returns the number that stands for i's part: the smallest in it.
func (p parts) of(i int32) int32 {
	for p.parent[i] != i {
		p.parent[i] = p.parent[p.parent[i]]
		i = p.parent[i]
	}
	return i
}

func (p parts) join(a, b int32) {
	a, b = p.of(a), p.of(b)
	p.parent[max(a, b)] = min(a, b)
}

// several returns the parts with more than one number.
func (p parts) several() (all [][]int32) {
	at := map[int32]int{}
	for i := range p.parent {
		root := p.of(int32(i))
		if root == int32(i) {
			continue
		}
		place, ok := at[root]
		if !ok {
			place = len(all)
			at[root] = place
			all = append(all, []int32{root})
		}
		all[place] = append(all[place], int32(i))
	}
	return all
}
